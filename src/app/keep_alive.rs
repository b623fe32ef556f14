//! keepAlive: what keeps a call alive, and when it counts as lost.
//!
//! - A keepAlive is asked for every `interval` from the start of the call on, in every state but
//!   `terminating` (choice 8). A jitter from the call's id keeps a fleet from sending all at once.
//! - What was asked for and not sent is asked for again after `reply_timeout`. It counts as no
//!   attempt.
//! - Only a 200 renews the call: it expires `expiry` after that attempt was *sent* (choice 2).
//!   A 200 to an earlier attempt counts too if that was sent after the anchor, so a late one never
//!   sets the clock back.
//! - Anything else is a failed attempt (choices 4 and 60), and so is a reply that does not come
//!   within `reply_timeout`. It moves nothing. The next is asked for after a wait that doubles from
//!   `retry_initial` to `retry_max`, or when a 429 says, if that is before the expiry.
//! - Past the expiry the call is *presumed lost*, which is no end (choice 5): it is verified by GET
//!   at once and with every further keepAlive, until the bound at which it is given up.
//! - A 200 whose own expiry still lies ahead revives a call that was presumed lost.
//! - A call that is `terminating` sends no keepAlive. One that was presumed lost before is verified
//!   on in the same rhythm.
//! - A 404 is not handled here: it ends the call, whatever it answers (see `live`).
//!
//! The *anchor* is the time that all of this counts from: when the last successful keepAlive was
//! sent, or when the call began.

use super::context::Context;
use super::event::Output;
use super::offset::Offset;
use super::reply::Reply;
use super::request::{Request, Token};
use super::view::KeepAliveView;
use crate::step::Outputs;
use crate::time::Span;
use crate::{Rejection, Timestamp, Verdict};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
const RENEWED: u8 = 0b1000;

const _: () = assert!(size_of::<KeepAlive>() == 16);

/// What a keepAlive that succeeded has moved.
#[derive(Clone, Copy)]
pub(super) struct Renewed {
    /// By how many milliseconds the anchor has moved ahead.
    pub(super) moved_ahead: u32,
    /// When the call is given up without any other sign of life.
    pub(super) abandon: Offset,
}

/// What a reply has done.
pub(super) enum Replied {
    Renewed(Renewed),
    /// It has renewed nothing.
    Judged(Verdict),
}

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

    const fn set_attempt(&mut self, attempt: Attempt) {
        self.flags = self.flags & !ATTEMPT | attempt as u8;
    }

    pub(super) const fn is_presumed_lost(&self) -> bool {
        self.flags & PRESUMED_LOST != 0
    }

    pub(super) const fn is_renewed(&self) -> bool {
        self.flags & RENEWED != 0
    }

    const fn is_sent(&self) -> bool {
        self.flags & ATTEMPT == Attempt::Sent as u8
    }

    /// Milliseconds from the anchor to `at`, at most as many as 32 bits hold.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    const fn since_anchor(&self, at: Timestamp) -> u32 {
        let millis = at.0.saturating_sub(self.anchor.0);
        if millis > u32::MAX as u64 { u32::MAX } else { millis as u32 }
    }

    /// The point `span` after the anchor; none past the end of time.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    const fn after_anchor(&self, span: Span) -> Offset {
        let has_room = self.anchor.0.checked_add(span.0 as u64).is_some();
        if has_room { Offset(span.0) } else { Offset(u32::MAX) }
    }

    /// When the keepAlive that follows the anchor is asked for.
    const fn next(&self, context: &Context<'_>) -> Offset {
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

    /// The token of the next attempt.
    const fn next_token(&self) -> Token {
        Token { request: Request::KeepAlive, number: self.number.wrapping_add(1) }
    }

    /// A request is asked for now: it is to leave within `reply_timeout`.
    const fn ask(&mut self, context: &Context<'_>) {
        self.set_attempt(Attempt::Asked);
        self.due = Offset::after(self.anchor, context.now, context.policy.0.keep_alive.reply_timeout);
    }

    /// The host asks for one.
    pub(super) fn on_ask(&mut self, context: &Context<'_>, out: &mut Outputs<'_, Output>) -> Verdict {
        if !matches!(self.attempt(), Attempt::Idle) {
            return Verdict::Rejected(Rejection::UnderWay);
        }
        self.ask(context);
        out.push(Output::Send(self.next_token()));
        Verdict::Applied
    }

    /// One left just now. `sends` says that the call is not `terminating`.
    #[inline]
    pub(super) const fn on_sent(&mut self, number: u16, sends: bool, context: &Context<'_>) {
        self.number = number;
        if sends {
            self.set_attempt(Attempt::Sent);
            self.due = Offset::after(self.anchor, context.now, context.policy.0.keep_alive.reply_timeout);
        }
    }

    /// A reply came to the attempt `number`, which was sent at `sent`.
    #[inline]
    pub(super) fn on_reply(
        &mut self,
        (number, sent): (u16, Timestamp),
        reply: &Reply,
        sends: bool,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Replied {
        let is_last = number == self.number;
        let is_awaited = is_last && self.is_sent();
        if reply.status == 200 {
            if is_awaited || sent.0 > self.anchor.0 {
                return Replied::Renewed(self.renew(sent, is_last, sends, context, out));
            }
        } else if is_awaited {
            let told = self.told(reply, context);
            self.fail(told, context, out);
            return Replied::Judged(Verdict::Applied);
        }
        Replied::Judged(if is_last { Verdict::NoChange } else { Verdict::Stale })
    }

    /// An attempt that was sent at `sent` has succeeded.
    #[inline]
    fn renew(
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

    /// Whether the expiry lies behind: at the end of time it never does.
    const fn has_expired(&self, context: &Context<'_>) -> bool {
        self.since_anchor(context.now) >= context.policy.0.keep_alive.expiry.0
    }

    /// No reply will come.
    pub(super) fn on_failed(&mut self, number: u16, context: &Context<'_>, out: &mut Outputs<'_, Output>) -> Verdict {
        let is_last = number == self.number;
        if is_last && self.is_sent() {
            self.fail(Offset::NONE, context, out);
            return Verdict::Applied;
        }
        if is_last { Verdict::NoChange } else { Verdict::Stale }
    }

    /// An attempt has failed: the next is asked for after the wait, or when the service has told.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn fail(&mut self, told: Offset, context: &Context<'_>, out: &mut Outputs<'_, Output>) {
        self.failures = self.failures.saturating_add(1);
        self.set_attempt(Attempt::Idle);
        self.due = if told.is_none() {
            let wait = context.policy.settings().keep_alive.retry_after(self.failures);
            Offset::after(self.anchor, out.at, wait)
        } else {
            told
        };
        out.push(Output::KeepAliveFailed);
    }

    /// When a 429 says that one should ask again, if that is before the expiry.
    pub(super) fn told(&self, reply: &Reply, context: &Context<'_>) -> Offset {
        let Some(wait) = reply.retry_after.filter(|wait| reply.status == 429 && wait.0 != 0) else {
            return Offset::NONE;
        };
        let at = Offset::after(self.anchor, context.now, wait);
        if at.0 < context.policy.settings().keep_alive.expiry.0 { at } else { Offset::NONE }
    }

    /// No reply came in time.
    pub(super) fn on_unanswered(&mut self, context: &Context<'_>, out: &mut Outputs<'_, Output>) {
        self.fail(Offset::NONE, context, out);
    }

    /// The call has expired: presumed lost, and to be verified at once.
    pub(super) fn on_expired(&mut self, context: &Context<'_>, out: &mut Outputs<'_, Output>) {
        self.flags |= PRESUMED_LOST;
        if matches!(self.attempt(), Attempt::Idle) {
            self.due = Offset(context.policy.settings().keep_alive.expiry.0);
        }
        out.push(Output::PresumedLost);
    }

    /// It is to be asked for now, for the first time or again. Whether the call is to be verified
    /// as well.
    pub(super) fn on_due(&mut self, sends: bool, context: &Context<'_>, out: &mut Outputs<'_, Output>) -> bool {
        self.ask(context);
        if sends {
            out.push(Output::Send(self.next_token()));
        }
        self.is_presumed_lost()
    }

    /// The call is `terminating`. One that is presumed lost is verified on.
    pub(super) const fn on_terminating(&mut self) {
        if self.is_presumed_lost() {
            self.set_attempt(Attempt::Asked);
        } else {
            self.set_attempt(Attempt::Idle);
            self.stop();
        }
    }

    /// Nothing is due any more.
    pub(super) const fn stop(&mut self) {
        self.due = Offset::NONE;
    }

    /// An incoming call's first keepAlive is asked for in the future, though its clock began in the
    /// past.
    pub(super) const fn begin_after(&mut self, soon: Offset) {
        if !self.due.is_none() && !soon.is_none() {
            self.due = self.due.later(soon);
        }
    }

    /// The call began at `sent`, as the 201 of its create request shows; by how much earlier than
    /// thought, if that is news. What is so long ago that the call would be given up says no more.
    pub(super) fn on_created(&mut self, sent: Timestamp, sends: bool, context: &Context<'_>) -> Option<u32> {
        let policy = &context.policy.settings().keep_alive;
        let sent = sent.later(context.now.saturating_before(policy.expiry.saturating_add(policy.abandon)));
        if self.is_renewed() || sent >= self.anchor {
            return None;
        }
        let millis = u32::try_from(sent.0.abs_diff(self.anchor.0)).unwrap_or(u32::MAX);
        self.anchor = sent;
        self.due = self.due.anchor_moved_back(millis);
        if sends && matches!(self.attempt(), Attempt::Idle) && self.failures == 0 {
            // The first keepAlive counts from the start too.
            self.due = self.next(context);
        }
        Some(millis)
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
