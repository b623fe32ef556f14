//! From an HTTP answer to the event for the machine.

use super::attempt::Attempt;
use super::headers::Read;
use crate::app::{self, Event};
use crate::wire::json::{ReadError, object_of};
use crate::wire::path::IdError;
use crate::wire::resource::{ErrorBody, Resource};
use crate::{ChangeType, OperationKind, OperationReport};

/// An HTTP answer: its event for the machine, and what its body says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply<'b> {
    /// The request that it answers.
    pub attempt: Attempt,
    /// What the machine is told of it.
    pub reply: app::Reply,
    /// What the body says, for the host: the location of a recording, or why the service refused.
    pub content: Content<'b>,
}

impl Reply<'_> {
    /// The event for the machine: [`Event::Reply`].
    #[must_use]
    pub const fn event(&self) -> Event {
        self.attempt.reply_event(self.reply)
    }
}

/// What the body of an answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'b> {
    /// There is no body, or it does not matter.
    #[default]
    Empty,
    /// A call or an operation: the body of a success.
    Resource(Resource<'b>),
    /// Why the service refused: the body of any other status.
    Error(ErrorBody<'b>),
    /// The body is not JSON, or not of the type that the request is answered with. The event says
    /// what status and headers say.
    Unreadable(ReadError),
    /// The body names its operation by something that is not an id. The event says what the rest of
    /// it says, and `Location`.
    BadId(IdError),
}

/// Reads an HTTP answer and returns the event for the machine.
///
/// `headers` are pairs of a name and a value, as `&http::HeaderMap` gives them, and as a slice of
/// pairs does with `iter().copied()`. Read are `Location`, `Retry-After` in seconds or as a date,
/// and for the latter `Date`.
///
/// It cannot fail: a body that cannot be read is [`Content::Unreadable`], and the event says what
/// the status says.
///
/// ```
/// use call_lifecycle::{OperationKind, Timestamp, app::{self, Event, Token}, wire::http};
/// use core::time::Duration;
/// let attempt = http::Attempt::new(Token::new(app::Request::KeepAlive, 1), Timestamp::ZERO);
/// let headers = [("date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")];
/// let body = br#"{"error": {"code": "TooManyRequests", "message": "Wait."}}"#;
/// let busy = http::reply(attempt, 429, headers, body);
/// assert_eq!((busy.reply.status(), busy.reply.retry_after()), (429, Some(Duration::from_secs(30))));
/// assert!(matches!(busy.event(), Event::Reply { .. }));
/// let http::Content::Error(error) = busy.content else { panic!() };
/// assert_eq!(error.code(), Some("TooManyRequests"));
/// ```
pub fn reply<N: AsRef<str>, V: AsRef<[u8]>>(
    attempt: Attempt,
    status: u16,
    headers: impl IntoIterator<Item = (N, V)>,
    body: &[u8],
) -> Reply<'_> {
    let headers = Read::of(headers);
    let mut reply = app::Reply::new(status);
    if let Some(wait) = headers.retry_after() {
        reply = reply.with_retry_after(wait);
    }
    let content = if reply.is_success() {
        let (said, content) = match attempt.token().request() {
            app::Request::GetCall => call(body),
            app::Request::KeepAlive | app::Request::HangUp => (app::Body::Empty, Content::Empty),
            app::Request::Operation(kind) if kind != OperationKind::Other => operation(headers, body),
            _ => perhaps_operation(headers, body),
        };
        reply = reply.with_body(said);
        content
    } else {
        refused(body)
    };
    Reply { attempt, reply, content }
}

/// Why the service refused.
pub(super) fn refused(body: &[u8]) -> Content<'_> {
    if body.trim_ascii().is_empty() {
        return Content::Empty;
    }
    object_of(body).map_or_else(Content::Unreadable, Content::Error)
}

fn call(body: &[u8]) -> (app::Body, Content<'_>) {
    match resource(body) {
        Ok(Some(call)) => (app::Body::Call(call.call_report(ChangeType::Updated)), Content::Resource(call)),
        Ok(None) => (app::Body::Empty, Content::Empty),
        Err(error) => (app::Body::Empty, Content::Unreadable(error)),
    }
}

fn operation(headers: Read, body: &[u8]) -> (app::Body, Content<'_>) {
    let (mut report, content) = match resource(body) {
        Ok(Some(resource)) => match resource.operation_report(false) {
            Ok(report) => (report, Content::Resource(resource)),
            Err(error) => (resource.report_of(false, None), Content::BadId(error)),
        },
        Ok(None) => (OperationReport::NONE, Content::Empty),
        Err(error) => (OperationReport::NONE, Content::Unreadable(error)),
    };
    // Where body and `Location` differ, the body is right (choice 36).
    report.id = report.id.or(headers.operation);
    (app::Body::Operation(report), content)
}

/// The answer to a request that may or may not start an operation (choice 65).
fn perhaps_operation(headers: Read, body: &[u8]) -> (app::Body, Content<'_>) {
    let in_body = matches!(resource(body), Ok(Some(resource)) if resource.may_be_operation());
    if in_body || headers.operation.is_some() { operation(headers, body) } else { (app::Body::Empty, Content::Empty) }
}

/// A resource in the body of an answer.
pub(super) fn resource(body: &[u8]) -> Result<Option<Resource<'_>>, ReadError> {
    if body.trim_ascii().is_empty() { Ok(None) } else { object_of(body).map(Some) }
}
