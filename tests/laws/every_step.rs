//! The laws, each by its name, at both ends: every event of a list in a breadth of states, at every kind of time.

use core::time::Duration;

use call_lifecycle::{CallState, MAX_DURATION, Timestamp};
use call_lifecycle_sim::{Violation, laws};
use testkit::chance::Chance;
use testkit::laws::{End, Observation, checked, holds};
use testkit::scripts::{START, app_events, app_starts, breadth, service_events, service_starts, soon};

/// The times to try in a state: the ends of time, backwards, and around the deadline.
fn times<E: End>(call: &E) -> Vec<Timestamp> {
    let due = call.next_deadline().map_or(call.now().saturating_add(Duration::from_secs(60)), |due| due.at);
    let one = Duration::from_millis(1);
    vec![
        Timestamp::ZERO,
        call.now().saturating_sub(one),
        call.now(),
        due.saturating_sub(one),
        due,
        due.saturating_add(one),
        due.saturating_add(Duration::from_secs(60 * 61)),
        Timestamp::MAX,
    ]
}

const fn named_times() -> [Timestamp; 4] {
    [START, Timestamp::ZERO, START.saturating_add(Duration::from_secs(60 * 14)), Timestamp::MAX]
}

/// Every event in every state of a breadth, at every time, for a law of one step.
fn everywhere<E: End>(starts: Vec<E>, events: &[E::Event], law: impl Fn(&Observation<'_, E>) -> Result<(), Violation>) {
    for before in breadth(starts, events, 40, 11) {
        for now in times(&before) {
            for event in events {
                let mut after = before.clone();
                let step = after.handle(now, event.clone());
                holds(&law, &Observation::new(&before, now, event, &after, &step));
            }
        }
    }
}

/// The same at both ends.
macro_rules! everywhere {
    ($law:expr) => {
        everywhere(app_starts(START), &app_events(&named_times()), $law);
        everywhere(service_starts(START), &service_events(), $law);
    };
}

#[test]
fn determinism() {
    everywhere!(laws::determinism);
}

#[test]
fn total() {
    // That nothing panics is shown by getting here; that a step is bounded, by its outputs.
    everywhere!(|taken| {
        assert!(taken.step.outputs().len() <= call_lifecycle::MAX_OUTPUTS);
        assert!(taken.after.now() >= taken.before.now());
        Ok(())
    });
}

#[test]
fn total_at_the_end_of_time() {
    for start in [
        Timestamp::ZERO,
        Timestamp::from_millis(1),
        Timestamp::MAX.saturating_sub(Duration::from_secs(60 * 46)),
        Timestamp::MAX,
    ] {
        for mut call in app_starts(start) {
            for event in app_events(&[start, Timestamp::MAX]) {
                let _step = checked(&mut call.clone(), start, &event);
                let _step = checked(&mut call, start.saturating_add(Duration::from_secs(60 * 50)), &event);
            }
        }
        for mut call in service_starts(start) {
            for event in service_events() {
                let _step = checked(&mut call.clone(), start, &event);
                let _step = checked(&mut call, start.saturating_add(Duration::from_secs(60 * 50)), &event);
            }
        }
    }
}

#[test]
fn inert() {
    everywhere!(laws::inert);
}

#[test]
fn progress() {
    everywhere!(laws::progress);
}

/// Sleeping from deadline to deadline comes to an end, in a bounded number of wakes.
fn runs_out<E: End>(mut call: E) {
    for _ in 0..5_000 {
        let Some(due) = call.next_deadline() else {
            assert_eq!(call.state(), CallState::Terminated, "nothing to wait for: {call:?}");
            return;
        };
        let step = call.handle(due.at, E::WAKE);
        assert!(step.deadline_changed(), "a deadline that passed and stays: {call:?}");
    }
    panic!("it never ends: {call:?}");
}

#[test]
fn progress_runs_out() {
    breadth(app_starts(START), &app_events(&named_times()[..3]), 400, 5).into_iter().for_each(runs_out);
    breadth(service_starts(START), &service_events(), 400, 5).into_iter().for_each(runs_out);
}

#[test]
fn no_hidden_deadline() {
    everywhere!(|taken| laws::no_hidden_deadline(taken.after));
}

/// Law 6: two hosts feed the same events, and one of them wakes the machine as often as it likes in between.
#[test]
fn granularity() {
    let events = service_events();
    for seed in 1..=60 {
        let mut chance = Chance::new(seed * 7919);
        let mut starts = service_starts(START);
        let start = usize::try_from(chance.below(starts.len() as u64)).unwrap();
        let mut lazy = starts.swap_remove(start);
        let mut eager = lazy.clone();
        for _ in 0..120 {
            let now = soon(&lazy, &mut chance);
            let event = events[usize::try_from(chance.below(events.len() as u64)).unwrap()];
            let mut said = Vec::new();
            while let Some(due) = eager.next_deadline().filter(|due| due.at <= now) {
                if chance.below(2) == 0 {
                    said.extend_from_slice(
                        eager
                            .handle(due.at.saturating_sub(Duration::from_millis(1)).later(eager.now()), service_wake())
                            .outputs(),
                    );
                }
                said.extend_from_slice(eager.handle(due.at, service_wake()).outputs());
                assert_ne!(eager.next_deadline(), Some(due), "law progress broken");
            }
            let step = eager.handle(now, event);
            said.extend_from_slice(step.outputs());
            let expected = lazy.handle(now, event);
            assert_eq!(
                (step.verdict(), said.as_slice()),
                (expected.verdict(), expected.outputs()),
                "{event:?} at {now}"
            );
            assert_eq!(eager, lazy);
            if lazy.state() == CallState::Terminated && chance.below(4) == 0 {
                break;
            }
        }
    }
}

const fn service_wake() -> call_lifecycle::service::Event {
    call_lifecycle::service::Event::Wake
}

#[test]
fn forward() {
    everywhere!(laws::forward);
}

#[test]
fn once() {
    everywhere!(laws::once);
}

#[test]
fn clock() {
    everywhere!(laws::clock_reported);
    everywhere!(laws::clock_clamped);
    everywhere!(laws::outputs_in_order);
}

/// Of one step at the application's end; of both ends it is shown in `agreement.rs`.
#[test]
fn safe_side() {
    everywhere(app_starts(START), &app_events(&named_times()), testkit::laws::safe_side);
}

#[test]
fn round_trip() {
    everywhere!(|taken| laws::round_trip(taken.after));
}

/// A whole path, led twice: the second time a year later.
fn led_twice<E: End>(seed: u64, starts: Vec<E>, later: Vec<E>, events: &[E::Event], span: Duration) {
    let mut chance = Chance::new(seed);
    for (mut call, mut other) in starts.into_iter().zip(later) {
        for _ in 0..400 {
            let now = soon(&call, &mut chance);
            let now = if chance.below(20) == 0 { now.saturating_sub(Duration::from_secs(30)) } else { now };
            let event = &events[usize::try_from(chance.below(events.len() as u64)).unwrap()];
            let before = call.clone();
            let step = call.handle(now, event.clone());
            let taken = Observation::new(&before, now, event, &call, &step);
            laws::translation(&taken, &mut other, span).unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
            if call.state() == CallState::Terminated && chance.below(30) == 0 {
                break;
            }
        }
    }
}

#[test]
fn translation() {
    let times = &named_times()[..3];
    for span in [Duration::from_millis(1), MAX_DURATION] {
        let later = START.saturating_add(span);
        for seed in 1..=20 {
            led_twice(seed, app_starts(START), app_starts(later), &app_events(times), span);
            led_twice(seed, service_starts(START), service_starts(later), &service_events(), span);
        }
    }
}
