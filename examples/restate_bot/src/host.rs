//! A host: the engine's objects at one address, the endpoint for notifications at another. Several
//! processes share both.

use std::fs::OpenOptions;
use std::net::SocketAddr;

use call_lifecycle::app::Policy;
use call_lifecycle_restate::{Calls, Ingress, callbacks, shared_clock};
use call_lifecycle_tokio::{BoxError, Graph, serve};
use graph_call_replay::Recorder;
use restate_sdk::http_server::HttpServer;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::args::Args;
use crate::bot::Bot;

static POLICY: Policy = Policy::DEFAULT;
/// How many connections of the service are open at a time.
const CONNECTIONS: usize = 1_024;

pub async fn host(args: &Args) -> Result<(), BoxError> {
    let clock = shared_clock(args.origin.saturating_add_signed(args.skew.saturating_neg()), args.speed);
    let bot = Bot { callback: args.callback(), stay: args.stay };
    let mut calls = Calls::new(&POLICY, clock, Graph::new(&args.service), bot);
    if let Some(path) = &args.trace {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        calls = calls.with_tap(Recorder::new(file));
    }
    let mut endpoint = calls.endpoint();
    if let Some(key) = &args.identity {
        endpoint = endpoint.identity_key(key)?;
    }
    let (engine, service) = (shared(args.listen)?, shared(args.callbacks)?);
    println!("a host at {}, notifications at {}", args.listen, args.callback());
    let (stop, stopped) = watch::channel(false);
    let gone = |mut stopped: watch::Receiver<bool>| async move {
        let _gone = stopped.wait_for(|stopped| *stopped).await;
    };
    let router = callbacks(&calls, Ingress::new(&args.ingress));
    let notified = tokio::spawn(serve(service, router, CONNECTIONS, gone(stopped.clone())));
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
    notified.await?;
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
