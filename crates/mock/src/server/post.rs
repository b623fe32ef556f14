//! Posts notifications: in order for each call, with a bounded number of attempts, and without one
//! call delaying another.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Clock;
use http_body_util::Full;
use hyper::{Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::Connect;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::Signer;
use super::lock::locked;
use super::places::{Places, Server};
use crate::exchange::{Callbacks, Post};

/// How long to wait before each further attempt, in the service's time.
const AGAIN: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(8), Duration::from_secs(30)];
/// How long an attempt may take, in real time.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// How many idle connections to one place are kept.
const IDLE_TO_ONE_PLACE: usize = 64;
/// How many notifications of one call may wait. If there are more, the oldest is given up.
const WAITING: usize = 64;
/// How many may wait in all, for each call that fits. More are given up.
const WAITING_PER_CALL: usize = 8;
/// So many of a place are accepted even if others have filled what there is for all, up to twice
/// of that.
const ALWAYS: usize = 64;

/// Called once for each accepted notification, with whether it was delivered.
type Done = Arc<dyn Fn(Id, bool) + Send + Sync>;

/// A notification and the server that it is for.
#[derive(Debug)]
struct Letter {
    post: Post,
    server: Arc<Server>,
}

/// What may be posted.
#[derive(Debug)]
pub struct Limits {
    /// How many calls there can be.
    pub calls: usize,
    /// Where to.
    pub callbacks: Callbacks,
}

pub struct Poster<C> {
    client: Client<C, Full<Bytes>>,
    clock: Clock,
    signer: Option<Arc<Signer>>,
    done: Done,
    callbacks: Callbacks,
    queues: Mutex<HashMap<Id, VecDeque<Letter>>>,
    places: Places,
    waiting: AtomicUsize,
    most: usize,
    /// Whether waiting has been cut short.
    stopping: watch::Sender<bool>,
}

impl<C: Connect + Clone + Send + Sync + 'static> Poster<C> {
    /// Creates a poster, which signs what it posts if there is a signer.
    pub fn new(connector: C, clock: Clock, limits: Limits, signer: Option<Arc<Signer>>, done: Done) -> Arc<Self> {
        let Limits { calls, callbacks } = limits;
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_TO_ONE_PLACE)
            .build(connector);
        Arc::new(Self {
            client,
            clock,
            signer,
            done,
            callbacks,
            queues: Mutex::default(),
            places: Places::default(),
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
            let call = post.call;
            // What was stored by another run may be an address that is not allowed in this one.
            let Ok(place) = self.callbacks.place(&post.to) else {
                given_up.push(call);
                continue;
            };
            let server = self.places.get(place);
            let waiting = self.waiting.load(Ordering::Relaxed);
            let is_crowded = server.waiting.load(Ordering::Relaxed) >= ALWAYS || waiting >= 2 * self.most;
            if waiting >= self.most && is_crowded {
                given_up.push(call);
                continue;
            }
            self.waiting.fetch_add(1, Ordering::Relaxed);
            server.waiting.fetch_add(1, Ordering::Relaxed);
            let letter = Letter { post, server };
            let poster = Arc::clone(self);
            if letter.post.overtaken {
                tokio::spawn(async move { poster.deliver(letter).await });
                continue;
            }
            let mut queues = locked(&self.queues);
            let is_new = !queues.contains_key(&call);
            let queue = queues.entry(call).or_default();
            queue.push_back(letter);
            if queue.len() > WAITING
                && let Some(oldest) = queue.pop_front()
            {
                self.leave(&oldest);
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
            let letter = {
                let mut queues = locked(&self.queues);
                match queues.get_mut(&call).and_then(VecDeque::pop_front) {
                    Some(letter) => letter,
                    None => {
                        queues.remove(&call);
                        return;
                    }
                }
            };
            self.deliver(letter).await;
        }
    }

    /// One of those that wait does not any more.
    fn leave(&self, letter: &Letter) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        letter.server.waiting.fetch_sub(1, Ordering::Relaxed);
    }

    async fn deliver(&self, letter: Letter) {
        let post = &letter.post;
        self.wait(post.due).await;
        let mut taken = self.attempt(&letter).await;
        for wait in AGAIN {
            if taken || *self.stopping.borrow() {
                break;
            }
            self.wait(self.clock.now().saturating_add(wait)).await;
            taken = self.attempt(&letter).await;
        }
        self.leave(&letter);
        (self.done)(post.call, taken);
    }

    async fn wait(&self, at: Timestamp) {
        if at <= self.clock.now() {
            return;
        }
        let mut stopping = self.stopping.subscribe();
        // In a box, as the attempt: a hundred thousand calls may have a task that waits for its turn, with room for neither.
        Box::pin(async {
            tokio::select! {
                () = self.clock.sleep_until(at) => {}
                () = async { drop(stopping.wait_for(|stopping| *stopping).await) } => {}
            }
        })
        .await;
    }

    /// Whether the other side accepted it.
    async fn attempt(&self, Letter { post, server }: &Letter) -> bool {
        let Some(_turn) = self.places.turn(server).await else { return false };
        Box::pin(self.send(post, server)).await
    }

    async fn send(&self, post: &Post, server: &Server) -> bool {
        let Ok(way) = self.callbacks.way(&post.to) else { return false };
        let mut request = Request::post(way.uri);
        if let Some(host) = way.host {
            // As a proxy in front of the bot would.
            request = request.header(header::HOST, &*host);
        }
        let body = Bytes::from(post.body().into_owned());
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Full::new(body));
        let Ok(mut request) = request else { return false };
        if let Some(signer) = &self.signer {
            // Each attempt anew: the one before may have been long ago.
            let Some(authorization) = signer.authorization() else { return false };
            request.headers_mut().insert(header::AUTHORIZATION, authorization);
        }
        let answered = timeout(PATIENCE, self.client.request(request)).await;
        server.note(answered.is_ok());
        answered.is_ok_and(|answer| answer.is_ok_and(|response| response.status().is_success()))
    }
}
