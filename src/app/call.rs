//! The application's end of a call: its state, and the two verbs.

use super::clocks::{Clocks, HangUp, Offset, Probe};
use super::life::{KeepAlive, LastTone, Life, Own};
use super::operations::{OperationView, Operations};
use super::{Event, Output, Policy};
use crate::{CallState, Cause, Deadline, DeadlineKind, Id, ResultInfo, Step, Timestamp, Verdict};

/// The application's end of one call, with room for `N` operations at a time (at most [`crate::Slots::MAX`]).
///
/// It knows what was sent, what came back and what was notified, and decides when to send a keepAlive, when to verify, when the call is lost
/// and when to clean up. It moves through the states by notifications, and by them only where [`crate::TRANSITIONS`] has a way from the present state (law
/// *forward*); besides, a 2xx to DELETE makes it `terminating`, and a 404 to keepAlive, GET or DELETE ends it on the spot.
///
/// - **keepAlive** is wished every `interval` from the start on, in every live state. Only a 200 moves the expiry, and it moves it to
///   `expiry` after that very attempt was *sent* (choice 2). A failure moves nothing: it is retried with a backoff that doubles up to its
///   cap (choice 4). 401 and 403 are failures too, not ends (choice 60).
/// - **The expiry** passed: the call is *presumed lost*, which is not `terminated` (choice 5). keepAlive and GET are tried until the
///   `abandon` bound. A keepAlive 200 whose expiry still lies ahead revives the call; a GET 200 moves only the bound, by at most about 24 days from the
///   last success.
/// - **404** ends the call: [`Cause::KeepAliveExpired`] once it is presumed lost, [`Cause::NotFound`] before. After a DELETE that was confirmed, or of
///   which an attempt got no answer, it is [`Cause::LocalHangUp`], after a reject or redirect theirs (our choice, since that 404 is their effect). To any other request a 404 may be about the sub-resource, so the call is verified
///   (choice 7). Such an end has no code, and a late notification may fill it in once (choices 6 and 13).
/// - **The answer deadline** of an incoming call is reported when it passes, and ends nothing (choice 48).
/// - **A hang-up** that is confirmed and not followed by an end within `hang_up_timeout` ends the call with [`Cause::LocalHangUp`] (choice 53); one
///   that gets no answer at all is retried for `hang_up_give_up`, then [`Cause::HangUpUnconfirmed`]. One that is refused is retried too, and the call goes
///   on meanwhile; so it does where keepAlive or GET is answered 200 after a DELETE that failed (our choice: it lives, so nothing was hung up).
/// - **`terminating`** by notification sends no keepAlive any more; the expiry and the `abandon` bound stay, so that a missing last notification leaks
///   nothing (comms-samples issues 212, 297 and 824).
/// - **The answer's 202** and that of a transfer or redirect change no state: their notifications do (choice 49: and no bound of our own
///   waits for them).
///
/// ```
/// use call_lifecycle::app::{Call, Event, Output, Policy, Reply, Request};
/// use call_lifecycle::{Cause, Id, Timestamp};
///
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let due = call.next_deadline().unwrap();
/// let step = call.handle(due.at, Event::Wake);
/// let Output::Send(token) = step.outputs()[0].output else { unreachable!() };
/// call.handle(due.at, Event::Sent { token, details: Default::default() });
/// // The service does not know the call any more: no endless heartbeat, it is over.
/// call.handle(due.at, Event::Reply { token, sent: due.at, reply: Reply::status(404) });
/// assert_eq!(call.cause(), Some(Cause::NotFound));
/// assert_eq!(call.next_deadline(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call<'p, const N: usize = 4> {
    pub(super) id: Id,
    pub(super) policy: &'p Policy,
    pub(super) now: Timestamp,
    /// When the last successful keepAlive was sent, or the call began.
    pub(super) anchor: Timestamp,
    pub(super) life: Life,
    /// The number of the last keepAlive.
    pub(super) attempt: u16,
    pub(super) last_tone: LastTone,
    /// Failed keepAlives in a row.
    pub(super) failures: u8,
    pub(super) own: Own,
    pub(super) audio_active: bool,
    /// The anchor is a keepAlive's time, not the start's.
    pub(super) renewed: bool,
    pub(super) operations: Operations<N>,
}

const _: () = assert!(size_of::<Call<'_, 0>>() <= 64 && size_of::<Call<'_, 4>>() <= 288);
const _: () = assert!(size_of::<Step<Output>>() <= 384);
// An event pushes at most three outputs itself: a state, audio and a tone.
const _: () = assert!(2 * Call::<'_, 0>::MOST_SETTLED + 3 <= crate::MAX_OUTPUTS);

impl<'p, const N: usize> Call<'p, N> {
    fn new(id: Id, now: Timestamp, anchor: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        let mut clocks = Clocks::new(anchor, state, policy);
        clocks.probe_at = Clocks::keep_alive_at(anchor, id, policy);
        Self {
            id,
            policy,
            now,
            anchor,
            life: Life::Live(clocks),
            attempt: 0,
            last_tone: LastTone::default(),
            failures: 0,
            own: Own::None,
            audio_active: false,
            renewed: false,
            operations: Operations::new(),
        }
    }

    /// A call that the application created: `establishing`, from the time at which the create request was sent (choice 1). A create
    /// request that was refused, as with 429 past a limit, makes no call, so nothing to track (choice 61).
    #[must_use]
    pub fn outgoing(id: Id, sent: Timestamp, policy: &'p Policy) -> Self {
        Self::new(id, sent, sent, CallState::Establishing, policy)
    }

    /// A call that was notified as `incoming` just now. It began at most `start_margin` earlier.
    #[must_use]
    pub fn incoming(id: Id, now: Timestamp, policy: &'p Policy) -> Self {
        let settings = policy.settings();
        let margin = settings.keep_alive.start_margin;
        let mut call = Self::new(id, now, now.saturating_sub(margin), CallState::Incoming, policy);
        let anchor = call.anchor;
        if let Life::Live(clocks) = &mut call.life {
            // Never in the past: what is overdue already is reported with the first wake after.
            let soon = now.checked_add(crate::Span::from_millis(1));
            let first = clocks.probe_at.at(anchor).map(|at| soon.map_or(at, |soon| at.later(soon)));
            clocks.probe_at = Offset::new(anchor, first);
            let left = settings.answer_deadline.saturating_sub(margin).max(crate::Span::from_millis(1));
            clocks.side_at = Offset::after(anchor, now, left);
        }
        call
    }

    /// A call that lives already, as after a restart without a snapshot: its expiry is known from its first success on (law *safe side*).
    ///
    /// A call that is seen for the first time as it ends is adopted in any live state, and then told of its end. `terminated` itself is read as
    /// `terminating`.
    #[must_use]
    pub fn adopted(id: Id, now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        match state {
            CallState::Incoming => Self::incoming(id, now, policy),
            CallState::Terminating | CallState::Terminated => {
                let mut call = Self::new(id, now, now, CallState::Terminating, policy);
                if let Life::Live(clocks) = &mut call.life {
                    clocks.probe_at = Offset::NONE;
                }
                call
            }
            CallState::Establishing
            | CallState::Ringing
            | CallState::Established
            | CallState::Hold
            | CallState::Transferring
            | CallState::TransferAccepted
            | CallState::Redirecting => Self::new(id, now, now, state, policy),
        }
    }

    /// Takes an event in, at `now`, and says what became of it and what there is to do.
    ///
    /// First what was due fires, then the event is taken in, then what it made due fires. A `now` before an earlier one counts as that one, and
    /// the step says so. The work is bounded by the number of operation slots, however much time has passed.
    // Always inlined, so that the step is made where the caller wants it, and is not copied.
    #[inline(always)]
    pub fn handle(&mut self, now: Timestamp, event: Event) -> Step<Output> {
        let mut step = Step::new();
        self.take_in(now, &event, &mut step);
        step
    }

    /// What [`Call::handle`] would say of the event, without taking it in.
    #[must_use]
    pub fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.clone().handle(now, *event).verdict()
    }

    /// When to wake it next: later than the last `now`, or never. The answer may change with every call of [`Call::handle`], which says
    /// whether it did.
    #[must_use]
    #[inline]
    pub fn next_deadline(&self) -> Option<Deadline> {
        match &self.life {
            Life::Live(clocks) => {
                let first = clocks.first(self.anchor, self.policy);
                match self.operations.next_watchdog() {
                    // The kind is the last of all: of equal ones the other comes first.
                    Some(at) if first.is_none_or(|first| at < first.at) => {
                        Some(Deadline { at, kind: DeadlineKind::Operation })
                    }
                    _ => first,
                }
            }
            Life::Ended(_) => None,
        }
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

    /// The state, as far as the application knows.
    #[must_use]
    #[inline]
    pub const fn state(&self) -> CallState {
        match &self.life {
            Life::Live(clocks) => clocks.state,
            Life::Ended(_) => CallState::Terminated,
        }
    }

    /// Why the call ended; none while it lives.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        match self.life {
            Life::Live(_) => None,
            Life::Ended(end) => Some(end.cause),
        }
    }

    /// The code with which the call ended, where the service gave one.
    #[must_use]
    pub const fn result(&self) -> Option<ResultInfo> {
        match self.life {
            Life::Live(_) => None,
            Life::Ended(end) => end.result(),
        }
    }

    /// How it stands with its keepAlive.
    #[must_use]
    pub const fn keep_alive(&self) -> KeepAlive {
        let (presumed_lost, in_flight) = match &self.life {
            Life::Live(clocks) => (clocks.is_lost(), matches!(clocks.probe, Probe::Out)),
            Life::Ended(_) => (false, false),
        };
        KeepAlive { expires_at: self.expiry(), presumed_lost, failures: self.failures, in_flight }
    }

    pub(super) const fn expiry(&self) -> Option<Timestamp> {
        self.anchor.checked_add(self.policy.settings().keep_alive.expiry)
    }

    /// Whether the last notification that spoke of it said that audio flows.
    #[must_use]
    pub const fn audio_active(&self) -> bool {
        self.audio_active
    }

    /// The operations in their slots: the open ones, and the ended ones whose place nobody has needed since.
    pub fn operations(&self) -> impl Iterator<Item = OperationView> {
        self.operations.views()
    }

    /// The operation in a slot that an output named.
    #[must_use]
    pub fn operation(&self, slot: crate::Slot) -> Option<OperationView> {
        self.operations().find(|operation| operation.slot == slot)
    }

    /// Whether the application has asked the service to end the call, and the service has confirmed it.
    #[must_use]
    pub const fn hang_up_confirmed(&self) -> bool {
        match &self.life {
            Life::Live(clocks) => matches!(clocks.hang_up, HangUp::Confirmed),
            Life::Ended(end) => matches!(end.cause, Cause::LocalHangUp),
        }
    }
}
