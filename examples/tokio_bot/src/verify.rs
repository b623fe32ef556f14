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

#[cfg(test)]
mod tests {
    use std::sync::Mutex as Changing;

    use super::*;
    use crate::pipes::{Answer, Pipes};

    const METADATA: &str = "http://login/metadata";
    /// `{"alg":"RS256","kid":"a"}` and `{"alg":"RS256","kid":"b"}`: their signatures are none.
    const TOKENS: [&str; 2] =
        ["eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.eA", "eyJhbGciOiJSUzI1NiIsImtpZCI6ImIifQ.e30.eA"];

    /// What is said to a token.
    async fn said(verifier: &Verifier<Pipes>, token: &str) -> (u16, String) {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, format!("bearer  {token}").parse().unwrap());
        let (status, why) = verifier.check(&headers).await.unwrap_err();
        (status.as_u16(), why)
    }

    fn verifier(service: &Pipes) -> Verifier<Pipes> {
        Verifier::new(service.clone(), &Check { app: "app".to_owned(), metadata: METADATA.to_owned() })
    }

    /// Else anybody could make it read them all the time.
    #[tokio::test(start_paused = true)]
    async fn keys_are_read_again_for_an_unknown_one_and_every_ten_seconds_at_most() {
        static KEY: Changing<&str> = Changing::new("");
        let service = Pipes::new(|asked| match asked.starts_with("GET /keys ") {
            true => Answer::new(200, &format!(r#"{{"keys": [{}]}}"#, KEY.lock().unwrap())),
            false => Answer::new(200, r#"{"jwks_uri": "http://login/keys"}"#),
        });
        let verifier = verifier(&service);
        let unknown = |kid| (401, format!("the service has no key {kid:?}"));
        assert_eq!(said(&verifier, TOKENS[0]).await, unknown("a"));
        *KEY.lock().unwrap() = r#"{"kty": "RSA", "kid": "a", "n": "0vx7agoebGcQSuuP", "e": "AQAB"}"#;
        tokio::time::advance(AGAIN - Duration::from_millis(1)).await;
        assert_eq!((said(&verifier, TOKENS[0]).await, service.count("GET /metadata ")), (unknown("a"), 1));
        tokio::time::advance(Duration::from_millis(1)).await;
        let (status, why) = said(&verifier, TOKENS[0]).await;
        assert!(status == 401 && why.starts_with("the token: "), "it is known, and has not signed this: {why}");
        tokio::time::advance(AGAIN).await;
        assert_eq!((said(&verifier, TOKENS[0]).await, service.count("GET /keys ")), ((401, why), 2));
        assert_eq!((said(&verifier, TOKENS[1]).await, service.count("GET /keys ")), (unknown("b"), 3));
        assert_eq!((said(&verifier, TOKENS[1]).await, service.count("GET /keys ")), (unknown("b"), 3));
        let asked = service.asked.lock().unwrap();
        assert!(asked.iter().all(|asked| !asked.contains("authorization")), "the bot's token is for the service alone");
    }

    /// The service tries again, and the keys are read again for that.
    #[tokio::test(start_paused = true)]
    async fn keys_that_cannot_be_read_refuse_nobody_for_good() {
        for (metadata, why) in [
            (Answer::new(500, ""), "http://login/metadata is answered 500 Internal Server Error"),
            (Answer::new(202, "{}"), "http://login/metadata is answered 202 Accepted"),
            (Answer::new(200, "{}"), "http://login/metadata: missing field `jwks_uri`"),
            (Answer::new(200, r#"{"jwks_uri": "http://login/none"}"#), "http://login/none: "),
            (Answer::new(200, "{}").after(WITHIN * 2), "http://login/metadata: none within 10000 ms"),
        ] {
            let service = Pipes::new(move |asked| match asked.starts_with("GET /none ") {
                true => Answer::new(200, "none"),
                false => metadata.clone(),
            });
            let verifier = verifier(&service);
            for times in 1..=2 {
                let (status, text) = said(&verifier, TOKENS[0]).await;
                assert!(status == 503 && text.starts_with(why), "{status} {text}");
                assert_eq!(service.count("GET /metadata "), times);
            }
        }
    }
}
