//! Bodies and headers of answers, and what a service writes.

use core::time::Duration;

use call_lifecycle::wire::{
    ApiVersion, CommsNotification, CommsNotifications, Direction, ErrorBody, Notice, Resource, ServiceNotification,
    ServiceNotifications, ServiceResource, http::RetryAfter,
};
use call_lifecycle::{
    CallReport, CallState, ChangeType, ClientContext, CompletionReason, OperationKind, OperationReport,
    OperationStatus, ReportedState, ResultInfo, ToneInfo, record::Tone,
};

use crate::{CALL, OPERATION, id, read};

#[test]
fn a_created_call() {
    // The 201 of the page that creates a call, shortened.
    let body: Resource<'_> = read(
        r##"{"@odata.type": "#microsoft.graph.call", "state": "establishing", "direction": "outgoing",
        "callbackUri": "https:\/\/bot.contoso.com\/callback", "callChainId": "d8217646-3110-40b1-bae6-e9ac6c3a9f74",
        "source": {"@odata.type": "#microsoft.graph.participantInfo", "identity": {"user": {"id": "8A34A46B"}}, "region": "westus"},
        "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}], "requestedModalities": ["audio"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia": [{"uri": "x"}]},
        "answeredBy": null, "id": "57DAB8B1894C409AB240BD8BEAE78896", "myParticipantId": "05491616"}"##,
    );
    assert!(body.is_call() && !body.is_operation());
    assert_eq!(body.id(), Ok(Some(id(CALL))));
    assert_eq!(body.direction, Some(Direction::Outgoing));
    assert_eq!(body.callback_uri(), Some("https://bot.contoso.com/callback"));
    assert_eq!(body.call_report(ChangeType::Created).state, ReportedState::Known(CallState::Establishing));
}

#[test]
fn a_running_record() {
    // The 200 of the v1.0 page of recordResponse.
    let body: Resource<'_> = read(
        r##"{"@odata.type": "#microsoft.graph.recordOperation", "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5", "status": "running",
        "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c", "resultInfo": null, "recordingLocation": null, "recordingAccessToken": null}"##,
    );
    assert_eq!(body.operation_kind(), Some(OperationKind::Record));
    let report = body.operation_report(false).unwrap();
    assert_eq!(
        report,
        OperationReport::NONE
            .with_id(id(OPERATION))
            .with_context(ClientContext::new("d45324c1-fcb5-430a-902c-f20af696537c").unwrap())
            .with_status(OperationStatus::Running)
    );
    assert!(!report.is_end());
    assert!(serde_json::from_str::<Resource<'_>>(r#"{"id": "x"}"#).unwrap().operation_report(false).is_err());
}

#[test]
fn the_types_of_operations() {
    for kind in OperationKind::ALL {
        let json = format!(r##"{{"@odata.type": "#Microsoft.Graph.{}Operation"}}"##, kind.type_name());
        let body: Resource<'_> = serde_json::from_str(&json).unwrap();
        // The type of all operations names no kind.
        let of_any = matches!(kind, OperationKind::ConfigureMixer | OperationKind::Other);
        assert_eq!(body.operation_kind(), (!of_any).then_some(*kind), "{json}");
        assert!(body.is_operation());
    }
    for other in [
        "#microsoft.graph.call",
        "#microsoft.graph.commsOperation",
        "#microsoft.graph.somethingOperation",
        "record",
        "#other.recordOperation",
        "",
    ] {
        assert_eq!(Resource::default().with_odata_type(other).operation_kind(), None, "{other}");
    }
}

#[test]
fn an_error() {
    let body: ErrorBody<'_> = read(
        r#"{"error": {"code": "NotFound", "message": "Call \"x\" not found.\n\uD83D\uDE00", "hints": [],
        "innerError": {"code": "8522", "request-id": "1a2b", "date": "2020-01-01T00:00:00"}}}"#,
    );
    assert_eq!((body.code(), body.inner_code(), body.request_id()), (Some("NotFound"), Some("8522"), Some("1a2b")));
    assert_eq!(body.message(), Some("Call \"x\" not found.\n\u{1F600}"));
    assert_eq!(read::<ErrorBody<'_>>("{}"), ErrorBody::default());
    let error = serde_json::from_str::<ErrorBody<'_>>(r#"{"error": {"code": 404}}"#).unwrap_err().to_string();
    assert!(error.starts_with("invalid type: integer `404`, expected a text in error.code"), "{error}");
}

#[test]
fn retry_after_in_seconds() {
    let delay = |delay| Some(RetryAfter::Delay(delay));
    assert_eq!(RetryAfter::parse("0"), delay(Duration::ZERO));
    assert_eq!(RetryAfter::parse("120"), delay(Duration::from_secs(120)));
    assert_eq!(RetryAfter::parse("99999999999999999999999"), delay(Duration::from_secs(u64::MAX)));
    for other in ["", " ", "+1", "-1", "1.5"] {
        assert_eq!(RetryAfter::parse(other), None, "{other}");
    }
}

/// What is written of a report reads as the same report, in both versions.
#[test]
fn reports_survive_the_wire() {
    let operation = OperationReport::NONE
        .with_deleted(true)
        .with_id(id(OPERATION))
        .with_context(ClientContext::new("quote \" and \u{1F600}").unwrap())
        .with_status(OperationStatus::Failed)
        .with_reason(CompletionReason::OperationCanceled);
    let call = CallReport::state(CallState::Terminated)
        .with_result(ResultInfo::new(408, Some(8537)))
        .with_audio_active(false)
        .with_tone(ToneInfo::new(-7, Tone::Star))
        .with_app_transferred(true);
    for version in [ApiVersion::Beta2019, ApiVersion::V1] {
        let result = (version == ApiVersion::V1).then(|| ResultInfo::new(400, Some(8508)));
        let mut operation = operation;
        operation.result = result;
        let entries = [
            ServiceNotification::call(version, id(CALL), call).with_message("gone"),
            ServiceNotification::operation(version, id(CALL), id(OPERATION), OperationKind::Record, operation)
                .with_client_context("quote \" and \u{1F600}")
                .with_location("https://l/\\", "token"),
        ];
        let mut buffer = [0; 2048];
        let len = serde_json_core::to_slice(&ServiceNotifications(&entries), &mut buffer).unwrap();
        let json = core::str::from_utf8(&buffer[..len]).unwrap();
        assert_eq!(json, serde_json::to_string(&ServiceNotifications(&entries)).unwrap());
        let body: CommsNotifications<'_> = read(json);
        let notices: Vec<_> = body.as_slice().iter().map(|entry| entry.notice().unwrap()).collect();
        assert_eq!(notices[0], Notice::Call { call: id(CALL), report: call });
        let Notice::Operation { kind, report, location, access_token, .. } = notices[1] else { panic!() };
        assert_eq!((kind, report), (Some(OperationKind::Record), operation));
        assert_eq!((location, access_token), (Some("https://l/\\"), Some("token")));
        let json = serde_json::to_string(&ServiceResource(&entries[1])).unwrap();
        assert_eq!(serde_json::from_str::<Resource<'_>>(&json).unwrap().id(), Ok(Some(id(OPERATION))));
    }
}

/// The later shape, as the v1.0 page of cancelMediaProcessing shows it.
#[test]
fn the_later_shape_is_written() {
    let report = OperationReport::NONE
        .with_deleted(true)
        .with_status(OperationStatus::Failed)
        .with_reason(CompletionReason::OperationCanceled)
        .with_result(ResultInfo::new(400, Some(8508)));
    let entry = ServiceNotification::operation(ApiVersion::V1, id(CALL), id(OPERATION), OperationKind::Record, report)
        .with_client_context("c")
        .with_location("", "")
        .with_message("Action falied, the operation was cancelled.");
    let path = "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5";
    let expected = serde_json::json!({
        "changeType": "deleted",
        "resourceUrl": path,
        "resourceData": {
            "@odata.type": "#microsoft.graph.recordOperation",
            "@odata.id": path,
            "@odata.etag": "W/\"54451\"",
            "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
            "clientContext": "c",
            "status": "failed",
            "resultInfo": {"code": 400, "subcode": 8508, "message": "Action falied, the operation was cancelled."},
            "recordingLocation": "",
            "recordingAccessToken": "",
            "completionReason": "operationCanceled",
        }
    });
    assert_eq!(serde_json::to_value(entry).unwrap(), expected);
}

/// Every member of what a public bot recorded (source `recorded-notifications`) is written, and no
/// other: a call that ended, audio, a tone, a prompt that was played.
#[test]
fn what_the_service_posts_is_written_as_it_was_recorded() {
    let entry = |report| ServiceNotification::call(ApiVersion::Beta2019, id(CALL), report).as_posted();
    let ended = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(200, Some(5002)));
    let audio = CallReport::state(CallState::Established).with_audio_active(true);
    let tone = CallReport::state(CallState::Established).with_tone(ToneInfo::new(6, Tone::from_symbol('1').unwrap()));
    let played = OperationReport::NONE
        .with_deleted(true)
        .with_status(OperationStatus::Completed)
        .with_reason(CompletionReason::CompletedSuccessfully)
        .with_result(ResultInfo::new(200, Some(0)));
    let (chain, context) = ("d3dc4cfc-4fae-4fc8-bab1-c2f85808e4af", "299adb91-c8b5-47d8-9eec-003a7179aff3");
    let rows = [
        (
            entry(ended).with_message("The conversation has ended. DiagCode: 0#5002.@").with_call_chain_id(id(chain)),
            ("deleted", ""),
            serde_json::json!({
                "@odata.type": "#microsoft.graph.call", "state": "terminated", "callChainId": chain,
                "resultInfo": {"@odata.type": "#microsoft.graph.resultInfo", "code": 200, "subcode": 5002,
                    "message": "The conversation has ended. DiagCode: 0#5002.@"},
            }),
        ),
        (
            entry(audio),
            ("updated", ""),
            serde_json::json!({
                "@odata.type": "#microsoft.graph.call", "state": "established",
                "mediaState": {"@odata.type": "#microsoft.graph.callMediaState", "audio": "active"},
            }),
        ),
        (
            entry(tone),
            ("updated", ""),
            serde_json::json!({
                "@odata.type": "#microsoft.graph.call", "state": "established",
                "toneInfo": {"@odata.type": "#microsoft.graph.toneInfo", "sequenceId": 6, "tone": "tone1"},
            }),
        ),
        (
            ServiceNotification::operation(ApiVersion::V1, id(CALL), id(OPERATION), OperationKind::PlayPrompt, played)
                .as_posted()
                .with_client_context(context)
                .with_message("Action completed successfully."),
            ("deleted", "/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5"),
            serde_json::json!({
                "@odata.type": "#microsoft.graph.playPromptOperation", "clientContext": context, "status": "completed",
                "completionReason": "completedSuccessfully", "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
                "resultInfo": {"@odata.type": "#microsoft.graph.resultInfo", "code": 200, "subcode": 0,
                    "message": "Action completed successfully."},
            }),
        ),
    ];
    for (entry, (change, below), data) in rows {
        let expected = serde_json::json!({
            "@odata.type": "#microsoft.graph.commsNotifications",
            "value": [{
                "@odata.type": "#microsoft.graph.commsNotification",
                "changeType": change,
                "resource": format!("/app/calls/57dab8b1-894c-409a-b240-bd8beae78896{below}"),
                "resourceUrl": format!("/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896{below}"),
                "resourceData": data,
            }],
        });
        let json = serde_json::to_string(&ServiceNotifications(&[entry])).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), expected);
        let body: CommsNotifications<'_> = read(&json);
        assert!(matches!(body.as_slice()[0].notice(), Ok(Notice::Call { .. } | Notice::Operation { .. })));
    }
    // A call that is new has its id, and so has the answer to a GET.
    let created = entry(CallReport::state(CallState::Incoming));
    let shown = entry(CallReport::state(CallState::Established));
    let json = serde_json::to_value(created).unwrap();
    assert_eq!(json["resourceData"]["id"], "57dab8b1-894c-409a-b240-bd8beae78896");
    assert_eq!(serde_json::to_value(ServiceResource(&shown)).unwrap()["id"], json["resourceData"]["id"]);
}

#[test]
fn an_entry_is_made_by_hand() {
    let mut data = Resource::default();
    data.state = ReportedState::Known(CallState::Established);
    let entry = CommsNotification::new(ChangeType::Updated, data).with_resource_url("/communications/calls/1");
    let json = serde_json::to_string(&entry).unwrap();
    assert_eq!(
        json,
        r#"{"changeType":"updated","resourceUrl":"/communications/calls/1","resourceData":{"state":"established"}}"#
    );
    // Copied data brings no path with it.
    let copy = CommsNotification::new(ChangeType::Deleted, entry.data().clone());
    assert_eq!((copy.resource_url(), copy.change_type()), (None, Some("deleted")));
}
