//! Requests to the service.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, Request, header};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

pub struct Graph {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
}

/// An answer; its status is 0 if there was none.
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    pub body: Value,
}

impl Graph {
    pub fn new(base: String) -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http(), base }
    }

    pub async fn ask(&self, method: Method, path: &str, token: &str, body: &Value) -> Answer {
        let none = Answer { status: 0, retry_after: None, body: Value::Null };
        let uri = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Full::new(Bytes::from(text)));
        let Ok(request) = request else { return none };
        let Ok(response) = self.client.request(request).await else { return none };
        let waits = response.headers().get(header::RETRY_AFTER).and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        let status = response.status().as_u16();
        let Ok(body) = response.into_body().collect().await else { return none };
        let body = serde_json::from_slice(&body.to_bytes()).unwrap_or_default();
        Answer { status, retry_after: waits.map(Duration::from_secs), body }
    }
}
