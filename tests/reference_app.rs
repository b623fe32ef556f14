//! The application's end against its reference, step by step, in random scripts with fixed seeds.
#![allow(clippy::arithmetic_side_effects, reason = "a test may panic")]

mod reference;

use call_lifecycle::{CallState, DeadlineKind};
use reference::app_script;
use reference::compare::AppPair;
use reference::drive::{Dice, Draw, Swarm, run, steps, time};

/// Runs scripts until so many steps were taken.
fn scripts<const N: usize>(seeds: u64, enough: usize) {
    let (mut taken, mut seed) = (0, seeds);
    let mut reached = std::collections::BTreeSet::new();
    while taken < enough {
        let mut dice = Dice::new(seed);
        let swarm = Swarm::draw(&mut dice);
        let call = app_script::start::<N>(&mut dice);
        let length = dice.one_of(&[10, 40, 40, 80]);
        taken += run(
            seed,
            length,
            || AppPair::new(call.clone()),
            |pair| {
                reached.insert(pair.machine.state());
                if pair.machine.state() == CallState::Terminated && dice.below(4) == 0 {
                    return None;
                }
                let now = time(&mut dice, pair.machine.now(), pair.machine.next_deadline(), DeadlineKind::GiveUp);
                Some((now, app_script::event(&mut dice, &pair.machine, &pair.host, now.max(pair.machine.now()), swarm)))
            },
        );
        seed += 1;
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the scripts have seen {reached:?}");
}

#[test]
fn the_application_does_what_its_reference_says() {
    scripts::<4>(1, steps(40_000));
}

#[test]
fn an_application_with_a_single_slot_does_so_too() {
    scripts::<1>(1_000_000, steps(20_000));
}

#[test]
fn an_application_without_slots_does_so_too() {
    scripts::<0>(2_000_000, steps(20_000));
}
