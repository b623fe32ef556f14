//! The engine's front door, from outside: several nodes, one of which is there.

use std::error::Error;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, HeaderName};
use tokio::time::{Instant, sleep, timeout_at};

/// How long one node may take.
const NODE: Duration = Duration::from_secs(5);
/// How long all of them together may take: less than a service waits for the answer to a
/// notification.
const ALL: Duration = Duration::from_secs(14);
/// How long to wait once no node is there.
const AGAIN: Duration = Duration::from_millis(200);

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The engine's front door.
#[derive(Debug)]
pub struct Ingress {
    http: Client,
    nodes: Vec<String>,
    /// The node that answered last.
    at: AtomicUsize,
}

/// Why a message was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IngressError {
    /// There is no address of a node.
    NoNode,
    /// The engine, or a handler, refused it.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it says.
        why: String,
    },
    /// No node took it in time. It may have been taken all the same: the same key is the same
    /// message.
    Silent {
        /// What the last one said.
        why: String,
    },
}

impl fmt::Display for IngressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNode => f.write_str("there is no address of an engine: give that of its ingress"),
            Self::Refused { status, why } => write!(f, "the engine answered {status}: {why}"),
            Self::Silent { why } => write!(f, "no engine took it within {} s: {why}", ALL.as_secs()),
        }
    }
}

impl Error for IngressError {}

impl Ingress {
    /// The ingresses of the nodes: `http://127.0.0.1:8080`.
    pub fn new(nodes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let nodes = nodes.into_iter().map(|node| node.into().trim_end_matches('/').to_owned()).collect();
        Self { http: Client::new(), nodes, at: AtomicUsize::new(0) }
    }

    /// Hands a message over, and returns once it is durable. `to` is `AppCall/{id}/notified`.
    ///
    /// # Errors
    /// [`IngressError`] if nobody took it.
    pub async fn send(&self, to: &str, key: &str, message: String) -> Result<(), IngressError> {
        self.post(&format!("{to}/send"), key, message).await.map(drop)
    }

    /// Hands a message over, and returns the answer of its handler.
    ///
    /// # Errors
    /// [`IngressError`] if nobody took it, or the handler refused it.
    pub async fn call(&self, to: &str, key: &str, message: String) -> Result<String, IngressError> {
        self.post(to, key, message).await
    }

    async fn post(&self, path: &str, key: &str, message: String) -> Result<String, IngressError> {
        let until = Instant::now() + ALL;
        let mut last = IngressError::NoNode;
        while Instant::now() < until && !self.nodes.is_empty() {
            let start = self.at.load(Ordering::Relaxed);
            for step in 0..self.nodes.len() {
                let place = (start + step) % self.nodes.len();
                let Some(node) = self.nodes.get(place) else { continue };
                let asked = self.http.post(format!("{node}/{path}")).header(IDEMPOTENCY_KEY, key);
                let asked = asked.header(CONTENT_TYPE, "application/json").body(message.clone());
                let answered = async {
                    let answer = asked.send().await?;
                    Ok::<_, reqwest::Error>((answer.status().as_u16(), answer.text().await?))
                };
                match timeout_at(until.min(Instant::now() + NODE), answered).await {
                    Ok(Ok((200..=299, text))) => {
                        self.at.store(place, Ordering::Relaxed);
                        return Ok(text);
                    }
                    // It is not there yet, or not any more: another node may be.
                    Ok(Ok((status @ (429 | 500..=599), why))) => {
                        last = IngressError::Silent { why: format!("{status}: {why}") };
                    }
                    Ok(Ok((status, why))) => return Err(IngressError::Refused { status, why }),
                    Ok(Err(error)) => last = IngressError::Silent { why: error.to_string() },
                    Err(_) => last = IngressError::Silent { why: format!("{node} did not answer") },
                }
            }
            sleep(AGAIN).await;
        }
        Err(last)
    }
}
