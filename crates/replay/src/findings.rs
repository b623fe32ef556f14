//! The rest of the diagnosis: hang-ups, transfers, and what did not count.

use std::fmt::Write;

use call_lifecycle::{CallState, Cause};

use crate::change::Begin;
use crate::clock::span;
use crate::codes;
use crate::diagnosis::Sentences;
use crate::ending::QUIET;
use crate::escape::Text;
use crate::odd::Odd;
use crate::phrases::{self, code, several};
use crate::side::Side;
use crate::story::{HangUp, Story};
use crate::track::Track;

impl Sentences {
    pub(super) fn hang_up<S: Side>(&mut self, machine: &S, story: &Story) {
        let hang_ups = story.hang_ups;
        if hang_ups.count == 0 || S::IS_SERVICE {
            return;
        }
        match (story.hang_up_confirmed, story.ended) {
            (None, Some((at, Cause::HangUpUnconfirmed, _))) => self.say(&format!(
                "{} sent from {} on, none was confirmed: given up at {}; {}",
                several(hang_ups.count, "DELETE"),
                self.at(hang_ups.first),
                self.at(at),
                match story.true_end {
                    Some(end) => {
                        let result = machine.result();
                        let words =
                            result.and_then(codes::of).map_or_else(String::new, |(_, words)| format!(": {words}"));
                        format!("the call really ended at {}{}{words}", self.at(end), code(result))
                    }
                    None => "whether the call lives is not known".to_owned(),
                }
            )),
            (None, None) => match story.hang_up {
                HangUp::Out => {
                    self.say(&format!("the DELETE sent {} has had no answer yet", self.at(hang_ups.last)));
                }
                HangUp::Failed => self.say(&format!(
                    "no response came to the DELETE sent {}: whether the call lives is not known",
                    self.at(hang_ups.last)
                )),
                HangUp::Refused => self.say("the call was not hung up: the DELETE was refused"),
            },
            (Some(confirmed), Some((at, Cause::LocalHangUp, _))) if story.silent_end => self.say(&format!(
                "the DELETE was confirmed at {}, and no notification of the end came within {}: taken as ended at {}{}",
                self.at(confirmed),
                span(self.frame.terms.hang_up),
                self.at(at),
                story.true_end.map_or_else(String::new, |end| {
                    let with = machine.result().map_or_else(String::new, |result| format!(" with {result}"));
                    format!("; the end was notified at {}{with}", self.at(end))
                })
            )),
            (Some(confirmed), None) if machine.state() == CallState::Terminating => self.say(&format!(
                "the DELETE was confirmed at {}; the notification of the end is still to come",
                self.at(confirmed)
            )),
            _ => {}
        }
    }

    pub(super) fn transfer(&mut self, story: &Story) {
        if let Some((at, result)) = story.transfer_failed {
            let at = self.at(at);
            self.say(&format!("a transfer failed at {at}{}: the call is back to established", code(result)));
        }
        let before = story.states.len().checked_sub(2).and_then(|place| story.states.get(place));
        let (Some((_, state)), Some((end, cause, _))) = (before, story.ended) else { return };
        let under_way = matches!(state, CallState::Transferring | CallState::TransferAccepted);
        if under_way && matches!(cause, Cause::RemoteHangUp | Cause::Unknown | Cause::Failed) {
            self.say(&format!(
                "the call was {state} when it ended at {}: its end does not say whether the transfer succeeded",
                self.at(end)
            ));
        }
    }

    /// Where the log's service did something else than the machine.
    pub(super) fn differences<S: Side>(&mut self, story: &Story) {
        let differences = &story.differences;
        self.unheard::<S>(story);
        differences.told.iter().for_each(|told| self.say(told));
        match differences.count - differences.told.len() as u64 {
            0 => {}
            more => self.say(&format!("and {} of the log's service", several(more, "other difference"))),
        }
    }

    /// What the log's service should have notified, as an answer of it shows, and did not.
    fn unheard<S: Side>(&mut self, story: &Story) {
        let (log, last) = (&story.differences, self.frame.last);
        let unheard = |(at, _): &&(u64, CallState)| log.notified.is_none_or(|notified| notified < *at);
        let Some((at, state)) = story.states.iter().skip(1).find(unheard).copied() else { return };
        let quiet = last.saturating_sub(at);
        if S::IS_SERVICE && log.compared && quiet >= QUIET {
            let at = self.at(at);
            let quiet = span(quiet);
            self.say(&format!(
                "the service should have notified {state} at {at}, and the log has no notification since, in {quiet}"
            ));
        }
    }

    pub(super) fn notifications(&mut self, track: &Track, story: &Story) {
        if let (Some(sent), Begin::Adopted(_) | Begin::Incoming { .. }) = (story.created_late, track.begin) {
            self.say(&format!(
                "the application created the call at {}: its notifications overtook the answer",
                self.at(sent)
            ));
        }
        let again = story.odd.created_again;
        if again.count > 0 {
            let (creates, them) = match again.count {
                1 => (format!("the create sent {} was", self.at(again.first)), "it"),
                count => (format!("{count} creates sent {} were", self.when(again)), "them"),
            };
            let began = self.at(track.began);
            self.say(&format!("{creates} answered with this call, known since {began}: no other call came of {them}"));
        }
        let same = story.odd.namesakes;
        if same.count > 0 {
            self.say(&format!(
                "{} sent with the id of another request that was out, {}: answers were matched in the order of sending",
                several(same.count, "request"),
                self.when(same)
            ));
        }
        if let Some((at, state, result)) = story.live_result {
            let words = codes::of(result).map_or_else(String::new, |(_, words)| format!(": {words}"));
            self.say(&format!("notified with {result} at {} while {state}{words}", self.at(at)));
        }
        let odd = &story.odd;
        if odd.late.times.count > 0 {
            let example = match odd.late_state {
                Some((said, state)) => format!(", such as {said} when the call was {state}"),
                None => subjects(&odd.late),
            };
            self.say(&format!("{} late or out of order{example}: ignored", several(odd.late.times.count, "message")));
        }
        if odd.overtaken.times.count > 0 {
            self.say(&format!(
                "{} came only after a notification of what it says{}, {}",
                several(odd.overtaken.times.count, "first answer"),
                subjects(&odd.overtaken),
                self.when(odd.overtaken.times)
            ));
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
                self.when(odd.rejected.times)
            ));
        }
        if odd.unknown_states.count > 0 {
            let words: Vec<String> = odd.unknown_state_words.iter().map(|word| phrases::quoted(word)).collect();
            self.say(&format!(
                "{} with a state that is not known ({}), {}: ignored",
                several(odd.unknown_states.count, "message"),
                words.join(", "),
                self.when(odd.unknown_states)
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
                self.when(odd.unreadable),
                Text(odd.first_unreadable.as_deref().unwrap_or_default())
            ));
        }
        let backwards = story.backwards;
        if backwards.is_set_back() {
            self.say(&format!(
                "the trace's clock was set back by {} at {}: the times of {} lines from there on are not known",
                span(backwards.by),
                self.at(backwards.steps.first),
                backwards.lines
            ));
        } else if backwards.steps.count > 0 {
            self.say(&format!(
                "the trace's clock ran backwards {}, first at {}; --sort puts the lines in order",
                several(backwards.steps.count, "time"),
                self.at(backwards.steps.first)
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
