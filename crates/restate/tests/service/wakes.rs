//! One wake at a time: a call without keepAlives expires at its deadline, no matter which host was away.

use call_lifecycle::service::{Event, PeerEvent};
use call_lifecycle::{CallState, Cause, Timestamp};
use call_lifecycle_restate::service::{Facts, Host, Machine, Message, Update, awaits};
use call_lifecycle_restate::{LINGERS, Memory, Store, Wake};

use crate::engine::{CREATE, Engine, POLICY, create, minutes, peer, request};

#[test]
fn a_call_expires_at_its_deadline_and_one_wake_is_on_its_way_at_a_time() {
    let mut engine = Engine::established();
    let mut now = minutes(0);
    // Ten hours.
    for round in 1..=40 {
        now = minutes(round * 15);
        while engine.wakes.iter().min().is_some_and(|at| *at < now) {
            engine.wake(&Facts, 5);
        }
        assert_eq!(engine.asked(&request(now, "POST", "/keepAlive", "")).status, 200);
        assert_eq!(engine.wakes.len(), 1);
    }
    // A wake that finds a later deadline sends the next: not one for each keepAlive.
    assert!((10..=40 * 15 / 30 + 1).contains(&engine.woken), "{}", engine.woken);
    while engine.kept().call.cause().is_none() {
        engine.wake(&Facts, 0);
    }
    assert_eq!(engine.kept().call.cause(), Some(Cause::KeepAliveExpired));
    assert_eq!(engine.kept().call.now(), now.saturating_add(POLICY.settings().expiry()));
}

/// The engine was away: what was due is handled as if it had come in time.
#[test]
fn a_wake_that_comes_late_ends_the_call_at_its_own_time() {
    let mut engine = Engine::established();
    engine.wake(&Facts, 5 * 60_000);
    assert_eq!(
        (engine.kept().call.state(), engine.kept().call.cause()),
        (CallState::Terminated, Some(Cause::KeepAliveExpired))
    );
    let result = &engine.last()["resourceData"]["resultInfo"];
    assert_eq!((result["code"].as_i64(), result["subcode"].as_i64()), (Some(408), Some(8537)));
    assert_eq!(engine.posts.iter().map(|post| post.number).collect::<Vec<_>>(), [1, 2, 3]);
}

/// A request that comes after the deadline, and before its wake, finds the call expired.
#[test]
fn a_keep_alive_a_millisecond_too_late_is_answered_404() {
    let mut engine = Engine::established();
    let late = Timestamp::from_millis(minutes(45).as_millis() + 1);
    assert_eq!(engine.asked(&request(late, "POST", "/keepAlive", "")).status, 404);
    assert_eq!(engine.kept().call.cause(), Some(Cause::KeepAliveExpired));
}

#[test]
fn a_stale_wake_does_nothing() {
    let mut engine = Engine::established();
    let (stored, armed) = (engine.stored.clone(), engine.kept().armed.unwrap());
    for at in [armed.as_millis() - 1, armed.as_millis() + 1, 0, u64::MAX - 1] {
        let wake = Wake { at: Timestamp::from_millis(at) };
        assert!(!awaits(&POLICY, stored.as_deref(), wake).unwrap());
        let done = engine.step(&Facts, Message::Wake(wake, minutes(600)));
        assert_eq!((done.store, done.wake, done.posts.len()), (Store::Nothing, None, 0));
    }
    assert!(awaits(&POLICY, stored.as_deref(), Wake { at: armed }).unwrap());
    assert!(!awaits(&POLICY, None, Wake { at: armed }).unwrap());
    engine.wake(&Facts, 0);
    // The same wake again.
    let done = engine.step(&Facts, Message::Wake(Wake { at: armed }, minutes(600)));
    assert_eq!(done.store, Store::Nothing);
}

#[test]
fn a_call_that_ended_is_remembered_for_a_while_and_then_cleared() {
    let mut engine = Engine::established();
    engine.asked(&request(minutes(1), "DELETE", "", ""));
    let mut wakes = 0;
    while engine.stored.is_some() {
        let ended = engine.kept().call.now();
        let done = engine.wake(&Facts, 0);
        if done.store == Store::Clear {
            assert!(ended.saturating_add(LINGERS) >= minutes(3));
        } else {
            assert_eq!(
                engine.asked(&request(minutes(1), "GET", "", "")).status,
                if engine.kept().call.state() == CallState::Terminated { 404 } else { 200 }
            );
        }
        wakes += 1;
        assert!(wakes < 6);
    }
    assert_eq!(engine.asked(&request(minutes(9), "GET", "", "")).status, 404);
}

/// Connects after two seconds; then it only sees.
struct Polite;

impl Host for Polite {
    fn on(&self, now: Timestamp, _: &Machine<'_>, update: Update, memory: &mut Memory) -> Vec<Event> {
        match update {
            Update::Begun => memory.due = Some(now.saturating_add(std::time::Duration::from_secs(2))),
            Update::Due => return vec![Event::Peer(PeerEvent::Rings), Event::Peer(PeerEvent::Connects)],
            Update::Output(_) => memory.bytes = vec![memory.bytes.first().map_or(1, |count| count + 1)],
            _ => {}
        }
        Vec::new()
    }
}

#[test]
fn what_the_host_says_that_happens_happens_at_its_own_deadline() {
    let mut engine = Engine::default();
    engine.line_for(&Polite, &create(Timestamp::ZERO, CREATE));
    assert_eq!(engine.wakes, [Timestamp::from_millis(2_000)]);
    engine.wake(&Polite, 0);
    let kept = engine.kept();
    assert_eq!((kept.call.state(), kept.memory.due, kept.memory.bytes), (CallState::Established, None, vec![2]));
    // The next one is the machine's.
    assert_eq!(engine.wakes, [minutes(45)]);
}

#[test]
fn nothing_happens_behind_a_call_that_is_gone() {
    let mut engine = Engine::default();
    assert_eq!(engine.line(&peer(minutes(1), "hangsUp")).store, Store::Nothing);
    assert_eq!(engine.step(&Facts, Message::Wake(Wake { at: minutes(45) }, minutes(45))).store, Store::Nothing);
}
