//! The diagnosis: operations that failed, or of which no end is known.

use call_lifecycle::{CompletionReason, OperationKind, OperationStatus};

use crate::clock::span;
use crate::codes;
use crate::diagnosis::Sentences;
use crate::operation::Operation;
use crate::phrases::{self, several};
use crate::side::Side;
use crate::story::Story;
use crate::track::Track;

/// How many operations are reported one by one.
const TOLD: usize = 8;

impl Sentences {
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
        if let Some((one, other)) = story.shared_context {
            self.say(&format!(
                "{one} and {other} were open at once with the same clientContext: give each request another one, since a notification that comes before the answer fits both"
            ));
        }
        if let Some((at, taken, meant)) = story.corrected {
            self.say(&format!(
                "what was notified was first taken for {taken}: the id in the answer of {} shows that it was about {meant}",
                self.at(at)
            ));
        }
        let unknown = story.odd.unknown_operations;
        if unknown.count > 0 {
            let notifications = several(unknown.count, "notification");
            let when = self.when(unknown);
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
        let (name, at) = (operation.name(), self.at(operation.requested));
        match (operation.ended, operation.reason) {
            (None, _) | (_, Some(CompletionReason::CallEnded))
                if operation.asked.is_some() && operation.told_after.is_none() =>
            {
                let Some((asked, status)) = operation.asked else { return };
                let (asked, result) = (self.at(asked), result_of(operation));
                self.say(&format!(
                    "{name}, asked for at {at}, had {status} by {asked}, as the answer to a GET says{result}; its end was not notified"
                ));
            }
            (Some(end), Some(CompletionReason::CallEnded)) => {
                let record = if operation.kind == OperationKind::Record {
                    ": no recording, and no notification will come"
                } else {
                    ""
                };
                let end = self.at(end);
                if let Some((told, status)) = operation.told_after {
                    let result = result_of(operation);
                    return self.say(&format!(
                        "{name}, asked for at {at}, ended with the call at {end}, and was notified as {status} at {} all the same{result}",
                        self.at(told)
                    ));
                }
                self.say(&format!(
                    "{name}, asked for at {at}, never completed: it ended with the call at {end}{record}"
                ));
            }
            // That no answer came is told elsewhere.
            (None, _) if !ended && is_unanswered(operation) && track.story.no_response.first == operation.requested => {
            }
            (None, _) if !ended && is_unanswered(operation) => self.say(&format!(
                "the trace has no response to {name}, asked for at {at}: whether it was started is not known"
            )),
            (None, _) if !ended && operation.overdue.is_some() && track.cancelled_after(operation).is_none() => {
                let due = operation.overdue.unwrap_or_default();
                let since = span(self.frame.last.saturating_sub(due));
                let due = self.at(due);
                self.say(&format!(
                    "{name}, asked for at {at}, should have ended by {due}, and no end was notified in the {since} since"
                ));
            }
            (None, _) if !ended => {
                let cancelled = track.cancelled_after(operation).map_or_else(String::new, |cancelled| {
                    format!(", though its cancel was answered at {}", self.at(cancelled))
                });
                if operation.endless && cancelled.is_empty() {
                    return self.say(&format!(
                        "{name}, asked for at {at}, loops until it is cancelled, and no cancel of it was answered"
                    ));
                }
                self.say(&format!("{name}, asked for at {at}, has not ended yet{cancelled}"));
            }
            (Some(end), Some(CompletionReason::OperationCanceled | CompletionReason::MediaOperationCanceled)) => {
                self.say(&format!("{name}, asked for at {at}, was cancelled at {}", self.at(end)));
            }
            (Some(end), reason) => {
                let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
                let result = result_of(operation);
                self.say(&format!("{name}, asked for at {at}, failed at {}{why}{result}", self.at(end)));
            }
            (None, _) => {}
        }
    }
}

/// Whether nothing shows that its request was answered.
fn is_unanswered(operation: &Operation) -> bool {
    !operation.accepted && operation.id.is_none() && operation.status == OperationStatus::NotStarted
}

/// The code of an operation's end and its message: ` (603/10024, "...")`.
fn result_of(operation: &Operation) -> String {
    let Some(result) = operation.result else { return String::new() };
    let message =
        operation.message.as_deref().map_or_else(String::new, |message| format!(", {}", phrases::quoted(message)));
    let words = match operation.reason {
        None | Some(CompletionReason::CallEnded | CompletionReason::Unknown | CompletionReason::UnspecifiedError) => {
            codes::of_operation(result).map_or_else(String::new, |words| format!(": {words}"))
        }
        Some(_) => String::new(),
    };
    format!(" ({result}{message}){words}")
}
