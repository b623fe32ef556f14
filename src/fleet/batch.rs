//! Many events at a time: memory is read ahead for all of them at once.

use core::hint::black_box;

use super::{Fleet, Key, NoSuchCall};
use crate::{Machine, Step, Timestamp};

/// How many events or deadlines are read ahead together: enough to keep the memory busy, and few
/// enough to stay in the nearest cache.
pub(super) const TOGETHER: usize = 64;

impl<M: Machine> Fleet<'_, M> {
    /// Handles many events, as [`Fleet::handle`] would one after the other, and calls `done` after
    /// each with its index in the slice, its call and its step. In a fleet that does not fit in the
    /// cache this is twice as fast or more: the events wait for the memory together.
    pub fn handle_all<K: Key>(
        &mut self,
        now: Timestamp,
        events: &[(K, M::Event)],
        mut done: impl FnMut(usize, Result<(&M, &Step<M::Output>), NoSuchCall>),
    ) {
        let mut step = Step::new();
        let mut index = 0_usize;
        for events in events.chunks(TOGETHER) {
            let guesses = self.look_ahead(events);
            for ((key, event), guess) in events.iter().zip(guesses) {
                let slot = key.confirm(guess, self).filter(|slot| self.handle_at(*slot, now, event, &mut step));
                let call = slot.and_then(|slot| self.call(slot));
                done(index, call.map(|call| (call, &step)).ok_or(NoSuchCall));
                index = index.wrapping_add(1);
            }
        }
    }

    /// Reads what the events will need, one kind of memory for all of them before the next, so that
    /// the reads do not wait for each other.
    fn look_ahead<K: Key>(&self, events: &[(K, M::Event)]) -> [u32; TOGETHER] {
        let mut found = [0; TOGETHER];
        let mut read = 0_u32;
        for (found, (key, _)) in found.iter_mut().zip(events) {
            *found = key.begin(self);
        }
        for begun in found.iter().take(events.len()) {
            read ^= K::touch(*begun, self);
        }
        for (found, (key, _)) in found.iter_mut().zip(events) {
            *found = key.guess(*found, self);
        }
        black_box(read ^ self.touch(found.iter().take(events.len()).copied()));
        found
    }

    /// Reads the deadlines of slots, then their calls, in two passes: the more reads are under way,
    /// the less time each one takes.
    #[inline]
    pub(super) fn touch(&self, slots: impl Iterator<Item = u32> + Clone) -> u32 {
        let generations = slots.clone().fold(0, |read, slot| read ^ self.tree.generation(slot).unwrap_or(0));
        slots.fold(generations, |read, slot| read ^ u32::from(self.call(slot).is_some()))
    }
}
