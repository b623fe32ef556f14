//! The laws before a machine that breaks them in ways in which the crate's own cannot be made to.

use core::time::Duration;

use call_lifecycle::{CallState, Cause, Deadline, DeadlineKind, Id, Machine, Slots, Step, Timestamp, Verdict};
use call_lifecycle_sim::laws::{self, Observation};
use call_lifecycle_sim::{Effect, End, Law, Violation};

const NOW: Timestamp = Timestamp::from_millis(10);
const LATER: Timestamp = Timestamp::from_millis(20);

/// Takes note of the time, and of nothing else, but for its fault.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Toy {
    now: Timestamp,
    due: Option<Timestamp>,
    /// Every wake says that the deadline is another.
    fidgets: bool,
}

impl Machine for Toy {
    type Event = ();
    type Output = ();
    const WAKE: () = ();

    fn id(&self) -> Id {
        Id::from_u128(1)
    }

    fn handle_into(&mut self, now: Timestamp, _event: &(), step: &mut Step<()>) {
        step.begin(now < self.now);
        self.now = self.now.later(now);
        step.finish(Verdict::NoChange, self.fidgets);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        self.due.map(|at| Deadline::new(at, DeadlineKind::KeepAlive))
    }

    fn digest(&self) -> u64 {
        self.now.as_millis()
    }
}

impl End for Toy {
    fn state(&self) -> CallState {
        CallState::Established
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn cause(&self) -> Option<Cause> {
        None
    }

    fn check(&self, _now: Timestamp, _event: &()) -> Verdict {
        Verdict::NoChange
    }

    fn open(&self) -> Slots {
        Slots::default()
    }

    fn survives_a_snapshot(&self) -> bool {
        true
    }

    fn effect(_output: &()) -> Effect {
        Effect::Other
    }

    fn starts(_event: &()) -> bool {
        false
    }

    fn shifted(_event: &(), _by: Duration) {}

    fn may_move(_from: CallState, _to: CallState) -> bool {
        false
    }

    fn may_operate(_state: CallState) -> bool {
        true
    }
}

const fn toy(due: Option<Timestamp>) -> Toy {
    Toy { now: NOW, due, fidgets: false }
}

fn step(outputs: &[Timestamp], verdict: Verdict) -> Step<()> {
    let mut step = Step::new();
    assert!(outputs.iter().all(|at| step.try_push(*at, ())));
    step.finish(verdict, false);
    step
}

const fn broken<T>(result: &Result<T, Violation>) -> Option<Law> {
    match result {
        Ok(_) => None,
        Err(broken) => Some(broken.law),
    }
}

#[test]
fn a_deadline_at_the_present_is_no_progress() {
    for (due, law) in [(Some(NOW), Some(Law::Progress)), (Some(LATER), None), (None, None)] {
        let end = toy(due);
        let step = step(&[], Verdict::NoChange);
        let taken = Observation::new(&end, NOW, &(), &end, &step);
        assert_eq!(broken(&laws::progress(&taken)), law, "{due:?}");
    }
}

#[test]
fn a_wake_that_moves_the_deadline_shows_a_hidden_one() {
    assert_eq!(laws::no_hidden_deadline(&toy(Some(LATER))), Ok(()));
    let fidgets = Toy { fidgets: true, ..toy(Some(LATER)) };
    assert_eq!(broken(&laws::no_hidden_deadline(&fidgets)), Some(Law::NoHiddenDeadline));
}

#[test]
fn an_earlier_time_counts_as_the_last_one_in_every_respect() {
    let end = toy(None);
    for (outputs, verdict, law) in [
        (&[][..], Verdict::NoChange, None),
        (&[NOW][..], Verdict::NoChange, Some(Law::Clock)),
        (&[][..], Verdict::Stale, Some(Law::Clock)),
    ] {
        let mut regressed = Step::new();
        regressed.begin(true);
        assert!(outputs.iter().all(|at| regressed.try_push(*at, ())));
        regressed.finish(verdict, false);
        let taken = Observation::new(&end, Timestamp::ZERO, &(), &end, &regressed);
        assert_eq!(broken(&laws::clock_clamped(&taken)), law, "{verdict:?}");
    }
}
