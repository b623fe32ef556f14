//! `commsNotifications`, read with both readers and written back.

use call_lifecycle::wire::{
    self, CommsNotification, CommsNotifications, Entries, IdError, Notice, NoticeError, PathError, Resource,
    json::TEXT_BYTES,
};
use call_lifecycle::{
    CallState, ChangeType, ClientContext, CompletionReason, OperationKind, OperationReport, OperationStatus,
    ReportedState, ResultInfo, ToneInfo, record::Tone,
};

use crate::{CALL, OPERATION, id, read};

/// The notification of the source page (call: record), verbatim.
pub(crate) const SOURCE: &str = r##"{
  "value": [
    {
      "changeType": "deleted",
      "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
      "resourceData": {
        "@odata.type": "#microsoft.graph.recordOperation",
        "@odata.id": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
        "@odata.etag": "W/\"54451\"",
        "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
        "status": "completed",
        "recordResourceLocation": "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad",
        "recordResourceAccessToken": "<access-token>",
        "completionReason": "stopToneDetected"
      }
    }
  ]
}"##;

fn entry(json: &str) -> CommsNotification<'_> {
    read(json)
}

#[test]
fn the_source_page() {
    let body: CommsNotifications<'_> = read(SOURCE);
    let [entry] = body.as_slice() else { panic!() };
    assert_eq!(entry.change_type(), Some("deleted"));
    assert_eq!(entry.data().odata_etag(), Some("W/\"54451\""));
    let notice = entry.notice().unwrap();
    assert_eq!(
        notice,
        Notice::Operation {
            call: id(CALL),
            kind: Some(OperationKind::Record),
            report: OperationReport::NONE
                .with_deleted(true)
                .with_id(id(OPERATION))
                .with_context(ClientContext::new("d45324c1-fcb5-430a-902c-f20af696537c").unwrap())
                .with_status(OperationStatus::Completed)
                .with_reason(CompletionReason::StopToneDetected),
            location: Some("https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad"),
            access_token: Some("<access-token>"),
        }
    );
    // Written back, it is the page's JSON again, member for member and in its order.
    let page: String = SOURCE.lines().map(|line| line.trim_start().replace("\": ", "\":")).collect();
    assert_eq!(serde_json::to_string(&body).unwrap(), page);
}

#[test]
fn the_later_shape() {
    // The v1.0 page of recordResponse: resourceUrl, an id in the data, resultInfo, and the other names of location and token.
    let entry = entry(
        r##"{"changeType": "deleted",
        "resourceUrl": "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "resourceData": {
            "@odata.type": "#microsoft.graph.recordOperation",
            "@odata.id": "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5",
            "@odata.etag": "W/\"54451\"",
            "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
            "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
            "status": "completed",
            "resultInfo": {"@odata.type": "#microsoft.graph.resultInfo", "code": 200, "subcode": 8515,
                "message": "Action completed. Max record duration reached."},
            "recordingLocation": "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad",
            "recordingAccessToken": "<access-token>"}}"##,
    );
    let Notice::Operation { call, report, location, access_token, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!((call, report.id), (id(CALL), Some(id(OPERATION))));
    assert_eq!(report.result, Some(ResultInfo::new(200, Some(8515))));
    assert_eq!(report.judge(OperationKind::Record).reason, Some(CompletionReason::MaxRecordDurationReached));
    assert_eq!(location, Some("https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad"));
    assert_eq!(access_token, Some("<access-token>"));
    assert_eq!(entry.data().message(), Some("Action completed. Max record duration reached."));
}

#[test]
fn a_cancelled_record_has_no_location() {
    let entry = entry(
        r##"{"changeType": "deleted", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
        "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "failed", "recordingLocation": "",
            "recordingAccessToken": "", "completionReason": "operationCanceled", "resultInfo": {"code": 400, "subcode": 8508}}}"##,
    );
    let Notice::Operation { report, location, access_token, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!((location, access_token), (None, None));
    assert_eq!(
        (report.status, report.reason),
        (Some(OperationStatus::Failed), Some(CompletionReason::OperationCanceled))
    );
}

#[test]
fn escaped_texts_are_not_lost() {
    let entry = entry(
        r##"{"changeType": "dele\u0074ed", "resource": "\/app\/calls\/57DAB8B1894C409AB240BD8BEAE78896\/operations\/0FE0623FD62842EDB4BD8AC290072CC5",
        "resourceData": {"status": "complet\u0065d", "completionR\u0065ason": "stopTone\u0044etected",
            "clientContext": "tab\tquote\"slash\/back\\smile\uD83D\uDE00\u00e9",
            "recordResourceLocation": "https:\/\/file.location\/1?sig=a\u0026b\u002Bc",
            "recordResourceAccessToken": "\u003Caccess-token\u003E",
            "resultInfo": {"code": 200, "message": "a \"b\"\n"}}}"##,
    );
    let Notice::Operation { call, report, location, access_token, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!((call, report.id), (id(CALL), Some(id(OPERATION))));
    assert_eq!((report.deleted, report.status), (true, Some(OperationStatus::Completed)));
    assert_eq!(report.reason, Some(CompletionReason::StopToneDetected));
    assert_eq!(entry.data().client_context(), Some("tab\tquote\"slash/back\\smile\u{1F600}é"));
    assert_eq!(report.context, Some(ClientContext::hash("tab\tquote\"slash/back\\smile\u{1F600}é")));
    assert_eq!(location, Some("https://file.location/1?sig=a&b+c"));
    assert_eq!(access_token, Some("<access-token>"));
    assert_eq!(entry.data().message(), Some("a \"b\"\n"));
}

#[test]
fn a_backslash_is_no_escape_where_there_is_none() {
    // `a\u0041` as a text of seven characters: a reader that has unescaped it already must not be second-guessed.
    assert_eq!(entry(r#"{"resourceData": {"clientContext": "a\\u0041"}}"#).data().client_context(), Some(r"a\u0041"));
    assert_eq!(entry(r#"{"resourceData": {"clientContext": "\\"}}"#).data().client_context(), Some(r"\"));
}

#[test]
fn bad_escapes_and_overlong_texts_are_errors() {
    let ours = |json: &str| wire::json::from_str::<CommsNotification<'_>>(json).map(drop).unwrap_err().to_string();
    for escape in [r"\uD83D", r"\uDE00\uD83D", r"\uD83Dx", r"\x41", r"\u00", r"\u+041", r"\uD83D\u0041"] {
        let json = format!(r#"{{"resourceData": {{"clientContext": "{escape}"}}}}"#);
        assert!(serde_json::from_str::<CommsNotification<'_>>(&json).is_err(), "{escape}");
        assert!(ours(&json).starts_with("the escapes are "), "{escape}");
        // Of a word it is an error too, even of one that is too long to be known.
        for plain in ["", &"x".repeat(200)] {
            let json = format!(r#"{{"resourceData": {{"state": "{plain}{escape}"}}}}"#);
            assert!(serde_json::from_str::<CommsNotification<'_>>(&json).is_err(), "{plain}{escape}");
            assert!(wire::json::from_str::<CommsNotification<'_>>(&json).is_err(), "{plain}{escape}");
        }
    }
    let text = |escaped: usize, plain: usize| {
        let escaped = "\\u00e9".repeat(escaped / 2);
        format!(
            r#"{{"resourceData": {{"recordingLocation": "{escaped}", "recordingAccessToken": "{}"}}}}"#,
            "x".repeat(plain)
        )
    };
    // Exactly as many bytes as there is room for, beside a plain text of any length.
    let fits = text(TEXT_BYTES, 5_000);
    let data = entry(&fits);
    assert_eq!(data.data().location().map(str::len), Some(TEXT_BYTES));
    assert_eq!(data.data().access_token().map(str::len), Some(5_000));
    let over = text(TEXT_BYTES + 2, 0);
    assert!(ours(&over).starts_with("recordingLocation: the texts with escapes of one object"));
    let error = serde_json::from_str::<CommsNotification<'_>>(&over).unwrap_err().to_string();
    assert!(
        error.starts_with(
            "recordingLocation: the texts with escapes of one object may have at most 1024 bytes together"
        ),
        "{error}"
    );
}

#[test]
fn calls_in_every_spelling() {
    for path in [
        "/app/calls/57DAB8B1894C409AB240BD8BEAE78896",
        "app/calls/57dab8b1894c409ab240bd8beae78896/",
        "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896",
        "communications/calls/57DAB8B1-894C-409A-B240-BD8BEAE78896",
        "https://graph.microsoft.com/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896",
        "https://graph.microsoft.com/beta/app/calls/57dab8b1-894c-409a-b240-bd8beae78896?$expand=x",
        "/applications/0b3b2b5c-0000-0000-0000-000000000000/calls/57dab8b1-894c-409a-b240-bd8beae78896",
    ] {
        for member in ["resource", "resourceUrl"] {
            for state in ["established", "Established", "ESTABLISHED"] {
                let json = format!(
                    r#"{{"{member}": "{path}", "resourceData": {{"state": "{state}"}}, "changeType": "Updated"}}"#
                );
                let entry = entry(&json);
                let Notice::Call { call, report } = entry.notice().unwrap() else { panic!("{json}") };
                assert_eq!(call, id(CALL));
                assert_eq!(
                    (report.change, report.state),
                    (ChangeType::Updated, ReportedState::Known(CallState::Established))
                );
            }
        }
    }
}

#[test]
fn codes_as_numbers_and_as_texts() {
    let report = |json: &str| {
        let json = format!(
            r#"{{"changeType": "deleted", "resource": "/app/calls/{CALL}", "resourceData": {{"resultInfo": {json}}}}}"#
        );
        let entry: CommsNotification<'_> = serde_json::from_str(&json).unwrap();
        let written = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<CommsNotification<'_>>(&written).unwrap(), entry, "{written}");
        assert_eq!(wire::json::from_str::<CommsNotification<'_>>(&json).unwrap(), entry);
        let Notice::Call { report, .. } = entry.notice().unwrap() else { panic!() };
        report.result
    };
    assert_eq!(report(r#"{"code": 408, "subcode": 8537}"#), Some(ResultInfo::new(408, Some(8537))));
    assert_eq!(report(r#"{"code": "200", "subcode": "5001"}"#), Some(ResultInfo::new(200, Some(5001))));
    assert_eq!(report(r#"{"code": 500, "subCode": 7000}"#), Some(ResultInfo::new(500, Some(7000))));
    assert_eq!(report(r#"{"code": "\u0034\u00308", "subCode": " 8537 "}"#), Some(ResultInfo::new(408, Some(8537))));
    assert_eq!(report(r#"{"code": 0, "subcode": null}"#), Some(ResultInfo::new(0, None)));
    assert_eq!(report(r#"{"code": "0"}"#), Some(ResultInfo::new(0, None)));
    assert_eq!(report(r#"{"code": null, "subcode": 7015}"#), None);
    assert_eq!(
        report(r#"{"code": -2147483648, "subcode": 2147483647}"#),
        Some(ResultInfo::new(i32::MIN, Some(i32::MAX)))
    );
    assert_eq!(report("null"), None);
    assert_eq!(report(r#"{"message": "\u0041"}"#), None);

    for (value, said) in [
        (
            "2147483648",
            "integer `2147483648`, expected a whole number, or a text of one, in resultInfo.code from -2147483648 to 2147483647",
        ),
        (
            "18446744073709551615",
            "integer `18446744073709551615`, expected a whole number, or a text of one, in resultInfo.code",
        ),
        (r#""7015#1""#, "string \"7015#1\", expected a whole number, or a text of one, in resultInfo.code"),
        ("2.5", "floating point `2.5`, expected a whole number, or a text of one, in resultInfo.code"),
        ("true", "boolean `true`, expected a whole number, or a text of one, in resultInfo.code"),
    ] {
        let json = format!(r#"{{"resourceData": {{"resultInfo": {{"code": {value}}}}}}}"#);
        let error = serde_json::from_str::<CommsNotification<'_>>(&json).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert!(serde_json_core::from_str::<CommsNotification<'_>>(&json).is_err());
    }
}

#[test]
fn data_as_object_or_array_and_members_in_any_order() {
    let data = r##"{"state": "terminated", "nested": {"state": [1, {"a": null}]}, "@odata.type": "#microsoft.graph.call", "resultInfo": {"code": 200, "x": "y"}}"##;
    let object = format!(
        r#"{{"resourceData": {data}, "tenant": {{"id": "1", "list": [1, 2.5, true]}}, "resource": "/app/calls/{CALL}", "changeType": "deleted"}}"#
    );
    let array = format!(
        r#"{{"changeType": "deleted", "resource": "/app/calls/{CALL}", "resourceData": [ {data} ], "callback": "https:\/\/bot"}}"#
    );
    assert_eq!(entry(&object), entry(&array));
    let Notice::Call { report, .. } = entry(&object).notice().unwrap() else { panic!() };
    assert_eq!(
        (report.state, report.result),
        (ReportedState::Known(CallState::Terminated), Some(ResultInfo::new(200, None)))
    );

    let none =
        r#"{"changeType": "created", "resource": "/app/calls/57dab8b1894c409ab240bd8beae78896", "resourceData": DATA}"#;
    for data in ["null", "[]", "{}", "[null]"] {
        let json = none.replace("DATA", data);
        assert_eq!(entry(&json).data(), &Resource::default(), "{data}");
    }
    for data in ["5", "\"x\"", "true"] {
        let json = none.replace("DATA", data);
        let error = serde_json::from_str::<CommsNotification<'_>>(&json).unwrap_err().to_string();
        assert!(
            error.contains("expected the resource of a call or an operation as an object or an array of objects"),
            "{error}"
        );
    }
    // A roster: an array of a resource that is not ours.
    let roster = entry(
        r#"{"changeType": "updated", "resourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/participants",
            "resourceData": [{"id": "a", "info": {"identity": null}}, {"id": "b", "isMuted": false}]}"#,
    );
    assert_eq!(roster.notice(), Ok(Notice::Other { call: Some(id(CALL)) }));
    // However long it is: each element's escaped texts make room for the next one's, and others stay.
    let one =
        r#"{"@odata.etag": "W/\"54451\"", "id": "\u0061", "info": {"identity": {"user": {"displayName": "\"x\""}}}}"#;
    let json = format!(
        r#"{{"changeType": "\u0075pdated", "resource": "\/communications\/calls\/{CALL}\/participants", "resourceData": [{}]}}"#,
        vec![one; 500].join(",")
    );
    let roster = entry(&json);
    assert_eq!(roster.notice(), Ok(Notice::Other { call: Some(id(CALL)) }));
    assert_eq!(
        (roster.change_type(), roster.data().odata_etag(), roster.data().id_text()),
        (Some("updated"), Some("W/\"54451\""), Some("a"))
    );
}

#[test]
fn several_notifications_in_one_body() {
    let mut json = String::from(r#"{"@odata.context": "x", "value": ["#);
    for number in 0..20 {
        let comma = if number == 0 { "" } else { "," };
        json += &format!(
            r#"{comma}{{"changeType": "updated", "resource": "/app/calls/{:032X}", "resourceData": {{"state": "ringing"}}}}"#,
            number
        );
    }
    json += "]}";
    let mut calls = Vec::new();
    for entry in Entries::new(json.as_bytes()) {
        match entry.unwrap().notice().unwrap() {
            Notice::Call { call, .. } => calls.push(call.as_u128()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(calls, (0..20).collect::<Vec<u128>>());
    assert_eq!(read::<CommsNotifications<'_, 20>>(&json).as_slice().len(), 20);
    let error = serde_json::from_str::<CommsNotifications<'_, 19>>(&json).unwrap_err().to_string();
    assert!(error.starts_with("value has more than 19 entries: read it with `Entries`"), "{error}");
}

#[test]
fn a_body_needs_its_value() {
    for (json, said) in [
        ("{}", "missing field `value`"),
        (r#"{"value": null}"#, "invalid type: null, expected an array in value"),
        (r#"{"value": {}}"#, "invalid type: map, expected an array in value"),
        (r#"{"value": [5]}"#, "invalid type: integer `5`, expected an entry of a notification's value as an object"),
        (r#"[]"#, "invalid type: sequence, expected the body of a notification as an object"),
    ] {
        let error = serde_json::from_str::<CommsNotifications<'_>>(json).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
        assert!(serde_json_core::from_str::<CommsNotifications<'_>>(json).is_err());
    }
    assert_eq!(read::<CommsNotifications<'_>>(r#"{"value": []}"#), CommsNotifications::default());
}

#[test]
fn members_of_another_type_are_named() {
    for (data, said) in [
        (r#"{"state": 5}"#, "invalid type: integer `5`, expected a text in state"),
        (r#"{"clientContext": {}}"#, "invalid type: map, expected a text in clientContext"),
        (r#"{"status": []}"#, "invalid type: sequence, expected a text in status"),
        (r#"{"resultInfo": "200"}"#, "invalid type: string \"200\", expected resultInfo as an object"),
        (r#"{"mediaState": {"audio": true}}"#, "invalid type: boolean `true`, expected a text in mediaState.audio"),
    ] {
        let json = format!(r#"{{"resourceData": {data}}}"#);
        let error = serde_json::from_str::<CommsNotification<'_>>(&json).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
        assert!(serde_json_core::from_str::<CommsNotification<'_>>(&json).is_err());
    }
    let json = r#"{"changeType": "updated", "resource": 7}"#;
    let error = serde_json::from_str::<CommsNotification<'_>>(json).unwrap_err().to_string();
    assert!(error.starts_with("invalid type: integer `7`, expected a text in resource"), "{error}");
}

#[test]
fn unknown_words_and_null_are_no_values() {
    let data = |json: &str| {
        let json = format!(r#"{{"resourceData": {json}}}"#);
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        entry.data().clone()
    };
    assert_eq!(data(r#"{"state": "unknownFutureValue"}"#).state, ReportedState::Unknown);
    assert_eq!(data(r#"{"state": "unhold"}"#).state, ReportedState::Unknown);
    assert_eq!(data(r#"{"state": null}"#).state, ReportedState::Absent);
    assert_eq!(data(r#"{"status": "idle"}"#).status, None);
    assert_eq!(data(r#"{"status": null}"#).status, None);
    assert_eq!(data(r#"{"status": "Running"}"#).status, Some(OperationStatus::Running));
    for reason in ["somethingNew", "unknownFutureValue", "UnknownFutureValue", ""] {
        assert_eq!(data(&format!(r#"{{"completionReason": "{reason}"}}"#)).reason, None, "{reason}");
    }
    assert_eq!(data(r#"{"completionReason": "Unknown"}"#).reason, Some(CompletionReason::Unknown));
    for word in ["unknownFutureValue", "somethingNew"] {
        let json = format!(r#"{{"status": "{word}", "direction": "{word}", "toneInfo": {{"tone": "{word}"}}}}"#);
        let read = data(&json);
        assert_eq!((read.status, read.direction, read.tone), (None, None, None), "{word}");
    }
    assert_eq!(data(r#"{"completionReason": null}"#).reason, None);
    assert_eq!(data(r#"{"mediaState": {"audio": "inactive"}}"#).audio_active, Some(false));
    assert_eq!(data(r#"{"mediaState": {"audio": "unknownFutureValue"}}"#).audio_active, None);
    let tone = data(r#"{"toneInfo": {"sequenceId": 3, "tone": "pound"}}"#).tone;
    assert_eq!(tone, Some(ToneInfo::new(3, Tone::Pound)));
    assert_eq!(data(r#"{"toneInfo": {"sequenceId": 3, "tone": "whistle"}}"#).tone, None);
    assert!(data(r#"{"terminationReason": "AppTransferred"}"#).call_report(ChangeType::Deleted).app_transferred);
    assert!(!data(r#"{"terminationReason": "AppInitiated"}"#).call_report(ChangeType::Deleted).app_transferred);
}

#[test]
fn the_operations_of_an_invite() {
    let json = |id: &str| {
        format!(
            r##"{{"changeType": "deleted", "resourceUrl": "/communications/calls/{CALL}/operations/participants", "resourceData":
            {{"@odata.type": "#microsoft.graph.inviteParticipantsOperation", "id": {id}, "clientContext": "c", "status": "Completed"}}}}"##
        )
    };
    let json_null = json("null");
    let null = entry(&json_null);
    let Notice::Operation { kind, report, .. } = null.notice().unwrap() else { panic!() };
    assert_eq!((kind, report.id), (Some(OperationKind::Invite), None));
    assert_eq!(report.context, Some(ClientContext::hash("c")));
    let json_given = json(&format!("{OPERATION:?}"));
    let given = entry(&json_given);
    let Notice::Operation { report, .. } = given.notice().unwrap() else { panic!() };
    assert_eq!(report.id, Some(id(OPERATION)));
}

#[test]
fn a_reject_ends_the_call_without_a_state() {
    let json = format!(
        r##"{{"changeType": "deleted", "resource": "/app/calls/{CALL}", "resourceData": {{"@odata.type": "#microsoft.graph.call",
        "@odata.id": "/app/calls/{CALL}"}}}}"##
    );
    let entry = entry(&json);
    let Notice::Call { report, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!(report.state, ReportedState::Absent);
    assert_eq!(report.reported(), ReportedState::Known(CallState::Terminated));
}

#[test]
fn an_entry_that_says_nothing_is_an_error() {
    let error = |json: &str| match entry(json).notice() {
        Err(error) => (error, error.to_string()),
        Ok(notice) => panic!("{notice:?}"),
    };
    assert_eq!(error(r#"{"changeType": "updated", "resource": "", "resourceUrl": null}"#).0, NoticeError::NoPath);
    let (_, said) = error(r#"{"changeType": "updated", "resource": "/app/calls/57DAB8B1"}"#);
    assert!(
        said.starts_with("in resource, the segment after calls is \"57DAB8B1\": an id has 32 hexadecimal digits"),
        "{said}"
    );
    let (_, said) = error(&format!(r#"{{"changeType": "deleted", "resourceUrl": "/app/calls/{CALL}/operations/x"}}"#));
    assert!(said.starts_with("in resourceUrl, the segment after operations is \"x\""), "{said}");
    let (_, said) = error(&format!(r#"{{"resource": "/app/calls/{CALL}"}}"#));
    assert_eq!(said, "the entry has no changeType: it must be created, updated or deleted");
    let (_, said) = error(&format!(r#"{{"changeType": "purged", "resource": "/app/calls/{CALL}"}}"#));
    assert_eq!(said, "changeType is \"purged\", but must be created, updated or deleted");
    let (known, _) = error(
        r##"{"changeType": "created", "resource": "/communications/calls", "resourceData": {"@odata.type": "#microsoft.graph.call"}}"##,
    );
    assert_eq!(known, NoticeError::NoId);
    let (_, said) = error(
        r##"{"changeType": "created", "resource": "/communications/calls", "resourceData": {"@odata.type": "#microsoft.graph.call", "id": "7"}}"##,
    );
    assert!(said.starts_with("in resourceData, id is \"7\", but an id has 32 hexadecimal digits"), "{said}");
}

#[test]
fn a_resource_knows_its_own_id() {
    let id_of = |json: &str| serde_json::from_str::<Resource<'_>>(json).unwrap().id();
    assert_eq!(id_of(r#"{"id": "57DAB8B1894C409AB240BD8BEAE78896"}"#), Ok(Some(id(CALL))));
    assert_eq!(
        id_of(&format!(r#"{{"id": null, "@odata.id": "/app/calls/{CALL}/operations/{OPERATION}"}}"#)),
        Ok(Some(id(OPERATION)))
    );
    assert_eq!(id_of("{}"), Ok(None));
    assert!(matches!(id_of(r#"{"@odata.id": "/app/calls/7"}"#), Err(IdError::Path(PathError::Id { .. }))));
}

#[test]
fn a_reason_newer_than_the_crate_leaves_it_to_status_and_code() {
    let outcome = |members: &str| {
        let json = format!(
            r##"{{"changeType": "deleted", "resourceUrl": "/communications/calls/{CALL}/operations/{OPERATION}",
            "resourceData": {{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", {members}}}}}"##
        );
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        let Ok(Notice::Operation { report, .. }) = entry.notice() else { panic!("{members}") };
        let outcome = report.judge(OperationKind::SendDtmfTones);
        (outcome.status, outcome.reason)
    };
    use OperationStatus::{Completed, Failed};
    for reason in ["unknownFutureValue", "UNKNOWNFUTUREVALUE", "playedTwice"] {
        let said = |rest: &str| outcome(&format!(r#""completionReason": "{reason}", {rest}"#));
        assert_eq!(said(r#""status": "completed", "resultInfo": {"code": 200, "subcode": 0}"#), (Completed, None));
        assert_eq!(said(r#""status": "Completed", "resultInfo": null"#), (Completed, None));
        assert_eq!(said(r#""status": "completed", "resultInfo": {"code": 500}"#), (Failed, None));
        assert_eq!(said(r#""status": "failed", "resultInfo": {"code": 200, "subcode": 0}"#), (Failed, None));
        let cancelled = Some(CompletionReason::MediaOperationCanceled);
        assert_eq!(said(r#""status": "failed", "resultInfo": {"code": 400, "subcode": 8508}"#), (Failed, cancelled));
    }
    let unknown = outcome(r#""status": "completed", "completionReason": "unknown""#);
    assert_eq!(unknown, (Failed, Some(CompletionReason::Unknown)), "a word that is known");
}

/// A `deleted` of something that is not the call, on the path of the call, does not end the call.
#[test]
fn the_type_of_the_data_counts_on_the_path_of_a_call() {
    let notice = |path: &str, data: &str| {
        let json = format!(r##"{{"changeType": "deleted", "resourceUrl": "{path}", "resourceData": {data}}}"##);
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        let notice = entry.notice().unwrap();
        match notice {
            Notice::Call { call, report } => format!("call {call} {:?}", report.reported()),
            Notice::Operation { call, report, .. } => {
                format!("operation of {call} {:?} {:?}", report.id, report.status)
            }
            Notice::Other { call } => format!("other {call:?}"),
        }
    };
    let call = format!("/communications/calls/{CALL}");
    let ended = format!("call {CALL} {:?}", ReportedState::Known(CallState::Terminated));
    for data in [
        "null",
        "{}",
        r#"{"state": "established"}"#,
        r##"{"@odata.type": "#microsoft.graph.call"}"##,
        r##"{"@odata.type": "#Microsoft.Graph.Call"}"##,
        r##"{"@odata.type": "microsoft.graph.call"}"##,
        r##"{"@odata.type": "#microsoft.graph.communications.call"}"##,
        r##"{"@odata.type": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.call"}"##,
        r#"{"@odata.type": ""}"#,
        r#"[{"@odata.type": "microsoft.graph.call"}]"#,
    ] {
        assert_eq!(notice(&call, data), ended, "{data}");
    }
    let other = format!("other {:?}", Some(id(CALL)));
    for data in [
        r##"{"@odata.type": "#microsoft.graph.participant", "id": "1"}"##,
        r##"{"@odata.type": "#microsoft.graph.audioRoutingGroup"}"##,
        r##"{"@odata.type": "#microsoft.graph.callRecording", "state": "terminated"}"##,
        r##"[{"@odata.type": "#microsoft.graph.participant"}]"##,
        r##"{"@odata.type": "#contoso.thing"}"##,
    ] {
        assert_eq!(notice(&call, data), other, "{data}");
    }
    for (kind, name) in [
        ("record", format!("\"id\": \"{OPERATION}\"")),
        ("foo", format!("\"@odata.id\": \"{call}/operations/{OPERATION}\"")),
    ] {
        let data = format!(r##"{{"@odata.type": "#microsoft.graph.{kind}Operation", {name}, "status": "failed"}}"##);
        let expected = format!("operation of {CALL} {:?} {:?}", Some(id(OPERATION)), Some(OperationStatus::Failed));
        assert_eq!(notice(&call, &data), expected);
    }
    let nameless = notice(&call, r##"{"@odata.type": "#microsoft.graph.commsOperation", "status": "completed"}"##);
    assert_eq!(nameless, format!("operation of {CALL} None {:?}", Some(OperationStatus::Completed)));
    // On the path of an operation too: what has the type of something else says nothing of the operation.
    let operation = format!("{call}/operations/{OPERATION}");
    for data in
        [r##"{"@odata.type": "#microsoft.graph.call"}"##, r##"{"@odata.type": "#microsoft.graph.participant"}"##]
    {
        assert_eq!(notice(&operation, data), other, "{data}");
    }
}
