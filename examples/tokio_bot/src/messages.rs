//! Requests as HTTP, and what their answers say.

use axum::http::Method;
use call_lifecycle::app::{Request, Token};
use call_lifecycle::wire::http::{self, Attempt, Content, Verb};
use call_lifecycle::wire::{
    self, Create, ErrorBody, IdentityKind, Invitee, MediaConfig, Modalities, Modality, Reject, RejectReason, Resource,
};
use call_lifecycle::{CallReport, Id, OperationKind, Timestamp};

use crate::client::{Answered, Message};
use crate::input::{Answer, Outgoing, Recording};
use crate::plan::recording;

/// The user who is called, from the examples of Graph's documentation.
const CALLEE: &str = "112f7296-5fa4-42ca-bae8-6a692b15d4b8";

/// A request about a call, or `None` for one that this bot never makes.
pub(crate) fn message(outgoing: &Outgoing, callback: &str) -> Option<Message> {
    let request = |body: http::Body<'_>| http::request(outgoing.call, outgoing.token, body).ok().map(write);
    match outgoing.token.request() {
        Request::Answer => {
            let mut body = wire::Answer::default().with_callback_uri(callback);
            body.accepted = Modalities::default().with(Modality::Audio);
            body.media = Some(MediaConfig::ServiceHosted);
            request((&body).into())
        }
        Request::Reject => {
            let mut body = Reject::default();
            body.reason = Some(RejectReason::Busy);
            request((&body).into())
        }
        Request::Operation(OperationKind::Record) => {
            request((&recording(outgoing.context.as_deref().unwrap_or_default())).into())
        }
        _ => request(http::Body::Empty),
    }
}

/// The request that creates a call.
pub(crate) fn create(callback: &str) -> Message {
    let callee = Invitee::new(IdentityKind::User, CALLEE);
    let mut body = Create::default().with_callback_uri(callback).with_target(callee);
    body.requested = Modalities::default().with(Modality::Audio);
    body.media = Some(MediaConfig::ServiceHosted);
    write(http::create(&body))
}

fn write(request: http::Request<'_>) -> Message {
    let mut json = String::new();
    // Nothing that this bot sends is out of bounds, and a `String` has room.
    let has_body = !request.body().is_empty() && request.body().write(&mut json).is_ok();
    let method = match request.method() {
        Verb::Get => Method::GET,
        Verb::Delete => Method::DELETE,
        _ => Method::POST,
    };
    Message { method, path: request.path().to_string(), json: has_body.then_some(json) }
}

/// Reads an answer.
pub(crate) fn answer(token: Token, sent: Timestamp, answered: &Answered) -> Answer {
    let attempt = Attempt::new(token, sent);
    let read = http::reply(attempt, answered.status.as_u16(), &answered.headers, &answered.body);
    let (recording, why) = match &read.content {
        Content::Resource(resource) => (recording_of(resource), None),
        Content::Error(error) => (None, refusal(error)),
        // Of a refusal the status says enough.
        Content::Unreadable(error) if read.reply.is_success() => {
            (None, Some(format!("its body cannot be read: {error}")))
        }
        Content::BadId(error) => (None, Some(error.to_string())),
        _ => (None, None),
    };
    Answer { reply: read.reply, recording, why }
}

/// The call that was created, with a report of it.
pub(crate) fn created(answered: &Answered) -> Result<(Id, CallReport), String> {
    match http::created(answered.status.as_u16(), &answered.headers, &answered.body) {
        Ok(created) => Ok((created.call, created.report)),
        Err(error) => Err(error.to_string()),
    }
}

/// The recording of a resource, if it has one.
pub(crate) fn recording_of(resource: &Resource<'_>) -> Option<Recording> {
    let access_token = resource.access_token().map(str::to_owned);
    resource.location().map(|location| Recording { location: location.to_owned(), access_token })
}

/// The error in a body.
fn refusal(error: &ErrorBody<'_>) -> Option<String> {
    match (error.code(), error.message()) {
        (Some(code), Some(message)) => Some(format!("{code}: {message}")),
        (text, None) | (None, text) => text.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use axum::body::Bytes;
    use axum::http::{HeaderValue, StatusCode};
    use call_lifecycle::app::Body;
    use call_lifecycle_tokio::{Clock, Speed};

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
        let found = answer(record, Timestamp::ZERO, &answered(202, &[("location", place)], ""));
        let Body::Operation(report) = found.reply.body() else { panic!("{found:?}") };
        assert_eq!((report.id, found.why), (Some(operation), None));

        let busy =
            answered(429, &[("retry-after", "30")], r#"{"error": {"code": "TooManyRequests", "message": "Wait."}}"#);
        let refused = answer(Token::new(Request::KeepAlive, 1), Timestamp::ZERO, &busy);
        assert_eq!(refused.reply.retry_after(), Some(Duration::from_secs(30)));
        assert_eq!(refused.why.as_deref(), Some("TooManyRequests: Wait."));
        let clock = Clock::start(Timestamp::ZERO, Speed::new(60.0).unwrap());
        let refused = answer(Token::new(Request::KeepAlive, 1), Timestamp::ZERO, &busy.in_the_time_of(&clock));
        assert_eq!(refused.reply.retry_after(), Some(Duration::from_secs(1_800)), "it comes in real seconds");

        let nonsense = answer(Token::new(Request::GetCall, 0), Timestamp::ZERO, &answered(200, &[], "<html>"));
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
        assert!(created(&answered(429, &[], "")).unwrap_err().contains("answered 429"));
    }
}
