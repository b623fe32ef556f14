//! The exchange behind HTTP: one lock, never held across a wait.

mod auth;
mod batch;
pub mod connect;
mod encoding;
mod front;
mod graph;
mod guard;
mod http;
mod path;
mod places;
mod post;
mod proxy;
mod reply;
mod script;
mod select;
mod sign;
mod sound;
pub mod state;
mod tls;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::serve::Listener;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::{Clock, Speed, serve};
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::timeout;

pub use auth::Key;
pub use front::Front;
pub use guard::Hosts;
pub use proxy::GRAPH;
pub use script::Script;
pub use sign::{Signer, SigningKey};
pub use tls::{Certificate, trust, trust_nobody};

use crate::exchange::{Answer, Exchange, Ids, Post, Seed};
use post::{Limits, Poster};
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

/// Locks a mutex, even if a thread has panicked: the service goes on.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What all tasks share.
pub struct Shared {
    exchange: Mutex<Exchange>,
    clock: Clock,
    key: Option<Key>,
    signer: Option<Arc<Signer>>,
    seed: Seed,
    /// How many requests there were: their ids are derived from it.
    requests: AtomicU64,
    hosts: Hosts,
    /// The script until it starts: it waits until a bot has given its address.
    script: Mutex<Option<Script>>,
    state: Option<Mutex<State>>,
    /// Held while the calls are being stored.
    storing: tokio::sync::Mutex<()>,
    connections: usize,
    /// Gives notifications to the poster.
    submit: Box<dyn Fn(Vec<Post>) -> Vec<Id> + Send + Sync>,
    /// Asks to post what waits at once, and is answered when that is done.
    posted: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>,
    /// Until when the driver sleeps, in milliseconds of the service's time.
    asleep_until: AtomicU64,
    sooner: Notify,
    /// How long the journal is, in bytes.
    journal: AtomicU64,
    /// From which length on it is started again.
    journal_limit: u64,
    /// Set if the journal cannot be written: nothing is done any more, and the service stops.
    is_broken: AtomicBool,
    broken: Notify,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("clock", &self.clock).finish_non_exhaustive()
    }
}

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
        let journal_limit = settings.state.as_ref().map_or(u64::MAX, State::limit);
        let shared = Arc::new_cyclic(|shared: &std::sync::Weak<Shared>| {
            let done = shared.clone();
            let done = move |call: Id, delivered: bool| {
                if let Some(shared) = done.upgrade() {
                    shared.with(|exchange, now| exchange.posted(now, call, delivered));
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
                state: settings.state.map(Mutex::new),
                storing: tokio::sync::Mutex::new(()),
                connections: settings.connections,
                submit: Box::new(move |posts| poster.submit(posts)),
                posted: Box::new(move || {
                    let poster = Arc::clone(&idle);
                    Box::pin(async move { poster.finish().await })
                }),
                asleep_until: AtomicU64::new(0),
                sooner: Notify::new(),
                journal: AtomicU64::new(0),
                journal_limit,
                is_broken: AtomicBool::new(false),
                broken: Notify::new(),
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
            tokio::select! { () = stop => {}, () = shared.broken.notified() => {} }
        };
        let driver = tokio::spawn(drive(Arc::clone(shared)));
        serve(listener, http::router(Arc::clone(shared)), shared.connections, stop).await;
        driver.abort();
        if shared.is_broken() {
            // What is stored stays as it was when it could be written last.
            return Err(io::Error::other("stopped, since what happens could not be stored: see above"));
        }
        // What is not accepted in time is lost.
        let _ = timeout(FAREWELL, (shared.posted)()).await;
        shared.store().await?;
        shared.state.as_ref().map_or(Ok(()), |state| locked(state).release())
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

impl Shared {
    fn with<T>(&self, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> T {
        let mut exchange = locked(&self.exchange);
        let now = self.clock.now();
        let result = f(&mut exchange, now);
        let journal = exchange.take_journal();
        // Within the lock, so that the journal and the notifications are in order, and the journal is written before anybody is answered or notified.
        self.write(&journal);
        let posts = exchange.take_posts();
        if !posts.is_empty() && !self.is_broken() {
            for call in (self.submit)(posts) {
                exchange.posted(now, call, false);
            }
        }
        let due = exchange.next_deadline().map_or(u64::MAX, Timestamp::as_millis);
        drop(exchange);
        if due < self.asleep_until.load(Ordering::Relaxed) {
            self.sooner.notify_one();
        }
        result
    }

    /// Writes lines of the journal.
    fn write(&self, journal: &str) {
        let Some(state) = self.state.as_ref().filter(|_| !journal.is_empty()) else { return };
        let mut state = locked(state);
        match state.append(journal) {
            Ok(()) => self.journal.store(state.length(), Ordering::Relaxed),
            Err(error) => self.give_up("write the journal", &error),
        }
        if state.length() > self.journal_limit {
            self.sooner.notify_one();
        }
    }

    /// What a function says, if everything that it did could be written. Otherwise nothing may be
    /// answered as done.
    fn done<T>(&self, ids: &Ids, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> Result<T, Answer> {
        let broken =
            || self.is_broken().then(|| self.error(ids, 503, "what happens cannot be stored: the service stops"));
        if let Some(answer) = broken() {
            return Err(answer);
        }
        let done = self.with(f);
        broken().map_or(Ok(done), Err)
    }

    /// Stores the calls if the journal is longer than so many times its limit. What would make
    /// it longer still waits for that.
    async fn shorten(&self, times: u64) {
        let is_long = || self.journal.load(Ordering::Relaxed) > times.saturating_mul(self.journal_limit);
        let Some(state) = self.state.as_ref().filter(|_| is_long()) else { return };
        let _alone = self.storing.lock().await;
        // Another task may have done it meanwhile.
        if is_long()
            && !self.is_broken()
            && let Err(error) = self.store_alone(state).await
        {
            self.give_up("store the calls", &error);
        }
    }

    /// Notes that the journal cannot be written: nothing more may happen.
    fn give_up(&self, what: &str, error: &io::Error) {
        if !self.is_broken.swap(true, Ordering::Relaxed) {
            eprintln!("graph-call-mock: cannot {what}: {error}");
        }
        self.broken.notify_one();
    }

    /// Whether the journal has failed, so that nothing may be answered as done.
    fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::Relaxed)
    }

    /// Stores every call.
    async fn store(&self) -> io::Result<()> {
        let Some(state) = &self.state else { return Ok(()) };
        let _alone = self.storing.lock().await;
        self.store_alone(state).await
    }

    /// Stores every call, a few at a time, and yields in between. Nobody else may do it meanwhile.
    async fn store_alone(&self, state: &Mutex<State>) -> io::Result<()> {
        let mut ids = Vec::new();
        // What is due goes into the old journal: the lines of the new one are counted from its first.
        self.with(Exchange::wake);
        let mut stored = self.with(|exchange, _| {
            let mut head = String::new();
            exchange.store_head(&mut head);
            ids = exchange.calls();
            self.journal.store(0, Ordering::Relaxed);
            locked(state).begin(&head)
        })?;
        let mut calls = 0;
        for some in ids.chunks(256) {
            let mut text = String::new();
            calls += self.with(|exchange, _| exchange.store_calls(some, &mut text));
            stored.write(&text)?;
            yield_now().await;
        }
        let mut text = String::new();
        self.with(|exchange, _| exchange.store_end(calls, &mut text));
        stored.write(&text)?;
        locked(state).finish(stored)
    }
}

/// Wakes the exchange at its deadlines, plays the script, and stores the calls once the journal is
/// long.
async fn drive(shared: Arc<Shared>) {
    let mut script = None;
    loop {
        let due = shared.with(|exchange, now| {
            if script.is_none() && exchange.has_bot() {
                script = locked(&shared.script).take().map(|script| script.begin(now));
            }
            // The script first: the times of its lines are before now.
            let played = script.as_mut().and_then(|script| script.play(exchange, now));
            exchange.wake(now);
            let due = exchange.next_deadline().into_iter().chain(played).min();
            // Within the lock, so that an earlier deadline is not missed.
            shared.asleep_until.store(due.map_or(u64::MAX, Timestamp::as_millis), Ordering::Relaxed);
            due
        });
        shared.shorten(1).await;
        match due {
            None => shared.sooner.notified().await,
            Some(due) => tokio::select! {
                () = shared.clock.sleep_until(due) => {}
                () = shared.sooner.notified() => {}
            },
        }
    }
}
