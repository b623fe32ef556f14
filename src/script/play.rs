//! How scripts are played, and what ties their events to a machine.

use std::vec::Vec;

use super::draw::once_in;
use super::events::Script;
use crate::fleet::Fleet;
use crate::{DeadlineKind, Id, Machine, Step, Timestamp};

/// A machine to which the events of a script are tied, so that they are such as may well come next.
///
/// Both ends implement it. Anyone who fuzzes another [`Machine`] may implement it for that.
pub trait Tied: Machine {
    /// What a host remembers of one call: what it was asked to send, and what it sent.
    type Memory: Default;

    /// The deadline at which a call is over. A script reaches it now and then only, so that calls
    /// live long.
    const LAST: DeadlineKind;

    /// The event as it may well come next at `now`.
    fn tied(&self, event: Self::Event, choice: u32, now: Timestamp, memory: &Self::Memory) -> Self::Event;

    /// Remembers an event and its step.
    fn remember(memory: &mut Self::Memory, now: Timestamp, event: &Self::Event, step: &Step<Self::Output>);
}

impl<E: Clone> Script<E> {
    /// Plays the script on one machine from `now` on, and shows each event with its step.
    pub fn play<M: Tied<Event = E>>(
        &self,
        machine: &mut M,
        now: Timestamp,
        mut each: impl FnMut(&M, Timestamp, &E, &Step<M::Output>),
    ) {
        let (mut latest, mut memory) = (now, M::Memory::default());
        for entry in self.entries() {
            let due = machine.next_deadline().filter(|due| due.kind != M::LAST || once_in(64, entry.choice));
            let now = entry.when.at(latest, due.map(|due| due.at));
            latest = latest.later(now);
            let event = machine.tied(entry.event.clone(), entry.choice, latest, &memory);
            let mut step = Step::new();
            machine.handle_into(now, &event, &mut step);
            M::remember(&mut memory, latest, &event, &step);
            each(machine, now, &event, &step);
        }
    }

    /// Plays the script on the calls of a fleet that have these ids, and shows each event with its
    /// step. What is due is woken first. A call that the fleet has no longer is left out.
    ///
    /// ```
    /// use arbitrary::{Arbitrary, Unstructured};
    /// use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
    /// use call_lifecycle::{Id, Timestamp, app, script::Script};
    ///
    /// let (ids, policy) = ([1, 2, 3].map(Id::from_u128), app::Policy::DEFAULT);
    /// let mut room = Room::<app::Call<'_, 4>, 4, { nodes_for(4) }, { entries_for(4) }>::new();
    /// let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage()).unwrap();
    /// ids.map(|id| fleet.insert(app::Call::outgoing(id, Timestamp::ZERO, &policy)).unwrap());
    /// let script = Script::<app::Event>::arbitrary(&mut Unstructured::new(&[150, 0, 1, 2]))?;
    /// script.play_fleet(&mut fleet, &ids, Timestamp::ZERO, |fleet, id, _now, _event, _step| {
    ///     assert!(fleet.get(id).is_some());
    /// });
    /// # Ok::<(), arbitrary::Error>(())
    /// ```
    pub fn play_fleet<M: Tied<Event = E>>(
        &self,
        fleet: &mut Fleet<'_, M>,
        ids: &[Id],
        now: Timestamp,
        mut each: impl FnMut(&Fleet<'_, M>, Id, Timestamp, &E, &Step<M::Output>),
    ) {
        let mut latest = now;
        let mut memories: Vec<M::Memory> = ids.iter().map(|_| M::Memory::default()).collect();
        for entry in self.entries() {
            let first = fleet.iter().filter_map(|(_, call)| call.next_deadline()).min_by_key(|due| due.at);
            let due = first.filter(|due| due.kind != M::LAST || once_in(64, entry.choice));
            let now = entry.when.at(latest, due.map(|due| due.at));
            latest = latest.later(now);
            fleet.wake_due(now, |_, call, step| {
                let known = ids.iter().position(|id| *id == call.id());
                if let Some(memory) = known.and_then(|index| memories.get_mut(index)) {
                    M::remember(memory, latest, &M::WAKE, step);
                }
            });
            let chosen = usize::try_from(entry.choice).ok().and_then(|choice| choice.checked_rem(ids.len()));
            let Some((index, &id)) = chosen.and_then(|index| Some((index, ids.get(index)?))) else { continue };
            let (Some(call), Some(memory)) = (fleet.get(id), memories.get_mut(index)) else { continue };
            let event = call.tied(entry.event.clone(), entry.choice, latest, memory);
            let Ok(step) = fleet.handle(now, id, event.clone()) else { continue };
            M::remember(memory, latest, &event, &step);
            each(fleet, id, now, &event, &step);
        }
    }
}
