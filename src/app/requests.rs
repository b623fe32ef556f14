//! What the application sends: what its host wishes, and what has left.

use super::call::Call;
use super::clocks::{HangUp, Offset, Probe};
use super::life::{Life, Own};
use super::operations::Progress;
use super::{Details, Output, Request, Token};
use crate::{CallState, OperationKind, Outcome, Rejection, Slot, Step, Verdict};

impl<const N: usize> Call<'_, N> {
    /// The host wishes to send something.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_ask(&mut self, request: Request, details: &Details, step: &mut Step<Output>) -> Verdict {
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
        let again = Offset::after(self.anchor, self.now, self.policy.settings().keep_alive.reply_timeout);
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
        self.say(step, Output::Send(Token::new(request, number)));
        Verdict::Applied
    }

    /// Gives an operation its slot; whether it may go on. One that its answer completes needs none, so that a full call can still be cancelled.
    ///
    /// Where all slots are open, one whose request got no reply makes room, and counts as failed.
    fn track(&mut self, kind: OperationKind, number: u16, details: &Details, step: &mut Step<Output>) -> bool {
        if let Some(slot) = self.operations.to_make_room() {
            self.close(slot, Outcome { status: crate::OperationStatus::Failed, reason: None }, step);
        }
        let Some(slot) = self.operations.request(kind, number, details) else { return kind.completes_at_once() };
        if let Some(bound) = details.takes_at_most.filter(|_| !details.endless) {
            let grace = self.policy.settings().operation_grace;
            self.operations.watch(slot, self.now, bound.saturating_add(grace));
        }
        true
    }

    /// Takes an operation further, to where it is accepted or runs; whether that is news.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn advance(&mut self, slot: Slot, to: Progress, step: &mut Step<Output>) -> bool {
        match self.operations.get_mut(slot) {
            Some(operation) if operation.progress < to => operation.progress = to,
            _ => return false,
        }
        let runs = to == Progress::Running;
        self.say(step, if runs { Output::OperationRunning(slot) } else { Output::OperationAccepted(slot) });
        true
    }

    /// Ends an operation.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn close(&mut self, slot: Slot, outcome: Outcome, step: &mut Step<Output>) {
        if let Some(operation) = self.operations.get_mut(slot) {
            operation.end(outcome);
        }
        self.say(step, Output::OperationEnded { slot, outcome });
    }

    /// A request left just now.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_sent(&mut self, token: Token, details: &Details, step: &mut Step<Output>) -> Verdict {
        let settings = self.policy.settings();
        let Life::Live(clocks) = &mut self.life else { return Verdict::Rejected(Rejection::Ended) };
        let overdue = Offset::after(self.anchor, self.now, settings.keep_alive.reply_timeout);
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
                    let give_up = Offset::after(self.anchor, self.now, settings.hang_up_give_up);
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
            Request::Operation(kind) => return self.on_operation_sent(kind, token.number(), details, step),
            Request::GetCall | Request::Transfer | Request::Other => {}
        }
        Verdict::Applied
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn on_operation_sent(
        &mut self,
        kind: OperationKind,
        number: u16,
        details: &Details,
        step: &mut Step<Output>,
    ) -> Verdict {
        let known = self.operations.by_number(kind, number).and_then(|slot| self.operations.get(slot));
        match known.map(|operation| operation.progress.is_end()) {
            Some(true) => Verdict::NoChange,
            Some(false) => Verdict::Applied,
            None if self.track(kind, number, details, step) => Verdict::Applied,
            None => Verdict::Rejected(Rejection::NoFreeSlot),
        }
    }
}

/// The own request that would explain an end.
pub(super) const fn own(request: Request) -> Own {
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
