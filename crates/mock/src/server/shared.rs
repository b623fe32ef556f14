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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::exchange::{Command, Setup};
    use crate::server::state::State;

    const RING: &str = r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "calls"}}"#;

    /// What waited for the journal each time that posts left.
    type Left = Arc<Mutex<Vec<Option<u64>>>>;

    fn shared(name: &str, is_broken: bool) -> (Arc<Shared>, Left, PathBuf) {
        let directory = std::env::temp_dir().join(format!("graph-call-mock-shared-{name}-{}", std::process::id()));
        let _none = std::fs::remove_dir_all(&directory);
        let setup = Setup { room: 1, ..Setup::default() };
        let new = || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap());
        let (mut state, exchange) = State::open(&directory, &setup, new).unwrap();
        if is_broken {
            state.break_for_test();
        }
        let left = Left::default();
        let noted = Arc::clone(&left);
        let shared = Arc::new_cyclic(|own: &std::sync::Weak<Shared>| {
            let own = own.clone();
            Shared {
                exchange: Mutex::new(exchange),
                clock: Clock::start(Timestamp::ZERO, call_lifecycle_tokio::Speed::REAL),
                key: None,
                signer: None,
                seed: Seed(1),
                requests: AtomicU64::new(0),
                hosts: Hosts::default(),
                script: Mutex::new(None),
                journal: Journal::new(Some(state)),
                storing: tokio::sync::Mutex::new(()),
                connections: 1,
                submit: Box::new(move |_| {
                    noted.lock().unwrap().push(own.upgrade().unwrap().journal.waits());
                    Vec::new()
                }),
                posted: Box::new(|| Box::pin(std::future::ready(()))),
                asleep_until: AtomicU64::new(u64::MAX),
                sooner: Notify::new(),
            }
        });
        (shared, left, directory)
    }

    /// What the bot is told of would be unknown after a kill otherwise.
    #[tokio::test]
    async fn posts_leave_once_what_they_tell_is_written_and_not_if_it_cannot_be() {
        for (name, is_broken) in [("good", false), ("broken", true)] {
            let (shared, left, directory) = shared(name, is_broken);
            for text in [r#"{"bot": {"callbackUri": "http://127.0.0.1:9/"}}"#, RING] {
                let told = shared.unwritten(|exchange, now| exchange.control(now, Command::read(text).unwrap()));
                told.unwrap();
            }
            let expected: &[Option<u64>] = if is_broken { &[] } else { &[None] };
            assert_eq!(*left.lock().unwrap(), expected, "{name}");
            assert_eq!(shared.journal.is_broken(), is_broken);
            std::fs::remove_dir_all(directory).unwrap();
        }
    }
}
