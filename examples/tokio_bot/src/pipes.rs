//! A service in memory, for tests: what it is asked is kept as text, and what it answers are bytes.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::Uri;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf};
use tokio::time::sleep;
use tower_service::Service;

/// How much of an answer waits to be read.
const ROOM: usize = 1 << 20;

/// What is answered to a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    wait: Duration,
    head: String,
    body: Vec<u8>,
    zeros: usize,
    stays: bool,
}

impl Answer {
    /// An answer with a body.
    pub(crate) fn new(status: u16, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        Self { wait: Duration::ZERO, head, body: body.as_bytes().to_vec(), zeros: 0, stays: false }
    }

    /// One that says it has `said` bytes of zeros, and has `zeros`.
    pub(crate) fn zeros(said: usize, zeros: usize) -> Self {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {said}\r\nConnection: close\r\n\r\n");
        Self { head, zeros, ..Self::new(200, "") }
    }

    /// Only after so long.
    pub(crate) fn after(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// The connection stays open behind it.
    pub(crate) fn stays(self) -> Self {
        Self { stays: true, ..self }
    }

    async fn send(self, io: &mut DuplexStream) -> io::Result<()> {
        sleep(self.wait).await;
        io.write_all(self.head.as_bytes()).await?;
        io.write_all(&self.body).await?;
        let (zeros, mut left) = (vec![0; ROOM], self.zeros);
        while left > 0 {
            let now = left.min(ROOM);
            io.write_all(&zeros[..now]).await?;
            left -= now;
        }
        if self.stays {
            std::future::pending().await
        }
        io.shutdown().await
    }
}

/// The connector to it: each connection is answered once.
#[derive(Clone)]
pub(crate) struct Pipes {
    /// What it was asked: heads and bodies, in order.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
    answer: Arc<dyn Fn(&str) -> Answer + Send + Sync>,
}

impl Pipes {
    pub(crate) fn new(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        Self { asked: Arc::default(), answer: Arc::new(answer) }
    }

    /// How often it was asked something that begins so.
    pub(crate) fn count(&self, begins: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| asked.starts_with(begins)).count()
    }

    async fn serve(self, mut io: DuplexStream) {
        let mut text = String::new();
        while !is_whole(&text) {
            let mut bytes = [0; 4_096];
            match io.read(&mut bytes).await {
                Ok(read) if read > 0 => text.push_str(std::str::from_utf8(&bytes[..read]).unwrap()),
                _ => return,
            }
        }
        let answer = (self.answer)(&text);
        self.asked.lock().unwrap().push(text);
        // A client that has gone away does not want the rest.
        let _sent = answer.send(&mut io).await;
    }
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}

impl Service<Uri> for Pipes {
    type Response = TokioIo<Pipe>;
    type Error = io::Error;
    type Future = std::future::Ready<io::Result<TokioIo<Pipe>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let (client, io) = tokio::io::duplex(ROOM);
        tokio::spawn(self.clone().serve(io));
        std::future::ready(Ok(TokioIo::new(Pipe(client))))
    }
}

/// The client's end of a connection.
#[derive(Debug)]
pub(crate) struct Pipe(DuplexStream);

impl Connection for Pipe {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Pipe {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, to)
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
