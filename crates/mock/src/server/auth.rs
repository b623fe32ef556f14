//! Bearer tokens, checked as those that Graph takes: signed, and not expired.

use std::fmt;
use std::time::Duration;

use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, decode, encode, get_current_timestamp};
use serde::{Deserialize, Serialize};

/// What tokens are signed with, by HMAC-SHA256.
pub struct Key {
    signs: EncodingKey,
    checks: DecodingKey,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Who may use the service, and until when: in seconds since 1970, of the clock on the wall.
#[derive(Debug, Deserialize, Serialize)]
struct Claims {
    aud: String,
    exp: u64,
}

/// For whom tokens are.
const AUDIENCE: &str = "https://graph.microsoft.com";
/// A key must be as long.
const LEAST: usize = 16;

impl Key {
    /// # Errors
    /// If it is too short to be one.
    pub fn new(secret: &[u8]) -> Result<Self, String> {
        let secret = secret.trim_ascii();
        if secret.len() < LEAST {
            return Err(format!("the key has {} bytes, expected {LEAST} at least", secret.len()));
        }
        Ok(Self { signs: EncodingKey::from_secret(secret), checks: DecodingKey::from_secret(secret) })
    }

    /// A token that is taken for as long.
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
    /// Why it is not taken.
    pub fn check(&self, token: &str) -> Result<(), String> {
        let mut validation = Validation::default();
        validation.set_audience(&[AUDIENCE]);
        decode::<Claims>(token, &self.checks, &validation).map(drop).map_err(|error| error.to_string())
    }
}
