//! HAR files with requests that were sent together, as one POST to `$batch`.

use serde_json::{Value, json};

use crate::run;
use crate::small::{CALL, OTHER, refusal};

fn entry(second: u64, url: &str, sent: &Value, status: u16, answer: &Value) -> Value {
    json!({
        "startedDateTime": format!("2026-03-02T09:00:{second:02}.000Z"),
        "time": 100,
        "request": {"method": "POST", "url": url, "postData": {"mimeType": "application/json", "text": sent.to_string()}},
        "response": {"status": status, "content": {"mimeType": "application/json", "text": answer.to_string()}},
    })
}

fn batch(requests: &[Value], status: u16, answer: &Value) -> String {
    let url = "https://graph.microsoft.com/v1.0/$batch";
    let seen = |call: &str| json!({"changeType": "updated", "resourceUrl": format!("/communications/calls/{call}")});
    let notified = json!({"value": [seen(CALL), seen(OTHER)]});
    let entries = [
        entry(0, "https://bot.example.com/api/calls", &notified, 202, &json!({})),
        entry(1, url, &json!({"requests": requests}), status, answer),
    ];
    let ran = run(&["-"], json!({"log": {"entries": entries}}).to_string().as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out
}

fn post(id: &str, call: &str, method: &str) -> Value {
    json!({"id": id, "method": "POST", "url": format!("/communications/calls/{call}/{method}"), "body": {},
        "headers": {"Content-Type": "application/json"}})
}

fn has(out: &str, lines: &[&str]) {
    lines.iter().for_each(|line| assert!(out.lines().any(|said| said == *line), "{out}\nshould have\n{line}"));
}

/// The answers may stand in any order.
#[test]
fn each_request_of_a_batch_has_its_answer() {
    let requests = [
        post("a", CALL, "keepAlive"),
        json!({"id": "me", "method": "GET", "url": "/me"}),
        post("b", OTHER, "keepAlive"),
        post("c", OTHER, "mute"),
        post("d", CALL, "microsoft.graph.startRecording"),
    ];
    let place = format!("https://graph.microsoft.com/beta/communications/calls/{CALL}/operations/{OTHER}");
    let out = batch(
        &requests,
        200,
        &json!({"responses": [
            {"id": "d", "status": 202, "headers": {"location": place}, "body": {"status": "running"}},
            {"id": "b", "status": 503, "headers": {"Retry-After": 7}, "body": refusal("Busy", "later")},
            {"id": "me", "status": 200, "body": {}},
            {"id": "a", "status": 200},
        ]}),
    );
    has(
        &out,
        &[
            "09:00:01.100  #1   <- 200 to keepAlive (2.1): keepAlive succeeded, the call expires at 09:45:01.000",
            r#"09:00:01.100  #2   <- 503 to keepAlive (2.2) "Busy: later", Retry-After 7 s: keepAlive failed"#,
            "09:00:01.100  #1   <- 202 to startRecording (2.4): startRecording 1 accepted; startRecording 1 runs",
            "of 2 entries: 4 requests to the calling API (1 without an answer), 1 notification, and 0 about something else, ignored",
        ],
    );
    assert!(out.contains("<- no response to mute (2.3)"), "{out}");
}

/// Ids may be numbers, and one request that cannot be read takes no other with it.
#[test]
fn a_batch_with_oddities_is_read_as_far_as_it_goes() {
    let mut first = post("a", CALL, "keepAlive");
    first["id"] = json!(1);
    let answers = json!({"responses": [7, {"id": 1, "status": 200}, {"id": "1", "status": 500}]});
    let out = batch(&[json!({"id": 2, "url": "/me"}), first], 200, &answers);
    has(&out, &["09:00:01.100  #1   <- 200 to keepAlive (2.1): keepAlive succeeded, the call expires at 09:45:01.000"]);
}

#[test]
fn a_batch_that_is_refused_is_refused_for_each() {
    let out = batch(&[post("a", CALL, "keepAlive"), post("b", OTHER, "keepAlive")], 429, &refusal("TooMany", "slow"));
    for (number, call) in [(1, 1), (2, 2)] {
        has(
            &out,
            &[&format!(
                r#"09:00:01.100  #{call}   <- 429 to keepAlive (2.{number}) "TooMany: slow": keepAlive failed"#
            )],
        );
    }
}

#[test]
fn a_batch_that_is_not_about_calls_is_counted_and_ignored() {
    for requests in [&[json!({"id": "1", "method": "GET", "url": "/me"})][..], &[json!(7)], &[]] {
        let out = batch(requests, 200, &json!({"responses": []}));
        has(
            &out,
            &["of 2 entries: 0 requests to the calling API, 1 notification, and 1 about something else, ignored"],
        );
    }
}
