//! What an operation leaves behind, and how it is read.

use call_lifecycle::Id;
use call_lifecycle::wire::Target;
use graph_call_mock::exchange::Answer;
use serde_json::Value;

use super::rows::RECORD;
use super::stage::{ParseId, Stage, error, json};

const PLAY: &str = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}], "clientContext": "played"}"#;

const ENDLESS: &str = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}], "loop": true}"#;

fn located(answer: &Answer) -> Id {
    let location = answer.location.as_deref().unwrap_or_else(|| panic!("no Location: {answer:?}"));
    Target::parse(location).unwrap().operation().unwrap()
}

fn read(stage: &mut Stage, call: Id, operation: Id) -> Value {
    let answer = stage.of(call, &format!("GET /operations/{operation}"), "");
    assert_eq!(answer.status, 200, "{answer:?}");
    json(&answer)
}

/// The resource of the only notification since the last.
fn told(stage: &mut Stage) -> Value {
    let posts = stage.posts();
    let [post] = &posts[..] else { panic!("{posts:?}") };
    serde_json::from_str::<Value>(&post.body()).unwrap()["value"][0]["resourceData"].take()
}

/// What both have, apart from how the pages spell the path.
fn without_path(mut resource: Value) -> Value {
    let members = resource.as_object_mut().unwrap();
    members.retain(|name, _| !name.starts_with("@odata.id") && !name.starts_with("@odata.etag"));
    resource
}

#[test]
fn an_operation_that_has_ended_is_read_as_it_was_notified() {
    let mut stage = Stage::new();
    let call = stage.established();
    let recorded = located(&stage.of(call, "POST /recordResponse", RECORD));
    stage.media(call, "speechStarted");
    stage.pass(1_500);
    stage.media(call, "speechStopped");
    stage.pass(10_000);
    let notified = told(&mut stage);
    for member in ["id", "status", "completionReason", "clientContext", "recordingLocation", "recordingAccessToken"] {
        assert!(notified[member].is_string(), "no {member}: {notified}");
    }
    assert!(notified["resultInfo"].is_object(), "{notified}");
    let shown = read(&mut stage, call, recorded);
    assert_eq!(without_path(shown), without_path(notified));
    assert_eq!(read(&mut stage, call, recorded), read(&mut stage, call, recorded), "it is read twice");

    // One that failed has no recording.
    let failed = located(&stage.of(call, "POST /recordResponse", RECORD));
    stage.pass(10_000);
    let notified = told(&mut stage);
    assert_eq!(notified["completionReason"], "initialSilenceTimeout");
    let shown = read(&mut stage, call, failed);
    assert!(shown.get("recordingLocation").is_none(), "{shown}");
    assert_eq!(without_path(shown), without_path(notified));
}

#[test]
fn more_operations_than_a_call_has_open_at_a_time_can_be_read() {
    let mut stage = Stage::new();
    let call = stage.established();
    let begun: Vec<Id> = (0..20)
        .map(|_| {
            let begun = located(&stage.of(call, "POST /playPrompt", PLAY));
            stage.pass(5_000);
            begun
        })
        .collect();
    let (forgotten, kept) = begun.split_at(4);
    for operation in kept {
        assert_eq!(read(&mut stage, call, *operation)["completionReason"], "completedSuccessfully");
    }
    for operation in forgotten {
        let message = error(&stage.of(call, &format!("GET /operations/{operation}"), ""), 404, "NotFound");
        assert!(message.contains("the last 16"), "{message}");
    }
    // What is open is never forgotten.
    let open = located(&stage.of(call, "POST /playPrompt", ENDLESS));
    for _ in 0..20 {
        stage.of(call, "POST /mute", "{}");
    }
    assert_eq!(read(&mut stage, call, open)["status"], "running");
}

#[test]
fn what_is_complete_at_once_can_be_read_where_its_location_says() {
    let mut stage = Stage::new();
    let call = stage.established();
    let answer = stage.of(call, "POST /mute", r#"{"clientContext": "quiet"}"#);
    let shown = read(&mut stage, call, located(&answer));
    assert_eq!(shown, json(&answer));
    assert_eq!((&shown["status"], &shown["clientContext"]), (&Value::from("completed"), &Value::from("quiet")));
    // What was refused leaves nothing behind.
    let incoming = stage.ring();
    assert_eq!(stage.of(incoming, "POST /mute", "{}").status, 409);
    assert_eq!(json(&stage.of(incoming, "GET /operations", ""))["value"], Value::Array(vec![]));
}

#[test]
fn the_operations_of_a_call_are_listed() {
    let mut stage = Stage::new();
    let call = stage.established();
    let list = |stage: &mut Stage| {
        let answer = stage.of(call, "GET /operations", "");
        assert_eq!((answer.status, answer.location.as_deref()), (200, None));
        let body = json(&answer);
        body["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["id"].as_str().unwrap().parse_id(), one["status"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&mut stage), []);
    let played = located(&stage.of(call, "POST /playPrompt", PLAY));
    let muted = located(&stage.of(call, "POST /mute", "{}"));
    let waits = located(&stage.of(call, "POST /playPrompt", PLAY));
    let of =
        |statuses: [&str; 3]| [played, muted, waits].into_iter().zip(statuses.map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(list(&mut stage), of(["running", "completed", "notStarted"]));
    stage.pass(2_500);
    assert_eq!(list(&mut stage), of(["completed", "completed", "running"]));
    stage.pass(2_500);
    assert_eq!(list(&mut stage), of(["completed", "completed", "completed"]));
    // With the call its operations are gone.
    stage.of(call, "DELETE ", "");
    stage.pass(10_000);
    for request in [format!("GET /operations/{played}"), "GET /operations".to_owned()] {
        assert_eq!(error(&stage.of(call, &request, ""), 404, "NotFound"), "Call not found.");
    }
}
