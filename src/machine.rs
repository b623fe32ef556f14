//! The interface by which a fleet, a fuzzer or a simulator uses either end.

use core::fmt::Debug;
use core::hash::Hash;

use crate::{Deadline, Id, Step, Timestamp};

/// One end of a call: [`crate::app::Call`], [`crate::service::Call`], or a host's type around one
/// of them with data of the host.
///
/// An implementation keeps the laws *determinism*, *total*, *progress* and *no hidden deadline*,
/// and reports correctly whether the deadline has changed.
///
/// ```
/// use call_lifecycle::{Machine, Timestamp};
/// /// Sleeps and wakes until nothing is left to wait for.
/// fn run_out<M: Machine>(call: &mut M) -> Timestamp {
///     let mut now = Timestamp::ZERO;
///     while let Some(deadline) = call.next_deadline() {
///         now = deadline.at;
///         let _step = call.handle(now, M::WAKE);
///     }
///     now
/// }
/// # use call_lifecycle::{Id, service};
/// let mut call = service::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// assert_eq!(run_out(&mut call).as_millis(), 45 * 60_000 + 10_000); // expired, then taken down
/// ```
pub trait Machine: Clone + Eq + Hash + Debug {
    /// What can happen to it.
    type Event: Clone + Eq + Hash + Debug;
    /// What it asks the host to do.
    type Output: Copy + Eq + Hash + Debug;
    /// The event of a wake.
    const WAKE: Self::Event;

    /// The call's id.
    fn id(&self) -> Id;
    /// Handles an event and returns what to do.
    // Always inlined, so that the step is made where the caller wants it, and is not copied.
    #[inline(always)]
    fn handle(&mut self, now: Timestamp, event: Self::Event) -> Step<Self::Output> {
        let mut step = Step::new();
        self.handle_into(now, &event, &mut step);
        step
    }
    /// Handles an event and writes what to do to `step`. This saves moving steps where there are
    /// very many events.
    fn handle_into(&mut self, now: Timestamp, event: &Self::Event, step: &mut Step<Self::Output>);
    /// When to wake it next.
    fn next_deadline(&self) -> Option<Deadline>;
    /// A hash of the whole state in 64 bits, the same on every target.
    fn digest(&self) -> u64;
}
