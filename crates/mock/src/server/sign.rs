//! The tokens by which a bot knows that a notification comes from the service (source
//! `call-notifications`).

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use axum::http::HeaderValue;
use call_lifecycle::Id;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use pem::Pem;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair as CertifiedKey, PKCS_RSA_SHA256, date_time_ymd};
use serde::Serialize;
use serde_json::json;

use super::lock::locked;

/// Who signs. Bots take the tokens of this issuer.
const ISSUER: &str = "https://api.botframework.com";
/// Where the public parts of its keys are.
pub const KEYS: &str = "/v1/keys";

/// For how many seconds a token is valid, as on the page: 65 minutes.
const VALID: u64 = 3_900;
/// After how many seconds notifications get a new one.
const RENEWED: u64 = 300;

/// The name of the file with the key, in the directory of a state.
const FILE: &str = "signing-key.pem";
const TAG: &str = "PRIVATE KEY";

/// A key that signs notifications, by RSA with SHA-256.
pub struct SigningKey {
    signs: EncodingKey,
    kid: String,
    /// The public part, as a document.
    keys: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// If no key can be made.
    pub fn generate() -> io::Result<Self> {
        Self::read(&new_key()?)
    }

    /// The key in a directory. It is made if it is not there, so that bots that know it go on.
    ///
    /// # Errors
    /// If it can be neither read nor written, or is no key.
    pub fn stored(directory: &Path) -> io::Result<Self> {
        let path = directory.join(FILE);
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        match fs::read_to_string(&path) {
            Ok(text) => Self::read(&text).map_err(named),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = new_key()?;
                write_alone(&path, &text).map_err(named)?;
                Self::read(&text).map_err(named)
            }
            Err(error) => Err(named(error)),
        }
    }

    fn read(text: &str) -> io::Result<Self> {
        let signs = EncodingKey::from_rsa_pem(text.as_bytes()).map_err(no_key)?;
        let mut public = Jwk::from_encoding_key(&signs, Algorithm::RS256).map_err(no_key)?;
        let kid = public.thumbprint(ThumbprintHash::SHA256).map_err(no_key)?;
        public.common.key_id = Some(kid.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        public.common.x509_chain = Some(vec![certificate(text).map_err(no_key)?]);
        let keys = serde_json::to_string(&JwkSet { keys: vec![public] })?;
        Ok(Self { signs, kid, keys })
    }
}

/// A certificate of the key, as the keys of the service have one: DER in Base64. It is the same for the same key.
fn certificate(text: &str) -> Result<String, rcgen::Error> {
    let key = CertifiedKey::from_pkcs8_pem_and_sign_algo(text, &PKCS_RSA_SHA256)?;
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "graph-call-mock");
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2120, 1, 1));
    let pem = params.self_signed(&key)?.pem();
    Ok(pem.lines().filter(|line| !line.starts_with('-')).collect())
}

fn no_key(error: impl fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("expected an RSA key as PKCS #8 in PEM, but: {error}"))
}

fn new_key() -> io::Result<String> {
    let key = KeyPair::generate(KeySize::Rsa2048).map_err(|_| io::Error::other("no RSA key could be made"))?;
    let der: Pkcs8V1Der<'_> = key.as_der().map_err(|_| io::Error::other("the RSA key could not be written"))?;
    Ok(pem::encode(&Pem::new(TAG, der.as_ref())))
}

/// Writes a file that nobody else can read.
fn write_alone(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

#[derive(Serialize)]
struct Claims<'s> {
    aud: &'s str,
    iss: &'static str,
    iat: u64,
    nbf: u64,
    exp: u64,
    tid: &'s str,
}

/// Signs notifications for one application. A token is used for some minutes of real time, as the
/// service does it: signing costs a thousand notifications no more than one.
#[derive(Debug)]
pub struct Signer {
    key: SigningKey,
    app: String,
    tenant: String,
    /// The document that says where the keys are.
    metadata: String,
    /// The latest header, and when it was made, in seconds since 1970.
    fresh: Mutex<Option<(u64, HeaderValue)>>,
}

impl Signer {
    /// Signs for an application of a tenant, where the keys are served at an address.
    pub fn new(key: SigningKey, (app, tenant): (Id, Id), base: &str) -> Self {
        let metadata = json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": format!("{base}{KEYS}"),
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        });
        let [app, tenant] = [app, tenant].map(|id| id.to_string());
        Self { key, app, tenant, metadata: metadata.to_string(), fresh: Mutex::default() }
    }

    /// The document that says where the keys are.
    pub fn metadata(&self) -> &str {
        &self.metadata
    }

    /// The document with the public part of the key.
    pub fn keys(&self) -> &str {
        &self.key.keys
    }

    /// The header `Authorization` of a notification that leaves now. `None` if it cannot be signed.
    pub fn authorization(&self) -> Option<HeaderValue> {
        self.authorization_at(get_current_timestamp())
    }

    fn authorization_at(&self, now: u64) -> Option<HeaderValue> {
        let mut fresh = locked(&self.fresh);
        // A clock that was set back gives a new one: `nbf` must not be in the future.
        if let Some((_, header)) = fresh.as_ref().filter(|(at, _)| (*at..at.saturating_add(RENEWED)).contains(&now)) {
            return Some(header.clone());
        }
        let exp = now.saturating_add(VALID);
        let claims = Claims { aud: &self.app, iss: ISSUER, iat: now, nbf: now, exp, tid: &self.tenant };
        let header = Header { kid: Some(self.key.kid.clone()), ..Header::new(Algorithm::RS256) };
        let token = encode(&header, &claims, &self.key.signs).ok()?;
        let mut header = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
        header.set_sensitive(true);
        *fresh = Some((now, header.clone()));
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn signer() -> Signer {
        Signer::new(SigningKey::generate().unwrap(), (Id::from_u128(0xA), Id::from_u128(0xB)), "http://mock")
    }

    #[test]
    fn a_token_is_used_for_five_minutes() {
        let signer = signer();
        let at = |now| signer.authorization_at(now).unwrap();
        let first = at(1_000_000);
        assert_eq!(at(1_000_299), first);
        let second = at(1_000_300);
        assert_ne!(second, first);
        // After the clock was set back, and at its end.
        assert_ne!(at(999_999), second);
        at(u64::MAX);
        at(0);
    }
}
