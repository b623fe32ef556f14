//! The messages of the service's end. What comes in is a line of a trace, as `graph-call-replay`
//! reads it; a notification goes out as JSON.

use call_lifecycle::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::words::{as_id, as_millis};

/// A request of an application, as it came: the line of a trace that `ServiceCall.request` handles.
///
/// ```text
/// {"at":1200,"request":{"id":"r1","method":"POST","url":"/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive"}}
/// ```
#[derive(Debug, Serialize)]
pub struct Came<'a> {
    /// When it came.
    #[serde(with = "as_millis")]
    pub at: Timestamp,
    /// The request.
    pub request: Request<'a>,
}

/// A request of an application.
#[derive(Debug, Serialize)]
pub struct Request<'a> {
    /// Tells it from others in a trace.
    pub id: &'a str,
    /// GET, POST or DELETE.
    pub method: &'a str,
    /// Its path.
    pub url: &'a str,
    /// The JSON of its body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<RawValue>>,
}

/// A notification on its way to the application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The call.
    #[serde(with = "as_id")]
    pub call: Id,
    /// Its number among those of the call.
    pub number: u32,
    /// Where to.
    pub to: String,
    /// The JSON of its body.
    pub body: String,
}

impl Post {
    /// The idempotency key: the engine drops a second one with the same.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/notification/{}", self.call, self.number)
    }
}
