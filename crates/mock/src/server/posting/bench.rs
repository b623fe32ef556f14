//! A poster, and a bot in memory that it posts to.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use call_lifecycle::wire::Target;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::{Clock, Speed};
use graph_call_replay::trace::Verb;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::service::service_fn;
use hyper::{Request, Response, Uri};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::DuplexStream;
use tokio::time::sleep;
use tower_service::Service;

use crate::exchange::{Asked, Callbacks, Exchange, Post, Setup};
use crate::server::lock::locked;
use crate::server::post::{Limits, Poster};

/// What a bot answers, by the number of the request and its path; `None` is silence.
pub type Answers = fn(usize, &str) -> Option<u16>;

/// What came: when, in the service's time, and on which path.
type Came = Arc<Mutex<Vec<(u64, String)>>>;

#[derive(Clone)]
pub struct Bot {
    answers: Answers,
    came: Came,
    clock: Clock,
}

pub struct Line(TokioIo<DuplexStream>);

impl Connection for Line {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl Read for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl Write for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

impl Bot {
    async fn answer(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        let path = request.uri().path().to_owned();
        let _body = request.into_body().collect().await;
        let number = {
            let mut came = locked(&self.came);
            came.push((self.clock.now().as_millis(), path.clone()));
            came.len() - 1
        };
        let Some(status) = (self.answers)(number, &path) else { return std::future::pending().await };
        let mut response = Response::new(Full::default());
        *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap();
        Ok(response)
    }
}

impl Service<Uri> for Bot {
    type Response = Line;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Line, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let (ours, theirs) = tokio::io::duplex(64 * 1_024);
        let bot = self.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| bot.clone().answer(request));
            let _gone =
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(theirs), service).await;
        });
        std::future::ready(Ok(Line(TokioIo::new(ours))))
    }
}

pub struct Bench {
    pub poster: Arc<Poster<Bot>>,
    pub clock: Clock,
    came: Came,
    done: Arc<Mutex<Vec<(Id, bool, u64)>>>,
    post: Post,
}

impl Bench {
    pub fn new(speed: f64, calls: usize, answers: Answers) -> Self {
        let clock = Clock::start(Timestamp::ZERO, Speed::new(speed).unwrap());
        let came = Came::default();
        let bot = Bot { answers, came: Arc::clone(&came), clock };
        let done: Arc<Mutex<Vec<(Id, bool, u64)>>> = Arc::default();
        let note = Arc::clone(&done);
        let note = move |call, taken| locked(&note).push((call, taken, clock.now().as_millis()));
        let limits = Limits { calls, callbacks: Callbacks::default() };
        let poster = Poster::new(bot, clock, limits, None, Arc::new(note));
        let mut exchange = Exchange::new(Timestamp::ZERO, &Setup::default()).unwrap();
        let body = r#"{"callbackUri": "http://127.0.0.1:9/", "targets": [{"identity": {"user": {"id": "1"}}}]}"#;
        let asked = Asked { verb: Verb::Post, target: Target::Calls, word: None, app: false, below: None, body };
        assert_eq!(exchange.request(Timestamp::ZERO, &asked).status, 201);
        let post = exchange.take_posts().remove(0);
        Self { poster, clock, came, done, post }
    }

    /// A notification of a call, to a port and a path.
    pub fn post(&self, call: u128, port: u16, path: &str) -> Post {
        let mut post = self.post.clone();
        (post.call, post.to) = (Id::from_u128(call), Arc::from(format!("http://127.0.0.1:{port}{path}")));
        post
    }

    pub async fn until(&self, millis: u64) {
        self.clock.sleep_until(Timestamp::from_millis(millis)).await;
        // What is ready now comes first.
        sleep(Duration::from_nanos(1)).await;
    }

    pub fn times(&self) -> Vec<u64> {
        locked(&self.came).iter().map(|(at, _)| *at).collect()
    }

    pub fn paths(&self) -> Vec<String> {
        locked(&self.came).iter().map(|(_, path)| path.clone()).collect()
    }

    pub fn done(&self) -> Vec<(bool, u64)> {
        locked(&self.done).iter().map(|(_, taken, at)| (*taken, *at)).collect()
    }
}
