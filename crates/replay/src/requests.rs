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

impl Out {
    /// Whether its client may still wait for its answer.
    const fn is_awaited(&self, at: u64) -> bool {
        at.saturating_sub(self.sent) <= WAITS
    }
}

/// The answer of the service's machine to a request.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    pub status: u16,
    /// The state of the call when the request was sent.
    pub state: CallState,
}

/// What another request was that had the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namesake {
    /// It is out still: answers are matched in the order of sending.
    Out,
    /// It has been answered, or is known to have no answer.
    Past,
}

impl Namesake {
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Out => "a request of this id is out already: answers are matched in the order of sending",
            Self::Past => "an earlier request had this id too",
        }
    }
}

/// How many requests that never had an answer are remembered: this many, and so many for each call.
const OUT: usize = 65_536;
const OUT_PER_CALL: usize = 64;
/// For how long a request waits for its answer before one of the same id takes its place. Clients
/// seldom wait longer, .NET's by default no longer than this.
const WAITS: u64 = 100_000;
/// How many answered requests are remembered, so that a second answer is recognised.
const ANSWERED: usize = 4_096;

/// A request of the past.
#[derive(Clone, Debug)]
struct Past {
    first: First,
    /// Whether it had no answer: one that still comes is its first.
    unanswered: Option<Box<Out>>,
}

/// The first answer to a request.
#[derive(Clone, Copy, Debug)]
pub struct First {
    /// The call that the request was about.
    pub call: Option<usize>,
    pub act: Act,
    /// Absent if it had no answer.
    pub status: Option<u16>,
}

#[derive(Debug, Default)]
pub struct Requests {
    /// Each with its number, so that the oldest can be forgotten.
    out: HashMap<Rc<str>, (u64, Out)>,
    /// Those that were sent while another one of their id was out, in order.
    next: HashMap<Rc<str>, VecDeque<(u64, Out)>>,
    /// How many these are.
    next_count: usize,
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
        let (id, (_, out)) = self.out.remove_entry(id)?;
        if self.next_count > 0 {
            self.promote(&id);
        }
        Some((id, out))
    }

    /// The request of this id that was sent next is the one that is out.
    fn promote(&mut self, id: &Rc<str>) {
        let Some(waiting) = self.next.get_mut(id) else { return };
        if let Some(first) = waiting.pop_front() {
            self.next_count -= 1;
            self.out.insert(Rc::clone(id), first);
        }
        if waiting.is_empty() {
            self.next.remove(id);
        }
    }

    /// What another request was that has the id of the one that is sent at this time.
    pub fn namesake(&self, id: &str, at: u64) -> Option<Namesake> {
        match self.out.get(id) {
            Some(first) if self.last_of(id, first).is_awaited(at) => Some(Namesake::Out),
            Some(_) => Some(Namesake::Past),
            None => self.answered.contains_key(id).then_some(Namesake::Past),
        }
    }

    /// The request of this id that was sent last, if this is the first.
    fn last_of<'r>(&'r self, id: &str, (_, first): &'r (u64, Out)) -> &'r Out {
        let waiting = if self.next_count == 0 { None } else { self.next.get(id).and_then(VecDeque::back) };
        waiting.map_or(first, |(_, last)| last)
    }

    /// Takes the request of this id that was said to have no answer.
    pub fn take_unanswered(&mut self, id: &str) -> Option<(Rc<str>, Out)> {
        let (id, past) = self.answered.get_key_value(id)?;
        past.unanswered.as_deref().map(|out| (Rc::clone(id), *out))
    }

    /// The requests to create a call that have had no answer, in the order in which they were sent.
    pub fn creates_out(&self) -> Vec<&str> {
        let waiting = self.next.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one)));
        let creates = self.out.iter().chain(waiting);
        let creates = creates.filter(|(_, (_, out))| out.act == Act::Create && out.call.is_none());
        let mut creates: Vec<(u64, &str)> = creates.map(|(id, (number, _))| (*number, &**id)).collect();
        creates.sort_unstable();
        creates.into_iter().map(|(_, id)| id).collect()
    }

    /// How a request was answered first, if that is remembered.
    pub fn first_answer(&self, id: &str) -> Option<First> {
        self.answered.get(id).map(|past| past.first)
    }

    /// A request was sent, and `namesake` is what was asked before that. `calls` is how many calls
    /// there are.
    pub fn sent(&mut self, id: &str, out: Out, namesake: Option<Namesake>, calls: usize) {
        self.number += 1;
        if self.out.len() + self.next_count >= OUT.max(OUT_PER_CALL * calls) {
            // Half of them at once, so that this is rare.
            let waiting = self.next.values().flatten();
            let mut numbers: Vec<u64> = self.out.values().chain(waiting).map(|(number, _)| *number).collect();
            let middle = numbers.len() / 2;
            let oldest_kept = *numbers.select_nth_unstable(middle).1;
            self.forget_before(oldest_kept);
        }
        let id = Rc::from(id);
        if namesake == Some(Namesake::Out) {
            self.next.entry(id).or_default().push_back((self.number, out));
            self.next_count += 1;
            return;
        }
        if self.next_count > 0 {
            self.next_count -= self.next.remove(&id).map_or(0, |waiting| waiting.len());
        }
        self.out.insert(id, (self.number, out));
    }

    /// Forgets the requests whose numbers are lower.
    fn forget_before(&mut self, oldest_kept: u64) {
        for waiting in self.next.values_mut() {
            waiting.retain(|(number, _)| *number >= oldest_kept);
        }
        self.out.retain(|id, first| {
            let next = match first.0 < oldest_kept {
                true => self.next.get_mut(id).and_then(VecDeque::pop_front),
                false => return true,
            };
            next.is_some_and(|next| {
                *first = next;
                true
            })
        });
        self.next.retain(|_, waiting| !waiting.is_empty());
        self.next_count = self.next.values().map(VecDeque::len).sum();
    }

    /// A request was answered.
    pub fn answered(&mut self, id: Rc<str>, first: First) {
        self.past(id, Past { first, unanswered: None });
    }

    /// No answer came to a request.
    pub fn failed(&mut self, id: Rc<str>, out: Out) {
        let first = First { call: out.call, act: out.act, status: None };
        self.past(id, Past { first, unanswered: Some(Box::new(out)) });
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
