//! The endpoint that the service posts notifications to.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::serve::Listener;
use tokio::time::timeout;

use crate::server::serve;
use crate::{Feed, FeedError};

/// The longest body that is read.
const MOST_BODY: usize = 256 * 1_024;
/// How long a body may take to arrive.
const ARRIVES: Duration = Duration::from_secs(10);
/// How many connections are open at a time: a service needs a few.
const CONNECTIONS: usize = 256;

/// The endpoint as a router, for a server of your own: any path, posted to. It answers 202 to what
/// the driver takes.
///
/// It does not check who posts. Graph sends a token with each notification: a host in the open adds
/// a layer that checks it.
pub fn callbacks(feed: Feed) -> Router {
    Router::new().fallback(post(take)).with_state(feed)
}

/// Serves the endpoint until the process ends, or the future is dropped.
pub async fn serve_callbacks(listener: impl Listener, feed: Feed) {
    serve(listener, callbacks(feed), CONNECTIONS, std::future::pending()).await;
}

async fn take(State(feed): State<Feed>, body: Body) -> (StatusCode, String) {
    let body = match timeout(ARRIVES, to_bytes(body, MOST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) => return (StatusCode::BAD_REQUEST, format!("the body cannot be read: {error}")),
        Err(_) => {
            return (StatusCode::REQUEST_TIMEOUT, format!("the body took more than {} s", ARRIVES.as_secs()));
        }
    };
    match feed.callback(body).await {
        Ok(()) => (StatusCode::ACCEPTED, String::new()),
        Err(error @ FeedError::Unreadable(_)) => (StatusCode::BAD_REQUEST, error.to_string()),
        Err(error @ FeedError::Ended) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
    }
}
