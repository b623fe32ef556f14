//! Who calls: they speak, press keys, hang up or do not; and the villain, who is after every one of
//! them in another way.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use call_lifecycle::{Id, Timestamp};
use fastrand::Rng;
use graph_call_mock::exchange::{Command, Exchange};
use serde_json::{Value, json};

/// How a call ended, as the service has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Over {
    pub cause: String,
    /// When that was seen.
    pub at: Duration,
}

/// How long the simulation has gone on.
pub fn sim_elapsed() -> Duration {
    turmoil::sim_elapsed().unwrap_or_default()
}

pub struct People {
    rng: Rng,
    pub calls: u128,
    rings_at: Timestamp,
    /// Nobody calls after this.
    until: Timestamp,
    to_come: VecDeque<(Timestamp, Value)>,
    /// Every call that the service has seen the end of.
    pub over: BTreeMap<Id, Over>,
    pub forgotten: u32,
    acts: u64,
}

impl People {
    pub fn new(seed: u64, until: Timestamp) -> Self {
        let (rng, rings_at) = (Rng::with_seed(seed), Timestamp::from_millis(60_000));
        Self { rng, calls: 0, rings_at, until, to_come: VecDeque::new(), over: BTreeMap::new(), forgotten: 0, acts: 0 }
    }

    /// Does what is due, and looks at what is over.
    pub fn act(&mut self, exchange: &mut Exchange, now: Timestamp) {
        while self.rings_at <= now && now < self.until {
            self.ring(exchange, now);
            self.rings_at = now.saturating_add(Duration::from_secs(self.rng.u32(60..1_800).into()));
        }
        while self.to_come.front().is_some_and(|(at, _)| *at <= now) {
            if let Some((_, command)) = self.to_come.pop_front() {
                // Of a call that has ended it is refused.
                let _ = exchange.control(now, Command::read(&command.to_string()).unwrap());
            }
        }
        // That is much to be written and read: no more often than a call can have ended and be forgotten.
        self.acts += 1;
        if !self.acts.is_multiple_of(10) {
            return;
        }
        let live = serde_json::to_value(exchange.live(60.0)).unwrap();
        for call in live["calls"].as_array().unwrap() {
            if let (Some(_), Some(id)) = (call["ended"].as_u64(), call["id"].as_str()) {
                let (cause, at) = (call["cause"].as_str().unwrap_or("none").to_owned(), sim_elapsed());
                self.over.entry(Id::parse(id).unwrap()).or_insert(Over { cause, at });
            }
        }
    }

    fn ring(&mut self, exchange: &mut Exchange, now: Timestamp) {
        self.calls += 1;
        let id = Id::from_u128(self.calls).to_string();
        exchange.control(now, Command::read(&self.villain(None).to_string()).unwrap()).unwrap();
        let rings = json!({ "peer": { "call": id, "event": "calls" } });
        exchange.control(now, Command::read(&rings.to_string()).unwrap()).unwrap();
        exchange.control(now, Command::read(&self.villain(Some(&id)).to_string()).unwrap()).unwrap();
        let mut at = now;
        let mut plan = |people: &mut Self, after: std::ops::Range<u32>, command: Value| {
            at = at.saturating_add(Duration::from_secs(people.rng.u32(after).into()));
            people.to_come.push_back((at, command));
        };
        let media = |event: &str| json!({ "media": { "call": id, "event": event } });
        let tone = |tone: &str| json!({ "media": { "call": id, "event": "tone", "tone": tone } });
        let peer = |event: &str| json!({ "peer": { "call": id, "event": event } });
        plan(self, 5..30, media("speechStarted"));
        match self.rng.u32(0..6) {
            0 => plan(self, 1..60, tone("#")),
            1 | 2 => {
                plan(self, 1..30, tone("1"));
                plan(self, 1..5, tone("1"));
            }
            3 => plan(self, 1..30, media("mediaLost")),
            // They stop speaking, or go on until the recording is as long as may be.
            4 => plan(self, 1..30, media("speechStopped")),
            _ => {}
        }
        if self.rng.u32(0..4) == 0 {
            plan(self, 10..600, peer("holds"));
            plan(self, 10..3_000, peer("resumes"));
        }
        match self.rng.u32(0..30) {
            0 => {
                self.forgotten += 1;
                plan(self, 60..7_200, json!({ "forget": { "call": id } }));
            }
            1 => plan(self, 60..7_200, peer("mediaFailed")),
            2..12 => plan(self, 1..14_400, peer("hangsUp")),
            // It is the bot that hangs up.
            _ => {}
        }
        self.to_come.make_contiguous().sort_by_key(|(at, _)| *at);
    }

    /// Some are left in peace; nobody is without a chance.
    fn villain(&mut self, call: Option<&str>) -> Value {
        let mut chance = |most: f64| if self.rng.bool() { self.rng.f64() * most } else { 0.0 };
        let mut villain = json!({
            "drop": chance(0.4), "repeat": chance(0.4), "delay": chance(0.5), "delayUpTo": 120_000, "reorder": chance(0.4),
            "429": chance(0.3), "503": chance(0.3), "retryAfter": 7,
        });
        if let Some(call) = call {
            villain["call"] = json!(call);
        }
        json!({ "villain": villain })
    }
}
