//! The hang-up: DELETE of the call, until the service confirms it.
//!
//! - DELETE is sent when the host asks for it. One that was asked for and not sent is asked for
//!   again after `reply_timeout`.
//! - No answer to it (none within `reply_timeout`, or a broken connection): it is sent again after
//!   `retry_initial`. The service may have acted on it, so that a later 404 counts as this hang-up.
//! - Refused: it is sent again after `retry_max`, or when a 429 says. The call lives on meanwhile.
//! - Confirmed by a 2xx: the call is `terminating`. If no end follows within `hang_up_timeout` the
//!   call ends with `localHangUp` (choice 53).
//! - Never confirmed for `hang_up_give_up` after the first DELETE: the call ends with
//!   `hangUpUnconfirmed`.
//! - A keepAlive or GET that is answered 200 after a DELETE that failed shows that nothing was hung
//!   up (our choice). The call lives on as before, and the hang-up keeps being retried.
//!
//! The bound at which a call is given up stands here too, since a hang-up shortens it. Without a
//! hang-up it is `abandon` past the keepAlive expiry (choice 5), and every sign of life moves it.

use super::anchor::Renewed;
use super::context::Context;
use super::event::Output;
use super::explanation::Explanation;
use super::offset::Offset;
use super::reply::Reply;
use super::request::{Request, Token};
use crate::step::Outputs;
use crate::{Cause, DeadlineKind, Rejection, Timestamp, Verdict};

/// Where the hang-up is. The numbers are those of snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Stage {
    /// Not asked for: the offset is lent to the answer deadline.
    NotAsked = 0,
    /// Asked for; to be asked for again at its time.
    Asked = 1,
    /// Sent; its reply is overdue at its time.
    Sent = 2,
    /// Failed; to be asked for at its time.
    Retry = 3,
    /// Confirmed by a 2xx; the end is overdue at the bound.
    Confirmed = 4,
}

impl Stage {
    pub(super) const ALL: [Self; 5] = [Self::NotAsked, Self::Asked, Self::Sent, Self::Retry, Self::Confirmed];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct HangUp {
    /// When it is due; while it is not asked for, the answer deadline: see [`super::offset`].
    pub(super) at: Offset,
    /// When the call is given up.
    pub(super) give_up_at: Offset,
    pub(super) stage: Stage,
    pub(super) explanation: Explanation,
    /// Which deadline of the whole call comes first. It belongs to [`super::live::Live`], and
    /// stands here because a byte is left.
    pub(super) first: DeadlineKind,
}

impl HangUp {
    pub(super) const fn new(give_up_at: Offset) -> Self {
        Self {
            at: Offset::NONE,
            give_up_at,
            stage: Stage::NotAsked,
            explanation: Explanation::None,
            first: DeadlineKind::GiveUp,
        }
    }

    /// The place of the answer deadline, for as long as no hang-up is asked for.
    pub(super) const fn lend(&mut self) -> Option<&mut Offset> {
        if matches!(self.stage, Stage::NotAsked) { Some(&mut self.at) } else { None }
    }

    pub(super) const fn is_confirmed(&self) -> bool {
        matches!(self.stage, Stage::Confirmed)
    }

    /// Whether a DELETE was sent that may explain the end.
    const fn is_sent(&self) -> bool {
        matches!(self.explanation, Explanation::HangUp | Explanation::HangUpUnanswered)
    }

    /// Whether the bound is that of the hang-up, which no sign of life moves.
    const fn sets_the_bound(&self) -> bool {
        self.is_sent() || matches!(self.stage, Stage::Confirmed)
    }

    /// The host asks for it.
    pub(super) fn on_ask(
        &mut self,
        anchor: Timestamp,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        if !matches!(self.stage, Stage::NotAsked | Stage::Retry) {
            return Verdict::Rejected(Rejection::UnderWay);
        }
        self.ask(anchor, context, out);
        Verdict::Applied
    }

    #[cfg_attr(target_os = "none", inline(never))]
    fn ask(&mut self, anchor: Timestamp, context: &Context<'_>, out: &mut Outputs<'_, Output>) {
        self.stage = Stage::Asked;
        self.at = Offset::after(anchor, context.now, context.policy.settings().keep_alive.reply_timeout);
        out.push(Output::Send(Token::new(Request::HangUp, 0)));
    }

    /// A DELETE left just now.
    pub(super) const fn on_sent(&mut self, anchor: Timestamp, context: &Context<'_>) {
        let settings = context.policy.settings();
        if !self.is_confirmed() {
            self.stage = Stage::Sent;
            self.at = Offset::after(anchor, context.now, settings.keep_alive.reply_timeout);
            // From the first one on, and never later than the call would be given up anyway.
            self.give_up_at = self.give_up_at.earlier(Offset::after(anchor, context.now, settings.hang_up_give_up));
        }
        self.explanation = self.explanation.with_hang_up();
    }

    /// A reply came to a DELETE. `told` is when a 429 says that one should ask again, `abandon` the
    /// bound without a hang-up.
    pub(super) fn on_reply(
        &mut self,
        reply: &Reply,
        (told, abandon): (Offset, Offset),
        anchor: Timestamp,
        context: &Context<'_>,
    ) -> Verdict {
        let settings = context.policy.settings();
        if self.is_confirmed() {
            return Verdict::NoChange;
        }
        if reply.is_success() {
            self.explanation = self.explanation.with_hang_up();
            self.stage = Stage::Confirmed;
            self.at = Offset::NONE;
            self.give_up_at = Offset::after(anchor, context.now, settings.hang_up_timeout);
        } else if self.stage == Stage::Sent {
            // It was understood and refused, so that asking soon again is of little use.
            self.stage = Stage::Retry;
            let soon = Offset::after(anchor, context.now, settings.keep_alive.retry_max);
            self.at = if told.is_none() { soon } else { told };
            self.on_refused(abandon);
        } else {
            return Verdict::NoChange;
        }
        Verdict::Applied
    }

    /// It was refused: the call lives on as before.
    fn on_refused(&mut self, abandon: Offset) {
        if self.explanation == Explanation::HangUp {
            self.explanation = Explanation::None;
        }
        self.give_up_at = self.give_up_at.later(abandon);
    }

    /// No reply will come.
    pub(super) fn on_failed(&mut self, anchor: Timestamp, context: &Context<'_>) -> Verdict {
        if self.stage != Stage::Sent {
            return Verdict::NoChange;
        }
        self.on_unanswered(context.now, anchor, context);
        Verdict::Applied
    }

    /// A DELETE got no answer, as is clear at `at`.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_unanswered(&mut self, at: Timestamp, anchor: Timestamp, context: &Context<'_>) {
        self.stage = Stage::Retry;
        self.at = Offset::after(anchor, at, context.policy.settings().keep_alive.retry_initial);
        if self.explanation == Explanation::HangUp {
            self.explanation = Explanation::HangUpUnanswered;
        }
    }

    /// It is to be asked for now, for the first time after a failure or again.
    pub(super) fn on_due(&mut self, anchor: Timestamp, context: &Context<'_>, out: &mut Outputs<'_, Output>) {
        self.ask(anchor, context, out);
    }

    /// A DELETE that failed had no effect, as the service has answered for a live call.
    const fn is_disproved(&self) -> bool {
        self.is_sent() && matches!(self.stage, Stage::Asked | Stage::Retry)
    }

    /// A keepAlive has succeeded.
    #[cfg_attr(target_os = "none", inline(never))]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    pub(super) const fn on_renewed(&mut self, renewed: Renewed) {
        if self.is_disproved() {
            self.explanation = Explanation::None;
        }
        if self.at.0 != u32::MAX {
            self.at.0 = self.at.0.saturating_sub(renewed.moved_ahead);
        }
        if self.give_up_at.0 != u32::MAX {
            self.give_up_at.0 = self.give_up_at.0.saturating_sub(renewed.moved_ahead);
        }
        if !self.sets_the_bound() && self.give_up_at.0 < renewed.abandon.0 {
            // A GET may have moved the bound further already.
            self.give_up_at = renewed.abandon;
        }
    }

    /// A GET that was sent at `sent` was answered 200: the call is not given up for a while.
    pub(super) const fn on_seen(&mut self, sent: Timestamp, abandon: Offset, anchor: Timestamp, context: &Context<'_>) {
        if self.is_disproved() {
            self.explanation = Explanation::None;
            self.give_up_at = self.give_up_at.later(abandon);
        }
        if !self.sets_the_bound() {
            // At most the longest span after the anchor; `from_millis` caps it.
            let bound = Offset::after(anchor, sent, context.policy.settings().keep_alive.abandon);
            let span = crate::time::Span::from_millis(bound.0);
            self.give_up_at = self.give_up_at.later(Offset::after(anchor, anchor, span));
        }
    }

    /// The call began `millis` earlier than thought. `was` and `is` are the bounds without a
    /// hang-up, before and after.
    pub(super) fn on_began_earlier(&mut self, millis: u32, was: Offset, is: Offset) {
        // A GET may have moved the bound already.
        let moved = self.give_up_at != was;
        self.at = self.at.anchor_moved_back(millis);
        self.give_up_at = self.give_up_at.anchor_moved_back(millis);
        if !moved && !self.sets_the_bound() {
            self.give_up_at = is;
        }
    }

    /// The cause with which the call is given up.
    pub(super) const fn cause_of_giving_up(&self) -> Cause {
        match (self.stage, self.explanation) {
            (_, Explanation::Reported(cause)) => cause,
            (Stage::Confirmed, _) => Cause::LocalHangUp,
            (_, Explanation::HangUp | Explanation::HangUpUnanswered) => Cause::HangUpUnconfirmed,
            (_, Explanation::None | Explanation::Reject | Explanation::Redirect) => Cause::Abandoned,
        }
    }

    /// The cause of a 404 to keepAlive, GET or DELETE.
    pub(super) fn cause_of_not_found(&self, presumed_lost: bool) -> Cause {
        match (self.stage, self.explanation) {
            (_, Explanation::Reported(cause)) => cause,
            (Stage::Confirmed, _) => Cause::LocalHangUp,
            _ if presumed_lost => Cause::KeepAliveExpired,
            // A single DELETE that is answered 404 came too late: another end was first.
            (_, Explanation::HangUp) => Cause::NotFound,
            (_, explanation) => explanation.or(Cause::NotFound),
        }
    }
}
