//! Posts notifications: in order for each call, tried again a bounded number of times, and none in another's way.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use call_lifecycle::{Id, Span};
use http_body_util::Full;
use hyper::{Request, Uri, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::rt::TokioExecutor;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_host::Clock;

use crate::exchange::Post;

/// How long to wait before each further attempt, in the service's time.
const AGAIN: [Span; 3] = [Span::from_secs(2), Span::from_secs(8), Span::from_secs(30)];
/// How long an attempt may take, in real time.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many attempts are under way at a time, and how many to one place: one that never answers is in nobody else's way.
const AT_A_TIME: usize = 1_024;
const TO_ONE_PLACE: usize = 64;
/// How many notifications of one call wait; the oldest of more is given up.
const WAITING: usize = 64;
/// How many places are remembered, used or not.
const PLACES: usize = 1_024;

/// Called once for each notification, with whether it was taken.
type Done = Arc<dyn Fn(Id, bool) + Send + Sync>;

pub struct Poster<C> {
    client: Client<C, Full<Bytes>>,
    clock: Clock,
    done: Done,
    queues: Mutex<HashMap<Id, VecDeque<Post>>>,
    places: Mutex<HashMap<String, Arc<Semaphore>>>,
    all: Semaphore,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<C: Connect + Clone + Send + Sync + 'static> Poster<C> {
    pub fn new(connector: C, clock: Clock, done: Done) -> Arc<Self> {
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(TO_ONE_PLACE).build(connector);
        let (queues, places) = (Mutex::default(), Mutex::default());
        Arc::new(Self { client, clock, done, queues, places, all: Semaphore::new(AT_A_TIME) })
    }

    /// Takes notifications on.
    pub fn submit(self: &Arc<Self>, posts: Vec<Post>) {
        for post in posts {
            if post.overtaken {
                let poster = Arc::clone(self);
                tokio::spawn(async move { poster.deliver(&post).await });
                continue;
            }
            let call = post.call;
            let mut queues = locked(&self.queues);
            let is_new = !queues.contains_key(&call);
            let queue = queues.entry(call).or_default();
            queue.push_back(post);
            let given_up = if queue.len() > WAITING { queue.pop_front() } else { None };
            drop(queues);
            if let Some(post) = given_up {
                (self.done)(post.call, false);
            }
            if is_new {
                let poster = Arc::clone(self);
                tokio::spawn(async move { poster.drain(call).await });
            }
        }
    }

    /// Delivers what waits of a call, one after the other, until nothing does.
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
        self.clock.sleep_until(post.due).await;
        let mut taken = self.attempt(post).await;
        for wait in AGAIN {
            if taken {
                break;
            }
            self.clock.sleep_until(self.clock.now().saturating_add(wait)).await;
            taken = self.attempt(post).await;
        }
        (self.done)(post.call, taken);
    }

    /// Whether the other side took it.
    async fn attempt(&self, post: &Post) -> bool {
        let Ok(uri) = post.to.parse::<Uri>() else { return false };
        let place = self.place(&uri);
        let (Ok(_here), Ok(_all)) = (place.acquire().await, self.all.acquire().await) else { return false };
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::copy_from_slice(post.body.as_bytes())));
        let Ok(request) = request else { return false };
        match timeout(PATIENCE, self.client.request(request)).await {
            Ok(Ok(response)) => response.status().is_success(),
            Ok(Err(_)) | Err(_) => false,
        }
    }

    fn place(&self, uri: &Uri) -> Arc<Semaphore> {
        let name = uri.authority().map_or("", |authority| authority.as_str()).to_owned();
        let mut places = locked(&self.places);
        if places.len() >= PLACES {
            places.retain(|_, place| Arc::strong_count(place) > 1);
        }
        Arc::clone(places.entry(name).or_insert_with(|| Arc::new(Semaphore::new(TO_ONE_PLACE))))
    }
}
