//! A summary of what did not count: repeated, late, rejected, refused, unreadable.

use call_lifecycle::{CallState, Rejection, ReportedState, Verdict};

use crate::change::{Change, Step, What};
use crate::marks::Event;
use crate::side::Side;
use crate::story::{Story, Times};
use crate::subject::Subject;
use crate::trace::{Act, GraphError};
use crate::why;

/// How many different subjects are named.
const NAMED: usize = 4;
/// How many refusals are remembered.
const REFUSALS: usize = 16;

/// How often something happened, and what it was about.
#[derive(Clone, Debug, Default)]
pub struct Odd {
    pub times: Times,
    pub subjects: Vec<Subject>,
}

impl Odd {
    fn add(&mut self, at: u64, subject: Subject) {
        self.times.add(at);
        if self.subjects.len() < NAMED && !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
    }
}

/// A request that was refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// When it was sent.
    pub at: u64,
    pub act: Act,
    pub status: u16,
    /// Why the machine refused it, at the service's end.
    pub why: Option<String>,
    /// Whether it is told with something else.
    pub told: bool,
    /// The error in the body of the answer.
    pub error: Option<GraphError>,
}

#[derive(Clone, Debug, Default)]
pub struct Oddities {
    pub repeated: Odd,
    /// First answers that came after a notification of what they say.
    pub overtaken: Odd,
    pub late: Odd,
    /// The first late report of a state, and the state that the call was in.
    pub late_state: Option<(CallState, CallState)>,
    pub rejected: Odd,
    pub refused: Times,
    pub refusals: Vec<Refusal>,
    pub unknown_operations: Times,
    /// How many were about operations past those that are tracked at once.
    pub past_slots: Times,
    pub unreadable: Times,
    pub first_unreadable: Option<String>,
    /// Ends that were notified otherwise before.
    pub contradictions: Vec<(u64, String)>,
    /// States that are not known, and their first words.
    pub unknown_states: Times,
    pub unknown_state_words: Vec<String>,
    /// The states that were notified, as bits: the first notification of a known state is not a
    /// repetition.
    pub(super) notified: u16,
}

impl Oddities {
    /// A request was refused. Those that are told with something else are only listed.
    pub fn refuse(&mut self, refusal: Refusal) {
        if !refusal.told {
            self.refused.add(refusal.at);
        }
        if self.refusals.len() < REFUSALS {
            self.refusals.push(refusal);
        }
    }

    /// An end was notified that is not the one that is known. The first few are told.
    pub fn contradiction(&mut self, at: u64, told: impl FnOnce() -> String) {
        if self.contradictions.len() < NAMED {
            self.contradictions.push((at, told()));
        }
    }

    /// A state was notified that is not known.
    pub fn unknown_state(&mut self, at: u64, word: &str) {
        self.unknown_states.add(at);
        if self.unknown_state_words.len() < NAMED && !self.unknown_state_words.iter().any(|known| known == word) {
            self.unknown_state_words.push(word.to_owned());
        }
    }

    /// Whether this is the first notification of the state that it reports.
    pub fn is_first_of_its_state(&mut self, what: &What<'_>) -> bool {
        let What::Call(said) = what else { return false };
        let ReportedState::Known(state) = said.reported() else { return false };
        let before = self.notified;
        self.notified |= 1 << state as u16;
        self.notified != before
    }
}

impl Story {
    /// Verdicts that show trouble.
    pub(super) fn odd<S: Side>(&mut self, step: &Step<'_>, ended: bool) {
        let at = step.at;
        // Requests to an ended call are counted separately, with their answers.
        let to_ended = ended && matches!(step.what, What::Request { .. } | What::Response { .. } | What::Failed { .. });
        if to_ended || step.line.is_none() || matches!(step.what, What::Body(_)) {
            return;
        }
        let first = step.extra.first;
        let subject = Subject::of(step);
        let doubted = self.was_given_up() || (!S::IS_SERVICE && self.is_end_inferred());
        if ended && doubted && self.heard_after(step, subject) {
            return;
        }
        match step.verdict {
            Verdict::Applied => {}
            Verdict::NoChange if first || (S::IS_SERVICE && matches!(step.what, What::Other)) => {}
            // An update of something that is not followed.
            Verdict::NoChange if !step.extra.repeated => self.not_repeated(step),
            // A DELETE that finds the call ending is still the first one.
            Verdict::NoChange
                if matches!(step.what, What::Request { act: Act::HangUp, .. }) && self.hang_ups.count == 1 => {}
            Verdict::NoChange | Verdict::Stale if step.extra.repeated => {
                self.odd.repeated.add(at, subject);
                self.mark(at, Event::Duplicate(subject));
            }
            Verdict::NoChange => {}
            // A tone that is late makes no state late.
            Verdict::Stale if matches!(subject, Subject::Tone(_)) => {
                self.mark(at, Event::Late(subject));
            }
            Verdict::Stale => {
                let now = self.states.last().map_or(CallState::Terminated, |(_, state)| *state);
                if let (Subject::State(reported), None) = (subject, self.odd.late_state) {
                    self.odd.late_state = Some((reported, now));
                }
                self.odd.late.add(at, subject);
                self.mark(at, Event::Late(subject));
            }
            Verdict::Rejected(why) => self.rejected::<S>(step, why, subject),
        }
    }

    /// Whether it is a notification of a call that had been taken as ended without one.
    fn heard_after(&mut self, step: &Step<'_>, subject: Subject) -> bool {
        match step.what {
            What::Call(said) if said.reported() == ReportedState::Known(CallState::Terminated) => {
                if self.true_end != Some(step.at) {
                    return false;
                }
                let late = if self.was_given_up() { Event::ReallyEnded } else { Event::EndNotified };
                self.mark(step.at, late(said.result));
            }
            _ if !self.was_given_up() && !self.was_not_found() => return false,
            What::Call(_) | What::Other | What::Unreadable => self.mark(step.at, Event::Heard(subject)),
            _ => return false,
        }
        true
    }

    /// What changed nothing and repeats nothing.
    fn not_repeated(&mut self, step: &Step<'_>) {
        if let What::Response { act, status, .. } = step.what {
            self.odd.overtaken.add(step.at, Subject::Answer(Some(act), Some(status)));
        }
    }

    fn rejected<S: Side>(&mut self, step: &Step<'_>, why: Rejection, subject: Subject) {
        let at = step.at;
        let answer = step.changes.iter().find_map(|(_, change)| match change {
            Change::Answer { status, .. } => Some(*status),
            _ => None,
        });
        if let (Some(status), What::Request { act, .. }) = (answer, step.what) {
            // To a call that is gone: counted separately.
            if !self.is_to_ending(act, step) {
                let why = step.note.map_or_else(|| why::in_words::<S>(why, &step.what), str::to_owned);
                self.odd.refuse(Refusal { at, act, status, why: Some(why), told: false, error: None });
                self.mark(at, Event::Refused(act, status));
            }
            return;
        }
        match (why, step.what) {
            (_, What::Unreadable) => {
                self.odd.unreadable.add(at);
                if self.odd.first_unreadable.is_none() {
                    self.odd.first_unreadable = step.note.map(str::to_owned);
                }
            }
            (Rejection::UnknownOperation, What::Operation(..)) if step.note.is_none() => {
                self.odd.unknown_operations.add(at);
            }
            (Rejection::UnknownOperation | Rejection::NoFreeSlot, _) => {
                self.odd.past_slots.add(at);
                return;
            }
            // Its word was noted.
            (Rejection::UnknownState, What::Call(said)) if step.extra.unknown_state(said).is_some() => {}
            _ => self.odd.rejected.add(at, subject),
        }
        self.mark(at, Event::Rejected(subject));
    }
}
