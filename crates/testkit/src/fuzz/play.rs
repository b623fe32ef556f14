//! Either end in a script, for what is done alike at both.

use core::time::Duration;

use call_lifecycle::{DeadlineKind, MAX_DURATION, Step, Timestamp, app, service};
use call_lifecycle_sim::End;
use call_lifecycle_sim::laws::{self, Observation};

use super::bytes::Bytes;
use super::watch::Watch;
use crate::reference::compare::Pair;
use crate::reference::draw::Swarm;
use crate::reference::{app_script, service_script};

/// An end that takes part in a script.
pub trait Player: End {
    /// What its host knows in addition to the call itself.
    type Host: Default;
    /// The deadline that would end most calls early, were it not left out now and then.
    const LAST: DeadlineKind;

    /// A call as a script begins.
    fn start(draw: &mut Bytes<'_>) -> Self;
    /// An event that may well come next, at `now`.
    fn event(&self, draw: &mut Bytes<'_>, host: &Self::Host, now: Timestamp, swarm: Swarm) -> Self::Event;
    /// The host remembers what it did and was told.
    fn remember(host: &mut Self::Host, now: Timestamp, event: &Self::Event, step: &Step<Self::Output>);
    /// Somebody watches.
    fn show(taken: &Observation<'_, Self>, watch: &mut impl Watch);
}

impl<const N: usize> Player for app::Call<'static, N> {
    type Host = app_script::Host;
    const LAST: DeadlineKind = DeadlineKind::GiveUp;

    fn start(draw: &mut Bytes<'_>) -> Self {
        app_script::start(draw)
    }

    fn event(&self, draw: &mut Bytes<'_>, host: &Self::Host, now: Timestamp, swarm: Swarm) -> app::Event {
        app_script::event(draw, self, host, now, swarm)
    }

    fn remember(host: &mut Self::Host, now: Timestamp, event: &app::Event, step: &Step<app::Output>) {
        host.took(now, event, step);
    }

    fn show(taken: &Observation<'_, Self>, watch: &mut impl Watch) {
        watch.app(taken);
    }
}

impl<const N: usize> Player for service::Call<'static, N> {
    type Host = ();
    const LAST: DeadlineKind = DeadlineKind::KeepAliveExpiry;

    fn start(draw: &mut Bytes<'_>) -> Self {
        service_script::start(draw)
    }

    fn event(&self, draw: &mut Bytes<'_>, _host: &(), _now: Timestamp, swarm: Swarm) -> service::Event {
        service_script::event(draw, self, swarm)
    }

    fn remember(_host: &mut (), _now: Timestamp, _event: &service::Event, _step: &Step<service::Output>) {}

    fn show(taken: &Observation<'_, Self>, watch: &mut impl Watch) {
        watch.service(taken);
    }
}

/// Handles an event, shows it to who watches, and asks `more` of the step.
fn shown<E: Player>(
    end: &mut E,
    now: Timestamp,
    event: &E::Event,
    watch: &mut impl Watch,
    more: impl FnOnce(&Observation<'_, E>),
) -> Step<E::Output> {
    let before = end.clone();
    let step = end.handle(now, event.clone());
    let taken = Observation::new(&before, now, event, end, &step);
    E::show(&taken, watch);
    more(&taken);
    step
}

/// Handles an event, and shows it to who watches.
pub fn handle<E: Player>(end: &mut E, now: Timestamp, event: &E::Event, watch: &mut impl Watch) -> Step<E::Output> {
    shown(end, now, event, watch, |_| ())
}

/// Which events of a script the laws that need a trial are tried at: each n-th, with n and the first
/// of them told by how many bytes are left, so that none of them gets another meaning. One script in
/// four has them tried at every event.
#[derive(Clone, Copy, Debug)]
pub struct Trials {
    every: usize,
    events: usize,
}

impl Trials {
    pub fn new<W: Watch>(draw: &Bytes<'_>, _watch: &W) -> Self {
        let left = draw.rest().len();
        let every = if W::TRIES_ALL { 1 } else { [1, 4, 8, 16][left % 4] };
        Self { every, events: left / 4 }
    }

    /// One event more: whether they are tried at it.
    fn are_due(&mut self) -> bool {
        self.events += 1;
        self.events.is_multiple_of(self.every)
    }
}

/// The same, and asserts every law that speaks of one step.
pub fn take<E: Player>(
    end: &mut E,
    now: Timestamp,
    event: &E::Event,
    trials: &mut Trials,
    watch: &mut impl Watch,
) -> Step<E::Output> {
    shown(end, now, event, watch, |taken| lawful(taken, trials))
}

fn lawful<E: End>(taken: &Observation<'_, E>, trials: &mut Trials) {
    let tried = |()| if trials.are_due() { laws::check_by_trial(taken) } else { Ok(()) };
    laws::check_step(taken).and_then(tried).unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
}

/// A machine and its reference handle an event: every law of one step holds, `more` holds of it,
/// and they differ in nothing. That `check` says what the step says is the law *determinism*.
pub fn compared<P: Pair>(
    pair: &mut P,
    now: Timestamp,
    event: &P::Event,
    trials: &mut Trials,
    watch: &mut impl Watch,
    more: impl FnOnce(&Observation<'_, P::Machine>),
) where
    P::Machine: Player,
{
    let step = shown(pair.machine_mut(), now, event, watch, |taken| {
        lawful(taken, trials);
        more(taken);
    });
    if let Err(what) = pair.follow(now, event, &step) {
        panic!("machine and reference differ in{what}");
    }
}

/// The script has ended: the reference reads its diary once more, from the first line. In a fuzzer
/// after each eighth script or so.
pub fn ended<P: Pair>(pair: &P, trials: &Trials) {
    if trials.every > 1 && !trials.events.is_multiple_of(8) {
        return;
    }
    if let Err(what) = pair.reread() {
        panic!("the reference differs from itself in{what}");
    }
}

/// How much later a twin is led: told by how many bytes are left, so that none of them gets another
/// meaning.
pub fn later(draw: &Bytes<'_>) -> Duration {
    [Duration::from_millis(1), Duration::from_secs(60 * 61), MAX_DURATION][draw.rest().len() % 3]
}

/// Leads the twin on, and asserts the law *translation*. Close to the end of time what is later is
/// cut short: from there on nothing is asked.
pub fn translated<E: Player>(taken: &Observation<'_, E>, twin: &mut E, by: Duration) {
    if taken.after.now() < Timestamp::from_millis(1 << 63) {
        laws::translation(taken, twin, by).unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
    }
}
