//! From what the machine wants sent to an HTTP request.

use core::fmt;

use super::body::{Body, Parameters};
use super::error::RequestError;
use super::methods::{check, of_operation};
use crate::Id;
use crate::app::{self, Token};
use crate::wire::json::{WriteError, into_slice};
use crate::wire::path::{ApiVersion, Method, Path, Target};
use crate::wire::resource::Create;
use crate::words::words;

words! {
    /// The method of an HTTP request.
    ///
    /// ```
    /// use call_lifecycle::wire::http::Verb;
    /// assert_eq!(Verb::Delete.as_str(), "DELETE");
    /// ```
    #[non_exhaustive]
    Verb {
        /// Reads a resource.
        Get = 0, "GET",
        /// Calls a method, or creates a call.
        Post = 1, "POST",
        /// Ends a call.
        Delete = 2, "DELETE",
    }
}

/// An HTTP request to send: method, path and body.
///
/// ```
/// use call_lifecycle::{Id, app::{Request, Token}, wire::{Reject, RejectReason, http}};
/// let mut reject = Reject::default();
/// reject.reason = Some(RejectReason::Busy);
/// let request = http::request(Id::from_u128(0xAB), Token::new(Request::Reject, 0), &reject)?;
/// assert_eq!(request.method().as_str(), "POST");
/// assert_eq!(request.path().to_string(), "/v1.0/communications/calls/00000000-0000-0000-0000-0000000000ab/reject");
/// let mut body = String::new();
/// request.body().write(&mut body).unwrap();
/// assert_eq!(body, r#"{"reason":"busy"}"#);
/// # Ok::<(), http::RequestError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Request<'b> {
    verb: Verb,
    target: Target,
    version: ApiVersion,
    body: Body<'b>,
}

impl<'b> Request<'b> {
    /// The same request to another version of the API.
    #[must_use]
    pub const fn with_version(self, version: ApiVersion) -> Self {
        Self { version, ..self }
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Verb {
        self.verb
    }

    /// What the path names.
    #[must_use]
    pub const fn target(&self) -> Target {
        match self.target {
            Target::Method { call, participant, method: Method::Record | Method::RecordResponse } => {
                let method = match self.version {
                    ApiVersion::V1 => Method::RecordResponse,
                    ApiVersion::Beta2019 => Method::Record,
                };
                Target::Method { call, participant, method }
            }
            target => target,
        }
    }

    /// The path with the API's version, to be appended to `https://graph.microsoft.com`.
    #[must_use]
    pub const fn path(&self) -> RequestPath {
        RequestPath { version: self.version, path: self.target().path(self.version) }
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> Body<'b> {
        self.body
    }

    /// Writes the body into a buffer and returns the part that was written; `None` if the request
    /// has no body. A POST without one has to be sent with `Content-Length: 0` (source `rfc-9110`):
    /// some clients leave it out, and some services then answer 411.
    ///
    /// ```
    /// use call_lifecycle::wire::{Create, http};
    /// let create = Create::default().with_callback_uri("https://bot.contoso.com/api/calls");
    /// let mut buffer = [0; 256];
    /// let body = http::create(&create).write_body(&mut buffer)?;
    /// assert_eq!(body, Some(r##"{"@odata.type":"#microsoft.graph.call","callbackUri":"https://bot.contoso.com/api/calls"}"##));
    /// # Ok::<(), call_lifecycle::wire::json::WriteError>(())
    /// ```
    ///
    /// # Errors
    /// [`WriteError`] if the parameters cannot be written, or the buffer is too short.
    pub fn write_body<'o>(&self, buffer: &'o mut [u8]) -> Result<Option<&'o str>, WriteError> {
        if self.body.is_empty() {
            return Ok(None);
        }
        into_slice(buffer, |out| self.body.write(out)).map(Some)
    }
}

/// The path of a request; made by [`Request::path`].
///
/// ```
/// use call_lifecycle::{Id, OperationKind, app::{Request, Token}, wire::{ApiVersion, Record, http}};
/// let (record, token) = (Record::default(), Token::new(Request::Operation(OperationKind::Record), 1));
/// let request = http::request(Id::from_u128(1), token, &record)?.with_version(ApiVersion::Beta2019);
/// assert_eq!(request.path().to_string(), "/beta/app/calls/00000000-0000-0000-0000-000000000001/record");
/// # Ok::<(), http::RequestError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RequestPath {
    version: ApiVersion,
    /// A request is never one to [`Target::Other`], so that there is a path.
    path: Option<Path>,
}

impl fmt::Display for RequestPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.version.prefix())?;
        self.path.iter().try_for_each(|path| path.fmt(f))
    }
}

/// The HTTP request for what the machine wants sent.
///
/// `body` is a reference to the method's parameters, such as [`crate::wire::Answer`], or `()` for
/// none: keepAlive, GET and DELETE, which the machine asks for by itself, have none.
///
/// ```
/// use call_lifecycle::{Id, app::{Request, Token}, wire::http};
/// let request = http::request(Id::from_u128(1), Token::new(Request::HangUp, 1), ())?;
/// assert_eq!(request.method().as_str(), "DELETE");
/// assert_eq!(request.path().to_string(), "/v1.0/communications/calls/00000000-0000-0000-0000-000000000001");
/// # Ok::<(), http::RequestError>(())
/// ```
///
/// # Errors
/// [`RequestError`] if the body is missing or belongs to another method, or only the host knows the
/// URL.
pub fn request<'b>(call: Id, token: Token, body: impl Into<Body<'b>>) -> Result<Request<'b>, RequestError> {
    let body = body.into();
    let method = match token.request() {
        app::Request::GetCall => return of_call(Verb::Get, call, body),
        app::Request::HangUp => return of_call(Verb::Delete, call, body),
        app::Request::KeepAlive => Method::KeepAlive,
        app::Request::Answer => Method::Answer,
        app::Request::Reject => Method::Reject,
        app::Request::Redirect => Method::Redirect,
        app::Request::Transfer => Method::Transfer,
        app::Request::Operation(kind) => of_operation(kind)?,
        app::Request::Other => return Err(RequestError::UnknownRequest),
    };
    if method.needs_participant() {
        return Err(RequestError::ParticipantMissing { method });
    }
    check(method, body)?;
    Ok(post(Target::Method { call, participant: None, method }, body))
}

/// As [`request`], for an operation on one participant: `mute`, `startHoldMusic`, `stopHoldMusic`,
/// `admitFromLobby` and `removeFromLobby`.
///
/// ```
/// use call_lifecycle::{Id, OperationKind, app::{Request, Token}, wire::{OperationRequest, http}};
/// let token = Token::new(Request::Operation(OperationKind::StartHoldMusic), 1);
/// let body = OperationRequest::default().with_client_context("hold");
/// let request = http::participant_request(Id::from_u128(1), Id::from_u128(2), token, &body)?;
/// assert!(request.path().to_string().ends_with("/participants/00000000-0000-0000-0000-000000000002/startHoldMusic"));
/// # Ok::<(), http::RequestError>(())
/// ```
///
/// # Errors
/// [`RequestError`] as [`request`], and if the request is not one of a participant.
pub fn participant_request<'b>(
    call: Id,
    participant: Id,
    token: Token,
    body: impl Into<Body<'b>>,
) -> Result<Request<'b>, RequestError> {
    let body = body.into();
    let app::Request::Operation(kind) = token.request() else { return Err(RequestError::NotOfParticipant) };
    let method = of_operation(kind)?;
    if method != Method::Mute && !method.needs_participant() {
        return Err(RequestError::NotOfParticipant);
    }
    check(method, body)?;
    Ok(post(Target::Method { call, participant: Some(participant), method }, body))
}

/// The HTTP request that creates a call; [`super::created`] reads its answer.
///
/// ```
/// use call_lifecycle::wire::{Create, http};
/// let body = Create::default();
/// let request = http::create(&body);
/// assert_eq!(request.path().to_string(), "/v1.0/communications/calls");
/// ```
#[must_use]
pub const fn create<'b>(body: &'b Create<'b>) -> Request<'b> {
    post(Target::Calls, Body::Of(Parameters::create(body)))
}

const fn post(target: Target, body: Body<'_>) -> Request<'_> {
    Request { verb: Verb::Post, target, version: ApiVersion::V1, body }
}

const fn of_call(verb: Verb, call: Id, body: Body<'_>) -> Result<Request<'_>, RequestError> {
    if !body.is_empty() {
        return Err(RequestError::WrongBody { method: None });
    }
    Ok(Request { verb, ..post(Target::Call { call }, body) })
}
