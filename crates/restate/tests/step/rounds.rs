//! Rounds: keepAlives that leave before the object is told that they are due.

use call_lifecycle::app::Request;
use call_lifecycle::{CallState, Timestamp};
use call_lifecycle_restate::{Ask, Message, RoundStep, Wake, round};

use crate::engine::{CALL, Engine, Going, POLICY, answer, created, minutes, posted, replied, seconds};

fn at(engine: &Engine) -> Timestamp {
    engine.kept().round.unwrap().at
}

fn come(engine: &Engine, wake: Timestamp, now: Timestamp) -> RoundStep {
    round(&POLICY, CALL, engine.stored.as_deref(), Wake { at: wake }, now).unwrap()
}

#[test]
fn a_round_sends_what_the_machine_asks_for_later() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    let RoundStep::Send(order) = come(&engine, due, due) else { panic!() };
    assert_eq!((order.token.request(), order.number), (Request::KeepAlive, 1));
    engine.wake(0);
    let [order] = &engine.take_orders()[..] else { panic!() };
    let done = engine.step(Message::Replied(&replied(order, due, Some(answer(200, "")))));
    assert_eq!(done.orders, [], "it has left already");
    let kept = engine.kept();
    assert_eq!((kept.orders, kept.known, kept.keep_alive), (1, 1, 1));
    assert_eq!(kept.call.keep_alive().expires_at, due.checked_add(std::time::Duration::from_secs(45 * 60)));
    assert_eq!(done.round, kept.round.map(|round| round.at), "the next one is on its way");
}

#[test]
fn a_stale_round_does_nothing() {
    let engine = Engine::begun();
    let due = at(&engine);
    for other in [due.as_millis() - 1, due.as_millis() + 1, 0] {
        assert_eq!(come(&engine, Timestamp::from_millis(other), minutes(60)), RoundStep::Stale);
    }
    assert_eq!(come(&Engine::default(), due, due), RoundStep::Stale, "the call is gone");
}

#[test]
fn a_round_that_comes_early_counts_as_its_deadline() {
    let engine = Engine::begun();
    assert!(matches!(come(&engine, at(&engine), seconds(10)), RoundStep::Send(_)));
}

#[test]
fn a_round_of_a_call_that_hangs_up_wakes_it_and_sends_nothing() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    engine.step(Message::Notified(&posted(minutes(14), "terminating")));
    assert_eq!(engine.kept().call.state(), CallState::Terminating);
    assert_eq!(come(&engine, due, due), RoundStep::Wake);
    while engine.kept().round.is_some() {
        engine.wake(0);
    }
    assert!(engine.take_orders().is_empty());
}

#[test]
fn what_comes_just_before_a_round_leaves_the_keep_alive_to_it() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    let late = due.saturating_add(std::time::Duration::from_secs(1));
    // The machine asks: the deadline has passed. The round is on its way all the same.
    let done = engine.step(Message::Notified(&posted(late, "established")));
    assert_eq!((done.orders, done.round, done.wake), (vec![], None, None));
    assert!(engine.kept().round.unwrap().asked);
    let RoundStep::Send(order) = come(&engine, due, late) else { panic!() };
    assert_eq!(order.number, 1);
    engine.wake(0);
    let [order] = &engine.take_orders()[..] else { panic!() };
    let done = engine.step(Message::Replied(&replied(order, late, Some(answer(200, "")))));
    assert_eq!((done.orders, engine.kept().orders), (vec![], 1));
    assert!(done.round.is_some());
}

#[test]
fn what_comes_while_a_round_waits_for_its_answer_does_not_send_again() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    engine.wake(0);
    let [order] = &engine.take_orders()[..] else { panic!() };
    for late in [1, 20, 40, 60] {
        let now = due.saturating_add(std::time::Duration::from_secs(late));
        assert_eq!(engine.step(Message::Notified(&posted(now, "established"))).orders, []);
        assert_eq!(engine.kept().orders, 1, "what the machine asks for again is no other order");
    }
    engine.step(Message::Replied(&replied(order, due, Some(answer(200, "")))));
    assert_eq!(engine.kept().call.keep_alive().failures, 0);
    assert_eq!(engine.next(), engine.kept().round.map(|round| round.at), "one is on its way, and no wake");
}

#[test]
fn a_keep_alive_that_an_operator_asks_for_is_an_order_and_the_round_comes_later() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    let done = engine.step(Message::Ask(minutes(10), Ask::new(Request::KeepAlive)));
    assert_eq!(done.orders.len(), 1);
    let [order] = &engine.take_orders()[..] else { panic!() };
    engine.step(Message::Replied(&replied(order, minutes(10), Some(answer(200, "")))));
    assert_eq!(come(&engine, due, due), RoundStep::Wake, "the deadline has moved");
    engine.wake(0);
    assert!(engine.take_orders().is_empty());
    assert!(at(&engine) > due);
}

#[test]
fn a_round_that_failed_is_followed_by_another_with_its_own_number() {
    let mut engine = Engine::begun();
    let due = at(&engine);
    engine.wake(0);
    let [order] = &engine.take_orders()[..] else { panic!() };
    engine.step(Message::Replied(&replied(order, due, None)));
    assert_eq!(engine.kept().call.keep_alive().failures, 1);
    let next = at(&engine);
    assert!(next > due && next < due.saturating_add(std::time::Duration::from_secs(15 * 60)));
    let RoundStep::Send(order) = come(&engine, next, next) else { panic!() };
    assert_eq!(order.number, 2);
}

#[test]
fn the_answer_to_another_round_leaves_the_one_that_is_on_its_way() {
    for (other, stays) in [(-1, true), (0, false), (1, true)] {
        let mut engine = Engine::begun();
        let due = at(&engine);
        let RoundStep::Send(order) = come(&engine, due, due) else { panic!() };
        let round = Some(Timestamp::from_millis(due.as_millis().saturating_add_signed(other)));
        engine.step(Message::Replied(&replied(&Going { order, round }, due, Some(answer(200, "")))));
        assert_eq!(at(&engine) == due, stays, "{other}");
    }
}

#[test]
fn a_deadline_that_moved_a_little_earlier_waits_for_the_round() {
    let mut engine = Engine::default();
    // The first notification is faster than the answer to the create request, which was sent before.
    engine.step(Message::Notified(&posted(seconds(9), "established")));
    let due = at(&engine);
    engine.take_orders();
    let done = engine.step(Message::Begin(&created(seconds(1))));
    assert!(engine.kept().call.next_deadline().is_some_and(|deadline| deadline.at < due));
    assert_eq!((done.wake, done.round), (None, None));
    // A host whose clock is behind hears of something while the round is under way on another.
    engine.wake(0);
    let late = Timestamp::from_millis(due.as_millis() - 2_000);
    assert_eq!(engine.step(Message::Notified(&posted(late, "hold"))).orders, []);
    assert_eq!(engine.take_orders().len(), 1);
}

/// Delivers what comes next; every request fails.
fn in_vain(engine: &mut Engine) {
    engine.wake(0);
    for order in engine.take_orders() {
        let now = engine.kept().call.now();
        engine.step(Message::Replied(&replied(&order, now, None)));
    }
}

#[test]
fn a_call_that_hangs_up_and_is_only_verified_has_wakes_and_no_rounds() {
    let mut engine = Engine::begun();
    while !engine.kept().call.keep_alive().presumed_lost {
        in_vain(&mut engine);
    }
    let now = engine.kept().call.now();
    engine.step(Message::Notified(&posted(now, "terminating")));
    while engine.kept().round.is_some() {
        in_vain(&mut engine);
    }
    for _ in 0..3 {
        in_vain(&mut engine);
        assert_eq!((engine.kept().call.state(), engine.rounds.len()), (CallState::Terminating, 0));
    }
}
