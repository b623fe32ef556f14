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
    /// How long it is, in milliseconds.
    pub millis: u64,
    /// When it ended.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(recordings: &Recordings) -> Vec<u128> {
        recordings.iter().map(|(id, _)| id.as_u128()).collect()
    }

    fn put(recordings: &mut Recordings, number: u128, ended: u64) {
        recordings.put(Id::from_u128(number), Recording { millis: 1, ended: Timestamp::from_millis(ended) });
    }

    #[test]
    fn of_too_many_the_oldest_is_forgotten() {
        let mut recordings = Recordings::new("http://mock");
        (1..=10_000).for_each(|number| put(&mut recordings, number, 0));
        assert_eq!((stored(&recordings).len(), recordings.kept.len()), (10_000, 10_000));
        put(&mut recordings, 10_001, 0);
        assert_eq!(stored(&recordings), (2..=10_001).collect::<Vec<_>>());
        assert_eq!(recordings.kept.len(), 10_000);
    }

    /// An hour after its end it is still there, and no longer.
    #[test]
    fn an_hour_counts_from_the_end_of_each() {
        let mut recordings = Recordings::new("http://mock");
        [(1, 0), (2, 10), (3, 10), (4, 11)].into_iter().for_each(|(number, ended)| put(&mut recordings, number, ended));
        let hour = 3_600_000;
        for (now, left) in [(0, 4), (hour, 4), (hour + 1, 3), (hour + 10, 3), (hour + 11, 1), (hour + 12, 0)] {
            recordings.pass(Timestamp::from_millis(now));
            assert_eq!((stored(&recordings).len(), recordings.kept.len()), (left, left), "{now}");
        }
    }
}
