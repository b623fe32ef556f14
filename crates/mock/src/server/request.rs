//! A request about one of Graph's paths, of HTTP or of a batch, as one of the exchange.

use axum::http::Method;
use call_lifecycle::wire::{self, Target};
use graph_call_replay::trace::{Act, Verb, Word};

use super::path::{kept_alive, version};
use super::select::select;
use super::shared::Shared;
use crate::exchange::{Answer, Asked, Below, Ids};

/// A request, of HTTP or of a batch.
pub struct Request<'a> {
    pub method: &'a Method,
    /// A plain path.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub body: &'a str,
}

impl Shared {
    /// Answers a request. What it did may not be written yet.
    pub(super) fn ask(&self, ids: &Ids, request: &Request<'_>) -> Result<Answer, Answer> {
        let Request { method, path, query, body } = *request;
        let (target, app) = match kept_alive(version(path).1) {
            Some(call) => (Target::Method { call, participant: None, method: wire::Method::KeepAlive }, false),
            None => {
                let target = Target::parse(path).map_err(|error| self.error(ids, 400, &error.to_string()))?;
                (target, is_app(path))
            }
        };
        let verb = verb(method);
        // A name is looked for only where the target does not say all.
        let is_other = matches!(Act::of(verb, target), (_, Act::Other(_)));
        let (word, below) = if is_other { (Word::of(path), Below::of(path)) } else { (None, None) };
        let asked = Asked { verb, target, word, app, below, body };
        self.unbroken(ids)?;
        let mut answer = self.unwritten(|exchange, now| {
            exchange.set_ids(ids);
            let answer = exchange.request(now, &asked);
            // As on the pages: the whole address, of the version that was asked.
            let location = answer.location.map(|location| format!("{}{}{location}", exchange.base(), version(path).0));
            let allow = (answer.status == 405).then_some(answer.allow.unwrap_or(allowed(target)));
            Answer { location, allow, ..answer }
        });
        if asked.verb == Verb::Get && answer.status == 200 {
            let selected = answer.body.map(|body| select(path, query, body)).transpose();
            answer.body = selected.map_err(|why| self.error(ids, 400, &why))?;
        }
        Ok(answer)
    }
}

/// Whether a path is of 2019. Paths are read without regard to case.
fn is_app(path: &str) -> bool {
    const APP: &[u8] = b"/app/calls";
    path.as_bytes().windows(APP.len()).any(|part| part.first() == APP.first() && part.eq_ignore_ascii_case(APP))
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
