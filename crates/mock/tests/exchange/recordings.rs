//! Recordings as their pages have them: how they are announced, how they end, and those of the whole call.

use call_lifecycle::wire::Target;
use serde_json::Value;

use super::rows::RECORD;
use super::stage::{Stage, json, said};

/// The two shapes of a recording's end, member for member.
#[test]
fn a_recording_ends_in_the_shape_of_its_page() {
    for (app, method) in [(false, "recordResponse"), (true, "record"), (true, "recordResponse"), (false, "record")] {
        let mut stage = Stage::pages();
        let call = stage.established();
        let prefix = if app { "/app" } else { "/v1.0/communications" };
        let answer = stage.ask(&format!("POST {prefix}/calls/{call}/{method}"), RECORD);
        let operation = Target::parse(&answer.location.unwrap()).unwrap().operation().unwrap();
        stage.media(call, "speechStarted");
        stage.pass(1_500);
        stage.media(call, "speechStopped");
        stage.pass(10_000);
        let posts = stage.posts();
        let [post] = &posts[..] else { panic!("{posts:?}") };
        let entry = &serde_json::from_str::<Value>(&post.body()).unwrap()["value"][0];
        let data = &entry["resourceData"];
        let source = app || method == "record";
        let (location, token, other) = if source {
            ("recordResourceLocation", "recordResourceAccessToken", "recordingLocation")
        } else {
            ("recordingLocation", "recordingAccessToken", "recordResourceLocation")
        };
        assert_eq!(entry["changeType"], "deleted");
        assert_eq!(data[location], format!("http://127.0.0.1:8080/recordings/{operation}"), "{}", post.body());
        assert!(data.get(other).is_none(), "{}", post.body());
        assert_eq!(data["completionReason"], "maxSilenceTimeout");
        assert_eq!(data["clientContext"], "mine");
        assert_eq!(data["status"], "completed");
        assert_eq!(data["@odata.type"], "#microsoft.graph.recordOperation");
        assert_eq!(data.get("resultInfo").is_some(), !source, "{}", post.body());
        let token = data[token].as_str().unwrap();
        // From when it began: 1.5 s of speech and 5 s of silence.
        assert_eq!(stage.exchange.recording(operation, token).map(|kept| kept.millis), Some(6_500));
        assert_eq!(stage.exchange.recording(operation, "other"), None);
        assert_eq!(stage.exchange.recording(call, token), None);
    }
}

#[test]
fn a_recording_that_streams_is_announced_when_it_starts() {
    let mut stage = Stage::new();
    let call = stage.established();
    let body = r#"{"streamWhileRecording": true, "stopTones": ["11"], "playBeep": true, "maxRecordDurationInSeconds": 1800,
        "initialSilenceTimeoutInSeconds": 10, "maxSilenceTimeoutInSeconds": 2}"#;
    assert_eq!(stage.ask(&format!("POST /app/calls/{call}/record"), body).status, 202);
    assert_eq!(stage.said(), [""; 0], "the beep comes first");
    stage.pass(500);
    assert_eq!(stage.said(), ["updated running record recording"]);
    stage.press(call, '1');
    assert_eq!(stage.said(), [""; 0]);
    stage.press(call, '1');
    assert_eq!(stage.said(), ["deleted completed stopToneDetected 200/8514 record recording"]);
}

/// `startRecording` and its like: a 202 whose body has no `id`, so that `Location` names the operation. To stop is
/// completed in the answer, and nothing follows.
#[test]
fn the_recording_of_a_call_is_answered_as_on_its_page() {
    for (kind, status) in [
        ("startRecording", "running"),
        ("stopRecording", "completed"),
        ("startTranscription", "running"),
        ("stopTranscription", "completed"),
    ] {
        let mut stage = Stage::new();
        let call = stage.established();
        let answer = stage.of(call, &format!("POST /microsoft.graph.{kind}"), r#"{"clientContext": "c"}"#);
        let (body, location) = (json(&answer), Target::parse(answer.location.as_deref().unwrap()).unwrap());
        assert_eq!((answer.status, &body["status"]), (202, &Value::from(status)), "{kind}");
        assert_eq!(body["@odata.type"], format!("#microsoft.graph.{kind}Operation"));
        assert_eq!(
            (&body["id"], &body["@odata.id"], &body["clientContext"]),
            (&Value::Null, &Value::Null, &Value::from("c"))
        );
        stage.pass(10_000);
        let posts = stage.posts();
        let expected = if status == "running" { vec![format!("deleted completed {kind}")] } else { vec![] };
        assert_eq!(posts.iter().map(said).collect::<Vec<_>>(), expected, "{kind}");
        for post in posts {
            let id = location.operation().unwrap().to_string();
            assert!(post.body().contains(&id) && post.body().contains(r#""clientContext":"c""#), "{}", post.body());
        }
    }
}
