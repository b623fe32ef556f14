//! The deadlines of a live call, in twelve bytes.

use super::Policy;
use super::life::Own;
use crate::{CallState, Deadline, DeadlineKind, Id, Span, Timestamp};

/// A deadline as milliseconds after the anchor; the greatest value is none.
///
/// Every deadline lies after `now`, so after the anchor, and the bounds of the policy keep it within 32 bits: a live call is given up at the
/// latest [`Span::MAX`] after its anchor, a confirmed or failing hang-up a day later, and no other span is longer than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Offset(pub(super) u32);

impl Offset {
    pub(super) const NONE: Self = Self(u32::MAX);

    pub(super) fn new(anchor: Timestamp, at: Option<Timestamp>) -> Self {
        at.map_or(Self::NONE, |at| Self::between(anchor, at))
    }

    /// None past 32 bits, and the anchor itself for what lies before it.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn between(anchor: Timestamp, at: Timestamp) -> Self {
        u32::try_from(at.saturating_millis_since(anchor)).map_or(Self::NONE, Self)
    }

    /// The point `span` after `at`; none past the end of time.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn after(anchor: Timestamp, at: Timestamp, span: Span) -> Self {
        Self::new(anchor, at.checked_add(span))
    }

    #[inline]
    pub(super) const fn at(self, anchor: Timestamp) -> Option<Timestamp> {
        if self.0 == Self::NONE.0 {
            return None;
        }
        match anchor.as_millis().checked_add(self.0 as u64) {
            Some(millis) => Some(Timestamp::from_millis(millis)),
            None => None,
        }
    }

    /// Whether it is there, and not later than `now`.
    pub(super) const fn is_over(self, anchor: Timestamp, now: Timestamp) -> bool {
        // It does not wrap: `now` is never before the anchor.
        self.0 != Self::NONE.0 && self.0 as u64 <= now.as_millis().wrapping_sub(anchor.as_millis())
    }
}

/// Where the keepAlive attempt is. Past the expiry of a `terminating` call the GET takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Probe {
    /// Due at its time.
    Idle,
    /// Asked for; to be asked for again at its time.
    Asked,
    /// Sent; its reply is overdue at its time.
    Out,
}

/// Where the hang-up is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum HangUp {
    /// Not asked for. The side clock is the answer deadline's.
    None,
    /// Asked for; to be asked for again at its time.
    Asked,
    /// Sent; its reply is overdue at its time.
    Out,
    /// Failed; to be asked for at its time.
    Retry,
    /// Confirmed by a 2xx; the end is overdue at the bound.
    Confirmed,
}

/// Whether the expiry has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Belief {
    /// It lies ahead.
    Alive,
    /// It has passed just now: the call is presumed lost, and is to be verified. No step ends with this.
    Lost,
    /// The call is presumed lost, and was asked after.
    Verifying,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Clocks {
    pub(super) probe_at: Offset,
    pub(super) side_at: Offset,
    /// When the call is given up: `abandon` past the expiry, or the bound of its hang-up.
    pub(super) bound_at: Offset,
    pub(super) state: CallState,
    pub(super) probe: Probe,
    pub(super) hang_up: HangUp,
    pub(super) belief: Belief,
}

impl Clocks {
    pub(super) fn new(anchor: Timestamp, state: CallState, policy: &Policy) -> Self {
        Self {
            probe_at: Offset::NONE,
            side_at: Offset::NONE,
            bound_at: Self::abandon_at(anchor, policy),
            state,
            probe: Probe::Idle,
            hang_up: HangUp::None,
            belief: Belief::Alive,
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn abandon_at(anchor: Timestamp, policy: &Policy) -> Offset {
        let keep_alive = policy.settings().keep_alive;
        Offset::after(anchor, anchor, keep_alive.expiry.saturating_add(keep_alive.abandon))
    }

    /// When the keepAlive that follows the anchor is wished.
    pub(super) fn keep_alive_at(anchor: Timestamp, call: Id, policy: &Policy) -> Offset {
        Offset::after(anchor, anchor, policy.settings().keep_alive.interval_of(call))
    }

    /// The first deadline, operations aside.
    #[inline]
    pub(super) fn first(&self, anchor: Timestamp, policy: &Policy) -> Option<Deadline> {
        let (at, kind) = self.first_of(self.probe_at, self.side_at, policy);
        Some(Deadline { at: at.at(anchor)?, kind })
    }

    /// The first deadline at which something has happened, rather than something is to be sent.
    pub(super) fn first_report(&self, policy: &Policy) -> (Offset, DeadlineKind) {
        let probe_at = if self.probe == Probe::Out { self.probe_at } else { Offset::NONE };
        let side_at = if matches!(self.hang_up, HangUp::None | HangUp::Out) { self.side_at } else { Offset::NONE };
        self.first_of(probe_at, side_at, policy)
    }

    #[inline]
    fn first_of(&self, probe_at: Offset, side_at: Offset, policy: &Policy) -> (Offset, DeadlineKind) {
        let expiry = if self.is_lost() || self.hang_up == HangUp::Confirmed {
            Offset::NONE
        } else {
            Offset(policy.settings().keep_alive.expiry.as_millis())
        };
        let (answer_at, hang_up_at) =
            if self.hang_up == HangUp::None { (side_at, Offset::NONE) } else { (Offset::NONE, side_at) };
        // In the order of the kinds, so that of equal ones the first stays.
        let sooner =
            |first: (Offset, DeadlineKind), at: Offset, kind| if at.0 < first.0.0 { (at, kind) } else { first };
        let first = sooner((expiry, DeadlineKind::KeepAliveExpiry), answer_at, DeadlineKind::Answer);
        let first = sooner(first, self.bound_at, DeadlineKind::GiveUp);
        let first = sooner(first, probe_at, DeadlineKind::KeepAlive);
        sooner(first, hang_up_at, DeadlineKind::HangUp)
    }

    /// Whether it can be told quickly that nothing is due: the call goes its ordinary way, neither lost nor hung up nor unanswered, and the first deadline of
    /// such a call is not there yet.
    #[inline]
    pub(super) fn are_quiet(&self, anchor: Timestamp, policy: &Policy, now: Timestamp) -> bool {
        let is_ordinary = !self.is_lost() && self.hang_up == HangUp::None && self.side_at == Offset::NONE;
        let expiry = policy.settings().keep_alive.expiry.as_millis();
        let first = expiry.min(self.probe_at.0).min(self.bound_at.0);
        // Wrapped, a time before the anchor would be a long one, and not quiet: there is none.
        is_ordinary && now.as_millis().wrapping_sub(anchor.as_millis()) < u64::from(first)
    }

    /// The expiry has passed, and was reported.
    pub(super) const fn is_lost(&self) -> bool {
        !matches!(self.belief, Belief::Alive)
    }

    /// Whether the bound is that of a hang-up, which no sign of life moves.
    pub(super) const fn is_hanging_up(&self, own: Own) -> bool {
        own.is_hang_up() || matches!(self.hang_up, HangUp::Confirmed)
    }

    /// Takes the new anchor for the reference of the deadlines.
    pub(super) fn rebase(&mut self, from: Timestamp, to: Timestamp) {
        let (Offset(less), Offset(more)) = (Offset::between(from, to), Offset::between(to, from));
        let moved = |at: Offset| {
            if at == Offset::NONE { at } else { Offset(at.0.saturating_sub(less).saturating_add(more)) }
        };
        self.probe_at = moved(self.probe_at);
        self.side_at = moved(self.side_at);
        self.bound_at = moved(self.bound_at);
    }
}
