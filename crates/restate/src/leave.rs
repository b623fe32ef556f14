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

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use call_lifecycle::Id;
    use call_lifecycle::app::{Policy, Token};
    use call_lifecycle_tokio::{Response, Speed};

    use super::*;
    use crate::calls::shared_clock;
    use crate::host::KeepAlive;

    static POLICY: Policy = Policy::DEFAULT;

    /// What an attempt comes to that has written the note itself or not, and how often a request left.
    async fn attempt(request: app::Request, wrote_the_note: bool) -> (Replied, usize) {
        let left = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&left);
        let client = move |_: Request| {
            counted.fetch_add(1, Ordering::Relaxed);
            async { Ok::<_, std::io::Error>(Response::new(200)) }
        };
        let calls = Calls::new(&POLICY, shared_clock(0, Speed::REAL), client, KeepAlive);
        let (departure, noted) = (Departure::default(), Timestamp::from_millis(7));
        if wrote_the_note {
            assert!(departure.note(calls.clock)().await.is_ok());
        }
        let token = Token::new(request, 1);
        let body = matches!(request, app::Request::Operation(_)).then(|| "{}".to_owned());
        let order = Order { call: Id::from_u128(1), token, number: 1, participant: None, body };
        let Ok(Json(outcome)) = departure.order(&calls, noted, &order)().await else { panic!("it is written down") };
        (outcome.of(&order, Some(noted)), left.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn the_attempt_that_wrote_the_note_sends() {
        let (replied, left) = attempt(app::Request::KeepAlive, true).await;
        assert_eq!((replied.answer.map(|answer| answer.status), left), (Some(200), 1));
    }

    #[tokio::test]
    async fn a_later_attempt_sends_no_keep_alive_and_says_that_it_failed() {
        let (replied, left) = attempt(app::Request::KeepAlive, false).await;
        assert_eq!((replied.answer, left, replied.sent.as_millis()), (None, 0, 7));
        assert!(replied.why.contains("its host failed"), "{}", replied.why);
    }

    #[tokio::test]
    async fn a_later_attempt_does_not_record_again() {
        let record = app::Request::Operation(call_lifecycle::OperationKind::Record);
        assert_eq!(attempt(record, true).await.1, 1);
        let (replied, left) = attempt(record, false).await;
        assert_eq!((replied.answer, left), (None, 0));
    }

    #[tokio::test]
    async fn a_later_attempt_sends_again_what_changes_nothing() {
        for request in [app::Request::GetCall, app::Request::HangUp] {
            let (replied, left) = attempt(request, false).await;
            assert_eq!((replied.answer.map(|answer| answer.status), left), (Some(200), 1), "{request:?}");
        }
    }
}
