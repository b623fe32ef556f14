//! How a machine becomes a task: the part to copy. On tokio, and as it is in a simulation that has tokio's time, such as turmoil.

use std::ops::ControlFlow;

use call_lifecycle::{Machine, Step, Timestamp};
use tokio::sync::mpsc;

use crate::Clock;

/// Feeds a machine with what arrives and wakes it at its deadlines, until `act` says that it is over, or nothing can happen any more. `act` hands on what a
/// step asks for, and waits for nothing: while it waited, so would the deadlines.
pub async fn drive<M: Machine>(
    mut call: M,
    clock: Clock,
    mut events: mpsc::Receiver<M::Event>,
    mut act: impl FnMut(&M, &Step<M::Output>) -> ControlFlow<()>,
) -> M {
    loop {
        let due = call.next_deadline().map(|deadline| deadline.at);
        let event = tokio::select! {
            Some(event) = events.recv() => event,
            () = clock.sleep_until(due.unwrap_or(Timestamp::ZERO)), if due.is_some() => M::WAKE,
            else => return call,
        };
        let step = call.handle(clock.now(), event);
        if act(&call, &step).is_break() {
            return call;
        }
    }
}
