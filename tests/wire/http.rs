//! Requests and answers as HTTP, and notifications as they are posted.

use core::time::Duration;

use call_lifecycle::app::{self, Event, Token};
use call_lifecycle::wire::http::{self, Attempt, Body, CallbackError, Content, CreateError, RequestError, RetryAfter};
use call_lifecycle::wire::{
    Answer, ApiVersion, CancelMediaProcessing, CommsNotifications, Create, Entries, IdentityKind, Invite, Invitee,
    Method, OperationRequest, PlayPrompt, Record, Redirect, Reject, RejectReason, SendDtmfTones, Target, Transfer,
    json,
};
use call_lifecycle::{
    CallReport, CallState, CompletionReason, Id, MAX_DURATION, OperationKind, OperationStatus, Timestamp,
};

use crate::{CALL, OPERATION, id};

const NONE: [(&str, &str); 0] = [];
const SENT: Timestamp = Timestamp::from_millis(900_000);

fn path(token: Token, body: Body<'_>) -> Result<String, RequestError> {
    let request = http::request(id(CALL), token, body)?;
    // What is written names what was meant.
    assert_eq!(Target::parse(&request.path().to_string()), Ok(request.target()));
    Ok(format!("{} {}", request.method().as_str(), request.path()))
}

const fn token(request: app::Request) -> Token {
    Token::new(request, 1)
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

#[test]
fn a_reply_says_what_status_headers_and_body_say() {
    let place = format!("https://graph.microsoft.com/beta/app/calls/{CALL}/operations/{OPERATION}");
    let record = Attempt::new(token(app::Request::Operation(OperationKind::Record)), SENT);
    let reply = |event| match event {
        Event::Reply { token, sent, reply } => {
            assert_eq!((token, sent), (record.token(), SENT));
            reply
        }
        other => panic!("{other:?}"),
    };
    // 202, no body, and a Location.
    let accepted = http::reply(record, 202, [("location", place.as_str())], b" \n");
    assert_eq!(accepted.content, Content::Empty);
    let app::Body::Operation(report) = *reply(accepted.event()).body() else { panic!() };
    assert_eq!(report.id, Some(id(OPERATION)));
    // Where the two differ, the body is right.
    let body = br#"{"id": "11111111-894c-409a-b240-bd8beae78896", "status": "running", "resultInfo": {"code": "200"}}"#;
    let running = http::reply(record, 200, [("Location", place.as_str())], body);
    let app::Body::Operation(report) = *reply(running.event()).body() else { panic!() };
    assert_eq!(report.id, Some(id("11111111-894c-409a-b240-bd8beae78896")));
    let Content::Resource(resource) = running.content else { panic!() };
    assert_eq!(resource.id(), Ok(report.id));
    // An id that is none.
    let odd = http::reply(record, 200, [("Location", place.as_str())], br#"{"id": "7", "status": "completed"}"#);
    assert!(matches!(odd.content, Content::BadId(_)));
    let app::Body::Operation(report) = *reply(odd.event()).body() else { panic!() };
    assert_eq!((report.id, report.status), (Some(id(OPERATION)), Some(OperationStatus::Completed)));
    // No JSON.
    let html = http::reply(record, 200, NONE, b"<html>");
    assert!(matches!(html.content, Content::Unreadable(_)));
    assert_eq!(reply(html.event()).status(), 200);
    let bytes = http::reply(record, 500, NONE, b"\xFF");
    assert!(matches!(bytes.content, Content::Unreadable(_)));
    assert_eq!(reply(bytes.event()), app::Reply::new(500));
}

#[test]
fn a_call_is_read_as_its_state() {
    let attempt = Attempt::new(token(app::Request::GetCall), SENT);
    let reply = http::reply(attempt, 200, NONE, br#"{"state": "established"}"#);
    let expected = app::Reply::new(200).with_body(app::Body::Call(CallReport::state(CallState::Established)));
    assert_eq!(reply.event(), Event::Reply { token: attempt.token(), sent: SENT, reply: expected });
    // The body of a keepAlive's answer does not matter.
    let attempt = Attempt::new(token(app::Request::KeepAlive), SENT);
    assert_eq!(http::reply(attempt, 200, NONE, b"<html>").content, Content::Empty);
}

#[test]
fn retry_after_in_seconds_and_as_a_date() {
    let attempt = Attempt::new(token(app::Request::KeepAlive), SENT);
    let wait = |headers: &[(&str, &str)]| http::reply(attempt, 429, headers.iter().copied(), b"").reply.retry_after();
    assert_eq!(wait(&[]), None);
    assert_eq!(wait(&[("retry-after", "30")]), Some(Duration::from_secs(30)));
    assert_eq!(wait(&[("Retry-After", "99999999999999999999")]), Some(MAX_DURATION));
    let date = ("Retry-After", "Wed, 21 Oct 2026 07:28:30 GMT");
    assert_eq!(wait(&[date, ("DATE", "Wed, 21 Oct 2026 07:28:00 GMT")]), Some(Duration::from_secs(30)));
    assert_eq!(wait(&[("date", "Wed, 21 Oct 2026 07:29:00 GMT"), date]), Some(Duration::ZERO));
    assert_eq!(wait(&[date]), None);
    assert_eq!(wait(&[("Retry-After", "soon"), ("Retry-After", "7")]), Some(Duration::from_secs(7)));
}

#[test]
fn dates_in_their_three_forms() {
    for (text, seconds) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 23:59:60 GMT", 951_868_800),
        ("Wed, 31 Dec 2025 23:59:59 GMT", 1_767_225_599),
        ("Thursday, 31-Dec-69 00:00:00 GMT", 3_155_673_600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("  Sun, 06 Nov 1994 08:49:37 GMT ", 784_111_777),
    ] {
        assert_eq!(RetryAfter::parse(text), Some(RetryAfter::Date(seconds)), "{text}");
    }
    for text in [
        "",
        "Sun",
        "Sun,",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Mon, 29 Feb 2100 00:00:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov +994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov 123 08:49:37 1994",
        "1.5",
        "+1",
        "-1",
    ] {
        assert_eq!(RetryAfter::parse(text), None, "{text}");
    }
    assert_eq!(RetryAfter::Delay(Duration::from_secs(5)).wait(u64::MAX), Duration::from_secs(5));
    assert_eq!(RetryAfter::Date(u64::MAX).wait(0), Duration::from_secs(u64::MAX));
}

#[test]
fn an_attempt_is_every_event_about_it() {
    let attempt = Attempt::new(token(app::Request::KeepAlive), SENT);
    assert_eq!(attempt.sent_event(), Event::Sent { token: attempt.token(), hints: app::OperationHints::NONE });
    assert_eq!(attempt.failed_event(), Event::Failed { token: attempt.token() });
    assert_eq!(attempt.sent_at(), SENT);
}

#[test]
fn a_created_call_is_named_by_body_or_location() {
    let body = format!(r#"{{"id": "{CALL}", "state": "establishing"}}"#);
    let created = http::created(201, NONE, body.as_bytes()).unwrap();
    assert_eq!((created.call, created.report), (id(CALL), CallReport::state(CallState::Establishing)));
    let place = format!("/app/calls/{}", id(CALL).compact());
    assert_eq!(http::created(201, [("location", place.as_str())], b"").unwrap().call, id(CALL));
    assert_eq!(http::created(201, NONE, b"{}"), Err(CreateError::NoId));
    assert!(matches!(http::created(201, NONE, b"{"), Err(CreateError::Unreadable(_))));
    assert!(matches!(http::created(201, NONE, br#"{"id": "7"}"#), Err(CreateError::Id(_))));
    let refused = http::created(429, [("Retry-After", "3")], b"").unwrap_err();
    let CreateError::Refused { status, retry_after, .. } = refused else { panic!("{refused:?}") };
    assert_eq!((status, retry_after), (429, Some(Duration::from_secs(3))));
}

#[test]
fn a_callback_is_calls_and_events() {
    let resource = |rest: &str| format!(r#""resourceUrl": "/communications/calls/{CALL}{rest}""#);
    let json = format!(
        r##"{{"value": [
            {{"changeType": "updated", {}, "resourceData": {{"state": "established"}}}},
            {{"changeType": "updated", {}}},
            {{"changeType": "maybe", {}}},
            {{"changeType": "deleted", {}, "resourceData": {{"@odata.type": "#microsoft.graph.recordOperation",
                "status": "completed", "completionReason": "stopToneDetected", "recordingLocation": "https:\/\/l"}}}}
        ]}}"##,
        resource(""),
        resource("/participants"),
        resource(""),
        resource(&format!("/operations/{OPERATION}")),
    );
    let posted: Vec<_> = http::callback(json.as_bytes()).collect();
    let [Ok(first), Err(CallbackError::Entry(_)), Ok(last)] = posted.as_slice() else { panic!("{posted:?}") };
    assert_eq!((first.call, first.event), (id(CALL), Event::Call(CallReport::state(CallState::Established))));
    let Event::Operation(report) = last.event else { panic!("{last:?}") };
    assert_eq!((report.id, report.reason), (Some(id(OPERATION)), Some(CompletionReason::StopToneDetected)));
    assert_eq!(last.entry.data().location(), Some("https://l"));
    // What came before the text broke off is told.
    let broken: Vec<_> = http::callback(&json.as_bytes()[..json.len() - 1]).collect();
    assert!(matches!(broken.as_slice(), [Ok(_), Err(_), Ok(_), Err(CallbackError::Json(_))]), "{broken:?}");
}

/// Entry by entry and all at once say the same, and fail with the same words.
#[test]
fn entries_are_those_of_the_whole_body() {
    for json in [
        r#"{"value": []}"#,
        r#"{"x": [{}], "value": [{}, {"changeType": "updated"}], "y": null, "value": [{}]}"#,
        "{}",
        "[]",
        "null",
        "5",
        "",
        "{",
        r#"{"value"}"#,
        r#"{"value": 5}"#,
        r#"{"value": null}"#,
        r#"{"value": {}}"#,
        r#"{"value": [}"#,
        r#"{"value": [{}"#,
        r#"{"value": [{}, ]}"#,
        r#"{"value": [5]}"#,
        r#"{"value": [{}] "x": 1}"#,
        r#"{"value": [{}]} x"#,
        r#"{"value": [{}],}"#,
        r#"{5: 5}"#,
        r#"{"\u0076alue": [{}]}"#,
        r#"{"value": [{"resourceData": [[[[]]]]}]}"#,
    ] {
        let all = json::from_str::<CommsNotifications<'_>>(json).map(|body| body.as_slice().to_vec());
        assert_eq!(Entries::new(json.as_bytes()).collect::<Result<Vec<_>, _>>(), all, "{json}");
    }
    let bytes = b"{\n\xFF";
    let error = json::from_slice::<CommsNotifications<'_>>(bytes).unwrap_err();
    assert_eq!(Entries::new(bytes).collect::<Vec<_>>(), [Err(error)]);
    let deep = format!(r#"{{"value": [{{"x": {}}}]}}"#, "[".repeat(json::MAX_DEPTH));
    let all = json::from_str::<CommsNotifications<'_>>(&deep).unwrap_err();
    assert_eq!(Entries::new(deep.as_bytes()).next(), Some(Err(all)));
}

/// Our own writer writes what `serde_json` writes.
#[test]
fn it_writes_what_serde_json_writes() {
    let text = "quote \" back \\ slash / control \u{1}\u{1f}\u{8}\u{c}\n\r\t del \u{7f} \u{e9}\u{1F600}";
    let mut reject = Reject::default().with_callback_uri(text);
    reject.reason = Some(RejectReason::Busy);
    let user = Invitee::new(IdentityKind::User, text);
    let invite = Invite::default().with_participant(user).with_participant(user);
    let mut ours = String::new();
    json::write(&reject, &mut ours).unwrap();
    assert_eq!(ours, serde_json::to_string(&reject).unwrap());
    assert_eq!(json::from_str::<Reject<'_>>(&ours).unwrap(), reject);
    let mut ours = String::new();
    json::write(&invite, &mut ours).unwrap();
    assert_eq!(json::from_str::<Invite<'_>>(&ours).unwrap(), invite);
    assert_eq!(json::to_slice(&Id::from_u128(1).to_string(), &mut [0; 40]).unwrap().len(), 38);
}

/// Every shape that serde has.
#[test]
fn other_values_are_written_as_serde_json_writes_them() {
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    struct Unit;
    #[derive(serde::Serialize)]
    struct New(i8);
    #[derive(serde::Serialize)]
    struct Pair(u8, Option<bool>);
    #[derive(serde::Serialize)]
    enum Any {
        Unit,
        New(u16),
        Pair(i16, char),
        Named { a: f32, b: () },
    }
    type All = (
        (Unit, New, Pair, [Any; 4]),
        (i64, u64, i128, u128, f64, f64),
        BTreeMap<i32, Vec<u8>>,
        BTreeMap<&'static str, Option<Unit>>,
        (BTreeMap<char, ()>, BTreeMap<bool, &'static str>),
    );
    let all: All = (
        (Unit, New(-1), Pair(2, None), [Any::Unit, Any::New(3), Any::Pair(-4, '"'), Any::Named { a: 1.5, b: () }]),
        (i64::MIN, u64::MAX, i128::MIN, u128::MAX, -0.25, f64::NAN),
        [(-1, vec![]), (2, vec![1, 2])].into(),
        [("a\n", None), ("b", Some(Unit))].into(),
        ([('x', ())].into(), [(true, "")].into()),
    );
    let mut ours = String::new();
    json::write(&all, &mut ours).unwrap();
    assert_eq!(ours, serde_json::to_string(&all).unwrap());
    let keys: BTreeMap<Vec<u8>, ()> = [(vec![], ())].into();
    assert_eq!(json::to_slice(&keys, &mut [0; 64]).unwrap_err().to_string(), "the name of a member has to be a text");
    let keys: BTreeMap<Option<u8>, ()> = [(None, ())].into();
    assert!(json::to_slice(&keys, &mut [0; 64]).is_err());
}
