//! Words are the same in any case, wherever the crate compares them: in one place of its source.

use std::path::Path;

use call_lifecycle::wire::http::{self, Attempt};
use call_lifecycle::wire::{CallResource, MeetingKey, Method, Resource, Target, json};
use call_lifecycle::{ChangeType, Id, OperationKind, Timestamp, app};
use testkit::sources::sources;

use crate::{CALL, OPERATION, id};

/// In lower case, in upper case, and in both by turns.
fn cases(text: &str) -> [String; 4] {
    let by_turns = |first: usize| {
        let change = |(index, letter): (usize, char)| {
            if index % 2 == first { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
        };
        text.chars().enumerate().map(change).collect()
    };
    [text.to_lowercase(), text.to_uppercase(), by_turns(0), by_turns(1)]
}

#[test]
fn types() {
    for prefix in ["#", "", "https://graph.microsoft.com/v1.0/$metadata#"] {
        for name in cases("microsoft.graph.call") {
            let text = format!("{prefix}{name}");
            let body: Resource<'_> = Resource::default().with_odata_type(&text);
            assert!(body.is_call() && !body.is_of_another_type() && !body.is_operation(), "{text}");
        }
        for name in cases("microsoft.graph.recordOperation") {
            let text = format!("{prefix}{name}");
            let body: Resource<'_> = Resource::default().with_odata_type(&text);
            assert_eq!((body.operation_kind(), body.is_call()), (Some(OperationKind::Record), false), "{text}");
        }
        for name in cases("microsoft.graph.appHostedMediaConfig") {
            let json = format!(r#"{{"mediaConfig": {{"@odata.type": "{prefix}{name}"}}}}"#);
            let call: CallResource<'_> = json::from_str(&json).unwrap();
            assert_eq!(call.media, Some(call_lifecycle::wire::MediaConfig::AppHosted), "{json}");
        }
    }
    // A call in whatever namespace; an operation and a configuration only in that of Graph.
    assert!(Resource::default().with_odata_type("#other.CALL").is_call());
    assert!(!Resource::default().with_odata_type("#other.recordOperation").is_operation());
    let other: CallResource<'_> =
        json::from_str(r##"{"mediaConfig": {"@odata.type": "#other.appHostedMediaConfig"}}"##).unwrap();
    assert_eq!(other.media, None);
}

#[test]
fn the_reason_of_a_transfer() {
    for reason in cases("AppTransferred") {
        let body = Resource::default().with_termination_reason(&reason);
        assert!(body.call_report(ChangeType::Deleted).app_transferred, "{reason}");
    }
    for other in ["", "AppTransferre", "AppTransferred ", "transferred"] {
        assert!(!Resource::default().with_termination_reason(other).call_report(ChangeType::Deleted).app_transferred);
    }
}

#[test]
fn segments_of_paths() {
    let keep_alive = Target::Method { call: id(CALL), participant: None, method: Method::KeepAlive };
    let operation = Target::Operation { call: id(CALL), operation: id(OPERATION) };
    let call = CALL.to_uppercase();
    for (path, target) in [
        (format!("/v1.0/communications/calls/{call}/keepAlive"), keep_alive),
        (format!("/beta/app/calls/{call}/microsoft.graph.keepAlive"), keep_alive),
        (format!("/beta/app/calls/{call}/graph.keepAlive()"), keep_alive),
        (format!("/applications/calls/calls/{call}/keepAlive"), keep_alive),
        (format!("/app/calls/{call}/operations/{OPERATION}"), operation),
        (format!("/app/calls/{call}/operations/participants"), Target::Operations { call: id(CALL) }),
        (format!("/app/calls/{call}/operations"), Target::Operations { call: id(CALL) }),
        (
            format!("/app/calls/{call}/participants/invite"),
            Target::Method { call: id(CALL), participant: None, method: Method::Invite },
        ),
        (
            format!("/app/calls/{call}/participants/{OPERATION}/mute"),
            Target::Method { call: id(CALL), participant: Some(id(OPERATION)), method: Method::Mute },
        ),
        (format!("/app/calls/{call}/participants"), Target::Other { call: Some(id(CALL)) }),
        ("/communications/calls/logTeleconferenceDeviceQuality".to_owned(), Target::Other { call: None }),
        ("/communications/calls".to_owned(), Target::Calls),
        ("/applications/x".to_owned(), Target::Other { call: None }),
    ] {
        for path in cases(&path).into_iter().chain([path.clone(), path.to_uppercase()]) {
            assert_eq!(Target::parse(&path), Ok(target), "{path}");
        }
    }
}

/// The type of a meeting may be as long as the room for a word, with an escape at its end.
#[test]
fn a_word_as_long_as_its_room() {
    let meeting = |length: usize| {
        let name = ".joinMeetingIdMeetingInf";
        let namespace = "x".repeat(length - name.len() - 1);
        let json = format!(
            r#"{{"meetingInfo": {{"@odata.type": "{namespace}{name}\u006f", "token": "t", "joinMeetingId": "1"}}}}"#
        );
        let call: CallResource<'_> = serde_json::from_str(&json).unwrap();
        let ours: CallResource<'_> = json::from_str(&json).unwrap();
        assert!(length > 64 || call == ours, "{json}");
        ours.meeting_info().map(|meeting| matches!(meeting.key, MeetingKey::JoinMeetingId { .. }))
    };
    assert_eq!([63, 64].map(meeting), [Some(true); 2]);
    // With one byte more it is no word that our reader knows, and the members decide.
    assert_eq!(meeting(65), Some(false));
}

#[test]
fn headers() {
    let token = app::Token::new(app::Request::Operation(OperationKind::Record), 1);
    let location = format!("operations/{OPERATION}");
    for name in cases("Location") {
        let reply = http::reply(Attempt::new(token, Timestamp::ZERO), 202, [(&name, &location)], b"").reply;
        let app::Body::Operation(report) = reply.body() else { panic!("{name}") };
        assert_eq!(report.id, Some(id(OPERATION)), "{name}");
    }
    for name in cases("Retry-After") {
        let reply = http::reply(Attempt::new(token, Timestamp::ZERO), 429, [(&name, "7")], b"").reply;
        assert_eq!(reply.retry_after(), Some(core::time::Duration::from_secs(7)), "{name}");
    }
}

#[test]
fn ids() {
    for text in cases(OPERATION).iter().chain(&cases(&OPERATION.replace('-', ""))) {
        assert_eq!(Id::parse(text), Ok(id(OPERATION)), "{text}");
    }
}

#[test]
fn words_are_compared_in_one_place() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let compare = sources.into_iter().filter(|(_, text)| text.contains("ignore_ascii_case"));
    let found: Vec<_> = compare.filter_map(|(path, _)| Some(path.file_name()?.to_owned())).collect();
    assert_eq!(found, ["words.rs"], "use `words::same`");
}
