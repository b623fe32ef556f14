//! Repeats, stale wakes, clocks that run backwards, old stored calls, the end.

use call_lifecycle::app::Request;
use call_lifecycle::{CallState, Cause, Id, Verdict};
use call_lifecycle_restate::{Ask, KeepAlive, LINGERS, Message, Store, Wake, awaits, step};

use crate::engine::{CALL, Engine, Going, POLICY, answer, created, minutes, posted, replied, seconds};

#[test]
fn a_call_is_kept_alive_by_one_round_at_a_time() {
    let mut engine = Engine::begun();
    for round in 1..=20 {
        let before = engine.kept().call.keep_alive().expires_at.unwrap();
        while engine.orders.is_empty() {
            engine.wake(5);
            assert!(engine.rounds.len() <= 1 && engine.wakes.is_empty(), "{:?}", engine.rounds);
        }
        let [order] = &engine.take_orders()[..] else { panic!() };
        assert_eq!((order.token.request(), order.number), (Request::KeepAlive, round));
        let now = order.round.unwrap().saturating_add(std::time::Duration::from_millis(5));
        engine.step(Message::Replied(&replied(order, now, Some(answer(200, "")))));
        assert!(engine.kept().call.keep_alive().expires_at.unwrap() > before);
    }
}

#[test]
fn the_same_input_gives_the_same_output() {
    let engine = Engine::begun();
    let notified = posted(seconds(3), "established");
    let done = || step(&POLICY, &KeepAlive, CALL, engine.stored.as_deref(), Message::Notified(&notified)).unwrap();
    assert_eq!(done(), done());
}

/// A call that has hung up, and waits for the answer.
fn with_a_wake() -> Engine {
    let mut engine = Engine::begun();
    engine.step(Message::Ask(minutes(1), Ask::new(Request::HangUp)));
    assert_eq!(engine.wakes.len(), 1);
    engine
}

#[test]
fn a_stale_wake_does_nothing() {
    let mut engine = with_a_wake();
    let stored = engine.stored.clone();
    let armed = engine.kept().armed.unwrap();
    for at in [armed.as_millis() - 1, armed.as_millis() + 1, 0, u64::MAX - 1] {
        let wake = Wake { at: call_lifecycle::Timestamp::from_millis(at) };
        assert!(!awaits(&POLICY, stored.as_deref(), wake).unwrap());
        let done = engine.step(Message::Wake(wake, minutes(60)));
        assert_eq!((done.store, done.wake, done.orders), (Store::Nothing, None, Vec::new()));
    }
    assert!(awaits(&POLICY, stored.as_deref(), Wake { at: armed }).unwrap());
    assert!(!awaits(&POLICY, None, Wake { at: armed }).unwrap());
    // The same wake again.
    engine.wake(0);
    let done = engine.step(Message::Wake(Wake { at: armed }, minutes(60)));
    assert_eq!(done.store, Store::Nothing);
}

#[test]
fn a_wake_for_a_call_that_is_gone_does_nothing() {
    let mut engine = Engine::default();
    let done = engine.step(Message::Wake(Wake { at: minutes(15) }, minutes(15)));
    assert_eq!((done.store, done.wake), (Store::Nothing, None));
}

#[test]
fn an_early_wake_counts_as_its_deadline() {
    let mut engine = with_a_wake();
    let at = engine.wakes.remove(0);
    // The host's clock is behind that of the engine.
    engine.step(Message::Wake(Wake { at }, seconds(10)));
    assert_eq!(engine.kept().call.now(), at);
}

#[test]
fn a_clock_that_runs_backwards_loses_no_event() {
    let mut engine = Engine::begun();
    engine.step(Message::Notified(&posted(seconds(30), "ringing")));
    let done = engine.step(Message::Notified(&posted(seconds(10), "established")));
    assert_eq!(done.verdict, Some(Verdict::Applied));
    assert_eq!(engine.kept().call.state(), CallState::Established);
    assert_eq!(engine.kept().call.now(), seconds(30));
}

#[test]
fn repeated_messages_change_nothing_but_a_count() {
    let mut engine = Engine::begun();
    let established = posted(seconds(3), "established");
    engine.step(Message::Notified(&established));
    let first = engine.kept();
    let done = engine.step(Message::Notified(&established));
    assert_eq!((done.verdict, done.orders.len(), done.wake), (Some(Verdict::NoChange), 0, None));
    assert_eq!((engine.kept().notified, engine.kept().call), (first.notified + 1, first.call));
    let before = engine.kept();
    engine.step(Message::Begin(&created(call_lifecycle::Timestamp::ZERO)));
    assert_eq!(engine.kept(), before);
    engine.wake(0);
    let order = engine.take_orders().remove(0);
    let reply = replied(&order, minutes(15), Some(answer(200, "")));
    engine.step(Message::Replied(&reply));
    let before = engine.kept();
    let done = engine.step(Message::Replied(&reply));
    assert_eq!((done.orders.len(), done.wake), (0, None));
    assert_eq!(engine.kept().call.keep_alive().expires_at, before.call.keep_alive().expires_at);
}

#[test]
fn notifications_before_the_201_are_not_lost() {
    let mut engine = Engine::default();
    engine.step(Message::Notified(&posted(seconds(2), "established")));
    let asked = engine.take_orders();
    assert_eq!(asked[0].token.request(), Request::GetCall, "it may have ended long ago");
    engine.step(Message::Begin(&created(seconds(1))));
    assert_eq!(engine.kept().call.keep_alive().expires_at, Some(seconds(45 * 60 + 1)));
    assert_eq!(engine.kept().call.state(), CallState::Established);
}

#[test]
fn what_is_over_or_of_another_call_makes_no_call() {
    let mut engine = Engine::default();
    for state in ["terminating", "terminated", "nonsense"] {
        assert_eq!(engine.step(Message::Notified(&posted(seconds(2), state))).store, Store::Nothing, "{state}");
    }
    let done = step(&POLICY, &KeepAlive, Id::from_u128(1), None, Message::Notified(&posted(seconds(2), "established")));
    assert_eq!(done.unwrap().store, Store::Nothing);
    assert_eq!(engine.step(Message::Ask(seconds(3), Ask::new(Request::HangUp))).store, Store::Nothing);
}

#[test]
fn a_create_that_was_refused_makes_no_call() {
    let mut engine = Engine::default();
    let mut refused = created(seconds(0));
    refused.answer = answer(403, "");
    assert_eq!(engine.step(Message::Begin(&refused)).store, Store::Nothing);
}

#[test]
fn a_call_that_ended_is_remembered_for_a_while_and_then_cleared() {
    let mut engine = Engine::begun();
    engine.step(Message::Notified(&posted(minutes(1), "terminated")));
    assert_eq!(engine.kept().call.cause(), Some(Cause::Unknown));
    // What comes late finds the call, and begins no other.
    let done = engine.step(Message::Notified(&posted(minutes(2), "established")));
    assert_eq!(done.orders.len(), 0);
    assert_eq!(engine.kept().call.state(), CallState::Terminated);
    let mut wakes = 0;
    while engine.stored.is_some() {
        engine.wake(0);
        wakes += 1;
        assert!(wakes < 4);
    }
    assert!(engine.orders.is_empty());
    assert_eq!(LINGERS, std::time::Duration::from_secs(120));
}

#[test]
fn a_call_stored_by_an_earlier_host_goes_on() {
    // Of a call that was kept alive against the mock: established, one recording ended.
    let text = "01c303280000000000050000000400000001004e0b5d0000000000010201412d66fa6e01be6a1eafa05ba1f4622d2f649a1b00000000004f2c1b\
                00000000000074d70c00ffffffff80ee360003000000020000000000010100e49180f8bd3ea99923a31ffa663c6096e29a50e0f0f9ab5c36b\
                7bb7bea1014b2fe63040000000000000000000000000404010100000000ff";
    let digits: String = text.split_whitespace().collect();
    let bytes: Vec<u8> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let call = Id::parse("1e6abe01-6efa-662d-2f2d-62f4a15ba0af").unwrap();
    let kept = call_lifecycle_restate::Kept::read(&bytes, &POLICY).unwrap();
    assert_eq!((kept.call.id(), kept.call.state(), kept.notified), (call, CallState::Established, 5));
    assert_eq!((bytes[0], kept.round, kept.known), (1, None, 0));
    assert!(kept.write().unwrap().len() <= bytes.len() + 10);
    let at = kept.armed.unwrap();
    let done = step(&POLICY, &KeepAlive, call, Some(&bytes), Message::Wake(Wake { at }, at)).unwrap();
    // The wake of the earlier host orders the keepAlive; the next one is a round.
    let [order] = &done.orders[..] else { panic!("{done:?}") };
    let Store::Set(bytes) = &done.store else { panic!("{done:?}") };
    let going = Going { order: order.clone(), round: None };
    let reply = replied(&going, at, Some(answer(200, "")));
    let done = step(&POLICY, &KeepAlive, call, Some(bytes), Message::Replied(&reply)).unwrap();
    assert!(done.round.is_some_and(|round| round > at), "{done:?}");
}
