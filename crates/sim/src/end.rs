//! What the laws ask of a machine, in addition to the two methods.

use core::time::Duration;

use call_lifecycle::{
    CallState, Cause, Machine, OperationKind, Slots, Snapshot, TRANSITIONS, Timestamp, Verdict, app, service,
};

/// The bytes that a snapshot of a call with every slot in use may need, at either end.
const MAX_BYTES: usize = 3584;
/// The same of calls with so many slots or fewer: a stack may be small, and bytes that are not
/// needed are cleared too.
const FEW_SLOTS: usize = 4;
const FEW_SLOTS_BYTES: usize = 512;
const MORE_SLOTS: usize = 10;
const MORE_SLOTS_BYTES: usize = 1088;

/// The application's end, as a [`Line`](crate::Line) has it.
pub type App<'p> = app::Call<'p, 4>;
/// The service's end, as a [`Line`](crate::Line) has it.
pub type Service<'p> = service::Call<'p, 4>;

/// What an output means to the laws.
///
/// ```
/// use call_lifecycle::{CallState, app};
/// use call_lifecycle_sim::{Effect, End};
/// let output = app::Output::State { from: CallState::Incoming, to: CallState::Establishing };
/// assert_eq!(app::Call::<4>::effect(&output), Effect::State(CallState::Incoming, CallState::Establishing));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Effect {
    /// The call moved from the first state to the second.
    State(CallState, CallState),
    /// The call ended, and these operations with it.
    Ended(Cause, Slots),
    /// Operations ended, while the call continues or after its end was reported.
    OperationsEnded(Slots),
    /// The answer to the event itself.
    Answer,
    /// Anything else.
    Other,
}

/// One end of a call, as the laws see it.
///
/// Both machines implement it. A test may implement it for another machine.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app};
/// use call_lifecycle_sim::End;
/// let call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// assert!(End::open(&call).is_empty());
/// assert!(call.survives_a_snapshot());
/// ```
pub trait End: Machine {
    /// The state that the call is in.
    fn state(&self) -> CallState;
    /// The latest time that the machine was given.
    fn now(&self) -> Timestamp;
    /// Why the call ended, if it has.
    fn cause(&self) -> Option<Cause>;
    /// The verdict that `handle` would give.
    fn check(&self, now: Timestamp, event: &Self::Event) -> Verdict;
    /// The slots of the operations that have not ended.
    fn open(&self) -> Slots;
    /// Whether the machine is equal to what its own snapshot restores.
    fn survives_a_snapshot(&self) -> bool;
    /// Whether the digests of two machines are equal. A machine may compare what its digest is a
    /// hash of, which takes less work.
    fn has_digest_of(&self, other: &Self) -> bool {
        self.digest() == other.digest()
    }
    /// Both of one snapshot: whether `other` has this machine's digest, and whether this machine
    /// survives its snapshot. A machine may make fewer snapshots for both than for each.
    fn has_digest_and_survives(&self, other: &Self) -> (bool, bool) {
        (self.has_digest_of(other), self.survives_a_snapshot())
    }
    /// Whether the event may start an operation.
    fn starts(event: &Self::Event) -> bool;
    /// What an output means to the laws.
    fn effect(output: &Self::Output) -> Effect;
    /// The event with every time in it shifted by the same amount.
    fn shifted(event: &Self::Event, by: Duration) -> Self::Event;
    /// Whether the law *forward* allows this move at this end.
    fn may_move(from: CallState, to: CallState) -> bool;
    /// Whether operations may be open in this state.
    fn may_operate(state: CallState) -> bool;
}

/// What is alike at both ends.
macro_rules! alike {
    ($end:ident) => {
        fn state(&self) -> CallState {
            $end::Call::state(self)
        }

        fn now(&self) -> Timestamp {
            $end::Call::now(self)
        }

        fn cause(&self) -> Option<Cause> {
            $end::Call::cause(self)
        }

        fn check(&self, now: Timestamp, event: &$end::Event) -> Verdict {
            $end::Call::check(self, now, event)
        }

        fn open(&self) -> Slots {
            self.operations().filter(|view| !view.status.is_end()).map(|view| view.slot).collect()
        }

        fn survives_a_snapshot(&self) -> bool {
            let survives = |bytes: &[u8]| Self::restore(bytes, self.policy()).as_ref() == Ok(self);
            match N {
                ..=FEW_SLOTS => self.snapshot::<FEW_SLOTS_BYTES>().is_ok_and(|all| survives(all.as_bytes())),
                ..=MORE_SLOTS => self.snapshot::<MORE_SLOTS_BYTES>().is_ok_and(|all| survives(all.as_bytes())),
                _ => self.snapshot::<MAX_BYTES>().is_ok_and(|all| survives(all.as_bytes())),
            }
        }

        fn has_digest_and_survives(&self, other: &Self) -> (bool, bool) {
            fn both<'p, const N: usize, const BYTES: usize>(
                this: &$end::Call<'p, N>,
                other: &$end::Call<'p, N>,
            ) -> (bool, bool) {
                let all = this.snapshot::<BYTES>();
                let Ok(bytes) = all.as_ref().map(Snapshot::as_bytes) else {
                    return (this.digest() == other.digest(), false);
                };
                let survives = $end::Call::restore(bytes, this.policy()).as_ref() == Ok(this);
                (other.snapshot::<BYTES>() == all, survives)
            }
            match N {
                ..=FEW_SLOTS => both::<N, FEW_SLOTS_BYTES>(self, other),
                ..=MORE_SLOTS => both::<N, MORE_SLOTS_BYTES>(self, other),
                _ => both::<N, MAX_BYTES>(self, other),
            }
        }

        // A digest is a hash of the snapshot's bytes.
        fn has_digest_of(&self, other: &Self) -> bool {
            match N {
                ..=FEW_SLOTS => self.snapshot::<FEW_SLOTS_BYTES>() == other.snapshot::<FEW_SLOTS_BYTES>(),
                ..=MORE_SLOTS => self.snapshot::<MORE_SLOTS_BYTES>() == other.snapshot::<MORE_SLOTS_BYTES>(),
                _ => self.snapshot::<MAX_BYTES>() == other.snapshot::<MAX_BYTES>(),
            }
        }
    };
}

impl<const N: usize> End for app::Call<'_, N> {
    alike! { app }

    fn starts(event: &app::Event) -> bool {
        match event {
            app::Event::Ask { request, .. } => matches!(request, app::Request::Operation(_)),
            app::Event::Sent { token, .. } => matches!(token.request(), app::Request::Operation(_)),
            // Nobody may have known that a request starts an operation until its answer says so.
            app::Event::Reply { token, reply, .. } => {
                let unknown = !matches!(token.request(), app::Request::Operation(kind) if kind != OperationKind::Other);
                unknown && matches!(reply.body(), app::Body::Operation(_))
            }
            _ => false,
        }
    }

    fn effect(output: &app::Output) -> Effect {
        use app::Output as Out;
        match *output {
            Out::State { from, to } => Effect::State(from, to),
            Out::Ended { cause, operations } => Effect::Ended(cause, operations),
            Out::OperationEnded { slot, .. } => Effect::OperationsEnded(Slots::default().with(slot)),
            Out::OperationsCancelled(slots) => Effect::OperationsEnded(slots),
            Out::Send(_)
            | Out::ResultLearnt
            | Out::AudioActive(_)
            | Out::Tone(_)
            | Out::KeepAliveSucceeded
            | Out::KeepAliveFailed
            | Out::PresumedLost
            | Out::Revived
            | Out::AnswerOverdue
            | Out::OperationAccepted(_)
            | Out::OperationRunning(_)
            | Out::OperationsOverdue(_) => Effect::Other,
        }
    }

    fn shifted(event: &app::Event, by: Duration) -> app::Event {
        match *event {
            app::Event::Reply { token, sent, reply } => {
                app::Event::Reply { token, sent: sent.saturating_add(by), reply }
            }
            app::Event::Created { sent } => app::Event::Created { sent: sent.saturating_add(by) },
            event => event,
        }
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        from != to && from.reaches(to)
    }

    fn may_operate(state: CallState) -> bool {
        state != CallState::Terminated
    }
}

impl<const N: usize> End for service::Call<'_, N> {
    alike! { service }

    fn starts(event: &service::Event) -> bool {
        use service::Request::{PlayPrompt, Record, Start};
        matches!(event, service::Event::Request(Record { .. } | PlayPrompt { .. } | Start { .. }))
    }

    fn effect(output: &service::Output) -> Effect {
        use service::Output as Out;
        match *output {
            Out::State { from, to } => Effect::State(from, to),
            Out::Ended { cause } => Effect::Ended(cause, Slots::default()),
            Out::OperationsEnded(slots) => Effect::OperationsEnded(slots),
            Out::OperationEnded { slot, .. } => Effect::OperationsEnded(Slots::default().with(slot)),
            Out::Answer { .. } => Effect::Answer,
            Out::Phase { .. } | Out::Tone { .. } => Effect::Other,
        }
    }

    fn shifted(event: &service::Event, _by: Duration) -> service::Event {
        *event
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        TRANSITIONS.iter().any(|row| row.from == from && row.to == to)
    }

    fn may_operate(state: CallState) -> bool {
        state.is_live()
    }
}
