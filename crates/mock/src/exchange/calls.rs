//! The exchange itself: the machines of its calls, its desk, and how it was set up.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::sync::Arc;

use call_lifecycle::fleet::{Fleet, StorageError};
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::storage;

use super::deeds::Deeds;
use super::desk::{Desk, SIFT};
use super::file::File;
use super::journal::Journal;
use super::machine::{Call, MOST};
use super::recording::Recordings;
use super::texts::Texts;
use super::timeline::{Kind, Result as Said};
use super::tokens::Tokens;
use super::villain::Villains;
use super::{Callbacks, Counts, Ids, Post, Recording, Seed, Seen, Setup};

/// How many of the newest calls are listed in order.
const RECENT: usize = 1_000;

/// Every call of the service: [`Exchange::new`] makes one, requests and commands go in, and answers
/// and notifications come out.
#[derive(Debug)]
pub struct Exchange {
    pub(super) fleet: Fleet<'static, Call>,
    pub(super) desk: Desk,
    /// The newest calls, the oldest of them first. Some may have ended.
    pub(super) recent: VecDeque<Id>,
    /// Where an incoming call is notified.
    pub(super) bot: Option<Arc<str>>,
    /// The latest time that it was told.
    pub(super) now: Timestamp,
    /// How many calls were created: their ids are derived from it.
    pub(super) made: u64,
    pub(super) journal: Journal,
    /// Whether nothing is required that the machine does not need.
    pub(super) lenient: bool,
    /// The id of the application.
    pub(super) app: Id,
    pub(super) callbacks: Callbacks,
    /// Whether it is being restored: what was accepted once is accepted again.
    pub(super) restoring: bool,
    /// How many random numbers were drawn that are not about a call.
    pub(super) rolls: u64,
    /// The date at the service's time 0, in milliseconds since 1970.
    pub(super) epoch: i64,
    /// The ids of the request that is being answered.
    pub(super) ids: Ids,
    /// Since when tokens are in use, if they expire.
    pub(super) tokens: Tokens,
    /// What applications do, if anybody watches.
    pub(super) seen: Option<Box<Seen>>,
    /// The most operations of a call that are open at a time.
    pub(super) operations: usize,
}

impl Exchange {
    /// Creates an exchange without calls.
    ///
    /// # Errors
    /// If a fleet cannot hold so many calls.
    pub fn new(now: Timestamp, setup: &Setup) -> Result<Self, StorageError> {
        let desk = Desk {
            seed: setup.seed,
            shape: setup.shape,
            files: HashMap::default(),
            texts: Texts::default(),
            to_come: BinaryHeap::new(),
            sift_at: SIFT,
            by_hand: setup.by_hand,
            villains: Villains::default(),
            deeds: Deeds::default(),
            posts: Vec::new(),
            over: Vec::new(),
            ended: VecDeque::new(),
            recordings: Recordings::new(&setup.base),
            counts: Counts::default(),
        };
        Ok(Self {
            fleet: Fleet::new(now, setup.seed.id("places", Id::from_u128(0), 0).words(), storage(setup.room))?,
            desk,
            recent: VecDeque::new(),
            bot: None,
            now,
            made: 0,
            journal: Journal::default(),
            lenient: setup.lenient,
            app: setup.app,
            callbacks: setup.callbacks.clone(),
            restoring: false,
            rolls: 0,
            epoch: 0,
            ids: Ids::new(setup.seed, 0, None),
            tokens: Tokens::default(),
            seen: None,
            operations: MOST,
        })
    }

    /// When to wake it next.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let planned = self.desk.to_come.peek().map(|Reverse((at, _))| *at);
        self.fleet.next_deadline().into_iter().chain(planned).min()
    }

    /// Adds a call. `false` if there is no room, or if the id is taken.
    pub(super) fn begin(&mut self, call: Call, file: File) -> bool {
        let id = call.id();
        if self.fleet.insert(call).is_err() {
            return false;
        }
        self.desk.files.insert(id, Box::new(file));
        self.desk.counts.created += 1;
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(id);
        true
    }

    /// Sets the ids of the request that is answered next: an error has them.
    pub fn set_ids(&mut self, ids: &Ids) {
        self.ids = ids.clone();
    }

    /// Sets how many operations of a call are open at a time, at most
    /// [`MOST_OPERATIONS`](super::MOST_OPERATIONS). One more is answered 429.
    pub fn set_operations(&mut self, most: usize) {
        self.operations = most.min(MOST);
    }

    /// Whether nothing is required that the machine does not need.
    pub fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// The seed of ids and of trouble.
    pub fn seed(&self) -> Seed {
        self.desk.seed
    }

    /// Sets the date, in milliseconds since 1970: errors have a date.
    pub fn set_date(&mut self, millis: i64) {
        self.epoch = self.epoch.saturating_add(millis.saturating_sub(self.date()));
    }

    /// The date, in milliseconds since 1970.
    pub(super) fn date(&self) -> i64 {
        self.epoch.saturating_add(i64::try_from(self.now.as_millis()).unwrap_or(i64::MAX))
    }

    /// The most calls that live at a time.
    pub fn room(&self) -> usize {
        self.fleet.capacity()
    }

    /// The id of the application, and the tenant of everybody.
    pub fn audience(&self) -> (Id, Id) {
        (self.app, self.desk.seed.tenant())
    }

    /// The address of the service.
    pub fn base(&self) -> &str {
        &self.desk.recordings.base
    }

    /// Where notifications may be posted.
    pub fn callbacks(&self) -> &Callbacks {
        &self.callbacks
    }

    /// Takes what must be posted.
    pub fn take_posts(&mut self) -> Vec<Post> {
        self.desk.counts.waiting += self.desk.posts.len() as u64;
        std::mem::take(&mut self.desk.posts)
    }

    /// Turns the journal on.
    pub fn write_journal(&mut self) {
        self.journal.on = true;
    }

    /// Takes the lines that the journal got since the last call.
    pub fn take_journal(&mut self) -> String {
        let mut lines = String::new();
        self.give_journal(|given| lines.push_str(given));
        lines
    }

    /// Gives away the lines that the journal got since the last call.
    pub fn give_journal(&mut self, take: impl FnOnce(&str)) {
        self.journal.give(take);
    }

    /// A recording, for anyone who has its token.
    pub fn recording(&self, operation: Id, token: &str) -> Option<Recording> {
        self.desk.recordings.get(self.desk.seed, operation, token)
    }

    /// Notes whether a notification was delivered.
    pub fn posted(&mut self, now: Timestamp, call: Id, delivered: bool) {
        let counts = &mut self.desk.counts;
        counts.waiting = counts.waiting.saturating_sub(1);
        if delivered {
            counts.delivered += 1;
            return;
        }
        counts.failed += 1;
        if let Some(file) = self.desk.files.get_mut(&call) {
            file.timeline.push(now, Kind::Notification, "a notification", Said::Word("given up"), Some(false));
        }
    }

    /// The latest time that it was told.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}
