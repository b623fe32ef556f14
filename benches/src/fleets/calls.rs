//! The calls of a fleet, and what happens to them: the same for every way to hold them.

use core::time::Duration;
use std::sync::LazyLock;

use call_lifecycle::app::{Policy, Settings};
use call_lifecycle::{CallState, Id, KeepAlivePolicy, Timestamp, Trigger};

use crate::random::Random;

/// When the first event comes. Calls have begun before.
pub const START: u64 = 1_000_000_000;
/// As many events arrive at a time, and one wake follows.
pub const TICK: usize = 64;
/// The keepAlives of a tick: a tenth of its events are keepAlives sent, another are their answers.
const ROUNDS: u64 = 6;

/// Something that happens to a call.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// A notification: the trigger at the service, and the state that it tells of.
    Notified { trigger: Trigger, state: CallState },
    /// A keepAlive left.
    Sent { number: u16 },
    /// It was answered 200.
    Answered { number: u16, sent: Timestamp },
}

/// A fleet of connected calls, whose keepAlives are due evenly over the next interval.
pub struct Setup {
    pub ids: Vec<Id>,
    /// When each call began.
    pub began: Vec<Timestamp>,
    pub policy: &'static Policy,
}

/// As Graph has it.
pub static GRAPH: Policy = Policy::DEFAULT;

/// With keepAlives that are asked for once a day: for expiry alone, without answers.
pub fn once() -> &'static Policy {
    static ONCE: LazyLock<Policy> = LazyLock::new(|| {
        let keep_alive = KeepAlivePolicy::GRAPH.with_reply_timeout(Duration::from_secs(60 * 24 * 60));
        Policy::new(Settings::DEFAULT.with_keep_alive(keep_alive)).expect("it is in range")
    });
    &ONCE
}

impl Setup {
    pub fn new(calls: usize, policy: &'static Policy) -> Self {
        let mut random = Random::new(2);
        let mut setup = Self { ids: Vec::with_capacity(calls), began: Vec::with_capacity(calls), policy };
        for index in 0..calls as u64 {
            let id = Id::from_u128(u128::from(random.next()) << 64 | u128::from(random.next()));
            let interval = policy.settings().keep_alive().interval_of(id).as_millis() as u64;
            // Due `index` parts of the interval after the start. Neighbours in the fleet are not neighbours in time.
            let part = (index * 7_919) % calls as u64;
            setup.ids.push(id);
            setup.began.push(Timestamp::from_millis(START - interval + 1 + (interval - 1) * part / calls as u64));
        }
        setup
    }

    pub fn calls(&self) -> usize {
        self.ids.len()
    }

    /// In so many seconds every call falls due once.
    pub fn interval_seconds(&self) -> usize {
        self.policy.settings().keep_alive().interval().as_millis() as usize / 1_000
    }

    /// The microseconds of a tick in which so many keepAlives fall due.
    pub fn tick_micros(&self) -> u64 {
        let interval = self.policy.settings().keep_alive().interval().as_micros() as u64;
        interval * ROUNDS / self.calls() as u64
    }
}

/// Notifications of random calls, 95 % legal: holds, resumes and transfers. The others come late,
/// as `establishing` after `established` does.
pub fn notifications(calls: usize, count: usize) -> Vec<(u32, Event)> {
    use {CallState as S, Trigger as T};
    let mut random = Random::new(3);
    let mut states = vec![CallState::Established; calls];
    (0..count)
        .map(|_| {
            let call = random.below(calls);
            let state = states[call];
            let (trigger, told) = if random.percent(95) {
                let trigger = match state {
                    S::Hold => T::PeerResumes,
                    S::Transferring if random.percent(50) => T::TransferAccepted,
                    S::Transferring | S::TransferAccepted => T::TransferFailed,
                    _ if random.percent(50) => T::Transfer,
                    _ => T::PeerHolds,
                };
                let next = state.next(trigger).expect("it is legal");
                states[call] = next;
                (trigger, next)
            } else if random.percent(50) {
                (T::Answer, S::Establishing)
            } else {
                (T::PeerRings, S::Ringing)
            };
            (call as u32, Event::Notified { trigger, state: told })
        })
        .collect()
}

/// Answers to keepAlives of random calls: each moves a deadline.
pub fn answers(calls: usize, count: usize) -> Vec<u32> {
    let mut random = Random::new(4);
    (0..count).map(|_| random.below(calls) as u32).collect()
}
