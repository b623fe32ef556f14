//! The requests of a trace, by their ids: those that are out, and those that were answered
//! recently.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::trace::Act;
use call_lifecycle::CallState;
use call_lifecycle::app::Token;
use hashbrown::HashMap;

/// A request that is out.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    /// `None` for a request that is not about a call, such as one that creates a call.
    pub call: Option<usize>,
    pub act: Act,
    pub token: Token,
    pub sent: u64,
    /// Its index in the list of operations of its call.
    pub operation: Option<usize>,
    /// At the service's end: how the machine answers it.
    pub expected: Option<Expected>,
}

/// The answer of the service's machine to a request.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    pub status: u16,
    /// The state of the call when the request was sent.
    pub state: CallState,
}

/// How many requests that never had an answer are remembered: this many, and so many for each call.
const OUT: usize = 65_536;
const OUT_PER_CALL: usize = 64;
/// How many answered requests are remembered, so that a second answer is recognised.
const ANSWERED: usize = 4_096;

/// A request of the past.
#[derive(Clone, Debug)]
struct Past {
    /// The call that it was about.
    call: Option<usize>,
    /// Whether it had no answer: one that still comes is its first.
    unanswered: Option<Box<Out>>,
}

#[derive(Debug, Default)]
pub struct Requests {
    /// Each with its number, so that the oldest can be forgotten.
    out: HashMap<Rc<str>, (u64, Out)>,
    /// Requests that were answered, or that are known to have no answer.
    answered: HashMap<Rc<str>, Past>,
    answered_order: VecDeque<Rc<str>>,
    number: u64,
}

impl Requests {
    /// The request of this id to which an answer would be the first.
    pub fn awaited(&self, id: &str) -> Option<&Out> {
        match self.out.get(id) {
            Some((_, out)) => Some(out),
            None => self.answered.get(id)?.unanswered.as_deref(),
        }
    }

    /// Takes the request of this id, if it is out, to be given back by [`Self::answered`].
    pub fn take(&mut self, id: &str) -> Option<(Rc<str>, Out)> {
        self.out.remove_entry(id).map(|(id, (_, out))| (id, out))
    }

    /// Takes the request of this id that was said to have no answer.
    pub fn take_unanswered(&mut self, id: &str) -> Option<(Rc<str>, Out)> {
        let (id, past) = self.answered.get_key_value(id)?;
        past.unanswered.as_deref().map(|out| (Rc::clone(id), *out))
    }

    /// The requests to create a call that have had no answer, in the order in which they were sent.
    pub fn creates_out(&self) -> Vec<&str> {
        let creates = self.out.iter().filter(|(_, (_, out))| out.act == Act::Create && out.call.is_none());
        let mut creates: Vec<(u64, &str)> = creates.map(|(id, (number, _))| (*number, &**id)).collect();
        creates.sort_unstable();
        creates.into_iter().map(|(_, id)| id).collect()
    }

    /// The call that an answered request was about, if it is remembered.
    pub fn answered_for(&self, id: &str) -> Option<Option<usize>> {
        self.answered.get(id).map(|past| past.call)
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

    /// A request was answered.
    pub fn answered(&mut self, id: Rc<str>, call: Option<usize>) {
        self.past(id, Past { call, unanswered: None });
    }

    /// No answer came to a request.
    pub fn failed(&mut self, id: Rc<str>, out: Out) {
        self.past(id, Past { call: out.call, unanswered: Some(Box::new(out)) });
    }

    fn past(&mut self, id: Rc<str>, past: Past) {
        if self.answered.insert(Rc::clone(&id), past).is_some() {
            return;
        }
        self.answered_order.push_back(id);
        if self.answered_order.len() > ANSWERED {
            if let Some(oldest) = self.answered_order.pop_front() {
                self.answered.remove(&oldest);
            }
        }
    }
}
