//! What is remembered of a call for its timeline and diagnosis, in bounded size, however long the
//! call is.

use call_lifecycle::{CallState, Cause, DeadlineKind, ReportedState, ResultInfo};

use crate::answering::{Answering, Outcome};
use crate::backwards::Backwards;
use crate::change::{Change, Step, What};
use crate::deeds::Deed;
use crate::differences::Differences;
use crate::heard::Heard;
use crate::marks::{Event, Failure, Marks};
use crate::odd::Oddities;
use crate::operation::{Name, Operation};
use crate::side::Side;
use crate::trace::{Act, GraphError};

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
    pub fn add(&mut self, at: u64) {
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
    /// How many of them had been sent when the call was presumed lost or ended.
    pub tried: Option<u64>,
    pub failures: Times,
    /// How many of them had no answer in time, those of them that were answered 200 later, and the longest
    /// time that this took.
    pub overdue_failures: u64,
    pub answered_late: Times,
    pub slowest: u64,
    pub last_failure: Option<Failure>,
    /// The error in the body of the last keepAlive that was refused.
    pub last_failure_error: Option<GraphError>,
    /// When the last keepAlive that succeeded was sent.
    pub renewed: Option<u64>,
    pub lost: Option<u64>,
    pub revived: Option<u64>,
    /// The request that was answered 404, when it was sent, and when the answer came.
    pub not_found: Option<(Act, u64, u64)>,
    /// Requests after the end.
    pub after_end: Times,
    /// Those of them that were answered 404, and those that were sent after such an answer.
    pub after_end_not_found: u64,
    pub after_not_found: u64,
    /// The first request that was answered 200 after the call had been given up, or after a 404.
    pub alive_after: Option<(Act, u64)>,
    /// When the end of a call was notified that had been taken as ended without that.
    pub true_end: Option<u64>,
    /// Whether the call was ever connected, as far as is known.
    pub established: bool,
    pub heard: Heard,
    /// What the bot did that may have ended the call.
    pub deed: Option<(u64, Deed)>,
    /// A request for a part of the call that was answered 404, and when the call was verified since.
    pub part_not_found: Option<(Act, u64)>,
    pub verified: Option<u64>,
    /// Requests to which no response came, but keepAlives and DELETEs, and the first of them.
    pub no_response: Times,
    pub no_response_to: Option<Act>,
    pub odd: Oddities,
    /// The first two operations that were open at once with the same `clientContext`.
    pub shared_context: Option<(Name, Name)>,
    /// The last notification that was taken for the first of these and was about the second, and
    /// when an id showed it.
    pub corrected: Option<(u64, Name, Name)>,
    /// At the service's end: what the log's service did otherwise.
    pub differences: Differences,
    pub hang_ups: Times,
    pub hang_up_confirmed: Option<u64>,
    /// The result of the last DELETE that was not confirmed.
    pub hang_up: HangUp,
    /// The answers, rejects and redirects of an incoming call, and the transfers.
    pub answering: Answering,
    pub overdue: Option<u64>,
    /// When a redirect had rung for too long.
    pub redirect_over: Option<u64>,
    /// When the create request had been sent whose answer came after notifications.
    pub created_late: Option<u64>,
    /// When a keepAlive succeeded that was sent too long ago to revive the call.
    pub too_late: Option<u64>,
    pub transfer_failed: Option<(u64, Option<ResultInfo>)>,
    pub backwards: Backwards,
    pub ended: Option<(u64, Cause, Option<ResultInfo>)>,
    /// The code that came with the state `terminating`.
    pub announced: Option<ResultInfo>,
    /// The last failing code that was notified of a call without changing it, and in which state.
    pub live_result: Option<(u64, CallState, ResultInfo)>,
    /// The `terminationReason` of the end.
    pub given_reason: Option<Box<str>>,
    /// Whether a bound ended the call, not a message.
    pub silent_end: bool,
}

/// The result of a DELETE.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HangUp {
    #[default]
    Out,
    Refused,
    Failed,
}

impl Story {
    pub fn new(at: u64, state: CallState) -> Self {
        Self {
            states: vec![(at, state)],
            ticks: Vec::new(),
            undrawn: 0,
            marks: Marks::default(),
            keep_alives: Times::default(),
            tried: None,
            failures: Times::default(),
            overdue_failures: 0,
            answered_late: Times::default(),
            slowest: 0,
            last_failure: None,
            last_failure_error: None,
            renewed: None,
            lost: None,
            revived: None,
            not_found: None,
            after_end: Times::default(),
            after_end_not_found: 0,
            after_not_found: 0,
            alive_after: None,
            true_end: None,
            established: !matches!(
                state,
                CallState::Incoming | CallState::Establishing | CallState::Ringing | CallState::Redirecting
            ),
            heard: Heard::default(),
            deed: None,
            part_not_found: None,
            verified: None,
            no_response: Times::default(),
            no_response_to: None,
            odd: Oddities::default(),
            shared_context: None,
            corrected: None,
            differences: Differences::default(),
            hang_ups: Times::default(),
            hang_up_confirmed: None,
            hang_up: HangUp::default(),
            answering: Answering::default(),
            overdue: None,
            redirect_over: None,
            created_late: None,
            too_late: None,
            transfer_failed: None,
            backwards: Backwards::default(),
            ended: None,
            announced: None,
            live_result: None,
            given_reason: None,
            silent_end: false,
        }
    }

    pub(super) fn mark(&mut self, at: u64, event: Event) {
        self.marks.add(at, event);
    }

    pub(super) fn tick(&mut self, at: u64, tick: Tick) {
        if self.ticks.len() < DRAWN {
            self.ticks.push((at, tick));
        } else {
            self.undrawn += 1;
        }
    }

    pub(super) fn state(&mut self, at: u64, state: CallState) {
        if self.states.len() < DRAWN {
            self.states.push((at, state));
        } else {
            self.undrawn += 1;
        }
    }

    /// Whether the call is presumed lost, or was given up.
    pub fn is_lost(&self) -> bool {
        self.was_given_up()
            || self.ended.is_none() && self.lost.is_some_and(|lost| self.revived.is_none_or(|revived| revived < lost))
    }

    /// Whether a bound ended the call that nothing else had shown to have ended.
    pub fn was_given_up(&self) -> bool {
        matches!(self.ended, Some((_, Cause::Abandoned | Cause::HangUpUnconfirmed, _)))
    }

    /// Whether a 404 said that the call had ended, before any notification did.
    pub fn was_not_found(&self) -> bool {
        matches!(self.ended, Some((_, Cause::NotFound, _)))
    }

    /// Whether the end was taken from something else than its notification.
    pub fn is_end_inferred(&self) -> bool {
        self.was_given_up() || self.was_not_found() || (self.ended.is_some() && self.silent_end)
    }

    /// Whether a DELETE that was under way when the call ended got 404: it did not end the call.
    pub fn is_hang_up_late(&self) -> bool {
        let not_found = matches!(self.not_found, Some((Act::HangUp, ..)));
        not_found && self.hang_up_confirmed.is_none() && !self.was_not_found()
    }

    pub fn tell<S: Side>(&mut self, step: &Step<'_>, operations: &[Operation], result: Option<ResultInfo>) {
        let at = step.at;
        let ended_before = self.ended.is_some();
        if !matches!(step.what, What::Wake(_)) {
            self.backwards.line(at, step.given);
        }
        match step.what {
            What::Request { act, .. } => self.request(at, act, step, ended_before),
            What::Response { status, act, sent, .. } => self.response(at, status, act, sent, step.extra.error),
            What::Failed { act: Act::KeepAlive, .. } => self.last_failure = Some(Failure::NoResponse),
            What::Failed { act: Act::HangUp, .. } => self.hang_up = HangUp::Failed,
            What::Failed { act, sent, .. } => {
                self.answering.replied(act, sent, Outcome::NoResponse);
                self.no_response.add(sent);
                self.no_response_to.get_or_insert(act);
            }
            What::Call(said)
                if (self.was_given_up() || !S::IS_SERVICE && self.is_end_inferred())
                    && said.reported() == ReportedState::Known(CallState::Terminated) =>
            {
                self.true_end.get_or_insert(at);
            }
            What::Created { sent, again: true, .. } => {
                self.created_late = Some(sent);
                self.mark(at, Event::Created);
            }
            What::Wake(kind) => {
                self.last_failure = self.overdue_failure(step).or(self.last_failure);
                if kind == DeadlineKind::Redirect {
                    self.redirect_over = Some(at);
                }
            }
            _ => {}
        }
        if let (What::Call(said), false) = (step.what, S::IS_SERVICE) {
            self.said_of_call(said, step, ended_before);
        }
        self.odd::<S>(step, ended_before);
        for (at, change) in step.changes {
            self.change(*at, change, step, operations, result);
        }
        let renewed = step.changes.iter().any(|(_, change)| matches!(change, Change::KeepAliveSucceeded));
        if renewed && self.lost.is_some_and(|lost| self.revived.is_none_or(|revived| revived < lost)) {
            self.too_late = Some(at);
        }
    }

    /// Whether the request was answered 404 because its call was ending.
    pub(super) fn is_to_ending(&self, act: Act, step: &Step<'_>) -> bool {
        let not_found = step.changes.iter().any(|(_, change)| matches!(change, Change::Answer { status: 404, .. }));
        let ending = self.states.last().is_some_and(|(_, state)| !state.is_live());
        not_found && ending && !matches!(act, Act::GetOperation(_))
    }

    fn overdue_failure(&self, step: &Step<'_>) -> Option<Failure> {
        let failed = step.changes.iter().any(|(_, change)| matches!(change, Change::KeepAliveFailed));
        failed.then_some(Failure::Overdue)
    }
}

/// Whether a step only asks to send something. What was sent is in the trace, so such a step is not
/// reported.
pub fn only_wishes(step: &Step<'_>) -> bool {
    matches!(step.what, What::Wake(_)) && step.changes.iter().all(|(_, change)| matches!(change, Change::Send(_)))
}
