//! What a story remembers of what did not count: repeated, late, rejected, refused, unreadable.

use call_lifecycle::{CallState, Rejection, ReportedState, Verdict};

use crate::change::{Change, Step, What};
use crate::escape::Text;
use crate::marks::Event;
use crate::odd::Refusal;
use crate::requests::Namesake;
use crate::side::Side;
use crate::story::Story;
use crate::subject::Subject;
use crate::trace::Act;
use crate::why;

impl Story {
    /// Verdicts that show trouble.
    pub(super) fn odd<S: Side>(&mut self, step: &Step<'_>, ended: bool) {
        let at = step.at;
        // Requests to an ended call are counted separately, with their answers.
        let to_ended = ended && matches!(step.what, What::Request { .. } | What::Response { .. } | What::Failed { .. });
        if to_ended || step.line.is_none() || matches!(step.what, What::Body(_)) {
            return;
        }
        if step.extra.namesake == Some(Namesake::Out) {
            self.odd.namesakes.add(at);
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

    /// Whether a second answer says something else than the first. It is remembered.
    pub(super) fn answered_otherwise(&mut self, at: u64, what: &What<'_>) -> bool {
        let What::Repeated { to, act, status, first: Some(first), other } = *what else { return false };
        let to = Text(to);
        let told = match (status, other) {
            (None, _) => format!("the {act} ({to}) was answered {first}, and then said to have no response"),
            (Some(status), Some(other)) => format!(
                "the {act} ({to}) was answered {first} with this call, and again {status} with another one, {other}"
            ),
            (Some(status), None) if status != first => {
                format!("the {act} ({to}) was answered {first}, and again {status}")
            }
            _ => return false,
        };
        self.odd.contradiction(at, || told);
        true
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
