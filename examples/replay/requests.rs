//! The requests of a trace, by their ids: those that are out, and those that were answered lately.

use std::collections::VecDeque;
use std::rc::Rc;

use call_lifecycle::app::Token;
use hashbrown::HashMap;

use super::act::Act;

/// A request that is out.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    /// None for a request about no call, such as one that creates a call.
    pub call: Option<usize>,
    pub act: Act,
    pub token: Token,
    pub sent: u64,
    /// Its place among the operations of its call.
    pub operation: Option<usize>,
}

/// How many requests that never had an answer are remembered: this many, and so many for each call.
const OUT: usize = 65_536;
const OUT_PER_CALL: usize = 64;
/// How many answered requests are remembered, so that a second answer is known as such.
const ANSWERED: usize = 4_096;

#[derive(Debug, Default)]
pub struct Requests {
    /// Each with its number, so that the oldest can be forgotten.
    out: HashMap<Rc<str>, (u64, Out)>,
    /// Each with the call that it was about.
    answered: HashMap<Rc<str>, Option<usize>>,
    answered_order: VecDeque<Rc<str>>,
    number: u64,
}

impl Requests {
    /// The request of this id, if it is out.
    pub fn out(&self, id: &str) -> Option<&Out> {
        self.out.get(id).map(|(_, out)| out)
    }

    /// Takes the request of this id, to be given back by [`Self::answered`].
    pub fn take(&mut self, id: &str) -> Option<(Rc<str>, Out)> {
        self.out.remove_entry(id).map(|(id, (_, out))| (id, out))
    }

    /// The call that an answered request was about, if it is remembered.
    pub fn answered_for(&self, id: &str) -> Option<Option<usize>> {
        self.answered.get(id).copied()
    }

    /// A request was sent. `calls` is how many calls there are.
    pub fn sent(&mut self, id: &str, out: Out, calls: usize) {
        self.number += 1;
        if self.out.len() >= OUT.max(OUT_PER_CALL * calls) {
            // Half of them at once, so that this is rare.
            let mut numbers: Vec<u64> = self.out.values().map(|(number, _)| *number).collect();
            let middle = numbers.len() / 2;
            let oldest_kept = *numbers.select_nth_unstable(middle).1;
            self.out.retain(|_, (number, _)| *number >= oldest_kept);
        }
        self.out.insert(Rc::from(id), (self.number, out));
    }

    /// A request was answered, or will never be.
    pub fn answered(&mut self, id: Rc<str>, call: Option<usize>) {
        if self.answered_order.len() >= ANSWERED {
            if let Some(oldest) = self.answered_order.pop_front() {
                self.answered.remove(&oldest);
            }
        }
        self.answered_order.push_back(Rc::clone(&id));
        self.answered.insert(id, call);
    }
}
