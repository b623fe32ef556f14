//! Whether a notification comes from the service: the check of its token (source
//! `call-notifications`).

use std::time::Duration;

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method, StatusCode};
use hyper_util::client::legacy::connect::Connect;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::client::{Client, Message};
use crate::options::Check;

/// Who signs for the service.
const ISSUERS: [&str; 2] = ["https://api.botframework.com", "https://graph.microsoft.com"];
/// How long a document may take to arrive.
const WITHIN: Duration = Duration::from_secs(10);
/// A key that is not known makes the bot read the keys again, at most this often: anybody can name
/// keys.
const AGAIN: Duration = Duration::from_secs(10);

/// Why a notification is refused, and with which status.
pub(crate) type Refusal = (StatusCode, String);

#[derive(Deserialize)]
struct Metadata {
    jwks_uri: String,
}

/// The keys that are known, and when they were read.
#[derive(Debug)]
struct Keys {
    set: JwkSet,
    read: Option<Instant>,
}

/// Checks tokens by keys that it reads when it needs them.
#[derive(Debug)]
pub(crate) struct Verifier<C> {
    client: Client<C>,
    metadata: String,
    validation: Validation,
    keys: Mutex<Keys>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Verifier<C> {
    pub(crate) fn new(connector: C, check: &Check) -> Self {
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[&check.app]);
        validation.set_issuer(&ISSUERS);
        validation.set_required_spec_claims(&["exp", "aud", "iss"]);
        validation.validate_nbf = true;
        let keys = Mutex::new(Keys { set: JwkSet { keys: Vec::new() }, read: None });
        // Documents have whole addresses. The bot's token is for the service alone.
        let client = Client::new(connector, "", None);
        Self { client, metadata: check.metadata.clone(), validation, keys }
    }

    /// Checks the token of a notification.
    pub(crate) async fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let refused = |why: String| (StatusCode::UNAUTHORIZED, why);
        let token = bearer(headers).ok_or_else(|| refused("there is no bearer token in `Authorization`".to_owned()))?;
        let header = decode_header(token).map_err(|error| refused(format!("the token: {error}")))?;
        let kid = header.kid.ok_or_else(|| refused("the token names no key: there is no `kid`".to_owned()))?;
        let key = self.key(&kid).await?.ok_or_else(|| refused(format!("the service has no key {kid:?}")))?;
        let claims = decode::<IgnoredAny>(token, &key, &self.validation);
        claims.map(drop).map_err(|error| refused(format!("the token: {error}")))
    }

    /// The key of this name, if the service has one. The service tries again if the keys cannot be
    /// read now.
    async fn key(&self, kid: &str) -> Result<Option<DecodingKey>, Refusal> {
        let mut keys = self.keys.lock().await;
        let is_due = keys.read.is_none_or(|at| at.elapsed() >= AGAIN);
        if keys.set.find(kid).is_none() && is_due {
            keys.set = self.read().await.map_err(|why| (StatusCode::SERVICE_UNAVAILABLE, why))?;
            keys.read = Some(Instant::now());
        }
        Ok(keys.set.find(kid).and_then(|key| DecodingKey::from_jwk(key).ok()))
    }

    async fn read(&self) -> Result<JwkSet, String> {
        let metadata: Metadata = self.document(&self.metadata).await?;
        self.document(&metadata.jwks_uri).await
    }

    async fn document<T: DeserializeOwned>(&self, url: &str) -> Result<T, String> {
        let message = Message { method: Method::GET, path: url.to_owned(), json: None };
        let answered = self.client.ask(message, WITHIN).await.map_err(|why| format!("{url}: {why}"))?;
        if answered.status != StatusCode::OK {
            return Err(format!("{url} is answered {}", answered.status));
        }
        serde_json::from_slice(&answered.body).map_err(|error| format!("{url}: {error}"))
    }
}

/// The token in `Authorization`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}
