//! Events and outputs of the application's end.

use core::time::Duration;

use crate::record::Tone;
use crate::time::Span;
use crate::{
    CallReport, CallState, Cause, ClientContext, OperationKind, OperationReport, Outcome, Slot, Slots, Timestamp,
};

/// What an application sends about a call.
///
/// It is exhaustive: a host sends what a token names, so it must learn at compile time that there
/// is another request to send.
///
/// ```
/// use call_lifecycle::{OperationKind, app::Request};
/// assert_ne!(Request::Operation(OperationKind::Record), Request::KeepAlive);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub enum Request {
    /// `POST .../keepAlive`. Allowed and counted in every state (choice 8).
    KeepAlive,
    /// `GET` of the call.
    GetCall,
    /// `DELETE` of the call: hang up.
    HangUp,
    /// `POST .../answer`
    Answer,
    /// `POST .../reject`
    Reject,
    /// `POST .../redirect`
    Redirect,
    /// `POST .../transfer`
    Transfer,
    /// A method that starts an operation. [`OperationKind::Other`] is for a method that the crate
    /// does not know: if its answer is no operation ([`Body::Empty`]), that is its end.
    Operation(OperationKind),
    /// Any other request below the call (its participants, its screen sharing role, ...). A 404 to
    /// it is of interest, and an operation in its answer, which is then tracked as
    /// [`OperationKind::Other`] (choice 65).
    Other,
}

/// Names one request, so that its reply can be told from that of another.
///
/// The machine numbers the requests that it asks for. A host that reports what another program sent
/// chooses the numbers, and does not repeat them soon.
///
/// ```
/// use call_lifecycle::app::{Request, Token};
/// let token = Token::new(Request::KeepAlive, 7);
/// assert_eq!((token.request(), token.number()), (Request::KeepAlive, 7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Token {
    pub(super) request: Request,
    pub(super) number: u16,
}

impl Token {
    /// The token of a request and a number.
    #[must_use]
    pub const fn new(request: Request, number: u16) -> Self {
        Self { request, number }
    }

    /// The request.
    #[must_use]
    pub const fn request(self) -> Request {
        self.request
    }

    /// Its number among the requests of that kind.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }
}

/// What the machine must know of an operation that is asked for; nothing for any other request.
///
/// ```
/// use call_lifecycle::{ClientContext, app::OperationHints};
/// use core::time::Duration;
/// let greeting = OperationHints::NONE.with_context(ClientContext::new("greeting")?);
/// assert_eq!(greeting.takes_at_most(), None);
/// assert_eq!(greeting.with_takes_at_most(Duration::from_secs(20)).takes_at_most(), Some(Duration::from_secs(20)));
/// # Ok::<(), call_lifecycle::ClientContextTooLong>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct OperationHints {
    pub(super) context: Option<ClientContext>,
    pub(super) takes_at_most: Option<Span>,
    pub(super) endless: bool,
}

impl OperationHints {
    /// Nothing is known.
    pub const NONE: Self = Self { context: None, takes_at_most: None, endless: false };

    /// Its `clientContext`. Without one, a notification that overtakes the reply cannot be matched
    /// (choice 41).
    #[must_use]
    pub const fn context(&self) -> Option<ClientContext> {
        self.context
    }

    /// Sets [`Self::context`].
    #[must_use]
    pub const fn with_context(mut self, context: ClientContext) -> Self {
        self.context = Some(context);
        self
    }

    /// The longest that it can take, including queue and prompts. After that and the policy's
    /// grace, the call is to be verified; nothing ends early (choice 30: prompt, beep, initial
    /// silence and duration in sum). It is ignored for a looped prompt (choice 38).
    #[must_use]
    pub const fn takes_at_most(&self) -> Option<Duration> {
        match self.takes_at_most {
            Some(span) => Some(span.duration()),
            None => None,
        }
    }

    /// Sets [`Self::takes_at_most`], at most to [`crate::MAX_DURATION`].
    #[must_use]
    pub const fn with_takes_at_most(mut self, takes_at_most: Duration) -> Self {
        self.takes_at_most = Some(Span::of(takes_at_most));
        self
    }

    /// Whether it is a `playPrompt` with `loop`: no notification ends it, so it ends when its
    /// cancel was answered and the grace is over (choice 38).
    #[must_use]
    pub const fn is_endless(&self) -> bool {
        self.endless
    }

    /// Sets [`Self::is_endless`].
    #[must_use]
    pub const fn with_endless(mut self, endless: bool) -> Self {
        self.endless = endless;
        self
    }
}

/// The reply to a request.
///
/// ```
/// use call_lifecycle::app::Reply;
/// use core::time::Duration;
/// let busy = Reply::new(429).with_retry_after(Duration::from_secs(30));
/// assert!(!busy.is_success());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Reply {
    pub(super) status: u16,
    pub(super) retry_after: Option<Span>,
    pub(super) body: Body,
}

impl Reply {
    /// A reply of this status, without `Retry-After` and with nothing of interest in its body.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self { status, retry_after: None, body: Body::Empty }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// `Retry-After`, if there was one.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self.retry_after {
            Some(span) => Some(span.duration()),
            None => None,
        }
    }

    /// Sets [`Self::retry_after`], at most to [`crate::MAX_DURATION`].
    #[must_use]
    pub const fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.retry_after = Some(Span::of(retry_after));
        self
    }

    /// What the body says.
    #[must_use]
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// Sets [`Self::body`].
    #[must_use]
    pub const fn with_body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    /// What the body of a success says of an operation.
    pub(super) const fn operation(&self) -> Option<&OperationReport> {
        match &self.body {
            Body::Operation(report) if self.is_success() => Some(report),
            _ => None,
        }
    }

    /// Whether the status is any 2xx: for operations 200 and 202 are the same, and the body's
    /// status decides (choice 23). A keepAlive needs a 200.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

/// What the body of a reply said.
///
/// Later versions may read more of a body: a host makes such values and seldom matches on them.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, app::Body};
/// assert_ne!(Body::Call(CallReport::state(CallState::Established)), Body::Empty);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum Body {
    /// Nothing of interest.
    #[default]
    Empty,
    /// The call, in reply to GET.
    Call(CallReport),
    /// The operation; its id may be from the `Location`. Where the two differ, the body's is right
    /// (choice 36).
    Operation(OperationReport),
}

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
