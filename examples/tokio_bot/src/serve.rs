//! The server for notifications: so many connections and no more, each with little time to say what it wants.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::JoinSet;
use tower_service::Service;

/// How many connections are open at a time: a service needs a few, and others wait.
const CONNECTIONS: usize = 256;
/// How long the head of a request may take. An open connection may be idle for as long.
const HEAD: Duration = Duration::from_secs(10);

/// Serves until `closed` is dropped, and then lets requests that are under way come to their end.
pub(crate) async fn serve(mut listener: impl Listener, router: Router, mut closed: oneshot::Receiver<()>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut open = JoinSet::new();
    let (end, ended) = watch::channel(());
    loop {
        let accepted = async {
            let permit = room.clone().acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, (io, _address)) = tokio::select! {
            _ = &mut closed => break,
            accepted = accepted => accepted,
        };
        while open.try_join_next().is_some() {}
        let (router, ended) = (router.clone(), ended.clone());
        open.spawn(async move {
            one(TokioIo::new(io), router, ended).await;
            drop(permit);
        });
    }
    drop(end);
    while open.join_next().await.is_some() {}
}

/// Serves one connection.
async fn one<I>(io: I, router: Router, mut ended: watch::Receiver<()>)
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin,
{
    let service = service_fn(|request: Request<Incoming>| {
        let mut router = router.clone();
        async move { Ok::<_, Infallible>(router.call(request).await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1_024)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    // Whatever ends it, a broken connection is the client's affair.
    let _ = tokio::select! {
        served = connection.as_mut() => served,
        _ = ended.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}
