//! Graph's paths: a request of HTTP as one of the exchange.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use call_lifecycle::wire::Target;
use graph_call_replay::trace::{Verb, Word};

use super::Shared;
use super::batch::is_batch;
use super::path::{plain, version};
use super::select::select;
use crate::exchange::{Answer, Asked, Below, Ids};

/// Handles all of Graph's paths.
pub async fn graph(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let ids = shared.ids(request.headers());
    let answer = answer(&shared, &ids, request).await.unwrap_or_else(|refused| refused);
    shared.dawdle(answer.fate).await;
    shared.reply(&ids, answer)
}

async fn answer(shared: &Shared, ids: &Ids, request: axum::extract::Request) -> Result<Answer, Answer> {
    shared.admit(ids, request.headers())?;
    let (parts, body) = request.into_parts();
    let bytes = shared.body(ids, &parts.headers, body).await?;
    let body = std::str::from_utf8(&bytes).map_err(|error| shared.error(ids, 400, &format!("the body: {error}")))?;
    let path = plain(parts.uri.path());
    shared.shorten(2).await;
    match version(&path) {
        (version, rest) if !version.is_empty() && is_batch(rest) => match parts.method {
            Method::POST => shared.batch(ids, version, body),
            _ => Ok(Answer { allow: Some("POST"), ..shared.error(ids, 405, "a batch is posted") }),
        },
        _ => shared.ask(ids, &Request { method: &parts.method, path: &path, query: parts.uri.query(), body }),
    }
}

/// A request, of HTTP or of a batch.
pub struct Request<'a> {
    pub method: &'a Method,
    /// A plain path.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub body: &'a str,
}

impl Shared {
    /// Answers a request.
    pub(super) fn ask(&self, ids: &Ids, request: &Request<'_>) -> Result<Answer, Answer> {
        let Request { method, path, query, body } = *request;
        let target = Target::parse(path).map_err(|error| self.error(ids, 400, &error.to_string()))?;
        // Paths are read without regard to case.
        let app = path.to_ascii_lowercase().contains("/app/calls");
        let asked = Asked { verb: verb(method), target, word: Word::of(path), app, below: Below::of(path), body };
        let mut answer = self.done(ids, |exchange, now| {
            exchange.set_ids(ids);
            let answer = exchange.request(now, &asked);
            // As on the pages: the whole address, of the version that was asked.
            let location = answer.location.map(|location| format!("{}{}{location}", exchange.base(), version(path).0));
            let allow = (answer.status == 405).then_some(answer.allow.unwrap_or(allowed(target)));
            Answer { location, allow, ..answer }
        })?;
        if asked.verb == Verb::Get && answer.status == 200 {
            let selected = answer.body.map(|body| select(path, query, body)).transpose();
            answer.body = selected.map_err(|why| self.error(ids, 400, &why))?;
        }
        Ok(answer)
    }
}

/// A HEAD is a GET whose body is not sent.
fn verb(method: &Method) -> Verb {
    match *method {
        Method::GET | Method::HEAD => Verb::Get,
        Method::POST => Verb::Post,
        Method::DELETE => Verb::Delete,
        Method::PATCH => Verb::Patch,
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
