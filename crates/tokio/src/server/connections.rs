//! A bounded number of connections, each with little time for its request. If there are too many,
//! the longest silent one is closed.

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::response::Response;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::time::timeout;
use tower_service::Service;

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
    close: Notify,
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
        let open = Arc::new(Open { last: AtomicU64::new(number), busy: AtomicBool::new(false), close: Notify::new() });
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
            oldest.close.notify_one();
        }
    }
}

/// Serves until told to stop, and then lets requests that are under way finish. The service may be
/// an [`axum::Router`].
pub async fn serve<L, S>(mut listener: L, service: S, most: usize, stop: impl Future<Output = ()>)
where
    L: Listener,
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let register = Arc::new(Register::default());
    let room = Arc::new(Semaphore::new(most));
    let (stopping, stopped) = watch::channel(false);
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
        let (register, service, stopped) = (Arc::clone(&register), service.clone(), stopped.clone());
        // Before its task starts, so that if many come at once the next one finds a connection to close.
        let (number, open) = register.enter();
        tokio::spawn(async move {
            one(TokioIo::new(io), service, &register, &open, stopped).await;
            register.locked().remove(&number);
            drop(permit);
        });
    }
    drop(stopped);
    // It fails only if nobody listens any more.
    let _ = stopping.send(true);
    let _ = timeout(FAREWELL, stopping.closed()).await;
}

/// Serves one connection.
async fn one<I, S>(io: I, service: S, register: &Register, open: &Open, mut stopped: watch::Receiver<bool>)
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
    S: Service<Request<Incoming>, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let service = service_fn(move |request: Request<Incoming>| {
        open.last.store(register.tick(), Ordering::Relaxed);
        open.busy.store(true, Ordering::Relaxed);
        // Called here, so that a service which needs its request no longer can drop it before hyper reads on.
        let answered = service.clone().call(request);
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
        .serve_connection(Patient::new(io), service);
    let mut connection = pin!(connection);
    let stops = async { stopped.wait_for(|stopped| *stopped).await.map(|_| ()) };
    // A broken connection is the client's problem.
    let _ = tokio::select! {
        ended = connection.as_mut() => ended,
        () = open.close.notified() => return,
        _ = stops => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}
