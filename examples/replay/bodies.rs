//! Graph's bodies, as far as the machines want to know them.

use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::wire::{
    Answer, CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Record, Redirect, Reject, Resource,
    SendDtmfTones, Target, Transfer,
};
use call_lifecycle::{CallReport, ChangeType, ClientContext, Id, OperationKind, OperationReport, Span, app, service};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::act::Act;
use super::line::Response;
use super::words::Headers;
use super::wrong::Wrong;

/// A body that is an object. Anything else, such as the empty text of a keepAlive's answer, says nothing.
fn object(body: Option<&RawValue>) -> Option<&str> {
    body.map(RawValue::get).filter(|text| text.starts_with('{'))
}

/// A body that is not what its method needs.
#[derive(Clone, Copy, Debug)]
struct Unreadable;

fn parsed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|_| Unreadable)
}

/// `clientContext` of the body of an operation's method.
fn context(kind: OperationKind, text: &str) -> Result<Option<ClientContext>, Unreadable> {
    match kind {
        OperationKind::Invite => parsed::<Invite<'_>>(text)?.context(),
        OperationKind::SendDtmfTones => parsed::<SendDtmfTones<'_>>(text)?.context(),
        OperationKind::CancelMediaProcessing => parsed::<CancelMediaProcessing<'_>>(text)?.context(),
        _ => parsed::<OperationRequest<'_>>(text)?.context(),
    }
    .map_err(|_| Unreadable)
}

/// What the application's end has to know of a request. A body that the service will not be able to read says nothing.
pub fn details(act: Act, body: Option<&RawValue>) -> app::Details {
    let (Act::Operation(kind, profile), Some(text)) = (act, object(body)) else { return app::Details::NONE };
    let mut details = app::Details { context: context(kind, text).ok().flatten(), ..app::Details::NONE };
    match kind {
        OperationKind::PlayPrompt => {
            let body = serde_json::from_str::<PlayPrompt<'_>>(text);
            details.endless = body.is_ok_and(|body| body.endless == Some(true));
        }
        OperationKind::Record => details.takes_at_most = takes_at_most(profile, text),
        _ => {}
    }
    details
}

/// How long a recording can take: the silence before it and the longest recording in sum (facts, ambiguity 31). How long a prompt plays is not in
/// the trace.
fn takes_at_most(profile: Profile, text: &str) -> Option<Span> {
    let (_, request) = record(profile, text).ok()?;
    let parameters = request.check().ok()?;
    let millis = parameters.initial_silence_millis().unwrap_or(0) + parameters.max_duration_millis()?;
    (request.prompts == 0).then(|| u32::try_from(millis).map_or(Span::MAX, Span::from_millis))
}

/// A record's `clientContext` and members. Numbers past 32 bits are in no range.
fn record(profile: Profile, text: &str) -> Result<(Option<ClientContext>, RecordRequest), Unreadable> {
    let body: Record<'_> = parsed(text)?;
    let seconds = |given: Option<i64>| given.map(|given| i32::try_from(given).map_err(|_| Unreadable)).transpose();
    let request = RecordRequest {
        prompts: body.prompt_count(),
        barge_in_allowed: body.barge_in_allowed,
        initial_silence_timeout_in_seconds: seconds(body.initial_silence_timeout_in_seconds)?,
        max_silence_timeout_in_seconds: seconds(body.max_silence_timeout_in_seconds)?,
        max_record_duration_in_seconds: seconds(body.max_record_duration_in_seconds)?,
        play_beep: body.play_beep,
        stream_while_recording: body.stream_while_recording,
        stop_tones: body.stop_tones.map_err(|_| Unreadable)?,
        ..RecordRequest::new(profile)
    };
    Ok((body.context().map_err(|_| Unreadable)?, request))
}

/// The request as the service takes it in; `id` is that of an operation that it may start.
pub fn service_request(act: Act, body: Option<&RawValue>, id: Id) -> service::Request {
    use service::Request;
    // Without a body every member is absent. `null` is none either.
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
                let timeout = body.timeout.map(|timeout| i32::try_from(timeout).map_err(|_| Unreadable)).transpose()?;
                Request::Redirect { targets: body.target_count(), timeout }
            }
            Act::Transfer => parsed::<Transfer<'_>>(text).map(|_| Request::Transfer)?,
            Act::Operation(OperationKind::Record, profile) => {
                let (context, request) = record(profile, text)?;
                Request::Record { id, context, request }
            }
            Act::Operation(OperationKind::PlayPrompt, _) => {
                let body: PlayPrompt<'_> = parsed(text)?;
                let context = body.context().map_err(|_| Unreadable)?;
                Request::PlayPrompt { id, context, prompts: body.prompt_count() }
            }
            Act::Operation(kind, _) => Request::Start { id, context: context(kind, text)?, kind },
            Act::GetOperation(operation) => Request::GetOperation(operation),
            Act::Create | Act::Other => Request::Other,
        })
    };
    read().unwrap_or(Request::BadBody)
}

fn resource(text: &str) -> Result<Resource<'_>, Wrong> {
    serde_json::from_str(text).map_err(|error| Wrong::json(&error))
}

/// What the `Location` names.
fn location(headers: &Headers<'_>) -> Result<Option<Target>, Wrong> {
    let Some(text) = headers.location.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
    match Target::parse(text) {
        Ok(target) => Ok(Some(target)),
        Err(error) => Err(Wrong::new(format_args!("{text:?} ({error})"), "the URL of a resource in `Location`")),
    }
}

/// The reply to a request of the application's.
pub fn reply(act: Act, response: &Response<'_>) -> Result<app::Reply, Wrong> {
    let mut reply = app::Reply { retry_after: response.headers.retry_after, ..app::Reply::status(response.status.0) };
    let text = object(response.body);
    reply.body = match (act, text) {
        (Act::GetCall, Some(text)) if reply.status == 200 => {
            app::Body::Call(resource(text)?.call_report(ChangeType::Updated))
        }
        (Act::Operation(..), text) if reply.is_success() => {
            let mut report = match text {
                Some(text) => resource(text)?
                    .operation_report(false)
                    .map_err(|error| Wrong::new(error, "the id of an operation"))?,
                None => OperationReport::default(),
            };
            if report.id.is_none() {
                report.id = location(&response.headers)?.and_then(Target::operation);
            }
            app::Body::Operation(report)
        }
        _ => app::Body::Empty,
    };
    Ok(reply)
}

/// The call that a create request has got, and what the body says of it.
pub fn created(response: &Response<'_>) -> Result<Option<(Id, CallReport)>, Wrong> {
    let mut report = CallReport::new(ChangeType::Updated);
    let mut id = None;
    if let Some(text) = object(response.body) {
        let resource = resource(text)?;
        report = resource.call_report(ChangeType::Updated);
        id = resource.id().map_err(|error| Wrong::new(error, "the id of a call"))?;
    }
    let id = match id {
        Some(id) => Some(id),
        None => location(&response.headers)?.and_then(Target::call),
    };
    Ok(id.map(|id| (id, report)))
}
