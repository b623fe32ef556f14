//! What is explored, and how far.

use core::time::Duration;

use crate::joint::{self, Network};
use crate::lists::{self, LATENCY, PATIENT, app_starts, service_starts};
use crate::search::Report;
use crate::single::explore;
use crate::{ALL, Depth, world};

pub(crate) fn app_clocks(depth: Depth) {
    let starts: Vec<_> = app_starts::<0>().into_iter().filter(|call| lists::differ_in_clocks(call.state())).collect();
    let report = explore("app, clocks, no slot", &starts, &lists::app_clocks(), depth.odd(0), depth.limit(ALL));
    depth.came_to(report, 5_035, Report::closed(4_607, 87_533));
}

pub(crate) fn app_notifications(depth: Depth) {
    let limit = depth.limit(1_500);
    let report = explore("app, notifications, no slot", &app_starts::<0>(), &lists::app_notifications(), 0, limit);
    depth.came_to(report, 7_540, Report::cut(1_500, 49_590));
}

pub(crate) fn app_operations(depth: Depth) {
    let (one, two) = ([lists::app_connected::<1>()], [lists::app_connected::<2>()]);
    let events = lists::app_operations();
    let report = explore("app, operations, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL));
    depth.came_to(report, 5_280, Report::closed(1_665, 33_300));
    let report = explore("app, operations, 2 slots", &two, &events, 0, depth.limit(3_000));
    depth.came_to(report, 4_100, Report::cut(3_000, 45_860));
}

pub(crate) fn service_calls(depth: Depth) {
    let (none, one) = (service_starts::<0>(&PATIENT), service_starts::<1>(&PATIENT));
    let events = lists::service_calls();
    let report = explore("service, calls, no slot", &none, &events, depth.odd(1), depth.limit(ALL));
    depth.came_to(report, 9_622, Report::closed(2_696, 93_052));
    let report = explore("service, calls, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL));
    depth.came_to(report, 7_072, Report::closed(1_438, 48_892));
}

pub(crate) fn service_media(depth: Depth) {
    let (one, two) = ([lists::service_connected::<1>()], [lists::service_connected::<2>()]);
    let events = lists::service_media();
    let report = explore("service, media, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL));
    depth.came_to(report, 3_772, Report::closed(1_080, 24_840));
    let report = explore("service, media, 2 slots", &two, &events, 0, depth.limit(3_000));
    depth.came_to(report, 1_794, Report::cut(3_000, 35_190));
}

/// Delays, drops, repeats and reorders, with this many messages under way.
const fn bad(room: usize) -> Network {
    Network { room, loses: true, repeats: true, delays: true }
}

pub(crate) fn joint_outgoing(depth: Depth) {
    let starts = vec![world::outgoing::<0>()];
    let report = joint::explore("joint, outgoing, 1 under way", starts.clone(), bad(1), depth.limit(ALL));
    depth.came_to(report, 1_028, Report::closed(15_889, 64_064));
    // This one closes too, in the deep run; with three under way no run has.
    let report = joint::explore("joint, outgoing, 2 under way", starts.clone(), bad(2), depth.limit(40_000));
    depth.came_to(report, 597, Report::cut(40_000, 163_214));
    let report = joint::explore("joint, outgoing, 3 under way", starts, bad(3), depth.limit(15_000));
    depth.came_to(report, 647, Report::cut(15_000, 100_737));
}

pub(crate) fn joint_incoming(depth: Depth) {
    let starts = [Duration::ZERO, LATENCY].map(world::incoming::<0>);
    let report = joint::explore("joint, incoming, 1 under way", starts.to_vec(), bad(1), depth.limit(15_000));
    depth.came_to(report, 1_143, Report::cut(15_000, 62_641));
    let report = joint::explore("joint, incoming, 2 under way", starts.to_vec(), bad(2), depth.limit(15_000));
    depth.came_to(report, 1_712, Report::cut(15_000, 71_043));
}

pub(crate) fn joint_recording(depth: Depth) {
    let start = vec![world::outgoing::<1>()];
    let report = joint::explore("joint, recording, 1 under way", start.clone(), bad(1), depth.limit(ALL));
    depth.came_to(report, 1_148, Report::closed(106_656, 405_710));
    let report = joint::explore("joint, recording, 2 under way", start, bad(2), depth.limit(15_000));
    depth.came_to(report, 620, Report::cut(15_000, 51_356));
}

/// So few that an ordinary run closes it.
pub(crate) fn joint_on_a_good_network() -> Report {
    let good = Network { room: usize::MAX, loses: false, repeats: false, delays: false };
    joint::explore("joint, outgoing, nothing lost or late", vec![world::outgoing::<1>()], good, ALL)
}
