//! Files that are newest first, and what `--sort` makes of them.

use serde_json::{Value, json};

use crate::small::CALL;
use crate::{run, summaries};

const GRAPH: &str = "https://graph.microsoft.com/v1.0/communications/calls";

fn entry(minute: u64, url: &str, sent: &Value, status: u16, answer: &Value) -> Value {
    json!({
        "startedDateTime": format!("2026-03-02T09:{minute:02}:00.000Z"),
        "time": 0,
        "request": {"method": "POST", "url": url, "postData": {"mimeType": "application/json", "text": sent.to_string()}},
        "response": {"status": status, "content": {"mimeType": "application/json", "text": answer.to_string()}},
    })
}

fn notified(minute: u64, change: &str, state: &str) -> Value {
    let data = json!({"state": state, "resultInfo": {"code": 200, "subcode": 5002}});
    let entry_of_body =
        json!({"changeType": change, "resourceUrl": format!("/communications/calls/{CALL}"), "resourceData": data});
    entry(minute, "https://bot.example.com/api/calls", &json!({"value": [entry_of_body]}), 202, &json!({}))
}

fn har(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "entries": entries}}).to_string()
}

/// A call of 50 minutes, newest first. The answers come in the millisecond of their requests.
fn long() -> Vec<Value> {
    let kept_alive = |minute| entry(minute, &format!("{GRAPH}/{CALL}/keepAlive"), &json!({}), 200, &json!({}));
    vec![
        notified(50, "deleted", "terminated"),
        kept_alive(45),
        kept_alive(30),
        kept_alive(15),
        notified(3, "updated", "established"),
        entry(0, GRAPH, &json!({}), 201, &json!({"id": CALL, "state": "establishing"})),
    ]
}

#[test]
fn a_har_file_that_is_newest_first_is_said_to_be() {
    let ran = run(&["-"], har(&long()).as_bytes());
    assert!(
        ran.out
            .contains("\nthe times fall from line to line: the trace is newest first, and --sort puts it in order\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("    - nothing can be told of the call, since the trace is newest first"), "{}", ran.out);
    // Entries that are put in order while they are read are not.
    let (mut entries, count) = (Vec::new(), 4);
    for minute in (0..count).rev() {
        let mut one = notified(0, "updated", "established");
        one["startedDateTime"] = json!(format!("2026-03-02T09:00:{minute:02}Z"));
        entries.push(one);
    }
    let ran = run(&["-"], har(&entries).as_bytes());
    assert!(!ran.out.contains("newest first"), "{}", ran.out);
}

#[test]
fn a_har_file_that_is_newest_first_is_put_in_order() {
    let mut oldest_first = long();
    oldest_first.reverse();
    let numbers = |out: &str| -> String { out.chars().filter(|symbol| !symbol.is_ascii_digit()).collect() };
    let expected = run(&["-"], har(&oldest_first).as_bytes()).out;
    assert_eq!(expected.matches("<- 200 to keepAlive").count(), 3, "{expected}");
    let sorted = run(&["--sort", "-"], har(&long()).as_bytes()).out;
    // But for the numbers of the entries.
    assert_eq!(numbers(&sorted), numbers(&expected));
}

/// Each answer stands before its request: that it has none cannot be told.
#[test]
fn a_create_request_of_a_trace_that_is_newest_first_is_not_said_to_have_no_response() {
    let path = format!("/communications/calls/{CALL}");
    let lines = [
        json!({"at": 900, "notification": {"value": [{"changeType": "updated", "resourceUrl": path}]}}),
        json!({"at": 400, "response": {"to": "r1", "status": 201, "body": {"id": CALL}}}),
        json!({"at": 0, "request": {"id": "r1", "method": "POST", "url": "/communications/calls"}}),
    ];
    let trace = lines.map(|line| line.to_string()).join("\n");
    let ran = run(&["-"], trace.as_bytes());
    assert!(ran.out.contains("newest first") && !ran.out.contains("no response to the create"), "{}", ran.out);
    assert_eq!(summaries("app", &trace).len(), 1);
}
