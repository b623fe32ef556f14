//! How an operation at the service's end has gone so far, after each line of the diary.

use std::rc::Rc;

use call_lifecycle::record::{Profile, RecordPhase};
use call_lifecycle::service::OperationView;
use call_lifecycle::{CompletionReason, OperationStatus, Outcome};

use super::Time;
use super::outcomes::{by_reason, media};
use super::service_diary::{Line, Operation};

use RecordPhase::{Ended, Listening, Pausing, Queued, Speaking};

/// An operation, and what the diary says of it.
#[derive(Clone, Debug)]
pub struct Course {
    pub operation: Rc<Operation>,
    /// The phase that it entered last, and when.
    pub entered: Option<(Time, RecordPhase)>,
    /// When it entered the first of the three phases that record.
    pub records_from: Option<Time>,
    /// How it has ended: what was said first.
    outcome: Option<Outcome>,
}

/// Whether the phase is one of the three that record.
pub fn recording(phase: RecordPhase) -> bool {
    [Listening, Speaking, Pausing].contains(&phase)
}

impl Course {
    pub fn number(&self) -> usize {
        self.operation.number
    }

    pub fn has_ended(&self) -> bool {
        self.outcome.is_some()
    }

    pub fn is_media(&self) -> bool {
        media(self.operation.kind)
    }

    /// The phase of a media operation: the last that it entered, if it has not ended.
    pub fn phase(&self) -> RecordPhase {
        if self.has_ended() { Ended } else { self.entered.map_or(Queued, |(_, phase)| phase) }
    }

    fn end(&mut self, outcome: Outcome) {
        self.outcome.get_or_insert(outcome);
    }

    /// What the machine should show of it.
    pub fn view(&self) -> OperationView {
        let (operation, outcome, phase) = (&self.operation, self.outcome, self.phase());
        let mut view = OperationView::new(operation.slot, operation.kind, operation.id);
        view.context = operation.context;
        view.status = match (outcome, phase) {
            (Some(outcome), _) => outcome.status,
            (None, Queued) if self.is_media() => OperationStatus::NotStarted,
            (None, _) => OperationStatus::Running,
        };
        view.reason = outcome.and_then(|outcome| outcome.reason);
        view.phase = self.is_media().then_some(phase);
        // Of no meaning but for a recording.
        view.profile = operation.request.map_or(Profile::RecordResponse, |request| request.profile);
        view
    }
}

/// What a line says of the operations.
pub fn next(courses: &mut Vec<Course>, at: Time, line: &Line) {
    match line {
        Line::Opened(operation) => {
            courses.push(Course { operation: Rc::clone(operation), entered: None, records_from: None, outcome: None });
        }
        Line::Entered { number, phase, .. } => {
            let course = &mut courses[*number];
            course.entered = Some((at, *phase));
            if recording(*phase) {
                course.records_from.get_or_insert(at);
            }
        }
        Line::Ended { number, outcome } => courses[*number].end(*outcome),
        Line::EndedWithCall(numbers) => {
            for number in numbers {
                courses[*number].end(by_reason(CompletionReason::CallEnded));
            }
        }
        _ => {}
    }
}
