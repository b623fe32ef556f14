//! What all tasks share: the exchange under one lock, and what stands around it.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Clock;
use tokio::sync::Notify;
use tokio::task::yield_now;

use super::journal::Journal;
use super::lock::locked;
use super::{Hosts, Key, Script, Signer};
use crate::exchange::{Answer, Exchange, Ids, Post, Seed};

/// How many calls are stored at a time, before others have their turn.
const SOME: usize = 256;

pub struct Shared {
    pub exchange: Mutex<Exchange>,
    pub clock: Clock,
    pub key: Option<Key>,
    pub signer: Option<Arc<Signer>>,
    pub seed: Seed,
    /// How many requests there were: their ids are derived from it.
    pub requests: AtomicU64,
    pub hosts: Hosts,
    /// The script until it starts: it waits until a bot has given its address.
    pub script: Mutex<Option<Script>>,
    pub journal: Journal,
    /// Held while the calls are being stored.
    pub storing: tokio::sync::Mutex<()>,
    pub connections: usize,
    /// Gives notifications to the poster.
    pub submit: Box<dyn Fn(Vec<Post>) -> Vec<Id> + Send + Sync>,
    /// Asks to post what waits at once, and is answered when that is done.
    pub posted: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>,
    /// Until when the driver sleeps, in milliseconds of the service's time.
    pub asleep_until: AtomicU64,
    pub sooner: Notify,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Shared {
    /// Calls a function with the exchange and the present time. What it has done is written then.
    pub fn with<T>(&self, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> T {
        let result = self.unwritten(f);
        self.journal.write();
        result
    }

    /// The same, but what it has done may not be written yet: nobody may be told of it before.
    pub fn unwritten<T>(&self, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> T {
        let mut exchange = locked(&self.exchange);
        let now = self.clock.now();
        let result = f(&mut exchange, now);
        // Within the lock, so that the journal and the notifications are in order.
        exchange.give_journal(|lines| self.journal.add(lines));
        let posts = exchange.take_posts();
        if !posts.is_empty() {
            // Before anybody is notified.
            self.journal.write();
            if !self.journal.is_broken() {
                for call in (self.submit)(posts) {
                    exchange.posted(now, call, false);
                }
            }
        }
        let due = exchange.next_deadline().map_or(u64::MAX, Timestamp::as_millis);
        drop(exchange);
        if due < self.asleep_until.load(Ordering::Relaxed) || self.journal.is_long(1) {
            self.sooner.notify_one();
        }
        result
    }

    /// What a function says, if everything that it did could be written. Otherwise nothing may be
    /// answered as done.
    pub fn done<T>(&self, ids: &Ids, f: impl FnOnce(&mut Exchange, Timestamp) -> T) -> Result<T, Answer> {
        self.unbroken(ids)?;
        let done = self.with(f);
        self.unbroken(ids).map(|()| done)
    }

    /// An error if the journal could not be written.
    pub fn unbroken(&self, ids: &Ids) -> Result<(), Answer> {
        match self.journal.is_broken() {
            false => Ok(()),
            true => Err(self.error(ids, 503, "what happens cannot be stored: the service stops")),
        }
    }

    /// Stores the calls if the journal is longer than so many times its limit. What would make
    /// it longer still waits for that.
    pub async fn shorten(&self, times: u64) {
        if !self.journal.is_long(times) {
            return;
        }
        let _alone = self.storing.lock().await;
        // Another task may have done it meanwhile.
        if self.journal.is_long(times)
            && !self.journal.is_broken()
            && let Err(error) = self.store_alone().await
        {
            self.journal.give_up("store the calls", &error);
        }
    }

    /// Stores every call.
    pub async fn store(&self) -> io::Result<()> {
        let _alone = self.storing.lock().await;
        self.store_alone().await
    }

    /// Stores every call, a few at a time, and yields in between. Nobody else may do it meanwhile.
    async fn store_alone(&self) -> io::Result<()> {
        let mut ids = Vec::new();
        // What is due goes into the old journal: the lines of the new one are counted from its first.
        self.with(Exchange::wake);
        let stored = self.with(|exchange, _| {
            let mut head = String::new();
            exchange.store_head(&mut head);
            ids = exchange.calls();
            self.journal.begin(&head)
        })?;
        let Some(mut stored) = stored else { return Ok(()) };
        let mut calls = 0;
        for some in ids.chunks(SOME) {
            let mut text = String::new();
            calls += self.with(|exchange, _| exchange.store_calls(some, &mut text));
            stored.write(&text)?;
            yield_now().await;
        }
        let mut text = String::new();
        self.with(|exchange, _| exchange.store_end(calls, &mut text));
        stored.write(&text)?;
        self.journal.finish(stored)
    }
}
