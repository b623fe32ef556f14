//! Posts notifications: in order for each call, with a bounded number of attempts, and without one
//! call delaying another.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Clock;
use http_body_util::Full;
use hyper::{Request, Uri, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::{Signer, locked};
use crate::exchange::Post;

/// How long to wait before each further attempt, in the service's time.
const AGAIN: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(8), Duration::from_secs(30)];
/// How long an attempt may take, in real time.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// How many attempts are under way at a time, and how many to one address, so that one that never
/// answers does not delay others.
const AT_A_TIME: usize = 1_024;
const TO_ONE_PLACE: u32 = 64;
/// How many notifications of one call may wait. If there are more, the oldest is given up.
const WAITING: usize = 64;
/// How many may wait in all, for each call that fits. More are given up.
const WAITING_PER_CALL: usize = 8;
/// How many addresses are told apart. Further ones share one limit.
const PLACES: usize = 1_024;

/// Called once for each accepted notification, with whether it was delivered.
type Done = Arc<dyn Fn(Id, bool) + Send + Sync>;

/// Where notifications are posted.
struct Place {
    permits: Semaphore,
    /// Whether the last attempt got no answer in time. Until one does, there is one attempt at a
    /// time.
    silent: AtomicBool,
}

impl Place {
    fn new() -> Arc<Self> {
        Arc::new(Self { permits: Semaphore::new(TO_ONE_PLACE as usize), silent: AtomicBool::new(false) })
    }
}

pub struct Poster<C> {
    client: Client<C, Full<Bytes>>,
    clock: Clock,
    signer: Option<Arc<Signer>>,
    done: Done,
    queues: Mutex<HashMap<Id, VecDeque<Post>>>,
    places: Mutex<HashMap<String, Arc<Place>>>,
    others: Arc<Place>,
    all: Semaphore,
    waiting: AtomicUsize,
    most: usize,
    /// Whether waiting has been cut short.
    stopping: watch::Sender<bool>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Poster<C> {
    /// Creates a poster for this many calls, which signs what it posts if there is a signer.
    pub fn new(connector: C, clock: Clock, calls: usize, signer: Option<Arc<Signer>>, done: Done) -> Arc<Self> {
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(TO_ONE_PLACE as usize)
            .build(connector);
        Arc::new(Self {
            client,
            clock,
            signer,
            done,
            queues: Mutex::default(),
            places: Mutex::default(),
            others: Place::new(),
            all: Semaphore::new(AT_A_TIME),
            waiting: AtomicUsize::new(0),
            most: calls.saturating_mul(WAITING_PER_CALL).max(WAITING),
            stopping: watch::Sender::new(false),
        })
    }

    /// Accepts notifications and returns the calls of those that it gives up. Those of one call
    /// must come in their order.
    pub fn submit(self: &Arc<Self>, posts: Vec<Post>) -> Vec<Id> {
        let mut given_up = Vec::new();
        for post in posts {
            if self.waiting.load(Ordering::Relaxed) >= self.most {
                given_up.push(post.call);
                continue;
            }
            self.waiting.fetch_add(1, Ordering::Relaxed);
            let poster = Arc::clone(self);
            if post.overtaken {
                tokio::spawn(async move { poster.deliver(&post).await });
                continue;
            }
            let call = post.call;
            let mut queues = locked(&self.queues);
            let is_new = !queues.contains_key(&call);
            let queue = queues.entry(call).or_default();
            queue.push_back(post);
            if queue.len() > WAITING && queue.pop_front().is_some() {
                self.waiting.fetch_sub(1, Ordering::Relaxed);
                given_up.push(call);
            }
            drop(queues);
            if is_new {
                tokio::spawn(async move { poster.drain(call).await });
            }
        }
        given_up
    }

    /// Tries everything that waits once more, at once, and returns when nothing waits.
    pub async fn finish(&self) {
        self.stopping.send_replace(true);
        while self.waiting.load(Ordering::Relaxed) > 0 {
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Delivers the waiting notifications of a call, one after the other.
    async fn drain(&self, call: Id) {
        loop {
            let post = {
                let mut queues = locked(&self.queues);
                match queues.get_mut(&call).and_then(VecDeque::pop_front) {
                    Some(post) => post,
                    None => {
                        queues.remove(&call);
                        return;
                    }
                }
            };
            self.deliver(&post).await;
        }
    }

    async fn deliver(&self, post: &Post) {
        self.wait(post.due).await;
        let mut taken = self.attempt(post).await;
        for wait in AGAIN {
            if taken || *self.stopping.borrow() {
                break;
            }
            self.wait(self.clock.now().saturating_add(wait)).await;
            taken = self.attempt(post).await;
        }
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        (self.done)(post.call, taken);
    }

    async fn wait(&self, at: Timestamp) {
        let mut stopping = self.stopping.subscribe();
        tokio::select! {
            () = self.clock.sleep_until(at) => {}
            () = async { drop(stopping.wait_for(|stopping| *stopping).await) } => {}
        }
    }

    /// Whether the other side accepted it.
    async fn attempt(&self, post: &Post) -> bool {
        let Ok(uri) = post.to.parse::<Uri>() else { return false };
        let place = self.place(&uri);
        let permits = if place.silent.load(Ordering::Relaxed) { TO_ONE_PLACE } else { 1 };
        let (Ok(_here), Ok(_all)) = (place.permits.acquire_many(permits).await, self.all.acquire().await) else {
            return false;
        };
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::copy_from_slice(post.body.as_bytes())));
        let Ok(mut request) = request else { return false };
        if let Some(signer) = &self.signer {
            // Each attempt anew: the one before may have been long ago.
            let Some(authorization) = signer.authorization() else { return false };
            request.headers_mut().insert(header::AUTHORIZATION, authorization);
        }
        let answered = timeout(PATIENCE, self.client.request(request)).await;
        place.silent.store(answered.is_err(), Ordering::Relaxed);
        answered.is_ok_and(|answer| answer.is_ok_and(|response| response.status().is_success()))
    }

    fn place(&self, uri: &Uri) -> Arc<Place> {
        let name = uri.authority().map_or("", |authority| authority.as_str());
        let mut places = locked(&self.places);
        if let Some(place) = places.get(name) {
            return Arc::clone(place);
        }
        if places.len() >= PLACES {
            places.retain(|_, place| Arc::strong_count(place) > 1);
        }
        if places.len() >= PLACES {
            return Arc::clone(&self.others);
        }
        Arc::clone(places.entry(name.to_owned()).or_insert_with(Place::new))
    }
}
