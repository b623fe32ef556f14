//! The next deadline of a call in five bytes, so that it can be kept and a call stays as small as it was.
//!
//! Every deadline lies within [`Span::MAX`](crate::Span::MAX) of the last keepAlive or of the last change of state,
//! whichever is later: a live call expires by then, and a call that is taken down counts as down by then. So 32 bits of
//! milliseconds from that point are enough, and one number is left over for "never".

use crate::{Deadline, DeadlineKind, Timestamp};

/// A deadline as milliseconds from a point that the owner knows, or none.
// Packed, so that it takes five bytes and not eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(Rust, packed)]
pub(super) struct Offset {
    millis: u32,
    kind: DeadlineKind,
}

impl Offset {
    pub(super) const NEVER: Self = Self { millis: u32::MAX, kind: DeadlineKind::KeepAliveExpiry };

    pub(super) const fn of(deadline: Option<Deadline>, from: Timestamp) -> Self {
        match deadline {
            Some(Deadline { at, kind }) => Self { millis: at.saturating_millis_since(from) as u32, kind },
            None => Self::NEVER,
        }
    }

    pub(super) const fn deadline(self, from: Timestamp) -> Option<Deadline> {
        if self.millis == u32::MAX {
            return None;
        }
        match from.as_millis().checked_add(self.millis as u64) {
            Some(millis) => Some(Deadline { at: Timestamp::from_millis(millis), kind: self.kind }),
            None => None,
        }
    }
}

const _: () = assert!(size_of::<Offset>() == 5);
