//! From a posted notification to events.

use core::fmt;

use crate::Id;
use crate::app::Event;
use crate::wire::json::ReadError;
use crate::wire::notification::{CommsNotification, Entries, Notice, NoticeError};

/// Reads a notification that the service posted, entry by entry.
///
/// Entries about other resources, such as rosters, are ignored. An entry that cannot be understood
/// is an error, and the next ones still come; text that is not JSON is an error, and the last item.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app::{self, Call}, wire::http};
/// let mut call = Call::<4>::outgoing(Id::from_u128(0xAB), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let body = br#"{"value": [{"changeType": "updated", "resourceUrl": "/communications/calls/000000000000000000000000000000AB",
///     "resourceData": {"state": "established"}}]}"#;
/// for posted in http::callback(body) {
///     let posted = posted?;
///     assert_eq!(posted.call, call.id());
///     call.handle(Timestamp::ZERO, posted.event);
/// }
/// assert!(call.state().is_connected());
/// # Ok::<(), http::CallbackError>(())
/// ```
#[must_use]
pub fn callback(body: &[u8]) -> Callback<'_> {
    Callback { entries: Entries::new(body) }
}

/// The entries of a posted notification; made by [`callback`].
#[derive(Clone, Debug)]
pub struct Callback<'b> {
    entries: Entries<'b>,
}

impl<'b> Iterator for Callback<'b> {
    type Item = Result<Posted<'b>, CallbackError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(CallbackError::Json(error))),
            };
            let (call, event) = match entry.notice() {
                Ok(Notice::Call { call, report }) => (call, Event::Call(report)),
                Ok(Notice::Operation { call, report, .. }) => (call, Event::Operation(report)),
                Ok(Notice::Other { .. }) => continue,
                Err(error) => return Some(Err(CallbackError::Entry(error))),
            };
            return Some(Ok(Posted { call, event, entry }));
        }
    }
}

impl core::iter::FusedIterator for Callback<'_> {}

/// One entry of a posted notification.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Posted<'b> {
    /// The call that it is about.
    pub call: Id,
    /// The event: [`Event::Call`] or [`Event::Operation`]. Hand it to the machine of that call.
    pub event: Event,
    /// The entry itself: its [`data`](CommsNotification::data) has the location of a recording and
    /// the token for it.
    pub entry: CommsNotification<'b>,
}

/// Why an entry of a notification has no event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum CallbackError {
    /// The body is not JSON, or not a notification. Nothing follows.
    Json(ReadError),
    /// The entry names no resource, or does not say what changed. The next entries follow.
    Entry(NoticeError),
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "the body of the notification cannot be read: {error}"),
            Self::Entry(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for CallbackError {}
