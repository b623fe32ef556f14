//! Graph's paths by HTTP: a request with its head and its body, and the response to it.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;

use super::path::{plain, version};
use super::request::Request;
use super::shared::Shared;
use crate::exchange::{Answer, Ids};

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
}

/// The name of a batch's own path, after the version.
fn is_batch(path: &str) -> bool {
    path.eq_ignore_ascii_case("/$batch")
}
