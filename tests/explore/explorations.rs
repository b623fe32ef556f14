//! What is explored, and how far.

use core::time::Duration;

use crate::joint::{self, Network};
use crate::lists::{self, LATENCY, PATIENT, app_starts, service_starts};
use crate::single::explore;
use crate::{ALL, Depth, world};

pub(crate) fn app_clocks(depth: Depth) {
    let starts: Vec<_> = app_starts::<0>().into_iter().filter(|call| lists::differ_in_clocks(call.state())).collect();
    depth.closed(explore("app, clocks, no slot", &starts, &lists::app_clocks(), depth.odd(0), depth.limit(ALL)));
}

pub(crate) fn app_notifications(depth: Depth) {
    let limit = depth.limit(1_500);
    explore("app, notifications, no slot", &app_starts::<0>(), &lists::app_notifications(), 0, limit);
}

pub(crate) fn app_operations(depth: Depth) {
    let (one, two) = ([lists::app_connected::<1>()], [lists::app_connected::<2>()]);
    let events = lists::app_operations();
    depth.closed(explore("app, operations, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL)));
    explore("app, operations, 2 slots", &two, &events, 0, depth.limit(3_000));
}

pub(crate) fn service_calls(depth: Depth) {
    let (none, one) = (service_starts::<0>(&PATIENT), service_starts::<1>(&PATIENT));
    let events = lists::service_calls();
    depth.closed(explore("service, calls, no slot", &none, &events, depth.odd(1), depth.limit(ALL)));
    depth.closed(explore("service, calls, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL)));
}

pub(crate) fn service_media(depth: Depth) {
    let (one, two) = ([lists::service_connected::<1>()], [lists::service_connected::<2>()]);
    let events = lists::service_media();
    depth.closed(explore("service, media, 1 slot", &one, &events, depth.odd(0), depth.limit(ALL)));
    explore("service, media, 2 slots", &two, &events, 0, depth.limit(3_000));
}

/// Delays, drops, repeats and reorders, with this many messages under way.
const fn bad(room: usize) -> Network {
    Network { room, loses: true, repeats: true, delays: true }
}

pub(crate) fn joint_outgoing(depth: Depth) {
    let starts = vec![world::outgoing::<0>()];
    depth.closed(joint::explore("joint, outgoing, 1 under way", starts.clone(), bad(1), depth.limit(ALL)));
    // This one closes too, in the deep run; with three under way no run has.
    joint::explore("joint, outgoing, 2 under way", starts.clone(), bad(2), depth.limit(40_000));
    joint::explore("joint, outgoing, 3 under way", starts, bad(3), depth.limit(15_000));
}

pub(crate) fn joint_incoming(depth: Depth) {
    let starts = [Duration::ZERO, LATENCY].map(world::incoming::<0>);
    joint::explore("joint, incoming, 1 under way", starts.to_vec(), bad(1), depth.limit(15_000));
    joint::explore("joint, incoming, 2 under way", starts.to_vec(), bad(2), depth.limit(15_000));
}

pub(crate) fn joint_recording(depth: Depth) {
    let start = vec![world::outgoing::<1>()];
    depth.closed(joint::explore("joint, recording, 1 under way", start.clone(), bad(1), depth.limit(ALL)));
    joint::explore("joint, recording, 2 under way", start, bad(2), depth.limit(15_000));
}

pub(crate) fn joint_on_a_good_network(depth: Depth) {
    let good = Network { room: usize::MAX, loses: false, repeats: false, delays: false };
    let start = vec![world::outgoing::<1>()];
    depth.closed(joint::explore("joint, outgoing, nothing lost or late", start, good, depth.limit(ALL)));
}
