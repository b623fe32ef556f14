//! The answer to the request that creates a call.

use core::fmt;
use core::time::Duration;

use super::headers::Read;
use super::reply::{Content, refused, resource};
use crate::app::Reply;
use crate::wire::json::ReadError;
use crate::wire::path::{IdError, Target};
use crate::wire::resource::ErrorBody;
use crate::{CallReport, ChangeType, Id};

/// A call that the service has created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Created {
    /// The id of the call.
    pub call: Id,
    /// What the service says of the call. Hand it to the new machine as
    /// [`crate::app::Event::Call`].
    pub report: CallReport,
}

/// Reads the HTTP answer to a request that creates a call.
///
/// The host keeps when it sent the request: the call begins then (choice 1). If notifications have
/// made the call known already, tell its machine with [`crate::app::Event::Created`].
///
/// ```
/// use call_lifecycle::{Timestamp, app::{self, Call, Event}, wire::http};
/// let sent = Timestamp::ZERO;
/// let headers = [("Location", "/app/calls/57DAB8B1894C409AB240BD8BEAE78896")];
/// let created = http::created(201, headers, br#"{"state": "establishing"}"#)?;
/// let mut call = Call::<4>::outgoing(created.call, sent, &app::Policy::DEFAULT);
/// call.handle(sent, Event::Call(created.report));
/// assert_eq!(call.id().to_string(), "57dab8b1-894c-409a-b240-bd8beae78896");
/// # Ok::<(), http::CreateError>(())
/// ```
///
/// # Errors
/// [`CreateError`] if the service refused, or the answer does not name the call.
pub fn created<N: AsRef<str>, V: AsRef<[u8]>>(
    status: u16,
    headers: impl IntoIterator<Item = (N, V)>,
    body: &[u8],
) -> Result<Created, CreateError<'_>> {
    let headers = Read::of(headers);
    if !Reply::new(status).is_success() {
        let error = match refused(body) {
            Content::Error(error) => error,
            _ => ErrorBody::default(),
        };
        return Err(CreateError::Refused { status, retry_after: headers.retry_after(), error });
    }
    let resource = resource(body)?.unwrap_or_default();
    let named = resource.id()?.or_else(|| headers.location.and_then(Target::call));
    let call = named.ok_or(CreateError::NoId)?;
    Ok(Created { call, report: resource.call_report(ChangeType::Updated) })
}

/// Why no call was created, or it is not known which.
///
/// ```
/// use call_lifecycle::wire::http;
/// let none: [(&str, &str); 0] = [];
/// assert_eq!(http::created(503, none, b"").unwrap_err().to_string(), "the service answered 503");
/// let body = br#"{"error": {"code": "Forbidden", "message": "No."}}"#;
/// assert_eq!(http::created(403, none, body).unwrap_err().to_string(), "the service answered 403: Forbidden: No.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CreateError<'b> {
    /// The service answered with an error.
    Refused {
        /// The HTTP status.
        status: u16,
        /// `Retry-After`, if there was one.
        retry_after: Option<Duration>,
        /// What the body says, with every member absent if it says nothing.
        error: ErrorBody<'b>,
    },
    /// The body cannot be read.
    Unreadable(ReadError),
    /// The id of the call is invalid.
    Id(IdError),
    /// Neither the body nor `Location` names the call.
    NoId,
}

impl From<ReadError> for CreateError<'_> {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

impl From<IdError> for CreateError<'_> {
    fn from(error: IdError) -> Self {
        Self::Id(error)
    }
}

impl fmt::Display for CreateError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, error, .. } => {
                write!(f, "the service answered {status}")?;
                for text in [error.code(), error.message()].into_iter().flatten() {
                    write!(f, ": {text}")?;
                }
                Ok(())
            }
            Self::Unreadable(error) => write!(f, "the body of the answer cannot be read: {error}"),
            Self::Id(error) => write!(f, "in the body of the answer, {error}"),
            Self::NoId => f.write_str("the answer names no call, neither in id nor in Location"),
        }
    }
}

impl core::error::Error for CreateError<'_> {}
