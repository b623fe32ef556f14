//! Operations: their ids, their texts, where their recordings are.

use call_lifecycle::service::Event;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_restate::Memory;
use call_lifecycle_restate::service::{Host, Machine, Update};

use crate::engine::{CALL, Engine, minutes, request};

/// Has a place for recordings.
struct Recorder;

impl Host for Recorder {
    fn on(&self, _: Timestamp, _: &Machine<'_>, _: Update, _: &mut Memory) -> Vec<Event> {
        Vec::new()
    }

    fn recording(&self, _: Id, operation: Id) -> Option<(String, String)> {
        Some((format!("https://files.example/{operation}"), "token".to_owned()))
    }
}

fn media(at: Timestamp, event: &str) -> String {
    format!(r#"{{"at":{},"media":{{"call":"{CALL}","event":{event}}}}}"#, at.as_millis())
}

const RECORD: &str = r##"{"clientContext":"one","stopTones":["#"],"prompts":[],"playBeep":false}"##;

#[test]
fn a_recording_is_told_with_its_context_and_where_it_is() {
    let mut engine = Engine::established();
    let begun = engine.asked(&request(minutes(1), "POST", "/recordResponse", RECORD));
    let operation = engine.kept().contexts[0].0;
    assert_eq!(begun.status, 200);
    assert!(begun.headers[0].1.ends_with(&operation.to_string()), "{begun:?}");
    let read = engine.asked(&request(minutes(1), "GET", &format!("/operations/{operation}"), ""));
    assert!(read.status == 200 && read.body.contains(r#""clientContext":"one""#), "{read:?}");
    engine.line_for(&Recorder, &media(minutes(1), r#""speechStarted""#));
    // It would end by itself after five seconds.
    engine.line_for(&Recorder, &media(Timestamp::from_millis(62_000), r##""tone","tone":"#""##));
    let told = engine.last();
    assert!(told["resource"].as_str().unwrap().ends_with(&operation.to_string()), "{told}");
    let data = &told["resourceData"];
    assert_eq!(
        (data["clientContext"].as_str(), data["completionReason"].as_str()),
        (Some("one"), Some("stopToneDetected"))
    );
    assert_eq!(data["recordingLocation"], format!("https://files.example/{operation}"));
    // A text is stored while somebody may be told of it.
    assert!(engine.kept().contexts.is_empty());
}

#[test]
fn each_operation_has_its_own_id_and_its_text_until_it_ends() {
    let mut engine = Engine::established();
    let mut ids = Vec::new();
    for n in 1..=3 {
        let body = format!(
            r##"{{"clientContext":"{n}","prompts":[{{"@odata.type":"#microsoft.graph.mediaPrompt","mediaInfo":{{"uri":"https://x.example/{n}"}}}}]}}"##
        );
        assert_eq!(engine.asked(&request(minutes(n), "POST", "/playPrompt", &body)).status, 200);
        ids.push(engine.kept().contexts.last().unwrap().0);
    }
    ids.dedup();
    assert_eq!((ids.len(), engine.kept().contexts.len()), (3, 3));
    let before = engine.posts.len();
    let cancelled = engine.asked(&request(minutes(5), "POST", "/cancelMediaProcessing", r#"{"clientContext":"all"}"#));
    assert_eq!(cancelled.status, 200);
    // All end in one step, and each is told with its own text.
    let told: Vec<&str> = engine.posts[before..].iter().map(|post| post.body.as_str()).collect();
    for n in 1..=3 {
        assert!(told.iter().any(|body| body.contains(&format!(r#""clientContext":"{n}""#))), "{n}: {told:?}");
    }
    assert!(engine.kept().contexts.is_empty());
}

#[test]
fn what_was_refused_leaves_no_text() {
    let mut engine = Engine::established();
    let body = r#"{"clientContext":"x","prompts":[],"maxRecordDurationInSeconds":-1}"#;
    assert_eq!(engine.asked(&request(minutes(1), "POST", "/recordResponse", body)).status, 400);
    assert!(engine.kept().contexts.is_empty());
}
