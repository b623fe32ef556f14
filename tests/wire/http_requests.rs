//! Requests as HTTP: each method with its path and its body.

use call_lifecycle::OperationKind;
use call_lifecycle::app::{self, Token};
use call_lifecycle::wire::http::{self, Body, RequestError};
use call_lifecycle::wire::{
    Answer, ApiVersion, CancelMediaProcessing, Create, Invite, Method, OperationRequest, PlayPrompt, Record, Redirect,
    Reject, SendDtmfTones, Target, Transfer,
};

use crate::http::token;
use crate::{CALL, OPERATION, id};

fn path(token: Token, body: Body<'_>) -> Result<String, RequestError> {
    let request = http::request(id(CALL), token, body)?;
    // What is written names what was meant.
    assert_eq!(Target::parse(&request.path().to_string()), Ok(request.target()));
    Ok(format!("{} {}", request.method().as_str(), request.path()))
}

#[test]
fn requests_without_a_body() {
    for (request, line) in [
        (app::Request::KeepAlive, "POST /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive"),
        (app::Request::GetCall, "GET /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896"),
        (app::Request::HangUp, "DELETE /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896"),
        (app::Request::Reject, "POST /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/reject"),
    ] {
        assert_eq!(path(token(request), Body::Empty).as_deref(), Ok(line));
        let request = http::request(id(CALL), token(request), ()).unwrap();
        assert_eq!(request.write_body(&mut []), Ok(None));
    }
    assert_eq!(path(token(app::Request::Other), Body::Empty), Err(RequestError::UnknownRequest));
}

#[test]
fn every_method_takes_its_own_body_and_no_other() {
    let operation = app::Request::Operation;
    let (create, answer, reject) = (Create::default(), Answer::default(), Reject::default());
    let (redirect, transfer, record) = (Redirect::default(), Transfer::default(), Record::default());
    let (prompt, cancel) = (PlayPrompt::default(), CancelMediaProcessing::default());
    let (tones, invite, other) = (SendDtmfTones::default(), Invite::default(), OperationRequest::default());
    let bodies: [Body<'_>; 11] = [
        (&create).into(),
        (&answer).into(),
        (&reject).into(),
        (&redirect).into(),
        (&transfer).into(),
        (&record).into(),
        (&prompt).into(),
        (&cancel).into(),
        (&tones).into(),
        (&invite).into(),
        (&other).into(),
    ];
    let requests = [
        app::Request::KeepAlive,
        app::Request::GetCall,
        app::Request::HangUp,
        app::Request::Answer,
        app::Request::Reject,
        app::Request::Redirect,
        app::Request::Transfer,
        app::Request::Other,
    ];
    let requests = requests.into_iter().chain(OperationKind::ALL.iter().map(|kind| operation(*kind)));
    for request in requests {
        let fits: Vec<usize> = (0..bodies.len()).filter(|index| path(token(request), bodies[*index]).is_ok()).collect();
        let expected: &[usize] = match request {
            app::Request::Answer => &[1],
            app::Request::Reject => &[2],
            app::Request::Redirect => &[3],
            app::Request::Transfer => &[4],
            app::Request::Operation(kind) => match kind {
                OperationKind::Record => &[5],
                OperationKind::PlayPrompt => &[6],
                OperationKind::CancelMediaProcessing => &[7, 10],
                OperationKind::SendDtmfTones => &[8],
                OperationKind::Invite => &[9],
                kind if of_one(kind) => &[],
                OperationKind::Other => &[],
                _ => &[10],
            },
            _ => &[],
        };
        assert_eq!(fits, expected, "{request:?}");
        let takes_json = path(token(request), Body::Json("{}")).is_ok();
        assert_eq!(takes_json, !expected.is_empty(), "{request:?}");
        let is_complete = path(token(request), Body::Empty).is_ok();
        let needs_body = matches!(
            request,
            app::Request::Answer
                | app::Request::Redirect
                | app::Request::Transfer
                | app::Request::Operation(
                    OperationKind::Record
                        | OperationKind::PlayPrompt
                        | OperationKind::SendDtmfTones
                        | OperationKind::Invite
                )
        );
        let unknown = match request {
            app::Request::Other | app::Request::Operation(OperationKind::Other) => true,
            app::Request::Operation(kind) => of_one(kind),
            _ => false,
        };
        assert_eq!(is_complete, !needs_body && !unknown, "{request:?}");
    }
}

/// Whether the method stands under `participants/{id}` alone.
fn of_one(kind: OperationKind) -> bool {
    use OperationKind::{AdmitFromLobby, RemoveFromLobby, StartHoldMusic, StopHoldMusic};
    [StartHoldMusic, StopHoldMusic, AdmitFromLobby, RemoveFromLobby].contains(&kind)
}

#[test]
fn operations_start_by_their_own_method() {
    for &kind in OperationKind::ALL {
        let token = token(app::Request::Operation(kind));
        if kind == OperationKind::Other {
            // Only its host knows where it is sent.
            let unknown = [
                http::request(id(CALL), token, ()).unwrap_err(),
                http::participant_request(id(CALL), id(OPERATION), token, ()).unwrap_err(),
            ];
            assert_eq!(unknown, [RequestError::UnknownRequest; 2]);
            continue;
        }
        let made = http::request(id(CALL), token, Body::Json("{}"))
            .or_else(|_| http::participant_request(id(CALL), id(OPERATION), token, Body::Json("{}")));
        let Target::Method { call, participant, method } = made.unwrap().target() else { panic!("{kind}") };
        assert_eq!((call, method.operation()), (id(CALL), Some(kind)));
        let of_one = of_one(kind);
        assert_eq!(participant, of_one.then(|| id(OPERATION)), "{kind}");
        let of_participant = http::participant_request(id(CALL), id(OPERATION), token, ());
        assert_eq!(of_participant.is_ok(), of_one || kind == OperationKind::Mute, "{kind}");
        if let Ok(request) = of_participant {
            assert_eq!(Target::parse(&request.path().to_string()), Ok(request.target()));
        }
    }
    let keep_alive = http::participant_request(id(CALL), id(OPERATION), token(app::Request::KeepAlive), ());
    assert_eq!(keep_alive.unwrap_err(), RequestError::NotOfParticipant);
}

#[test]
fn a_record_is_named_by_the_version() {
    let record = Record::default().with_client_context("c");
    let request = http::request(id(CALL), token(app::Request::Operation(OperationKind::Record)), &record).unwrap();
    let path = |version| request.with_version(version).path().to_string();
    assert_eq!(path(ApiVersion::V1), format!("/v1.0/communications/calls/{CALL}/recordResponse"));
    assert_eq!(path(ApiVersion::Beta2019), format!("/beta/app/calls/{CALL}/record"));
    assert_eq!(
        request.with_version(ApiVersion::Beta2019).target(),
        Target::Method { call: id(CALL), participant: None, method: Method::Record }
    );
    assert_eq!(request.write_body(&mut [0; 64]), Ok(Some(r#"{"clientContext":"c"}"#)));
    assert_eq!(
        request.write_body(&mut [0; 20]).unwrap_err().to_string(),
        "the JSON is longer than the buffer of 20 bytes"
    );
}
