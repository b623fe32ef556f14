//! Whether a call lives or has ended, and what else is kept of it in little room.

use super::clocks::Clocks;
use crate::{Cause, ResultInfo, Timestamp};

/// A live call has clocks, an ended one has an end: never both, so they share their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Life {
    Live(Clocks),
    Ended(End),
}

/// An end. The code and subcode stand beside how many of them there are, since an `Option` of both would take four bytes more, and a call would
/// not fit in a cache line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct End {
    code: i32,
    subcode: i32,
    given: u8,
    pub(super) cause: Cause,
}

impl End {
    pub(super) const fn new(cause: Cause, result: Option<ResultInfo>) -> Self {
        match result {
            None => Self { code: 0, subcode: 0, given: 0, cause },
            Some(ResultInfo { code, subcode: None }) => Self { code, subcode: 0, given: 1, cause },
            Some(ResultInfo { code, subcode: Some(subcode) }) => Self { code, subcode, given: 2, cause },
        }
    }

    /// Whether `late` says what is missing: the code and subcode, or to the same code its subcode.
    pub(super) const fn lacks(&self, late: ResultInfo) -> bool {
        match self.given {
            0 => true,
            1 => self.code == late.code && late.subcode.is_some(),
            _ => false,
        }
    }

    pub(super) const fn result(&self) -> Option<ResultInfo> {
        match self.given {
            0 => None,
            1 => Some(ResultInfo::new(self.code, None)),
            _ => Some(ResultInfo::new(self.code, Some(self.subcode))),
        }
    }
}

/// What would explain an end that says nothing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Own {
    None,
    Reject,
    Redirect,
    HangUp,
    /// A hang-up of which one attempt got no answer: the service may have acted on it.
    HangUpUnanswered,
    /// No request of the application's: the service has told the cause with `terminating`.
    Told(Cause),
}

const _: () = assert!(size_of::<Own>() == 1);

impl Own {
    /// The cause that the own request under way would have.
    pub(super) const fn cause(self) -> Option<Cause> {
        match self {
            Self::None | Self::Told(_) => None,
            Self::Reject => Some(Cause::Rejected),
            Self::Redirect => Some(Cause::Redirected),
            Self::HangUp | Self::HangUpUnanswered => Some(Cause::LocalHangUp),
        }
    }

    /// The cause of an end without a code.
    pub(super) fn or(self, otherwise: Cause) -> Cause {
        match self {
            Self::Told(cause) => cause,
            own => own.cause().unwrap_or(otherwise),
        }
    }

    pub(super) const fn is_hang_up(self) -> bool {
        matches!(self, Self::HangUp | Self::HangUpUnanswered)
    }

    /// After a DELETE was sent. What the service has told stays: it was first.
    pub(super) const fn with_hang_up(self) -> Self {
        match self {
            Self::None | Self::Reject | Self::Redirect => Self::HangUp,
            known => known,
        }
    }

    /// The number that snapshots pin.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Reject => 1,
            Self::Redirect => 2,
            Self::HangUp => 3,
            Self::HangUpUnanswered => 4,
            Self::Told(cause) => (cause as u8).wrapping_add(5),
        }
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::None,
            1 => Self::Reject,
            2 => Self::Redirect,
            3 => Self::HangUp,
            4 => Self::HangUpUnanswered,
            told => Self::Told(Cause::from_number(told.checked_sub(5)?)?),
        })
    }
}

/// The place of the last tone in the sequence: its low 15 bits, and above them whether there was one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct LastTone(pub(super) u16);

impl LastTone {
    const SEEN: u16 = 1 << 15;

    pub(super) const fn of(sequence_id: i64) -> Self {
        Self(sequence_id as u16 | Self::SEEN)
    }

    /// How far `next` is ahead of this; 0 is the same tone, less an earlier one.
    pub(super) const fn distance(self, next: Self) -> i16 {
        if self.0 & Self::SEEN == 0 {
            return 1;
        }
        // Sequence arithmetic in 15 bits: the sign of the difference, shifted up to the sign of the word.
        (next.0.wrapping_sub(self.0) << 1) as i16
    }
}

/// How a call stands with its keepAlive.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app};
/// let call = app::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let keep_alive = call.keep_alive();
/// assert_eq!(keep_alive.expires_at, Some(Timestamp::from_millis(2_700_000)));
/// assert!(!keep_alive.presumed_lost);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct KeepAlive {
    /// When the call expires, or expired; none past the end of time.
    pub expires_at: Option<Timestamp>,
    /// The call lives, and the expiry has passed.
    pub presumed_lost: bool,
    /// How many attempts have failed since the last success.
    pub failures: u8,
    /// Whether a keepAlive is out.
    pub in_flight: bool,
}
