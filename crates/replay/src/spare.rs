//! Operations past the machine's slots. The replay tracks them, so that none is missing from the
//! summary.

use call_lifecycle::{ClientContext, CompletionReason, OperationKind, OperationReport, OperationStatus, Outcome};

use crate::change::{Change, OperationChange};
use crate::track::Track;

/// Such an operation: its index in the call's list, and what identifies its notifications before
/// its id is known.
#[derive(Clone, Copy, Debug)]
pub struct Spare {
    place: usize,
    context: Option<ClientContext>,
}

impl Track {
    /// Adds an operation that found no slot, by its index in the list.
    pub fn keep_spare(&mut self, kind: OperationKind, context: Option<ClientContext>, at: u64) -> usize {
        let place = self.list(kind, at, None);
        self.spares.push(Spare { place, context });
        place
    }

    /// Whether the operation at this place is one of these.
    pub fn is_spare(&self, place: usize) -> bool {
        self.spares.iter().any(|spare| spare.place == place)
    }

    /// The operation at this place is no longer in the list.
    pub(super) fn forget_spare(&mut self, place: usize) {
        self.spares.retain(|spare| spare.place != place);
    }

    /// Whether a notification that the machine cannot match is about one of these.
    pub fn spare_notified(&mut self, at: u64, said: &OperationReport, changes: &mut Vec<(u64, Change)>) -> bool {
        let found = self.spares.iter().rev().find(|spare| match (said.id, self.operations[spare.place].id) {
            (Some(said), Some(known)) => said == known,
            _ => said.context.is_some() && said.context == spare.context,
        });
        let Some(place) = found.map(|spare| spare.place) else { return false };
        self.spare_said(place, at, said, changes);
        true
    }

    /// An answer or a notification says this about the operation at this index.
    pub fn spare_said(&mut self, place: usize, at: u64, said: &OperationReport, changes: &mut Vec<(u64, Change)>) {
        let operation = &mut self.operations[place];
        operation.id = said.id.or(operation.id);
        if operation.ended.is_some() {
            return;
        }
        let change = if said.is_end() {
            OperationChange::Ended(said.judge(operation.kind))
        } else if said.status == Some(OperationStatus::Running) && operation.status != OperationStatus::Running {
            operation.status = OperationStatus::Running;
            OperationChange::Running
        } else {
            return;
        };
        self.note(place, at, change);
        changes.push((at, Change::Operation(place, change)));
    }

    /// They end with their call.
    pub(super) fn end_spares(&mut self, at: u64, changes: &mut Vec<(u64, Change)>) {
        for index in 0..self.spares.len() {
            let place = self.spares[index].place;
            if self.operations[place].ended.is_none() {
                self.note(place, at, OperationChange::EndedWithCall);
                changes.push((at, Change::Operation(place, OperationChange::EndedWithCall)));
            }
        }
    }
}

/// What a change means for an operation that it ends.
pub(super) fn outcome_of(change: OperationChange) -> Option<Outcome> {
    match change {
        OperationChange::Ended(outcome) => Some(outcome),
        OperationChange::EndedWithCall => Some(Outcome::of(CompletionReason::CallEnded)),
        OperationChange::Cancelled => Some(Outcome::of(CompletionReason::MediaOperationCanceled)),
        OperationChange::Accepted
        | OperationChange::Running
        | OperationChange::Phase(..)
        | OperationChange::Overdue => None,
    }
}
