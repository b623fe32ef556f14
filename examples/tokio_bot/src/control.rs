//! The control API of the mock: its clock, the address for incoming calls, and the people at the
//! other end.

use std::fmt::Display;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Speed;
use hyper_util::client::legacy::connect::Connect;
use serde_json::{Value, json};

use crate::client::{Client, Message};

const PATH: &str = "/control";
const WITHIN: Duration = Duration::from_secs(5);

/// Why a request to the control API failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The service does not answer.
    Silent(String),
    /// It answers but has no control API.
    Absent,
    /// It answered something else.
    Other(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Control<C>(pub(crate) Client<C>);

impl<C: Connect + Clone + Send + Sync + 'static> Control<C> {
    /// The speed and the time of the service's clock.
    pub(crate) async fn clock(&self) -> Result<(Speed, Timestamp), Refusal> {
        let body = self.ask(Method::GET, None).await?;
        let speed = body.get("speed").and_then(Value::as_f64).and_then(Speed::new);
        let now = body.get("now").and_then(Value::as_u64);
        match (speed, now) {
            (Some(speed), Some(now)) => Ok((speed, Timestamp::from_millis(now))),
            _ => Err(Refusal::Other(format!(
                "GET {PATH} says {body}, but must have `speed`, {}, and `now`, in milliseconds",
                Speed::EXPECTED
            ))),
        }
    }

    /// Asks to notify incoming calls at this URI.
    pub(crate) async fn register(&self, callback: &str) -> Result<(), Refusal> {
        self.post(json!({"bot": {"callbackUri": callback}})).await
    }

    /// Makes the other end of a call do something.
    pub(crate) async fn peer(&self, call: Id, event: &str) -> Result<(), Refusal> {
        self.post(json!({"peer": {"call": call.to_string(), "event": event}})).await
    }

    /// Makes something happen to the media of a call.
    pub(crate) async fn media(&self, call: Id, event: &str) -> Result<(), Refusal> {
        self.post(json!({"media": {"call": call.to_string(), "event": event}})).await
    }

    /// Makes the caller press a key.
    pub(crate) async fn press(&self, call: Id, tone: impl Display) -> Result<(), Refusal> {
        self.post(json!({"media": {"call": call.to_string(), "event": "tone", "tone": tone.to_string()}})).await
    }

    async fn post(&self, body: Value) -> Result<(), Refusal> {
        self.ask(Method::POST, Some(body.to_string())).await.map(drop)
    }

    async fn ask(&self, method: Method, json: Option<String>) -> Result<Value, Refusal> {
        let message = Message { method, path: PATH.to_owned(), json };
        let answered = self.0.ask(message, WITHIN).await.map_err(Refusal::Silent)?;
        match answered.status {
            status if status.is_success() => Ok(serde_json::from_slice(&answered.body).unwrap_or(Value::Null)),
            StatusCode::NOT_FOUND => Err(Refusal::Absent),
            StatusCode::SERVICE_UNAVAILABLE => Err(Refusal::Silent("answered 503".to_owned())),
            status => Err(Refusal::Other(format!("answered {status}: {}", String::from_utf8_lossy(&answered.body)))),
        }
    }
}
