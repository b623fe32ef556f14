//! A mock that is a proxy for Graph's own address, and what tells a bot so.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use tokio::net::TcpListener;

use crate::server::{Certificate, Front, NAMES};

/// The proxy of one scenario. Its certificate is in a file until it is dropped.
pub struct Proxy {
    certificate: Certificate,
    file: PathBuf,
    address: SocketAddr,
}

impl Proxy {
    /// # Errors
    /// If no certificate can be made, or it cannot be written.
    pub fn new(address: SocketAddr) -> io::Result<Self> {
        let certificate =
            Certificate::new(NAMES.map(str::to_owned)).map_err(|error| io::Error::other(error.to_string()))?;
        // No other one has this port now.
        let name = format!("graph-call-mock-{}-{}.pem", std::process::id(), address.port());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, &certificate.root)?;
        Ok(Self { certificate, file, address })
    }

    /// What listens.
    pub fn front(&self, listener: TcpListener) -> Front {
        Front::new(listener, &self.certificate).with_proxy()
    }

    /// What clients read to find the proxy, and what they trust. Nothing else goes through it.
    pub fn env(&self) -> Vec<(String, String)> {
        let (proxy, file) = (format!("http://{}", self.address), self.file.display().to_string());
        let proxies = ["HTTPS_PROXY", "https_proxy"].map(|name| (name.to_owned(), proxy.clone()));
        let trust = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];
        let trust = trust.map(|name| (name.to_owned(), file.clone()));
        proxies.into_iter().chain(trust).chain([("NODE_USE_ENV_PROXY".to_owned(), "1".to_owned())]).collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.file);
    }
}
