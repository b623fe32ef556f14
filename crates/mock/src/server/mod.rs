//! The exchange behind HTTP: one lock, never held across a wait.

// Where to look:
//
// - front, rewound, tls, proxy: the port, which speaks HTTP and TLS and may be a proxy
// - entry, http, guard, auth: where a request comes in, the routes, and who is refused
// - graph, request, batch, path, select: a request about one of Graph's paths
// - reply, encoding, sound: an answer as HTTP, bodies, and the sound of a recording
// - post, places, posting, connect: how notifications are posted
// - sign, documents: their tokens, and how a bot checks these
// - shared, lock, drive, script: what all tasks share, what wakes it, and who plays the caller
// - journal, state: what is stored

mod auth;
mod batch;
pub mod connect;
mod documents;
mod drive;
mod encoding;
mod entry;
mod front;
mod graph;
mod guard;
mod http;
mod journal;
mod lock;
mod path;
mod places;
mod post;
#[cfg(test)]
mod posting;
mod proxy;
mod reply;
mod request;
mod rewound;
mod script;
mod select;
mod shared;
mod sign;
mod sound;
pub mod state;
mod tls;

use std::future::Future;
use std::io;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use axum::serve::Listener;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::{Clock, Speed, serve};
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::Notify;
use tokio::time::timeout;

pub use auth::Key;
pub use front::Front;
pub use guard::Hosts;
pub use proxy::{GRAPH, KEEPER, NAMES};
pub use script::Script;
pub use sign::{Signer, SigningKey};
pub use tls::{Certificate, trust, trust_nobody};

use crate::exchange::Exchange;
use drive::drive;
use entry::Entry;
use journal::Journal;
use post::{Limits, Poster};
use shared::Shared;
use state::State;

/// The settings of a service, next to those of its exchange.
#[derive(Debug)]
pub struct Settings {
    /// How much faster than real time it runs.
    pub speed: Speed,
    /// The script.
    pub script: Option<Script>,
    /// The key of bearer tokens. Without a key no token is required.
    pub key: Option<Key>,
    /// The names by which clients call it, besides loopback addresses.
    pub hosts: Hosts,
    /// The most connections at a time.
    pub connections: usize,
    /// The directory in which what happens is stored.
    pub state: Option<State>,
    /// What signs notifications, if they are signed.
    pub signer: Option<Signer>,
}

impl Settings {
    /// No script, no key, no signature, no name but loopback, nothing that is stored, and room for
    /// 1,024 connections.
    pub fn new(speed: Speed) -> Self {
        Self { speed, script: None, key: None, hosts: Hosts::default(), connections: 1_024, state: None, signer: None }
    }
}

/// How long notifications may take once the service has stopped.
const FAREWELL: Duration = Duration::from_secs(5);

/// A mock of the calling service.
#[derive(Clone, Debug)]
pub struct Mock(Arc<Shared>);

impl Mock {
    /// A service that posts its notifications by the connector.
    pub fn new<C>(exchange: Exchange, connector: C, settings: Settings) -> Self
    where
        C: Connect + Clone + Send + Sync + 'static,
    {
        let clock = Clock::start(exchange.now(), settings.speed);
        let signer = settings.signer.map(Arc::new);
        let shared = Arc::new_cyclic(|shared: &Weak<Shared>| {
            let done = shared.clone();
            let done = move |call: Id, delivered: bool| {
                if let Some(shared) = done.upgrade() {
                    shared.unwritten(|exchange, now| exchange.posted(now, call, delivered));
                }
            };
            let limits = Limits { calls: exchange.room(), callbacks: exchange.callbacks().clone() };
            let poster = Poster::new(connector, clock, limits, signer.clone(), Arc::new(done));
            let idle = Arc::clone(&poster);
            Shared {
                seed: exchange.seed(),
                requests: AtomicU64::new(0),
                exchange: Mutex::new(exchange),
                clock,
                key: settings.key,
                signer: signer.clone(),
                hosts: settings.hosts,
                script: Mutex::new(settings.script),
                journal: Journal::new(settings.state),
                storing: tokio::sync::Mutex::new(()),
                connections: settings.connections,
                submit: Box::new(move |posts| poster.submit(posts)),
                posted: Box::new(move || {
                    let poster = Arc::clone(&idle);
                    Box::pin(async move { poster.finish().await })
                }),
                asleep_until: AtomicU64::new(0),
                sooner: Notify::new(),
            }
        });
        Self(shared)
    }

    /// Serves until told to stop. Then lets everything that is under way finish, and stores it.
    ///
    /// # Errors
    /// If the journal could not be written.
    pub async fn run<L: Listener>(&self, listener: L, stop: impl Future<Output = ()>) -> io::Result<()> {
        let shared = &self.0;
        let stop = async {
            tokio::select! { () = stop => {}, () = shared.journal.broken.notified() => {} }
        };
        let driver = tokio::spawn(drive(Arc::clone(shared)));
        serve(listener, Entry::new(Arc::clone(shared)), shared.connections, stop).await;
        driver.abort();
        if shared.journal.is_broken() {
            // What is stored stays as it was when it could be written last.
            return Err(io::Error::other("stopped, since what happens could not be stored: see above"));
        }
        // What is not accepted in time is lost.
        let _ = timeout(FAREWELL, (shared.posted)()).await;
        shared.store().await?;
        shared.journal.release()
    }

    /// The service's clock.
    pub fn clock(&self) -> Clock {
        self.0.clock
    }

    /// Calls a function with the exchange and the present time.
    pub fn with<T>(&self, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> T {
        self.0.with(f)
    }
}
