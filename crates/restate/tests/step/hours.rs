//! Hours of calls whose engine, hosts and network fail at random, by seed: what the contract would
//! have kept is kept, and what must not be repeated is not.

use call_lifecycle::app::Request;
use call_lifecycle::service;
use call_lifecycle::{CallState, OperationKind, Timestamp};
use call_lifecycle_restate::{Message, Replied};

use crate::engine::{CALL, Engine, Going, Records, answer, created, posted, replied, seconds};

/// Numbers that look random, and are the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.next(many) == 0
    }
}

static SERVICE: service::Policy = service::Policy::DEFAULT;

struct World {
    now: u64,
    numbers: Numbers,
    engine: Engine,
    service: service::Call<'static, 8>,
    /// Answers on their way back, and notifications, with the time at which they come.
    coming: Vec<(u64, Coming)>,
    records: usize,
    keep_alives: usize,
}

#[derive(Clone)]
enum Coming {
    Replied(Replied),
    Posted(&'static str),
}

impl World {
    fn new(seed: u64) -> Self {
        let service = service::Call::outgoing(CALL, Timestamp::ZERO, &SERVICE);
        let numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        Self { now: 0, numbers, engine: Engine::begun(), service, coming: Vec::new(), records: 0, keep_alives: 0 }
    }

    /// The engine may deliver a message again: a host failed after it had done what there was to do,
    /// or before.
    fn deliver(&mut self, coming: &Coming) {
        // The host's clock may be two seconds behind.
        let at = Timestamp::from_millis(self.now.saturating_sub(self.numbers.next(2_000)));
        match coming {
            Coming::Replied(replied) => self.engine.step_for(&Records, Message::Replied(replied)),
            Coming::Posted(state) => self.engine.step_for(&Records, Message::Notified(&posted(at, state))),
        };
    }

    /// An order leaves. The way out can stand still for a while, the answer can be lost.
    fn send(&mut self, order: &Going) {
        let request = order.token.request();
        let sent = Timestamp::from_millis(self.now);
        let reaches = !self.numbers.one_in(6);
        let mut answered = None;
        if reaches {
            let event = match request {
                Request::KeepAlive => Some(service::Request::KeepAlive),
                Request::GetCall => Some(service::Request::GetCall),
                Request::Operation(OperationKind::Record) => {
                    self.records += 1;
                    None
                }
                _ => None,
            };
            let status = event.map_or(200, |event| {
                let step = self.service.handle(sent, service::Event::Request(event));
                let status = |timed: &call_lifecycle::Timed<service::Output>| match timed.output {
                    service::Output::Answer { status, .. } => Some(status),
                    _ => None,
                };
                step.outputs().iter().find_map(status).unwrap_or(404)
            });
            self.keep_alives += usize::from(request == Request::KeepAlive && status == 200);
            let body = if request == Request::GetCall { r#"{"state":"established"}"# } else { "" };
            answered = Some(answer(status, body)).filter(|_| !self.numbers.one_in(6));
        }
        let most = if self.numbers.one_in(10) { 60_000 } else { 500 };
        let late = 50 + self.numbers.next(most);
        let came = Timestamp::from_millis(self.now + late);
        let why = if answered.is_none() { "lost".to_owned() } else { String::new() };
        let replied = Replied { token: order.token, sent, came, answer: answered, why, round: order.round };
        self.coming.push((self.now + late, Coming::Replied(replied)));
    }

    fn run(&mut self, until: u64) {
        self.coming.push((1_500, Coming::Posted("established")));
        while self.now < until {
            let wake = self.engine.next().map(|at| at.as_millis());
            let next = self.coming.iter().map(|(at, _)| *at).chain(wake).min().unwrap();
            self.now = self.now.max(next);
            if self.numbers.one_in(20) {
                // All machines are away.
                self.now += self.numbers.next(180_000);
            }
            if self.numbers.one_in(4) {
                // Now and then just when a keepAlive is due.
                let state = if self.numbers.one_in(2) { "established" } else { "hold" };
                let near = self.engine.next().map_or(self.now, |at| at.as_millis().max(self.now));
                self.coming.push((near + self.numbers.next(2_000), Coming::Posted(state)));
            }
            if wake.is_some_and(|at| at <= self.now) {
                let now = Timestamp::from_millis(self.now + self.numbers.next(300));
                let before = self.engine.clone();
                self.engine.deliver(&Records, now);
                if self.numbers.one_in(4) && self.engine.wakes.len() < before.wakes.len() {
                    // Once more.
                    let wakes = std::mem::replace(&mut self.engine.wakes, before.wakes);
                    self.engine.deliver(&Records, now);
                    self.engine.wakes = wakes;
                }
            }
            let now = self.now;
            let (here, later) = self.coming.drain(..).partition::<Vec<_>, _>(|(at, _)| *at <= now);
            self.coming = later;
            for (_, coming) in here {
                self.deliver(&coming);
                if self.numbers.one_in(4) {
                    self.deliver(&coming);
                }
            }
            for order in self.engine.take_orders() {
                self.send(&order);
            }
        }
    }
}

#[test]
fn no_call_is_lost_and_nothing_is_recorded_twice() {
    let mut records = 0;
    for seed in 1..=200 {
        let mut world = World::new(seed);
        world.run(12 * 3_600_000);
        let kept = world.engine.kept();
        assert!(matches!(kept.call.state(), CallState::Established | CallState::Hold), "seed {seed}");
        assert!(world.service.state().is_live(), "seed {seed}");
        // The application believes no later expiry than the service has.
        let step = world.service.handle(Timestamp::from_millis(world.now), service::Event::Wake);
        assert!(step.outputs().is_empty(), "seed {seed}");
        assert!(world.keep_alives >= 30, "seed {seed}: {} keepAlives in 12 hours", world.keep_alives);
        assert!(world.records <= 1, "seed {seed}: {} recordings", world.records);
        let mut keys = world.engine.keys.clone();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), world.engine.keys.len(), "seed {seed}: a round and an order sent the same");
        records += world.records;
    }
    assert!(records > 100, "most requests arrive: {records}");
}

#[test]
fn a_call_whose_way_out_is_gone_is_presumed_lost_and_given_up() {
    let mut engine = Engine::default();
    engine.step(Message::Begin(&created(seconds(0))));
    let mut steps = 0;
    while engine.stored.is_some() {
        engine.wake(0);
        for order in engine.take_orders() {
            let now = Timestamp::from_millis(engine.kept().call.now().as_millis());
            let failed = replied(&order, now, None);
            engine.step(Message::Replied(&failed));
        }
        steps += 1;
        assert!(steps < 2_000, "it spins");
    }
}
