//! What a step of a machine changes in what is tracked of its call: operations are named by their
//! places in its list, while the machine uses its slots again.

use call_lifecycle::{CallState, Slot, Timed};

use crate::change::{Asked, Change, OperationChange, Raw};
use crate::side::{Side, View};
use crate::track::Track;

impl Track {
    /// Handles the outputs of a step: names operations by their index, updates the list, and counts
    /// keepAlives.
    ///
    /// `asked` is the operation that the step's event started, and `proven` whether the event speaks of
    /// an operation.
    pub fn absorb<S: Side>(
        &mut self,
        machine: &S,
        at: u64,
        outputs: &[Timed<S::Output>],
        (asked, proven): (Option<&Asked<'_>>, bool),
        changes: &mut Vec<(u64, Change)>,
    ) {
        changes.clear();
        let mut touched = asked.is_some();
        let fresh = asked.and_then(|asked| {
            let slot = self.fresh_slot(machine, outputs)?;
            Some((slot, self.list(asked.kind, at, Some(asked))))
        });
        // A request that cuts in may end the operation whose slot it then takes.
        let mut handed_over = fresh.is_some_and(|(slot, _)| self.open_in(slot).is_none());
        for Timed { at, output, .. } in outputs {
            let at = at.as_millis();
            let mut operation = |track: &mut Self, slot: Slot, change: OperationChange| {
                touched = true;
                let place = match fresh {
                    Some((taken, place)) if taken == slot && handed_over => Some(place),
                    Some((taken, _)) if taken == slot => {
                        handed_over = matches!(change, OperationChange::Ended(_));
                        track.slots.get(slot)
                    }
                    _ => track.slots.get(slot),
                };
                let Some(place) = place else { return };
                track.note(place, at, change);
                track.operations[place].known |= proven && !matches!(change, OperationChange::EndedWithCall);
                if track.operations[place].known {
                    changes.push((at, Change::Operation(place, change)));
                }
            };
            match S::raw(output) {
                Raw::Plain(change) => {
                    match change {
                        Change::State { to, .. } => self.state = to,
                        Change::Ended { .. } => self.state = CallState::Terminated,
                        Change::KeepAliveSucceeded => self.succeeded += 1,
                        Change::KeepAliveFailed => self.failed += 1,
                        _ => {}
                    }
                    changes.push((at, change));
                }
                Raw::Answer(status, slot) => {
                    let place = slot.and_then(|slot| match fresh {
                        Some((_, place)) => Some(place),
                        None => self.slots.get(slot),
                    });
                    changes.push((at, Change::Answer { status, operation: place }));
                }
                Raw::Operation(slot, change) => operation(self, slot, change),
                Raw::Operations(slots, change) => slots.iter().for_each(|slot| operation(self, slot, change)),
                Raw::Ended(cause, slots) => {
                    slots.iter().for_each(|slot| operation(self, slot, OperationChange::EndedWithCall));
                    self.end_spares(at, changes);
                    self.state = CallState::Terminated;
                    changes.push((at, Change::Ended { cause }));
                }
            }
        }
        if let Some((slot, place)) = fresh {
            self.slots.set(slot, place);
        }
        if touched {
            self.look(machine);
        }
    }

    /// Copies what the machine knows about the operations in its slots.
    pub fn look<S: Side>(&mut self, machine: &S) {
        for view in machine.views() {
            if view.status.is_end() {
                self.slots.end_detached(view.slot);
            }
            let place = self.slots.get(view.slot).and_then(|place| self.operations.get_mut(place));
            if let Some(operation) = place {
                operation.id = view.id;
                operation.status = view.status;
                operation.reason = view.reason;
            }
        }
    }

    fn open_in(&self, slot: Slot) -> Option<usize> {
        self.slots.get(slot).filter(|place| self.operations[*place].ended.is_none())
    }

    /// The slot of a new operation: the answer names it, or it is one that has become open.
    fn fresh_slot<S: Side>(&self, machine: &S, outputs: &[Timed<S::Output>]) -> Option<Slot> {
        if S::IS_SERVICE {
            return outputs.iter().find_map(|timed| match S::raw(&timed.output) {
                Raw::Answer(_, slot) => slot,
                _ => None,
            });
        }
        let is_fresh = |view: &View| {
            !view.status.is_end() && self.open_in(view.slot).is_none() && !self.slots.is_detached(view.slot)
        };
        machine.views().find(is_fresh).map(|view| view.slot)
    }
}
