//! Runs a machine as a task: the part to copy. It needs neither std nor an allocator, and works for
//! either end of a call.

use core::ops::ControlFlow;

use call_lifecycle::{Machine, Step, Timestamp};
use embassy_sync::channel::DynamicReceiver;
use embassy_time::{Duration, Instant, with_deadline};

/// Gives a machine what arrives, and wakes it at its deadlines, until `act` breaks. `act` passes on
/// what a step asks for. It must not wait, since deadlines would wait with it.
pub async fn drive<M: Machine>(
    mut call: M,
    events: DynamicReceiver<'_, M::Event>,
    mut act: impl FnMut(&M, &Step<M::Output>) -> ControlFlow<()>,
) -> M {
    loop {
        let event = match call.next_deadline() {
            Some(deadline) => with_deadline(instant(deadline.at), events.receive()).await.unwrap_or(M::WAKE),
            None => events.receive().await,
        };
        let step = call.handle(now(), event);
        if act(&call, &step).is_break() {
            return call;
        }
    }
}

/// The time. The clock is read here only.
pub fn now() -> Timestamp {
    Timestamp::from_millis(Instant::now().as_millis())
}

/// The first tick at which [`now`] is not before `at`. (`Instant::from_millis` rounds down: a task
/// that wakes before its time spins until it comes.)
pub fn instant(at: Timestamp) -> Instant {
    Instant::MIN + Duration::from_millis(at.as_millis())
}
