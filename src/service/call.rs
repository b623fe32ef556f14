//! The service's end of a call: the two methods, and the questions that change nothing.

use super::event::{Event, Output, Outputs};
use super::media::MAX_MEDIA;
use super::parts::Parts;
use super::policy::Policy;
use super::view::OperationView;
use super::{deadlines, requests, snapshot};
use crate::snapshot::{Digest, Sink};
use crate::time::Span;
use crate::{CallState, Cause, Deadline, Id, Machine, Slot, Snapshot, SnapshotError, Step, Timestamp, Verdict};

/// The service's end of one call, with room for `N` operations at a time (at most
/// [`crate::Slots::MAX`]).
///
/// It is the authority: it decides what to answer, when a call expires, and how a recording ends.
/// It moves by [`crate::TRANSITIONS`] and [`crate::record::RECORD_TRANSITIONS`] alone.
///
/// - A **keepAlive** request renews a live call and is answered 200. Once the call is `terminating`
///   or `terminated` the answer is 404. A call that gets none for `expiry`, counted from the last
///   one or from its start, is `terminating` with 408/8537, and then `terminated` (source
///   `call-keepalive`; a call starts when it is created: choice 1).
/// - **Media operations** run one at a time, in the order of their requests.
///   `cancelMediaProcessing` ends all of them (choice 37). So does a `recordResponse` with
///   `bargeInAllowed`, which then starts at once. At most [`MAX_MEDIA`] run or wait; one more is
///   answered 429 (choice 40).
/// - **Operations end with the call**, when it leaves its live states: without a caller there is
///   nothing to record (source `comms-samples`, issues 114 and 376).
/// - **Deadlines fire first**, in order of time and each at its own time. Then the event is
///   handled. So it makes no difference how often the host wakes the call.
///
/// ```
/// use call_lifecycle::service::{Call, Event, Output, Policy, Request};
/// use call_lifecycle::{CallState, Id, Timestamp};
///
/// let minutes = |minutes: u64| Timestamp::from_millis(minutes * 60_000);
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let step = call.handle(minutes(44), Event::Request(Request::KeepAlive));
/// assert_eq!(step.outputs()[0].output, Output::Answer { status: 200, slot: None });
/// let step = call.handle(minutes(44 + 45), Event::Request(Request::KeepAlive)); // one millisecond too late
/// assert_eq!(step.outputs().last().unwrap().output, Output::Answer { status: 404, slot: None });
/// assert_eq!(call.state(), CallState::Terminating);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call<'p, const N: usize = 4> {
    id: Id,
    now: Timestamp,
    parts: Parts<'p, N>,
}

const _: () = assert!(size_of::<Call<'_, 4>>() <= 504 && size_of::<Step<Output>>() <= 368);
// A step can start and end every media operation, start and end the one that it requests, answer,
// and take the call through `terminating`.
const _: () = assert!(2 * MAX_MEDIA + 2 + 1 + 3 <= crate::MAX_OUTPUTS);

impl<'p, const N: usize> Call<'p, N> {
    fn new(id: Id, now: Timestamp, mut parts: Parts<'p, N>) -> Self {
        deadlines::find_first(&mut parts);
        Self { id, now, parts }
    }

    /// Creates a call that the application creates just now. The answer is 201, with the state
    /// `establishing`.
    #[must_use]
    pub fn outgoing(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        Self::new(id, now, Parts::new(now, CallState::Establishing, policy))
    }

    /// Creates a call that comes in just now: notify `created`.
    #[must_use]
    pub fn incoming(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        Self::new(id, now, Parts::new(now, CallState::Incoming, policy))
    }

    /// Creates a call that is already in some state, as at the beginning of a log.
    ///
    /// Its clocks start just now. `terminating` and `terminated` are taken as [`Call::ending`] for
    /// an unknown cause.
    #[must_use]
    pub fn adopted(id: Id, now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        if !state.is_live() {
            return Self::ending(id, now, Cause::Unknown, policy);
        }
        let redirect_timeout = Span::from_secs(requests::REDIRECT_ONE);
        Self::new(id, now, Parts { redirect_timeout, ..Parts::new(now, state, policy) })
    }

    /// Creates a call that is seen for the first time as it ends: `terminating`, for a cause that
    /// is known otherwise.
    #[must_use]
    pub fn ending(id: Id, now: Timestamp, cause: Cause, policy: &'p Policy) -> Self {
        Self::new(id, now, Parts { cause: Some(cause), ..Parts::new(now, CallState::Terminating, policy) })
    }

    /// Handles an event at `now`, and returns what became of it, what to answer and what to notify.
    ///
    /// First the due deadlines fire, in order of time and each at its own time. Then the event is
    /// handled. A `now` before an earlier one counts as that one, and the step says so. The work is
    /// bounded by the number of operation slots, however much time has passed.
    // Always inlined, so that the step is made where the caller wants it, and is not copied.
    #[inline(always)]
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Step<Output> {
        let mut step = Step::new();
        self.handle_into(now, &event, &mut step);
        step
    }

    /// Returns when to wake it next: later than the last `now`, or never.
    ///
    /// The answer may change with every call of [`Call::handle`], which says whether it did.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        deadlines::first(&self.parts)
    }

    /// Returns what [`Call::handle`] would say of the event, without handling it.
    #[must_use]
    pub fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.clone().handle(now, *event).verdict()
    }

    /// The call's id.
    #[must_use]
    pub const fn id(&self) -> Id {
        self.id
    }

    /// The policy that it follows.
    #[must_use]
    pub const fn policy(&self) -> &'p Policy {
        self.parts.policy
    }

    /// Borrows the policy from another place: for a host that stores it next to the call and moves
    /// both together.
    ///
    /// The settings must be those that the call was made with. Nothing is worked out anew: with
    /// others, the deadline that is set stays until the next event.
    pub const fn set_policy(&mut self, policy: &'p Policy) {
        self.parts.policy = policy;
    }

    /// The latest time that it was given.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> CallState {
        self.parts.state
    }

    /// Why the call is ending or has ended; `None` while it is live.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        self.parts.cause
    }

    /// When the call expires, or would have; `None` past the end of time.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Timestamp> {
        self.parts.keep_alive.expires_at(self.parts.policy.settings())
    }

    /// The operations in their slots: those that are open, and those that have ended and whose slot
    /// was not needed since.
    pub fn operations(&self) -> impl Iterator<Item = OperationView> {
        self.parts.operations.views()
    }

    /// The operation in a slot that an output named.
    #[must_use]
    pub fn operation(&self, slot: Slot) -> Option<OperationView> {
        self.operations().find(|operation| operation.slot == slot)
    }

    /// Sixty-four bits that stand for the whole state: a fixed hash of the snapshot's bytes, the
    /// same on every target.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::new();
        let sink: &mut dyn Sink = &mut digest;
        snapshot::encode(self.id, self.now, &self.parts, sink);
        digest.0
    }

    /// Writes the whole state as bytes.
    ///
    /// # Errors
    /// [`SnapshotError::TooLong`] if `MAX` is too small.
    pub fn snapshot<const MAX: usize>(&self) -> Result<Snapshot<MAX>, SnapshotError> {
        Snapshot::write(|sink| snapshot::encode(self.id, self.now, &self.parts, sink))
    }

    /// Creates the call that goes on where a snapshot was taken.
    ///
    /// # Errors
    /// [`SnapshotError`] for bytes that no machine under this policy can have written.
    pub fn restore(bytes: &[u8], policy: &'p Policy) -> Result<Self, SnapshotError> {
        let (id, now, parts) = snapshot::decode(bytes, policy)?;
        Ok(Self { id, now, parts })
    }
}

impl<const N: usize> Machine for Call<'_, N> {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        self.id
    }

    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        step.begin(now < self.now);
        let now = self.now.later(now);
        self.now = now;
        let parts = &mut self.parts;
        let outputs = &mut Outputs::new(now, step);
        let before = deadlines::first(parts);
        if before.is_some_and(|due| due.at <= now) {
            deadlines::fire(parts, now, outputs);
        }
        let verdict = match event {
            Event::Wake => Verdict::NoChange,
            Event::Request(request) => requests::answer(request, parts, outputs),
            Event::Peer(peer) => parts.on_peer(*peer, outputs),
            Event::Media(media) => parts.on_media(*media, outputs),
            Event::Finished { slot, success } => parts.operations.finish(*slot, *success, outputs),
        };
        // What was not applied has changed nothing.
        if verdict.is_applied() {
            deadlines::find_first(parts);
        }
        step.finish(verdict, deadlines::first(parts) != before);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        Call::next_deadline(self)
    }

    fn digest(&self) -> u64 {
        Call::digest(self)
    }
}
