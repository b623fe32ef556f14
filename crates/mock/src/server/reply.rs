//! Answers as HTTP.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::encoding::GZIP;
use super::{Shared, http};
use crate::exchange::{Answer, Ids};

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// What Graph sends with 401: where tokens come from. `client_id` is Graph's own.
const CHALLENGE: &str = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
                         client_id=\"00000003-0000-0000-c000-000000000000\"";

impl Shared {
    /// The ids of a new request.
    pub(super) fn ids(&self, headers: &HeaderMap) -> Ids {
        let count = self.requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ids::new(self.seed, count, headers.get(CLIENT_REQUEST_ID).and_then(|id| id.to_str().ok()))
    }

    /// An answer that is an error.
    pub(super) fn error(&self, ids: &Ids, status: u16, why: &str) -> Answer {
        self.with(|exchange, _| {
            exchange.set_ids(ids);
            exchange.error(status, why)
        })
    }

    /// An answer with its headers.
    pub(super) fn reply(&self, ids: &Ids, answer: Answer) -> Response {
        let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = match answer.body {
            Some(body) => http::json(status, body),
            None => status.into_response(),
        };
        let headers = response.headers_mut();
        // What cannot be a header is left out; none of these texts is such a one.
        let mut set = |name, value: Option<HeaderValue>| drop(value.map(|value| headers.insert(name, value)));
        let id = HeaderValue::try_from(ids.request.to_string()).ok();
        let client = ids.client.as_deref().and_then(|client| HeaderValue::try_from(client).ok());
        set(CLIENT_REQUEST_ID, client.or_else(|| id.clone()));
        set(REQUEST_ID, id);
        set(header::LOCATION, answer.location.and_then(|location| HeaderValue::try_from(location).ok()));
        set(header::ALLOW, answer.allow.map(HeaderValue::from_static));
        set(header::RETRY_AFTER, answer.retry_after.map(HeaderValue::from));
        match answer.status {
            401 => set(header::WWW_AUTHENTICATE, Some(HeaderValue::from_static(CHALLENGE))),
            415 => set(header::ACCEPT_ENCODING, Some(HeaderValue::from_static(GZIP))),
            _ => {}
        }
        response
    }
}
