//! Answers to requests of which nobody knew that they start an operation, and what names the operation.

use call_lifecycle::app::{self, Token};
use call_lifecycle::wire::http::{self, Attempt, Content};
use call_lifecycle::wire::{Method, Target};
use call_lifecycle::{OperationKind, OperationReport, OperationStatus, Timestamp};

use crate::{CALL, OPERATION, id};

/// What the answer to a request says of an operation, if it is one.
fn operation(request: app::Request, location: Option<&str>, body: &str) -> Option<OperationReport> {
    let attempt = Attempt::new(Token::new(request, 1), Timestamp::ZERO);
    let reply = http::reply(attempt, 202, location.map(|location| ("Location", location)), body.as_bytes());
    match *reply.reply.body() {
        app::Body::Operation(report) => Some(report),
        _ => {
            assert_eq!(reply.content, Content::Empty, "{body}");
            None
        }
    }
}

const UNKNOWN: [app::Request; 6] = [
    app::Request::Other,
    app::Request::Operation(OperationKind::Other),
    app::Request::Transfer,
    app::Request::Answer,
    app::Request::Reject,
    app::Request::Redirect,
];

#[test]
fn an_operation_in_the_answer_to_any_request_is_told() {
    let place = format!("https://graph.microsoft.com/beta/communications/calls/{CALL}/operations/{OPERATION}");
    let named = Some(id(OPERATION));
    for request in UNKNOWN {
        let said = operation(request, Some(&place), "").unwrap();
        assert_eq!((said.id, said.status), (named, None), "by Location alone");
        let body = r##"{"@odata.type": "#microsoft.graph.fooOperation", "status": "Failed"}"##;
        let said = operation(request, Some(&place), body).unwrap();
        assert_eq!((said.id, said.status), (named, Some(OperationStatus::Failed)), "the body has no id");
        let body =
            format!(r##"{{"id": "{OPERATION}", "@odata.type": "#microsoft.graph.FooOPERATION", "status": null}}"##);
        let said = operation(request, None, &body).unwrap();
        assert_eq!((said.id, said.status), (named, None), "by the body alone");
        let body = format!(r#"{{"id": "{OPERATION}", "status": "running"}}"#);
        assert_eq!(operation(request, None, &body).unwrap().id, named, "without a type");
        assert_eq!(operation(request, None, r#"{"clientContext": "c"}"#).unwrap().status, None);
        let said = operation(request, Some(&place), "<html>").unwrap();
        assert_eq!((said.id, said.status), (named, None), "a body that cannot be read");
    }
}

#[test]
fn any_other_answer_is_no_operation() {
    let call = format!("/communications/calls/{CALL}");
    for request in UNKNOWN {
        for body in [
            "",
            "{}",
            "<html>",
            "[]",
            r##"{"@odata.type": "#microsoft.graph.audioRoutingGroup", "id": "oneToOne", "status": "running"}"##,
            r##"{"@odata.type": "#microsoft.graph.call", "id": "57dab8b1-894c-409a-b240-bd8beae78896"}"##,
            r#"{"id": "57dab8b1-894c-409a-b240-bd8beae78896"}"#,
        ] {
            for location in [None, Some(call.as_str()), Some("https://contoso.com/"), Some("")] {
                assert_eq!(operation(request, location, body), None, "{location:?} {body}");
            }
        }
    }
    // These are never one, whatever they are answered.
    let body = format!(r##"{{"@odata.type": "#microsoft.graph.muteOperation", "id": "{OPERATION}"}}"##);
    for request in [app::Request::KeepAlive, app::Request::HangUp] {
        assert_eq!(operation(request, None, &body), None);
    }
}

/// `startRecording` is answered without an `id`: `Location` names the operation.
#[test]
fn a_location_may_be_absolute_or_relative() {
    let start = app::Request::Operation(OperationKind::StartRecording);
    let body = r##"{"@odata.type": "#microsoft.graph.startRecordingOperation", "status": "running"}"##;
    for before in [
        format!("https://graph.microsoft.com/beta/communications/calls/{CALL}/"),
        format!("//graph.microsoft.com/beta/communications/calls/{CALL}/"),
        format!("/v1.0//communications/calls/{CALL}/"),
        format!("/app/calls/{}/", id(CALL).compact()),
        format!("calls/{CALL}/"),
        "../".to_owned(),
        String::new(),
    ] {
        for after in ["", "/", "?x=1", "#x"] {
            let said = operation(start, Some(&format!("{before}operations/{OPERATION}{after}")), body).unwrap();
            assert_eq!((said.id, said.status), (Some(id(OPERATION)), Some(OperationStatus::Running)), "{before}");
        }
    }
    for nothing in ["operations", "operations/participants", "", "/", &format!("{CALL}/{OPERATION}")] {
        assert_eq!(operation(start, Some(nothing), body).unwrap().id, None, "{nothing}");
    }
}

/// The pages spell methods in several ways.
#[test]
fn a_method_is_known_in_every_spelling() {
    for (spelled, method) in [
        ("microsoft.graph.StartRecording", Method::StartRecording),
        ("Microsoft.Graph.startrecording", Method::StartRecording),
        ("graph.startRecording", Method::StartRecording),
        ("startRecording()", Method::StartRecording),
        ("STOPRECORDING", Method::StopRecording),
        ("microsoft.graph.startTranscription", Method::StartTranscription),
        ("microsoft.graph.StopTranscription()", Method::StopTranscription),
        ("microsoft.graph.keepAlive", Method::KeepAlive),
    ] {
        let target = Target::parse(&format!("/beta/communications/calls/{CALL}/{spelled}"));
        assert_eq!(target, Ok(Target::Method { call: id(CALL), participant: None, method }), "{spelled}");
    }
    for (spelled, method) in [
        ("microsoft.graph.admitFromLobby", Method::AdmitFromLobby),
        ("RemoveFromLobby", Method::RemoveFromLobby),
        ("microsoft.graph.mute", Method::Mute),
    ] {
        let target = Target::parse(&format!("/communications/calls/{CALL}/participants/{OPERATION}/{spelled}"));
        assert_eq!(target, Ok(Target::Method { call: id(CALL), participant: Some(id(OPERATION)), method }));
    }
    let all = Target::parse(&format!("/communications/calls/{CALL}/participants/microsoft.graph.AdmitAllFromLobby"));
    assert_eq!(all, Ok(Target::Method { call: id(CALL), participant: None, method: Method::AdmitAllFromLobby }));
    // A method of another namespace, and one that is not known, keep their call.
    for other in ["contoso.startRecording", "microsoft.graph.startDancing", "participants/1/microsoft.graph.wave"] {
        let target = Target::parse(&format!("/communications/calls/{CALL}/{other}"));
        assert_eq!(target, Ok(Target::Other { call: Some(id(CALL)) }), "{other}");
    }
}
