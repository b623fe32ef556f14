//! Questions to the engine's admin port.

use call_lifecycle::app::Policy;
use call_lifecycle_tokio::BoxError;
use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::kept::Kept;
use crate::service;
use crate::view::View;

/// The engine's admin port.
#[derive(Debug)]
pub struct Admin {
    http: Client,
    node: String,
}

#[derive(Deserialize)]
struct Rows<T> {
    rows: Vec<T>,
}

#[derive(Deserialize)]
struct Stored {
    /// In hexadecimal.
    value: String,
}

impl Admin {
    /// The admin port of a node: `http://127.0.0.1:9070`.
    #[must_use]
    pub fn new(node: &str) -> Self {
        Self { http: Client::new(), node: node.trim_end_matches('/').to_owned() }
    }

    /// All calls that have an object.
    ///
    /// # Errors
    /// If the engine does not answer, or a call was stored by a newer host or under another policy.
    pub async fn calls(&self, policy: &Policy) -> Result<Vec<View>, BoxError> {
        let stored = self.stored("AppCall").await?;
        stored.iter().map(|bytes| Ok(View::of(&Kept::read(bytes, policy)?, bytes.len()))).collect()
    }

    /// All calls of the service's end that have an object.
    ///
    /// # Errors
    /// If the engine does not answer, or a call was stored by a newer host or under another policy.
    pub async fn service_calls(
        &self,
        policy: &call_lifecycle::service::Policy,
    ) -> Result<Vec<service::View>, BoxError> {
        let stored = self.stored("ServiceCall").await?;
        stored.iter().map(|bytes| Ok(service::View::of(&service::Kept::read(bytes, policy)?, bytes.len()))).collect()
    }

    /// What the objects of this name store, in the order of their keys.
    async fn stored(&self, object: &str) -> Result<Vec<Vec<u8>>, BoxError> {
        let query = format!("select value from state where service_name = '{object}' order by service_key");
        let stored: Vec<Stored> = self.query(&query).await?;
        let read = |Stored { value }| {
            bytes(&value).ok_or_else(|| format!("the engine answered {value:?}, expected hexadecimal digits").into())
        };
        stored.into_iter().map(read).collect()
    }

    async fn query<T: DeserializeOwned>(&self, query: &str) -> Result<Vec<T>, BoxError> {
        let asked = self.http.post(format!("{}/query", self.node)).header(ACCEPT, "application/json");
        let body = serde_json::json!({ "query": query }).to_string();
        let answer = asked.header(CONTENT_TYPE, "application/json").body(body).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            return Err(format!("the engine answered {status}: {text}").into());
        }
        Ok(serde_json::from_str::<Rows<T>>(&text)?.rows)
    }
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits = hexadecimal.as_bytes();
    let pairs = digits.chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    if digits.len().is_multiple_of(2) { pairs.collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn hexadecimal_digits_come_in_pairs() {
        assert_eq!(bytes("00ff1A"), Some(vec![0, 255, 26]));
        assert_eq!(bytes("0"), None);
        assert_eq!(bytes("0g"), None);
    }
}
