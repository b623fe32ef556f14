//! What the service requires of a request, unless the mock is lenient.

use std::sync::Arc;

use call_lifecycle::wire::json::from_str;
use call_lifecycle::wire::{
    Answer, BodyError, Invite, MediaConfig, Method, OperationRequest, PlayPrompt, Precondition, Record, Redirect,
    Reject, SendDtmfTones, Target, Transfer,
};

use graph_call_replay::trace::Act;

use super::file::File;

/// Checks the body of a request for a method. A body that cannot be read is left to others, who say
/// more of it.
pub fn require(target: Target, body: &str) -> Result<(), String> {
    let Target::Method { method, .. } = target else { return Ok(()) };
    if method == Method::KeepAlive {
        // It has nothing to require, and there are more of them than of all others.
        return Ok(());
    }
    let body = if body.trim().is_empty() { "{}" } else { body };
    macro_rules! of {
        ($body:ident $(, $argument:expr)?) => {
            from_str::<$body<'_>>(body).map_or(Ok(()), |body| body.require($($argument)?).map_err(in_words))
        };
    }
    match method {
        Method::Answer => of!(Answer),
        Method::Redirect => of!(Redirect),
        Method::Transfer => of!(Transfer),
        Method::Invite => of!(Invite),
        Method::PlayPrompt => of!(PlayPrompt),
        Method::Record | Method::RecordResponse => of!(Record),
        Method::SendDtmfTones => of!(SendDtmfTones),
        // Its body is read nowhere else.
        Method::ChangeScreenSharingRole => {
            let body: OperationRequest<'_> = from_str(body).map_err(|error| error.to_string())?;
            body.require(method).map_err(in_words)
        }
        method => of!(OperationRequest, method),
    }
}

fn in_words(error: BodyError) -> String {
    error.to_string()
}

/// The `callbackUri` of an answer, a reject or a redirect, if it has one that is a text. It counts
/// from then on (sources `call-answer`, `call-reject`, `call-redirect`).
pub fn callback(act: Act, body: &str) -> Option<Arc<str>> {
    macro_rules! of {
        ($body:ident) => {
            from_str::<$body<'_>>(body).ok()?.callback_uri().map(Arc::from)
        };
    }
    match act {
        Act::Answer => of!(Answer),
        Act::Reject => of!(Reject),
        Act::Redirect => of!(Redirect),
        _ => None,
    }
}

/// Who handles the media from an answer on, if the answer says it.
pub fn media(body: &str) -> Option<MediaConfig> {
    from_str::<Answer<'_>>(body).ok()?.media
}

/// What a method needs that its call is not.
pub fn unmet(target: Target, file: &File) -> Option<(Method, Precondition)> {
    let Target::Method { method, .. } = target else { return None };
    let needed = Precondition::of(method)?;
    (!needed.is_met(file.media, file.is_group_call)).then_some((method, needed))
}
