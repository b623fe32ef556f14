//! The service's end against its reference, step by step, in random scripts with fixed seeds.

use call_lifecycle::DeadlineKind;
use testkit::reference::compare::ServicePair;
use testkit::reference::draw::{Dice, time};
use testkit::reference::drive::steps;
use testkit::reference::service_script;

fn scripts<const N: usize>(first_seed: u64, enough: usize) {
    let start = |dice: &mut Dice| ServicePair::new(service_script::start::<N>(dice), service_script::texts());
    testkit::reference::drive::scripts(first_seed, enough, 3, start, |dice, pair, swarm| {
        let call = &pair.machine;
        let event = service_script::event(dice, call, swarm);
        (time(dice, call.now(), call.next_deadline(), DeadlineKind::KeepAliveExpiry), event)
    });
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
