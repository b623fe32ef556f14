//! What the application has under way: the keepAlive that is next, its hang-up, and what would
//! explain an end, each after a line of the diary.

use core::time::Duration;

use call_lifecycle::app::Request;
use call_lifecycle::{CallState, Cause, KeepAlivePolicy};

use super::app_diary::Line;
use super::{Time, after, calls, millis};
use Attempt::{Asked, Due, Out};

/// How it stands with the keepAlive that is next, and until when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attempt {
    /// Due then.
    Due(Option<Time>),
    /// Asked for; asked for again then.
    Asked(Option<Time>),
    /// Sent; its reply is overdue then.
    Out(Option<Time>),
}

/// The keepAlive that is next, and what it depends on.
#[derive(Clone, Copy, Debug)]
pub struct Awaited {
    next: Attempt,
    state: CallState,
    failures: usize,
    lost: bool,
}

/// How it stands with the hang-up, and until when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HangUp {
    None,
    Due(Option<Time>),
    Asked(Option<Time>),
    Out(Option<Time>),
    Confirmed(Time),
}

/// Our request under way that would explain an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OurRequest {
    None,
    Reject,
    Redirect,
    /// `unanswered` if a DELETE got no answer: the service may have acted on it.
    HangUp {
        unanswered: bool,
    },
    /// None of ours: the service has told the cause with `terminating`, and that was first.
    ServiceSaid(Cause),
}

impl OurRequest {
    pub fn cause(self) -> Option<Cause> {
        match self {
            Self::None | Self::ServiceSaid(_) => None,
            Self::Reject => Some(Cause::Rejected),
            Self::Redirect => Some(Cause::Redirected),
            Self::HangUp { .. } => Some(Cause::LocalHangUp),
        }
    }

    pub fn hangs_up(self) -> bool {
        matches!(self, Self::HangUp { .. })
    }
}

impl Awaited {
    /// Before the first line, when a call was seen first in this state.
    pub fn first(next: Option<Time>, state: CallState) -> Self {
        Self { next: Due(next), state, failures: 0, lost: false }
    }

    /// How it stands with it.
    pub fn attempt(self) -> Attempt {
        self.next
    }

    /// After one line more. `interval` is that of the call.
    pub fn then(self, (at, line): (Time, &Line), policy: &KeepAlivePolicy, interval: Duration) -> Self {
        let (timeout, interval) = (millis(policy.reply_timeout()), millis(interval));
        let Self { mut next, mut state, mut failures, mut lost } = self;
        match line {
            Line::Wished(token) if token.request() == Request::KeepAlive => next = Asked(after(at, timeout)),
            Line::Probed => next = Asked(after(at, timeout)),
            Line::Left(token) if token.request() == Request::KeepAlive && calls::live(state) => {
                next = Out(after(at, timeout));
            }
            Line::KeepAliveFailed { next: again } => (next, failures) = (Due(*again), failures + 1),
            Line::Renewed { sent, current } => {
                // The success of an earlier attempt does not answer the one that is out.
                if calls::live(state) && (*current || !matches!(next, Out(_))) {
                    next = Due(after(*sent, interval));
                }
                failures = 0;
            }
            Line::Began(sent) if calls::live(state) && matches!(next, Due(_)) && failures == 0 => {
                next = Due(after(*sent, interval));
            }
            Line::Lost => {
                lost = true;
                if matches!(next, Due(_)) {
                    next = Due(Some(at));
                }
            }
            Line::Revived => {
                lost = false;
                if !calls::live(state) {
                    next = Due(None);
                }
            }
            Line::HangUpConfirmed => next = Due(None),
            Line::Moved { to, .. } => {
                state = *to;
                next = match next {
                    _ if calls::live(state) => next,
                    // Verified on, in the same rhythm.
                    Due(at) | Asked(at) | Out(at) if lost => Asked(at),
                    // "`terminating` by notification sends no keepAlive any more."
                    _ => Due(None),
                };
            }
            _ => {}
        }
        Self { next, state, failures, lost }
    }
}

impl HangUp {
    /// After one line more.
    pub fn then(self, (at, line): (Time, &Line), policy: &KeepAlivePolicy) -> Self {
        match line {
            _ if matches!(self, Self::Confirmed(_)) => self,
            Line::Wished(token) if token.request() == Request::HangUp => {
                Self::Asked(after(at, millis(policy.reply_timeout())))
            }
            Line::Left(token) if token.request() == Request::HangUp => {
                Self::Out(after(at, millis(policy.reply_timeout())))
            }
            Line::HangUpUnanswered => Self::Due(after(at, millis(policy.retry_initial()))),
            Line::HangUpRefused { again } => Self::Due(*again),
            Line::HangUpConfirmed => Self::Confirmed(at),
            _ => self,
        }
    }
}

impl OurRequest {
    /// After one line more.
    pub fn then(self, line: &Line) -> Self {
        let hung_up = Self::HangUp { unanswered: false };
        match (self, line) {
            // That no keepAlive came, and that it was transferred, are certain, whatever else we did.
            (_, Line::ServiceSaid(cause @ (Cause::KeepAliveExpired | Cause::Transferred))) => Self::ServiceSaid(*cause),
            (Self::None, Line::ServiceSaid(cause)) => Self::ServiceSaid(*cause),
            (Self::ServiceSaid(_), _) => self,
            (Self::HangUp { .. }, Line::HangUpUnanswered) => Self::HangUp { unanswered: true },
            (_, Line::HangUpInVain) | (Self::HangUp { unanswered: false }, Line::HangUpRefused { .. }) => Self::None,
            (Self::HangUp { .. }, _) => self,
            (_, Line::HangUpConfirmed) => hung_up,
            (_, Line::HangUpUnanswered) => Self::HangUp { unanswered: true },
            (_, Line::Left(token)) => match token.request() {
                Request::Answer => Self::None,
                Request::Reject => Self::Reject,
                Request::Redirect => Self::Redirect,
                Request::HangUp => hung_up,
                _ => self,
            },
            (Self::Reject, Line::Refused(Request::Reject)) => Self::None,
            (Self::Redirect, Line::Refused(Request::Redirect)) => Self::None,
            (_, Line::Moved { to, .. }) if calls::connected(*to) => Self::None,
            _ => self,
        }
    }
}
