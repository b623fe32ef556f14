//! A map of calls, and a binary heap of their deadlines: what is in the heap and true no more is
//! dropped when it comes up, or when there is too much of it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::BuildHasher;

use call_lifecycle::app::Policy;
use call_lifecycle::{Id, Timestamp};

use super::calls::{Event, Setup};
use super::host::{Fleet, Wishes};
use super::peer::Call;

pub struct Heap<S> {
    calls: HashMap<u128, Call, S>,
    due: BinaryHeap<Reverse<(Timestamp, u128)>>,
    policy: &'static Policy,
}

impl<S: BuildHasher + Default> Heap<S> {
    pub fn new(setup: &Setup) -> Self {
        let mut calls = HashMap::with_capacity_and_hasher(setup.calls(), S::default());
        calls.extend(Call::all(setup).map(|(id, call)| (id.as_u128(), call)));
        let due = calls.iter().map(|(id, call): (&u128, &Call)| Reverse((call.due, *id))).collect();
        Self { calls, due, policy: setup.policy }
    }

    fn arm(&mut self, id: u128, due: Timestamp) {
        self.due.push(Reverse((due, id)));
        if self.due.len() > 2 * self.calls.len() {
            self.due.clear();
            self.due.extend(self.calls.iter().map(|(id, call)| Reverse((call.due, *id))));
        }
    }

    /// Without what is true no more.
    fn first(&mut self) -> Option<(Timestamp, u128)> {
        loop {
            let Reverse((at, id)) = *self.due.peek()?;
            if self.calls.get(&id).is_some_and(|call| call.due == at) {
                return Some((at, id));
            }
            self.due.pop();
        }
    }
}

impl<S: BuildHasher + Default> Fleet for Heap<S> {
    type Key = Id;

    fn keys(&self, setup: &Setup) -> Vec<Id> {
        setup.ids.clone()
    }

    fn handle(&mut self, now: Timestamp, id: Id, event: Event, _wishes: &mut Wishes<Id>) {
        let Some(call) = self.calls.get_mut(&id.as_u128()) else { return };
        let before = call.due;
        call.handle(now, id, event, self.policy);
        let after = call.due;
        if after != before {
            self.arm(id.as_u128(), after);
        }
    }

    fn next_deadline(&mut self) -> Option<Timestamp> {
        self.first().map(|(at, _)| at)
    }

    fn wake_due(&mut self, now: Timestamp, wishes: &mut Wishes<Id>) {
        while let Some((_, id)) = self.first().filter(|(at, _)| *at <= now) {
            self.due.pop();
            let Some(call) = self.calls.get_mut(&id) else { continue };
            let number = call.wake(now, self.policy);
            let due = call.due;
            self.arm(id, due);
            wishes.push((Id::from_u128(id), number));
        }
    }

    fn fingerprint(&mut self) -> u64 {
        self.calls.iter().fold(0, |sum, (id, call)| sum.wrapping_add(call.fingerprint(Id::from_u128(*id))))
    }
}
