//! The exchange without the machines: the files of the calls, what will happen, and what to post.

use core::time::Duration;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};

use call_lifecycle::{Id, Timestamp};
use foldhash::fast::RandomState;
use serde::Serialize;

use super::deeds::Deeds;
use super::file::File;
use super::planned::{Fact, Planned};
use super::post::Post;
use super::recording::Recordings;
use super::shape::Shape;
use super::texts::Texts;
use super::view::Ended;
use super::villain::{Seed, Villains};

/// A shorter list of what will happen is not rebuilt.
pub const SIFT: usize = 1_024;

/// What the exchange holds besides its machines.
#[derive(Debug)]
pub struct Desk {
    pub seed: Seed,
    /// How notifications look.
    pub shape: Shape,
    /// Each in a box: a table moves what is in it. The hasher is seeded, since callers choose ids.
    pub files: HashMap<Id, Box<File>, RandomState>,
    pub texts: Texts,
    /// When something will happen by itself, and to which call. The call's file says what.
    pub to_come: BinaryHeap<Reverse<(Timestamp, Id)>>,
    /// The list is rebuilt once it has this length.
    pub sift_at: usize,
    /// Whether nothing happens by itself.
    pub by_hand: bool,
    pub villains: Villains,
    /// What they have done.
    pub deeds: Deeds,
    pub posts: Vec<Post>,
    /// The operations that have ended in this step.
    pub over: Vec<Id>,
    pub ended: VecDeque<Ended>,
    pub recordings: Recordings,
    pub counts: Counts,
}

/// Counts since the start, and the present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Calls that live.
    pub live: u64,
    /// Calls that were created.
    pub created: u64,
    /// Calls that have ended.
    pub ended: u64,
    /// Requests of applications.
    pub requests: u64,
    /// Notifications that were accepted.
    pub delivered: u64,
    /// Notifications that were given up.
    pub failed: u64,
    /// Notifications that were dropped on purpose.
    pub dropped: u64,
    /// Notifications that wait to be posted.
    pub waiting: u64,
    /// The longest that a call waited for a keepAlive that came, in milliseconds.
    pub longest: u64,
}

impl Desk {
    /// Lends a call's file and the rest of the desk at the same time.
    pub fn with_file<T>(&mut self, id: Id, f: impl FnOnce(&mut Self, &mut File) -> T) -> Option<T> {
        let mut file = self.files.remove(&id)?;
        let result = f(self, &mut file);
        // Most calls wait for nothing most of the time.
        if file.to_come.is_empty() {
            file.to_come = Vec::new();
        }
        if file.operations.is_empty() {
            file.operations = Vec::new();
        }
        self.files.insert(id, file);
        // What has become void stays in the list until its time. There may be much of it, from operations that are cancelled at once.
        if self.to_come.len() > self.sift_at {
            self.sift();
        }
        Some(result)
    }

    /// Rebuilds the list of what will happen, from the files.
    pub fn sift(&mut self) {
        let planned = self.files.iter().flat_map(|(id, file)| file.to_come.iter().map(|planned| (planned.at, *id)));
        self.to_come = planned.map(Reverse).collect();
        self.sift_at = SIFT.max(2 * self.to_come.len());
    }

    /// Adds something that will happen by itself.
    pub fn plan(&mut self, call: Id, file: &mut File, from: Timestamp, (after, fact): (Duration, Fact)) {
        if self.by_hand {
            return;
        }
        let at = from.saturating_add(after);
        file.to_come.push(Planned { at, fact });
        self.to_come.push(Reverse((at, call)));
    }
}
