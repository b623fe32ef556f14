//! Where the service posts its notifications: they are durable before it hears 202.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use call_lifecycle::Id;
use call_lifecycle::wire::http;
use serde_json::value::RawValue;

use crate::arriving::{Keys, read};
use crate::calls::Calls;
use crate::ingress::Ingress;
use crate::message::Notified;

struct Receiver {
    calls: Calls,
    ingress: Ingress,
    keys: Keys,
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
    let receiver = Receiver { calls: calls.clone(), ingress, keys: Keys::new() };
    Router::new().fallback(post(take)).with_state(Arc::new(receiver))
}

async fn take(State(receiver): State<Arc<Receiver>>, body: Body) -> (StatusCode, String) {
    let body = match read(body).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let at = receiver.calls.clock.now();
    let Ok(raw) = serde_json::from_slice::<Box<RawValue>>(&body) else {
        return (StatusCode::BAD_REQUEST, "the body is no JSON".to_owned());
    };
    let about: BTreeSet<Id> = http::callback(&body).flatten().map(|posted| posted.call).collect();
    let Ok(message) = serde_json::to_string(&Notified { at, body: raw }) else {
        return (StatusCode::BAD_REQUEST, "the body is no JSON".to_owned());
    };
    let post = receiver.keys.next();
    for call in about {
        let key = format!("{post}.{call}");
        if let Err(error) = receiver.ingress.send(&format!("AppCall/{call}/notified"), &key, message.clone()).await {
            return (StatusCode::SERVICE_UNAVAILABLE, error.to_string());
        }
    }
    receiver.calls.tap.tell(|tap| tap.notification(at, &body));
    (StatusCode::ACCEPTED, String::new())
}
