//! What the bodies and headers of answers say.

use crate::phrases::code;
use crate::trace::bodies::object;
use crate::trace::{Act, GraphError, Headers, LineError, Response, created as quickly_created, target};
use call_lifecycle::wire::{Resource, Target};
use call_lifecycle::{CallReport, ChangeType, Id, OperationReport, OperationStatus, app};

/// The resource in the body of an answer. If it cannot be read, that is a note, unless its id is
/// bad.
fn resource(text: &str) -> Result<(Resource<'_>, Option<String>), LineError> {
    match serde_json::from_str(text) {
        Ok(resource) => Ok((resource, None)),
        Err(error) => match LineError::json(&error) {
            wrong if wrong.is_of_id() => Err(wrong),
            wrong => Ok((Resource::default(), Some(format!("its body cannot be read: {}", wrong.without_place())))),
        },
    }
}

/// The resource that `Location` names.
fn location(headers: &Headers<'_>) -> Result<Option<Target>, LineError> {
    let Some(text) = headers.location.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
    match target(text) {
        Ok(target) => Ok(Some(target)),
        Err(error) => Err(LineError::new(format_args!("`Location` is {text:?} ({error})"), "the URL of a resource")),
    }
}

/// The reply to a request of the application, and what could not be read.
pub fn reply(act: Act, response: &Response<'_>) -> Result<(app::Reply, Option<String>), LineError> {
    let reply = app::Reply::new(response.status.0);
    let reply = response.headers.retry_after.map_or(reply, |wait| reply.with_retry_after(wait));
    let text = object(response.body);
    let mut unreadable = None;
    let body = match (act, text) {
        (Act::GetCall, Some(text)) if reply.status() == 200 => {
            let (resource, wrong) = resource(text)?;
            unreadable = wrong;
            app::Body::Call(resource.call_report(ChangeType::Updated))
        }
        (Act::Operation(..), text) if reply.is_success() => {
            let (report, wrong) = operation(text, response)?;
            unreadable = wrong;
            app::Body::Operation(report)
        }
        // Any other POST may be answered with an operation.
        (Act::Other(part), text) if part.may_start() && reply.is_success() => perhaps(text, response, &mut unreadable)?,
        (Act::Answer | Act::Reject | Act::Redirect | Act::Transfer, text) if reply.is_success() => {
            perhaps(text, response, &mut unreadable)?
        }
        _ => app::Body::Empty,
    };
    Ok((reply.with_body(body), unreadable))
}

/// What the answer to a GET of a call says of it.
pub fn got(act: Act, response: &Response<'_>) -> Option<CallReport> {
    let (reply, _) = reply(act, response).ok().filter(|_| act == Act::GetCall)?;
    match reply.body() {
        app::Body::Call(said) => Some(*said),
        _ => None,
    }
}

/// What the answer to a GET of an operation says of it, and the message of its result.
pub fn asked_about(act: Act, response: &Response<'_>) -> Option<(OperationReport, Option<Box<str>>)> {
    let Act::GetOperation(id) = act else { return None };
    let text = object(response.body).filter(|_| response.status.0 == 200);
    let (mut said, unreadable) = operation(Some(text?), response).ok()?;
    said.id = said.id.or(Some(id));
    let message = GraphError::of_result(response.body).and_then(|result| result.message);
    unreadable.is_none().then_some((said, message))
}

/// The status that it says: `the operation is completed (200/8515)`.
pub fn in_words(said: &OperationReport) -> String {
    let status = said.status.map_or("of an unknown status", OperationStatus::as_str);
    format!("the operation is {status}{}", code(said.result))
}

/// What the answer to a request that starts an operation says of it.
fn operation(text: Option<&str>, response: &Response<'_>) -> Result<(OperationReport, Option<String>), LineError> {
    let (mut report, mut unreadable) = (OperationReport::default(), None);
    if let Some(text) = text {
        let (resource, wrong) = resource(text)?;
        report = resource.operation_report(false).map_err(|error| LineError::new(error, "the id of an operation"))?;
        if wrong.is_some() {
            report.id = only_id(text);
        }
        unreadable = wrong;
    }
    if report.id.is_none() {
        report.id = match location(&response.headers)? {
            Some(target) => target.operation().or_else(|| located(response)),
            None => None,
        };
    }
    Ok((report, unreadable))
}

/// The operation that a `Location` names, which may be relative.
fn located(response: &Response<'_>) -> Option<Id> {
    response.headers.location.as_deref().and_then(Target::located_operation)
}

/// The answer to a request of which nobody knows whether it starts an operation: one, or nothing of
/// interest.
fn perhaps(
    text: Option<&str>,
    response: &Response<'_>,
    unreadable: &mut Option<String>,
) -> Result<app::Body, LineError> {
    let says_so = |text| serde_json::from_str::<Resource<'_>>(text).is_ok_and(|resource| resource.may_be_operation());
    if located(response).is_none() && !text.is_some_and(says_so) {
        return Ok(app::Body::Empty);
    }
    let (report, wrong) = operation(text, response)?;
    *unreadable = wrong;
    Ok(app::Body::Operation(report))
}

/// The call that a create request created, what the body says about it, and what could not be read.
pub fn created(response: &Response<'_>) -> Result<Option<(Id, CallReport, Option<String>)>, LineError> {
    let mut report = CallReport::new(ChangeType::Updated);
    let (mut id, mut unreadable) = (None, None);
    let text = object(response.body);
    if let Some(read) = text.and_then(quickly_created) {
        (id, report) = read;
    } else if let Some(text) = text {
        let (resource, wrong) = resource(text)?;
        report = resource.call_report(ChangeType::Updated);
        id = resource.id().map_err(|error| LineError::new(error, "the id of a call"))?;
        if wrong.is_some() {
            id = only_id(text);
        }
        unreadable = wrong;
    }
    let id = match id {
        Some(id) => Some(id),
        None => location(&response.headers)?.and_then(Target::call),
    };
    Ok(id.map(|id| (id, report, unreadable)))
}

/// The operation that the body or `Location` of an answer names.
pub fn operation_id(response: &Response<'_>) -> Result<Option<Id>, LineError> {
    let id = object(response.body).and_then(only_id);
    match id {
        Some(id) => Ok(Some(id)),
        None => Ok(location(&response.headers)?.and_then(Target::operation)),
    }
}

/// Whether the body of an answer is an operation, or has at least the id of one.
pub fn names_operation(response: &Response<'_>) -> bool {
    let body = object(response.body).and_then(|text| serde_json::from_str::<Resource<'_>>(text).ok());
    body.is_some_and(|body| body.may_be_operation() || body.id_text().is_some_and(|id| !id.is_empty()))
}

/// The `id` of a body that cannot be read otherwise.
fn only_id(text: &str) -> Option<Id> {
    let body: serde_json::Value = serde_json::from_str(text).ok()?;
    Id::parse(body.get("id")?.as_str()?).ok()
}

/// Whether the answer accepts a request and says that its operation has failed.
pub fn fails_at_once(act: Act, reply: &app::Reply) -> bool {
    match (reply.body(), act.operation()) {
        (app::Body::Operation(said), Some(kind)) => {
            reply.is_success() && said.is_end() && !said.judge(kind).is_success()
        }
        _ => false,
    }
}
