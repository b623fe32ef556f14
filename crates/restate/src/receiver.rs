//! Where the service posts its notifications: they are durable before it hears 202.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use call_lifecycle::Id;
use call_lifecycle::wire::http;
use call_lifecycle_tokio::wall;
use serde_json::value::RawValue;
use tokio::time::timeout;

use crate::calls::Calls;
use crate::ingress::Ingress;
use crate::message::Notified;

/// The longest body that is read.
const MOST_BODY: usize = 256 * 1_024;
/// How long a body may take to arrive.
const ARRIVES: Duration = Duration::from_secs(10);

struct Receiver {
    calls: Calls,
    ingress: Ingress,
    /// Tells the keys of this process from those of others, and of an earlier one.
    name: String,
    count: AtomicU64,
}

/// The endpoint for notifications as a router: any path, posted to. It answers 202 once the engine
/// has what was posted, and 503 if it has not: the service posts it again.
///
/// It does not check who posts. Graph sends a token with each notification: a host in the open adds
/// a layer that checks it.
///
/// Each post has its own key, so that what the engine got twice because an answer was lost is
/// one message. A hash of the body would not do: `hold` comes twice with the same body, and both
/// times it is news.
pub fn callbacks(calls: &Calls, ingress: Ingress) -> Router {
    let name = format!("{:x}.{:x}", wall().as_nanos(), std::process::id());
    let receiver = Receiver { calls: calls.clone(), ingress, name, count: AtomicU64::new(0) };
    Router::new().fallback(post(take)).with_state(Arc::new(receiver))
}

async fn take(State(receiver): State<Arc<Receiver>>, body: Body) -> (StatusCode, String) {
    let body = match timeout(ARRIVES, to_bytes(body, MOST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) => return (StatusCode::BAD_REQUEST, format!("the body cannot be read: {error}")),
        Err(_) => return (StatusCode::REQUEST_TIMEOUT, format!("the body took more than {} s", ARRIVES.as_secs())),
    };
    let at = receiver.calls.clock.now();
    let Ok(raw) = serde_json::from_slice::<Box<RawValue>>(&body) else {
        return (StatusCode::BAD_REQUEST, "the body is no JSON".to_owned());
    };
    let about: BTreeSet<Id> = http::callback(&body).flatten().map(|posted| posted.call).collect();
    let Ok(message) = serde_json::to_string(&Notified { at, body: raw }) else {
        return (StatusCode::BAD_REQUEST, "the body is no JSON".to_owned());
    };
    let count = receiver.count.fetch_add(1, Ordering::Relaxed);
    for call in about {
        let key = format!("{}.{count}.{call}", receiver.name);
        if let Err(error) = receiver.ingress.send(&format!("AppCall/{call}/notified"), &key, message.clone()).await {
            return (StatusCode::SERVICE_UNAVAILABLE, error.to_string());
        }
    }
    receiver.calls.tap.tell(|tap| tap.notification(at, &body));
    (StatusCode::ACCEPTED, String::new())
}
