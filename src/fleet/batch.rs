//! Many events and many deadlines at a time: what is far away in memory is asked for ahead, for all of them at once.

use core::hint::black_box;

use super::storage::Content;
use super::tree::Due;
use super::{Fleet, Handle, Key, NoSuchCall, Place};
use crate::{Machine, Span, Step, Timestamp};

/// How many events or deadlines are looked at together. Our choice: enough for the memory to be busy, and few enough to stay in the nearest cache.
const TOGETHER: usize = 64;

impl<M: Machine> Fleet<'_, M> {
    /// Takes many events in, as [`Fleet::handle`] would one after the other, and calls `done` after each with its place in the slice, its call and
    /// its step. In a fleet that no cache holds this is twice as fast or more: no event waits for the memory alone.
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

    /// Reads what the events will need, each kind of memory for all of them before the next: so the reads do not wait for each other.
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

    /// Reads the deadlines of slots, then their calls: in two turns, since the more reads are under way the shorter each one's turn is.
    #[inline]
    fn touch(&self, slots: impl Iterator<Item = u32> + Clone) -> u32 {
        let generations = slots.clone().fold(0, |read, slot| read ^ self.tree.generation(slot).unwrap_or(0));
        slots.fold(generations, |read, slot| read ^ u32::from(self.call(slot).is_some()))
    }

    /// Wakes every call whose deadline is not after `now`, in order of time (of equal ones in the order of their places), and calls `done` after each with
    /// its handle, the call and its step. Afterwards [`Fleet::next_deadline`] is later than `now`, or never.
    pub fn expire(&mut self, now: Timestamp, mut done: impl FnMut(Handle, &M, &Step<M::Output>)) {
        let mut step = Step::new();
        loop {
            let due = self.next_due(now);
            if due.is_empty() {
                return;
            }
            black_box(self.touch(due.iter().map(|due| due.slot)));
            for Due { slot, .. } in due {
                if let (Some(handle), Some(call)) = (self.handle_of(slot), self.wake(slot, now, &mut step)) {
                    done(handle, call, &step);
                }
            }
        }
    }

    /// Wakes the one call whose deadline is the earliest, if it is not after `now`: for a host that has something to wait for in between.
    pub fn expire_next(&mut self, now: Timestamp) -> Option<(Handle, Step<M::Output>)> {
        let mut step = Step::new();
        loop {
            self.move_on(now);
            let slot = self.tree.first_due(now)?;
            let handle = self.handle_of(slot)?;
            if self.wake(slot, now, &mut step).is_some() {
                return Some((handle, step));
            }
        }
    }

    /// Wakes a call whose deadline has come. One whose deadline was beyond the horizon is not woken, and its deadline is kept anew.
    fn wake(&mut self, slot: u32, now: Timestamp, step: &mut Step<M::Output>) -> Option<&M> {
        let Place(Content::Call(call)) = self.places.get_mut(slot as usize)? else { return None };
        let is_due = call.next_deadline().is_some_and(|deadline| deadline.at <= now);
        if is_due {
            call.handle_into(now, &M::WAKE, step);
        }
        // By the law of progress it is later than `now`. A machine that breaks the law is woken no more, so that the fleet does not spin.
        let next = call.next_deadline().map(|deadline| deadline.at).filter(|next| *next > now);
        self.tree.arm(slot, next);
        is_due.then_some(call)
    }

    /// Brings the tree up to `now`.
    fn move_on(&mut self, now: Timestamp) {
        let Self { tree, places, .. } = self;
        tree.advance(now);
        if tree.is_behind(now) {
            tree.start_anew(now, &|slot| match places.get(slot as usize) {
                Some(Place(Content::Call(call))) => call.next_deadline().map(|deadline| deadline.at),
                Some(Place(Content::Vacant(_))) | None => None,
            });
        }
    }

    /// The next calls that are due, in order of time: those of a window that is as long as is good for so many at once.
    fn next_due(&mut self, now: Timestamp) -> heapless::Vec<Due, TOGETHER> {
        self.move_on(now);
        let mut due = heapless::Vec::new();
        let Some(first) = self.tree.first().filter(|first| *first <= now) else { return due };
        loop {
            let upto = first.saturating_add(Span::from_millis(self.window)).min(now);
            if self.tree.collect(upto, &mut due) {
                if due.len() < TOGETHER / 4 && upto < now {
                    self.window = self.window.saturating_mul(2).saturating_add(1);
                }
                break;
            }
            if self.window == 0 {
                // So many of the same millisecond that the others wait for the next time.
                break;
            }
            self.window /= 2;
            due.clear();
        }
        due.sort_unstable();
        due
    }
}
