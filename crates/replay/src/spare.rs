//! Operations past the machine's slots. The replay tracks them, so that none is missing from the
//! summary.

use call_lifecycle::{ClientContext, Id, OperationKind, OperationReport, OperationStatus};

use crate::change::{Change, OperationChange};
use crate::operation::{Name, Operation, Spare};
use crate::track::Track;

impl Track {
    /// Adds an operation that found no slot, by its index in the list.
    pub fn keep_spare(&mut self, kind: OperationKind, context: Option<ClientContext>, at: u64) -> usize {
        let place = self.list(kind, at, None);
        self.spares.push(Spare { place, context, corrected: false });
        place
    }

    /// Whether the operation at this place is one of these.
    pub fn is_spare(&self, place: usize) -> bool {
        self.spares.iter().any(|spare| spare.place == place)
    }

    /// Whether it is one that lost its slot, and has not ended.
    pub fn is_corrected(&self, place: usize) -> bool {
        let open = self.operations.get(place).is_some_and(|operation| operation.ended.is_none());
        open && self.spares.iter().any(|spare| spare.place == place && spare.corrected)
    }

    /// The operation at this place is no longer in the list.
    pub(super) fn forget_spare(&mut self, place: usize) {
        self.spares.retain(|spare| spare.place != place);
    }

    /// Whether a notification is about one of these: `None`, or whether it was corrected. One that
    /// the machine has matched with something can be meant by its id only.
    pub fn spare_notified(
        &mut self,
        at: u64,
        said: &OperationReport,
        matched: bool,
        changes: &mut Vec<(u64, Change)>,
    ) -> Option<bool> {
        let found = self.spares.iter().rev().find(|spare| match (said.id, self.operations[spare.place].id) {
            (Some(said), Some(known)) => said == known,
            _ => !matched && said.context.is_some() && said.context == spare.context,
        });
        let Spare { place, corrected, .. } = *found?;
        self.spare_said(place, at, said, changes);
        Some(corrected)
    }

    /// The answer to the request of the operation at `place` names its id. If a notification with
    /// that id was taken for another operation of the same `clientContext`, or one with another id
    /// for this operation, the two change places. Returns what was wrong: the name that was taken,
    /// and the one that was meant.
    pub fn correct(&mut self, place: usize, id: Id) -> Option<(Name, Name)> {
        let answered = self.operations.get(place)?;
        answered.context?;
        let shares = |other: &Operation| other.context == answered.context;
        let others =
            || self.operations.iter().enumerate().filter(|(other, operation)| *other != place && shares(operation));
        let holder = others().find(|(_, other)| other.id == Some(id)).map(|(holder, _)| holder);
        let is_other = answered.id.is_some_and(|known| known != id);
        let (taken, meant) = match holder {
            Some(holder) if answered.id.is_none() || is_other => (holder, place),
            None if is_other => (place, others().find(|(_, other)| other.id.is_none() && other.ended.is_none())?.0),
            _ => return None,
        };
        let names = (self.operations[taken].name(), self.operations[meant].name());
        let told = self.operations[taken].told();
        let other = self.operations[meant].told();
        self.operations[taken].set_told(other);
        self.operations[meant].set_told(told);
        // Where only one of them was notified, the slot of the other is nobody's.
        let is_lone = self.operations[taken].ended.is_none();
        self.slots.exchange(taken, meant, is_lone);
        if is_lone {
            let context = self.operations[taken].context;
            self.spares.push(Spare { place: taken, context, corrected: true });
        }
        Some(names)
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
