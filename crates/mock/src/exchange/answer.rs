//! Answers of the service: statuses, headers and bodies as Graph's pages show them.

use core::time::Duration;

use call_lifecycle::wire::{ApiVersion, Direction, ErrorBody, ServiceNotification, ServiceResource, Target};
use call_lifecycle::{CallReport, Id, OperationReport};
use serde_json::{Map, Value};

use super::change::Change;
use super::file::{File, Written};
use super::gather;
use super::shape;
use super::{Call, Ids, Seed};

/// An answer, apart from its date and its connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// A path.
    pub location: Option<String>,
    /// In seconds of the service's time.
    pub retry_after: Option<u32>,
    /// Whether `Retry-After` is a date.
    pub retry_date: bool,
    /// `RateLimit-Limit` of an application that has reached it.
    pub rate_limit: Option<u32>,
    /// The encodings of a body that are understood, where that of the request is not one of them.
    pub accept_encoding: Option<&'static str>,
    /// The methods that the resource has, where that of the request is not one of them.
    pub allow: Option<&'static str>,
    /// JSON.
    pub body: Option<String>,
    /// What becomes of it on its way back.
    pub fate: Fate,
}

/// What becomes of an answer on its way back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// The connection is closed instead.
    pub cut: bool,
    /// How late it is, in the service's time.
    pub late: Duration,
}

impl Answer {
    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// Graph's error body. `date` is in milliseconds since 1970.
    pub fn error(status: u16, inner: Option<&str>, message: &str, ids: &Ids, date: i64) -> Self {
        let request = ids.request.to_string();
        let mut error = ErrorBody::default().with_code(code(status)).with_message(message).with_request_id(&request);
        if let Some(inner) = inner {
            error = error.with_inner_code(inner);
        }
        let mut body = serde_json::to_value(&error).unwrap_or_default();
        let date = jiff::Timestamp::from_millisecond(date).unwrap_or_default();
        if let Some(Value::Object(inner)) = body.pointer_mut("/error/innerError") {
            inner.insert("date".to_owned(), Value::from(date.strftime("%Y-%m-%dT%H:%M:%S").to_string()));
            inner.insert("client-request-id".to_owned(), Value::from(ids.client.as_deref().unwrap_or(&request)));
        }
        Self::of(status, body)
    }

    /// An answer with a body.
    pub fn of(status: u16, resource: Value) -> Self {
        Self { body: Some(resource.to_string()), ..Self::status(status) }
    }
}

/// The error code of a status.
fn code(status: u16) -> &'static str {
    match status {
        400 => "BadRequest",
        401 => "InvalidAuthenticationToken",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        408 => "RequestTimeout",
        409 => "Conflict",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        424 => "FailedDependency",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => "GeneralException",
    }
}

/// The path of a call or of an operation, as requests name it.
pub fn path(target: Target, version: ApiVersion) -> Option<String> {
    target.path(version).map(|path| path.to_string())
}

/// The members of a notification's entry, without its type: the body of an answer.
pub fn resource(entry: &ServiceNotification<'_>) -> Map<String, Value> {
    match serde_json::to_value(ServiceResource(entry)) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// A call as the answer to its creation or to a GET: what the application gave, and how the call is
/// now.
pub fn call(call: &Call, file: &File, seed: Seed) -> Value {
    let mut report = CallReport::state(call.state());
    if let Some(result) = call.cause().and_then(|cause| cause.result()) {
        report = report.with_result(result);
    }
    let message = report.result.map(shape::of_call);
    let mut entry = ServiceNotification::call(ApiVersion::V1, call.id(), report).as_posted();
    if let Some(message) = &message {
        entry = entry.with_message(message);
    }
    let mut members = given(file);
    members.append(&mut resource(&entry.with_call_chain_id(seed.chain(call.id()))));
    members.append(&mut about(file));
    if file.direction == Direction::Outgoing {
        // An incoming call says it itself.
        members.insert("myParticipantId".to_owned(), Value::from(gather::me(seed, call.id()).to_string()));
    }
    Value::Object(members)
}

/// What the application gave when it created the call, or what an incoming call says of its caller.
pub fn given(file: &File) -> Map<String, Value> {
    match serde_json::from_str(&file.given) {
        Ok(Value::Object(given)) => given,
        _ => Map::new(),
    }
}

/// What the machine does not know about a call.
pub fn about(file: &File) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("direction".to_owned(), Value::from(file.direction.as_str()));
    members.insert("callbackUri".to_owned(), Value::from(&*file.callback));
    members
}

/// An operation as the answer to the request that started it: some bodies have no `id`, so that only
/// `Location` names it.
pub fn begun(of: Id, written: &Written, report: OperationReport) -> Value {
    let mut body = operation(of, written, report, None);
    if let (Some(members), false) = (body.as_object_mut(), written.kind.answer_has_id()) {
        members.remove("id");
    }
    body
}

/// An operation as the answer to a GET, with the location and the token of its recording.
pub fn operation(of: Id, written: &Written, report: OperationReport, recording: Option<(&str, &str)>) -> Value {
    let mut entry = ServiceNotification::operation(ApiVersion::V1, of, written.id, written.kind, report).as_posted();
    if let Some(message) = report.result.map(shape::of_operation) {
        entry = entry.with_message(message);
    }
    if let Some(context) = &written.context {
        entry = entry.with_client_context(context);
    }
    if let Some((location, token)) = recording {
        entry = entry.with_location(location, token);
    }
    let mut members = resource(&entry);
    if let Some(invited) = written.change.as_deref().and_then(Change::invited) {
        members.insert("participants".to_owned(), invited);
    }
    Value::Object(members)
}
