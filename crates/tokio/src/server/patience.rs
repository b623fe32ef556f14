//! Bytes to a client that reads: one that does not loses its connection, and holds no memory.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::rt::{Read, ReadBufCursor, Write};
use tokio::time::{Sleep, sleep};

/// How long a client may leave everything that is sent to it unread, in real time.
const UNREAD: Duration = Duration::from_secs(30);

/// A connection on which a write waits only so long.
pub struct Patient<I> {
    io: I,
    /// When the patience ends, while a write waits.
    ends: Option<Pin<Box<Sleep>>>,
}

impl<I> Patient<I> {
    pub fn new(io: I) -> Self {
        Self { io, ends: None }
    }

    /// The result of a write, or an error if it has waited for too long.
    fn wait<T>(&mut self, context: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_ready() {
            self.ends = None;
            return done;
        }
        let ends = self.ends.get_or_insert_with(|| Box::pin(sleep(UNREAD)));
        match ends.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read"))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<I: Read + Unpin> Read for Patient<I> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, room: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, room)
    }
}

impl<I: Write + Unpin> Write for Patient<I> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write(context, bytes);
        self.wait(context, done)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.io).poll_flush(context);
        self.wait(context, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.io).poll_shutdown(context);
        self.wait(context, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.io).poll_write_vectored(context, bytes);
        self.wait(context, done)
    }
}

#[cfg(test)]
mod tests {
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::mpsc;

    use super::*;
    use crate::server::made::Made;
    use crate::server::serve;

    const LONG: usize = 1_024 * 1_024;

    /// What a client gets that begins to read after so long.
    async fn read_after(wait: Duration) -> usize {
        let (send, made) = mpsc::unbounded_channel();
        let router = axum::Router::new().fallback(|| async { vec![b'a'; LONG] });
        let server = tokio::spawn(serve(Made(made), router, 8, std::future::pending()));
        let (mut client, io) = tokio::io::duplex(1_024);
        send.send(io).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
        sleep(wait).await;
        let mut bytes = Vec::new();
        client.read_to_end(&mut bytes).await.unwrap();
        server.abort();
        bytes.len()
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_loses_its_connection() {
        assert!(read_after(UNREAD - Duration::from_secs(1)).await > LONG);
        assert!(read_after(UNREAD + Duration::from_secs(1)).await <= 1_024);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_slowly_keeps_its_connection() {
        let (mut client, io) = tokio::io::duplex(1);
        let mut io = Patient::new(TokioIo::new(io));
        let writes = tokio::spawn(async move {
            for _ in 0..10 {
                std::future::poll_fn(|context| Pin::new(&mut io).poll_write(context, b"a")).await.unwrap();
            }
        });
        for _ in 0..10 {
            sleep(UNREAD - Duration::from_secs(1)).await;
            client.read_u8().await.unwrap();
        }
        writes.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_sends_no_more_still_gets_its_answer() {
        let (send, made) = mpsc::unbounded_channel();
        let answer = || async {
            sleep(Duration::from_secs(1)).await;
            "done"
        };
        let server = tokio::spawn(serve(Made(made), axum::Router::new().fallback(answer), 8, std::future::pending()));
        let (mut client, io) = tokio::io::duplex(1_024);
        send.send(io).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        client.shutdown().await.unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        server.abort();
        assert!(text.ends_with("done"), "{text}");
    }
}
