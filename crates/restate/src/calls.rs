//! The calls of a host: what its objects and services share.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle::app::Policy;
use call_lifecycle_tokio::{Clock, HttpClient, Request, Tap};

use crate::client::Client;
use crate::host::Host;
use crate::message::Answer;

/// How long things may take, in real time.
///
/// | field | default | |
/// |---|---|---|
/// | `request` | 30 s | the longest that an answer of the service is waited for |
/// | `handler` | 10 s | after this a handler that does nothing is taken from its host, and given to another |
/// | `delivery` | 1 min | at the service's end: how long a notification is posted again that nobody takes |
/// | `repeats` | 2 min | how long an order, or a message from outside, is recognised if it comes again |
///
/// The engine's own defaults are 1 min and then 10 min for a handler, and a day for repeats: a call
/// whose host hangs would stand still for that long, and every message would be kept for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest that an answer of the service is waited for.
    pub request: Duration,
    /// After this a handler that does nothing is taken from its host.
    pub handler: Duration,
    /// At the service's end: how long a notification is posted again that nobody takes.
    pub delivery: Duration,
    /// How long an order, or a message from outside, is recognised if it comes again.
    pub repeats: Duration,
}

impl Limits {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        request: Duration::from_secs(30),
        handler: Duration::from_secs(10),
        delivery: Duration::from_secs(60),
        repeats: Duration::from_secs(120),
    };

    /// Sets [`Self::request`].
    #[must_use]
    pub const fn with_request(self, request: Duration) -> Self {
        Self { request, ..self }
    }

    /// Sets [`Self::handler`].
    #[must_use]
    pub const fn with_handler(self, handler: Duration) -> Self {
        Self { handler, ..self }
    }

    /// Sets [`Self::delivery`].
    #[must_use]
    pub const fn with_delivery(self, delivery: Duration) -> Self {
        Self { delivery, ..self }
    }

    /// Sets [`Self::repeats`].
    #[must_use]
    pub const fn with_repeats(self, repeats: Duration) -> Self {
        Self { repeats, ..self }
    }
}

/// A tap that several tasks tell.
#[derive(Clone, Default)]
pub(crate) struct Shared(Option<Arc<Mutex<dyn Tap>>>);

impl Shared {
    pub(crate) fn tell<T>(&self, tell: impl FnOnce(&mut dyn Tap) -> T) -> Option<T> {
        self.0.as_ref().map(|tap| tell(&mut *tap.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The calls of a host, as the engine's objects and services.
#[derive(Clone)]
pub struct Calls {
    pub(crate) policy: &'static Policy,
    pub(crate) clock: Clock,
    pub(crate) host: Arc<dyn Host>,
    client: Client,
    pub(crate) tap: Shared,
    pub(crate) limits: Limits,
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls").field("policy", self.policy).field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Calls {
    /// Calls with this policy, whose requests leave by this client.
    ///
    /// All hosts of a cluster need clocks that show about the same: [`shared_clock`].
    pub fn new(policy: &'static Policy, clock: Clock, client: impl HttpClient, host: impl Host) -> Self {
        let (host, client) = (Arc::new(host), Client::new(client));
        Self { policy, clock, host, client, tap: Shared::default(), limits: Limits::DEFAULT }
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// With a tap, which is told of the requests that leave this process and of what the service
    /// posts to it.
    #[must_use]
    pub fn with_tap(self, tap: impl Tap + 'static) -> Self {
        Self { tap: Shared(Some(Arc::new(Mutex::new(tap)))), ..self }
    }

    /// Sends a request, and waits for the answer.
    pub(crate) async fn request(&self, request: Request) -> (Timestamp, Result<Answer, String>) {
        let sent = self.clock.now();
        let number = self.tap.tell(|tap| tap.request(sent, &request));
        let answer = self.client.send(request, self.limits.request).await;
        let answer = answer.map(|answer| answer.in_the_time_of(&self.clock));
        self.tap.tell(|tap| match (&answer, number) {
            (Ok(response), Some(number)) => tap.response(self.clock.now(), number, response),
            (Err(_), Some(number)) => tap.failed(self.clock.now(), number),
            (_, None) => {}
        });
        (sent, answer.map(|response| Answer::of(&response)))
    }
}

/// A clock that shows the same in every process: the milliseconds since `origin`, which is in
/// milliseconds since 1970, times the speed.
///
/// An `origin` of 0 at [`Speed::REAL`](call_lifecycle_tokio::Speed::REAL) is the time since 1970.
#[must_use]
pub fn shared_clock(origin: u64, speed: call_lifecycle_tokio::Speed) -> Clock {
    let start = Clock::start(Timestamp::ZERO, speed);
    let passed = call_lifecycle_tokio::wall().saturating_sub(Duration::from_millis(origin));
    Clock::start(Timestamp::ZERO.saturating_add(start.of_real(passed)), speed)
}
