//! The application's end against its reference, step by step, in random scripts with fixed seeds.

use call_lifecycle::DeadlineKind;
use testkit::reference::app_script;
use testkit::reference::compare::AppPair;
use testkit::reference::draw::{Dice, time};
use testkit::reference::drive::steps;

fn scripts<const N: usize>(first_seed: u64, enough: usize) {
    let start = |dice: &mut Dice| AppPair::new(app_script::start::<N>(dice));
    testkit::reference::drive::scripts(first_seed, enough, 4, start, |dice, pair, swarm| {
        let call = &pair.machine;
        let now = time(dice, call.now(), call.next_deadline(), DeadlineKind::GiveUp);
        (now, app_script::event(dice, call, &pair.host, now.max(call.now()), swarm))
    });
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
