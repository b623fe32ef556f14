//! Deadlines in four bytes, so that a call fits in a cache line of 64 bytes.
//!
//! A deadline of a live call is kept as an [`Offset`]: milliseconds after the *anchor*, the time at
//! which the last successful keepAlive was sent or the call began. When the anchor moves, every
//! offset moves by the same amount.
//!
//! 32 bits are enough. Every deadline lies after `now`, so after the anchor, and the bounds of the
//! policy keep it near: a live call is given up at the latest [`Span::MAX`] after its anchor, a
//! confirmed or failing hang-up a day later, and no other span is longer than a day.
//!
//! # Two deadlines in one place
//!
//! The answer deadline and the hang-up's own deadline never run at the same time: the first belongs
//! to a call that nobody has hung up, and the second begins when a hang-up is asked for. They share
//! one offset. It belongs to [`super::hang_up::HangUp`], which lends it to
//! [`super::answer::Answer`] until the hang-up is asked for (`HangUp::lend`). Neither reads what
//! the other has written.

use crate::Timestamp;
use crate::time::Span;

/// Milliseconds after the anchor; the greatest value stands for "no deadline".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Offset(pub(super) u32);

impl Offset {
    pub(super) const NONE: Self = Self(u32::MAX);

    /// The offset of `at`: [`Self::NONE`] past 32 bits, and the anchor itself for what lies before
    /// it.
    const fn of(anchor: Timestamp, at: Timestamp) -> Self {
        let millis = at.0.saturating_sub(anchor.0);
        if millis > u32::MAX as u64 { Self::NONE } else { Self(millis as u32) }
    }

    /// The point `span` after `at`; none past the end of time.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) const fn after(anchor: Timestamp, at: Timestamp, span: Span) -> Self {
        match at.0.checked_add(span.0 as u64) {
            Some(millis) => Self::of(anchor, Timestamp(millis)),
            None => Self::NONE,
        }
    }

    /// The time that it stands for.
    #[inline]
    pub(super) const fn at(self, anchor: Timestamp) -> Option<Timestamp> {
        if self.0 == Self::NONE.0 {
            return None;
        }
        match anchor.0.checked_add(self.0 as u64) {
            Some(millis) => Some(Timestamp(millis)),
            None => None,
        }
    }

    /// How far `now` is: at least every deadline that is due, and never [`Self::NONE`].
    #[inline]
    pub(super) const fn reached(anchor: Timestamp, now: Timestamp) -> Self {
        let millis = now.0.saturating_sub(anchor.0);
        if millis >= u32::MAX as u64 { Self(u32::MAX - 1) } else { Self(millis as u32) }
    }

    /// Whether the deadline is due.
    pub(super) const fn is_due(self, reached: Self) -> bool {
        self.0 <= reached.0
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == Self::NONE.0
    }

    /// The later of two.
    pub(super) const fn later(self, other: Self) -> Self {
        if self.0 < other.0 { other } else { self }
    }

    /// The earlier of two.
    pub(super) const fn earlier(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }

    /// The same time, after the anchor has moved `millis` ahead.
    pub(super) const fn anchor_moved_ahead(self, millis: u32) -> Self {
        if self.is_none() { self } else { Self(self.0.saturating_sub(millis)) }
    }

    /// The same time, after the anchor has moved `millis` back.
    pub(super) const fn anchor_moved_back(self, millis: u32) -> Self {
        Self(self.0.saturating_add(millis))
    }
}
