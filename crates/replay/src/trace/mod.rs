//! The format of a trace: one JSON object a line, each with a time and at most one thing that
//! happened.
//!
//! | member | what happened |
//! |---|---|
//! | `request` | the application sent a request: [`Request`] |
//! | `response` | the answer to it came: [`Response`] |
//! | `failed` | no answer came: [`Failed`] |
//! | `notification` | the service posted this: [`Notification`], entry by entry an [`Entry`] |
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
mod any_text;
pub mod bodies;
mod details;
mod details_of;
mod error;
mod graph_error;
mod headers;
mod line;
mod members;
mod notification;
mod pass;
mod quick;
mod quick_body;
mod quick_data;
mod quick_notification;
mod quick_url;
mod raw;
mod read;
mod roster;
mod scan;
mod time;
mod url;
mod word;
mod words;
pub(crate) mod write;

pub use act::{Act, Part, request_word};
pub(crate) use any_text::AnyText;
pub use details::EntryData;
pub use error::LineError;
pub use graph_error::GraphError;
pub use headers::Headers;
pub use line::{Fact, Failed, Line, Media, Peer, Request, Response};
pub use notification::{Entry, Notification};
pub(crate) use quick_body::created;
pub use raw::Raw;
pub use roster::Roster;
pub use time::At;
pub(crate) use time::{day_of, millis};
pub use url::Url;
pub(crate) use url::target;
pub use word::Word;
pub use words::{Guid, PeerFact, Status, Verb, media_word, peer_word};
