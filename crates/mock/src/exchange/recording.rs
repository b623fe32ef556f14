//! Recordings: where they are, who may have them, and for how long.

use std::collections::{HashMap, VecDeque};

use call_lifecycle::{Id, Span, Timestamp};

use super::villain::Seed;

/// A recording is kept for as long. (The page says "shortly after the call", and no figure: our choice.)
pub const KEPT: Span = Span::from_mins(60);
/// At most so many are kept, whatever their age.
const ROOM: usize = 10_000;

/// Of whole milliseconds; what was said is not known, so what is heard is a tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recording {
    pub millis: u64,
    pub ended: Timestamp,
}

#[derive(Debug)]
pub struct Recordings {
    /// Where the service is reached: what stands before a path.
    pub base: Box<str>,
    kept: HashMap<Id, Recording>,
    /// From the oldest on.
    order: VecDeque<Id>,
}

/// The path of a recording, before its id.
pub const PATH: &str = "/recordings/";

impl Recordings {
    pub fn new(base: &str) -> Self {
        Self { base: Box::from(base), kept: HashMap::new(), order: VecDeque::new() }
    }

    /// The location and the token of an operation's recording.
    pub fn announced(&self, seed: Seed, operation: Id) -> (String, String) {
        let token = seed.id("recording", operation, 0);
        (format!("{}{PATH}{operation}", self.base), token.compact().to_string())
    }

    /// Keeps a recording; its location and its token.
    pub fn keep(&mut self, seed: Seed, operation: Id, millis: u64, ended: Timestamp) -> (String, String) {
        self.put(operation, Recording { millis, ended });
        self.announced(seed, operation)
    }

    pub fn put(&mut self, operation: Id, recording: Recording) {
        if self.order.len() == ROOM {
            self.forget_oldest();
        }
        if self.kept.insert(operation, recording).is_none() {
            self.order.push_back(operation);
        }
    }

    /// Every recording, from the oldest on.
    pub fn iter(&self) -> impl Iterator<Item = (Id, Recording)> {
        self.order.iter().filter_map(|id| Some((*id, *self.kept.get(id)?)))
    }

    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.order.pop_front() {
            self.kept.remove(&oldest);
        }
    }

    /// Forgets what is too old.
    pub fn pass(&mut self, now: Timestamp) {
        while let Some(oldest) = self.order.front() {
            let age = self.kept.get(oldest).map_or(u64::MAX, |kept| now.saturating_millis_since(kept.ended));
            if age <= u64::from(KEPT.as_millis()) {
                return;
            }
            self.forget_oldest();
        }
    }

    /// A recording, for whoever has its token.
    pub fn get(&self, seed: Seed, operation: Id, token: &str) -> Option<Recording> {
        (self.announced(seed, operation).1 == token).then(|| self.kept.get(&operation).copied()).flatten()
    }
}
