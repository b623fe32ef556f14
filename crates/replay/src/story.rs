//! What is remembered of a call for its timeline and diagnosis, in bounded size, however long the
//! call is.

use std::ops::{Deref, DerefMut};

use call_lifecycle::{CallState, Cause, DeadlineKind, ReportedState, ResultInfo};

use crate::answering::{Answering, Outcome};
use crate::change::{Change, Creation, Step, What};
use crate::failure::Failure;
use crate::heard::Heard;
use crate::marks::{Event, Marks};
use crate::operation::Operation;
use crate::rare::Rare;
use crate::side::Side;
use crate::times::Times;
use crate::trace::Act;

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

/// What is remembered of a call. What most calls have is here; the rest is made when it is first
/// written to, and reads as if it were here.
#[derive(Clone, Debug)]
pub struct Story {
    pub states: Vec<(u64, CallState)>,
    pub ticks: Vec<(u64, Tick)>,
    pub undrawn: u64,
    pub marks: Marks,
    pub keep_alives: Times,
    /// How many of them had been sent when the call was presumed lost or ended.
    pub tried: Option<u64>,
    pub last_failure: Option<Failure>,
    /// When the last keepAlive that succeeded was sent.
    pub renewed: Option<u64>,
    /// Whether the call was ever connected, as far as is known.
    pub established: bool,
    pub heard: Heard,
    pub hang_ups: Times,
    pub hang_up_confirmed: Option<u64>,
    /// The result of the last DELETE that was not confirmed.
    pub hang_up: HangUp,
    /// The answers, rejects and redirects of an incoming call, and the transfers.
    pub answering: Answering,
    pub ended: Option<(u64, Cause, Option<ResultInfo>)>,
    /// Whether a bound ended the call, not a message.
    pub silent_end: bool,
    /// When the end of a call was notified that had been taken as ended without that.
    pub true_end: Option<u64>,
    pub(super) rare: Option<Box<Rare>>,
}

impl Deref for Story {
    type Target = Rare;

    #[inline]
    fn deref(&self) -> &Rare {
        self.rare.as_deref().unwrap_or_else(|| Rare::nothing())
    }
}

impl DerefMut for Story {
    fn deref_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
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
            last_failure: None,
            renewed: None,
            established: !matches!(
                state,
                CallState::Incoming | CallState::Establishing | CallState::Ringing | CallState::Redirecting
            ),
            heard: Heard::default(),
            hang_ups: Times::default(),
            hang_up_confirmed: None,
            hang_up: HangUp::default(),
            answering: Answering::default(),
            ended: None,
            silent_end: false,
            true_end: None,
            rare: None,
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
            if step.given.is_some() || self.backwards.last.is_some() {
                self.backwards.line(at, step.given);
            }
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
            What::Created { sent, creation: Creation::Overtaken, .. } => {
                self.created_late = Some(sent);
                self.mark(at, Event::Created);
            }
            What::Created { sent, creation: Creation::Known, .. } => {
                self.odd.created_again.add(sent);
                self.mark(at, Event::CreatedAgain);
            }
            What::Wake(kind) => {
                self.last_failure = self.overdue_failure(step).or(self.last_failure);
                if kind == DeadlineKind::Redirect {
                    self.redirect_over = Some(at);
                }
            }
            _ => {}
        }
        let is_notified = matches!(step.what, What::Call(_) | What::Operation(..) | What::Other);
        if is_notified && self.part_not_found.is_some() {
            self.heard_since.get_or_insert(at);
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
