//! The routes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use call_lifecycle::Id;
use call_lifecycle::wire::Target;
use graph_call_replay::trace::{Verb, Word};
use serde_json::json;
use tokio::time::timeout;

use super::{Shared, sound};
use crate::exchange::{Answer, Asked, Command, RECORDINGS};

/// The longest body that is read, in bytes.
const BODY: usize = 64 * 1_024;
/// How long a body may take to arrive, in real time.
const PATIENCE: Duration = Duration::from_secs(10);
/// The versions of Graph's API that are served alike.
const VERSIONS: [&str; 2] = ["/v1.0", "/beta"];

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
        .route(&format!("{RECORDINGS}{{operation}}"), get(recording))
        .fallback(graph);
    let router = page! { router,
        "/": "index.html", "text/html; charset=utf-8";
        "/page.mjs": "page.mjs", "text/javascript";
        "/call.mjs": "call.mjs", "text/javascript";
        "/style.css": "style.css", "text/css";
    };
    router.with_state(shared)
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

fn json(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = match self.body {
            Some(body) => json(status, body),
            None => status.into_response(),
        };
        let headers = response.headers_mut();
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            headers.insert(header::LOCATION, location);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The token in `Authorization`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

impl Shared {
    /// Requires a token if there is a key.
    fn admit(&self, headers: &HeaderMap) -> Result<(), Answer> {
        let Some(key) = &self.key else { return Ok(()) };
        let checked = bearer(headers).ok_or_else(|| "there is no bearer token in `Authorization`".to_owned());
        checked.and_then(|token| key.check(token)).map_err(|why| self.error(401, &why))
    }

    fn error(&self, status: u16, why: &str) -> Answer {
        self.with(|exchange, _| exchange.error(status, why))
    }

    /// The body, if it arrives in time and is not too long.
    async fn body(&self, body: Body) -> Result<Bytes, Answer> {
        match timeout(PATIENCE, to_bytes(body, BODY)).await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(_)) => {
                Err(self.error(413, &format!("the body is too long or was cut off, expected {BODY} bytes at most")))
            }
            Err(_) => Err(self.error(408, "the body did not come in time")),
        }
    }
}

/// Handles all of Graph's paths.
async fn graph(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    match graphs(&shared, request).await {
        Ok(answer) | Err(answer) => answer.into_response(),
    }
}

async fn graphs(shared: &Shared, request: Request) -> Result<Answer, Answer> {
    shared.admit(request.headers())?;
    let verb = match *request.method() {
        Method::GET => Verb::Get,
        Method::POST => Verb::Post,
        Method::DELETE => Verb::Delete,
        _ => Verb::Other,
    };
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let target = Target::parse(path).map_err(|error| shared.error(400, &error.to_string()))?;
    // Paths are read without regard to case.
    let app = path.to_ascii_lowercase().contains("/app/calls");
    let bytes = shared.body(body).await?;
    let body = std::str::from_utf8(&bytes).map_err(|error| shared.error(400, &format!("the body: {error}")))?;
    let version = VERSIONS.iter().find(|version| path.starts_with(**version)).unwrap_or(&"");
    let answer = shared.with(|exchange, now| {
        let answer = exchange.request(now, &Asked { verb, target, word: Word::of(path), app, body });
        // As on the pages: the whole address, of the version that was asked.
        let location = answer.location.map(|location| format!("{}{version}{location}", exchange.base()));
        Answer { location, ..answer }
    });
    if shared.is_broken() {
        return Err(shared.error(503, "the journal cannot be written: the service stops"));
    }
    Ok(answer)
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

/// The ids of live calls, one a line.
async fn calls(State(shared): State<Arc<Shared>>) -> String {
    let ids = shared.with(|exchange, _| exchange.calls());
    ids.iter().map(|id| format!("{id}\n")).collect()
}

/// Plays the caller, or causes trouble.
async fn control(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if let Err(answer) = shared.admit(request.headers()) {
        return answer.into_response();
    }
    // A page of another site can send other types without a preflight request, but not this one.
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return shared.error(415, "`Content-Type` must be application/json").into_response();
    }
    let bytes = match shared.body(request.into_body()).await {
        Ok(bytes) => bytes,
        Err(answer) => return answer.into_response(),
    };
    let command = std::str::from_utf8(&bytes).map_err(|error| error.to_string()).and_then(Command::read);
    let command = match command {
        Ok(command) => command,
        Err(why) => return shared.error(400, &why).into_response(),
    };
    let is_bot = matches!(command, Command::Bot(_));
    match shared.with(|exchange, now| exchange.control(now, command)) {
        Ok(told) => {
            if is_bot {
                // A script may wait for it.
                shared.sooner.notify_one();
            }
            json(StatusCode::OK, serde_json::to_string(&told).unwrap_or_default())
        }
        Err(refused) => shared.error(404, &refused.to_string()).into_response(),
    }
}

/// A recording, for anyone who has its token.
async fn recording(State(shared): State<Arc<Shared>>, Path(operation): Path<String>, headers: HeaderMap) -> Response {
    let Some(token) = bearer(&headers) else { return shared.error(401, "there is no bearer token").into_response() };
    let Ok(operation) = Id::parse(&operation) else {
        return shared.error(404, "there is no such recording").into_response();
    };
    let found = shared.with(|exchange, now| {
        exchange.wake(now);
        exchange.recording(operation, token)
    });
    match found {
        Some(recording) => {
            let sound = Body::new(sound::Wav::new(recording.millis));
            ([(header::CONTENT_TYPE, "application/octet-stream")], sound).into_response()
        }
        None => shared
            .error(404, "there is no such recording, it was discarded, or the token belongs to another")
            .into_response(),
    }
}
