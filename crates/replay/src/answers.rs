//! What the bodies and headers of answers say.

use crate::trace::bodies::object;
use crate::trace::{Act, Headers, LineError, Response};
use call_lifecycle::wire::{Resource, Target};
use call_lifecycle::{CallReport, ChangeType, Id, OperationReport, app};

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
    match Target::parse(text) {
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
            let mut report = match text {
                Some(text) => {
                    let (resource, wrong) = resource(text)?;
                    unreadable = wrong;
                    resource.operation_report(false).map_err(|error| LineError::new(error, "the id of an operation"))?
                }
                None => OperationReport::default(),
            };
            if report.id.is_none() {
                report.id = location(&response.headers)?.and_then(Target::operation);
            }
            app::Body::Operation(report)
        }
        _ => app::Body::Empty,
    };
    Ok((reply.with_body(body), unreadable))
}

/// The call that a create request created, what the body says about it, and what could not be read.
pub fn created(response: &Response<'_>) -> Result<Option<(Id, CallReport, Option<String>)>, LineError> {
    let mut report = CallReport::new(ChangeType::Updated);
    let (mut id, mut unreadable) = (None, None);
    if let Some(text) = object(response.body) {
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

/// The `id` of a body that cannot be read otherwise.
fn only_id(text: &str) -> Option<Id> {
    let body: serde_json::Value = serde_json::from_str(text).ok()?;
    Id::parse(body.get("id")?.as_str()?).ok()
}
