//! Graph's paths: a request of HTTP as one of the exchange.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use call_lifecycle::wire::{self, Target};
use graph_call_replay::trace::{Act, Verb, Word};

use super::batch::is_batch;
use super::path::{kept_alive, plain, version};
use super::select::select;
use super::shared::Shared;
use crate::exchange::{Answer, Asked, Below, Ids};

/// Handles a path that has no route.
pub async fn graph(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let (parts, body) = request.into_parts();
    shared.graph(parts, body).await
}

/// What is answered to a request of HTTP.
pub struct Answered {
    ids: Ids,
    is_head: bool,
    answer: Answer,
    /// Room for the headers of the response.
    room: HeaderMap,
}

impl Answered {
    /// Whether its answer is late on purpose.
    pub fn is_late(&self) -> bool {
        !self.answer.fate.late.is_zero()
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
    /// Handles one of Graph's paths.
    pub(super) async fn graph(&self, parts: Parts, body: Body) -> Response {
        let ids = self.ids(&parts.headers);
        let answer = self.after_body(&ids, &parts, body).await.unwrap_or_else(|refused| refused);
        self.told(Answered { ids, is_head: parts.method == Method::HEAD, answer, room: HeaderMap::new() }).await
    }

    /// The same for a request without a body. It may be told once it is written.
    pub(super) fn answer_at_once(&self, parts: Parts) -> Answered {
        let ids = self.ids(&parts.headers);
        let answer = self.admit(&ids, &parts.headers).and_then(|()| {
            self.unpacked(&ids, &parts.headers, Bytes::new())?;
            self.answer(&ids, &parts, "")
        });
        let answer = answer.unwrap_or_else(|refused| refused);
        let is_head = parts.method == Method::HEAD;
        let mut room = parts.headers;
        room.clear();
        Answered { ids, is_head, answer, room }
    }

    /// The response, once everything that the request did is written.
    pub(super) async fn told(&self, asked: Answered) -> Response {
        self.journal.write_with_others().await;
        self.dawdle(asked.answer.fate).await;
        self.told_at_once(asked)
    }

    /// The same, of a request that is not late and of which everything is written.
    pub(super) fn told_at_once(&self, Answered { ids, is_head, answer, room }: Answered) -> Response {
        let answer = self.unbroken(&ids).map_or_else(|broken| broken, |()| answer);
        let mut response = self.reply_in(room, &ids, answer);
        if is_head {
            let length = response.body().size_hint().exact().unwrap_or_default();
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn after_body(&self, ids: &Ids, parts: &Parts, body: Body) -> Result<Answer, Answer> {
        self.admit(ids, &parts.headers)?;
        let bytes = self.body(ids, &parts.headers, body).await?;
        let body = std::str::from_utf8(&bytes).map_err(|error| self.error(ids, 400, &format!("the body: {error}")))?;
        self.shorten(2).await;
        self.answer(ids, parts, body)
    }

    /// The answer to a request whose body is there. It may not be written yet.
    fn answer(&self, ids: &Ids, parts: &Parts, body: &str) -> Result<Answer, Answer> {
        let path = plain(parts.uri.path());
        match version(&path) {
            (version, rest) if !version.is_empty() && is_batch(rest) => match parts.method {
                Method::POST => self.batch(ids, version, body),
                _ => Ok(Answer { allow: Some("POST"), ..self.error(ids, 405, "a batch is posted") }),
            },
            _ => self.ask(ids, &Request { method: &parts.method, path: &path, query: parts.uri.query(), body }),
        }
    }

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
