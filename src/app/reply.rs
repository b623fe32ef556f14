//! What comes back to a request: the reply and its body.

use core::time::Duration;

use crate::time::Span;
use crate::{CallReport, OperationReport};

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
#[repr(C)]
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
