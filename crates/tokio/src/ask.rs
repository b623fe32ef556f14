//! What a host asks a driver to send.

use call_lifecycle::Id;
use call_lifecycle::app::{OperationHints, Request};
use call_lifecycle::wire::http::Body;
use call_lifecycle::wire::json::WriteError;

/// A request that the host wants sent, with its body.
///
/// keepAlives, the GETs that verify a call and repeated DELETEs need not be asked for: the machine
/// does so by itself.
///
/// ```
/// use call_lifecycle::{OperationKind, app::Request, wire::Record};
/// use call_lifecycle_tokio::Ask;
///
/// let hang_up = Ask::new(Request::HangUp);
/// let record = Ask::new(Request::Operation(OperationKind::Record)).with_body(&Record::default())?;
/// # Ok::<(), call_lifecycle::wire::json::WriteError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Ask {
    pub(crate) request: Request,
    pub(crate) hints: OperationHints,
    pub(crate) participant: Option<Id>,
    pub(crate) body: Option<String>,
}

impl Ask {
    /// This request, without a body.
    pub const fn new(request: Request) -> Self {
        Self { request, hints: OperationHints::NONE, participant: None, body: None }
    }

    /// With the parameters of the method, such as [`Record`](call_lifecycle::wire::Record), or JSON
    /// of your own
    /// ([`Body::Json`]).
    ///
    /// # Errors
    /// If the parameters cannot be written.
    pub fn with_body<'b>(mut self, body: impl Into<Body<'b>>) -> Result<Self, WriteError> {
        body.into().write(self.body.insert(String::new()))?;
        Ok(self)
    }

    /// With what is known of the operation.
    pub fn with_hints(self, hints: OperationHints) -> Self {
        Self { hints, ..self }
    }

    /// For one participant: `mute`, `startHoldMusic` and `stopHoldMusic`.
    pub fn with_participant(self, participant: Id) -> Self {
        Self { participant: Some(participant), ..self }
    }
}
