//! Graph's paths: a request of HTTP as one of the exchange.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;
use call_lifecycle::wire::Target;
use graph_call_replay::trace::{Verb, Word};

use super::Shared;
use super::path::{plain, version};
use crate::exchange::{Answer, Asked, Ids};

/// Handles all of Graph's paths.
pub async fn graph(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let ids = shared.ids(request.headers());
    let answer = answer(&shared, &ids, request).await.unwrap_or_else(|refused| refused);
    shared.reply(&ids, answer)
}

async fn answer(shared: &Shared, ids: &Ids, request: Request) -> Result<Answer, Answer> {
    shared.admit(ids, request.headers())?;
    let (parts, body) = request.into_parts();
    let bytes = shared.body(ids, &parts.headers, body).await?;
    let body = std::str::from_utf8(&bytes).map_err(|error| shared.error(ids, 400, &format!("the body: {error}")))?;
    let path = plain(parts.uri.path());
    let answer = shared.ask(ids, &parts.method, &path, body)?;
    if shared.is_broken() {
        return Err(shared.error(ids, 503, "the journal cannot be written: the service stops"));
    }
    Ok(answer)
}

impl Shared {
    /// Answers a request about a plain path.
    fn ask(&self, ids: &Ids, method: &Method, path: &str, body: &str) -> Result<Answer, Answer> {
        let target = Target::parse(path).map_err(|error| self.error(ids, 400, &error.to_string()))?;
        // Paths are read without regard to case.
        let app = path.to_ascii_lowercase().contains("/app/calls");
        let asked = Asked { verb: verb(method), target, word: Word::of(path), app, body };
        Ok(self.with(|exchange, now| {
            exchange.set_ids(ids);
            let answer = exchange.request(now, &asked);
            // As on the pages: the whole address, of the version that was asked.
            let location = answer.location.map(|location| format!("{}{}{location}", exchange.base(), version(path).0));
            let allow = (answer.status == 405).then_some(answer.allow.unwrap_or(allowed(target)));
            Answer { location, allow, ..answer }
        }))
    }
}

/// A HEAD is a GET whose body is not sent.
fn verb(method: &Method) -> Verb {
    match *method {
        Method::GET | Method::HEAD => Verb::Get,
        Method::POST => Verb::Post,
        Method::DELETE => Verb::Delete,
        _ => Verb::Other,
    }
}

/// The methods of HTTP that a resource has.
fn allowed(target: Target) -> &'static str {
    match target {
        Target::Calls | Target::Method { .. } => "POST",
        Target::Call { .. } => "GET, HEAD, DELETE",
        Target::Operation { .. } | Target::Operations { .. } => "GET, HEAD",
        // What the mock does not have.
        Target::Other { .. } => "",
    }
}
