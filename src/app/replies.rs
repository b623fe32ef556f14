//! What the application sends, and what comes back.

use super::call::Call;
use super::clocks::{HangUp, Offset, Probe};
use super::life::{Life, Own};
use super::operations::Progress;
use super::{Body, Details, Output, Reply, Request, Token};
use crate::{CallState, Cause, OperationKind, OperationReport, Outcome, Rejection, Step, Timestamp, Verdict};

impl<const N: usize> Call<'_, N> {
    /// The host wishes to send something.
    pub(super) fn on_ask(&mut self, request: Request, details: Details, step: &mut Step<Output>) -> Verdict {
        let Life::Live(clocks) = &mut self.life else { return Verdict::Rejected(Rejection::Ended) };
        let state = clocks.state;
        let allowed = match request {
            Request::Answer | Request::Reject | Request::Redirect => state == CallState::Incoming,
            Request::Transfer => state == CallState::Established,
            Request::Operation(_) => state.is_connected(),
            Request::KeepAlive => state.is_live(),
            Request::GetCall | Request::HangUp | Request::Other => true,
        };
        if !allowed {
            return Verdict::Rejected(Rejection::WrongState { state });
        }
        let again = Offset::new(self.anchor, self.now.checked_add(self.policy.settings().keep_alive.reply_timeout));
        let number = match request {
            Request::KeepAlive if clocks.probe != Probe::Idle => return Verdict::Rejected(Rejection::UnderWay),
            Request::HangUp if !matches!(clocks.hang_up, HangUp::None | HangUp::Retry) => {
                return Verdict::Rejected(Rejection::UnderWay);
            }
            Request::KeepAlive => {
                clocks.probe = Probe::Asked;
                clocks.probe_at = again;
                self.attempt.wrapping_add(1)
            }
            Request::HangUp => {
                clocks.hang_up = HangUp::Asked;
                clocks.side_at = again;
                0
            }
            Request::Operation(kind) => {
                let number = self.operations.next_number();
                if !self.track(kind, number, details, step) {
                    return Verdict::Rejected(Rejection::NoFreeSlot);
                }
                number
            }
            Request::GetCall
            | Request::Answer
            | Request::Reject
            | Request::Redirect
            | Request::Transfer
            | Request::Other => 0,
        };
        step.push(self.now, Output::Send(Token::new(request, number)));
        Verdict::Applied
    }

    /// Gives an operation its slot; whether it may go on. One that its answer completes needs none, so that a full call can still be cancelled.
    ///
    /// Where all slots are open, one whose request got no reply makes room, and counts as failed.
    fn track(&mut self, kind: OperationKind, number: u16, details: Details, step: &mut Step<Output>) -> bool {
        if let Some(slot) = self.operations.make_room() {
            let outcome = Outcome { status: crate::OperationStatus::Failed, reason: None };
            step.push(self.now, Output::OperationEnded { slot, outcome });
        }
        let Some(slot) = self.operations.request(kind, number, details) else { return kind.completes_at_once() };
        if let Some(bound) = details.takes_at_most.filter(|_| !details.endless) {
            let grace = self.policy.settings().operation_grace;
            self.operations.watch(slot, self.now, bound.saturating_add(grace));
        }
        true
    }

    /// A request left just now.
    pub(super) fn on_sent(&mut self, token: Token, details: Details, step: &mut Step<Output>) -> Verdict {
        let settings = self.policy.settings();
        let Life::Live(clocks) = &mut self.life else { return Verdict::Rejected(Rejection::Ended) };
        let overdue = Offset::new(self.anchor, self.now.checked_add(settings.keep_alive.reply_timeout));
        match token.request() {
            Request::KeepAlive => {
                self.attempt = token.number();
                if clocks.state.is_live() {
                    clocks.probe = Probe::Out;
                    clocks.probe_at = overdue;
                }
            }
            Request::HangUp => {
                if clocks.hang_up != HangUp::Confirmed {
                    clocks.hang_up = HangUp::Out;
                    clocks.side_at = overdue;
                    // From the first one on, and never later than the call would be given up anyway.
                    let give_up = Offset::new(self.anchor, self.now.checked_add(settings.hang_up_give_up));
                    clocks.bound_at = Offset(clocks.bound_at.0.min(give_up.0));
                }
                self.own = self.own.with_hang_up();
            }
            request @ (Request::Answer | Request::Reject | Request::Redirect) => {
                // Something is done; whether in time, its reply will say.
                if clocks.hang_up == HangUp::None && clocks.side_at != Offset::NONE {
                    clocks.side_at = Offset(clocks.side_at.0.max(overdue.0));
                }
                if matches!(self.own, Own::None | Own::Reject | Own::Redirect) {
                    self.own = own(request);
                }
            }
            Request::Operation(kind) => match self.operations.by_number(kind, token.number()) {
                Some(slot) if self.operations.get(slot).is_some_and(|operation| operation.progress.is_end()) => {
                    return Verdict::NoChange;
                }
                Some(_) => {}
                None if self.track(kind, token.number(), details, step) => {}
                None => return Verdict::Rejected(Rejection::NoFreeSlot),
            },
            Request::GetCall | Request::Transfer | Request::Other => {}
        }
        Verdict::Applied
    }

    /// A reply came to a request that was sent at `sent`.
    pub(super) fn on_reply(
        &mut self,
        token: Token,
        sent: Timestamp,
        reply: &Reply,
        step: &mut Step<Output>,
    ) -> Verdict {
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
            self.end(self.now, cause, None, step);
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
            step.push(self.now, Output::Send(Token::new(Request::GetCall, 0)));
        }
        verdict
    }

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
            self.keep_alive_failed(self.told(reply), step);
            return Verdict::Applied;
        }
        if current { Verdict::NoChange } else { Verdict::Stale }
    }

    /// When a 429 says that one should ask again, if that is before the expiry.
    fn told(&self, reply: &Reply) -> Option<Timestamp> {
        let at = self.now.checked_add(reply.retry_after.filter(|_| reply.status == 429)?)?;
        (at > self.now && self.expiry().is_none_or(|expiry| at < expiry)).then_some(at)
    }

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
            clocks.bound_at = Offset::new(self.anchor, self.now.checked_add(settings.hang_up_timeout));
            self.enter(CallState::Terminating, step);
        } else if clocks.hang_up == HangUp::Out {
            // It was understood and refused, so that asking soon again is of little use.
            clocks.hang_up = HangUp::Retry;
            let wait = self.told(reply).or_else(|| self.now.checked_add(settings.keep_alive.retry_max));
            if let Life::Live(clocks) = &mut self.life {
                clocks.side_at = Offset::new(self.anchor, wait);
            }
            self.hang_up_refused();
        } else {
            return Verdict::NoChange;
        }
        Verdict::Applied
    }

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
        if kind == OperationKind::CancelMediaProcessing && reply.is_success() {
            self.operations.cancel_media(slot, self.now, self.policy.settings().operation_grace);
        }
        let Some(slot) = slot else { return Verdict::Applied };
        let now = self.now;
        let Some(operation) = self.operations.get_mut(slot) else { return Verdict::NoChange };
        let report = match reply.body {
            Body::Operation(report) => report,
            Body::Empty | Body::Call(_) => OperationReport::default(),
        };
        let learnt = operation.learn(&report);
        if operation.progress.is_end() {
            // It has ended by a notification that overtook this reply.
            return if learnt { Verdict::Applied } else { Verdict::NoChange };
        }
        let outcome = if !reply.is_success() {
            Some(Outcome { status: crate::OperationStatus::Failed, reason: None })
        } else if report.is_end() {
            Some(report.judge(kind))
        } else if kind.completes_at_once() && report.status.is_none() {
            Some(Outcome { status: crate::OperationStatus::Completed, reason: None })
        } else {
            None
        };
        if let Some(outcome) = outcome {
            operation.end(outcome);
            step.push(now, Output::OperationEnded { slot, outcome });
            return Verdict::Applied;
        }
        let before = operation.progress;
        if before == Progress::Requested {
            operation.progress = Progress::Accepted;
            step.push(now, Output::OperationAccepted(slot));
        }
        if report.status == Some(crate::OperationStatus::Running) && before != Progress::Running {
            operation.progress = Progress::Running;
            step.push(now, Output::OperationRunning(slot));
        }
        if learnt || operation.progress != before { Verdict::Applied } else { Verdict::NoChange }
    }

    /// No reply will come.
    pub(super) fn on_failed(&mut self, token: Token, step: &mut Step<Output>) -> Verdict {
        let Life::Live(clocks) = &mut self.life else { return Verdict::Stale };
        match token.request() {
            Request::KeepAlive => {
                let current = token.number() == self.attempt;
                if current && clocks.probe == Probe::Out {
                    self.keep_alive_failed(None, step);
                    return Verdict::Applied;
                }
                if current { Verdict::NoChange } else { Verdict::Stale }
            }
            Request::HangUp if clocks.hang_up == HangUp::Out => {
                clocks.hang_up = HangUp::Retry;
                if self.own == Own::HangUp {
                    self.own = Own::HangUpUnanswered;
                }
                let retry = self.policy.settings().keep_alive.retry_initial;
                clocks.side_at = Offset::new(self.anchor, self.now.checked_add(retry));
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
    pub(super) fn on_created(&mut self, sent: Timestamp) -> Verdict {
        if matches!(self.life, Life::Ended(_)) {
            return Verdict::Stale;
        }
        if self.began(sent) { Verdict::Applied } else { Verdict::NoChange }
    }
}

/// The own request that would explain an end.
const fn own(request: Request) -> Own {
    match request {
        Request::Reject => Own::Reject,
        Request::Redirect => Own::Redirect,
        Request::HangUp => Own::HangUp,
        Request::KeepAlive
        | Request::GetCall
        | Request::Answer
        | Request::Transfer
        | Request::Operation(_)
        | Request::Other => Own::None,
    }
}
