//! The answer deadline of an incoming call.
//!
//! - An incoming call is to be answered, rejected or redirected within `answer_deadline` of its
//!   start. When that passes, `AnswerOverdue` is said once, and nothing ends: the host may still
//!   try (choice 48).
//! - Once such a request is sent the deadline waits for its reply, at least `reply_timeout`.
//! - A reply that accepts it disarms the deadline. One that refuses it, or none at all, sets it
//!   again as it was at first; if that has passed already, it is due at once.
//! - A call that has left `incoming` has no answer deadline.

use super::context::Context;
use super::event::Output;
use super::offset::Offset;
use crate::policy::MS;
use crate::step::Outputs;
use crate::{CallState, Timestamp};

/// The deadline, in the place that [`super::hang_up::HangUp`] lends it.
pub(super) struct Answer<'c>(pub(super) &'c mut Offset);

impl Answer<'_> {
    /// An incoming call was notified just now. Its clock began `start_margin` earlier (choice 47).
    pub(super) const fn on_incoming(self, anchor: Timestamp, context: &Context<'_>) {
        let settings = context.policy.settings();
        let left = settings.answer_deadline.saturating_sub(settings.keep_alive.start_margin);
        let left = if left.0 < MS.0 { MS } else { left };
        *self.0 = Offset::after(anchor, context.now, left);
    }

    /// An answer, reject or redirect left just now. Whether it was in time, its reply will say.
    pub(super) const fn on_sent(self, anchor: Timestamp, context: &Context<'_>) {
        if !self.0.is_none() {
            let reply_timeout = context.policy.settings().keep_alive.reply_timeout;
            *self.0 = self.0.later(Offset::after(anchor, context.now, reply_timeout));
        }
    }

    /// It was accepted; or it was refused, or no reply will come.
    pub(super) const fn on_reply(self, accepted: bool, state: CallState, anchor: Timestamp, context: &Context<'_>) {
        if matches!(state, CallState::Incoming) && !self.0.is_none() {
            let due = Offset::after(anchor, anchor, context.policy.settings().answer_deadline);
            let soon = Offset::after(anchor, context.now, MS);
            *self.0 = if accepted { Offset::NONE } else { due.later(soon) };
        }
    }

    /// The call is in another state.
    pub(super) const fn on_state(self) {
        *self.0 = Offset::NONE;
    }

    /// The deadline has passed.
    pub(super) fn on_due(self, out: &mut Outputs<'_, Output>) {
        *self.0 = Offset::NONE;
        out.push(Output::AnswerOverdue);
    }
}
