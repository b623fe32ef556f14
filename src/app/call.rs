//! The application's end of a call: what it is, how it is made, what it shows.

use super::context::Context;
use super::deadlines::FAST;
use super::ended::Ended;
use super::event::{Event, Output};
use super::live::Live;
use super::operations::Operations;
use super::policy::Policy;
use super::view::{KeepAliveView, OperationView};
use crate::{CallState, Cause, Deadline, Id, ResultInfo, Step, Timestamp, Verdict};

/// The application's end of one call, with room for `N` operations at a time (at most
/// [`crate::Slots::MAX`]).
///
/// It knows what was sent, what came back and what was notified, and decides when to send a
/// keepAlive, when to verify, when the call is lost and when to clean up. Notifications change its
/// state, where [`crate::TRANSITIONS`] has a transition from the present one (law *forward*). A 2xx
/// to DELETE also makes it `terminating`, and a 404 to keepAlive, GET or DELETE ends it at once.
///
/// - **keepAlive** is asked for every `interval` from the start, in every live state. Only a 200
///   moves the expiry: to `expiry` after that attempt was *sent* (choice 2). A failure moves
///   nothing: it is retried with a backoff that doubles up to its cap (choice 4). 401 and 403 are
///   failures too, not ends (choice 60).
/// - **The expiry**: when it passes, the call is *presumed lost*, which is not `terminated` (choice
///   5). keepAlive and GET are tried until the `abandon` bound. A keepAlive 200 whose expiry still
///   lies ahead revives the call; a GET 200 moves only the bound, by at most about 24 days from the
///   last success.
/// - **404** ends the call: [`Cause::KeepAliveExpired`] once it is presumed lost,
///   [`Cause::NotFound`] before. After a DELETE that was confirmed, or one that got no answer, the
///   cause is [`Cause::LocalHangUp`]; after a reject or redirect it is theirs (our choice, since
///   the 404 is their effect). To any other request a 404 may be about the sub-resource, so the
///   call is verified (choice 7). Such an end has no code, and a late notification may fill it in
///   once (choices 6 and 13).
/// - **The answer deadline** of an incoming call is reported when it passes, and ends nothing
///   (choice 48).
/// - **A hang-up** that is confirmed ends the call with [`Cause::LocalHangUp`] if no end follows
///   within `hang_up_timeout` (choice 53). One that gets no answer is retried for
///   `hang_up_give_up`, then the call ends with [`Cause::HangUpUnconfirmed`]. One that is refused
///   is retried too, and the call continues meanwhile. It also continues if a keepAlive or GET is
///   answered 200 after a DELETE that failed (our choice: it lives, so nothing was hung up).
/// - **`terminating`**: once it is notified, no more keepAlives are sent. The expiry and the
///   `abandon` bound stay, so that no call is left over if the last notification is missing
///   (comms-samples issues 212, 297 and 824).
/// - **The answer's 202** and that of a transfer or redirect change no state: their notifications
///   do, and no deadline waits for those (choice 49).
///
/// ```
/// use call_lifecycle::app::{Call, Event, Output, Policy, Reply, Request};
/// use call_lifecycle::{Cause, Id, Timestamp};
///
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let due = call.next_deadline().unwrap();
/// let step = call.handle(due.at, Event::Wake);
/// let Output::Send(token) = step.outputs()[0].output else { unreachable!() };
/// call.handle(due.at, Event::Sent { token, hints: Default::default() });
/// // The service does not know the call any more: no endless heartbeat, it is over.
/// call.handle(due.at, Event::Reply { token, sent: due.at, reply: Reply::new(404) });
/// assert_eq!(call.cause(), Some(Cause::NotFound));
/// assert_eq!(call.next_deadline(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Call<'p, const N: usize = 4> {
    pub(super) life: Life<'p>,
    /// They are kept after the end of the call, so that a late notification of one is recognised.
    pub(super) operations: Operations<N>,
}

/// A call lives or has ended, never both, so that the two share their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Life<'p> {
    Live(Live<'p>),
    Ended(Ended<'p>),
}

impl<'p> Life<'p> {
    pub(super) const fn context(&self) -> &Context<'p> {
        match self {
            Self::Live(live) => &live.context,
            Self::Ended(ended) => &ended.context,
        }
    }

    pub(super) const fn context_mut(&mut self) -> &mut Context<'p> {
        match self {
            Self::Live(live) => &mut live.context,
            Self::Ended(ended) => &mut ended.context,
        }
    }
}

const _: () = assert!(size_of::<Life<'_>>() == size_of::<Live<'_>>());
const _: () = assert!(size_of::<Call<'_, 0>>() <= 64 && size_of::<Call<'_, 4>>() <= 288);
const _: () = assert!(size_of::<Step<Output>>() <= 384);
// What is due is fired before and after an event: answer overdue, failed and lost, then DELETE, keepAlive, cancelled,
// overdue and GET. The event itself pushes at most three outputs: a state, audio and a tone.
const _: () = assert!(2 * 8 + 3 <= crate::MAX_OUTPUTS);

impl<'p, const N: usize> Call<'p, N> {
    /// A call that lives.
    fn new(live: Live<'p>) -> Self {
        let mut call = Self { life: Life::Live(live), operations: Operations::new() };
        call.find_first();
        call
    }

    /// Notes which deadline comes first.
    fn find_first(&mut self) {
        if let (true, Life::Live(live)) = (FAST, &mut self.life) {
            live.find_first(&self.operations);
        }
    }

    /// A call that the application created: `establishing`, from the time at which the create
    /// request was sent (choice 1). A create request that was refused, as with 429 past a limit,
    /// makes no call, so nothing to track (choice 61).
    #[must_use]
    pub fn outgoing(id: Id, sent: Timestamp, policy: &'p Policy) -> Self {
        Self::new(Live::new(Context { id, policy, now: sent }, sent, CallState::Establishing))
    }

    /// A call that was notified as `incoming` just now. It began at most `start_margin` earlier.
    #[must_use]
    pub fn incoming(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        let anchor = now.saturating_before(policy.settings().keep_alive.start_margin);
        let mut live = Live::new(Context { id, policy, now }, anchor, CallState::Incoming);
        live.on_incoming();
        Self::new(live)
    }

    /// A call that lives already, as after a restart without a snapshot. Its expiry is known from
    /// its first successful keepAlive (law *safe side*).
    ///
    /// To adopt a call that is seen for the first time as it ends, adopt it in any live state and
    /// then hand it the notification of its end. The state `terminated` counts as `terminating`.
    #[must_use]
    pub fn adopted(id: Id, now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        if matches!(state, CallState::Incoming) {
            return Self::incoming(id, now, policy);
        }
        let state = if state.is_live() { state } else { CallState::Terminating };
        let mut live = Live::new(Context { id, policy, now }, now, state);
        if !state.is_live() {
            live.keep_alive.stop();
        }
        Self::new(live)
    }

    /// Handles an event at `now`, and returns what became of it and what there is to do.
    ///
    /// First what was due fires, then the event is handled, then what it made due fires. A `now`
    /// before an earlier one counts as that one, and the step says so. The work is bounded by the
    /// number of operation slots, however much time has passed.
    // Always inlined, so that the step is made where the caller wants it, and is not copied.
    #[inline(always)]
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Step<Output> {
        let mut step = Step::new();
        self.handle_out_of_line(now, &event, &mut step);
        step
    }

    /// In one place for all callers.
    #[inline(never)]
    fn handle_out_of_line(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        self.handle_begun(now, event, step);
    }

    /// The verdict that [`Call::handle`] would give on the event. Nothing changes.
    #[must_use]
    pub fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.clone().handle(now, *event).verdict()
    }

    /// When to wake it next: later than the last `now`, or never. The answer may change with every
    /// call of [`Call::handle`], which says whether it did.
    #[must_use]
    #[inline]
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.life {
            Life::Live(live) => live.next_deadline(&self.operations),
            Life::Ended(_) => None,
        }
    }

    /// The call's id.
    #[must_use]
    pub const fn id(&self) -> Id {
        self.life.context().id
    }

    /// The policy that it follows.
    #[must_use]
    pub const fn policy(&self) -> &'p Policy {
        self.life.context().policy
    }

    /// Borrows the policy from another place: for a host that stores it next to the call and moves
    /// both together.
    ///
    /// The settings must be those that the call was made with. Nothing is worked out anew: with
    /// others, the deadline that is set stays until the next event.
    pub const fn set_policy(&mut self, policy: &'p Policy) {
        self.life.context_mut().policy = policy;
    }

    /// The latest time that it was given.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.life.context().now
    }

    /// The state, as far as the application knows.
    #[must_use]
    #[inline]
    pub const fn state(&self) -> CallState {
        match &self.life {
            Life::Live(live) => live.reported.state,
            Life::Ended(_) => CallState::Terminated,
        }
    }

    /// Why the call ended; `None` while it lives.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        match &self.life {
            Life::Live(_) => None,
            Life::Ended(ended) => Some(ended.cause),
        }
    }

    /// The code with which the call ended, where the service gave one.
    #[must_use]
    pub const fn result(&self) -> Option<ResultInfo> {
        match &self.life {
            Life::Live(_) => None,
            Life::Ended(ended) => ended.result(),
        }
    }

    /// The state of its keepAlive.
    #[must_use]
    pub const fn keep_alive(&self) -> KeepAliveView {
        match &self.life {
            Life::Live(live) => live.keep_alive.view(&live.context),
            Life::Ended(ended) => ended.keep_alive_view(),
        }
    }

    /// Whether audio flows, by the last notification that said so or denied it.
    #[must_use]
    pub const fn audio_active(&self) -> bool {
        match &self.life {
            Life::Live(live) => live.reported.audio_active,
            Life::Ended(ended) => ended.is_audio_active(),
        }
    }

    /// The operations in their slots: the open ones, and the ended ones whose slot has not been
    /// used again.
    pub fn operations(&self) -> impl Iterator<Item = OperationView> {
        self.operations.views()
    }

    /// The operation in a slot that an output named.
    #[must_use]
    pub fn operation(&self, slot: crate::Slot) -> Option<OperationView> {
        self.operations().find(|operation| operation.slot == slot)
    }

    /// Whether the application has asked the service to end the call, and the service has confirmed
    /// it.
    #[must_use]
    pub const fn hang_up_confirmed(&self) -> bool {
        match &self.life {
            Life::Live(live) => live.hang_up.is_confirmed(),
            Life::Ended(ended) => matches!(ended.cause, Cause::LocalHangUp),
        }
    }
}
