//! How a request leaves, so that it does not leave twice.
//!
//! That it is about to leave is written down first. The engine confirms that before anything goes
//! out, so a host that stood still while another took over its work sends nothing when it goes on.
//! An attempt that finds the note of an earlier one, and no answer, knows that the request may have
//! left. It sends it again only where that changes nothing and nobody else asks again.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use call_lifecycle::{Timestamp, app};
use call_lifecycle_tokio::{BoxError, Clock, Request};
use restate_sdk::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Calls;
use crate::message::{Answer, Order, Replied};
use crate::words::{as_millis, may_be_repeated};

/// What an engine keeps the result of, by `ctx.run`.
type Journaled<T> = Pin<Box<dyn Future<Output = HandlerResult<T>> + Send>>;

/// A request that is about to leave, in one attempt of its handler.
#[derive(Debug, Default)]
pub(crate) struct Departure {
    /// Whether this very attempt has written the note: a later one reads it.
    noted_here: Arc<AtomicBool>,
}

/// What became of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Outcome {
    #[serde(with = "as_millis")]
    pub(crate) sent: Timestamp,
    #[serde(with = "as_millis")]
    pub(crate) came: Timestamp,
    pub(crate) answer: Result<Answer, String>,
}

impl Departure {
    /// The name of the note in the journal, and that of the request.
    pub(crate) const NOTE: &str = "going out";
    pub(crate) const REQUEST: &str = "request";

    /// Writes the note: when the request is about to leave, in milliseconds.
    pub(crate) fn note(&self, clock: Clock) -> impl FnOnce() -> Journaled<u64> + Send + use<> {
        let noted = Arc::clone(&self.noted_here);
        move || {
            noted.store(true, Ordering::Relaxed);
            Box::pin(async move { Ok(clock.now().as_millis()) })
        }
    }

    /// Sends the request after its note, or says why not.
    pub(crate) fn request(
        &self,
        calls: &Calls,
        noted: Timestamp,
        request: Result<Request, BoxError>,
        again: bool,
    ) -> impl FnOnce() -> Journaled<Json<Outcome>> + Send + use<> {
        let (calls, noted_here) = (calls.clone(), Arc::clone(&self.noted_here));
        move || {
            Box::pin(async move {
                let why = match request {
                    Ok(request) if again || noted_here.load(Ordering::Relaxed) => {
                        let (sent, answer) = calls.request(request).await;
                        return Ok(Json(Outcome { sent, came: calls.clock.now(), answer }));
                    }
                    Ok(_) => "its host failed after the request was about to leave".to_owned(),
                    Err(error) => error.to_string(),
                };
                Ok(Json(Outcome { sent: noted, came: calls.clock.now(), answer: Err(why) }))
            })
        }
    }

    /// Sends an order after its note.
    pub(crate) fn order(
        &self,
        calls: &Calls,
        noted: Timestamp,
        order: &Order,
    ) -> impl FnOnce() -> Journaled<Json<Outcome>> + Send + use<> {
        self.request(calls, noted, order.request(), leaves_again(order.token.request()))
    }
}

impl Outcome {
    /// What the object is told. `round` is the deadline of the round that has sent it.
    pub(crate) fn of(self, order: &Order, round: Option<Timestamp>) -> Replied {
        let why = self.answer.as_ref().err().cloned().unwrap_or_default();
        Replied { token: order.token, sent: self.sent, came: self.came, answer: self.answer.ok(), why, round }
    }
}

/// Whether a request leaves again after its host has failed. A keepAlive need not: the machine is
/// told that it failed, and asks for another long before the call expires.
fn leaves_again(request: app::Request) -> bool {
    may_be_repeated(request) && request != app::Request::KeepAlive
}
