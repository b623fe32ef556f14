//! What is remembered of a call for its timeline and its diagnosis: of bounded size, however long the call.

use call_lifecycle::{CallState, Cause, ReportedState, ResultInfo, Verdict};

use super::act::Act;
use super::change::{Change, OperationChange, Step, What};
use super::marks::{Event, Failure, Marks};
use super::track::Operation;

/// How many states and keepAlives are drawn.
const DRAWN: usize = 1_024;

/// A keepAlive, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    Sent,
    Succeeded,
    Failed,
    NotFound,
}

/// How often something happened, and when first and last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub count: u64,
    pub first: u64,
    pub last: u64,
}

impl Times {
    fn add(&mut self, at: u64) {
        if self.count == 0 {
            self.first = at;
        }
        self.last = at;
        self.count += 1;
    }
}

#[derive(Clone, Debug)]
pub struct Story {
    pub states: Vec<(u64, CallState)>,
    pub ticks: Vec<(u64, Tick)>,
    pub undrawn: u64,
    pub marks: Marks,
    pub keep_alives: Times,
    pub failures: Times,
    pub last_failure: Option<Failure>,
    /// When the last keepAlive that succeeded was sent.
    pub renewed: Option<u64>,
    pub lost: Option<u64>,
    pub revived: Option<u64>,
    /// The request that was answered 404, when it was sent, and when the answer came.
    pub not_found: Option<(Act, u64, u64)>,
    pub after_end: Times,
    pub duplicates: Times,
    /// The states that were notified, as bits: the first notification of a state that is known is none too many.
    notified: u16,
    pub late: Times,
    /// The first late notification: the state that it reports, and the one that the call was in.
    pub late_state: Option<(CallState, CallState)>,
    pub rejected: Times,
    pub unknown_operations: u64,
    pub hang_ups: Times,
    pub hang_up_confirmed: Option<u64>,
    /// The answer to an incoming call, or what took its place: what, when, and the status of its refusal.
    pub answer: Option<(Act, u64)>,
    pub answer_refused: Option<u16>,
    pub overdue: Option<u64>,
    pub transfer_failed: Option<(u64, Option<ResultInfo>)>,
    pub backwards: Times,
    pub ended: Option<(u64, Cause, Option<ResultInfo>)>,
}

impl Story {
    pub fn new(at: u64, state: CallState) -> Self {
        Self {
            states: vec![(at, state)],
            ticks: Vec::new(),
            undrawn: 0,
            marks: Marks::default(),
            keep_alives: Times::default(),
            failures: Times::default(),
            last_failure: None,
            renewed: None,
            lost: None,
            revived: None,
            not_found: None,
            after_end: Times::default(),
            duplicates: Times::default(),
            notified: 0,
            late: Times::default(),
            late_state: None,
            rejected: Times::default(),
            unknown_operations: 0,
            hang_ups: Times::default(),
            hang_up_confirmed: None,
            answer: None,
            answer_refused: None,
            overdue: None,
            transfer_failed: None,
            backwards: Times::default(),
            ended: None,
        }
    }

    fn mark(&mut self, at: u64, event: Event) {
        self.marks.add(at, event);
    }

    fn tick(&mut self, at: u64, tick: Tick) {
        if self.ticks.len() < DRAWN {
            self.ticks.push((at, tick));
        } else {
            self.undrawn += 1;
        }
    }

    fn state(&mut self, at: u64, state: CallState) {
        if self.states.len() < DRAWN {
            self.states.push((at, state));
        } else {
            self.undrawn += 1;
        }
    }

    pub fn tell(&mut self, step: &Step<'_>, operations: &[Operation], result: Option<ResultInfo>) {
        let at = step.at;
        let ended_before = self.ended.is_some();
        if step.regressed {
            self.backwards.add(at);
        }
        match step.what {
            What::Request { act, .. } => self.request(at, act, step, ended_before),
            What::Response { status, act, sent, .. } => self.response(at, status, act, sent),
            What::Failed { act: Act::KeepAlive, .. } => self.last_failure = Some(Failure::NoResponse),
            What::Wake(_) => self.last_failure = self.overdue_failure(step).or(self.last_failure),
            _ => {}
        }
        self.odd(step, ended_before);
        for (at, change) in step.changes {
            self.change(*at, change, step, operations, result);
        }
    }

    fn overdue_failure(&self, step: &Step<'_>) -> Option<Failure> {
        let failed = step.changes.iter().any(|(_, change)| matches!(change, Change::KeepAliveFailed));
        failed.then_some(Failure::Overdue)
    }

    fn request(&mut self, at: u64, act: Act, step: &Step<'_>, ended: bool) {
        if ended {
            self.after_end.add(at);
            self.mark(at, Event::AfterEnd);
        }
        match act {
            Act::KeepAlive => {
                self.keep_alives.add(at);
                self.tick(at, Tick::Sent);
                let answer = step.changes.iter().find_map(|(_, change)| match change {
                    Change::Answer { status, .. } => Some(*status),
                    _ => None,
                });
                if let Some(status) = answer {
                    self.response(at, status, act, at);
                }
                if answer == Some(200) {
                    self.renewed = Some(at);
                    self.tick(at, Tick::Succeeded);
                    self.mark(at, Event::KeepAlive);
                }
            }
            Act::HangUp => self.hang_ups.add(at),
            Act::Answer | Act::Reject | Act::Redirect if self.answer.is_none() => self.answer = Some((act, at)),
            _ => {}
        }
        if !ended
            && !matches!(act, Act::KeepAlive | Act::Operation(..) | Act::Create | Act::GetOperation(_) | Act::Other)
        {
            self.mark(at, Event::Sent(act));
        }
    }

    fn response(&mut self, at: u64, status: u16, act: Act, sent: u64) {
        match (act, status) {
            (Act::KeepAlive | Act::GetCall | Act::HangUp, 404) => {
                if self.not_found.is_none() {
                    self.not_found = Some((act, sent, at));
                }
                if act == Act::KeepAlive {
                    self.tick(at, Tick::NotFound);
                }
            }
            (Act::KeepAlive, 200) => {}
            (Act::KeepAlive, _) => self.last_failure = Some(Failure::Status(status)),
            (Act::HangUp, 200..=299) if self.hang_up_confirmed.is_none() => self.hang_up_confirmed = Some(at),
            (Act::Answer | Act::Reject | Act::Redirect, 400..) if self.answer_refused.is_none() => {
                self.answer_refused = Some(status);
            }
            _ => {}
        }
        if !matches!(act, Act::KeepAlive) && status >= 400 && self.ended.is_none() {
            self.mark(at, Event::Refused(act, status));
        }
    }

    /// Whether this is the first notification of the state that it reports.
    fn notified(&mut self, what: &What<'_>) -> bool {
        let What::Call(said) = what else { return false };
        let ReportedState::Known(state) = said.reported() else { return false };
        let before = self.notified;
        self.notified |= 1 << state as u16;
        self.notified != before
    }

    /// Verdicts that tell of trouble.
    fn odd(&mut self, step: &Step<'_>, ended: bool) {
        let at = step.at;
        // Requests to an ended call are counted as such, and their answers with them.
        let to_ended = ended && matches!(step.what, What::Request { .. } | What::Response { .. } | What::Failed { .. });
        if to_ended || matches!(step.what, What::Wake(_) | What::Body(_)) {
            return;
        }
        let first = self.notified(&step.what);
        match step.verdict {
            Verdict::Applied => {}
            Verdict::NoChange if first => {}
            Verdict::NoChange => {
                self.duplicates.add(at);
                self.mark(at, Event::Duplicate);
            }
            Verdict::Stale => {
                let reported = match step.what {
                    What::Call(said) => match said.reported() {
                        ReportedState::Known(state) => Some(state),
                        ReportedState::Absent | ReportedState::Unknown => None,
                    },
                    _ => None,
                };
                let now = self.states.last().map_or(CallState::Terminated, |(_, state)| *state);
                if let (Some(reported), None) = (reported, self.late_state) {
                    self.late_state = Some((reported, now));
                }
                self.late.add(at);
                self.mark(at, Event::Late(reported));
            }
            Verdict::Rejected(rejection) => {
                if rejection == call_lifecycle::Rejection::UnknownOperation {
                    self.unknown_operations += 1;
                }
                self.rejected.add(at);
                self.mark(at, Event::Rejected);
            }
        }
    }

    fn change(
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
                if to == CallState::Established && matches!(from, CallState::Transferring | CallState::TransferAccepted)
                {
                    let result = match step.what {
                        What::Call(said) => said.result,
                        _ => None,
                    };
                    self.transfer_failed = Some((at, result));
                }
            }
            Change::Ended { cause } => {
                self.state(at, CallState::Terminated);
                self.ended = Some((at, cause, result));
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
                self.tick(at, Tick::Failed);
                self.mark(at, Event::KeepAliveFailed(self.last_failure.unwrap_or(Failure::Overdue)));
            }
            Change::PresumedLost => {
                self.lost = Some(at);
                self.mark(at, Event::PresumedLost);
            }
            Change::Revived => {
                self.revived = Some(at);
                self.mark(at, Event::Revived);
            }
            Change::AnswerOverdue => {
                self.overdue = Some(at);
                self.mark(at, Event::AnswerOverdue);
            }
            Change::Operation(place, change) => {
                let Some(kind) = operations.get(place).map(|operation| operation.kind) else { return };
                match change {
                    OperationChange::Ended(outcome) => self.mark(at, Event::OperationEnded(kind, outcome)),
                    OperationChange::EndedWithCall => self.mark(at, Event::OperationEndedWithCall(kind)),
                    OperationChange::Overdue => self.mark(at, Event::OperationOverdue(kind)),
                    OperationChange::Accepted => self.mark(at, Event::OperationStarted(kind)),
                    OperationChange::Running | OperationChange::Phase(..) | OperationChange::Cancelled => {}
                }
            }
            Change::Answer { operation: Some(place), status: 200..=299 } => {
                let asked = matches!(step.what, What::Request { act: Act::Operation(..), .. });
                if let (true, Some(operation)) = (asked, operations.get(place)) {
                    self.mark(at, Event::OperationStarted(operation.kind));
                }
            }
            Change::Answer { .. } | Change::Audio(_) | Change::Tone(..) | Change::Send(_) => {}
        }
    }
}

/// Whether a step only wishes something sent. What was sent is in the trace, so that such a step is reported nowhere.
pub fn only_wishes(step: &Step<'_>) -> bool {
    matches!(step.what, What::Wake(_)) && step.changes.iter().all(|(_, change)| matches!(change, Change::Send(_)))
}
