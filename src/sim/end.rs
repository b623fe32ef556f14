//! What the laws ask of a machine beside the two verbs.

use crate::{CallState, Cause, Machine, Slots, Span, TRANSITIONS, Timestamp, Verdict, app, service};

/// The bytes that a snapshot may need: every slot in use, at either end.
const MOST_BYTES: usize = 3584;
/// So many slots at most need so few: a stack may be small.
const FEW: usize = 4;
const FEW_BYTES: usize = 512;

/// What an output says, as far as the laws go.
///
/// ```
/// use call_lifecycle::sim::{End, Told};
/// use call_lifecycle::{CallState, app};
/// let output = app::Output::State { from: CallState::Incoming, to: CallState::Establishing };
/// assert_eq!(app::Call::<4>::told(&output), Told::State(CallState::Incoming, CallState::Establishing));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Told {
    /// The call has moved, from the one state to the other.
    State(CallState, CallState),
    /// The call has ended, and these operations with it.
    Ended(Cause, Slots),
    /// Operations have ended, while the call goes on or after its end was told.
    Operations(Slots),
    /// The answer to the event itself.
    Answer,
    /// Anything else.
    Other,
}

/// An end of a call of which the laws can be asked.
///
/// ```
/// use call_lifecycle::sim::End;
/// use call_lifecycle::{Id, Timestamp, app};
/// let call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// assert!(End::open(&call).is_empty());
/// assert!(call.survives_a_snapshot());
/// ```
pub trait End: Machine {
    /// The state that it is in.
    fn state(&self) -> CallState;
    /// The latest time that it was told.
    fn now(&self) -> Timestamp;
    /// Why the call ended, if it has.
    fn cause(&self) -> Option<Cause>;
    /// What `handle` would say of the event.
    fn check(&self, now: Timestamp, event: &Self::Event) -> Verdict;
    /// The slots of the operations that have not ended.
    fn open(&self) -> Slots;
    /// Whether a snapshot of it, restored, is equal to it.
    fn survives_a_snapshot(&self) -> bool;
    /// Whether the event may start an operation.
    fn starts(event: &Self::Event) -> bool;
    /// What an output says.
    fn told(output: &Self::Output) -> Told;
    /// The event with the times that it names so much later.
    fn shifted(event: &Self::Event, by: Span) -> Self::Event;
    /// Whether one move is what the law *forward* allows at this end.
    fn may_move(from: CallState, to: CallState) -> bool;
    /// Whether operations may be open in this state.
    fn may_operate(state: CallState) -> bool;
}

/// What both ends are asked alike.
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
            let same = |bytes: &[u8]| Self::restore(bytes, self.policy()).is_ok_and(|restored| restored == *self);
            if N <= FEW {
                self.snapshot::<FEW_BYTES>().is_ok_and(|snapshot| same(snapshot.as_bytes()))
            } else {
                self.snapshot::<MOST_BYTES>().is_ok_and(|snapshot| same(snapshot.as_bytes()))
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
            _ => false,
        }
    }

    fn told(output: &app::Output) -> Told {
        use app::Output as Out;
        match *output {
            Out::State { from, to } => Told::State(from, to),
            Out::Ended { cause, operations } => Told::Ended(cause, operations),
            Out::OperationEnded { slot, .. } => Told::Operations(Slots::default().with(slot)),
            Out::OperationsCancelled(slots) => Told::Operations(slots),
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
            | Out::OperationsOverdue(_) => Told::Other,
        }
    }

    fn shifted(event: &app::Event, by: Span) -> app::Event {
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

    fn told(output: &service::Output) -> Told {
        use service::Output as Out;
        match *output {
            Out::State { from, to } => Told::State(from, to),
            Out::Ended { cause } => Told::Ended(cause, Slots::default()),
            Out::OperationsEnded(slots) => Told::Operations(slots),
            Out::OperationEnded { slot, .. } => Told::Operations(Slots::default().with(slot)),
            Out::Answer { .. } => Told::Answer,
            Out::Phase { .. } | Out::Tone { .. } => Told::Other,
        }
    }

    fn shifted(event: &service::Event, _by: Span) -> service::Event {
        *event
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        TRANSITIONS.iter().any(|row| row.from == from && row.to == to)
    }

    fn may_operate(state: CallState) -> bool {
        state.is_live()
    }
}
