//! What a call must offer to take part in a fleet under test.

use call_lifecycle::{CallState, Id, Machine, Step, Timestamp, app, service};
use call_lifecycle_sim::End;
use call_lifecycle_sim::laws::{self, Observation};

use super::model::{EPOCH, HORIZON};
use super::toy::{Then, Toy, ToyEvent};
use crate::reference::draw::{Draw, Swarm};
use crate::reference::{app_script, service_script};

pub trait Member: Machine + 'static {
    /// What its host knows in addition to the call itself.
    type Memory: Default;
    /// A call that begins now.
    fn begin(draw: &mut impl Draw, id: Id, now: Timestamp) -> Self;
    /// An event that may well come next.
    fn event(&self, draw: &mut impl Draw, memory: &Self::Memory, now: Timestamp, swarm: Swarm) -> Self::Event;
    /// The host remembers what it did and was told.
    fn remember(memory: &mut Self::Memory, now: Timestamp, event: &Self::Event, step: &Step<Self::Output>);
    /// Every law that speaks of one step holds of this one.
    fn lawful(before: &Self, now: Timestamp, event: &Self::Event, after: &Self, step: &Step<Self::Output>);
}

fn lawful<E: End>(before: &E, now: Timestamp, event: &E::Event, after: &E, step: &Step<E::Output>) {
    let taken = Observation::new(before, now, event, after, step);
    let checked = laws::check_step(&taken).and_then(|()| laws::check_by_trial(&taken));
    checked.unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
}

impl<const N: usize> Member for app::Call<'static, N> {
    type Memory = app_script::Host;

    fn begin(draw: &mut impl Draw, id: Id, now: Timestamp) -> Self {
        let policy = draw.one_of(&[&app_script::DEFAULT, &app_script::QUICK, &app_script::QUICK, &app_script::EDGE]);
        match draw.below(4) {
            0 => Self::incoming(id, now, policy),
            1 => Self::outgoing(id, now, policy),
            2 => Self::adopted(id, now, CallState::Established, policy),
            _ => Self::adopted(id, now, draw.one_of(CallState::ALL), policy),
        }
    }

    fn event(&self, draw: &mut impl Draw, memory: &Self::Memory, now: Timestamp, swarm: Swarm) -> app::Event {
        app_script::event(draw, self, memory, now.later(self.now()), swarm)
    }

    fn remember(memory: &mut Self::Memory, now: Timestamp, event: &app::Event, step: &Step<app::Output>) {
        memory.took(now, event, step);
    }

    fn lawful(before: &Self, now: Timestamp, event: &app::Event, after: &Self, step: &Step<app::Output>) {
        lawful(before, now, event, after, step);
    }
}

impl<const N: usize> Member for service::Call<'static, N> {
    type Memory = ();

    fn begin(draw: &mut impl Draw, id: Id, now: Timestamp) -> Self {
        let policies =
            [&service_script::DEFAULT, &service_script::QUICK, &service_script::QUICK, &service_script::LONG];
        let policy = draw.one_of(&policies);
        match draw.below(4) {
            0 => Self::incoming(id, now, policy),
            1 => Self::outgoing(id, now, policy),
            2 => Self::adopted(id, now, CallState::Established, policy),
            _ => Self::adopted(id, now, draw.one_of(CallState::ALL), policy),
        }
    }

    fn event(&self, draw: &mut impl Draw, _memory: &(), _now: Timestamp, swarm: Swarm) -> service::Event {
        service_script::event(draw, self, swarm)
    }

    fn remember(_memory: &mut (), _now: Timestamp, _event: &service::Event, _step: &Step<service::Output>) {}

    fn lawful(before: &Self, now: Timestamp, event: &service::Event, after: &Self, step: &Step<service::Output>) {
        lawful(before, now, event, after, step);
    }
}

impl Member for Toy {
    type Memory = ();

    fn begin(draw: &mut impl Draw, id: Id, now: Timestamp) -> Self {
        let then = match draw.below(4) {
            0 => Then::Again(1 + draw.below(1 << 10)),
            1 => Then::Again(1 + draw.below(1 << 34)),
            _ => Then::Nothing,
        };
        Self { id, due: due(draw, now), woken: 0, then }
    }

    fn event(&self, draw: &mut impl Draw, _memory: &(), now: Timestamp, _swarm: Swarm) -> ToyEvent {
        if draw.below(8) == 0 { ToyEvent::Wake } else { ToyEvent::Due(due(draw, now)) }
    }

    fn remember(_memory: &mut (), _now: Timestamp, _event: &ToyEvent, _step: &Step<u64>) {}

    fn lawful(_before: &Self, _now: Timestamp, _event: &ToyEvent, _after: &Self, _step: &Step<u64>) {}
}

/// Any deadline at all: soon, around an epoch or the horizon, long passed, never.
fn due(draw: &mut impl Draw, now: Timestamp) -> Option<Timestamp> {
    let now = now.as_millis();
    let around = |at: u64, draw: &mut _| at.saturating_sub(1).saturating_add(Draw::below(draw, 3));
    let at = match draw.below(16) {
        0 => return None,
        1 => around(now, draw),
        2 => around((now / EPOCH + draw.below(5)).saturating_mul(EPOCH), draw),
        3 => around(now.saturating_add(HORIZON), draw),
        4 => around((now / EPOCH * EPOCH).saturating_add(HORIZON), draw),
        5 => now.saturating_add(draw.below(1 << 36)),
        6 => now.saturating_add(draw.below(1 << 31)),
        7 => now.saturating_sub(draw.below(1 << 32)),
        8 => [0, u64::MAX][usize::from(draw.below(2) == 0)],
        9 | 10 => now.saturating_add(draw.below(1 << 24)),
        _ => now.saturating_add(draw.below(1 << 8)),
    };
    Some(Timestamp::from_millis(at))
}
