//! The operations of a call, as they are read: those that are open, and those that have ended.

use call_lifecycle::{CompletionReason, Id, OperationReport, OperationStatus, Outcome};
use serde_json::{Value, json};

use super::answer::{self, Answer};
use super::desk::Desk;
use super::file::{File, Written};
use super::planned::view;
use super::{Call, Exchange};

/// How many of a call's operations can still be read once they have ended. (No page has a figure:
/// our choice.)
const LEFT: usize = 16;

/// What is said of an operation that has ended.
pub fn ended(outcome: Outcome) -> OperationReport {
    let mut report = OperationReport::NONE.with_status(outcome.status);
    (report.reason, report.result) = (outcome.reason, outcome.reason.and_then(CompletionReason::result));
    report
}

impl File {
    /// Notes how an operation has ended, and returns its texts. Forgets the oldest of those that
    /// have ended if there are too many.
    pub fn end(&mut self, id: Id, outcome: Outcome) -> Option<Written> {
        let written = self.operations.iter_mut().find(|written| written.id == id && written.outcome.is_none())?;
        written.outcome = Some(outcome);
        let written = written.clone();
        let is_over = |written: &Written| written.outcome.is_some();
        if self.operations.iter().filter(|written| is_over(written)).count() > LEFT {
            let oldest = self.operations.iter().position(is_over);
            oldest.map(|oldest| self.operations.remove(oldest));
        }
        Some(written)
    }
}

impl Desk {
    /// The location and the token of the recording that an operation has left behind.
    pub fn recorded(&self, written: &Written) -> Option<(String, String)> {
        let complete = written.outcome.is_some_and(|outcome| outcome.status == OperationStatus::Completed);
        (complete && written.recording.is_some()).then(|| self.recordings.announced(self.seed, written.id))
    }

    /// An operation as a GET shows it: with all that its notification had.
    fn shown(&self, call: &Call, written: &Written) -> Value {
        let report = match (written.outcome, view(call, written.id)) {
            (Some(outcome), _) => ended(outcome),
            (None, view) => {
                OperationReport::NONE.with_status(view.map_or(OperationStatus::Running, |view| view.status))
            }
        };
        let recording = self.recorded(written);
        let recording = recording.as_ref().map(|(location, token)| (&**location, &**token));
        answer::operation(call.id(), written, report, recording)
    }
}

impl Exchange {
    /// Answers a GET of an operation. 8522 is for calls: an operation that is not there has no inner
    /// code.
    pub(super) fn read_operation(&mut self, id: Id, operation: Id) -> Answer {
        let shown = self.fleet.get(id).zip(self.desk.files.get(&id)).and_then(|(call, file)| {
            let written = file.operation(operation)?;
            Some(self.desk.shown(call, written))
        });
        let answer = match shown {
            Some(shown) => Answer::of(200, shown),
            None => {
                self.error(404, &format!("Operation not found. Of those that have ended the last {LEFT} can be read."))
            }
        };
        self.noted(id, "getOperation", answer)
    }

    /// Answers a GET of all operations of a call: the open ones, and those that have ended.
    pub(super) fn read_operations(&mut self, id: Id) -> Answer {
        let Some((call, file)) = self.fleet.get(id).zip(self.desk.files.get(&id)) else { return self.not_found() };
        let all: Vec<Value> = file.operations.iter().map(|written| self.desk.shown(call, written)).collect();
        self.noted(id, "getOperations", Answer::of(200, json!({ "value": all })))
    }

    /// Notes in the timeline that something was read.
    fn noted(&mut self, id: Id, word: &'static str, answer: Answer) -> Answer {
        if let Some(file) = self.desk.files.get_mut(&id) {
            file.timeline.request(self.now, word, answer.status);
        }
        answer
    }
}
