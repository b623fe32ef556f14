//! The servers that notifications are posted to, each with its own limits, so that one that never
//! answers delays no other.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::lock::locked;
use crate::exchange::Place;

/// How many attempts are under way to one place that answers.
const TO_ONE_PLACE: u32 = 64;
/// How many places are told apart. When there are more, those that nothing is posted to are
/// forgotten.
const PLACES: usize = 1_024;

/// What is known about a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Manner {
    /// No attempt has ended yet.
    New,
    /// The last attempt was answered, or refused at once.
    Answers,
    /// The last attempt got no answer in time.
    Silent,
}

/// How many attempts are under way at a time, in all, for each manner: silent places take nothing
/// from others, however many they are.
const AT_A_TIME: [usize; 3] = [256, 512, 64];

/// A place that notifications are posted to.
#[derive(Debug)]
pub struct Server {
    permits: Semaphore,
    manner: AtomicU8,
    /// How many notifications wait for it.
    pub waiting: AtomicUsize,
}

impl Server {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            permits: Semaphore::new(TO_ONE_PLACE as usize),
            manner: AtomicU8::new(Manner::New as u8),
            waiting: AtomicUsize::new(0),
        })
    }

    fn manner(&self) -> Manner {
        match self.manner.load(Ordering::Relaxed) {
            0 => Manner::New,
            1 => Manner::Answers,
            _ => Manner::Silent,
        }
    }

    /// Notes whether an attempt was answered in time.
    pub fn note(&self, in_time: bool) {
        let manner = if in_time { Manner::Answers } else { Manner::Silent };
        self.manner.store(manner as u8, Ordering::Relaxed);
    }
}

#[derive(Debug)]
pub struct Places {
    known: Mutex<HashMap<Place, Arc<Server>>>,
    all: [Semaphore; 3],
}

impl Default for Places {
    fn default() -> Self {
        Self { known: Mutex::default(), all: AT_A_TIME.map(Semaphore::new) }
    }
}

impl Places {
    /// The server at a place. A new one shares nothing with any other.
    pub fn get(&self, place: Place) -> Arc<Server> {
        let mut known = locked(&self.known);
        if let Some(server) = known.get(&place) {
            return Arc::clone(server);
        }
        if known.len() >= PLACES {
            // A silent place that is forgotten would be new again: these come last.
            known.retain(|_, server| Arc::strong_count(server) > 1 || server.manner() == Manner::Silent);
        }
        if known.len() >= PLACES {
            known.retain(|_, server| Arc::strong_count(server) > 1);
        }
        let server = Server::new();
        if known.len() < PLACES {
            known.insert(place, Arc::clone(&server));
        }
        server
    }

    /// Waits until an attempt may begin. As long as the returned permits live, it is under way.
    /// `None` never happens: the semaphores stay open.
    pub async fn turn<'p>(&'p self, server: &'p Server) -> Option<[SemaphorePermit<'p>; 2]> {
        let manner = server.manner();
        // One attempt at a time shows whether it answers.
        let permits = if manner == Manner::Answers { 1 } else { TO_ONE_PLACE };
        let here = server.permits.acquire_many(permits).await.ok()?;
        let all = self.all[manner as usize].acquire().await.ok()?;
        Some([here, all])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Callbacks;

    fn place(number: usize) -> Place {
        Callbacks::default().place(&format!("http://127.0.0.1:{}/", number + 1)).unwrap()
    }

    #[test]
    fn one_place_is_one_server_however_it_is_written() {
        let places = Places::default();
        let at = |uri: &str| places.get(Callbacks::default().place(uri).unwrap());
        let one = at("http://127.0.0.1:81/api");
        assert!(Arc::ptr_eq(&one, &at("HTTP://127.0.0.1:81/other?query")));
        assert!(Arc::ptr_eq(&one, &at("http://[::ffff:127.0.0.1]:81/")));
        assert!(!Arc::ptr_eq(&one, &at("http://127.0.0.1:82/api")));
        assert!(Arc::ptr_eq(&at("http://LocalHost/"), &at("http://localhost:80/")));
    }

    #[tokio::test]
    async fn a_new_place_shares_nothing_with_silent_ones_however_many_there_are() {
        let places = Places::default();
        let silent: Vec<_> = (0..2 * PLACES).map(|number| places.get(place(number))).collect();
        silent.iter().for_each(|server| server.note(false));
        let mut held = Vec::new();
        for server in silent.iter().take(AT_A_TIME[Manner::Silent as usize]) {
            held.push(places.turn(server).await);
        }
        let honest = places.get(place(3 * PLACES));
        assert!(silent.iter().all(|server| !Arc::ptr_eq(server, &honest)));
        // It waits for nobody.
        assert!(tokio::time::timeout(std::time::Duration::from_secs(60), places.turn(&honest)).await.is_ok());
        assert!(locked(&places.known).len() <= PLACES);
    }

    #[test]
    fn a_silent_place_is_remembered_longer_than_others() {
        let places = Places::default();
        places.get(place(0)).note(false);
        for number in 1..2 * PLACES {
            places.get(place(number)).note(true);
        }
        assert_eq!(places.get(place(0)).manner(), Manner::Silent);
        assert!(locked(&places.known).len() <= PLACES);
    }

    /// How many turns of a server are had at once.
    async fn turns<'p>(places: &'p Places, servers: &'p [Arc<Server>], most: usize) -> usize {
        let mut held = Vec::new();
        for server in servers.iter().cycle().take(most) {
            let turn = tokio::time::timeout(std::time::Duration::from_millis(1), places.turn(server));
            match turn.await {
                Ok(turn) => held.push(turn),
                Err(_) => break,
            }
        }
        held.len()
    }

    #[tokio::test(start_paused = true)]
    async fn so_many_attempts_are_under_way_to_one_place() {
        for (manner, most) in [(None, 1), (Some(true), 64), (Some(false), 1)] {
            let places = Places::default();
            let server = places.get(place(0));
            manner.into_iter().for_each(|in_time| server.note(in_time));
            assert_eq!(turns(&places, &[server], 1_000).await, most, "{manner:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn so_many_attempts_are_under_way_in_all() {
        for (manner, most) in [(None, 256), (Some(true), 512), (Some(false), 64)] {
            let places = Places::default();
            let servers: Vec<_> = (0..600).map(|number| places.get(place(number))).collect();
            servers.iter().for_each(|server| manner.into_iter().for_each(|in_time| server.note(in_time)));
            assert_eq!(turns(&places, &servers, 600).await, most, "{manner:?}");
        }
    }
}
