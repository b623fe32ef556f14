//! What the service answers.

use super::operations::Asked;
use super::{Call, MAX_MEDIA, Output, Request};
use crate::record::{Member, ParameterError};
use crate::{CallState, OperationKind, Rejection, Slot, Span, Step, Trigger, Verdict};

/// How long a redirect to one target, or to several, may ring where the request does not say, in seconds (redirect page).
pub(super) const REDIRECT_ONE: u32 = 55;
const REDIRECT_SEVERAL: u32 = 60;

/// Checks a redirect's members and says how long it may ring.
///
/// # Errors
/// [`ParameterError`] if the timeout is not 15 to 90 s, or there are not 1 to [`Request::REDIRECT_TARGETS`] targets (redirect page).
///
/// ```
/// use call_lifecycle::{Span, service::redirect_timeout};
/// assert_eq!(redirect_timeout(1, None), Ok(Span::from_secs(55)));
/// assert_eq!(redirect_timeout(2, Some(90)), Ok(Span::from_secs(90)));
/// assert_eq!(redirect_timeout(1, Some(99)).unwrap_err().to_string(), "timeout is 99, but must be 15 to 90");
/// ```
pub const fn redirect_timeout(targets: u32, timeout: Option<i32>) -> Result<Span, ParameterError> {
    if targets == 0 || targets > Request::REDIRECT_TARGETS {
        let max = Request::REDIRECT_TARGETS as i64;
        return Err(ParameterError::range(Member::RedirectTargets, targets as i64, 1, max));
    }
    match timeout {
        None if targets == 1 => Ok(Span::from_secs(REDIRECT_ONE)),
        None => Ok(Span::from_secs(REDIRECT_SEVERAL)),
        Some(seconds) if seconds >= 15 && seconds <= 90 => Ok(Span::from_secs(seconds as u32)),
        Some(seconds) => Err(ParameterError::range(Member::RedirectTimeout, seconds as i64, 15, 90)),
    }
}

/// What became of a request, the status of its answer, and the pending operation that it started or asked for.
type Answer = (Verdict, u16, Option<Slot>);

const fn refuse(status: u16, why: Rejection) -> Answer {
    (Verdict::Rejected(why), status, None)
}

const fn accept(status: u16) -> Answer {
    (Verdict::Applied, status, None)
}

impl<const N: usize> Call<'_, N> {
    #[inline(never)]
    pub(super) fn on_request(&mut self, request: &Request, step: &mut Step<Output>) -> Verdict {
        // The answer comes before what follows from the request: its place is taken before it is known.
        let place = step.outputs().len();
        self.say(step, Output::Answer { status: 0, slot: None });
        let (verdict, status, slot) = match (self.state, request) {
            (CallState::Terminated, _) => refuse(404, Rejection::Ended),
            (CallState::Terminating, Request::HangUp) => (Verdict::NoChange, 204, None),
            (_, Request::GetCall) => accept(200),
            (_, Request::GetOperation(id)) => match self.operations.by_id(id) {
                Some(slot) => (Verdict::Applied, 200, Some(slot)),
                None => refuse(404, Rejection::UnknownOperation),
            },
            (state @ CallState::Terminating, _) => refuse(404, Rejection::WrongState { state }),
            _ => self.on_live_request(request, step),
        };
        step.replace(place, Output::Answer { status, slot });
        verdict
    }

    fn on_live_request(&mut self, request: &Request, step: &mut Step<Output>) -> Answer {
        match request {
            Request::KeepAlive => {
                self.anchor = self.now;
                accept(200)
            }
            Request::HangUp => self.move_by(Trigger::HangUp, 204, step),
            Request::Answer => self.move_by(Trigger::Answer, 202, step),
            Request::Reject => self.move_by(Trigger::Reject, 202, step),
            Request::Redirect { targets, timeout } => self.on_redirect(*targets, *timeout, step),
            Request::Transfer => self.move_by(Trigger::Transfer, 202, step),
            Request::Record { .. } | Request::PlayPrompt { .. } | Request::Start { .. } => match Asked::of(request) {
                Some(asked) => self.on_operation(&asked, step),
                None => refuse(400, Rejection::BadParameters),
            },
            Request::BadBody => refuse(400, Rejection::BadParameters),
            Request::Other | Request::GetCall | Request::GetOperation(_) => accept(202),
        }
    }

    fn on_redirect(&mut self, targets: u32, timeout: Option<i32>, step: &mut Step<Output>) -> Answer {
        let Ok(span) = redirect_timeout(targets, timeout) else { return refuse(400, Rejection::BadParameters) };
        let answer = self.move_by(Trigger::Redirect, 202, step);
        if answer.0.is_applied() {
            self.redirect_timeout = span;
        }
        answer
    }

    /// Moves the call by the table, or refuses.
    fn move_by(&mut self, trigger: Trigger, status: u16, step: &mut Step<Output>) -> Answer {
        if self.apply(trigger, step) {
            accept(status)
        } else {
            refuse(409, Rejection::WrongState { state: self.state })
        }
    }

    /// An operation is asked for, and its parameters are sound.
    fn on_operation(&mut self, asked: &Asked<'_>, step: &mut Step<Output>) -> Answer {
        let (state, kind) = (self.state, asked.kind);
        if !state.is_connected() {
            return refuse(409, Rejection::WrongState { state });
        }
        // A request that cuts in needs no free slot: it makes one.
        if kind == OperationKind::CancelMediaProcessing || asked.barges_in() {
            self.cancel_media(step);
        }
        if kind == OperationKind::SubscribeToTone {
            self.subscribed = true;
        }
        if kind.completes_at_once() {
            return accept(asked.answer_status());
        }
        if kind.is_media() && self.operations.open_media() >= MAX_MEDIA {
            return refuse(429, Rejection::QueueFull);
        }
        let Some(slot) = self.operations.request(asked) else {
            return refuse(429, Rejection::NoFreeSlot);
        };
        if kind.is_media() {
            self.start_next(step);
        }
        (Verdict::Applied, asked.answer_status(), Some(slot))
    }
}
