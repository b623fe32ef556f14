//! The exchange: every call of the service, without a clock, a network or a file. It is told the
//! time, what is requested and what the other side does. It says what to answer, what to post and
//! when to wake it, by the same two methods as the machines.

mod answer;
mod answered;
mod below;
mod callbacks;
mod change;
mod control;
mod create;
mod deeds;
mod desk;
mod file;
mod gather;
mod habits;
mod ids;
mod journal;
mod live;
mod machine;
mod notify;
mod operations;
mod peers;
mod people;
mod quality;
mod recording;
mod requests;
mod restore;
mod roster;
mod rules;
mod seen;
mod shape;
mod store;
mod texts;
mod timeline;
mod trouble;
mod villain;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::sync::Arc;

use call_lifecycle::fleet::{Fleet, StorageError};
use call_lifecycle::service::{Event, Output, Policy};
use call_lifecycle::{Id, Slot, Step, Timestamp};
use call_lifecycle_tokio::storage;

pub use answer::Answer;
pub use below::Below;
pub use callbacks::{Callbacks, Place, is_link_local};
pub(crate) use control::in_words;
pub use control::{Command, Told};
pub use ids::Ids;
pub use live::{Counts, Live};
pub use machine::MOST as MOST_OPERATIONS;
pub use notify::Post;
pub use peers::Refused;
pub use recording::{PATH as RECORDINGS, Recording};
pub use requests::Asked;
pub use restore::Restored;
pub use seen::{Deed, Over, Seen};
pub use shape::Shape;
pub use trouble::Fate;
pub use villain::{Seed, Villain};

use deeds::Deeds;
use desk::{Desk, SIFT};
use file::File;
use journal::Journal;
use machine::Call;
use recording::Recordings;
use timeline::{Kind, Result as Said};
use villain::Villains;

static POLICY: Policy = Policy::DEFAULT;

/// How many of the newest calls are listed in order.
const RECENT: usize = 1_000;

/// The settings of an exchange.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The most calls that live at a time.
    pub room: usize,
    /// The seed of ids, of recordings' tokens and of trouble.
    pub seed: Seed,
    /// The address of the service: `http://127.0.0.1:8080`.
    pub base: Box<str>,
    /// Whether nothing happens by itself: scripts and the control API play everybody.
    pub by_hand: bool,
    /// Whether bodies without members that the service requires are accepted, methods on calls of
    /// another kind, and methods that nobody knows.
    pub lenient: bool,
    /// How notifications look.
    pub shape: Shape,
    /// The id of the application that is called, and for which notifications are signed.
    pub app: Id,
    /// Where notifications may be posted.
    pub callbacks: Callbacks,
}

impl Default for Setup {
    /// Ten thousand calls of an application whose id is [`Setup::APP`], which is notified at
    /// loopback.
    fn default() -> Self {
        Self {
            room: 10_000,
            seed: Seed(0),
            base: Box::default(),
            by_hand: false,
            lenient: false,
            shape: Shape::default(),
            app: Self::APP,
            callbacks: Callbacks::default(),
        }
    }
}

impl Setup {
    /// The id of the application if nobody says another: 11111111-2222-3333-4444-555555555555.
    pub const APP: Id = Id::from_u128(0x1111_1111_2222_3333_4444_5555_5555_5555);
}

#[derive(Debug)]
pub struct Exchange {
    fleet: Fleet<'static, Call>,
    desk: Desk,
    /// The newest calls, the oldest of them first. Some may have ended.
    recent: VecDeque<Id>,
    /// Where an incoming call is notified.
    bot: Option<Arc<str>>,
    /// The latest time that it was told.
    now: Timestamp,
    /// How many calls were created: their ids are derived from it.
    made: u64,
    journal: Journal,
    /// Whether nothing is required that the machine does not need.
    lenient: bool,
    /// The id of the application.
    app: Id,
    callbacks: Callbacks,
    /// Whether it is being restored: what was accepted once is accepted again.
    restoring: bool,
    /// How many random numbers were drawn that are not about a call.
    rolls: u64,
    /// The date at the service's time 0, in milliseconds since 1970.
    epoch: i64,
    /// The ids of the request that is being answered.
    ids: Ids,
    /// What applications do, if anybody watches.
    seen: Option<Box<Seen>>,
    /// The most operations of a call that are open at a time.
    operations: usize,
}

/// The answer in a step, if the event was a request: its status, and the operation that it names.
fn answer_in(step: &Step<Output>) -> Option<(u16, Option<Slot>)> {
    step.outputs().iter().find_map(|timed| match timed.output {
        Output::Answer { status, slot } => Some((status, slot)),
        _ => None,
    })
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
            files: HashMap::new(),
            texts: texts::Texts::default(),
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
            seen: None,
            operations: MOST_OPERATIONS,
        })
    }

    /// When to wake it next.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let planned = self.desk.to_come.peek().map(|Reverse((at, _))| *at);
        self.fleet.next_deadline().into_iter().chain(planned).min()
    }

    /// Lets time pass: deadlines fire, and what happens by itself happens, in order of time. At the
    /// same time deadlines come first, as in the machines.
    pub fn wake(&mut self, now: Timestamp) {
        self.pass(now, |_| true);
        self.desk.recordings.pass(self.now);
    }

    /// The same, with a choice of what happens by itself.
    fn pass(&mut self, now: Timestamp, comes: impl Fn(habits::Fact) -> bool) {
        self.now = self.now.later(now);
        loop {
            let due = self.fleet.next_deadline().filter(|due| *due <= self.now);
            let planned = self.desk.to_come.peek().map(|Reverse(first)| *first).filter(|(at, _)| *at <= self.now);
            match (due, planned) {
                (Some(due), planned) if planned.is_none_or(|(at, _)| due <= at) => {
                    let (desk, journal) = (&mut self.desk, &mut self.journal);
                    self.fleet.wake_due(due, |_, call, step| {
                        if !step.outputs().is_empty() {
                            journal.caused(due);
                        }
                        desk.act(None, call, step);
                    });
                    self.bury(due);
                }
                (_, Some((at, id))) => {
                    self.desk.to_come.pop();
                    self.come(at, id, &comes);
                }
                (_, None) => return,
            }
        }
    }

    /// Handles something that happens by itself, unless the call has ended or no longer waits for
    /// it.
    fn come(&mut self, at: Timestamp, id: Id, comes: impl Fn(habits::Fact) -> bool) {
        let (Some(file), Some(call)) = (self.desk.files.get_mut(&id), self.fleet.get(id)) else { return };
        let Some(place) = file.to_come.iter().position(|planned| planned.at == at && comes(planned.fact)) else {
            return;
        };
        let fact = file.to_come.remove(place).fact;
        if let Some(event) = fact.event(call) {
            self.feed(at, id, event);
        }
    }

    /// Gives a call an event and acts on the outputs. `None` for a call that does not exist.
    fn feed(&mut self, at: Timestamp, id: Id, event: Event) -> Option<Step<Output>> {
        self.feed_as(Cow::Borrowed(""), at, id, event)
    }

    /// The same. A request has a word that stands for it in the timeline.
    fn feed_as(&mut self, word: Cow<'static, str>, at: Timestamp, id: Id, event: Event) -> Option<Step<Output>> {
        // Another operation may get the slot of one that has ended: only then the call before matters.
        let before = machine::starts(&event).then(|| self.fleet.get(id).cloned()).flatten();
        let step = self.fleet.handle(at, id, event).ok()?;
        if let (Some((status, _)), Some(file)) = (answer_in(&step), self.desk.files.get_mut(&id)) {
            file.timeline.request(at, word, status);
        }
        if let Some(file) = self.desk.files.get_mut(&id).filter(|_| step.verdict().is_applied()) {
            match event {
                Event::Peer(peer) => file.timeline.push(at, Kind::Peer, peer.as_str(), Said::Nothing, None),
                Event::Media(media) => file.timeline.media(at, media),
                _ => {}
            }
            match event {
                // The journal has no word for it: it follows from the start of the operation.
                Event::Finished { .. } => self.journal.caused(at),
                _ => self.journal.fact(at, id, event),
            }
        }
        if let Some(call) = self.fleet.get(id) {
            self.desk.act(before.as_ref(), call, &step);
        }
        self.bury(at);
        Some(step)
    }

    /// Removes calls that have ended. Requests about them are answered 404, as the machine would.
    fn bury(&mut self, at: Timestamp) {
        for id in std::mem::take(&mut self.desk.over) {
            let (Some(call), Some(mut file)) = (self.fleet.remove(id), self.desk.files.remove(&id)) else { continue };
            if let Some(cause) = call.cause() {
                file.timeline.push(at, Kind::Clock, "terminated", Said::Word(cause.as_str()), None);
                self.note_over(id, at, cause);
            }
            self.desk.counts.ended += 1;
            live::remember(&mut self.desk.ended, &call, &file, (self.desk.seed, at));
        }
    }

    /// Adds a call. `false` if there is no room, or if the id is taken.
    fn begin(&mut self, call: Call, file: File) -> bool {
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

    /// Sets how many operations of a call are open at a time, at most [`MOST_OPERATIONS`]. One more
    /// is answered 429.
    pub fn set_operations(&mut self, most: usize) {
        self.operations = most.min(MOST_OPERATIONS);
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
    fn date(&self) -> i64 {
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
        self.journal.take()
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
