//! What an application sends about a call.

use core::time::Duration;

use crate::time::Span;
use crate::{ClientContext, OperationKind};

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
    /// does not know: if its answer is no operation ([`Body::Empty`](super::Body::Empty)), that is its end.
    Operation(OperationKind),
    /// Any other request below the call (its participants, its screen sharing role, ...). A 404 to
    /// it is of interest, and an operation in its answer, which is then tracked as
    /// [`OperationKind::Other`] (choice 65).
    Other,
}

/// Names one request, so that its reply can be told from that of another.
///
/// The machine numbers the requests that it asks for. A host that reports what another program sent
/// chooses the numbers, below 2^15, and does not repeat them soon.
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

    /// Its number among the requests of that kind. From 2^15 on it is that of an operation for which
    /// no slot was free, and which is sent all the same: several may share one.
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
