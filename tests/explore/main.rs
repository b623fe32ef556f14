//! Every state that the machines can reach, explored breadth first, with the laws checked in each.
//!
//! The spans of the policies are a few units, and a state counts as known if only the date differs (law *translation*), so that the graphs close.
//! `CALL_LIFECYCLE_DEEP=1` goes further where the ordinary run is bounded; `--nocapture` prints how far each went.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod canonical;
mod joint;
mod lists;
mod model_checked;
mod search;
mod single;
mod world;

use call_lifecycle::Span;
use joint::Network;
use lists::{LATENCY, PATIENT, app_starts, service_starts};
use search::Report;
use single::explore;

/// As many states as a machine with memory holds.
const ALL: usize = 3_000_000;

/// The first for an ordinary run, the other for a deep one.
fn depth<T>(ordinary: T, deep: T) -> T {
    if std::env::var_os("CALL_LIFECYCLE_DEEP").is_some_and(|value| value == "1") { deep } else { ordinary }
}

fn closed(report: Report) {
    assert!(report.closed, "more than {} states", report.states);
}

#[test]
fn app_clocks() {
    let starts: Vec<_> = app_starts::<0>().into_iter().filter(|call| lists::differ_in_clocks(call.state())).collect();
    closed(explore("app, clocks, no slot", &starts, &lists::app_clocks(), depth(0, 1), ALL));
}

#[test]
fn app_notifications() {
    let limit = depth(1_500, ALL);
    explore("app, notifications, no slot", &app_starts::<0>(), &lists::app_notifications(), 0, limit);
}

#[test]
fn app_operations() {
    closed(explore(
        "app, operations, 1 slot",
        &[lists::app_connected::<1>()],
        &lists::app_operations(),
        depth(0, 1),
        ALL,
    ));
    explore("app, operations, 2 slots", &[lists::app_connected::<2>()], &lists::app_operations(), 0, depth(3_000, ALL));
}

#[test]
fn service_calls() {
    let events = lists::service_calls();
    closed(explore("service, calls, no slot", &service_starts::<0>(&PATIENT), &events, depth(1, 2), ALL));
    closed(explore("service, calls, 1 slot", &service_starts::<1>(&PATIENT), &events, depth(0, 1), ALL));
}

#[test]
fn service_media() {
    closed(explore(
        "service, media, 1 slot",
        &[lists::service_connected::<1>()],
        &lists::service_media(),
        depth(0, 1),
        ALL,
    ));
    explore(
        "service, media, 2 slots",
        &[lists::service_connected::<2>()],
        &lists::service_media(),
        0,
        depth(3_000, ALL),
    );
}

/// Delays, drops, repeats and reorders, with this many messages under way.
const fn bad(room: usize) -> Network {
    Network { room, loses: true, repeats: true, delays: true }
}

#[test]
fn joint_outgoing() {
    let starts = vec![world::outgoing::<0>()];
    closed(joint::explore("joint, outgoing, 1 under way", starts.clone(), bad(1), ALL));
    // This one closes too, in the deep run; with three under way no run has.
    joint::explore("joint, outgoing, 2 under way", starts.clone(), bad(2), depth(40_000, ALL));
    joint::explore("joint, outgoing, 3 under way", starts, bad(3), depth(15_000, ALL));
}

#[test]
fn joint_incoming() {
    let starts = [Span::ZERO, LATENCY].map(world::incoming::<0>);
    joint::explore("joint, incoming, 1 under way", starts.to_vec(), bad(1), depth(15_000, ALL));
    joint::explore("joint, incoming, 2 under way", starts.to_vec(), bad(2), depth(15_000, ALL));
}

#[test]
fn joint_recording() {
    closed(joint::explore("joint, recording, 1 under way", vec![world::outgoing::<1>()], bad(1), ALL));
    joint::explore("joint, recording, 2 under way", vec![world::outgoing::<1>()], bad(2), depth(15_000, ALL));
}

#[test]
fn joint_on_a_good_network() {
    let good = Network { room: usize::MAX, loses: false, repeats: false, delays: false };
    closed(joint::explore("joint, outgoing, nothing lost or late", vec![world::outgoing::<1>()], good, ALL));
}
