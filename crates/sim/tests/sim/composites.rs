//! The laws in one go: what asks for all of them asks for each that a toy can break alone.

use call_lifecycle::{CallState, Cause, Verdict};
use call_lifecycle_sim::laws::{self, Observation};
use call_lifecycle_sim::{Law, Violation};

use super::obedient::{Event, Output, Says, THEN, Toy, honest, quiet};

/// What each says of the toy's next step: `check_step`, `check_by_trial`, and both in one.
fn all_three(before: &Toy) -> [Result<(), Violation>; 3] {
    let mut after = before.clone();
    let step = before.step(THEN, Event::Note);
    let in_one = laws::handle_checked(&mut after, THEN, &Event::Note).map(|checked| assert_eq!(checked, step));
    let observed = Observation::new(before, THEN, &Event::Note, &after, &step);
    [laws::check_step(&observed), laws::check_by_trial(&observed), in_one]
}

#[test]
fn a_toy_that_breaks_nothing_is_let_through() {
    for verdict in [Verdict::Applied, Verdict::NoChange, Verdict::Stale] {
        assert_eq!(all_three(&honest(quiet(verdict))), [Ok(()); 3], "{verdict:?}");
    }
}

#[test]
fn each_law_of_a_step_is_asked_for() {
    let says = quiet(Verdict::Applied);
    let moved = Some((0, Output::Moved(CallState::Ringing, CallState::Hold)));
    for (law, why, toy) in [
        (
            Law::Progress,
            "the step is wrong about whether the deadline changed",
            honest(Says { deadline_changed: true, ..says }),
        ),
        (Law::Forward, "a move starts in a state that the call is not in", honest(Says { output: moved, ..says })),
        (Law::Once, "the call has a cause of its end, but lives", Toy { cause: Some(Cause::Busy), ..honest(says) }),
        (
            Law::Clock,
            "the step is wrong about whether time ran backwards",
            honest(Says { mistakes_time: true, ..says }),
        ),
    ] {
        let [of_step, _, in_one] = all_three(&toy);
        assert_eq!([of_step, in_one], [Err(Violation::new(law, why)); 2], "{law}");
    }
}

#[test]
fn each_law_that_is_tried_is_asked_for() {
    let (applied, stale) = (honest(quiet(Verdict::Applied)), quiet(Verdict::Stale));
    for (law, why, toy) in [
        (Law::Determinism, "check and handle differ", Toy { predicts: Some(Verdict::Stale), ..applied.clone() }),
        (
            Law::Inert,
            "an event that was not applied had outputs",
            honest(Says { output: Some((0, Output::Said(1))), ..stale }),
        ),
        (
            Law::NoHiddenDeadline,
            "something was due before the deadline",
            Toy { on_wake: Some(Output::Said(1)), ..applied },
        ),
    ] {
        let broken = Err(Violation::new(law, why));
        assert_eq!(all_three(&toy), [Ok(()), broken, broken], "{law}");
    }
}
