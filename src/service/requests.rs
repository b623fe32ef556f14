//! Requests: what the service answers, and what follows from them.

use core::time::Duration;

use super::event::{Output, Outputs};
use super::media::MAX_MEDIA;
use super::operations::Asked;
use super::parts::Parts;
use super::request::Request;
use crate::record::{Member, ParameterError};
use crate::time::Span;
use crate::{CallState, OperationKind, Rejection, Slot, Trigger, Verdict};

/// How many seconds a redirect to one target may ring if the request does not say (source
/// `call-redirect`).
pub(super) const REDIRECT_ONE: u32 = 55;
/// The same for several targets.
const REDIRECT_SEVERAL: u32 = 60;

/// Checks the members of a redirect, and returns how long it may ring.
///
/// # Errors
/// [`ParameterError`] if the timeout is not 15 to 90 s, or there are not 1 to
/// [`Request::REDIRECT_TARGETS`] targets (source `call-redirect`).
///
/// ```
/// use call_lifecycle::service::redirect_timeout;
/// use core::time::Duration;
/// assert_eq!(redirect_timeout(1, None), Ok(Duration::from_secs(55)));
/// assert_eq!(redirect_timeout(2, Some(90)), Ok(Duration::from_secs(90)));
/// assert_eq!(redirect_timeout(1, Some(99)).unwrap_err().to_string(), "timeout is 99, but must be 15 to 90");
/// ```
pub const fn redirect_timeout(targets: u32, timeout: Option<i32>) -> Result<Duration, ParameterError> {
    let timeout = match timeout {
        Some(seconds) => Some(seconds as i64),
        None => None,
    };
    match redirect_seconds(targets, timeout) {
        Ok(seconds) => Ok(Duration::from_secs(seconds as u64)),
        Err(error) => Err(error),
    }
}

/// [`redirect_timeout`] in seconds.
pub(crate) const fn redirect_seconds(targets: u32, timeout: Option<i64>) -> Result<u32, ParameterError> {
    if targets == 0 || targets > Request::REDIRECT_TARGETS {
        let max = Request::REDIRECT_TARGETS as i64;
        return Err(ParameterError::range(Member::RedirectTargets, targets as i64, 1, max));
    }
    match timeout {
        None if targets == 1 => Ok(REDIRECT_ONE),
        None => Ok(REDIRECT_SEVERAL),
        Some(seconds @ 15..=90) => Ok(seconds as u32),
        Some(seconds) => Err(ParameterError::range(Member::RedirectTimeout, seconds, 15, 90)),
    }
}

/// What became of a request, the status of its answer, and the operation that it started or asked
/// for.
type Answer = (Verdict, u16, Option<Slot>);

const fn refuse(status: u16, why: Rejection) -> Answer {
    (Verdict::Rejected(why), status, None)
}

const fn accept(status: u16) -> Answer {
    (Verdict::Applied, status, None)
}

/// Answers a request. The answer comes before what follows from the request, so its place is taken
/// first.
#[inline(never)]
pub(super) fn answer<const N: usize>(
    request: &Request,
    parts: &mut Parts<'_, N>,
    outputs: &mut Outputs<'_>,
) -> Verdict {
    let place = outputs.reserve(Output::Answer { status: 0, slot: None });
    let (verdict, status, slot) = match (parts.state, request) {
        (CallState::Terminated, _) => refuse(404, Rejection::Ended),
        (CallState::Terminating, Request::HangUp) => (Verdict::NoChange, 204, None),
        (_, Request::GetCall) => accept(200),
        (_, Request::GetOperation(id)) => match parts.operations.by_id(id) {
            Some(slot) => (Verdict::Applied, 200, Some(slot)),
            None => refuse(404, Rejection::UnknownOperation),
        },
        (state @ CallState::Terminating, _) => refuse(404, Rejection::WrongState { state }),
        _ => of_live(request, parts, outputs),
    };
    outputs.fill(place, Output::Answer { status, slot });
    verdict
}

/// The answer to a request of a live call.
fn of_live<const N: usize>(request: &Request, parts: &mut Parts<'_, N>, outputs: &mut Outputs<'_>) -> Answer {
    match request {
        Request::KeepAlive => {
            parts.keep_alive.renew(outputs.at);
            accept(200)
        }
        Request::HangUp => move_by(Trigger::HangUp, 204, parts, outputs),
        Request::Answer => move_by(Trigger::Answer, 202, parts, outputs),
        Request::Reject => move_by(Trigger::Reject, 202, parts, outputs),
        Request::Redirect { targets, timeout } => {
            let Ok(seconds) = redirect_seconds(*targets, timeout.map(i64::from)) else {
                return refuse(400, Rejection::BadParameters);
            };
            let answer = move_by(Trigger::Redirect, 202, parts, outputs);
            if answer.0.is_applied() {
                parts.redirect_timeout = Span::from_secs(seconds);
            }
            answer
        }
        Request::Transfer => move_by(Trigger::Transfer, 202, parts, outputs),
        Request::Record { .. } | Request::PlayPrompt { .. } | Request::Start { .. } => match Asked::of(request) {
            Some(asked) => start(&asked, parts, outputs),
            None => refuse(400, Rejection::BadParameters),
        },
        Request::BadBody => refuse(400, Rejection::BadParameters),
        Request::Other | Request::GetCall | Request::GetOperation(_) => accept(202),
    }
}

/// Moves the call by the table, or refuses.
fn move_by<const N: usize>(
    trigger: Trigger,
    status: u16,
    parts: &mut Parts<'_, N>,
    outputs: &mut Outputs<'_>,
) -> Answer {
    if parts.apply(trigger, outputs) {
        accept(status)
    } else {
        refuse(409, Rejection::WrongState { state: parts.state })
    }
}

/// Starts an operation whose parameters are sound, or refuses.
fn start<const N: usize>(asked: &Asked<'_>, parts: &mut Parts<'_, N>, outputs: &mut Outputs<'_>) -> Answer {
    let (state, kind) = (parts.state, asked.kind);
    if !state.is_connected() {
        return refuse(409, Rejection::WrongState { state });
    }
    let operations = &mut parts.operations;
    // A request that cuts in needs no free slot: it makes one.
    if kind == OperationKind::CancelMediaProcessing || asked.barges_in() {
        parts.media.cancel(operations, outputs);
    }
    if kind == OperationKind::SubscribeToTone {
        parts.tones.subscribe();
    }
    if kind.completes_at_once() {
        return accept(asked.answer_status());
    }
    if kind.is_media() && operations.open_media() >= MAX_MEDIA {
        return refuse(429, Rejection::QueueFull);
    }
    let Some(slot) = operations.request(asked) else {
        return refuse(429, Rejection::NoFreeSlot);
    };
    if kind.is_media() {
        parts.media.start_next(operations, outputs);
    }
    (Verdict::Applied, asked.answer_status(), Some(slot))
}
