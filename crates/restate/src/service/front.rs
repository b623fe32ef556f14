//! Where applications ask: Graph's paths, each request of which is answered by the call's object.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::Response;
use call_lifecycle::Id;
use call_lifecycle::wire::Target;
use call_lifecycle_tokio::wall;
use serde_json::value::RawValue;

use super::calls::Calls;
use super::message::{Came, Request};
use super::words;
use crate::arriving::{Keys, read};
use crate::ingress::{Ingress, IngressError};
use crate::message::Answer;

struct Front {
    calls: Calls,
    ingress: Ingress,
    keys: Keys,
}

/// Graph's calls as a router: `POST /communications/calls` creates one, and all that is below it is
/// asked of its object. What the engine does not take is answered 503.
///
/// Each request has its own key, so that what the engine got twice because an answer was lost is
/// handled once. A request that the application sends again is another one.
///
/// It does not check who asks: a host in the open adds a layer that checks the token.
pub fn front(calls: &Calls, ingress: Ingress) -> Router {
    let front = Front { calls: calls.clone(), ingress, keys: Keys::new() };
    Router::new().fallback(take).with_state(Arc::new(front))
}

async fn take(State(front): State<Arc<Front>>, method: Method, uri: Uri, body: Body) -> Response {
    let answer = front.answer(&method, uri.path(), body).await.unwrap_or_else(|wrong| wrong);
    let mut response = Response::builder().status(answer.status);
    if !answer.body.is_empty() {
        response = response.header("content-type", "application/json");
    }
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    // A header that cannot be written would be one that the service made.
    response.body(Body::from(answer.body)).unwrap_or_default()
}

impl Front {
    async fn answer(&self, method: &Method, path: &str, body: Body) -> Result<Answer, Answer> {
        let call = match words::target(path) {
            Some(Target::Calls) if method == Method::POST => fresh(),
            Some(Target::Calls) => return Err(words::error(405, "calls are created by POST, and cannot be listed")),
            target => target.and_then(Target::call).ok_or_else(|| {
                words::error(400, "Resource not found for the segment: this service has /communications/calls alone")
            })?,
        };
        let body = read(body).await.map_err(|(status, why)| words::error(status.as_u16(), &why))?;
        let at = self.calls.clock.now();
        let raw = if body.is_empty() { None } else { Some(serde_json::from_slice::<Box<RawValue>>(&body)) };
        let raw = raw.transpose().map_err(|error| words::error(400, &format!("the body is no JSON: {error}")))?;
        let key = self.keys.next();
        let came = Came { at, request: Request { id: &key, method: method.as_str(), url: path, body: raw } };
        let message = serde_json::to_string(&came).map_err(|error| words::error(500, &error.to_string()))?;
        let said = self.ingress.call(&format!("ServiceCall/{call}/request"), &key, message).await;
        let said = said.map_err(|error| match error {
            IngressError::Refused { status: 400, why } => words::error(400, &why),
            error => words::error(503, &error.to_string()),
        })?;
        serde_json::from_str(&said).map_err(|error| words::error(500, &format!("{error} in {said:?}")))
    }
}

/// An id that nobody has: all that is random in it are the keys of the standard library's maps.
fn fresh() -> Id {
    let drawn = || u128::from(RandomState::new().hash_one(wall().as_nanos()));
    Id::from_u128(drawn() << 64 | drawn())
}
