//! The HTTP of an application: requests to send, and what comes back as events.
//!
//! A host sends what [`request`] says and hands the answer to [`reply`]; [`callback`] reads what
//! the service posts. Nothing is sent from here: any HTTP client will do.
//!
//! | a host has | it calls | and gets |
//! |---|---|---|
//! | [`Output::Send`] | [`request`] | [`Request`]: method, path and body |
//! | sent the request | [`Attempt::new`] | [`Attempt`]: the token and the time of sending |
//! | status, headers and body of the answer | [`reply`] | [`Reply`]: its event for the machine, and the parsed body |
//! | no answer | [`Attempt::failed_event`] | the event for the machine |
//! | a new call to make | [`create`], then [`created`] | [`Request`], then [`Created`]: the id of the call |
//! | the body of a posted notification | [`callback`] | [`Posted`] entries: the call and the event |
//!
//! ```
//! use call_lifecycle::{Id, Timestamp, app::{self, Event, Output}, wire::http};
//! # struct Answer { status: u16, headers: Vec<(&'static str, &'static str)>, body: &'static [u8] }
//! # fn send(method: &str, url: &str, body: &str) -> Result<Answer, ()> {
//! #     assert_eq!((method, url), ("POST", "https://graph.microsoft.com/v1.0/communications/calls/00000000-0000-0000-0000-000000000001/keepAlive"));
//! #     Ok(Answer { status: 200, headers: vec![("Date", "Wed, 21 Oct 2026 07:28:00 GMT")], body: b"" })
//! # }
//! let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
//! let now = call.next_deadline().unwrap().at;
//! let step = call.handle(now, Event::Wake);
//! for timed in &step {
//!     let Output::Send(token) = timed.output else { continue };
//!     let request = http::request(call.id(), token, ())?;
//!     let attempt = http::Attempt::new(token, now);
//!     call.handle(now, attempt.sent_event());
//!     let url = format!("https://graph.microsoft.com{}", request.path());
//!     let event = match send(request.method().as_str(), &url, "") {
//!         Ok(answer) => http::reply(attempt, answer.status, answer.headers, answer.body).event(),
//!         Err(_) => attempt.failed_event(),
//!     };
//!     call.handle(now, event);
//! }
//! assert_eq!(call.keep_alive().failures, 0);
//! # Ok::<(), http::RequestError>(())
//! ```
//!
//! [`Output::Send`]: crate::app::Output::Send

mod attempt;
mod body;
mod callback;
mod created;
mod date;
mod error;
mod headers;
mod methods;
mod reply;
mod request;

pub use attempt::Attempt;
pub use body::{Body, Parameters};
pub use callback::{Callback, CallbackError, Posted, callback};
pub use created::{CreateError, Created, created};
pub use error::RequestError;
pub use headers::RetryAfter;
pub use reply::{Content, Reply, reply};
pub use request::{Request, RequestPath, Verb, create, participant_request, request};
