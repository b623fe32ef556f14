//! The service's end of a call: its state, its clocks, and the two verbs.
//!
//! The handlers of events are not inlined: each has a frame of its own, and a small stack need not hold them all.

use super::operations::{OperationView, Operations};
use super::{Event, Output, PeerEvent, Policy};
use crate::record::{Heard, RecordPhase};
use crate::{
    CallState, Cause, CompletionReason, Deadline, Id, Machine, OperationKind, OperationStatus, Outcome, Rejection,
    Slot, Span, Step, Timestamp, Trigger, Verdict,
};

/// The service's end of one call, with room for `N` operations at a time (at most [`crate::Slots::MAX`]), of which [`MAX_MEDIA`] may be media operations.
///
/// It is the authority: it decides what to answer, when a call expires, and how a recording ends. It moves by [`crate::TRANSITIONS`] and
/// [`crate::record::RECORD_TRANSITIONS`] alone.
///
/// - A **keepAlive** request renews a live call, answered 200; once the call is `terminating` or `terminated` it is answered 404. Without one for
///   `expiry` since the last or the start the call is `terminating` with 408/8537, and then `terminated` (keepAlive page; "start of the call" is its
///   creation: choice 1).
/// - **Media operations** run one at a time, in the order of their requests. `cancelMediaProcessing` ends all of them (choice 37); a
///   `recordResponse` with `bargeInAllowed` too, and starts at once. The queue holds [`MAX_MEDIA`]; past that the answer is 429
///   (choice 40).
/// - **Operations end with the call**, when it leaves its live states: with the caller gone there is nothing to record (comms-samples issues 114 and 376).
/// - **Deadlines fire first**, in order of time, each at its own time, then the event is taken in: how often the host wakes it makes no difference.
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
    pub(super) id: Id,
    pub(super) policy: &'p Policy,
    pub(super) now: Timestamp,
    /// When the last keepAlive came, or the call began.
    pub(super) anchor: Timestamp,
    /// When the state was entered.
    pub(super) entered: Timestamp,
    /// When the running recording started.
    pub(super) started: Timestamp,
    /// When its phase was entered.
    pub(super) since: Timestamp,
    /// The tones heard while it runs.
    pub(super) heard: Heard,
    pub(super) redirect_timeout: Span,
    /// How many tones were notified.
    pub(super) tones: u32,
    pub(super) state: CallState,
    /// Fixed when the call leaves its live states.
    pub(super) cause: Option<Cause>,
    pub(super) speaking: bool,
    pub(super) subscribed: bool,
    pub(super) operations: Operations<N>,
}

/// The most media operations that run or wait at a time; one more is answered 429. (The pages name no depth: choice 40.) One step can start and
/// end each of them, and has room for that.
pub const MAX_MEDIA: usize = 8;

const _: () = assert!(size_of::<Call<'_, 4>>() <= 512 && size_of::<Step<Output>>() <= 384);
// A step can start and end every media operation, start and end the one that it requests, answer, and take the call through `terminating`.
const _: () = assert!(2 * MAX_MEDIA + 2 + 1 + 3 <= crate::MAX_OUTPUTS);

impl<'p, const N: usize> Call<'p, N> {
    fn new(id: Id, now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        Self {
            id,
            policy,
            now,
            anchor: now,
            entered: now,
            started: Timestamp::ZERO,
            since: Timestamp::ZERO,
            heard: Heard::default(),
            redirect_timeout: Span::ZERO,
            tones: 0,
            state,
            cause: None,
            speaking: false,
            subscribed: false,
            operations: Operations::new(),
        }
    }

    /// A call that the application creates just now; the answer is 201, with the state `establishing`.
    #[must_use]
    pub fn outgoing(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        Self::new(id, now, CallState::Establishing, policy)
    }

    /// A call that comes in just now: notify `created`.
    #[must_use]
    pub fn incoming(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        Self::new(id, now, CallState::Incoming, policy)
    }

    /// A call that lives already in some state, as at the beginning of a log. It counts as begun just now; `terminating` and `terminated` are
    /// read as [`Call::ending`] for an unknown cause.
    #[must_use]
    pub fn adopted(id: Id, now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        if !state.is_live() {
            return Self::ending(id, now, Cause::Unknown, policy);
        }
        let mut call = Self::new(id, now, state, policy);
        call.redirect_timeout = Span::from_secs(super::requests::REDIRECT_ONE);
        call
    }

    /// A call that is seen for the first time as it ends: `terminating`, for a cause that is known otherwise.
    #[must_use]
    pub fn ending(id: Id, now: Timestamp, cause: Cause, policy: &'p Policy) -> Self {
        let mut call = Self::new(id, now, CallState::Terminating, policy);
        call.cause = Some(cause);
        call
    }

    /// Takes an event in, at `now`, and says what became of it, what to answer and what to notify of.
    ///
    /// First the due deadlines fire, in order of time and each at its own time, then the event is taken in. A `now` before an earlier one counts
    /// as that one, and the step says so. The work is bounded by the number of operation slots, however much time has passed.
    #[inline(always)]
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Step<Output> {
        Machine::handle(self, now, event)
    }

    /// What [`Call::handle`] would say of the event, without taking it in.
    #[must_use]
    pub fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.clone().handle(now, *event).verdict()
    }

    /// Whether the next deadline is another than before.
    #[inline(never)]
    fn has_moved(&self, before: &Option<Deadline>) -> bool {
        *before != self.next_deadline()
    }

    /// Says something that counts from now.
    // Out of line, as what is pushed is small, and told in many places.
    #[inline(never)]
    pub(super) fn say(&self, step: &mut Step<Output>, output: Output) {
        step.push(self.now, output);
    }

    /// Moves the call by the table, if the table has a way.
    pub(super) fn apply(&mut self, trigger: Trigger, step: &mut Step<Output>) -> bool {
        let from = self.state;
        let Some(to) = from.next(trigger) else { return false };
        self.state = to;
        self.entered = self.now;
        if from.is_live() && !to.is_live() {
            self.cause = Some(Cause::of(trigger));
            let ended = self.operations.end_all();
            if !ended.is_empty() {
                self.say(step, Output::OperationsEnded(ended));
            }
        }
        let output = match (to, self.cause) {
            (CallState::Terminated, Some(cause)) => Output::Ended { cause },
            _ => Output::State { from, to },
        };
        self.say(step, output);
        true
    }

    #[inline(never)]
    fn on_peer(&mut self, peer: PeerEvent, step: &mut Step<Output>) -> Verdict {
        let trigger = peer.trigger();
        if self.apply(trigger, step) {
            return Verdict::Applied;
        }
        let state = self.state;
        if CallState::ALL.iter().any(|from| from.next(trigger) == Some(state)) {
            Verdict::NoChange
        } else if !state.is_live() {
            Verdict::Stale
        } else {
            Verdict::Rejected(Rejection::WrongState { state })
        }
    }

    #[inline(never)]
    fn on_finished(&mut self, slot: Slot, success: bool, step: &mut Step<Output>) -> Verdict {
        let Some(operation) = self.operations.get_mut(slot) else {
            return Verdict::Rejected(Rejection::UnknownOperation);
        };
        if operation.kind.is_media() {
            return Verdict::Rejected(Rejection::WrongPhase);
        }
        if operation.phase == RecordPhase::Ended {
            return Verdict::NoChange;
        }
        let status = if success { OperationStatus::Completed } else { OperationStatus::Failed };
        // Only sendDtmfTones has completion reasons among these.
        let tones = operation.kind == OperationKind::SendDtmfTones;
        let reason = match (tones, success) {
            (true, true) => Some(CompletionReason::CompletedSuccessfully),
            (true, false) => Some(CompletionReason::Unknown),
            (false, _) => None,
        };
        let outcome = Outcome { status, reason };
        operation.end(outcome);
        self.say(step, Output::OperationEnded { slot, outcome });
        Verdict::Applied
    }

    /// The call's id.
    #[must_use]
    pub const fn id(&self) -> Id {
        self.id
    }

    /// The policy that it follows.
    #[must_use]
    pub const fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The latest time that it was told.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> CallState {
        self.state
    }

    /// Why the call is ending or has ended; none while it is live.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        self.cause
    }

    /// When the call expires, or would have; none past the end of time.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Timestamp> {
        self.anchor.checked_add(self.policy.settings().expiry)
    }

    /// The operations in their slots: the open ones, and the ended ones whose place nobody has needed since.
    pub fn operations(&self) -> impl Iterator<Item = OperationView> {
        self.operations.views()
    }

    /// The operation in a slot that an output named.
    #[must_use]
    pub fn operation(&self, slot: Slot) -> Option<OperationView> {
        self.operations().find(|operation| operation.slot == slot)
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
        let before = self.next_deadline();
        let now = self.now.later(now);
        if before.is_some_and(|due| due.at <= now) {
            self.settle(now, step);
        }
        self.now = now;
        let verdict = match event {
            Event::Wake => Verdict::NoChange,
            Event::Request(request) => self.on_request(request, step),
            Event::Peer(peer) => self.on_peer(*peer, step),
            Event::Media(media) => self.on_media(*media, step),
            Event::Finished { slot, success } => self.on_finished(*slot, *success, step),
        };
        step.finish(verdict, self.has_moved(&before));
    }

    fn next_deadline(&self) -> Option<Deadline> {
        Call::next_deadline(self)
    }

    fn digest(&self) -> u64 {
        Call::digest(self)
    }
}
