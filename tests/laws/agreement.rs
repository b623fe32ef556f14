//! The laws *safe side* and *agreement*: both ends joined by a network that drops, delays, repeats and reorders.

use core::time::Duration;

use call_lifecycle::app::{Output, Request};
use call_lifecycle::service::PeerEvent;
use call_lifecycle::{CallState, Cause, OperationKind, Timestamp};
use testkit::chance::Chance;
use testkit::network::{RECORDING_TAKES, Weather, World};
use testkit::scripts::{APP, SERVICE, START};

const fn minutes(minutes: u64) -> Timestamp {
    START.saturating_add(Duration::from_secs(60 * minutes))
}

const fn weather(lost: u64) -> Weather {
    Weather { lost, doubled: 20, slow: 20_000, mercy: None }
}

/// Law 10: the application's belief of the expiry is never later than the service's.
fn safe_side(world: &World) {
    let (app, service) = (world.app.keep_alive().expires_at, world.service.expires_at());
    if world.app.cause().is_none() && world.service.state().is_live() {
        assert!(app <= service, "the application believes {app:?}, the service {service:?}");
    }
}

/// Law 12, at any time: who was told of an end by the service is right.
fn no_false_end(world: &World) {
    let live = world.service.state().is_live();
    match world.app.cause() {
        None | Some(Cause::Abandoned | Cause::HangUpUnconfirmed) => {}
        Some(cause) => assert!(!live, "{cause}, and the call lives"),
    }
}

fn any_world(seed: u64) -> World {
    let mut chance = Chance::new(seed * 31);
    let weather =
        Weather { lost: chance.below(70), doubled: chance.below(30), slow: chance.below(40_000), mercy: None };
    let mut world = if seed.is_multiple_of(2) {
        World::outgoing(START, &APP, &SERVICE, weather, seed)
    } else {
        // As late as the margin allows.
        let latency = Duration::from_millis(if seed % 4 == 1 { 2_000 } else { 700 });
        let mut world = World::incoming(START, latency, &APP, &SERVICE, weather, seed);
        world.ask(Request::Answer);
        world
    };
    world.peer(START.saturating_add(Duration::from_secs(9)), PeerEvent::Rings);
    world.peer(START.saturating_add(Duration::from_secs(12)), PeerEvent::Connects);
    world
}

#[test]
fn safe_side_holds_in_any_weather() {
    for seed in 1..=300 {
        any_world(seed).run(minutes(240), safe_side);
    }
}

#[test]
fn safe_side_would_not_hold_without_the_start_margin() {
    // The notification of an incoming call takes longer than the policy allows for: only up to that does the law hold.
    let world = World::incoming(START, Duration::from_millis(2_001), &APP, &SERVICE, weather(0), 1);
    assert!(world.app.keep_alive().expires_at > world.service.expires_at());
}

#[test]
fn agreement_on_the_end_of_a_call_in_any_weather() {
    for seed in 1..=300 {
        let mut world = any_world(seed);
        let end = minutes((1 + u32::try_from(seed % 170).unwrap_or(0)).into());
        world.peer(end, PeerEvent::HangsUp);
        world.run(end, no_false_end);
        // The service is at its end ten seconds later; the application learns it by a notification, a 404, or its bounds.
        world.run(end.saturating_add(Duration::from_secs(60 * 61)), no_false_end);
        assert_eq!(world.service.state(), CallState::Terminated, "seed {seed}");
        assert_eq!((world.app.state(), world.open()), (CallState::Terminated, 0), "seed {seed}: {:?}", world.weather);
    }
}

#[test]
fn agreement_on_a_call_that_nobody_ends() {
    for seed in 1..=40 {
        let mut world = World::outgoing(START, &APP, &SERVICE, weather(10), seed);
        world.peer(minutes(1), PeerEvent::Connects);
        world.run(minutes(60 * 12), |world| {
            safe_side(world);
            no_false_end(world);
        });
        assert!(world.service.state().is_live() && world.app.cause().is_none(), "seed {seed}");
    }
}

#[test]
fn agreement_on_a_hang_up() {
    for seed in 1..=200 {
        let mut world = any_world(seed);
        world.run(minutes(5), no_false_end);
        if world.app.cause().is_some() {
            continue;
        }
        world.ask(Request::HangUp);
        world.run(minutes(5 + 61), no_false_end);
        assert_eq!(world.app.state(), CallState::Terminated, "seed {seed}");
        // Unconfirmed it may live on for as long as the last keepAlive has bought it.
        world.run(minutes(5 + 61 + 46), no_false_end);
        assert_eq!(world.service.state(), CallState::Terminated, "seed {seed}");
    }
}

#[test]
fn agreement_once_in_forty_five_minutes_is_enough() {
    for seed in 1..=60 {
        // Nine of ten messages are lost, until it is high time.
        let weather = Weather { lost: 90, doubled: 5, slow: 3_000, mercy: Some(Duration::from_secs(60 * 41)) };
        let mut world = World::outgoing(START, &APP, &SERVICE, weather, seed);
        world.peer(minutes(1), PeerEvent::Connects);
        world.run(minutes(60 * 12), safe_side);
        assert!(world.service.state().is_live(), "seed {seed}: {:?}", world.service.cause());
        assert_eq!(world.app.cause(), None, "seed {seed}");
        assert!(world.told.iter().all(|(_, output)| *output != Output::PresumedLost), "seed {seed}");
    }
}

#[test]
fn silence_ends_both_within_their_bounds() {
    for seed in 1..=40 {
        let mut world = World::outgoing(START, &APP, &SERVICE, weather(0), seed);
        world.peer(minutes(1), PeerEvent::Connects);
        world.run(minutes(100), safe_side);
        world.weather.lost = 100;
        let (app, service) = (world.app.keep_alive().expires_at, world.service.expires_at());
        assert!(app <= service && app.is_some());
        world.run(minutes(100 + 46), safe_side);
        assert_eq!(
            (world.service.state(), world.service.cause()),
            (CallState::Terminated, Some(Cause::KeepAliveExpired))
        );
        let lost = world.told.iter().find(|(_, output)| *output == Output::PresumedLost).map(|(at, _)| *at);
        assert!(lost == app, "presumed lost at {lost:?}, expired at {app:?}");
        world.run(minutes(100 + 61), |_| {});
        assert_eq!(world.app.cause(), Some(Cause::Abandoned), "seed {seed}");
    }
}

#[test]
fn a_deaf_application_is_told_by_its_first_404() {
    for seed in 1..=40 {
        // Notifications and all else are lost for a while; the call ends meanwhile.
        let mut world = World::outgoing(START, &APP, &SERVICE, weather(0), seed);
        world.peer(minutes(1), PeerEvent::Connects);
        world.run(minutes(2), no_false_end);
        world.weather.lost = 100;
        world.peer(minutes(3), PeerEvent::HangsUp);
        world.run(minutes(4), no_false_end);
        world.weather.lost = 0;
        world.run(minutes(4 + 16), no_false_end);
        assert_eq!(world.app.cause(), Some(Cause::NotFound), "seed {seed}");
    }
}

#[test]
fn agreement_on_operations_with_a_time_limit() {
    let grace = APP.settings().operation_grace();
    for seed in 1..=200 {
        let mut world = World::outgoing(START, &APP, &SERVICE, weather(0), seed);
        world.peer(START, PeerEvent::Connects);
        world.run(minutes(1), no_false_end);
        world.ask(Request::Operation(OperationKind::Record));
        // The request and its answer get through, so that there is a recording; its end may get lost.
        world.run(world.now.saturating_add(Duration::from_secs(45)), |_| {});
        let asked = minutes(1);
        world.weather.lost = seed % 100;
        world.run(asked.saturating_add(RECORDING_TAKES).saturating_add(grace), no_false_end);
        let at_service = world.service.operations().next().map(|view| view.status.is_end());
        assert_eq!(at_service, Some(true), "seed {seed}: a recording of at most 30 s");
        let overdue = world.told.iter().any(|(_, output)| matches!(output, Output::OperationsOverdue(_)));
        assert!(world.open() == 0 || overdue, "seed {seed}: open, and nobody was told to look");
    }
}
