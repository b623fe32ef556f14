//! A steady day: how many invocations the engine runs.

use call_lifecycle_restate::Message;

use crate::engine::{Engine, answer, posted, replied};

#[test]
fn a_keep_alive_takes_two_invocations_and_a_notification_one() {
    let mut engine = Engine::begun();
    let begun = engine.invocations;
    let (mut keep_alives, mut notifications) = (0, 0);
    let day = call_lifecycle::Timestamp::from_millis(24 * 3_600_000);
    while engine.kept().call.now() < day {
        let at = engine.next().unwrap();
        engine.wake(5);
        for order in engine.take_orders() {
            engine.step(Message::Replied(&replied(&order, at, Some(answer(200, "")))));
            keep_alives += 1;
        }
        for state in ["established", "hold"] {
            let now = engine.kept().call.now();
            engine.step(Message::Notified(&posted(now, state)));
            notifications += 1;
        }
    }
    assert!(keep_alives >= 95, "{keep_alives}");
    let invocations = engine.invocations - begun;
    assert_eq!(invocations, 2 * keep_alives + notifications);
    // The machine is handed a wake and an answer for each keepAlive, and each notification.
    let events = 2 * keep_alives + notifications;
    assert_eq!(invocations, events);
}
