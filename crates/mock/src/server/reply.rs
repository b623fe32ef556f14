//! Answers as HTTP.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use call_lifecycle_tokio::Cut;
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{Timestamp, ToSpan};

use super::http;
use super::shared::Shared;
use crate::exchange::{Answer, Fate, Ids, Token};

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const RATE_LIMIT_REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RATE_LIMIT_RESET: HeaderName = HeaderName::from_static("ratelimit-reset");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// What Graph sends with 401: where tokens come from. `client_id` is Graph's own.
const CHALLENGE: &str = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
                         client_id=\"00000003-0000-0000-c000-000000000000\"";

impl Shared {
    /// The ids of a new request.
    pub(super) fn ids(&self, headers: &HeaderMap) -> Ids {
        let ids = self.new_ids(headers.get(CLIENT_REQUEST_ID).and_then(|id| id.to_str().ok()));
        Ids { token: http::bearer(headers).map(Token::new), ..ids }
    }

    /// The same, of a request that has this `client-request-id`.
    pub(super) fn new_ids(&self, client: Option<&str>) -> Ids {
        Ids::new(self.seed, self.requests.fetch_add(1, Ordering::Relaxed), client)
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
        self.reply_in(HeaderMap::new(), ids, answer)
    }

    /// The same, with a map of headers that is empty and may have room for them.
    pub(super) fn reply_in(&self, room: HeaderMap, ids: &Ids, answer: Answer) -> Response {
        let kind = answer.body.is_some().then_some(http::JSON);
        let mut response = Response::new(answer.body.map_or_else(Body::empty, Body::from));
        *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = room;
        let headers = response.headers_mut();
        // What cannot be a header is left out; none of these texts is such a one.
        let mut set = |name, value: Option<HeaderValue>| drop(value.map(|value| headers.insert(name, value)));
        set(header::CONTENT_TYPE, kind);
        let id = HeaderValue::try_from(ids.request.to_string()).ok();
        let client = ids.client.as_deref().and_then(|client| HeaderValue::try_from(client).ok());
        set(CLIENT_REQUEST_ID, client.or_else(|| id.clone()));
        set(REQUEST_ID, id);
        set(header::LOCATION, answer.location.and_then(|location| HeaderValue::try_from(location).ok()));
        set(header::ALLOW, answer.allow.map(HeaderValue::from_static));
        if let Some(wait) = answer.retry_after.map(|seconds| self.real_seconds(seconds)) {
            let now = Timestamp::now();
            if answer.retry_date {
                // A date has no fractions, so it is rounded up, and the one that it is held against down.
                set(header::DATE, http_date(now));
                let after = i64::try_from(wait).unwrap_or(i64::MAX).saturating_add(1);
                set(header::RETRY_AFTER, now.checked_add(after.seconds()).ok().and_then(http_date));
            } else {
                set(header::RETRY_AFTER, Some(HeaderValue::from(wait)));
            }
            if let Some(limit) = answer.rate_limit {
                set(RATE_LIMIT, Some(HeaderValue::from(limit)));
                set(RATE_LIMIT_REMAINING, Some(HeaderValue::from(0)));
                set(RATE_LIMIT_RESET, Some(HeaderValue::from(wait)));
            }
        }
        set(header::ACCEPT_ENCODING, answer.accept_encoding.map(HeaderValue::from_static));
        if answer.status == 401 {
            set(header::WWW_AUTHENTICATE, Some(HeaderValue::from_static(CHALLENGE)));
        }
        if answer.fate.cut {
            response.extensions_mut().insert(Cut);
        }
        response
    }

    /// How long a stock client, which waits in real time, must wait for a span of the service's.
    /// In whole seconds, rounded up.
    fn real_seconds(&self, seconds: u32) -> u64 {
        let real = self.clock.real(Duration::from_secs(seconds.into()));
        real.as_secs().saturating_add(u64::from(real.subsec_nanos() > 0))
    }

    /// Waits with an answer that is late on purpose.
    pub(super) async fn dawdle(&self, fate: Fate) {
        if !fate.late.is_zero() {
            self.clock.sleep_until(self.clock.now().saturating_add(fate.late)).await;
        }
    }
}

/// The date as HTTP has it.
fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    HeaderValue::try_from(date).ok()
}
