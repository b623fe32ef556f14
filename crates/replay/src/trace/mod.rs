//! The format of a trace: one JSON object a line, each with a time and at most one thing that
//! happened.
//!
//! | member | what happened |
//! |---|---|
//! | `request` | the application sent a request: [`Request`] |
//! | `response` | the answer to it came: [`Response`] |
//! | `failed` | no answer came: [`Failed`] |
//! | `notification` | the service posted a notification with these entries: [`Entry`] |
//! | `peer`, `media` | the other side did something, or something was heard or played: [`Peer`], [`Media`] |
//!
//! ```
//! use graph_call_replay::trace::{Fact, Line};
//!
//! let line = Line::read(r#"{"at": 0, "failed": {"to": "r1"}}"#)?;
//! assert!(matches!(line.fact, Fact::Failed(failed) if failed.to == "r1"));
//!
//! let error = Line::read(r#"{"at": 0, "failed": {"to": 1}}"#).unwrap_err();
//! assert_eq!(error.to_string(), "`to` is 1, expected a text (column 28)");
//! # Ok::<_, graph_call_replay::trace::LineError>(())
//! ```

mod act;
pub mod bodies;
mod error;
mod line;
mod notification;
mod time;
mod words;

pub use act::{Act, request_word};
pub use error::LineError;
pub use line::{Fact, Failed, Line, Media, Peer, Request, Response};
pub use notification::Entry;
pub use time::At;
pub use words::{Guid, Headers, PeerFact, Status, Url, Verb, media_word, peer_word};
