//! The service's end against its reference, step by step, in random scripts with fixed seeds.
#![allow(clippy::arithmetic_side_effects, reason = "a test may panic")]

mod reference;

use call_lifecycle::{CallState, DeadlineKind};
use reference::compare::ServicePair;
use reference::drive::{Dice, Draw, Swarm, run, steps, time};
use reference::service_script;

/// Runs scripts until so many steps were taken.
fn scripts<const N: usize>(seeds: u64, enough: usize) {
    let (mut taken, mut seed) = (0, seeds);
    let mut reached = std::collections::BTreeSet::new();
    while taken < enough {
        let mut dice = Dice::new(seed);
        let swarm = Swarm::draw(&mut dice);
        let call = service_script::start::<N>(&mut dice);
        let length = dice.one_of(&[10, 40, 40, 80]);
        taken += run(
            seed,
            length,
            || ServicePair::new(call.clone(), &service_script::TEXTS),
            |pair| {
                reached.insert(pair.machine.state());
                if pair.machine.state() == CallState::Terminated && dice.below(3) == 0 {
                    return None;
                }
                let event = service_script::event(&mut dice, &pair.machine, swarm);
                let now =
                    time(&mut dice, pair.machine.now(), pair.machine.next_deadline(), DeadlineKind::KeepAliveExpiry);
                Some((now, event))
            },
        );
        seed += 1;
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the scripts have seen {reached:?}");
}

#[test]
fn the_service_does_what_its_reference_says() {
    scripts::<4>(1, steps(60_000));
}

#[test]
fn a_service_with_a_single_slot_does_so_too() {
    scripts::<1>(1_000_000, steps(20_000));
}

#[test]
fn a_service_with_more_slots_than_media_operations_does_so_too() {
    scripts::<10>(2_000_000, steps(40_000));
}

#[test]
fn a_service_without_slots_does_so_too() {
    scripts::<0>(3_000_000, steps(5_000));
}
