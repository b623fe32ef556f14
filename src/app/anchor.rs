//! What is known of keepAlive: the anchor, what counts from it, where the attempt is; and how a
//! success moves the anchor.
//!
//! `keep_alive` says what else happens, and which rules all of it follows.

use super::context::Context;
use super::event::Output;
use super::offset::Offset;
use super::view::KeepAliveView;
use crate::Timestamp;
use crate::step::Outputs;
use crate::time::Span;

/// Where the attempt is. Past the expiry of a `terminating` call the GET takes its place. The
/// numbers are those of snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Attempt {
    /// Due at its time.
    Idle = 0,
    /// Asked for; to be asked for again at its time.
    Asked = 1,
    /// Sent; its reply is overdue at its time.
    Sent = 2,
}

impl Attempt {
    pub(super) const ALL: [Self; 3] = [Self::Idle, Self::Asked, Self::Sent];
}

/// What a keepAlive that succeeded has moved.
#[derive(Clone, Copy)]
pub(super) struct Renewed {
    /// By how many milliseconds the anchor has moved ahead.
    pub(super) moved_ahead: u32,
    /// When the call is given up without any other sign of life.
    pub(super) abandon: Offset,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct KeepAlive {
    pub(super) anchor: Timestamp,
    /// When the attempt is due.
    pub(super) due: Offset,
    /// The number of the last keepAlive that was sent.
    pub(super) number: u16,
    /// Failed attempts in a row.
    pub(super) failures: u8,
    pub(super) flags: u8,
}

/// The bits of `KeepAlive::flags`: where the attempt is, and two more flags, in one byte, so that a
/// call fits in a cache line.
const ATTEMPT: u8 = 0b0011;
/// The expiry has passed, and that was reported.
pub(super) const PRESUMED_LOST: u8 = 0b0100;
/// The anchor is the time of a keepAlive, not of the start.
pub(super) const RENEWED: u8 = 0b1000;

const _: () = assert!(size_of::<KeepAlive>() == 16);

impl KeepAlive {
    /// Of a call that begins at `anchor`, as far as is known.
    pub(super) const fn new(anchor: Timestamp, context: &Context<'_>) -> Self {
        let mut this = Self::at_rest(anchor, 0, 0);
        this.due = this.next(context);
        this
    }

    /// With nothing due.
    pub(super) const fn at_rest(anchor: Timestamp, number: u16, failures: u8) -> Self {
        Self { anchor, due: Offset::NONE, number, failures, flags: 0 }
    }

    /// The same with the flags that a snapshot has.
    pub(super) const fn restored(self, due: Offset, attempt: Attempt, presumed_lost: bool, renewed: bool) -> Self {
        let lost = if presumed_lost { PRESUMED_LOST } else { 0 };
        let renewed = if renewed { RENEWED } else { 0 };
        Self { due, flags: attempt as u8 | lost | renewed, ..self }
    }

    pub(super) const fn attempt(&self) -> Attempt {
        match self.flags & ATTEMPT {
            0 => Attempt::Idle,
            1 => Attempt::Asked,
            _ => Attempt::Sent,
        }
    }

    pub(super) const fn set_attempt(&mut self, attempt: Attempt) {
        self.flags = self.flags & !ATTEMPT | attempt as u8;
    }

    pub(super) const fn is_presumed_lost(&self) -> bool {
        self.flags & PRESUMED_LOST != 0
    }

    pub(super) const fn is_renewed(&self) -> bool {
        self.flags & RENEWED != 0
    }

    pub(super) const fn is_sent(&self) -> bool {
        self.flags & ATTEMPT == Attempt::Sent as u8
    }

    /// Nothing is due any more.
    pub(super) const fn stop(&mut self) {
        self.due = Offset::NONE;
    }

    /// Milliseconds from the anchor to `at`, at most as many as 32 bits hold.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) const fn since_anchor(&self, at: Timestamp) -> u32 {
        let millis = at.0.saturating_sub(self.anchor.0);
        if millis > u32::MAX as u64 { u32::MAX } else { millis as u32 }
    }

    /// The point `span` after the anchor; none past the end of time.
    #[cfg_attr(target_os = "none", inline(never))]
    const fn after_anchor(&self, span: Span) -> Offset {
        let has_room = self.anchor.0.checked_add(span.0 as u64).is_some();
        if has_room { Offset(span.0) } else { Offset(u32::MAX) }
    }

    /// An attempt that was sent at `sent` has succeeded.
    // On the fast path much of it is known.
    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    pub(super) fn renew(
        &mut self,
        sent: Timestamp,
        is_last: bool,
        sends: bool,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Renewed {
        let moved_ahead = self.since_anchor(sent);
        if moved_ahead != 0 {
            self.anchor = sent;
        }
        self.failures = 0;
        self.flags |= RENEWED;
        if sends && (is_last || !self.is_sent()) {
            self.set_attempt(Attempt::Idle);
            self.due = self.next(context);
        } else {
            self.due = self.due.anchor_moved_ahead(moved_ahead);
        }
        out.push(Output::KeepAliveSucceeded);
        if self.is_presumed_lost() && !self.has_expired(context) {
            self.flags &= !PRESUMED_LOST;
            if !sends {
                // It was only verified, and there is nothing to verify now.
                self.stop();
                self.set_attempt(Attempt::Idle);
            }
            out.push(Output::Revived);
        }
        Renewed { moved_ahead, abandon: self.abandon(context) }
    }

    /// When the keepAlive that follows the anchor is asked for.
    pub(super) const fn next(&self, context: &Context<'_>) -> Offset {
        self.after_anchor(context.policy.0.keep_alive.interval_span(context.id))
    }

    /// When the call is given up: `abandon` past the expiry.
    pub(super) const fn abandon(&self, context: &Context<'_>) -> Offset {
        let policy = &context.policy.0.keep_alive;
        // The policy has been checked: the sum is a span.
        self.after_anchor(Span(policy.expiry.0.saturating_add(policy.abandon.0)))
    }

    /// When the call expires, or expired; none past the end of time.
    pub(super) const fn expiry(&self, context: &Context<'_>) -> Option<Timestamp> {
        self.anchor.after(context.policy.settings().keep_alive.expiry)
    }

    /// Whether the expiry lies behind: at the end of time it never does.
    pub(super) const fn has_expired(&self, context: &Context<'_>) -> bool {
        self.since_anchor(context.now) >= context.policy.0.keep_alive.expiry.0
    }

    /// What it shows to the host.
    pub(super) const fn view(&self, context: &Context<'_>) -> KeepAliveView {
        KeepAliveView {
            expires_at: self.expiry(context),
            presumed_lost: self.is_presumed_lost(),
            failures: self.failures,
            in_flight: self.is_sent(),
        }
    }
}
