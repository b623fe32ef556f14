//! Requests as HTTP, and what their answers say.

use core::time::Duration;

use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Method};
use call_lifecycle::app::{Body, Reply, Request, Token};
use call_lifecycle::wire::{
    self, ApiVersion, Create, ErrorBody, IdentityKind, Invitee, MediaConfig, Modalities, Modality, Reject,
    RejectReason, Resource, Target, http::RetryAfter,
};
use call_lifecycle::{CallReport, ChangeType, Id, OperationKind, OperationReport};

use crate::client::{Answered, Message};
use crate::input::{Answer, Outgoing, Recording};
use crate::plan::recording;

/// The path in front of Graph's methods.
const VERSION: &str = "/v1.0";
/// The user who is called, from the examples of Graph's documentation.
const CALLEE: &str = "112f7296-5fa4-42ca-bae8-6a692b15d4b8";

/// A request about a call, or `None` for one that this bot never makes.
pub(crate) fn message(outgoing: &Outgoing, callback: &str) -> Option<Message> {
    let call = outgoing.call;
    let (method, json) = match outgoing.token.request() {
        Request::GetCall => return Some(on_call(Method::GET, call)),
        Request::HangUp => return Some(on_call(Method::DELETE, call)),
        Request::KeepAlive => (wire::Method::KeepAlive, None),
        Request::Answer => {
            let mut body = wire::Answer::default().with_callback_uri(callback);
            body.accepted = Modalities::default().with(Modality::Audio);
            body.media = Some(MediaConfig::ServiceHosted);
            (wire::Method::Answer, Some(serde_json::to_string(&body)))
        }
        Request::Reject => {
            let mut body = Reject::default();
            body.reason = Some(RejectReason::Busy);
            (wire::Method::Reject, Some(serde_json::to_string(&body)))
        }
        Request::Operation(OperationKind::Record) => {
            let body = recording(outgoing.context.as_deref().unwrap_or_default());
            (wire::Method::RecordResponse, Some(serde_json::to_string(&body)))
        }
        Request::Redirect | Request::Transfer | Request::Operation(_) | Request::Other => return None,
    };
    let path = Target::Method { call, participant: None, method }.path(ApiVersion::V1)?;
    Some(Message { method: Method::POST, path: format!("{VERSION}{path}"), json: json.transpose().ok()? })
}

fn on_call(method: Method, call: Id) -> Message {
    Message { method, path: format!("{VERSION}/communications/calls/{call}"), json: None }
}

/// The request that creates a call.
pub(crate) fn create(callback: &str) -> Message {
    let callee = Invitee::new(IdentityKind::User, CALLEE);
    let mut body = Create::default().with_callback_uri(callback).with_target(callee);
    body.requested = Modalities::default().with(Modality::Audio);
    body.media = Some(MediaConfig::ServiceHosted);
    // Texts and words can always be written as JSON.
    let json = serde_json::to_string(&body).ok();
    Message { method: Method::POST, path: format!("{VERSION}/communications/calls"), json }
}

/// Reads an answer.
pub(crate) fn answer(token: Token, answered: &Answered) -> Answer {
    let reply = Reply::new(answered.status.as_u16());
    let mut reply = retry_after(&answered.headers).map_or(reply, |wait| reply.with_retry_after(wait));
    if !reply.is_success() {
        return Answer { reply, recording: None, why: refusal(&answered.body) };
    }
    let (mut recording, mut why) = (None, None);
    match token.request() {
        Request::GetCall => match resource(&answered.body) {
            Ok(resource) => reply = reply.with_body(Body::Call(resource.call_report(ChangeType::Updated))),
            Err(error) => why = Some(error),
        },
        Request::Operation(_) => {
            let read = resource(&answered.body).and_then(|resource| {
                recording = recording_of(&resource);
                resource.operation_report(false).map_err(|error| error.to_string())
            });
            let mut report = read.unwrap_or_else(|error| {
                why = Some(error);
                OperationReport::NONE
            });
            if report.id.is_none() {
                report.id = location(&answered.headers).and_then(Target::operation);
            }
            reply = reply.with_body(Body::Operation(report));
        }
        _ => {}
    }
    Answer { reply, recording, why }
}

/// The call that was created, with a report of it.
pub(crate) fn created(answered: &Answered) -> Result<(Id, CallReport), String> {
    if !answered.status.is_success() {
        let why = refusal(&answered.body).map_or_else(String::new, |why| format!(": {why}"));
        return Err(format!("answered {}{why}", answered.status));
    }
    let resource = resource(&answered.body)?;
    let id = resource.id().map_err(|error| error.to_string())?;
    let id = id.or_else(|| location(&answered.headers)?.call());
    let id = id.ok_or("the answer names no call, neither in `id` nor in `Location`")?;
    Ok((id, resource.call_report(ChangeType::Updated)))
}

/// The recording of a resource, if it has one.
pub(crate) fn recording_of(resource: &Resource<'_>) -> Option<Recording> {
    let access_token = resource.access_token().map(str::to_owned);
    resource.location().map(|location| Recording { location: location.to_owned(), access_token })
}

/// The resource in the body of an answer. No body is an empty resource.
fn resource(body: &[u8]) -> Result<Resource<'_>, String> {
    if body.is_empty() {
        return Ok(Resource::default());
    }
    wire::json::from_slice(body).map_err(|error| format!("its body cannot be read: {error}"))
}

/// The error in a body.
fn refusal(body: &[u8]) -> Option<String> {
    let error: ErrorBody<'_> = wire::json::from_slice(body).ok()?;
    match (error.code(), error.message()) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (text, None) | (None, text) => text.map(str::to_owned),
    }
}

fn location(headers: &HeaderMap) -> Option<Target> {
    Target::parse(headers.get(LOCATION)?.to_str().ok()?).ok()
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    match RetryAfter::parse(headers.get(RETRY_AFTER)?.to_str().ok()?)? {
        RetryAfter::Delay(wait) => Some(wait),
        RetryAfter::Date(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use axum::http::{HeaderValue, StatusCode};

    use super::*;

    fn answered(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Answered {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        Answered {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers.collect(),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    #[test]
    fn requests_are_those_of_the_documentation() {
        let call = Id::parse("57dab8b1-894c-409a-b240-bd8beae78896").unwrap();
        let of = |request, context: Option<&str>| {
            let context = context.map(str::to_owned);
            let message = message(&Outgoing { call, token: Token::new(request, 1), context }, "http://bot/api/calls");
            let Message { method, path, json } = message.unwrap();
            (format!("{method} {path}"), json.unwrap_or_default())
        };
        let path = "/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896";
        assert_eq!(of(Request::KeepAlive, None), (format!("POST {path}/keepAlive"), String::new()));
        assert_eq!(of(Request::HangUp, None), (format!("DELETE {path}"), String::new()));
        assert_eq!(of(Request::Reject, None), (format!("POST {path}/reject"), r#"{"reason":"busy"}"#.into()));
        let (line, json) = of(Request::Operation(OperationKind::Record), Some("mine"));
        assert_eq!(line, format!("POST {path}/recordResponse"));
        assert!(json.contains(r#""clientContext":"mine""#) && json.contains(r##""stopTones":["11","#"]"##), "{json}");
        let (_, json) = of(Request::Answer, None);
        assert!(json.contains(r#""callbackUri":"http://bot/api/calls""#) && json.contains("serviceHosted"), "{json}");
    }

    #[test]
    fn an_answer_is_read_with_its_headers() {
        let record = Token::new(Request::Operation(OperationKind::Record), 1);
        let place = "http://h/v1.0/communications/calls/57dab8b1894c409ab240bd8beae78896/operations/0fe0623fd62842edb4bd8ac290072cc5";
        let operation = Id::parse("0fe0623f-d628-42ed-b4bd-8ac290072cc5").unwrap();
        let found = answer(record, &answered(202, &[("location", place)], ""));
        let Body::Operation(report) = found.reply.body() else { panic!("{found:?}") };
        assert_eq!((report.id, found.why), (Some(operation), None));

        let busy =
            answered(429, &[("retry-after", "30")], r#"{"error": {"code": "TooManyRequests", "message": "Wait."}}"#);
        let refused = answer(Token::new(Request::KeepAlive, 1), &busy);
        assert_eq!(refused.reply.retry_after(), Some(Duration::from_secs(30)));
        assert_eq!(refused.why.as_deref(), Some("TooManyRequests: Wait."));

        let nonsense = answer(Token::new(Request::GetCall, 0), &answered(200, &[], "<html>"));
        assert_eq!((nonsense.reply.status(), nonsense.reply.body()), (200, &Body::Empty));
        assert!(nonsense.why.unwrap().starts_with("its body cannot be read: "));
    }

    #[test]
    fn a_created_call_has_an_id() {
        let call = Id::parse("57dab8b1-894c-409a-b240-bd8beae78896").unwrap();
        let body = r#"{"id": "57dab8b1-894c-409a-b240-bd8beae78896", "state": "establishing"}"#;
        assert_eq!(created(&answered(201, &[], body)).unwrap().0, call);
        let place = "/app/calls/57DAB8B1894C409AB240BD8BEAE78896";
        assert_eq!(created(&answered(201, &[("location", place)], "")).unwrap().0, call);
        assert!(created(&answered(201, &[], "{}")).unwrap_err().contains("names no call"));
        assert!(created(&answered(429, &[], "")).unwrap_err().starts_with("answered 429"));
    }
}
