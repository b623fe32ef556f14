//! What the service says, as JSON: answers to requests, and notifications; and what else it reads of
//! requests.

use call_lifecycle::service::{Output, notification};
use call_lifecycle::wire::{
    self, ApiVersion, ErrorBody, ServiceNotification, ServiceNotifications, ServiceResource, Target, json,
};
use call_lifecycle::{
    CallReport, Cause, ChangeType, Id, OperationKind, OperationReport, OperationStatus, ToneInfo, app,
};
use graph_call_replay::trace::Act;

use super::host::Host;
use super::kept::{Kept, Machine};
use crate::message::Answer;

/// An answer without a body.
fn plain(status: u16) -> Answer {
    Answer { status, ..Answer::default() }
}

/// An answer that is an error, in Graph's form.
pub(super) fn error(status: u16, message: &str) -> Answer {
    let code = match status {
        400 => "BadRequest",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => "GeneralException",
    };
    let body = ErrorBody::default().with_code(code).with_message(message);
    // Users' reports have this inner code where there is no call.
    let body = if status == 404 { body.with_inner_code("8522") } else { body };
    Answer { body: serde_json::to_string(&body).unwrap_or_default(), ..plain(status) }
}

/// The answer where there is no such call.
pub(super) fn not_found() -> Answer {
    error(404, "Call not found.")
}

fn shown(status: u16, entry: &ServiceNotification<'_>, located: bool) -> Answer {
    let body = serde_json::to_string(&ServiceResource(entry)).unwrap_or_default();
    let path = entry.target().path(ApiVersion::V1).filter(|_| located);
    let headers = path.map(|path| ("Location".to_owned(), path.to_string())).into_iter().collect();
    Answer { body, headers, ..plain(status) }
}

/// The call itself: the answer to a GET, and to its creation.
pub(super) fn call(status: u16, call: &Machine<'_>) -> Answer {
    let report = CallReport::state(call.state());
    let result = call.cause().and_then(Cause::result);
    let report = result.map_or(report, |result| report.with_result(result));
    shown(status, &ServiceNotification::call(ApiVersion::V1, call.id(), report).as_posted(), status == 201)
}

/// An operation: the answer to the request that asked for it, or that reads it.
pub(super) fn operation(
    status: u16,
    kept: &Kept<'_>,
    (operation, kind): (Id, OperationKind),
    context: Option<&str>,
    begins: bool,
) -> Answer {
    let view = kept.call.operations().find(|view| view.id == operation);
    let report = OperationReport::NONE.with_status(view.map_or(OperationStatus::Completed, |view| view.status));
    let entry = ServiceNotification::operation(ApiVersion::V1, kept.call.id(), operation, kind, report).as_posted();
    shown(status, &context.map_or(entry, |text| entry.with_client_context(text)), begins)
}

/// The answer to a request of which the machine says no more than this.
pub(super) fn status(status: u16, call: &Machine<'_>, why: Option<&str>) -> Answer {
    match (status, why) {
        (200..=299, _) => plain(status),
        (404, _) => not_found(),
        (_, Some(why)) => error(status, why),
        (409, None) => error(status, &format!("the call is {}: this cannot be asked of it now", call.state())),
        (429, None) => error(status, "no more operations can wait: let some of them end, or cancel them"),
        (_, None) => error(status, &format!("the request was refused while the call is {}", call.state())),
    }
}

/// The body of the notification that an output is told by, if one tells it.
pub(super) fn notified(host: &dyn Host, before: &Machine<'_>, kept: &Kept<'_>, output: Output) -> Option<String> {
    let (call, id) = (&kept.call, kept.call.id());
    let event = match output {
        // The page of `reject` shows no state.
        Output::Ended { cause: Cause::Rejected } => app::Event::Call(CallReport::new(ChangeType::Deleted)),
        Output::Tone { tone, sequence } => {
            let tone = ToneInfo::new(i64::from(sequence), tone);
            app::Event::Call(CallReport::state(call.state()).with_tone(tone))
        }
        _ => notification(before, call, output)?,
    };
    match event {
        app::Event::Call(report) => Some(written(ServiceNotification::call(ApiVersion::V1, id, report))),
        app::Event::Operation(report) => {
            let operation = report.id?;
            let view = call.operations().chain(before.operations()).find(|view| view.id == operation)?;
            let entry = ServiceNotification::operation(ApiVersion::V1, id, operation, view.kind, report);
            let context = kept.contexts.iter().find(|(of, _)| *of == operation);
            let entry = context.map_or(entry, |(_, text)| entry.with_client_context(text));
            let is_recording = view.kind == OperationKind::Record && report.status == Some(OperationStatus::Completed);
            let recording = is_recording.then(|| host.recording(id, operation)).flatten();
            Some(match &recording {
                Some((location, token)) => written(entry.with_location(location, token)),
                None => written(entry),
            })
        }
        _ => None,
    }
}

/// The body of the notification of a call that comes in.
pub(super) fn incoming(call: Id) -> String {
    written(ServiceNotification::call(ApiVersion::V1, call, CallReport::state(call_lifecycle::CallState::Incoming)))
}

fn written(entry: ServiceNotification<'_>) -> String {
    serde_json::to_string(&ServiceNotifications(&[entry.as_posted()])).unwrap_or_default()
}

/// The call or operation that a path names, if the service has such.
pub(super) fn target(url: &str) -> Option<Target> {
    Target::parse(url).ok()
}

/// Where notifications are posted from this answer, reject or redirect on, if it says so.
pub(super) fn callback(act: Act, text: &str) -> Option<String> {
    macro_rules! of {
        ($body:ident) => {
            json::from_str::<wire::$body<'_>>(text).ok()?.callback_uri().map(str::to_owned)
        };
    }
    let uri = match act {
        Act::Answer => of!(Answer),
        Act::Reject => of!(Reject),
        Act::Redirect => of!(Redirect),
        _ => None,
    };
    uri.filter(|uri| uri.len() <= Kept::LONGEST_TEXT)
}
