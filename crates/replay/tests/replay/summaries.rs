//! Small traces, and their summaries as JSON.

use serde_json::{Value, json};

use crate::summaries;

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const OPERATION: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";

/// A trace, in which `CALL` and `OPERATION` stand for those, and `/calls` for the URL of the calls.
fn one(end: &str, lines: &[&str]) -> Value {
    let trace = lines.join("\n").replace("CALL", CALL).replace("OPERATION", OPERATION).replace("'", "\"");
    let all = summaries(end, &trace);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

#[test]
fn a_summary_has_these_members_in_this_order() {
    let ran = crate::run(&["--json", &crate::trace("source-record.jsonl")], b"");
    assert_eq!(
        ran.out.lines().last().unwrap(),
        r#"{"call":"57dab8b1-894c-409a-b240-bd8beae78896","state":"established","keepAlive":{"succeeded":0,"failed":0,"expiresAt":1562060700000,"presumedLost":false},"operations":[{"operation":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","kind":"record","status":"completed","reason":"stopToneDetected"}],"verdicts":{"applied":3,"noChange":0,"stale":0,"rejected":0}}"#
    );
}

#[test]
fn an_operation_that_its_answer_completes_is_not_listed_and_one_that_it_refuses_is() {
    let summary = one(
        "app",
        &[
            r#"{'at': 0, 'request': {'id': '1', 'method': 'POST', 'url': '/app/calls/CALL/mute'}}"#,
            r#"{'at': 1, 'response': {'to': '1', 'status': 200, 'body': {'status': 'completed', 'id': 'OPERATION'}}}"#,
            r#"{'at': 2, 'request': {'id': '2', 'method': 'POST', 'url': '/app/calls/CALL/subscribeToTone'}}"#,
            r#"{'at': 3, 'response': {'to': '2', 'status': 200, 'body': {'status': 'Completed'}}}"#,
            r#"{'at': 4, 'request': {'id': '3', 'method': 'POST', 'url': '/app/calls/CALL/playPrompt'}}"#,
            r#"{'at': 5, 'response': {'to': '3', 'status': 400}}"#,
            r#"{'at': 6, 'request': {'id': '4', 'method': 'POST', 'url': '/app/calls/CALL/record'}}"#,
            r#"{'at': 7, 'request': {'id': '5', 'method': 'POST', 'url': '/app/calls/CALL/sendDtmfTones'}}"#,
            r#"{'at': 8, 'response': {'to': '5', 'status': 200, 'body': {'status': 'failed'}}}"#,
            r#"{'at': 9, 'response': {'to': '4', 'status': 202, 'headers': {'location': '/app/calls/CALL/operations/OPERATION'}}}"#,
        ],
    );
    let operations = json!([
        {"kind": "playPrompt", "status": "failed", "answered": 400},
        {"operation": OPERATION, "kind": "record", "status": "notStarted"},
        {"kind": "sendDtmfTones", "status": "failed", "answered": 200},
    ]);
    assert_eq!(summary["operations"], operations);
    assert_eq!(summary["verdicts"], json!({"applied": 10, "noChange": 0, "stale": 0, "rejected": 0}));
}

#[test]
fn operations_are_listed_in_order_of_request_even_past_the_slots() {
    let mut lines = Vec::new();
    for number in 0..40 {
        let id = format!("{number:032x}");
        lines.push(format!(r#"{{'at': {number}, 'request': {{'id': 'r{number}', 'method': 'POST', 'url': '/app/calls/CALL/playPrompt', 'body': {{'clientContext': 'c{number}'}}}}}}"#));
        lines.push(format!(r#"{{'at': {number}, 'response': {{'to': 'r{number}', 'status': 200, 'body': {{'id': '{id}', 'status': 'running'}}}}}}"#));
        if number % 5 != 4 {
            lines.push(format!(r#"{{'at': {number}, 'notification': {{'value': [{{'changeType': 'deleted', 'resource': '/app/calls/CALL/operations/{id}', 'resourceData': {{'status': 'completed'}}}}]}}}}"#));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let summary = one("app", &lines);
    let operations = summary["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 40);
    for (number, operation) in operations.iter().enumerate() {
        assert_eq!(operation["operation"], format!("00000000-0000-0000-0000-{number:012x}"));
        assert_eq!(operation["status"], if number % 5 == 4 { "running" } else { "completed" });
    }
}

#[test]
fn an_operation_ends_with_its_call() {
    let summary = one(
        "app",
        &[
            r#"{'at': 0, 'request': {'id': '1', 'method': 'POST', 'url': '/app/calls/CALL/record', 'body': {'clientContext': 'c'}}}"#,
            r#"{'at': 5, 'notification': {'value': [{'changeType': 'deleted', 'resource': '/app/calls/CALL', 'resourceData': {'resultInfo': {'code': '200', 'subcode': '4521'}}}]}}"#,
            r#"{'at': 6, 'notification': {'value': [{'changeType': 'deleted', 'resource': '/app/calls/CALL/operations/OPERATION', 'resourceData': {'clientContext': 'c', 'status': 'completed'}}]}}"#,
        ],
    );
    assert_eq!(summary["operations"], json!([{"kind": "record", "status": "failed", "reason": "callEnded"}]));
    assert_eq!((summary["state"].as_str(), summary["cause"].as_str()), (Some("terminated"), Some("remoteHangUp")));
    assert_eq!(summary["verdicts"], json!({"applied": 2, "noChange": 1, "stale": 0, "rejected": 0}));
}

#[test]
fn a_create_counts_once() {
    let create = r#"{'at': 100, 'request': {'id': '1', 'method': 'POST', 'url': 'https://graph.microsoft.com/v1.0/communications/calls', 'body': {}}}"#;
    let created =
        r#"{'at': 900, 'response': {'to': '1', 'status': 201, 'body': {'state': 'establishing', 'id': 'CALL'}}}"#;
    let established = r#"{'at': 500, 'notification': {'value': [{'changeType': 'updated', 'resource': '/app/calls/CALL', 'resourceData': {'state': 'established'}}]}}"#;
    let summary = one("app", &[create, created]);
    assert_eq!(summary["keepAlive"]["expiresAt"], 2_700_100);
    assert_eq!(summary["verdicts"]["applied"], 1);
    // The notification overtook the answer: the call began when the request was sent all the same.
    let summary = one("app", &[create, established, created]);
    assert_eq!(summary["keepAlive"]["expiresAt"], 2_700_100);
    assert_eq!(summary["state"], "established");
    assert_eq!(summary["verdicts"], json!({"applied": 2, "noChange": 0, "stale": 0, "rejected": 0}));
    // What its body says besides is not counted.
    let summary = one("app", &[create, &created.replace("establishing", "established")]);
    assert_eq!((summary["state"].as_str(), &summary["verdicts"]["applied"]), (Some("established"), &json!(1)));
    for refused in ["'status': 403", "'status': 429, 'headers': {'Retry-After': 30}", "'status': 201"] {
        let trace =
            [create, &format!("{{'at': 200, 'response': {{'to': '1', {refused}}}}}")].join("\n").replace("'", "\"");
        assert_eq!(summaries("app", &trace), Vec::<Value>::new());
    }
}

#[test]
fn the_trace_ends_at_its_last_line() {
    let seen = r#"{'at': 0, 'notification': {'value': [{'changeType': 'updated', 'resource': '/app/calls/CALL', 'resourceData': {'state': 'established'}}]}}"#;
    for (at, state, lost) in [
        (2_699_999, "established", false),
        (2_700_000, "established", true),
        (3_599_999, "established", true),
        (3_600_000, "terminated", false),
    ] {
        let summary = one("app", &[seen, &format!("{{'at': {at}}}")]);
        assert_eq!(
            (summary["state"].as_str(), summary["keepAlive"]["presumedLost"].as_bool()),
            (Some(state), Some(lost)),
            "{at}"
        );
        assert_eq!(summary.get("cause").and_then(Value::as_str), (state == "terminated").then_some("abandoned"));
    }
    // At the service's end a notification only makes the call known.
    for (at, state) in
        [(2_699_999, "established"), (2_700_000, "terminating"), (2_709_999, "terminating"), (2_710_000, "terminated")]
    {
        let summary = one("service", &[seen, &format!("{{'at': {at}}}")]);
        assert_eq!(summary["state"], state);
        assert_eq!(summary.get("cause").and_then(Value::as_str), (at >= 2_700_000).then_some("keepAliveExpired"));
        assert_eq!(summary["verdicts"], json!({"applied": 0, "noChange": 0, "stale": 0, "rejected": 0}));
    }
}

#[test]
fn retry_after_and_failures() {
    let summary = one(
        "app",
        &[
            r#"{'at': 0, 'request': {'id': '1', 'method': 'POST', 'url': '/app/calls/CALL/keepAlive'}}"#,
            r#"{'at': 10, 'response': {'to': '1', 'status': 429, 'headers': {'Retry-After': '30'}}}"#,
            r#"{'at': 30010, 'request': {'id': '2', 'method': 'POST', 'url': '/app/calls/CALL/keepAlive'}}"#,
            r#"{'at': 30020, 'failed': {'to': '2'}}"#,
            r#"{'at': 40000, 'request': {'id': '3', 'method': 'POST', 'url': '/app/calls/CALL/keepAlive'}}"#,
            r#"{'at': 80000, 'response': {'to': '3', 'status': 200}}"#,
            r#"{'at': 80001, 'response': {'to': '3', 'status': 200}}"#,
            r#"{'at': 80002, 'response': {'to': '4', 'status': 200}}"#,
        ],
    );
    // The third had no answer within 30 s: it has succeeded late, and counts from when it was sent.
    assert_eq!(
        summary["keepAlive"],
        json!({"succeeded": 1, "failed": 2, "answeredLate": 1, "expiresAt": 2_740_000, "presumedLost": false})
    );
    assert_eq!(summary["verdicts"], json!({"applied": 6, "noChange": 1, "stale": 0, "rejected": 0}));
}

#[test]
fn first_sights() {
    let note = |change: &str, data: &str| {
        format!(
            "{{'at': 0, 'notification': {{'value': [{{'changeType': '{change}', 'resource': '/app/calls/CALL', 'resourceData': {data}}}]}}}}"
        )
    };
    for (change, data, state, cause, verdicts) in [
        ("created", "{'state': 'incoming'}", "incoming", None, [1, 0]),
        ("updated", "{'state': 'ringing'}", "ringing", None, [1, 0]),
        ("updated", "{'state': 'hold'}", "hold", None, [1, 0]),
        ("updated", "{'state': 'terminating'}", "terminating", None, [1, 0]),
        ("updated", "{}", "established", None, [1, 0]),
        ("updated", "{'state': 'unhold'}", "established", None, [0, 1]),
        ("deleted", "{}", "terminated", Some("unknown"), [1, 0]),
        ("deleted", "{'state': 'established', 'resultInfo': {'code': 486}}", "terminated", Some("busy"), [1, 0]),
        (
            "updated",
            "{'state': 'terminated', 'resultInfo': {'code': 408, 'subCode': 8537}}",
            "terminated",
            Some("keepAliveExpired"),
            [1, 0],
        ),
    ] {
        let summary = one("app", &[&note(change, data)]);
        assert_eq!(
            (summary["state"].as_str(), summary.get("cause").and_then(Value::as_str)),
            (Some(state), cause),
            "{data}"
        );
        let [applied, rejected] = verdicts;
        assert_eq!(
            summary["verdicts"],
            json!({"applied": applied, "noChange": 0, "stale": 0, "rejected": rejected}),
            "{data}"
        );
    }
}

#[test]
fn what_the_service_answers() {
    let post = |at: u64, method: &str, body: &str| {
        format!(
            "{{'at': {at}, 'request': {{'id': 'r{at}', 'method': 'POST', 'url': '/communications/calls/CALL/{method}', 'body': {body}}}}}"
        )
    };
    let create = |at: u64| {
        format!(
            "{{'at': {at}, 'request': {{'id': 'c{at}', 'method': 'POST', 'url': '/communications/calls', 'call': 'CALL', 'body': {{}}}}}}"
        )
    };
    let lines = [
        create(0),
        create(1),
        "{'at': 2, 'peer': {'call': 'CALL', 'event': 'connects'}}".to_owned(),
        post(3, "record", "{'maxRecordDurationInSeconds': 0}"),
        post(4, "record", "{'maxRecordDurationInSeconds': 3000000000}"),
        post(5, "record", "{'stopTones': ['1x']}"),
        post(6, "record", "{'stopTones': '1'}"),
        post(7, "recordResponse", "{'maxRecordDurationInSeconds': 121}"),
        post(8, "playPrompt", "{'prompts': []}"),
        post(9, "subscribeToTone", "{'clientContext': 'x'}"),
        post(10, "record", "{'stopTones': ['#']}"),
        post(11, "answer", "{}"),
        post(12, "keepAlive", "null"),
        "{'at': 13, 'media': {'call': 'CALL', 'event': 'tone', 'tone': '#'}}".to_owned(),
        "{'at': 14, 'media': {'call': 'CALL', 'event': 'promptFinished'}}".to_owned(),
        "{'at': 15, 'request': {'id': 'd', 'method': 'DELETE', 'url': '/app/calls/CALL'}}".to_owned(),
        "{'at': 16, 'request': {'id': 'd', 'method': 'DELETE', 'url': '/app/calls/CALL'}}".to_owned(),
        post(17, "keepAlive", "null"),
        "{'at': 18, 'response': {'to': 'd', 'status': 204}}".to_owned(),
        "{'at': 19, 'failed': {'to': 'd'}}".to_owned(),
        "{'at': 10015}".to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let summary = one("service", &lines);
    assert_eq!((summary["state"].as_str(), summary["cause"].as_str()), (Some("terminated"), Some("localHangUp")));
    assert_eq!(
        summary["keepAlive"],
        json!({"succeeded": 1, "failed": 0, "expiresAt": 2_700_012, "presumedLost": false})
    );
    assert_eq!(
        summary["operations"],
        json!([{"operation": "00000000-0000-0000-0000-000000000002", "kind": "record", "status": "completed", "reason": "stopToneDetected"}])
    );
    // Applied: create, connects, subscribeToTone, record, keepAlive, the tone, the first DELETE. Rejected: the second create, six bodies,
    // answer, a prompt's end without a prompt, keepAlive.
    assert_eq!(summary["verdicts"], json!({"applied": 7, "noChange": 1, "stale": 0, "rejected": 10}));
}

#[test]
fn what_the_other_end_is_told_makes_only_time_pass() {
    let peer = "{'at': 0, 'peer': {'call': 'CALL', 'event': 'calls'}}\n{'at': 20000, 'media': {'call': 'CALL', 'event': 'speechStarted'}}";
    assert_eq!(summaries("app", &peer.replace("CALL", CALL).replace("'", "\"")), Vec::<Value>::new());
    let summary = one("service", &[peer]);
    assert_eq!((summary["state"].as_str(), summary["cause"].as_str()), (Some("terminated"), Some("answerTimeout")));
    assert_eq!(summary["verdicts"], json!({"applied": 1, "noChange": 0, "stale": 1, "rejected": 0}));
}

/// The expiry of a call that is first seen at this time.
#[test]
fn times_as_texts_are_milliseconds_since_1970() {
    for (text, millis) in [
        ("1970-01-01T00:00:00Z", 0_u64),
        ("2026-02-03T04:05:06Z", 1_770_091_506_000),
        ("2026-02-03T04:05:06.7Z", 1_770_091_506_700),
        ("2026-02-03T04:05:06.7899Z", 1_770_091_506_789),
        ("2026-02-03T04:05:06.1234567Z", 1_770_091_506_123),
        ("2026-02-03T04:05:06.123456789012345+00:00", 1_770_091_506_123),
        ("2026-02-03T05:05:06.000+01:00", 1_770_091_506_000),
        ("2026-02-02T23:05:06-05:00", 1_770_091_506_000),
        ("2026-02-03t04:05:06z", 1_770_091_506_000),
        ("2026-02-03 04:05:06-00:00", 1_770_091_506_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2016-12-31T23:59:60Z", 1_483_228_799_000),
    ] {
        let seen = format!("{{'at': '{text}', 'request': {{'id': 'r', 'method': 'GET', 'url': '/app/calls/CALL'}}}}");
        for end in ["app", "service"] {
            assert_eq!(one(end, &[&seen])["keepAlive"]["expiresAt"], millis + 2_700_000, "{text}");
        }
    }
}

#[test]
fn a_call_that_the_service_ended_before_the_trace() {
    let ended = "{'at': 0, 'notification': {'value': [{'changeType': 'deleted', 'resource': '/app/calls/CALL'}]}}";
    let summary = one("service", &[ended]);
    assert_eq!((summary["state"].as_str(), summary["cause"].as_str()), (Some("terminated"), Some("unknown")));
    assert_eq!(summary["verdicts"], json!({"applied": 0, "noChange": 0, "stale": 0, "rejected": 0}));
}
