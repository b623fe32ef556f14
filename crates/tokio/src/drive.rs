//! Runs a machine as a task on tokio, or in a simulation of tokio's time such as turmoil.

use std::ops::ControlFlow;

use call_lifecycle::{Machine, Step, Timestamp};
use tokio::sync::mpsc;

use crate::Clock;

/// Gives a machine what arrives, and wakes it at its deadlines, until `act` breaks or nothing can
/// happen any more. `act` passes on what a step asks for. It must not wait, since deadlines would
/// wait with it.
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
