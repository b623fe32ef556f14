//! Answers as HTTP, and notifications as they are posted.

use core::time::Duration;

use call_lifecycle::app::{self, Event, Token};
use call_lifecycle::wire::http::{self, Attempt, CallbackError, Content, CreateError};
use call_lifecycle::wire::{CommsNotifications, Entries, json};
use call_lifecycle::{
    CallReport, CallState, CompletionReason, MAX_DURATION, OperationKind, OperationStatus, Timestamp,
};

use crate::{CALL, OPERATION, id};

const NONE: [(&str, &str); 0] = [];
const SENT: Timestamp = Timestamp::from_millis(900_000);

pub(crate) const fn token(request: app::Request) -> Token {
    Token::new(request, 1)
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
    // An invalid id.
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

/// A proxy adds a second one: the first that can be read counts, wherever it stands.
#[test]
fn of_a_header_that_is_there_thrice_the_first_that_can_be_read_counts() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let first = |order: [usize; 3]| order.into_iter().find(|index| *index != 0).unwrap();
    let retry_at = "Wed, 21 Oct 2026 07:28:30 GMT";
    let other = "2e1a2a1c-6c6e-4f4e-9a0c-9a3f6d0a4a11";
    let place = |call: &str, operation: &str| format!("/communications/calls/{call}/operations/{operation}");
    let places = ["/communications/calls/7".to_owned(), place(CALL, OPERATION), place(other, other)];
    let calls = ["/communications/calls/7".to_owned(), format!("/app/calls/{CALL}"), format!("/app/calls/{other}")];
    let keep_alive = Attempt::new(token(app::Request::KeepAlive), SENT);
    let record = Attempt::new(token(app::Request::Operation(OperationKind::Record)), SENT);
    for order in orders {
        let headers = order.map(|index| ("Retry-After", ["soon", "7", "9"][index]));
        let wait = http::reply(keep_alive, 429, headers, b"").reply.retry_after();
        assert_eq!(wait, Some(Duration::from_secs([0, 7, 9][first(order)])), "{headers:?}");

        let dates = ["now", "Wed, 21 Oct 2026 07:28:23 GMT", "Wed, 21 Oct 2026 07:28:21 GMT"];
        let headers = order.map(|index| ("Date", dates[index])).into_iter().chain([("Retry-After", retry_at)]);
        let wait = http::reply(keep_alive, 429, headers, b"").reply.retry_after();
        assert_eq!(wait, Some(Duration::from_secs([0, 7, 9][first(order)])), "{order:?}");

        let headers = order.map(|index| ("Location", places[index].as_str()));
        let app::Body::Operation(report) = *http::reply(record, 202, headers, b"").reply.body() else { panic!() };
        assert_eq!(report.id, Some(id(["", OPERATION, other][first(order)])), "{headers:?}");

        let headers = order.map(|index| ("Location", calls[index].as_str()));
        let created = http::created(201, headers, b"").map(|created| created.call);
        assert_eq!(created, Ok(id(["", CALL, other][first(order)])), "{headers:?}");
    }
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
    for status in 100..=599 {
        let is_refused = matches!(http::created(status, NONE, b"{}"), Err(CreateError::Refused { .. }));
        assert_eq!(is_refused, status / 100 != 2, "{status}");
    }
    assert_eq!(http::created(201, NONE, b"{}"), Err(CreateError::NoId));
    assert!(matches!(http::created(201, NONE, b"{"), Err(CreateError::Unreadable(_))));
    assert!(matches!(http::created(201, NONE, br#"{"id": "7"}"#), Err(CreateError::Id(_))));
    let refused = http::created(429, [("Retry-After", "3")], b"").unwrap_err();
    let CreateError::Refused { status, retry_after, .. } = refused else { panic!("{refused:?}") };
    assert_eq!((status, retry_after), (429, Some(Duration::from_secs(3))));
}

/// Whatever names another call is passed over once one of these has named it, in this order.
#[test]
fn a_created_call_is_named_by_id_before_odata_id_before_location() {
    let ids = [CALL, OPERATION, "2e1a2a1c-6c6e-4f4e-9a0c-9a3f6d0a4a11"];
    for named in 0..8_usize {
        let is_named = |place: usize| named & 1 << place != 0;
        let text = |place: usize| if is_named(place) { ids[place] } else { "" };
        let path = |place: usize| if is_named(place) { format!("/app/calls/{}", ids[place]) } else { String::new() };
        let body = format!(r#"{{"id": "{}", "@odata.id": "{}"}}"#, text(0), path(1));
        let created = http::created(201, [("Location", path(2))], body.as_bytes()).map(|created| created.call);
        let first = (0..3).find(|place| is_named(*place));
        assert_eq!(created, first.map(|place| id(ids[place])).ok_or(CreateError::NoId), "{body}");
    }
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

/// Without serde between them, bodies are read as with it: the same values, and the same words about the same place. Every
/// byte of a body left out, doubled and replaced by each byte that means something to JSON.
#[test]
fn what_is_read_without_serde_is_read_as_with_it() {
    let notification = r##"{"@odata.type": "#", "value": [{"changeType": "updated", "resource\u0055rl": "/app/calls/1", "resourceData": {
        "state": "established", "resultInfo": {"code": "0", "subcode": 5, "message": "\"a\\u00e9\""}, "toneInfo": {"sequenceId": -1, "tone": null},
        "mediaState": null, "x": {"a": [1.5e-3, true, "\ud83d\ude00", {}, []], "b": null}}}, {"resourceData": [{"id": "1"}, null]}]}"##;
    let refusal = r#"{"error": {"code": "1", "message": "a\/b", "innerError": {"request-id": null}}, "x": [[{}], -0]}"#;
    let mut read = [0_u32; 2];
    for body in [notification, refusal] {
        for at in 0..body.len() {
            let (before, after) = (&body.as_bytes()[..at], &body.as_bytes()[at..]);
            let mut others = vec![before.to_vec(), [before, &after[1..]].concat()];
            for other in b"{}[]\":,\\u0-.n \x01" {
                others.extend([[before, &[*other], &after[1..]].concat(), [before, &[*other], after].concat()]);
            }
            for bytes in others {
                let json = core::str::from_utf8(&bytes).unwrap();
                let all = json::from_str::<CommsNotifications<'_>>(json).map(|body| body.as_slice().to_vec());
                read[usize::from(all.is_ok())] += 1;
                assert_eq!(Entries::new(&bytes).collect::<Result<Vec<_>, _>>(), all, "{json}");
                for (status, with_serde) in [
                    (200, json::from_str(json).map_or_else(Content::Unreadable, Content::Resource)),
                    (400, json::from_str(json).map_or_else(Content::Unreadable, Content::Error)),
                ] {
                    let attempt = Attempt::new(token(app::Request::GetCall), SENT);
                    let reply = http::reply(attempt, status, NONE, &bytes);
                    assert_eq!(
                        reply.content,
                        if json.trim().is_empty() { Content::Empty } else { with_serde },
                        "{json}"
                    );
                }
            }
        }
    }
    assert!(read.iter().all(|count| *count > 1_000), "{read:?}");
}
