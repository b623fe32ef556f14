//! Waking what is due, in order of time.

use core::hint::black_box;

use heapless::binary_heap::{BinaryHeap, Min};

use super::batch::TOGETHER;
use super::storage::Content;
use super::tree::walk::Due;
use super::{Fleet, Handle, Place};
use crate::time::Span;
use crate::{Machine, Step, Timestamp};

impl<'s, M: Machine> Fleet<'s, M> {
    /// Wakes every call whose deadline is not after `now`, in order of time and then of place, and
    /// calls `done` after each with its handle, the call and its step. Afterwards
    /// [`Fleet::next_deadline`] is later than `now`, or never.
    pub fn wake_due(&mut self, now: Timestamp, mut done: impl FnMut(Handle, &M, &Step<M::Output>)) {
        let mut step = Step::new();
        loop {
            let mut taken = self.take_due(now);
            if taken.due.is_empty() {
                return;
            }
            black_box(taken.fleet.touch(taken.due.iter().map(|due| due.slot)));
            while let Some((handle, call)) = taken.wake_next(now, &mut step) {
                if let Some(call) = call {
                    done(handle, call, &step);
                }
            }
        }
    }

    /// Wakes the call with the earliest deadline, if it is not after `now`. This is for a host that
    /// has to wait between calls.
    pub fn wake_next(&mut self, now: Timestamp) -> Option<(Handle, Step<M::Output>)> {
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

    /// Wakes a call whose deadline has come. One whose deadline was beyond the horizon is not
    /// woken, and its deadline is stored again.
    fn wake(&mut self, slot: u32, now: Timestamp, step: &mut Step<M::Output>) -> Option<&M> {
        let Place(Content::Call(call)) = self.places.get_mut(slot as usize)? else { return None };
        let is_due = call.next_deadline().is_some_and(|deadline| deadline.at <= now);
        if is_due {
            call.handle_into(now, &M::WAKE, step);
        }
        // By the law of progress it is later than `now`. A machine that breaks the law is not woken again, so that the fleet does not spin.
        let next = call.next_deadline().map(|deadline| deadline.at).filter(|next| *next > now);
        self.tree.arm(slot, next);
        is_due.then_some(call)
    }

    /// Brings the tree up to `now`.
    fn move_on(&mut self, now: Timestamp) {
        let Self { tree, places, .. } = self;
        tree.advance(now);
        if tree.is_away(now) {
            tree.start_anew(now, &|slot| Some(places.get(slot as usize)?.call()?.next_deadline()?.at));
        }
    }

    /// Takes out the next deadlines that are not after `now`, from a window of time that suits a
    /// batch.
    fn take_due(&mut self, now: Timestamp) -> Taken<'_, 's, M> {
        self.move_on(now);
        let mut due = BinaryHeap::new();
        // Read again in each round: one from beyond the horizon may have come first, and lies later once its deadline is stored again.
        while let Some(first) = self.tree.first().filter(|first| *first <= now) {
            let upto = first.saturating_after(Span::from_millis(self.window)).min(now);
            if self.tree.take_until(upto, &mut due) {
                if due.len() < TOGETHER / 4 && upto < now {
                    self.window = self.window.saturating_mul(2).saturating_add(1);
                }
                break;
            }
            if self.window == 0 {
                // There are so many of the same millisecond that the others wait for the next round.
                break;
            }
            self.window /= 2;
            due.iter().for_each(|due: &Due| self.rearm(due.slot));
            due.clear();
        }
        Taken { fleet: self, due }
    }
}

/// Calls whose deadlines were taken out, the earliest first. Those that were not woken get them
/// back, even if the host's closure panics.
struct Taken<'f, 's, M: Machine> {
    fleet: &'f mut Fleet<'s, M>,
    due: BinaryHeap<Due, Min, TOGETHER>,
}

impl<M: Machine> Taken<'_, '_, M> {
    /// Wakes the next one. Returns `None` if its deadline had not come.
    fn wake_next(&mut self, now: Timestamp, step: &mut Step<M::Output>) -> Option<(Handle, Option<&M>)> {
        let Self { fleet, due } = self;
        let slot = due.peek()?.slot;
        let handle = fleet.handle_of(slot)?;
        let call = fleet.wake(slot, now, step);
        due.pop();
        Some((handle, call))
    }
}

impl<M: Machine> Drop for Taken<'_, '_, M> {
    fn drop(&mut self) {
        let Self { fleet, due } = self;
        due.iter().for_each(|due| fleet.rearm(due.slot));
    }
}
