//! Connects to bots, wherever a name leads: never to a link-local address, and never to the mock
//! itself.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::exchange::is_link_local;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A connector for notifications. What a name leads to is known only once it is connected.
#[derive(Clone, Debug)]
pub struct Outward {
    http: HttpConnector,
    own: SocketAddr,
}

impl Outward {
    /// A connector of the mock that listens there.
    #[must_use]
    pub fn new(own: SocketAddr) -> Self {
        let mut http = HttpConnector::new();
        // TLS is spoken over its connections, too.
        http.enforce_http(false);
        Self { http, own }
    }
}

/// Why nothing is sent over a connection, if so.
fn refused(own: SocketAddr, local: SocketAddr, peer: SocketAddr) -> Option<&'static str> {
    let ip = peer.ip().to_canonical();
    if is_link_local(ip) {
        return Some("it is a link-local address");
    }
    let is_everywhere = own.ip().is_unspecified() && (ip.is_loopback() || ip == local.ip().to_canonical());
    let is_own = peer.port() == own.port() && (is_everywhere || ip == own.ip().to_canonical());
    is_own.then_some("it is this mock")
}

impl Service<Uri> for Outward {
    type Response = TokioIo<TcpStream>;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Failure>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        self.http.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (connecting, own) = (self.http.call(uri), self.own);
        Box::pin(async move {
            let stream = connecting.await?;
            let (local, peer) = (stream.inner().local_addr()?, stream.inner().peer_addr()?);
            match refused(own, local, peer) {
                Some(why) => Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("{peer}: {why}")).into()),
                None => Ok(stream),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_leads_to_is_no_link_local_address_and_not_the_mock() {
        let at = |text: &str| text.parse::<SocketAddr>().unwrap();
        for (own, local, peer, is_refused) in [
            ("127.0.0.1:8080", "127.0.0.1:5", "127.0.0.1:8081", false),
            ("127.0.0.1:8080", "127.0.0.1:5", "127.0.0.1:8080", true),
            ("127.0.0.1:8080", "[::1]:5", "[::ffff:127.0.0.1]:8080", true),
            ("127.0.0.1:8080", "127.0.0.1:5", "127.0.0.2:8080", false),
            ("0.0.0.0:8080", "127.0.0.1:5", "127.0.0.2:8080", true),
            ("[::]:8080", "192.0.2.1:5", "192.0.2.1:8080", true),
            ("[::]:8080", "192.0.2.1:5", "192.0.2.2:8080", false),
            ("127.0.0.1:8080", "169.254.0.1:5", "169.254.169.254:80", true),
            ("127.0.0.1:8080", "[fe80::2]:5", "[fe80::1]:80", true),
        ] {
            assert_eq!(refused(at(own), at(local), at(peer)).is_some(), is_refused, "{own} {peer}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_the_mock_is_not_connected_to() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap();
        let uri: Uri = format!("http://localhost:{}/", own.port()).parse().unwrap();
        let why = Outward::new(own).call(uri.clone()).await.unwrap_err().to_string();
        assert!(why.contains("it is this mock"), "{why}");
        Outward::new("127.0.0.1:1".parse().unwrap()).call(uri).await.unwrap();
    }
}
