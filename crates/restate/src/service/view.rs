//! A call of the service's end as an operator sees it.

use serde::Serialize;

use super::kept::Kept;

/// A call as an operator sees it: what `ServiceCall.peek` answers, and a line of the list of calls.
/// Times are milliseconds of the host's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct View {
    /// The call.
    pub call: String,
    /// Its state.
    pub state: &'static str,
    /// Why it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static str>,
    /// When it expires without a keepAlive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<u64>,
    /// When the wake that is on its way is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub armed: Option<u64>,
    /// How many operations are open.
    pub operations: usize,
    /// How many requests were answered.
    pub requests: u32,
    /// How many notifications were handed to their way out.
    pub notified: u32,
    /// The latest time that the machine was given.
    pub now: u64,
    /// How many bytes are stored.
    pub bytes: usize,
}

impl View {
    /// The view of a stored call of so many bytes.
    #[must_use]
    pub fn of(kept: &Kept<'_>, bytes: usize) -> Self {
        let call = &kept.call;
        Self {
            call: call.id().to_string(),
            state: call.state().as_str(),
            cause: call.cause().map(|cause| cause.as_str()),
            expires_at: call.expires_at().filter(|_| call.state().is_live()).map(|at| at.as_millis()),
            armed: kept.armed.map(|at| at.as_millis()),
            operations: call.operations().filter(|operation| !operation.status.is_end()).count(),
            requests: kept.requests,
            notified: kept.notified,
            now: call.now().as_millis(),
            bytes,
        }
    }
}
