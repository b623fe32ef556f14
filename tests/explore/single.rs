//! One end alone: every event of a list in every state that can be reached, at every kind of time.

use core::time::Duration;
use std::collections::HashSet;

use call_lifecycle::{CallState, Cause, Step, Timed, Timestamp, Verdict, app, service};
use call_lifecycle_sim::{Effect, laws};

use crate::canonical::{Explored, NOW, same_digest};
use crate::lists::UNIT;
use crate::search::{Found, Report, search};
use testkit::laws::{End, Observation, holds, safe_side};

/// A state, and how often time may yet stop a millisecond before or after a deadline.
type Place<E> = (E, u8);

/// How long time passed, and what happened then; times that the event names count from [`NOW`] as the present.
type Label<E> = (u64, E);

/// What holds of one step at one end only.
pub(crate) trait Bookkeeping: Explored {
    fn bookkeeping(taken: &Observation<'_, Self>);

    /// What holds of a state at one end only.
    fn of_state(&self);
}

impl<const N: usize> Bookkeeping for app::Call<'static, N> {
    /// The expiry, what is presumed lost, what is said after the end, and that a retry waits.
    fn bookkeeping(taken: &Observation<'_, Self>) {
        holds(safe_side, taken);
        let after = taken.after.keep_alive();
        let live = taken.after.cause().is_none();
        let past = after.expires_at.is_some_and(|at| at <= taken.after.now());
        assert!(!live || taken.after.hang_up_confirmed() || after.presumed_lost == past, "presumed lost: {taken:?}");
        if taken.before.state() == CallState::Terminated {
            let told = taken.step.outputs();
            assert!(told.iter().all(|timed| timed.output == app::Output::ResultLearnt), "after its end: {taken:?}");
        }
        ends_for_a_reason(taken);
        // A retry waits, but for one that is made at once since the call is lost.
        let now = taken.after.now();
        let told = |output: app::Output| taken.step.outputs().contains(&Timed::new(now, output));
        let sent = taken.step.outputs().iter().any(
            |timed| matches!(timed.output, app::Output::Send(token) if token.request() == app::Request::KeepAlive),
        );
        assert!(!told(app::Output::KeepAliveFailed) || after.presumed_lost || !sent, "no backoff: {taken:?}");
    }

    /// It ends though all that its host sends goes nowhere.
    fn of_state(&self) {
        let mut call = self.clone();
        let give_up = crate::canonical::millis(self.policy().settings().hang_up_give_up());
        let latest = self.now().as_millis() + self.lives_at_most() + give_up;
        while let Some(due) = call.next_deadline() {
            assert!(due.at.as_millis() <= latest, "it lives too long unheard: {self:?}");
            let step = call.handle(due.at, app::Event::Wake);
            for timed in &step {
                if let app::Output::Send(token) = timed.output {
                    let _step = call.handle(due.at, app::Event::Sent { token, hints: app::OperationHints::NONE });
                }
            }
        }
        assert_eq!(call.state(), CallState::Terminated);
    }
}

/// A call is not given up before its bound, and is not gone but by the service's word.
fn ends_for_a_reason<const N: usize>(taken: &Observation<'_, app::Call<'static, N>>) {
    let settings = taken.after.policy().settings();
    for timed in taken.step.outputs() {
        let app::Output::Ended { cause, .. } = timed.output else { continue };
        let gone = matches!(*taken.event, app::Event::Reply { reply, .. } if reply.status() == 404);
        let word = gone || matches!(taken.event, app::Event::Call(_)) || taken.before.state() == CallState::Terminating;
        let bound = taken.after.keep_alive().expires_at.and_then(|at| at.checked_add(settings.keep_alive().abandon()));
        let fair = match cause {
            Cause::Abandoned => bound.is_some_and(|bound| timed.at >= bound),
            Cause::HangUpUnconfirmed => true,
            Cause::NotFound => gone,
            _ => word,
        };
        assert!(fair, "ended for no reason: {taken:?}");
    }
}

impl<const N: usize> Bookkeeping for service::Call<'static, N> {
    /// The clock moves by a keepAlive while the call lives, and by nothing else; every request is answered, once.
    fn bookkeeping(taken: &Observation<'_, Self>) {
        let keep_alive = *taken.event == service::Event::Request(service::Request::KeepAlive);
        let lives = taken.after.state().is_live();
        let renewed = taken.after.now().checked_add(taken.after.policy().settings().expiry());
        let expected = if keep_alive && lives { renewed } else { taken.before.expires_at() };
        assert_eq!(taken.after.expires_at(), expected, "the expiry: {taken:?}");
        if taken.after.cause() == Some(Cause::KeepAliveExpired) && taken.before.state().is_live() {
            let mut moves = taken.step.outputs().iter();
            let end = moves.find(|timed| matches!(<Self as End>::effect(&timed.output), Effect::State(..)));
            assert_eq!(end.map(|end| end.at), taken.before.expires_at(), "expired at another time: {taken:?}");
        }
        let mut answers = Vec::new();
        for timed in taken.step.outputs() {
            if let service::Output::Answer { status, .. } = timed.output {
                answers.push(status);
            }
        }
        let request = matches!(taken.event, service::Event::Request(_));
        assert_eq!(answers.len(), usize::from(request), "answers: {taken:?}");
        assert!(!keep_alive || answers == [if lives { 200 } else { 404 }], "{taken:?}");
        let good = answers.iter().all(|status| *status < 300);
        assert!(!request || good != matches!(taken.step.verdict(), Verdict::Rejected(_)), "{taken:?}");
        let over = taken.before.state() == CallState::Terminated;
        assert!(
            !over || taken.step.outputs().iter().all(|timed| <Self as End>::effect(&timed.output) == Effect::Answer)
        );
        let running =
            |phase: Option<call_lifecycle::record::RecordPhase>| phase.is_some_and(|phase| phase.is_running());
        let media = taken.after.operations().filter(|view| running(view.phase)).count();
        assert!(media <= 1, "two media operations at a time: {taken:?}");
    }

    /// Law *granularity*: who sleeps through its deadlines is told the same as who wakes at each.
    fn of_state(&self) {
        let end = Timestamp::from_millis(self.now().as_millis() + 2 * self.lives_at_most());
        let (mut lazy, mut eager, mut told) = (self.clone(), self.clone(), Vec::new());
        while let Some(due) = eager.next_deadline() {
            told.extend_from_slice(eager.handle(due.at, service::Event::Wake).outputs());
        }
        let _step = eager.handle(end, service::Event::Wake);
        assert_eq!(lazy.handle(end, service::Event::Wake).outputs(), told, "woken late: {self:?}");
        assert_eq!(lazy, eager);
    }
}

/// Handles an event, and checks every law of one step.
fn step<E: Bookkeeping>(before: &E, now: Timestamp, event: &E::Event) -> E {
    let mut after = before.clone();
    let step = after.handle(now, event.clone());
    let taken = Observation::new(before, now, event, &after, &step);
    holds(laws::check_step, &taken);
    holds(laws::determinism, &taken);
    holds(laws::inert, &taken);
    holds(laws::clock_clamped, &taken);
    E::bookkeeping(&taken);
    after
}

/// A host that woke the machine first has missed nothing: so of each event only the present, and of time only a wake, has to be explored.
fn split<E: Explored>(before: &E, now: Timestamp, event: &E::Event, woken: &E, said: &[Timed<E::Output>]) {
    let (mut at_once, mut after) = (before.clone(), woken.clone());
    let step = at_once.handle(now, event.clone());
    let rest = after.handle(now, event.clone());
    assert_eq!(step.verdict(), rest.verdict(), "{event:?} in {before:?}");
    // What an event makes due may have been due before what was said already: the order of time is kept.
    let least = said.last().map_or(Timestamp::ZERO, |last| last.at);
    let rest = rest.outputs().iter().map(|timed| Timed::new(timed.at.later(least), timed.output));
    let expected: Vec<_> = said.iter().copied().chain(rest).collect();
    assert_eq!(step.outputs(), expected, "{event:?} in {before:?}");
    assert_eq!(at_once, after, "a wake made a difference to {event:?}");
}

/// The law *translation*, and that what [`Explored::canonical`] leaves out is of no account: both answer alike, and go on alike.
fn alike<E: Explored>(state: &E, canonical: &E, events: &[E::Event]) {
    let gone = |at: Timestamp, call: &E| at.as_millis().wrapping_sub(call.now().as_millis());
    let due = |call: &E| call.next_deadline().map(|due| (gone(due.at, call), due.kind));
    assert_eq!(due(state), due(canonical), "{state:?}");
    assert_eq!((state.state(), state.cause(), state.open()), (canonical.state(), canonical.cause(), canonical.open()));
    let behind = state.now().as_millis().wrapping_sub(NOW);
    for event in events {
        let (mut a, mut b) = (state.clone(), canonical.clone());
        let shift = Duration::from_millis(u32::try_from(behind).unwrap().into());
        let x = a.handle(state.now(), E::shifted(&state.named(event), shift));
        let y = b.handle(canonical.now(), event.clone());
        assert_eq!(x.verdict(), y.verdict(), "{event:?} in {state:?}");
        let plain = |step: &Step<E::Output>, call: &E| -> Vec<_> {
            step.outputs().iter().map(|timed| (gone(timed.at, call), E::plain(&timed.output))).collect()
        };
        assert_eq!(plain(&x, &a), plain(&y, &b), "{event:?} in {state:?}");
        assert_eq!(a.canonical(), b.canonical(), "{event:?} in {state:?}");
    }
}

/// Nothing lives forever: woken at its deadlines alone, it ends within its bound, each operation with it.
pub(crate) fn ends_alone<E: Explored>(state: &E) {
    let mut call = state.clone();
    let latest = state.now().as_millis() + state.lives_at_most();
    for _ in 0..200 {
        let Some(due) = call.next_deadline() else {
            assert_eq!(call.state(), CallState::Terminated, "nothing to wait for: {call:?}");
            assert!(End::open(&call).is_empty(), "outlived its call: {call:?}");
            return;
        };
        assert!(due.at.as_millis() <= latest, "it lives too long: {state:?}");
        let _step = call.handle(due.at, E::WAKE);
    }
    panic!("it does not end: {state:?}");
}

/// Explores one end; `odd` times on each way time may stop a millisecond next to a deadline.
pub(crate) fn explore<E: Bookkeeping>(name: &str, starts: &[E], events: &[E::Event], odd: u8, limit: usize) -> Report {
    let starts = starts.iter().map(|call| (call.canonical(), odd)).collect();
    let mut compared = HashSet::new();
    search(name, starts, limit, |(state, odd): &Place<E>, found: &mut Found<'_, Place<E>, Label<E::Event>>| {
        let both = laws::round_trip(state).and_then(|()| laws::no_hidden_deadline(state));
        assert_eq!(both, Ok(()), "{state:?}");
        ends_alone(state);
        state.of_state();
        let now = state.now();
        let due = state.next_deadline().map_or(now.as_millis() + UNIT, |due| due.at.as_millis());
        let wake = E::WAKE;
        let wakes = [(due, 0), (due - 1, 1), (due + 1, 1), (due + 1_000_000, 0)];
        let wakes = wakes.map(|(at, cost)| (Timestamp::from_millis(at), &wake, cost));
        let present = events.iter().map(|event| (now, event, 0));
        for (at, event, cost) in present.chain(wakes) {
            if cost > *odd || cost == 1 && at <= now {
                continue;
            }
            let label = (at.as_millis() - now.as_millis(), event.clone());
            found.trying(&label);
            let after = step(state, at, event);
            if at == now {
                let _back = step(state, now.saturating_sub(Duration::from_millis(1)), event);
            } else if at.as_millis() == due {
                let said = state.clone().handle(at, E::WAKE).outputs().to_vec();
                events.iter().for_each(|event| split(state, at, event, &after, &said));
            }
            let canonical = after.canonical();
            if compared.insert(canonical.clone()) {
                same_digest(state, &canonical);
                alike(&after, &canonical, events);
            }
            found.push(label, (canonical, odd - cost));
        }
    })
}
