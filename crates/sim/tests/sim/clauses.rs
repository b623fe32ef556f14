//! Each clause of the predicates of one step, by a toy machine that breaks just that clause: each
//! test changes one thing of what the toy says or is.

use core::time::Duration;

use call_lifecycle::{
    CallState, Cause, Deadline, DeadlineKind, Machine, Rejection, Slot, Slots, Step, Timestamp, Verdict,
};
use call_lifecycle_sim::laws::{self, Observation};
use call_lifecycle_sim::{Law, Violation};

use super::obedient::{DUE, Event, NOW, Output, Says, THEN, Toy, honest, quiet};

const BY: Duration = Duration::from_millis(1_000);

type Check = fn(&Observation<'_, Toy>) -> Result<(), Violation>;

/// What a law says of a step: the toy before, the toy after, and the step.
fn seen(law: Check, now: Timestamp, before: &Toy, after: &Toy, step: &Step<Output>) -> Result<(), Violation> {
    law(&Observation::new(before, now, &Event::Note, after, step))
}

const fn broken(law: Law, why: &'static str) -> Result<(), Violation> {
    Err(Violation::new(law, why))
}

/// The toy after an event, with one thing changed.
fn after(before: &Toy, now: Timestamp, change: impl FnOnce(&mut Toy)) -> Toy {
    let mut after = before.clone();
    let _step = after.handle(now, Event::Note);
    change(&mut after);
    after
}

#[test]
fn determinism() {
    let before = honest(Says { output: Some((0, Output::Said(1))), ..quiet(Verdict::Applied) });
    let step = before.step(THEN, Event::Note);
    let same = after(&before, THEN, |_| ());
    let law = |before: &Toy, after: &Toy, step: &Step<Output>| seen(laws::determinism, THEN, before, after, step);
    assert_eq!(law(&before, &same, &step), Ok(()));
    let predicts = Toy { predicts: Some(Verdict::Stale), ..before.clone() };
    assert_eq!(law(&predicts, &same, &step), broken(Law::Determinism, "check and handle differ"));
    for other in [
        Says { output: Some((0, Output::Said(2))), ..before.says },
        Says { output: Some((1, Output::Said(1))), ..before.says },
        Says { output: None, ..before.says },
        Says { deadline_changed: true, ..before.says },
        Says { mistakes_time: true, ..before.says },
    ] {
        let step = honest(other).step(THEN, Event::Note);
        assert_eq!(law(&before, &same, &step), broken(Law::Determinism, "the same event gives another step"));
    }
    let moved = after(&before, THEN, |after| after.state = CallState::Hold);
    assert_eq!(law(&before, &moved, &step), broken(Law::Determinism, "the same event leaves another machine"));
    let salted = after(&before, THEN, |after| after.salt = 1);
    assert_eq!(law(&before, &salted, &step), broken(Law::Determinism, "equal machines have different digests"));
}

#[test]
fn inert() {
    let law = |before: &Toy, after: &Toy, step: &Step<Output>| seen(laws::inert, THEN, before, after, step);
    for verdict in [Verdict::NoChange, Verdict::Stale, Verdict::Rejected(Rejection::Ended)] {
        let before = honest(quiet(verdict));
        let same = after(&before, THEN, |_| ());
        let step = |says: Says| honest(says).step(THEN, Event::Note);
        assert_eq!(law(&before, &same, &step(before.says)), Ok(()), "{verdict:?}");
        let answers = Says { output: Some((0, Output::Answer)), ..before.says };
        assert_eq!(law(&before, &same, &step(answers)), Ok(()), "an answer is no change");
        let moved = after(&before, THEN, |after| after.state = CallState::Hold);
        let changed = broken(Law::Inert, "an event that was not applied changed something");
        assert_eq!(law(&before, &moved, &step(before.says)), changed);
        let had = broken(Law::Inert, "an event that was not applied had outputs");
        let says = Says { output: Some((0, Output::Said(1))), ..before.says };
        assert_eq!(law(&before, &same, &step(says)), had);
        // What a wake would have said is not missing either.
        let wakes = Toy { on_wake: Some(Output::Said(1)), ..before.clone() };
        let woken = after(&wakes, THEN, |_| ());
        assert_eq!(law(&wakes, &woken, &step(before.says)), had);
        assert_eq!(law(&wakes, &woken, &step(says)), Ok(()));
        let deadline = Says { deadline_changed: true, ..before.says };
        let expected = broken(Law::Inert, "an event that was not applied moved the deadline");
        assert_eq!(law(&before, &same, &step(deadline)), expected);
    }
    let applied =
        honest(Says { output: Some((0, Output::Said(1))), deadline_changed: true, ..quiet(Verdict::Applied) });
    let moved = after(&applied, THEN, |after| after.state = CallState::Hold);
    assert_eq!(law(&applied, &moved, &applied.step(THEN, Event::Note)), Ok(()), "what is applied may do anything");
}

#[test]
fn clock() {
    let law =
        |now, before: &Toy, after: &Toy, step: &Step<Output>| seen(laws::clock_reported, now, before, after, step);
    let honest_one = honest(quiet(Verdict::Applied));
    let wrong_flag = broken(Law::Clock, "the step is wrong about whether time ran backwards");
    for now in [Timestamp::ZERO, NOW, THEN] {
        let same = after(&honest_one, now, |_| ());
        assert_eq!(law(now, &honest_one, &same, &honest_one.step(now, Event::Note)), Ok(()));
        let mistaken = honest(Says { mistakes_time: true, ..honest_one.says });
        assert_eq!(law(now, &honest_one, &same, &mistaken.step(now, Event::Note)), wrong_flag);
        // Neither the earlier time, nor a later one than the latest.
        for other in [Timestamp::ZERO, NOW, THEN, DUE].into_iter().filter(|other| *other != now.later(NOW)) {
            let moved = after(&honest_one, now, |after| after.now = other);
            let expected = broken(Law::Clock, "the latest time does not count");
            assert_eq!(law(now, &honest_one, &moved, &honest_one.step(now, Event::Note)), expected);
        }
        for early in [1, 1_000] {
            let says = Says { output: Some((early, Output::Said(1))), ..honest_one.says };
            let expected = broken(Law::Clock, "an output came before its time");
            assert_eq!(law(now, &honest_one, &same, &honest(says).step(now, Event::Note)), expected);
        }
        let says = Says { output: Some((0, Output::Said(1))), ..honest_one.says };
        assert_eq!(law(now, &honest_one, &same, &honest(says).step(now, Event::Note)), Ok(()));
    }
}

#[test]
fn an_earlier_time() {
    let law = |now, before: &Toy, after: &Toy, step: &Step<Output>| seen(laws::clock_clamped, now, before, after, step);
    let before = honest(Says { output: Some((0, Output::Said(1))), ..quiet(Verdict::Applied) });
    let same = after(&before, Timestamp::ZERO, |_| ());
    let step = |says: Says, now| honest(says).step(now, Event::Note);
    let expected = broken(Law::Clock, "an earlier time does not count as the latest one");
    assert_eq!(law(Timestamp::ZERO, &before, &same, &step(before.says, Timestamp::ZERO)), Ok(()));
    for other in [
        Says { verdict: Verdict::NoChange, ..before.says },
        Says { output: Some((0, Output::Said(2))), ..before.says },
        Says { output: Some((1, Output::Said(1))), ..before.says },
        Says { output: None, ..before.says },
    ] {
        assert_eq!(law(Timestamp::ZERO, &before, &same, &step(other, Timestamp::ZERO)), expected, "{other:?}");
        assert_eq!(law(NOW, &before, &same, &step(other, NOW)), Ok(()), "at a later time nothing is asked");
    }
    let moved = after(&before, Timestamp::ZERO, |after| after.state = CallState::Hold);
    assert_eq!(law(Timestamp::ZERO, &before, &moved, &step(before.says, Timestamp::ZERO)), expected);
}

#[test]
fn translation() {
    let says = Says { output: Some((0, Output::Said(1))), deadline_changed: true, ..quiet(Verdict::Applied) };
    let before = honest(says);
    let same = after(&before, THEN, |_| ());
    let step = before.step(THEN, Event::Note);
    let observed = Observation::new(&before, THEN, &Event::Note, &same, &step);
    let later = |change: fn(&mut Toy)| {
        let due = Some(Deadline::new(DUE.saturating_add(BY), DeadlineKind::KeepAlive));
        let mut other = Toy { now: NOW.saturating_add(BY), due, ..before.clone() };
        change(&mut other);
        laws::translation(&observed, &mut other, BY)
    };
    assert_eq!(later(|_| ()), Ok(()));
    let other = |why| broken(Law::Translation, why);
    assert_eq!(later(|toy| toy.says.verdict = Verdict::NoChange), other("another verdict later"));
    assert_eq!(later(|toy| toy.says.output = None), other("other outputs later"));
    assert_eq!(later(|toy| toy.says.output = Some((0, Output::Said(2)))), other("other outputs later"));
    assert_eq!(later(|toy| toy.says.output = Some((1, Output::Said(1)))), other("other outputs later"));
    assert_eq!(later(|toy| toy.says.mistakes_time = true), other("another step later"));
    assert_eq!(later(|toy| toy.says.deadline_changed = false), other("another step later"));
    assert_eq!(later(|toy| toy.due = None), other("another deadline later"));
    assert_eq!(
        later(|toy| toy.due = Some(Deadline::new(DUE, DeadlineKind::KeepAlive))),
        other("another deadline later")
    );
    let kind = |toy: &mut Toy| toy.due = Some(Deadline::new(DUE.saturating_add(BY), DeadlineKind::GiveUp));
    assert_eq!(later(kind), other("another deadline later"));
    assert_eq!(later(|toy| toy.state = CallState::Hold), other("another machine later"));
    assert_eq!(later(|toy| toy.cause = Some(Cause::Busy)), other("another machine later"));
    assert_eq!(later(|toy| toy.open = Slots::default().with(Slot::new(0))), other("another machine later"));
}

#[test]
fn progress() {
    let law = |before: &Toy, after: &Toy, step: &Step<Output>| seen(laws::progress, THEN, before, after, step);
    let before = honest(quiet(Verdict::Applied));
    let with = |due: Option<u64>| {
        let due = due.map(|due| Deadline::new(Timestamp::from_millis(due), DeadlineKind::KeepAlive));
        after(&before, THEN, |after| after.due = due)
    };
    let says = |deadline_changed| honest(Says { deadline_changed, ..before.says }).step(THEN, Event::Note);
    assert_eq!(law(&before, &with(Some(40)), &says(false)), Ok(()));
    assert_eq!(law(&before, &with(Some(13)), &says(true)), Ok(()));
    assert_eq!(law(&before, &with(None), &says(true)), Ok(()));
    for past in [0, 10, 12] {
        let expected = broken(Law::Progress, "the next deadline is in the past");
        assert_eq!(law(&before, &with(Some(past)), &says(true)), expected);
    }
    let wrong = broken(Law::Progress, "the step is wrong about whether the deadline changed");
    assert_eq!(law(&before, &with(Some(40)), &says(true)), wrong);
    assert_eq!(law(&before, &with(Some(41)), &says(false)), wrong);
    assert_eq!(law(&before, &with(None), &says(false)), wrong);
    let kind = after(&before, THEN, |after| after.due = Some(Deadline::new(DUE, DeadlineKind::GiveUp)));
    assert_eq!(law(&before, &kind, &says(false)), wrong);
}

#[test]
fn forward() {
    use CallState::{Established, Hold, Ringing, Terminated};
    let law = |output, to| {
        let before = honest(Says { output, ..quiet(Verdict::Applied) });
        let moved = after(&before, THEN, |after| after.state = to);
        seen(laws::forward, THEN, &before, &moved, &before.step(THEN, Event::Note))
    };
    let moved = |from, to| Some((0, Output::Moved(from, to)));
    let why = |why| broken(Law::Forward, why);
    assert_eq!(law(moved(Established, Hold), Hold), Ok(()));
    assert_eq!(law(Some((0, Output::Ended(Cause::Busy))), Terminated), Ok(()));
    assert_eq!(law(moved(Ringing, Hold), Hold), why("a move starts in a state that the call is not in"));
    assert_eq!(law(moved(Established, Ringing), Ringing), why("the table does not have this move"));
    assert_eq!(law(moved(Established, Hold), Established), why("the call moved without an output"));
    assert_eq!(law(None, Hold), why("the call moved without an output"));
    assert_eq!(law(Some((0, Output::Ended(Cause::Busy))), Established), why("the call moved without an output"));
}

#[test]
fn once() {
    use CallState::{Established, Terminated, Terminating};
    let law = |output, was: (CallState, Option<Cause>), is: (CallState, Option<Cause>)| {
        let mut before = honest(Says { output, ..quiet(Verdict::Applied) });
        (before.state, before.cause) = was;
        let over = after(&before, THEN, |after| (after.state, after.cause) = is);
        seen(laws::once, THEN, &before, &over, &before.step(THEN, Event::Note))
    };
    let why = |why| broken(Law::Once, why);
    let (busy, failed) = (Some(Cause::Busy), Some(Cause::Failed));
    let end = Some((0, Output::Ended(Cause::Busy)));
    let live = (Established, None);
    assert_eq!(law(end, live, (Terminated, busy)), Ok(()));
    assert_eq!(law(None, live, live), Ok(()));
    assert_eq!(law(None, live, (Terminating, busy)), Ok(()), "a call that is being torn down may have its cause");
    assert_eq!(law(None, live, (Terminated, busy)), why("the call's end was not reported exactly once"));
    assert_eq!(law(end, live, live), why("the call's end was not reported exactly once"));
    assert_eq!(law(end, (Terminated, busy), (Terminated, busy)), why("the call's end was not reported exactly once"));
    assert_eq!(law(end, live, (Terminated, None)), why("the call ended without a cause"));
    assert_eq!(law(None, live, (Established, busy)), why("the call has a cause of its end, but lives"));
    assert_eq!(law(None, (Terminating, busy), (Terminating, failed)), why("the cause changed after the end"));
    assert_eq!(law(None, (Terminated, busy), (Terminated, failed)), why("the cause changed after the end"));
}

#[test]
fn an_operation_outlives_its_call() {
    let open = Slots::default().with(Slot::new(3));
    let before = Toy { open, ..honest(quiet(Verdict::Applied)) };
    let law = |state| {
        let moved = after(&before, THEN, |after| (after.state, after.cause) = (state, Some(Cause::Busy)));
        seen(
            laws::once,
            THEN,
            &Toy { state, cause: Some(Cause::Busy), ..before.clone() },
            &moved,
            &before.step(THEN, Event::Note),
        )
    };
    assert_eq!(law(CallState::Terminating), broken(Law::Once, "an operation outlived its call"));
}

/// No step has them in another order, so that no machine can break this: the step itself keeps them so.
const NEVER_SAID: &str = "outputs are not in order of time";

#[test]
fn a_step_keeps_its_outputs_in_order() {
    let before = honest(quiet(Verdict::Applied));
    let mut step = Step::new();
    for at in [2, 1, 3, 0] {
        assert!(step.try_push(Timestamp::from_millis(at), Output::Said(1)));
    }
    step.finish(Verdict::Applied, false);
    let times: Vec<u64> = step.outputs().iter().map(|timed| timed.at.as_millis()).collect();
    assert_eq!(times, [2, 2, 3, 3], "{NEVER_SAID}");
    assert_eq!(seen(laws::outputs_in_order, THEN, &before, &before, &step), Ok(()));
}

/// Whatever a predicate says, some test here or next to it makes it say so.
#[test]
fn every_reason_of_the_predicates_is_shown() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let tests =
        ["clauses", "laws", "laws_of_machines", "ends", "toy"].map(|file| read(&format!("tests/sim/{file}.rs")));
    let mut reasons = 0;
    for source in ["src/laws/step.rs", "src/laws/trial.rs", "src/joint.rs"].map(read) {
        let quoted = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| line.split('"').skip(1).step_by(2));
        for reason in quoted.filter(|quoted| quoted.contains(' ')) {
            reasons += 1;
            let quoted = format!("\"{reason}\"");
            assert!(tests.iter().any(|test| test.contains(&quoted)), "no test makes a predicate say {quoted}");
        }
    }
    assert!(reasons >= 39, "{reasons}");
}
