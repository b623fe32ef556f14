//! Codes and words of notifications: known, unknown, newer than the crate.

use call_lifecycle::wire::{self, CommsNotification, Notice};
use call_lifecycle::{
    ChangeType, CompletionReason, OperationKind, OperationStatus, ReportedState, ResultInfo, ToneInfo, record::Tone,
};

use crate::{CALL, OPERATION, read};

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
    // However many zeros come first.
    let long = |zeros: usize| report(&format!(r#"{{"code": 0, "subcode": "{}\u0037"}}"#, "0".repeat(zeros)));
    for zeros in [63, 64, 65, 1_000] {
        assert_eq!(long(zeros), Some(ResultInfo::new(0, Some(7))), "{zeros}");
    }
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
