//! TLS at both sides: a certificate that the mock makes for itself, and which certificates of bots
//! it trusts.

use std::sync::Arc;
use std::time::Duration;

use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};

/// How long a certificate is valid: longer than a mock runs, and shorter than some clients allow.
const VALID: Duration = Duration::from_secs(365 * 86_400);

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// The certificate of the mock. Its key, and that of the authority which signs it, are in memory
/// only: what clients are asked to trust vouches for nobody else, and ends with the mock.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// How the mock speaks TLS.
    pub(super) config: Arc<ServerConfig>,
    /// The authority, as PEM: what clients must trust.
    pub root: String,
}

impl Certificate {
    /// Makes one for these names and addresses.
    ///
    /// # Errors
    /// If one of them can be in no certificate.
    pub fn new(names: impl IntoIterator<Item = String>) -> Result<Self, Box<dyn std::error::Error>> {
        let authority_key = KeyPair::generate()?;
        let mut authority = params("the authority of a graph-call-mock", Vec::new())?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let root = authority.self_signed(&authority_key)?;

        let key = KeyPair::generate()?;
        let mut own = params("graph-call-mock", names.into_iter().collect())?;
        own.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        own.use_authority_key_identifier_extension = true;
        let certificate = own.signed_by(&key, &Issuer::from_params(&authority, &authority_key))?;

        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), root: root.pem() })
    }
}

/// What both certificates have: a name, and from yesterday on, since clocks differ.
fn params(name: &str, names: Vec<String>) -> Result<CertificateParams, Box<dyn std::error::Error>> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let now = Timestamp::now();
    let day = |at: Zoned| {
        let number = |part: i8| u8::try_from(part).unwrap_or(1);
        date_time_ymd(at.year().into(), number(at.month()), number(at.day()))
    };
    params.not_before = day(now.checked_sub(24.hours())?.to_zoned(TimeZone::UTC));
    params.not_after = day(now.checked_add(VALID)?.to_zoned(TimeZone::UTC));
    Ok(params)
}

/// Which bots are trusted: those whose certificates, or their authorities', are in a text of PEM.
///
/// # Errors
/// If there is no certificate in it, or one that cannot be read.
pub fn trust(pem: &[u8]) -> Result<ClientConfig, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate?)?;
    }
    if roots.is_empty() {
        return Err("there is no certificate in it, expected PEM: -----BEGIN CERTIFICATE-----".into());
    }
    trusting(roots)
}

/// For a mock that trusts no bot: one that speaks https must be named first.
///
/// # Errors
/// If this build speaks no version of TLS.
pub fn trust_nobody() -> Result<ClientConfig, Box<dyn std::error::Error>> {
    trusting(RootCertStore::empty())
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, Box<dyn std::error::Error>> {
    let config = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_not_trusted() {
        for text in ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert!(trust(text.as_bytes()).is_err(), "{text}");
        }
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let made = Certificate::new(names).unwrap();
        assert!(trust(made.root.as_bytes()).is_ok());
        assert!(!made.root.contains("PRIVATE KEY"));
    }
}
