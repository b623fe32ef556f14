//! The routes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use call_lifecycle::Id;
use serde_json::json;
use tokio::time::timeout;

use super::encoding::{GZIP, unpack};
use super::graph::graph;
use super::shared::Shared;
use super::{documents, sound};
use crate::exchange::{Answer, Command, Ids, RECORDINGS};

/// The longest body that is read, in bytes.
const BODY: usize = 64 * 1_024;
/// How long a body may take to arrive, in real time.
const PATIENCE: Duration = Duration::from_secs(10);
/// The type of nearly all bodies.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// How many ids a page of calls has, and how many at most.
const PAGE: usize = 1_000;
const LONGEST_PAGE: usize = 10_000;

/// The page may talk to its origin only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The files of the page, each with its path and type.
macro_rules! page {
    ($router:expr, $($path:literal: $file:literal, $kind:literal;)+) => {
        $router$(.route($path, get(|| async { file($kind, include_str!(concat!("../../page/", $file))) })))+
    };
}

pub fn router(shared: Arc<Shared>) -> Router {
    let router = Router::new()
        .route("/live", get(live))
        .route("/control", get(about).post(control))
        .route("/control/calls", get(calls))
        .layer(from_fn_with_state(Arc::clone(&shared), admitted))
        .route(&format!("{RECORDINGS}{{operation}}"), get(recording))
        .fallback(graph);
    let router = page! { router,
        "/": "index.html", "text/html; charset=utf-8";
        "/page.mjs": "page.mjs", "text/javascript";
        "/call.mjs": "call.mjs", "text/javascript";
        "/style.css": "style.css", "text/css";
    };
    documents::routes(router).with_state(shared)
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}

pub(super) fn json(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, JSON)], text).into_response()
}

/// The token in `Authorization`.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

impl Shared {
    /// Requires a token if there is a key.
    pub(super) fn admit(&self, ids: &Ids, headers: &HeaderMap) -> Result<(), Answer> {
        let Some(key) = &self.key else { return Ok(()) };
        let checked = bearer(headers).ok_or_else(|| "there is no bearer token in `Authorization`".to_owned());
        checked.and_then(|token| key.check(token)).map_err(|why| self.error(ids, 401, &why))
    }

    /// The body, if it arrives in time and is not too long.
    pub(super) async fn body(&self, ids: &Ids, headers: &HeaderMap, body: Body) -> Result<Bytes, Answer> {
        match timeout(PATIENCE, to_bytes(body, BODY)).await {
            Ok(Ok(bytes)) => self.unpacked(ids, headers, bytes),
            Ok(Err(_)) => {
                let why = format!("the body is too long or was cut off, expected {BODY} bytes at most");
                Err(self.error(ids, 413, &why))
            }
            Err(_) => Err(self.error(ids, 408, "the body did not come in time")),
        }
    }

    /// A body that has arrived, unpacked.
    pub(super) fn unpacked(&self, ids: &Ids, headers: &HeaderMap, bytes: Bytes) -> Result<Bytes, Answer> {
        unpack(headers, bytes, BODY).map_err(|(status, why)| {
            // A type that is refused has the same status, but is no reason to send the body unpacked.
            let accept_encoding = (status == 415).then_some(GZIP);
            Answer { accept_encoding, ..self.error(ids, status, &why) }
        })
    }
}

/// What the page shows.
async fn live(State(shared): State<Arc<Shared>>) -> Response {
    let text = shared.with(|exchange, now| {
        exchange.wake(now);
        serde_json::to_string(&exchange.live(shared.clock.speed().times()))
    });
    json(StatusCode::OK, text.unwrap_or_default())
}

/// The time, the speed and the counts.
async fn about(State(shared): State<Arc<Shared>>) -> Response {
    let text = shared.with(|exchange, now| {
        exchange.wake(now);
        json!({ "now": now.as_millis(), "speed": shared.clock.speed().times(), "counts": exchange.counts() })
            .to_string()
    });
    json(StatusCode::OK, text)
}

/// A number in the query of an address.
fn number(uri: &Uri, name: &str) -> Result<Option<u32>, String> {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.filter(|(found, _)| *found == name).map(|(_, value)| value).next_back();
    found
        .map(|value| {
            value.parse().map_err(|_| format!("`{name}` is {value:?}, expected a number from 0 to {}", u32::MAX))
        })
        .transpose()
}

/// The ids of live calls, one a line, some at a time: `Link` has the address of the next ones.
async fn calls(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let refuse = |why: &str| {
        let ids = shared.ids(&HeaderMap::new());
        shared.reply(&ids, shared.error(&ids, 400, why))
    };
    let (top, from) = match (number(&uri, "top"), number(&uri, "from")) {
        (Ok(top), Ok(from)) => (top.map_or(PAGE, |top| top as usize).clamp(1, LONGEST_PAGE), from.unwrap_or(0)),
        (Err(why), _) | (_, Err(why)) => return refuse(&why),
    };
    let (ids, next) = shared.with(|exchange, _| exchange.page(from, top));
    let mut response = ids.iter().map(|id| format!("{id}\n")).collect::<String>().into_response();
    let next = next.map(|next| format!("</control/calls?top={top}&from={next}>; rel=\"next\""));
    if let Some(link) = next.and_then(|link| HeaderValue::try_from(link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// Requires a token of those who look at calls or cause something, if there is a key.
async fn admitted(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let ids = shared.ids(request.headers());
    match shared.admit(&ids, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => shared.reply(&ids, refused),
    }
}

/// Plays the caller, or causes trouble.
async fn control(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let ids = shared.ids(request.headers());
    command(&shared, &ids, request).await.unwrap_or_else(|refused| shared.reply(&ids, refused))
}

async fn command(shared: &Shared, ids: &Ids, request: Request) -> Result<Response, Answer> {
    let (parts, body) = request.into_parts();
    let bytes = shared.body(ids, &parts.headers, body).await?;
    let command = std::str::from_utf8(&bytes).map_err(|error| error.to_string()).and_then(Command::read);
    let command = command.map_err(|why| shared.error(ids, 400, &why))?;
    let is_bot = matches!(command, Command::Bot(_));
    shared.shorten(2).await;
    let told = shared.done(ids, |exchange, now| exchange.control(now, command))?;
    let told = told.map_err(|refused| shared.error(ids, refused.status(), &refused.to_string()))?;
    if is_bot {
        // A script may wait for it.
        shared.sooner.notify_one();
    }
    Ok(json(StatusCode::OK, serde_json::to_string(&told).unwrap_or_default()))
}

/// A recording, for anyone who has its token.
async fn recording(State(shared): State<Arc<Shared>>, Path(operation): Path<String>, headers: HeaderMap) -> Response {
    let ids = shared.ids(&headers);
    let refuse = |status, why| shared.reply(&ids, shared.error(&ids, status, why));
    let Some(token) = bearer(&headers) else { return refuse(401, "there is no bearer token") };
    let Ok(operation) = Id::parse(&operation) else { return refuse(404, "there is no such recording") };
    let found = shared.with(|exchange, now| {
        exchange.wake(now);
        let found = exchange.recording(operation, token);
        exchange.note_download(found.is_some());
        found
    });
    match found {
        Some(recording) => {
            let sound = Body::new(sound::Wav::new(recording.millis));
            ([(header::CONTENT_TYPE, "application/octet-stream")], sound).into_response()
        }
        None => refuse(404, "there is no such recording, it was discarded, or the token belongs to another"),
    }
}
