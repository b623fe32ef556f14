//! The bodies of requests, as far as the machines need them.

use core::time::Duration;
use std::borrow::Cow;
use std::rc::Rc;

use call_lifecycle::record::{PlayPromptParameters, Profile, RecordRequest};
use call_lifecycle::wire::{
    Answer, CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Record, Redirect, Reject, SendDtmfTones,
    Transfer,
};
use call_lifecycle::{ClientContext, ClientContextTooLong, Id, OperationKind, app, service};
use serde::Deserialize;

use super::act::Act;
use super::error::LineError;
use super::quick_body;
use super::raw::Raw;

/// A body that is an object. Anything else, such as the empty text of a keepAlive's answer, does
/// not count.
pub fn object(body: Option<Raw<'_>>) -> Option<&str> {
    body.map(Raw::get).filter(|text| text.starts_with('{'))
}

/// What is wrong with a body.
#[derive(Clone, Debug)]
struct Unreadable(String);

impl From<ClientContextTooLong> for Unreadable {
    fn from(error: ClientContextTooLong) -> Self {
        Self(error.to_string())
    }
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable(LineError::json(&error).without_place().to_owned()))
}

/// A number of seconds. No range goes past 32 bits.
fn seconds(member: &str, given: Option<i64>) -> Result<Option<i32>, Unreadable> {
    let narrow =
        |given| i32::try_from(given).map_err(|_| Unreadable(format!("{member} is {given}, but must fit 32 bits")));
    given.map(narrow).transpose()
}

/// `clientContext` of the body of an operation's method.
fn context(kind: OperationKind, text: &str) -> Result<Option<ClientContext>, Unreadable> {
    Ok(match kind {
        OperationKind::Invite => parsed::<Invite<'_>>(text)?.context(),
        OperationKind::SendDtmfTones => parsed::<SendDtmfTones<'_>>(text)?.context(),
        OperationKind::CancelMediaProcessing => parsed::<CancelMediaProcessing<'_>>(text)?.context(),
        _ => parsed::<OperationRequest<'_>>(text)?.context(),
    }?)
}

/// The most participants that are invited at once (source `participant-invite`).
const INVITED: u32 = 5;

#[derive(Deserialize)]
struct RecordingStatus<'a> {
    #[serde(borrow, default)]
    status: Option<Cow<'a, str>>,
}

/// Checks the bodies of operations that have no parameters for the machine.
fn check(kind: OperationKind, text: &str) -> Result<(), Unreadable> {
    let wrong = match kind {
        OperationKind::Invite => {
            let count = parsed::<Invite<'_>>(text)?.participant_count();
            (count > INVITED).then(|| format!("participants has {count} elements, but must have at most {INVITED}"))
        }
        OperationKind::SendDtmfTones => parsed::<SendDtmfTones<'_>>(text)?
            .tones()
            .is_empty()
            .then(|| "tones is empty, but must have one tone at least".to_owned()),
        OperationKind::UpdateRecordingStatus => {
            let known = ["notRecording", "recording", "failed"];
            parsed::<RecordingStatus<'_>>(text)?
                .status
                .filter(|status| !known.iter().any(|known| status.eq_ignore_ascii_case(known)))
                .map(|status| format!("status is {status:?}, but must be notRecording, recording or failed"))
        }
        _ => None,
    };
    wrong.map_or(Ok(()), |wrong| Err(Unreadable(wrong)))
}

/// The text of `clientContext`, which the service writes into every notification of the operation.
pub fn context_text(body: Option<Raw<'_>>) -> Option<Rc<str>> {
    let body: Context<'_> = serde_json::from_str(object(body)?).ok()?;
    body.client_context.filter(|text| !text.is_empty()).map(Rc::from)
}

/// What the bodies of all operations have, whatever else is in them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    #[serde(borrow, default)]
    client_context: Option<Cow<'a, str>>,
}

/// The hints for the application's end. A body that the service cannot read gives none.
pub fn hints(act: Act, body: Option<Raw<'_>>) -> app::OperationHints {
    let none = app::OperationHints::NONE;
    let (Some(kind), Some(text)) = (act.operation(), object(body)) else { return none };
    if let Act::Operation(OperationKind::Record, profile) = act {
        if let Ok((context, request)) = record(profile, text) {
            let hints = context.map_or(none, |context| none.with_context(context));
            return takes_at_most(&request).map_or(hints, |bound| hints.with_takes_at_most(bound));
        }
    }
    let hints = context(kind, text).ok().flatten().map_or(none, |context| none.with_context(context));
    match kind {
        OperationKind::PlayPrompt => {
            let body = serde_json::from_str::<PlayPrompt<'_>>(text);
            hints.with_endless(body.is_ok_and(|body| body.endless == Some(true)))
        }
        _ => hints,
    }
}

/// How long a recording can take: the silence before it plus the longest recording (choice 31). The
/// trace does not have the length of prompts.
fn takes_at_most(request: &RecordRequest) -> Option<Duration> {
    let parameters = request.check().ok()?;
    let bound = parameters.initial_silence().unwrap_or_default() + parameters.max_duration()?;
    (request.prompts == 0).then_some(bound)
}

/// The `clientContext` and the members of a request to record.
fn record(profile: Profile, text: &str) -> Result<(Option<ClientContext>, RecordRequest), Unreadable> {
    if let Some(read) = quick_body::recording(profile, text) {
        return Ok(read);
    }
    let body: Record<'_> = parsed(text)?;
    let request = body.request(profile).map_err(|error| Unreadable(error.to_string()))?;
    Ok((body.context()?, request))
}

/// The request for the service's end, and what is wrong with its body. `id` is the id of an
/// operation that it may start.
pub fn service_request(act: Act, body: Option<Raw<'_>>, id: Id) -> (service::Request, Option<String>) {
    use service::Request;
    // Without a body every member is absent. So it is with `null`.
    let text = match body {
        None => "{}",
        Some(body) => body.get(),
    };
    let read = || -> Result<Request, Unreadable> {
        Ok(match act {
            Act::KeepAlive => Request::KeepAlive,
            Act::GetCall => Request::GetCall,
            Act::HangUp => Request::HangUp,
            Act::Answer => parsed::<Answer<'_>>(text).map(|_| Request::Answer)?,
            Act::Reject => parsed::<Reject<'_>>(text).map(|_| Request::Reject)?,
            Act::Redirect => {
                let body: Redirect<'_> = parsed(text)?;
                let timeout = seconds("timeout", body.timeout)?;
                Request::Redirect { targets: body.target_count(), timeout }
            }
            Act::Transfer => parsed::<Transfer<'_>>(text).map(|_| Request::Transfer)?,
            Act::Operation(OperationKind::Record, profile) => {
                let (context, request) = record(profile, text)?;
                Request::Record { id, context, request }
            }
            Act::Operation(OperationKind::PlayPrompt, _) => {
                let body: PlayPrompt<'_> = parsed(text)?;
                let context = body.context()?;
                Request::PlayPrompt { id, context, prompts: body.prompt_count() }
            }
            Act::Operation(kind, _) => {
                check(kind, text)?;
                Request::Start { id, context: context(kind, text)?, kind }
            }
            Act::GetOperation(operation) => Request::GetOperation(operation),
            Act::Other(part) if part.is_unknown_method() => {
                let kind = OperationKind::Other;
                Request::Start { id, context: context(kind, text)?, kind }
            }
            Act::Create | Act::Other(_) => Request::Other,
        })
    };
    match read() {
        Ok(request) => (request, out_of_range(&request)),
        Err(Unreadable(why)) => (Request::BadBody, Some(why)),
    }
}

/// Which member of a request is out of its range.
fn out_of_range(request: &service::Request) -> Option<String> {
    let error = match *request {
        service::Request::Record { request, .. } => request.check().err(),
        service::Request::Redirect { targets, timeout } => service::redirect_timeout(targets, timeout).err(),
        service::Request::PlayPrompt { prompts, .. } => PlayPromptParameters::check(prompts, false).err(),
        _ => None,
    };
    error.map(|error| error.to_string())
}
