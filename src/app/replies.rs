//! What comes back to what the application sends.

use super::call::Call;
use super::clocks::{HangUp, Offset, Probe};
use super::life::{Life, Own};
use super::operations::Progress;
use super::requests::own;
use super::{Body, Output, Reply, Request, Token};
use crate::{
    CallState, Cause, OperationKind, OperationReport, OperationStatus, Outcome, Rejection, Span, Step, Timestamp,
    Verdict,
};

impl<const N: usize> Call<'_, N> {
    /// A reply came to a request that was sent at `sent`.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_reply(
        &mut self,
        token: Token,
        sent: &Timestamp,
        reply: &Reply,
        step: &mut Step<Output>,
    ) -> Verdict {
        let sent = *sent.min(&self.now);
        let Life::Live(clocks) = &self.life else {
            // That the call is gone is known; anything else is older than its end.
            return if reply.status == 404 { Verdict::NoChange } else { Verdict::Stale };
        };
        let request = token.request();
        if reply.status == 404 && matches!(request, Request::KeepAlive | Request::GetCall | Request::HangUp) {
            let cause = match (clocks.hang_up, self.own) {
                (_, Own::Told(cause)) => cause,
                (HangUp::Confirmed, _) => Cause::LocalHangUp,
                _ if clocks.is_lost() => Cause::KeepAliveExpired,
                // A single DELETE that is answered 404 came too late: another end was first.
                (_, Own::HangUp) => Cause::NotFound,
                (_, own) => own.or(Cause::NotFound),
            };
            self.end(self.now, cause, &None, step);
            return Verdict::Applied;
        }
        let verdict = match request {
            Request::KeepAlive => self.on_keep_alive_reply(token.number(), sent, reply, step),
            Request::GetCall => {
                if reply.status == 200 {
                    self.verified(sent);
                    if let Body::Call(report) = &reply.body {
                        // What the body says is judged like a notification; that it was answered is applied in any case.
                        let _verdict = self.on_call(report, step);
                    }
                }
                Verdict::Applied
            }
            Request::HangUp => self.on_hang_up_reply(reply, step),
            Request::Answer | Request::Reject | Request::Redirect => {
                if !reply.is_success() && self.own == own(request) {
                    self.own = Own::None;
                }
                self.answered(reply.is_success());
                Verdict::Applied
            }
            Request::Operation(kind) => self.on_operation_reply(kind, token.number(), reply, step),
            Request::Transfer | Request::Other => Verdict::Applied,
        };
        if reply.status == 404 && verdict.is_applied() {
            // Perhaps the sub-resource is gone, perhaps the call.
            self.say(step, Output::Send(Token::new(Request::GetCall, 0)));
        }
        verdict
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn on_keep_alive_reply(&mut self, number: u16, sent: Timestamp, reply: &Reply, step: &mut Step<Output>) -> Verdict {
        let Life::Live(clocks) = &self.life else { return Verdict::Stale };
        let current = number == self.attempt;
        let awaited = current && clocks.probe == Probe::Out;
        if reply.status == 200 {
            if awaited || sent > self.anchor {
                self.renew(sent.later(self.anchor), current, step);
                return Verdict::Applied;
            }
        } else if awaited {
            self.keep_alive_failed(self.now, self.told(reply), step);
            return Verdict::Applied;
        }
        if current { Verdict::NoChange } else { Verdict::Stale }
    }

    /// When a 429 says that one should ask again, if that is before the expiry.
    fn told(&self, reply: &Reply) -> Offset {
        let Some(wait) = reply.retry_after.filter(|wait| reply.status == 429 && *wait != Span::ZERO) else {
            return Offset::NONE;
        };
        let at = Offset::after(self.anchor, self.now, wait);
        if at.0 < self.policy.settings().keep_alive.expiry.as_millis() { at } else { Offset::NONE }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn on_hang_up_reply(&mut self, reply: &Reply, step: &mut Step<Output>) -> Verdict {
        let settings = self.policy.settings();
        let Life::Live(clocks) = &mut self.life else { return Verdict::Stale };
        if clocks.hang_up == HangUp::Confirmed {
            return Verdict::NoChange;
        }
        if reply.is_success() {
            self.own = self.own.with_hang_up();
            clocks.hang_up = HangUp::Confirmed;
            clocks.side_at = Offset::NONE;
            clocks.probe_at = Offset::NONE;
            clocks.bound_at = Offset::after(self.anchor, self.now, settings.hang_up_timeout);
            self.enter(CallState::Terminating, step);
        } else if clocks.hang_up == HangUp::Out {
            // It was understood and refused, so that asking soon again is of little use.
            clocks.hang_up = HangUp::Retry;
            let soon = Offset::after(self.anchor, self.now, settings.keep_alive.retry_max);
            let told = self.told(reply);
            if let Life::Live(clocks) = &mut self.life {
                clocks.side_at = if told == Offset::NONE { soon } else { told };
            }
            self.hang_up_refused();
        } else {
            return Verdict::NoChange;
        }
        Verdict::Applied
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn on_operation_reply(
        &mut self,
        kind: OperationKind,
        number: u16,
        reply: &Reply,
        step: &mut Step<Output>,
    ) -> Verdict {
        let slot = self.operations.by_number(kind, number);
        if slot.is_none() && !kind.completes_at_once() {
            return Verdict::Rejected(Rejection::UnknownOperation);
        }
        let cancels = kind == OperationKind::CancelMediaProcessing && reply.is_success();
        let grace = self.policy.settings().operation_grace;
        let cancelled = cancels && self.operations.cancel_media(slot, self.now, grace);
        let Some(slot) = slot else { return Verdict::Applied };
        let Some(operation) = self.operations.get_mut(slot) else { return Verdict::NoChange };
        let report = match &reply.body {
            Body::Operation(report) => report,
            Body::Empty | Body::Call(_) => &OperationReport::NONE,
        };
        let learnt = operation.learn(report);
        if operation.progress.is_end() {
            // It has ended by a notification that overtook this reply.
            return if learnt { Verdict::Applied } else { Verdict::NoChange };
        }
        let outcome = if !reply.is_success() {
            Some(Outcome { status: OperationStatus::Failed, reason: None })
        } else if report.is_end() {
            Some(report.judge(kind))
        } else if kind.completes_at_once() && report.status.is_none() {
            Some(Outcome { status: OperationStatus::Completed, reason: None })
        } else {
            None
        };
        if let Some(outcome) = outcome {
            self.close(slot, outcome, step);
            return Verdict::Applied;
        }
        let accepted = self.advance(slot, Progress::Accepted, step);
        let runs = report.status == Some(OperationStatus::Running) && self.advance(slot, Progress::Running, step);
        if cancelled || learnt || accepted || runs { Verdict::Applied } else { Verdict::NoChange }
    }

    /// No reply will come.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_failed(&mut self, token: Token, step: &mut Step<Output>) -> Verdict {
        let Life::Live(clocks) = &self.life else { return Verdict::Stale };
        match token.request() {
            Request::KeepAlive => {
                let current = token.number() == self.attempt;
                if current && clocks.probe == Probe::Out {
                    self.keep_alive_failed(self.now, Offset::NONE, step);
                    return Verdict::Applied;
                }
                if current { Verdict::NoChange } else { Verdict::Stale }
            }
            Request::HangUp if clocks.hang_up == HangUp::Out => {
                self.hang_up_unanswered(self.now);
                Verdict::Applied
            }
            Request::HangUp => Verdict::NoChange,
            // Whether the service has got it is not known: an own request may still explain the end, and an operation may run.
            Request::Answer | Request::Reject | Request::Redirect => {
                self.answered(false);
                Verdict::Applied
            }
            Request::Operation(kind) => {
                let slot = self.operations.by_number(kind, token.number());
                match slot.and_then(|slot| self.operations.get_mut(slot)) {
                    Some(operation) if operation.progress == Progress::Requested => {
                        operation.doubtful = true;
                        Verdict::Applied
                    }
                    _ => Verdict::NoChange,
                }
            }
            Request::GetCall | Request::Transfer | Request::Other => Verdict::Applied,
        }
    }

    /// The 201 of the create request came after notifications.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_created(&mut self, sent: Timestamp) -> Verdict {
        if matches!(self.life, Life::Ended(_)) {
            return Verdict::Stale;
        }
        if self.began(sent.min(self.now)) { Verdict::Applied } else { Verdict::NoChange }
    }
}
