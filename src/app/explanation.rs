//! What explains an end that says nothing itself.
//!
//! Many ends come without a code: a 404, a `deleted` without a body, a bound that passes. Then the
//! application's own request explains it, or what the service has said with `terminating` before.

use super::request::Request;
use crate::{CallReport, Cause};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Explanation {
    None,
    Reject,
    Redirect,
    HangUp,
    /// A hang-up of which one attempt got no answer: the service may have acted on it.
    HangUpUnanswered,
    /// Not a request of the application: the service has reported the cause with `terminating`.
    Reported(Cause),
}

const _: () = assert!(size_of::<Explanation>() == 1);

impl Explanation {
    /// What a request would explain.
    pub(super) const fn of(request: Request) -> Self {
        match request {
            Request::Reject => Self::Reject,
            Request::Redirect => Self::Redirect,
            Request::HangUp => Self::HangUp,
            Request::KeepAlive
            | Request::GetCall
            | Request::Answer
            | Request::Transfer
            | Request::Operation(_)
            | Request::Other => Self::None,
        }
    }

    /// The cause that the application's own request would have.
    pub(super) const fn cause(self) -> Option<Cause> {
        match self {
            Self::None | Self::Reported(_) => None,
            Self::Reject => Some(Cause::Rejected),
            Self::Redirect => Some(Cause::Redirected),
            Self::HangUp | Self::HangUpUnanswered => Some(Cause::LocalHangUp),
        }
    }

    /// The cause of an end without a code.
    pub(super) fn or(self, otherwise: Cause) -> Cause {
        match self {
            Self::Reported(cause) => cause,
            request => request.cause().unwrap_or(otherwise),
        }
    }

    /// The cause of an end that a report shows.
    pub(super) fn cause_of(self, report: &CallReport) -> Cause {
        match report.cause(self.cause()) {
            Cause::Unknown => self.or(Cause::Unknown),
            known => known,
        }
    }

    pub(super) const fn is_hang_up(self) -> bool {
        matches!(self, Self::HangUp | Self::HangUpUnanswered)
    }

    /// After a DELETE was sent. What the service has reported stays: it was first.
    pub(super) const fn with_hang_up(self) -> Self {
        match self {
            Self::None | Self::Reject | Self::Redirect => Self::HangUp,
            known => known,
        }
    }

    /// An answer, reject or redirect was sent. A hang-up, and what the service has reported, stay.
    pub(super) const fn with_answer(self, request: Request) -> Self {
        match self {
            Self::None | Self::Reject | Self::Redirect => Self::of(request),
            known => known,
        }
    }

    /// An answer, reject or redirect was refused, so that it explains nothing.
    pub(super) fn without_answer(self, request: Request) -> Self {
        if self == Self::of(request) { Self::None } else { self }
    }

    /// The call was connected: no reject or redirect will explain its end.
    pub(super) const fn when_connected(self) -> Self {
        if self.is_hang_up() { self } else { Self::None }
    }

    /// The service reports `terminating`, with a cause. The application's own request stays, but
    /// for what it cannot have caused.
    pub(super) fn with_report(self, cause: Cause) -> Self {
        let is_news = matches!(self, Self::None) && cause != Cause::Unknown;
        if is_news || matches!(cause, Cause::KeepAliveExpired | Cause::Transferred) {
            Self::Reported(cause)
        } else {
            self
        }
    }

    /// The number in snapshots.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Reject => 1,
            Self::Redirect => 2,
            Self::HangUp => 3,
            Self::HangUpUnanswered => 4,
            Self::Reported(cause) => (cause as u8).wrapping_add(5),
        }
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::None,
            1 => Self::Reject,
            2 => Self::Redirect,
            3 => Self::HangUp,
            4 => Self::HangUpUnanswered,
            reported => Self::Reported(Cause::from_number(reported.checked_sub(5)?)?),
        })
    }
}
