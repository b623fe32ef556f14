//! What is due when, and what is done then.

use super::call::Call;
use super::clocks::{Belief, Clocks, HangUp, Offset, Probe};
use super::life::{End, Life, Own};
use super::{Output, Request, Token};
use crate::{CallState, Cause, DeadlineKind, ResultInfo, Span, Step, Timestamp};

impl<const N: usize> Call<'_, N> {
    /// Fires what is due at `now`: first, in order of time, what happened at its own time, then what is sent now.
    pub(super) fn settle(&mut self, step: &mut Step<Output>) {
        for _ in 0..Self::MOST_REPORTS {
            let Life::Live(clocks) = &self.life else { return };
            let (due, kind) = clocks.first_report(self.policy);
            if !due.is_over(self.anchor, self.now) {
                break;
            }
            self.report(due, kind, step);
        }
        self.ask_what_is_due(step);
    }

    /// Answer overdue, keepAlive failed, presumed lost, DELETE failed, given up: each at most once, since each disarms itself.
    const MOST_REPORTS: usize = 5;

    /// What [`Self::settle`] pushes at most: answer overdue, failed and lost, then DELETE, keepAlive, cancelled, overdue and GET.
    pub(super) const MOST_SETTLED: usize = 8;

    fn report(&mut self, due: Offset, kind: DeadlineKind, step: &mut Step<Output>) {
        let Life::Live(clocks) = &mut self.life else { return };
        let Some(at) = due.at(self.anchor) else { return };
        match kind {
            DeadlineKind::Answer => {
                clocks.side_at = Offset::NONE;
                step.push(at, Output::AnswerOverdue);
            }
            DeadlineKind::KeepAlive => self.keep_alive_failed(at, Offset::NONE, step),
            DeadlineKind::KeepAliveExpiry => {
                clocks.belief = Belief::Lost;
                if clocks.probe == Probe::Idle {
                    clocks.probe_at = due;
                }
                step.push(at, Output::PresumedLost);
            }
            DeadlineKind::HangUp => self.hang_up_unanswered(at),
            DeadlineKind::GiveUp => {
                let cause = match (clocks.hang_up, self.own) {
                    (_, Own::Told(cause)) => cause,
                    (HangUp::Confirmed, _) => Cause::LocalHangUp,
                    (_, Own::HangUp | Own::HangUpUnanswered) => Cause::HangUpUnconfirmed,
                    (_, Own::None | Own::Reject | Own::Redirect) => Cause::Abandoned,
                };
                self.end(at, cause, &None, step);
            }
            DeadlineKind::Redirect
            | DeadlineKind::Teardown
            | DeadlineKind::InitialSilence
            | DeadlineKind::MaxSilence
            | DeadlineKind::MaxRecordDuration
            | DeadlineKind::Operation => {}
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn ask_what_is_due(&mut self, step: &mut Step<Output>) {
        let (now, token) = (self.now, self.next_token());
        let again = Offset::after(self.anchor, now, self.policy.settings().keep_alive.reply_timeout);
        let Life::Live(clocks) = &mut self.life else { return };
        if clocks.side_at.is_over(self.anchor, now) {
            clocks.hang_up = HangUp::Asked;
            clocks.side_at = again;
            step.push(now, Output::Send(Token::new(Request::HangUp, 0)));
        }
        // A request that is out when the call is lost goes on, but the call is verified at once.
        let mut verify = clocks.belief == Belief::Lost;
        if clocks.probe_at.is_over(self.anchor, now) {
            clocks.probe = Probe::Asked;
            clocks.probe_at = again;
            verify = clocks.is_lost();
            if clocks.state.is_live() {
                step.push(now, Output::Send(token));
            }
        }
        if clocks.is_lost() {
            clocks.belief = Belief::Verifying;
        }
        let overdue = self.operations.take_overdue(now);
        if !overdue.cancelled.is_empty() {
            step.push(now, Output::OperationsCancelled(overdue.cancelled));
        }
        if !overdue.to_verify.is_empty() {
            step.push(now, Output::OperationsOverdue(overdue.to_verify));
            verify = true;
        }
        if verify {
            step.push(now, Output::Send(Token::new(Request::GetCall, 0)));
        }
    }

    /// The token of the next keepAlive to be asked for.
    pub(super) const fn next_token(&self) -> Token {
        Token::new(Request::KeepAlive, self.attempt.wrapping_add(1))
    }

    /// Ends the call and its operations.
    pub(super) fn end(&mut self, at: Timestamp, cause: Cause, result: &Option<ResultInfo>, step: &mut Step<Output>) {
        let operations = self.operations.end_all();
        self.life = Life::Ended(End::new(cause, *result));
        step.push(at, Output::Ended { cause, operations });
    }

    /// Another keepAlive has failed, at `at`: the next is wished after the backoff, or when the service told.
    pub(super) fn keep_alive_failed(&mut self, at: Timestamp, told: Offset, step: &mut Step<Output>) {
        let Life::Live(clocks) = &mut self.life else { return };
        self.failures = self.failures.saturating_add(1);
        let backoff = self.policy.settings().keep_alive.retry_after(self.failures);
        clocks.probe = Probe::Idle;
        clocks.probe_at = if told == Offset::NONE { Offset::after(self.anchor, at, backoff) } else { told };
        step.push(at, Output::KeepAliveFailed);
    }

    /// A keepAlive that was sent at `sent`, not before the anchor, has succeeded.
    pub(super) fn renew(&mut self, sent: Timestamp, current: bool, step: &mut Step<Output>) {
        self.shown();
        let Life::Live(clocks) = &mut self.life else { return };
        clocks.rebase(self.anchor, sent);
        self.anchor = sent;
        self.renewed = true;
        self.failures = 0;
        if !clocks.is_hanging_up(self.own) {
            // A GET may have moved the bound further already.
            let abandon = Clocks::abandon_at(sent, self.policy);
            clocks.bound_at = Offset(clocks.bound_at.0.max(abandon.0));
        }
        if clocks.state.is_live() && (current || clocks.probe != Probe::Out) {
            clocks.probe = Probe::Idle;
            clocks.probe_at = Clocks::keep_alive_at(sent, self.id, self.policy);
        }
        self.say(step, Output::KeepAliveSucceeded);
        let alive = self.expiry().is_none_or(|expiry| expiry > self.now);
        if let Life::Live(clocks) = &mut self.life {
            if clocks.is_lost() && alive {
                clocks.belief = Belief::Alive;
                if !clocks.state.is_live() {
                    // It was only verified, and there is nothing to verify now.
                    clocks.probe = Probe::Idle;
                    clocks.probe_at = Offset::NONE;
                }
                self.say(step, Output::Revived);
            }
        }
    }

    /// The service has answered for a live call: a DELETE that failed before had no effect.
    fn shown(&mut self) {
        if let Life::Live(clocks) = &self.life {
            if self.own.is_hang_up() && matches!(clocks.hang_up, HangUp::Asked | HangUp::Retry) {
                self.own = Own::None;
                self.hang_up_refused();
            }
        }
    }

    /// A DELETE got no answer, as was clear at `at`: it is tried again soon.
    pub(super) fn hang_up_unanswered(&mut self, at: Timestamp) {
        let Life::Live(clocks) = &mut self.life else { return };
        clocks.hang_up = HangUp::Retry;
        clocks.side_at = Offset::after(self.anchor, at, self.policy.settings().keep_alive.retry_initial);
        if self.own == Own::HangUp {
            self.own = Own::HangUpUnanswered;
        }
    }

    /// A hang-up was refused, or the call has shown itself after one that failed: it lives on as before, and the hang-up is tried on.
    pub(super) fn hang_up_refused(&mut self) {
        if let Life::Live(clocks) = &mut self.life {
            if self.own == Own::HangUp {
                self.own = Own::None;
            }
            clocks.bound_at = Offset(clocks.bound_at.0.max(Clocks::abandon_at(self.anchor, self.policy).0));
        }
    }

    /// The service has shown the call by a GET that was sent at `sent`: it is not given up for a while.
    pub(super) fn verified(&mut self, sent: Timestamp) {
        self.shown();
        let abandon = self.policy.settings().keep_alive.abandon;
        let Life::Live(clocks) = &mut self.life else { return };
        if !clocks.is_hanging_up(self.own) {
            // Capped at the longest span, as `from_millis` does; none is more than that.
            let span = Span::from_millis(Offset::after(self.anchor, sent, abandon).0);
            clocks.bound_at = Offset(clocks.bound_at.0.max(Offset::after(self.anchor, self.anchor, span).0));
        }
    }

    /// The call began earlier than thought; whether that is news. What is so long ago that the call would be given up says no more.
    pub(super) fn began(&mut self, sent: Timestamp) -> bool {
        let keep_alive = &self.policy.settings().keep_alive;
        let sent = sent.later(self.now.saturating_sub(keep_alive.expiry.saturating_add(keep_alive.abandon)));
        let Life::Live(clocks) = &mut self.life else { return false };
        if self.renewed || sent >= self.anchor {
            return false;
        }
        let from = self.anchor;
        // A GET may have moved the bound already.
        let moved = clocks.bound_at != Clocks::abandon_at(from, self.policy);
        clocks.rebase(from, sent);
        self.anchor = sent;
        if !moved && !clocks.is_hanging_up(self.own) {
            clocks.bound_at = Clocks::abandon_at(sent, self.policy);
        }
        if clocks.state.is_live() && clocks.probe == Probe::Idle && self.failures == 0 {
            // The first keepAlive counts from the start too.
            clocks.probe_at = Clocks::keep_alive_at(sent, self.id, self.policy);
        }
        true
    }

    /// An answer, reject or redirect was taken, so that nothing is overdue; or it has failed, and the deadline counts again from the start of the call.
    pub(super) fn answered(&mut self, taken: bool) {
        let Life::Live(clocks) = &mut self.life else { return };
        if clocks.state != CallState::Incoming || clocks.hang_up != HangUp::None || clocks.side_at == Offset::NONE {
            return;
        }
        let due = Offset::after(self.anchor, self.anchor, self.policy.settings().answer_deadline);
        let soon = Offset::after(self.anchor, self.now, Span::from_millis(1));
        clocks.side_at = if taken { Offset::NONE } else { Offset(due.0.max(soon.0)) };
    }
}
