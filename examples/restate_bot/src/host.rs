//! A host: the engine's objects at one address, and at another the endpoint for notifications, or for
//! applications. Several processes share both.

use std::fs::OpenOptions;
use std::net::SocketAddr;

use axum::Router;
use call_lifecycle::{app, service};
use call_lifecycle_restate::service::{Calls as ServiceCalls, front};
use call_lifecycle_restate::{Calls, Ingress, callbacks, shared_clock};
use call_lifecycle_tokio::{BoxError, Clock, Graph, serve};
use graph_call_replay::Recorder;
use restate_sdk::endpoint::Builder;
use restate_sdk::http_server::HttpServer;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::args::Args;
use crate::bot::Bot;
use crate::callee::Callee;

static POLICY: app::Policy = app::Policy::DEFAULT;
static SERVICE_POLICY: service::Policy = service::Policy::DEFAULT;
/// How many connections of the service are open at a time.
const CONNECTIONS: usize = 1_024;

/// A host of the application's end.
pub async fn host(args: &Args) -> Result<(), BoxError> {
    let bot = Bot { callback: args.callback(), stay: args.stay };
    let mut calls = Calls::new(&POLICY, clock(args), Graph::new(&args.service), bot);
    if let Some(path) = &args.trace {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        calls = calls.with_tap(Recorder::new(file));
    }
    println!("a host at {}, notifications at {}", args.listen, args.callback());
    run(args, calls.endpoint(), callbacks(&calls, Ingress::new(&args.ingress)), args.callbacks).await
}

/// A host of the service's end. Notifications are posted wherever an application wants them.
pub async fn service(args: &Args) -> Result<(), BoxError> {
    let calls = ServiceCalls::new(&SERVICE_POLICY, clock(args), Graph::new(""), Callee);
    println!("a host of the service's end at {}, applications ask at http://{}", args.listen, args.front);
    run(args, calls.endpoint(), front(&calls, Ingress::new(&args.ingress)), args.front).await
}

fn clock(args: &Args) -> Clock {
    shared_clock(args.origin.saturating_add_signed(args.skew.saturating_neg()), args.speed)
}

/// Answers the engine, and at another address those outside, until it is told to end.
async fn run(args: &Args, endpoint: Builder, router: Router, outside: SocketAddr) -> Result<(), BoxError> {
    let endpoint = match &args.identity {
        Some(key) => endpoint.identity_key(key)?,
        None => endpoint,
    };
    let (engine, outside) = (shared(args.listen)?, shared(outside)?);
    let (stop, stopped) = watch::channel(false);
    let gone = |mut stopped: watch::Receiver<bool>| async move {
        let _gone = stopped.wait_for(|stopped| *stopped).await;
    };
    let answers = tokio::spawn(serve(outside, router, CONNECTIONS, gone(stopped.clone())));
    let handlers = tokio::spawn(HttpServer::new(endpoint.build()).serve_with_cancel(engine, gone(stopped)));
    let mut ended = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = ended.recv() => {}
        pressed = tokio::signal::ctrl_c() => pressed?,
    }
    // What is under way is finished; everything else goes to another host.
    println!("the host at {} ends: what is under way is finished", args.listen);
    stop.send_replace(true);
    handlers.await?;
    answers.await?;
    Ok(())
}

/// Listens at an address at which others listen too: each connection goes to one of them.
fn shared(address: SocketAddr) -> Result<TcpListener, BoxError> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(true)?;
    socket.bind(address)?;
    Ok(socket.listen(1_024)?)
}
