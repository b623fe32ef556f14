//! The service's end: what it answers and posts, and what it refuses.

use serde_json::{Value, json};

use crate::{run, summaries};

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";

fn call() -> String {
    [
        format!(
            r#"{{"at": 0, "request": {{"id": "c", "method": "POST", "url": "/communications/calls", "body": {{}}, "call": "{CALL}"}}}}"#
        ),
        format!(r#"{{"at": 1, "peer": {{"call": "{CALL}", "event": "connects"}}}}"#),
        String::new(),
    ]
    .join("\n")
}

fn request(at: u64, verb: &str, root: &str, below: &str, body: &str) -> String {
    format!(
        r#"{{"at": {at}, "request": {{"id": "r{at}", "method": "{verb}", "url": "{root}/calls/{CALL}{below}", "body": {body}}}}}"#
    ) + "\n"
}

fn steps(trace: &str) -> Vec<Value> {
    let ran = run(&["--end", "service", "--json", "-"], trace.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(trace: &str) -> String {
    let ran = run(&["--end", "service", "-"], trace.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn bodies_that_are_refused() {
    for (below, body, why) in [
        ("/sendDtmfTones", "{}", "tones is empty, but must have one tone at least"),
        ("/participants/invite", r#"{"participants": [{}, {}, {}, {}, {}, {}]}"#, "participants has 6 elements"),
        ("/updateRecordingStatus", r#"{"status": "paused"}"#, "status is \"paused\", but must be notRecording"),
        (
            "/recordResponse",
            r#"{"maxRecordDurationInSeconds": 121}"#,
            "maxRecordDurationInSeconds is 121, but must be 1 to 120",
        ),
        ("/record", r#"{"maxRecordDurationInSeconds": 5000000000}"#, "maxRecordDurationInSeconds is 5000000000"),
        ("/record", r#"{"playBeep": 1}"#, "`playBeep` is 1"),
    ] {
        let trace = call() + &request(10, "POST", "/app", below, body);
        let steps = steps(&trace);
        assert_eq!(steps[2]["outputs"][0]["status"], 400, "{body}");
        assert!(steps[2]["why"].as_str().unwrap().contains(why), "{}\nshould say {why}", steps[2]);
        let said = text(&trace);
        assert!(said.contains("[refused: ") && said.contains(why), "{said}");
        assert!(said.contains("was refused with 400: ") && said.contains("refused: 400"), "{said}");
        assert!(!said.contains("not possible, ignored"), "{said}");
    }
}

#[test]
fn an_operation_that_is_not_there() {
    let get = request(10, "GET", "/app", "/operations/00000000-0000-0000-0000-000000000009", "null");
    let said = text(&(call() + &get));
    assert!(said.contains("was refused with 404: the call has no operation of this id"), "{said}");
    assert!(!said.contains("notification of an operation"), "{said}");
}

#[test]
fn two_shapes_of_a_record() {
    let body = r#"{"clientContext": "mine", "maxRecordDurationInSeconds": 1, "playBeep": false}"#;
    let trace = call()
        + &request(10, "POST", "/app", "/record", body)
        + &request(2000, "POST", "/communications", "/recordResponse", body)
        + &request(2001, "GET", "/communications", "/operations/00000000-0000-0000-0000-000000000002", "null")
        + "{\"at\": 9000}";
    let steps = steps(&trace);
    assert_eq!(steps[0]["outputs"][0]["body"]["state"], "establishing");
    let location = steps[2]["outputs"][0]["location"].as_str().unwrap();
    assert!(location.starts_with("/app/calls/") && steps[2]["outputs"][0].get("body").is_none(), "{}", steps[2]);
    let entry = &steps[3]["outputs"][0]["notification"]["value"][0];
    assert!(entry["resource"].as_str().unwrap().starts_with("/app/calls/57DAB8B1"), "{entry}");
    assert_eq!(entry["resourceData"]["clientContext"], "mine");
    assert!(steps[4]["outputs"][0]["location"].as_str().unwrap().starts_with("/communications/calls/"));
    assert_eq!(steps[4]["outputs"][0]["body"]["status"], "running");
    // GET has no Location.
    assert!(steps[5]["outputs"][0].get("location").is_none());
    assert_eq!(steps[5]["outputs"][0]["body"]["clientContext"], "mine");
    let entry = &steps[6]["outputs"][0]["notification"]["value"][0];
    assert!(entry["resourceUrl"].as_str().unwrap().starts_with("/communications/calls/57DAB8B1"), "{entry}");
    assert_eq!(entry["resourceData"]["clientContext"], "mine");
}

#[test]
fn first_seen_as_it_ends() {
    let seen = |change: &str, state: &str| {
        format!(
            r#"{{"at": 0, "notification": {{"value": [{{"changeType": "{change}", "resource": "/app/calls/{CALL}", "resourceData": {{"state": "{state}", "resultInfo": {{"code": 408, "subcode": 8537}}}}}}]}}}}"#
        )
    };
    for (change, state) in [("updated", "terminating"), ("deleted", "terminated")] {
        let summary = &summaries("service", &seen(change, state))[0];
        assert_eq!((&summary["state"], &summary["cause"]), (&json!(state), &json!("keepAliveExpired")));
        assert_eq!(summary["verdicts"], json!({"applied": 0, "noChange": 0, "stale": 0, "rejected": 0}));
    }
    let unknown = seen("updated", "parked");
    let steps = steps(&unknown);
    assert_eq!((&steps[0]["line"], &steps[0]["state"]), (&json!(1), &json!("unknown")));
    assert!(text(&unknown).contains("an unknown state"));
}

#[test]
fn requests_to_a_call_that_is_ending() {
    let trace = call()
        + &format!("{{\"at\": 5, \"peer\": {{\"call\": \"{CALL}\", \"event\": \"hangsUp\"}}}}\n")
        + &request(10, "DELETE", "/app", "", "null")
        + &request(20, "POST", "/app", "/keepAlive", "null");
    let said = text(&trace);
    assert!(said.contains("1 request to a call that was ending or had ended, at 00:00:00.020\n"), "{said}");
    assert!(!said.contains("repeated"), "{said}");
}
