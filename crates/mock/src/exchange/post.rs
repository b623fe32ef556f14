//! A notification that waits to be posted.

use std::borrow::Cow;
use std::sync::Arc;

use call_lifecycle::wire::{ApiVersion, ServiceNotification, ServiceNotifications};
use call_lifecycle::{CallReport, ChangeType, Id, Timestamp};
use serde_json::{Map, Value};

use super::shape::{self, Shape};
use super::villain::Seed;

/// A notification to post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The call that it is about.
    pub call: Id,
    /// The address that it is posted to.
    pub to: Arc<str>,
    pub(super) content: Content,
    /// Not before this.
    pub due: Timestamp,
    /// Whether those after it need not wait for it.
    pub overtaken: bool,
}

/// What a notification says. There may be hundreds of thousands that wait, most of them about the
/// state of a call: these are written when they leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(Arc<str>),
    Call(OfCall),
}

/// What a notification of a call is written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfCall {
    pub report: CallReport,
    pub version: ApiVersion,
    pub shape: Shape,
    pub seed: Seed,
}

impl OfCall {
    /// The notification of this call, with what else is in its `resourceData`.
    pub fn write(self, call: Id, more: impl FnOnce(&mut Map<String, Value>)) -> String {
        let Self { report, version, shape, seed } = self;
        let message = report.result.map(shape::of_call);
        let mut entry = shape.of(ServiceNotification::call(version, call, report), message.as_deref());
        // A notification of a tone has nothing else.
        if shape == Shape::Of2026 && report.tone.is_none() {
            entry = entry.with_call_chain_id(seed.chain(call));
        }
        let entries = [entry];
        let body = ServiceNotifications(&entries);
        if report.change != ChangeType::Created {
            return serde_json::to_string(&body).unwrap_or_default();
        }
        let mut body = serde_json::to_value(body).unwrap_or_default();
        if let Some(Value::Object(members)) = body.pointer_mut("/value/0/resourceData") {
            more(members);
        }
        body.to_string()
    }
}

impl Post {
    /// Its body: JSON.
    #[must_use]
    pub fn body(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => Cow::Borrowed(text),
            Content::Call(of_call) => Cow::Owned(of_call.write(self.call, |_| {})),
        }
    }
}
