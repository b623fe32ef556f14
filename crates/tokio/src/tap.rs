//! What is told of everything that a driver sends and gets.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use call_lifecycle::Timestamp;

use crate::{BoxError, Request, Response};

/// Something that a driver tells of all that its machines are fed: the requests that leave, their
/// answers, and what the service posts, each at the time that the machines are given.
///
/// With the feature `record`, a `Recorder` of `graph-call-replay` is one: what it writes,
/// `graph-call-replay` explains. A host that wants it back keeps an `Arc<Mutex<_>>` of it, which is
/// one too. [`Feed::event`](crate::Feed::event) is not told: it did not come by HTTP.
///
/// The driver waits for each method: it must be short.
pub trait Tap: Send {
    /// A request leaves. Returns a number for it, which its answer comes with.
    fn request(&mut self, at: Timestamp, request: &Request) -> u64;
    /// The answer to a request came.
    fn response(&mut self, at: Timestamp, request: u64, response: &Response);
    /// No answer came to a request.
    fn failed(&mut self, at: Timestamp, request: u64);
    /// The service posted this body.
    fn notification(&mut self, at: Timestamp, body: &[u8]);
    /// The driver has ended.
    fn time(&mut self, at: Timestamp);
}

impl<T: Tap + ?Sized> Tap for Arc<Mutex<T>> {
    fn request(&mut self, at: Timestamp, request: &Request) -> u64 {
        self.lock().unwrap_or_else(PoisonError::into_inner).request(at, request)
    }

    fn response(&mut self, at: Timestamp, request: u64, response: &Response) {
        self.lock().unwrap_or_else(PoisonError::into_inner).response(at, request, response);
    }

    fn failed(&mut self, at: Timestamp, request: u64) {
        self.lock().unwrap_or_else(PoisonError::into_inner).failed(at, request);
    }

    fn notification(&mut self, at: Timestamp, body: &[u8]) {
        self.lock().unwrap_or_else(PoisonError::into_inner).notification(at, body);
    }

    fn time(&mut self, at: Timestamp) {
        self.lock().unwrap_or_else(PoisonError::into_inner).time(at);
    }
}

#[cfg(feature = "record")]
impl<W: std::io::Write + Send> Tap for graph_call_replay::Recorder<W> {
    fn request(&mut self, at: Timestamp, request: &Request) -> u64 {
        let body = request.body().unwrap_or_default();
        Self::request(self, at, request.method(), request.path(), body.as_bytes())
    }

    fn response(&mut self, at: Timestamp, request: u64, response: &Response) {
        Self::response(self, at, request, response.status(), response.headers(), response.body());
    }

    fn failed(&mut self, at: Timestamp, request: u64) {
        Self::failed(self, at, request);
    }

    fn notification(&mut self, at: Timestamp, body: &[u8]) {
        Self::notification(self, at, body);
    }

    fn time(&mut self, at: Timestamp) {
        Self::time(self, at);
    }
}

/// A tap, if there is one.
#[derive(Default)]
pub(crate) struct Tapped(pub(crate) Option<Box<dyn Tap>>);

impl Tapped {
    pub(crate) fn request(&mut self, at: Timestamp, request: &Request) -> u64 {
        self.0.as_mut().map_or(0, |tap| tap.request(at, request))
    }

    pub(crate) fn answer(&mut self, at: Timestamp, request: u64, answer: &Result<Response, BoxError>) {
        match (&mut self.0, answer) {
            (Some(tap), Ok(response)) => tap.response(at, request, response),
            (Some(tap), Err(_)) => tap.failed(at, request),
            (None, _) => {}
        }
    }

    pub(crate) fn notification(&mut self, at: Timestamp, body: &[u8]) {
        if let Some(tap) = &mut self.0 {
            tap.notification(at, body);
        }
    }

    pub(crate) fn time(&mut self, at: Timestamp) {
        if let Some(tap) = &mut self.0 {
            tap.time(at);
        }
    }
}

impl fmt::Debug for Tapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Tapped" } else { "Untapped" })
    }
}
