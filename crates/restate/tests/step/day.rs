//! A steady day: how many invocations the engine runs.

use call_lifecycle_restate::Message;

use crate::engine::{Engine, answer, posted, replied};

#[test]
fn a_keep_alive_takes_three_invocations_and_a_notification_one() {
    let mut engine = Engine::begun();
    let (mut keep_alives, mut notifications, mut invocations) = (0, 0, 0);
    let day = call_lifecycle::Timestamp::from_millis(24 * 3_600_000);
    while engine.kept().call.now() < day {
        engine.wake(5);
        invocations += 1;
        for order in engine.take_orders() {
            // The order, and its answer.
            let now = engine.kept().call.now();
            engine.step(Message::Replied(&replied(&order, now, Some(answer(200, "")))));
            (keep_alives, invocations) = (keep_alives + 1, invocations + 2);
        }
        for state in ["established", "hold"] {
            let now = engine.kept().call.now();
            engine.step(Message::Notified(&posted(now, state)));
            (notifications, invocations) = (notifications + 1, invocations + 1);
        }
    }
    assert!(keep_alives >= 95, "{keep_alives}");
    assert_eq!(invocations, 3 * keep_alives + notifications);
    // The machine is handed a wake and an answer for each keepAlive, and each notification.
    let events = 2 * keep_alives + notifications;
    assert!(invocations * 10 <= events * 13, "{invocations} invocations, {events} events");
}
