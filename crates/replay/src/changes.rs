//! What a story remembers of each change.

use call_lifecycle::{CallReport, CallState, Cause, ReportedState, ResultInfo};

use crate::change::{Change, OperationChange, Step, What};
use crate::failure::Failure;
use crate::graph::{TRANSFER_FAILED, is_transfer_failed};
use crate::marks::Event;
use crate::operation::Operation;
use crate::story::{Story, Tick};
use crate::trace::{Act, EntryData};

impl Story {
    /// What a report of the call says beyond its changes.
    pub(super) fn said_of_call(&mut self, said: &CallReport, step: &Step<'_>, ended: bool) {
        match said.reported() {
            ReportedState::Known(CallState::Terminating) if said.result.is_some() => self.announced = said.result,
            ReportedState::Known(CallState::Terminated) => {
                if let Some(reason) = step.extra.details.and_then(EntryData::termination_reason) {
                    self.given_reason = Some(reason.into());
                }
            }
            // It comes late, and says what the call had been before.
            ReportedState::Known(state) if ended => self.established |= state.is_connected(),
            _ => {}
        }
    }

    /// An `established` without a code that came in between was no failure of the same transfer.
    fn transfer_succeeded(&mut self) {
        let sent =
            self.answering.all().filter(|attempt| attempt.act == Act::Transfer).map(|attempt| attempt.sent).last();
        if self.transfer_failed.is_some_and(|(at, result)| result.is_none() && sent.is_none_or(|sent| sent <= at)) {
            self.transfer_failed = None;
        }
    }

    pub(super) fn change(
        &mut self,
        at: u64,
        change: &Change,
        step: &Step<'_>,
        operations: &[Operation],
        result: Option<ResultInfo>,
    ) {
        match *change {
            Change::State { from, to } => {
                self.state(at, to);
                self.mark(at, Event::State(to));
                self.established |= to.is_connected();
                if to == CallState::TransferAccepted {
                    self.transfer_succeeded();
                }
                if is_transfer_failed(from, to) {
                    let result = match step.what {
                        What::Call(said) => said.result,
                        What::Peer(_) => Some(TRANSFER_FAILED),
                        _ => None,
                    };
                    self.transfer_failed = Some((at, result));
                }
            }
            Change::Ended { cause } => {
                self.state(at, CallState::Terminated);
                self.ended = Some((at, cause, result));
                self.tried.get_or_insert(self.keep_alives.count);
                if cause == Cause::Transferred {
                    self.transfer_succeeded();
                }
                if cause == Cause::NotFound && self.since_lost.count > 0 {
                    self.forget_lost();
                }
                self.silent_end = matches!(step.what, What::Wake(_));
                self.mark(at, Event::Ended(cause, result));
            }
            Change::ResultLearnt => {
                if let Some((_, _, learnt)) = &mut self.ended {
                    *learnt = result;
                }
            }
            Change::KeepAliveSucceeded => {
                let sent = match step.what {
                    What::Response { sent, .. } => sent,
                    _ => at,
                };
                self.renewed = Some(self.renewed.map_or(sent, |renewed| renewed.max(sent)));
                self.tick(at, Tick::Succeeded);
                self.mark(at, Event::KeepAlive);
            }
            Change::KeepAliveFailed => {
                self.failures.add(at);
                self.overdue_failures += u64::from(self.last_failure == Some(Failure::Overdue));
                self.tick(at, Tick::Failed);
                self.mark(at, Event::KeepAliveFailed(self.last_failure.unwrap_or(Failure::Overdue)));
            }
            Change::PresumedLost => {
                self.lost = Some(at);
                self.tried = Some(self.keep_alives.count);
                self.mark(at, Event::PresumedLost);
            }
            Change::Revived => {
                self.revived = Some(at);
                self.tried = None;
                self.forget_lost();
                self.mark(at, Event::Revived);
            }
            Change::AnswerOverdue => {
                self.overdue.get_or_insert(at);
                self.mark(at, Event::AnswerOverdue);
            }
            Change::Operation(place, change) => {
                let Some(name) = operations.get(place).map(Operation::name) else { return };
                // The service starts operations in calls that are connected.
                self.established |= matches!(change, OperationChange::Accepted | OperationChange::Running)
                    || matches!(change, OperationChange::Ended(outcome) if outcome.is_success());
                match change {
                    // Its request was refused, which has its own mark.
                    OperationChange::Ended(_) if matches!(step.what, What::Response { status: 400.., .. }) => {}
                    OperationChange::Ended(outcome) => self.mark(at, Event::OperationEnded(name, outcome)),
                    OperationChange::EndedWithCall => self.mark(at, Event::OperationEndedWithCall(name)),
                    OperationChange::Overdue => self.mark(at, Event::OperationOverdue(name)),
                    OperationChange::Accepted => self.mark(at, Event::OperationStarted(name)),
                    OperationChange::Running | OperationChange::Phase(..) | OperationChange::Cancelled => {}
                }
            }
            Change::Answer { operation: Some(place), status: 200..=299 } => {
                let asked = matches!(step.what, What::Request { act: Act::Operation(..), .. });
                if let (true, Some(operation)) = (asked, operations.get(place)) {
                    self.mark(at, Event::OperationStarted(operation.name()));
                }
            }
            Change::Audio(true) | Change::Tone(..) => self.established = true,
            Change::Answer { .. } | Change::Incoming | Change::Audio(false) | Change::Send(_) => {}
        }
    }
}
