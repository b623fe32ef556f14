//! `commsNotifications`, read with both readers and written back.

use call_lifecycle::wire::{CommsNotification, CommsNotifications, Entries, Notice, Resource};
use call_lifecycle::{
    CallState, ChangeType, ClientContext, CompletionReason, OperationKind, OperationReport, OperationStatus,
    ReportedState, ResultInfo,
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

pub(crate) fn entry(json: &str) -> CommsNotification<'_> {
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
