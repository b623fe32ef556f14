//! Bearer tokens, checked as Graph does: signed, valid already and still, and with nothing in them
//! that must be understood and is not.

use std::fmt;
use std::time::Duration;

use jsonwebtoken::errors::Error;
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp};
use serde::{Deserialize, Serialize};

/// The key that signs tokens, by HMAC-SHA256.
pub struct Key {
    signs: EncodingKey,
    checks: DecodingKey,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Who may use the service, and until when, in seconds of real time since 1970.
#[derive(Debug, Deserialize, Serialize)]
struct Claims {
    aud: String,
    exp: u64,
}

/// The audience of tokens.
const AUDIENCE: &str = "https://graph.microsoft.com";
/// The shortest key, in bytes.
const LEAST: usize = 16;

impl Key {
    /// # Errors
    /// If it is too short.
    pub fn new(secret: &[u8]) -> Result<Self, String> {
        let secret = secret.trim_ascii();
        if secret.len() < LEAST {
            return Err(format!("the key has {} bytes, expected {LEAST} at least", secret.len()));
        }
        let in_words = |error: Error| error.to_string();
        Ok(Self {
            signs: EncodingKey::from_secret(secret).map_err(in_words)?,
            checks: DecodingKey::from_secret(secret).map_err(in_words)?,
        })
    }

    /// Creates a token that is valid for this long.
    ///
    /// # Errors
    /// If it cannot be signed.
    pub fn token(&self, valid: Duration) -> Result<String, String> {
        let claims = Claims { aud: AUDIENCE.to_owned(), exp: get_current_timestamp().saturating_add(valid.as_secs()) };
        encode(&Header::default(), &claims, &self.signs).map_err(|error| error.to_string())
    }

    /// Checks a token.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn check(&self, token: &str) -> Result<(), String> {
        let mut validation = Validation::default();
        validation.set_audience(&[AUDIENCE]);
        validation.validate_nbf = true;
        // Critical headers that are not known here are refused by the library (RFC 7515, 4.1.11).
        decode::<Claims>(token, &self.checks, &validation).map(drop).map_err(|error| error.to_string())
    }
}
