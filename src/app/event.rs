//! Events and outputs of the application's end.

use super::reply::{Body, Reply};
use super::request::{OperationHints, Request, Token};
use crate::record::Tone;
use crate::{CallReport, CallState, Cause, OperationReport, Outcome, Slot, Slots, Timestamp};

/// Everything that can happen to the application's end.
///
/// Later versions may have more events: a host makes them and seldom matches on them.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, Timestamp, Verdict, app};
/// let mut call = app::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let established = app::Event::Call(CallReport::state(CallState::Established));
/// assert_eq!(call.handle(Timestamp::ZERO, established).verdict(), Verdict::Applied);
/// assert_eq!(call.handle(Timestamp::ZERO, established).verdict(), Verdict::NoChange);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum Event {
    /// Time has passed. Early, late and repeated wakes do no harm.
    Wake,
    /// The host wishes to send this; if the call permits it, [`Output::Send`] comes back. The
    /// machine asks for keepAlive, for verifying GETs and for repeated DELETEs by itself.
    Ask {
        /// What to send.
        request: Request,
        /// For an operation: what is known of it.
        hints: OperationHints,
    },
    /// A request left just now: one that the machine asked for, or one that another program sent.
    Sent {
        /// Which.
        token: Token,
        /// For an operation that the machine did not ask for: what is known of it.
        hints: OperationHints,
    },
    /// A reply came.
    Reply {
        /// The request that it answers.
        token: Token,
        /// When that request was sent: a success counts from there, however many attempts came
        /// between.
        sent: Timestamp,
        /// The reply.
        reply: Reply,
    },
    /// No reply will come: the connection failed, or the request was not sent at all. An operation
    /// stays open, since the service may have got it; its slot is given to another if all are
    /// taken.
    Failed {
        /// The request.
        token: Token,
    },
    /// A notification of the call.
    Call(CallReport),
    /// A notification of one of its operations.
    Operation(OperationReport),
    /// The 201 of a create request came after notifications had made the call known
    /// (`application-post-calls`, note on the order of notifications): the call began when that
    /// request was sent.
    Created {
        /// When the create request was sent.
        sent: Timestamp,
    },
}

impl Event {
    /// What it reports of the call.
    pub(super) const fn report(&self) -> Option<&CallReport> {
        match self {
            Self::Call(report) | Self::Reply { reply: Reply { body: Body::Call(report), .. }, .. } => Some(report),
            _ => None,
        }
    }
}

/// What the host is to do, or to know.
///
/// It is exhaustive: a host acts on each output, so it must learn at compile time that there is
/// another to act on.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app};
/// let mut call = app::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let due = call.next_deadline().unwrap();
/// let step = call.handle(due.at, app::Event::Wake);
/// assert!(matches!(step.outputs()[0].output, app::Output::Send(token) if token.request() == app::Request::KeepAlive));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Output {
    /// Send this request, and report [`Event::Sent`] when it leaves. A keepAlive or DELETE that is
    /// not sent is asked for again. If any other request will not be sent, report
    /// [`Event::Failed`].
    Send(Token),
    /// The state of the call has changed.
    State {
        /// The state before.
        from: CallState,
        /// The state now.
        to: CallState,
    },
    /// The call has ended: free what belongs to it.
    Ended {
        /// Why.
        cause: Cause,
        /// The operations that ended with it, each with [`crate::CompletionReason::CallEnded`].
        operations: Slots,
    },
    /// The call had ended without a code, and a late notification has filled it in: see
    /// `Call::result`.
    ResultLearnt,
    /// Media flows, or no longer does.
    AudioActive(bool),
    /// The caller pressed a tone.
    Tone(Tone),
    /// A keepAlive succeeded: the expiry is later now.
    KeepAliveSucceeded,
    /// A keepAlive failed, or no reply came in time. It is tried again.
    KeepAliveFailed,
    /// The expiry has passed. The call may or may not be alive: it is verified until the service
    /// says so or the `abandon` bound has passed.
    PresumedLost,
    /// A keepAlive succeeded after all: the call is not lost.
    Revived,
    /// The incoming call should have been answered, rejected or redirected by now. It may still be
    /// tried (choice 48).
    AnswerOverdue,
    /// The service has accepted an operation.
    OperationAccepted(Slot),
    /// The service says that an operation runs.
    OperationRunning(Slot),
    /// An operation has ended. A completed recording is to be downloaded now: it is discarded
    /// shortly after the call (choice 58).
    OperationEnded {
        /// Its slot.
        slot: Slot,
        /// How.
        outcome: Outcome,
    },
    /// Looped prompts have ended: their cancel was answered.
    OperationsCancelled(Slots),
    /// These operations should have ended by now: the call is verified, and nothing ends early.
    OperationsOverdue(Slots),
}
