//! What arrives over HTTP: its body, within bounds, and the key by which the engine knows it again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use call_lifecycle_tokio::wall;
use tokio::time::timeout;

/// The longest body that is read.
const MOST_BODY: usize = 256 * 1_024;
/// How long a body may take to arrive.
const ARRIVES: Duration = Duration::from_secs(10);

/// Reads a body, or says with which status it is refused, and why.
pub(crate) async fn read(body: Body) -> Result<Bytes, (StatusCode, String)> {
    match timeout(ARRIVES, to_bytes(body, MOST_BODY)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) => Err((StatusCode::BAD_REQUEST, format!("the body cannot be read: {error}"))),
        Err(_) => Err((StatusCode::REQUEST_TIMEOUT, format!("the body took more than {} s", ARRIVES.as_secs()))),
    }
}

/// Keys that nothing else has: of what the engine got twice because an answer was lost, one message
/// is left.
pub(crate) struct Keys {
    /// Tells the keys of this process from those of others, and of an earlier one.
    name: String,
    count: AtomicU64,
}

impl Keys {
    pub(crate) fn new() -> Self {
        Self { name: format!("{:x}.{:x}", wall().as_nanos(), std::process::id()), count: AtomicU64::new(0) }
    }

    pub(crate) fn next(&self) -> String {
        format!("{}.{}", self.name, self.count.fetch_add(1, Ordering::Relaxed))
    }
}
