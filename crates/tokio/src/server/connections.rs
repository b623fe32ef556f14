//! A bounded number of connections, each with little time for its request. If there are too many,
//! the longest silent one is closed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::response::Response;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower_service::Service;

use super::ending::{Ending, How};
use super::patience::Patient;
use super::timer::OneTimer;

/// How long a client may take to send the head of a request, or its next request, in real time.
const HEAD: Duration = Duration::from_secs(30);
/// How long the open connections have to end once the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Closes the connection instead of sending the response that it is an extension of: for services
/// that play a network which fails.
///
/// ```
/// use axum::Extension;
/// use axum::response::IntoResponse;
/// use call_lifecycle_tokio::Cut;
///
/// async fn handler() -> impl IntoResponse {
///     Extension(Cut)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed on purpose")
    }
}

impl Error for Cut {}

/// What other tasks know about a connection.
struct Open {
    /// Larger for a later start of its last request.
    last: AtomicU64,
    /// Whether a request is being answered.
    busy: AtomicBool,
    ending: Ending,
}

#[derive(Default)]
struct Register {
    open: Mutex<HashMap<u64, Arc<Open>>>,
    count: AtomicU64,
}

impl Register {
    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Arc<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tick(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    fn enter(&self) -> (u64, Arc<Open>) {
        let number = self.tick();
        let (last, busy, ending) = (AtomicU64::new(number), AtomicBool::new(false), Ending::default());
        let open = Arc::new(Open { last, busy, ending });
        self.locked().insert(number, Arc::clone(&open));
        (number, open)
    }

    /// Asks the connection to close that has been silent for longest. Those whose request is being
    /// answered come last.
    fn close_one(&self) {
        let mut open = self.locked();
        let oldest = open
            .iter()
            .min_by_key(|(_, open)| (open.busy.load(Ordering::Relaxed), open.last.load(Ordering::Relaxed)))
            .map(|(number, _)| *number);
        if let Some(oldest) = oldest.and_then(|number| open.remove(&number)) {
            oldest.ending.tell(How::AtOnce);
        }
    }

    /// Asks every connection to close once its request is answered.
    fn close_all(&self) {
        self.locked().values().for_each(|open| open.ending.tell(How::Politely));
    }
}

/// Serves until told to stop, and then lets requests that are under way finish. The service may be
/// an [`axum::Router`]. A client that sends nothing more still gets its answer.
pub async fn serve<L, S>(mut listener: L, service: S, most: usize, stop: impl Future<Output = ()>)
where
    L: Listener,
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let register = Arc::new(Register::default());
    let room = Arc::new(Semaphore::new(most));
    let mut stop = pin!(stop);
    loop {
        let (io, _address) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        if room.available_permits() == 0 {
            register.close_one();
        }
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { break };
        let (register, service) = (Arc::clone(&register), service.clone());
        // Before its task starts, so that if many come at once the next one finds a connection to close.
        let (number, open) = register.enter();
        tokio::spawn(async move {
            one(TokioIo::new(io), service, &register, &open).await;
            register.locked().remove(&number);
            drop(permit);
        });
    }
    register.close_all();
    // All the room there is: then all of them have ended.
    let _ = timeout(FAREWELL, room.acquire_many(u32::try_from(most).unwrap_or(u32::MAX))).await;
}

/// Serves one connection.
async fn one<I, S>(io: I, service: S, register: &Register, open: &Open)
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let service = RefCell::new(service);
    let service = service_fn(move |request: Request<Incoming>| {
        open.last.store(register.tick(), Ordering::Relaxed);
        open.busy.store(true, Ordering::Relaxed);
        // Called here, so that a service which needs its request no longer can drop it before hyper reads on.
        let answered = service.borrow_mut().call(request);
        async move {
            let response = answered.await.unwrap_or_else(|never| match never {});
            open.busy.store(false, Ordering::Relaxed);
            match response.extensions().get::<Cut>() {
                Some(cut) => Err(*cut),
                None => Ok(response),
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(OneTimer::default())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1_024)
        // A client that waits for its answer is not read from meanwhile.
        .half_close(true)
        // One buffer, since most answers are short.
        .writev(false)
        .serve_connection(Patient::new(io), service);
    let mut connection = pin!(connection);
    let (mut heard, mut is_polite) = (None, false);
    // Not by `select!`, which would look at each of its branches whenever there is something to read.
    poll_fn(|context| {
        match open.ending.poll(&mut heard, context) {
            How::AtOnce => return Poll::Ready(()),
            How::Politely if !is_polite => {
                is_polite = true;
                connection.as_mut().graceful_shutdown();
            }
            How::Politely | How::GoesOn => {}
        }
        // A broken connection is the client's problem.
        connection.as_mut().poll(context).map(drop)
    })
    .await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
    use tokio::sync::{mpsc, oneshot};
    use tokio::time::{Instant, sleep};

    use super::*;
    use crate::server::made::Made;

    const SECOND: Duration = Duration::from_secs(1);

    struct Stage {
        accept: mpsc::UnboundedSender<DuplexStream>,
        stop: oneshot::Sender<()>,
        server: tokio::task::JoinHandle<()>,
    }

    /// A server of so many connections. A request for `/4` is answered after 4 s.
    fn stage(most: usize) -> Stage {
        let (accept, made) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel();
        let router = axum::Router::new().fallback(async |uri: hyper::Uri| {
            sleep(SECOND * uri.path()[1..].parse().unwrap()).await;
            "done"
        });
        let server = tokio::spawn(serve(Made(made), router, most, async move { drop(stopped.await) }));
        Stage { accept, stop, server }
    }

    impl Stage {
        fn connect(&self) -> DuplexStream {
            let (client, io) = tokio::io::duplex(4_096);
            self.accept.send(io).unwrap();
            client
        }
    }

    async fn ask(client: &mut DuplexStream, seconds: u64) {
        client.write_all(format!("GET /{seconds} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await.unwrap();
    }

    /// Reads what comes next; nothing once the connection is closed.
    async fn read(client: &mut DuplexStream) -> String {
        let mut bytes = [0; 4_096];
        let read = client.read(&mut bytes).await.unwrap_or_default();
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    #[tokio::test(start_paused = true)]
    async fn of_too_many_connections_the_longest_silent_is_closed_and_one_that_is_answered_last() {
        let stage = stage(2);
        let (mut busy, mut silent) = (stage.connect(), stage.connect());
        ask(&mut busy, 10).await;
        sleep(SECOND).await;
        ask(&mut silent, 0).await;
        assert!(read(&mut silent).await.ends_with("done"));
        let mut third = stage.connect();
        assert_eq!(read(&mut silent).await, "");
        ask(&mut third, 0).await;
        assert!(read(&mut third).await.ends_with("done"));
        assert!(read(&mut busy).await.ends_with("done"));
        // Its last request counts, not when it came; and it is answered no more.
        ask(&mut busy, 0).await;
        assert!(read(&mut busy).await.ends_with("done"));
        let mut fourth = stage.connect();
        assert_eq!(timeout(SECOND, read(&mut third)).await.unwrap(), "");
        let _fifth = stage.connect();
        assert_eq!(timeout(SECOND, read(&mut busy)).await.unwrap(), "");
        ask(&mut fourth, 0).await;
        assert!(read(&mut fourth).await.ends_with("done"));
    }

    #[tokio::test(start_paused = true)]
    async fn the_head_of_each_request_may_take_30_seconds() {
        let stage = stage(2);
        let mut client = stage.connect();
        for _ in 0..2 {
            sleep(HEAD - SECOND).await;
            ask(&mut client, 0).await;
            assert!(read(&mut client).await.ends_with("done"));
        }
        let mut slow = stage.connect();
        slow.write_all(b"GET /0 HTTP").await.unwrap();
        let began = Instant::now();
        for client in [&mut slow, &mut client] {
            while !read(client).await.is_empty() {}
            assert!((HEAD..HEAD + SECOND).contains(&began.elapsed()), "{:?}", began.elapsed());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_stops_waits_five_seconds_for_what_is_under_way() {
        for (seconds, end) in [(0, 0), (4, 4), (6, 5)] {
            let stage = stage(2);
            let (mut client, mut silent) = (stage.connect(), stage.connect());
            ask(&mut silent, 0).await;
            assert!(read(&mut silent).await.ends_with("done"));
            ask(&mut client, seconds).await;
            sleep(Duration::from_millis(1)).await;
            let began = Instant::now();
            stage.stop.send(()).unwrap();
            assert_eq!(read(&mut silent).await, "");
            stage.server.await.unwrap();
            assert_eq!(began.elapsed().as_millis().div_ceil(1_000), end, "{seconds}");
            assert!(read(&mut client).await.ends_with("done"));
        }
    }
}
