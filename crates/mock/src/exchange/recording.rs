//! Recordings: their locations, their tokens, and how long they are stored.

use core::time::Duration;
use std::collections::{HashMap, VecDeque};

use call_lifecycle::{Id, Timestamp};

use super::villain::Seed;

/// How long a recording is stored. (Source `call-record` has no figure: our choice.)
pub const KEPT: Duration = Duration::from_secs(60 * 60);
/// How many are stored at most.
const ROOM: usize = 10_000;

/// A recording of whole milliseconds. What was said is not known, so it has a tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recording {
    pub millis: u64,
    pub ended: Timestamp,
}

#[derive(Debug)]
pub struct Recordings {
    /// The address of the service, in front of a path.
    pub base: Box<str>,
    kept: HashMap<Id, Recording>,
    /// The oldest first.
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

    /// Stores a recording.
    pub fn put(&mut self, operation: Id, recording: Recording) {
        if self.order.len() == ROOM {
            self.forget_oldest();
        }
        if self.kept.insert(operation, recording).is_none() {
            self.order.push_back(operation);
        }
    }

    /// Every recording, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (Id, Recording)> {
        self.order.iter().filter_map(|id| Some((*id, *self.kept.get(id)?)))
    }

    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.order.pop_front() {
            self.kept.remove(&oldest);
        }
    }

    /// Removes recordings that are too old.
    pub fn pass(&mut self, now: Timestamp) {
        while let Some(oldest) = self.order.front() {
            let age = self.kept.get(oldest).map_or(Duration::MAX, |kept| now.duration_since(kept.ended));
            if age <= KEPT {
                return;
            }
            self.forget_oldest();
        }
    }

    /// A recording, for anyone who has its token.
    pub fn get(&self, seed: Seed, operation: Id, token: &str) -> Option<Recording> {
        (self.announced(seed, operation).1 == token).then(|| self.kept.get(&operation).copied()).flatten()
    }
}
