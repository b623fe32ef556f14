//! A host with many calls: what it does to a fleet, whatever that is made of.

use call_lifecycle::{Id, Timestamp};

use super::calls::{Event, START, Setup, TICK, answers, notifications};

/// The keepAlives that a fleet wishes sent, with their numbers.
pub type Wishes<K> = Vec<(K, u16)>;

/// Many calls and their timers.
pub trait Fleet {
    /// What names a call to it.
    type Key: Copy;

    fn keys(&self, setup: &Setup) -> Vec<Self::Key>;
    fn handle(&mut self, now: Timestamp, key: Self::Key, event: Event, wishes: &mut Wishes<Self::Key>);
    /// A batch, in its order.
    fn handle_all(&mut self, now: Timestamp, events: &[(Self::Key, Event)], wishes: &mut Wishes<Self::Key>) {
        for (key, event) in events {
            self.handle(now, *key, *event, wishes);
        }
    }
    /// The next deadline over all calls.
    fn next_deadline(&mut self) -> Option<Timestamp>;
    /// Wakes what is due.
    fn wake_due(&mut self, now: Timestamp, wishes: &mut Wishes<Self::Key>);
    /// Stands for the state and the deadline of every call: a sum of [`fingerprint`]s.
    fn fingerprint(&mut self) -> u64;
}

/// The part of one call in [`Fleet::fingerprint`].
pub fn fingerprint(id: Id, state: u8, due: Option<Timestamp>) -> u64 {
    let [high, low] = id.words();
    let due = due.map_or(u64::MAX, Timestamp::as_millis);
    (high ^ low).wrapping_mul(due << 8 | u64::from(state)).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How the events of a tick are handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// One at a time, and the next deadline is asked for after each: a host that sleeps between
    /// events.
    AskEach,
    /// One at a time.
    Each,
    /// As one batch.
    Batch,
}

impl Mode {
    /// In the names of results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AskEach => "ask-each",
            Self::Each => "each",
            Self::Batch => "batch",
        }
    }
}

/// The day of a host: notifications come in, wakes are due, keepAlives are sent and answered a tick
/// later. Where ticks take no time there are notifications only.
pub struct Day<'f, F: Fleet> {
    fleet: &'f mut F,
    stream: Vec<(F::Key, Event)>,
    at: usize,
    micros: u64,
    tick_micros: u64,
    mode: Mode,
    batch: Vec<(F::Key, Event)>,
    wishes: Wishes<F::Key>,
    answers: Vec<(F::Key, Event)>,
}

impl<'f, F: Fleet> Day<'f, F> {
    pub fn new(fleet: &'f mut F, setup: &Setup, events: usize, mode: Mode, tick_micros: u64) -> Self {
        let keys = fleet.keys(setup);
        let stream = notifications(setup.calls(), events).into_iter().map(|(call, event)| (keys[call as usize], event));
        Self {
            stream: stream.collect(),
            fleet,
            at: 0,
            micros: START * 1_000,
            tick_micros,
            mode,
            batch: Vec::with_capacity(2 * TICK),
            wishes: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// One tick. Returns the number of events, wakes included.
    fn tick(&mut self) -> u64 {
        self.micros += self.tick_micros;
        let now = Timestamp::from_millis(self.micros / 1_000);
        self.batch.clear();
        self.batch.append(&mut self.answers);
        for (key, number) in self.wishes.drain(..) {
            self.batch.push((key, Event::Sent { number }));
            self.answers.push((key, Event::Answered { number, sent: now }));
        }
        let rest = TICK.saturating_sub(self.batch.len()).min(self.stream.len() - self.at);
        self.batch.extend_from_slice(&self.stream[self.at..self.at + rest]);
        self.at += rest;
        match self.mode {
            Mode::Batch => self.fleet.handle_all(now, &self.batch, &mut self.wishes),
            Mode::Each => {
                for (key, event) in &self.batch {
                    self.fleet.handle(now, *key, *event, &mut self.wishes);
                }
            }
            Mode::AskEach => {
                for (key, event) in &self.batch {
                    self.fleet.handle(now, *key, *event, &mut self.wishes);
                    std::hint::black_box(self.fleet.next_deadline());
                }
            }
        }
        self.fleet.wake_due(now, &mut self.wishes);
        std::hint::black_box(self.fleet.next_deadline());
        (self.batch.len() + self.wishes.len()) as u64
    }

    /// Until so many notifications have come in.
    pub fn run(&mut self, notifications: usize) -> u64 {
        let until = (self.at + notifications).min(self.stream.len());
        let mut units = 0;
        while self.at < until {
            units += self.tick();
        }
        units
    }
}

/// Re-arming: keepAlives of random calls are answered, one at a time; a millisecond passes with
/// every tick.
pub struct Rearm<'f, F: Fleet> {
    fleet: &'f mut F,
    stream: Vec<F::Key>,
    at: usize,
    wishes: Wishes<F::Key>,
}

impl<'f, F: Fleet> Rearm<'f, F> {
    pub fn new(fleet: &'f mut F, setup: &Setup, count: usize) -> Self {
        let keys = fleet.keys(setup);
        let stream = answers(setup.calls(), count).into_iter().map(|call| keys[call as usize]).collect();
        Self { fleet, stream, at: 0, wishes: Vec::new() }
    }

    pub fn run(&mut self, count: usize) -> u64 {
        let until = (self.at + count).min(self.stream.len());
        for key in &self.stream[self.at..until] {
            let sent = Timestamp::from_millis(START + (self.at / TICK) as u64);
            self.fleet.handle(sent, *key, Event::Answered { number: 0, sent }, &mut self.wishes);
            self.at += 1;
        }
        count as u64
    }
}

/// Expiry: what is due is woken every second.
pub struct Expire<'f, F: Fleet> {
    fleet: &'f mut F,
    seconds: u64,
    wishes: Wishes<F::Key>,
}

impl<'f, F: Fleet> Expire<'f, F> {
    pub fn new(fleet: &'f mut F) -> Self {
        Self { fleet, seconds: 0, wishes: Vec::new() }
    }

    /// So many seconds. Returns how many were woken.
    pub fn run(&mut self, seconds: usize) -> u64 {
        let mut woken = 0;
        for _ in 0..seconds {
            self.seconds += 1;
            self.fleet.wake_due(Timestamp::from_millis(START + self.seconds * 1_000), &mut self.wishes);
            woken += self.wishes.len() as u64;
            self.wishes.clear();
        }
        woken
    }
}
