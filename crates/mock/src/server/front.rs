//! The mock's one port: it speaks HTTP and TLS there, and is a proxy for Graph's own name.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::proxy;
use super::rewound::Rewound;
use super::tls::Certificate;

/// The first byte of TLS.
const HANDSHAKE: u8 = 0x16;

/// Accepts connections, and finds out what each of them speaks from its first byte.
#[derive(Debug)]
pub struct Front {
    listener: TcpListener,
    config: Arc<ServerConfig>,
    is_proxy: bool,
}

impl Front {
    /// A front that speaks HTTP and TLS.
    #[must_use]
    pub fn new(listener: TcpListener, certificate: &Certificate) -> Self {
        Self { listener, config: Arc::clone(&certificate.config), is_proxy: false }
    }

    /// The same that is a proxy for Graph's own name, too.
    #[must_use]
    pub fn with_proxy(self) -> Self {
        Self { is_proxy: true, ..self }
    }
}

impl Listener for Front {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // What it speaks is found out when it is read: a silent one is in nobody's way.
        let opening = open(stream, Arc::clone(&self.config), self.is_proxy);
        (Connection(State::Opening(Box::pin(opening))), address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

async fn open(stream: TcpStream, config: Arc<ServerConfig>, is_proxy: bool) -> io::Result<Stream> {
    let mut first = [0];
    if stream.peek(&mut first).await? == 0 {
        return Ok(Stream::Plain(Rewound::from(stream)));
    }
    let mut stream = match first {
        // Of HTTP's methods CONNECT alone begins so.
        [b'C'] if is_proxy => proxy::tunnel(stream).await?,
        _ => Rewound::from(stream),
    };
    match stream.first().await? {
        Some(HANDSHAKE) => {
            TlsAcceptor::from(config).accept(stream).await.map(|stream| Stream::Secure(Box::new(stream)))
        }
        _ => Ok(Stream::Plain(stream)),
    }
}

enum Stream {
    Plain(Rewound),
    Secure(Box<TlsStream<Rewound>>),
}

trait Duplex: AsyncRead + AsyncWrite + Unpin {}

impl<T: AsyncRead + AsyncWrite + Unpin> Duplex for T {}

impl Stream {
    fn inner(&mut self) -> Pin<&mut dyn Duplex> {
        match self {
            Self::Plain(stream) => Pin::new(stream),
            Self::Secure(stream) => Pin::new(&mut **stream),
        }
    }
}

enum State {
    Opening(Pin<Box<dyn Future<Output = io::Result<Stream>> + Send>>),
    Open(Stream),
}

/// A connection, of which it may not be known yet what it speaks.
pub struct Connection(State);

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            State::Opening(_) => "Connection(opening)",
            State::Open(Stream::Plain(_)) => "Connection(plain)",
            State::Open(Stream::Secure(_)) => "Connection(secure)",
        })
    }
}

impl Connection {
    /// The stream, once it is known what it speaks.
    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Pin<&mut dyn Duplex>>> {
        if let State::Opening(opening) = &mut self.0 {
            self.0 = State::Open(ready!(opening.as_mut().poll(cx))?);
        }
        Poll::Ready(self.stream().ok_or_else(|| io::ErrorKind::NotConnected.into()))
    }

    fn stream(&mut self) -> Option<Pin<&mut dyn Duplex>> {
        match &mut self.0 {
            State::Open(stream) => Some(stream.inner()),
            State::Opening(_) => None,
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_open(cx))?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_open(cx))?.poll_write(cx, bytes)
    }

    // Before it is open nothing was written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().map_or(Poll::Ready(Ok(())), |stream| stream.poll_flush(cx))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().map_or(Poll::Ready(Ok(())), |stream| stream.poll_shutdown(cx))
    }
}
