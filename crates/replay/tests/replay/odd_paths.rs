//! The application's end off the main path: more operations than slots, parts of a call, answers
//! that come late.

use serde_json::{Value, json};

use crate::{run, summaries};

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const ESTABLISHED: &str = r#"{"at": 0, "notification": {"value": [{"changeType": "updated", "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"state": "established"}}]}}"#;

fn post(at: u64, id: &str, method: &str, body: &str) -> String {
    format!(
        r#"{{"at": {at}, "request": {{"id": "{id}", "method": "POST", "url": "/app/calls/{CALL}/{method}", "body": {body}}}}}"#
    )
}

fn answer(at: u64, to: &str, status: u16, body: &str) -> String {
    format!(r#"{{"at": {at}, "response": {{"to": "{to}", "status": {status}, "body": {body}}}}}"#)
}

fn ended(at: u64) -> String {
    format!(
        r#"{{"at": {at}, "notification": {{"value": [{{"changeType": "deleted", "resource": "/app/calls/{CALL}", "resourceData": {{"resultInfo": {{"code": 200}}}}}}]}}}}"#
    )
}

fn one(lines: &[String]) -> Value {
    let mut all = summaries("app", &lines.join("\n"));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn text(lines: &[String]) -> String {
    let ran = run(&["-"], lines.join("\n").as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn more_operations_than_slots() {
    let operation = |nth: u32| format!("00000000-0000-0000-0000-0000000000{nth:02}");
    let mut lines = vec![ESTABLISHED.to_owned()];
    for nth in 1..=36 {
        let (id, body) = (format!("r{nth}"), format!(r#"{{"id": "{}", "status": "running"}}"#, operation(nth)));
        lines.push(post(nth.into(), &id, "record", &format!(r#"{{"clientContext": "c{nth}"}}"#)));
        // One answer is missing, one refuses.
        match nth {
            34 => {}
            35 => lines.push(answer(nth.into(), &id, 400, "null")),
            _ => lines.push(answer(nth.into(), &id, 200, &body)),
        }
    }
    // By its id, and by its context alone.
    for (nth, context) in [(33, "null"), (34, r#""c34""#)] {
        lines.push(format!(
            r#"{{"at": 50, "notification": {{"value": [{{"changeType": "deleted", "resource": "/app/calls/{CALL}/operations/{}", "resourceData": {{"clientContext": {context}, "status": "completed", "completionReason": "stopToneDetected"}}}}]}}}}"#,
            operation(nth)
        ));
    }
    lines.push(ended(60));
    let summary = one(&lines);
    let operations = summary["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 36);
    for (place, nth) in (1..=36).enumerate() {
        if nth == 35 {
            assert_eq!(operations[place], json!({"kind": "record", "status": "failed", "answered": 400}));
            continue;
        }
        let (status, reason) =
            if matches!(nth, 33 | 34) { ("completed", "stopToneDetected") } else { ("failed", "callEnded") };
        let expected = json!({"operation": operation(nth), "kind": "record", "status": status, "reason": reason});
        assert_eq!(operations[place], expected, "{nth}");
    }
    // 1, 32 times two, and the end; what finds no slot is what the machine says.
    assert_eq!(summary["verdicts"], json!({"applied": 66, "noChange": 0, "stale": 0, "rejected": 4 + 3 + 2}));
    let said = text(&lines);
    assert!(said.contains("more than 32 operations were open at once"), "{said}");
    assert!(!said.contains("slot") && !said.contains("did not ask for"), "{said}");
    assert!(said.contains("and 25 other operations that did not complete"), "{said}");
}

#[test]
fn parts_of_a_call() {
    let roster = |at: u64| {
        format!(
            r#"{{"at": {at}, "notification": {{"value": [{{"changeType": "updated", "resource": "/app/calls/{CALL}/participants", "resourceData": [{{"id": "x"}}]}}]}}}}"#
        )
    };
    let summary = one(&[roster(0), roster(1), ended(2), roster(3)]);
    assert_eq!(summary["verdicts"], json!({"applied": 2, "noChange": 1, "stale": 1, "rejected": 0}));
    let at_the_service = summaries("service", &roster(0));
    assert_eq!(
        (&at_the_service[0]["state"], &at_the_service[0]["verdicts"]["applied"]),
        (&json!("established"), &json!(0))
    );
}

#[test]
fn an_answer_after_it_was_given_up() {
    let lines = [
        ESTABLISHED.to_owned(),
        post(10, "k", "keepAlive", "null"),
        r#"{"at": 20, "failed": {"to": "k"}}"#.to_owned(),
        answer(30, "k", 200, "null"),
        answer(40, "k", 200, "null"),
    ];
    let summary = one(&lines);
    assert_eq!(
        summary["keepAlive"],
        json!({"succeeded": 1, "failed": 1, "expiresAt": 2_700_010, "presumedLost": false})
    );
    assert_eq!(summary["verdicts"], json!({"applied": 4, "noChange": 1, "stale": 0, "rejected": 0}));
}

#[test]
fn an_overtaken_success_is_one() {
    let lines = [
        ESTABLISHED.to_owned(),
        post(10, "k1", "keepAlive", "null"),
        post(20, "k2", "keepAlive", "null"),
        answer(30, "k2", 200, "null"),
        answer(40, "k1", 200, "null"),
        answer(50, "k1", 200, "null"),
    ];
    let summary = one(&lines);
    assert_eq!(
        (&summary["keepAlive"]["succeeded"], &summary["keepAlive"]["expiresAt"]),
        (&json!(2), &json!(2_700_020))
    );
    assert_eq!(summary["verdicts"], json!({"applied": 4, "noChange": 1, "stale": 1, "rejected": 0}));
    assert!(text(&lines).contains("[stale: a newer keepAlive has succeeded]"));
}

#[test]
fn a_request_leaves_no_earlier_than_the_one_before() {
    let lines = [
        ESTABLISHED.replace("\"at\": 0", "\"at\": 1000"),
        post(400, "k", "keepAlive", "null"),
        answer(500, "k", 200, "null"),
    ];
    assert_eq!(one(&lines)["keepAlive"]["expiresAt"], 2_701_000);
    let said = text(&lines);
    assert!(
        said.contains("00:00:00.000  #1   -> keepAlive (k)  [the clock ran backwards: the line has 400 ms]"),
        "{said}"
    );
    assert!(!said.contains("-00:"), "{said}");
}

#[test]
fn a_refused_hang_up_is_said_to_be_refused() {
    let delete = format!(r#"{{"at": 10, "request": {{"id": "d", "method": "DELETE", "url": "/app/calls/{CALL}"}}}}"#);
    let said = text(&[ESTABLISHED.to_owned(), delete, answer(20, "d", 403, "null")]);
    assert!(said.contains("the DELETE sent 00:00:00.010 was refused with 403"), "{said}");
    assert!(!said.contains("has had no answer"), "{said}");
}

#[test]
fn a_failed_call_is_not_usual() {
    let end = ended(10).replace("200", "500");
    let said = text(&[ESTABLISHED.to_owned(), end]);
    assert!(said.contains("the call ended at 00:00:00.010 with 500: it failed"), "{said}");
}

#[test]
fn what_the_other_end_takes_in() {
    let peer = format!(r#"{{"at": 5, "peer": {{"call": "{CALL}", "event": "rings"}}}}"#);
    let lines = [ESTABLISHED.to_owned(), peer];
    assert!(text(&lines).contains(".. peer: rings  [for the other end: ignored]"));
    let ran = run(&["--json", "-"], lines.join("\n").as_bytes());
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
}
