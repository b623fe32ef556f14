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

use super::anchor::{Attempt, KeepAlive, PRESUMED_LOST, Renewed};
use super::context::Context;
use super::event::Output;
use super::offset::Offset;
use super::reply::Reply;
use super::request::{Request, Token};
use crate::step::Outputs;
use crate::{Rejection, Timestamp, Verdict};

/// What a reply has done.
pub(super) enum Replied {
    Renewed(Renewed),
    /// It has renewed nothing.
    Judged(Verdict),
}

impl KeepAlive {
    /// The token of the next attempt.
    pub(super) const fn next_token(&self) -> Token {
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
    #[cfg_attr(target_os = "none", inline(never))]
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
    #[cfg_attr(not(target_os = "none"), inline(always))]
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
}
