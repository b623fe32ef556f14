//! The documents by which a bot checks the tokens of notifications (source `call-notifications`).

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

use super::shared::Shared;
use super::sign::{KEYS, Signer};

/// Where the service has them, under another host. Bots spell the first one in both ways.
const METADATA: [&str; 2] = ["/v1/.well-known/OpenIdConfiguration", "/v1/.well-known/openidconfiguration"];

/// The documents, where the service has them. Without a signer there are none.
pub fn routes(router: Router<Arc<Shared>>) -> Router<Arc<Shared>> {
    METADATA.iter().fold(router, |router, path| router.route(path, get(metadata))).route(KEYS, get(keys))
}

async fn metadata(State(shared): State<Arc<Shared>>) -> Response {
    document(shared.signer.as_deref().map(Signer::metadata))
}

async fn keys(State(shared): State<Arc<Shared>>) -> Response {
    document(shared.signer.as_deref().map(Signer::keys))
}

fn document(text: Option<&str>) -> Response {
    let unsigned = || (StatusCode::NOT_FOUND, json!({ "error": "notifications are not signed" }).to_string());
    let (status, text) = text.map_or_else(unsigned, |text| (StatusCode::OK, text.to_owned()));
    (status, [(CONTENT_TYPE, "application/json")], text).into_response()
}
