//! The rest of the diagnosis: hang-ups, operations, and what did not count.

use std::fmt::Write;

use call_lifecycle::{CallState, Cause, CompletionReason, OperationKind, OperationStatus};

use crate::change::Begin;
use crate::diagnosis::{Sentences, when};
use crate::odd::Odd;
use crate::phrases::{code, several};
use crate::side::Side;
use crate::story::{HangUp, Story};
use crate::trace::Act;
use crate::track::{Operation, Track};

/// How many operations are reported one by one.
const TOLD: usize = 8;

impl Sentences<'_> {
    pub(super) fn hang_up<S: Side>(&mut self, machine: &S, story: &Story) {
        let clock = self.clock;
        let hang_ups = story.hang_ups;
        if hang_ups.count == 0 || S::IS_SERVICE {
            return;
        }
        let first = clock.brief(hang_ups.first);
        match (story.hang_up_confirmed, story.ended) {
            (None, Some((at, Cause::HangUpUnconfirmed, _))) => self.say(&format!(
                "{} sent from {first} on, none was confirmed: given up at {}; whether the call lives is not known",
                several(hang_ups.count, "DELETE"),
                clock.brief(at)
            )),
            (None, None) => match story.hang_up {
                HangUp::Out => {
                    self.say(&format!("the DELETE sent {} has had no answer yet", clock.brief(hang_ups.last)));
                }
                HangUp::Failed => self.say(&format!(
                    "no response came to the DELETE sent {}: whether the call lives is not known",
                    clock.brief(hang_ups.last)
                )),
                HangUp::Refused => self.say("the call was not hung up: the DELETE was refused"),
            },
            (Some(confirmed), Some((at, Cause::LocalHangUp, _))) if story.silent_end => self.say(&format!(
                "the DELETE was confirmed at {}, and no notification of the end came within 60 s: taken as ended at {}",
                clock.brief(confirmed),
                clock.brief(at)
            )),
            (Some(confirmed), None) if machine.state() == CallState::Terminating => self.say(&format!(
                "the DELETE was confirmed at {}; the notification of the end is still to come",
                clock.brief(confirmed)
            )),
            _ => {}
        }
    }

    pub(super) fn transfer(&mut self, story: &Story) {
        if let Some((at, result)) = story.transfer_failed {
            let at = self.clock.brief(at);
            self.say(&format!("a transfer failed at {at}{}: the call is back to established", code(result)));
        }
    }

    pub(super) fn operations<S: Side>(&mut self, machine: &S, track: &Track, story: &Story) {
        let ended = machine.cause().is_some();
        let failed = |operation: &&Operation| {
            let status = operation.reason.map_or(operation.status, CompletionReason::status);
            operation.ended.is_none() || status != OperationStatus::Completed
        };
        let mut all = track.listed().filter(failed);
        all.by_ref().take(TOLD).for_each(|operation| self.operation(track, operation, ended));
        match all.count() {
            0 => {}
            1 => self.say("and 1 other operation that did not complete"),
            more => self.say(&format!("and {more} other operations that did not complete")),
        }
        let unknown = story.odd.unknown_operations;
        if unknown.count > 0 {
            let notifications = several(unknown.count, "notification");
            let when = when(self.clock, unknown);
            self.say(&format!("{notifications} of an operation that the trace did not ask for, {when}"));
        }
        if story.odd.past_slots.count > 0 {
            let most = call_lifecycle::Slots::MAX;
            self.say(&format!(
                "more than {most} operations were open at once: the others are only listed, with what was said of them"
            ));
        }
    }

    fn operation(&mut self, track: &Track, operation: &Operation, ended: bool) {
        let (name, at) = (operation.name(), self.clock.brief(operation.requested));
        match (operation.ended, operation.reason) {
            (Some(end), Some(CompletionReason::CallEnded)) => {
                let record = if operation.kind == OperationKind::Record {
                    ": no recording, and no notification will come"
                } else {
                    ""
                };
                let end = self.clock.brief(end);
                self.say(&format!(
                    "{name}, asked for at {at}, never completed: it ended with the call at {end}{record}"
                ));
            }
            (None, _) if !ended => {
                let cancelled = track.cancelled_after(operation).map_or_else(String::new, |cancelled| {
                    format!(", though its cancel was answered at {}", self.clock.brief(cancelled))
                });
                self.say(&format!("{name}, asked for at {at}, has not ended yet{cancelled}"));
            }
            (Some(end), Some(CompletionReason::OperationCanceled | CompletionReason::MediaOperationCanceled)) => {
                self.say(&format!("{name}, asked for at {at}, was cancelled at {}", self.clock.brief(end)));
            }
            (Some(end), reason) => {
                let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
                self.say(&format!("{name}, asked for at {at}, failed at {}{why}", self.clock.brief(end)));
            }
            (None, _) => {}
        }
    }

    /// What the service refused.
    pub(super) fn refusals(&mut self, story: &Story) {
        for refusal in &story.odd.refusals {
            let (act, at, status) = (refusal.act, self.clock.brief(refusal.at), refusal.status);
            let why = refusal.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            let act = if act == Act::Other { "request".to_owned() } else { act.to_string() };
            self.say(&format!("the {act} sent {at} was refused with {status}{why}"));
        }
        match story.odd.refused.count.saturating_sub(story.odd.refusals.len() as u64) {
            0 => {}
            1 => self.say("and 1 other request was refused"),
            more => self.say(&format!("and {more} other requests were refused")),
        }
    }

    pub(super) fn notifications(&mut self, track: &Track, story: &Story) {
        let clock = self.clock;
        if let (Some(sent), Begin::Adopted(_) | Begin::Incoming) = (story.created_late, track.begin) {
            self.say(&format!(
                "the application created the call at {}: its notifications overtook the answer",
                clock.brief(sent)
            ));
        }
        let odd = &story.odd;
        if odd.late.times.count > 0 {
            let example = match odd.late_state {
                Some((said, state)) => format!(", such as {said} when the call was {state}"),
                None => subjects(&odd.late),
            };
            self.say(&format!("{} late or out of order{example}: ignored", several(odd.late.times.count, "message")));
        }
        if odd.repeated.times.count > 0 {
            let what = subjects(&odd.repeated);
            self.say(&format!(
                "{} repeated what was known{what}: ignored",
                several(odd.repeated.times.count, "message")
            ));
        }
        if odd.rejected.times.count > 0 {
            self.say(&format!(
                "{} not possible at that point{}, {}: ignored",
                several(odd.rejected.times.count, "message"),
                subjects(&odd.rejected),
                when(clock, odd.rejected.times)
            ));
        }
        if odd.unreadable.count > 0 {
            self.say(&format!(
                "{} of the call could not be read, {}: {}",
                if odd.unreadable.count == 1 {
                    "1 entry".to_owned()
                } else {
                    format!("{} entries", odd.unreadable.count)
                },
                when(clock, odd.unreadable),
                odd.first_unreadable.as_deref().unwrap_or_default()
            ));
        }
        if story.backwards.count > 0 {
            self.say(&format!(
                "the trace's clock ran backwards {}, first at {}",
                several(story.backwards.count, "time"),
                clock.brief(story.backwards.first)
            ));
        }
    }
}

/// What they were about, in brackets.
fn subjects(odd: &Odd) -> String {
    let mut all = String::new();
    for subject in &odd.subjects {
        let _ = write!(all, "{}{subject}", if all.is_empty() { " (" } else { ", " });
    }
    if !all.is_empty() {
        all.push(')');
    }
    all
}
