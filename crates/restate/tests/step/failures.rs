//! What fails on the way to the service, and on the way back.

use call_lifecycle::OperationKind;
use call_lifecycle::app::{Output, Request, Token};
use call_lifecycle::{CallState, Cause, Timestamp};
use call_lifecycle_restate::{
    Ask, Host, KeepAlive, KeptError, Machine, Memory, Message, Replied, Update, may_be_repeated, step,
};

use crate::engine::{CALL, Engine, POLICY, Records, answer, minutes, posted, replied, seconds};

#[test]
fn a_keep_alive_that_is_asked_for_again_before_it_left_is_one_order() {
    let mut engine = Engine::begun();
    engine.step(Message::Ask(minutes(10), Ask::new(Request::KeepAlive)));
    assert!(engine.wakes.is_empty(), "its answer sets the next deadline");
    // The way out stands still for two minutes, and the call is told something.
    engine.step(Message::Notified(&posted(minutes(10), "established")));
    for _ in 0..4 {
        engine.step(Message::Notified(&posted(engine.kept().call.now(), "established")));
        engine.wake(0);
    }
    let now = engine.kept().call.now();
    assert!(now > minutes(16), "{now:?}");
    assert_eq!(engine.take_orders().len(), 1, "{:?}", engine.keys);
}

#[test]
fn a_keep_alive_that_failed_is_tried_again_with_another_number() {
    let mut engine = Engine::begun();
    engine.wake(0);
    let order = engine.take_orders().remove(0);
    engine.step(Message::Replied(&replied(&order, minutes(15), None)));
    assert_eq!(engine.kept().call.keep_alive().failures, 1);
    while engine.orders.is_empty() {
        engine.wake(0);
    }
    assert_eq!(engine.orders[0].number, order.number + 1);
}

#[test]
fn a_404_to_a_keep_alive_ends_the_call() {
    let mut engine = Engine::begun();
    engine.wake(0);
    let order = engine.take_orders().remove(0);
    engine.step(Message::Replied(&replied(&order, minutes(15), Some(answer(404, "")))));
    assert_eq!(engine.kept().call.cause(), Some(Cause::NotFound));
}

#[test]
fn a_recording_whose_answer_is_lost_is_verified_and_not_repeated() {
    let mut engine = Engine::begun();
    engine.step_for(&Records, Message::Notified(&posted(seconds(3), "established")));
    let record = engine.take_orders().remove(0);
    assert_eq!(record.token.request(), Request::Operation(OperationKind::Record));
    assert!(record.body.as_deref().unwrap().contains("\"clientContext\":\"one\""));
    engine.step_for(&Records, Message::Replied(&replied(&record, seconds(4), None)));
    let asked: Vec<_> = engine.take_orders().iter().map(|order| order.token.request()).collect();
    assert_eq!(asked, [Request::GetCall]);
    // Established once more, an hour of wakes, the answer after all: nothing records again.
    engine.step_for(&Records, Message::Notified(&posted(seconds(9), "established")));
    for _ in 0..50 {
        engine.wake(0);
        for order in engine.take_orders() {
            assert!(may_be_repeated(order.token.request()), "{order:?}");
            let now = engine.kept().call.now();
            engine.step_for(&Records, Message::Replied(&replied(&order, now, Some(answer(200, "")))));
        }
    }
}

#[test]
fn a_hang_up_is_sent_again_under_another_key() {
    let mut engine = Engine::begun();
    engine.step(Message::Ask(minutes(1), Ask::new(Request::HangUp)));
    let first = engine.take_orders().remove(0);
    engine.step(Message::Replied(&replied(&first, minutes(1), None)));
    while engine.orders.is_empty() {
        engine.wake(0);
    }
    let second = engine.take_orders().remove(0);
    assert_eq!(first.token, second.token);
    assert_ne!(first.key(), second.key());
    engine.step(Message::Replied(&replied(&second, minutes(2), Some(answer(204, "")))));
    assert_eq!(engine.kept().call.state(), CallState::Terminating);
}

#[test]
fn an_order_that_cannot_be_written_is_reported_as_failed() {
    let mut engine = Engine::begun();
    engine.step(Message::Notified(&posted(seconds(3), "established")));
    engine.step(Message::Ask(seconds(4), Ask::new(Request::Operation(OperationKind::Record))));
    let order = engine.take_orders().remove(0);
    assert!(order.request().unwrap_err().to_string().contains("needs a body"));
}

#[test]
fn an_answer_nobody_waits_for_is_ignored() {
    let mut engine = Engine::default();
    let token = Token::new(Request::KeepAlive, 9);
    let late = Replied {
        token,
        sent: seconds(1),
        came: seconds(2),
        answer: Some(answer(200, "")),
        why: String::new(),
        round: None,
    };
    let done = engine.step(Message::Replied(&late));
    assert_eq!(done.store, call_lifecycle_restate::Store::Nothing);
}

#[test]
fn bytes_of_a_newer_host_are_an_error_and_nothing_is_done() {
    let mut engine = Engine::begun();
    engine.stored.as_mut().unwrap()[0] = 9;
    let why =
        step(&POLICY, &KeepAlive, CALL, engine.stored.as_deref(), Message::Ask(seconds(1), Ask::new(Request::HangUp)));
    assert_eq!(why, Err(KeptError::Format(9)));
    assert!(why.unwrap_err().to_string().contains("a newer host can read it"));
}

/// Asks for something whenever it is told anything.
struct Greedy;

impl Host for Greedy {
    fn on(&self, _: Timestamp, _: &Machine<'_>, _: Update<'_>, _: &mut Memory) -> Vec<Ask> {
        vec![Ask::new(Request::GetCall)]
    }
}

#[test]
fn a_host_that_never_stops_asking_is_stopped() {
    let mut engine = Engine::begun();
    let done = engine.step_for(&Greedy, Message::Notified(&posted(seconds(3), "established")));
    assert!((1..100).contains(&done.orders.len()), "{}", done.orders.len());
}

/// Hangs up when its own deadline comes.
struct Brief;

impl Host for Brief {
    fn on(&self, now: Timestamp, _: &Machine<'_>, update: Update<'_>, memory: &mut Memory) -> Vec<Ask> {
        match update {
            Update::Output(timed) if matches!(timed.output, Output::State { .. }) => {
                memory.due = now.checked_add(std::time::Duration::from_secs(60));
                Vec::new()
            }
            Update::Due => vec![Ask::new(Request::HangUp)],
            _ => Vec::new(),
        }
    }
}

#[test]
fn the_deadline_of_the_host_is_a_wake_too() {
    let mut engine = Engine::begun();
    let done = engine.step_for(&Brief, Message::Notified(&posted(seconds(3), "established")));
    assert_eq!(done.wake, Some(seconds(63)));
    engine.wakes.sort_unstable();
    let at = engine.wakes.remove(0);
    let done = engine.step_for(&Brief, Message::Wake(call_lifecycle_restate::Wake { at }, at));
    assert_eq!(done.orders[0].token.request(), Request::HangUp);
    assert_eq!(engine.kept().memory.due, None);
}
