//! A connection whose first bytes were read to find out what it speaks.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A stream of which the first bytes were read already.
#[derive(Debug)]
pub struct Rewound {
    before: Vec<u8>,
    stream: TcpStream,
}

impl From<TcpStream> for Rewound {
    fn from(stream: TcpStream) -> Self {
        Self::new(Vec::new(), stream)
    }
}

impl Rewound {
    pub fn new(before: Vec<u8>, stream: TcpStream) -> Self {
        Self { before, stream }
    }

    /// The first byte, once it is there. It is not taken.
    pub async fn first(&mut self) -> io::Result<Option<u8>> {
        if let Some(first) = self.before.first() {
            return Ok(Some(*first));
        }
        let mut first = [0];
        let length = self.stream.peek(&mut first).await?;
        Ok((length > 0).then_some(first[0]))
    }
}

impl AsyncRead for Rewound {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.before.is_empty() {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        let length = self.before.len().min(buffer.remaining());
        let rest = self.before.split_off(length);
        buffer.put_slice(&self.before);
        self.before = rest;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Rewound {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
