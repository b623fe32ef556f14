//! A call as an operator sees it.

use serde::Serialize;

use crate::kept::Kept;

/// A call as an operator sees it: what `AppCall.peek` answers, and a line of the list of calls.
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
    /// When it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<u64>,
    /// Whether that time has passed.
    pub presumed_lost: bool,
    /// How many keepAlives have failed since the last success.
    pub failures: u8,
    /// When the wake that is on its way is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub armed: Option<u64>,
    /// When the keepAlive that is on its way leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<u64>,
    /// How many operations are open.
    pub operations: usize,
    /// How many notifications were handled, repeated ones too.
    pub notified: u32,
    /// How many requests were sent, or are being sent.
    pub orders: u32,
    /// Of how many requests it is known what became of them.
    pub known: u16,
    /// The number of the last keepAlive.
    pub keep_alive: u16,
    /// The latest time that the machine was given.
    pub now: u64,
    /// How many bytes are stored.
    pub bytes: usize,
}

impl View {
    /// The view of a stored call of so many bytes.
    #[must_use]
    pub fn of(kept: &Kept<'_>, bytes: usize) -> Self {
        let (call, keep_alive) = (&kept.call, kept.call.keep_alive());
        Self {
            call: call.id().to_string(),
            state: call.state().as_str(),
            cause: call.cause().map(|cause| cause.as_str()),
            expires_at: keep_alive.expires_at.map(|at| at.as_millis()),
            presumed_lost: keep_alive.presumed_lost,
            failures: keep_alive.failures,
            armed: kept.armed.map(|at| at.as_millis()),
            round: kept.round.map(|round| round.at.as_millis()),
            operations: call.operations().filter(|operation| !operation.status.is_end()).count(),
            notified: kept.notified,
            orders: kept.orders,
            known: kept.known,
            keep_alive: kept.keep_alive,
            now: call.now().as_millis(),
            bytes,
        }
    }
}
