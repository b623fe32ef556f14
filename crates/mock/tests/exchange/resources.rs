//! What else a call has: shared screens, audio routing groups, a transcription; and reports of devices.

use call_lifecycle::Id;
use serde_json::Value;

use super::rosters::{MEETING, begun, deed, id_of, told};
use super::stage::{Stage, error, json, member};

#[test]
fn a_screen_is_shared() {
    let mut stage = Stage::new();
    let call = begun(&mut stage, MEETING);
    let share = |stage: &mut Stage, role: &str| {
        let answer = stage.of(call, "POST /changeScreenSharingRole", &format!(r#"{{"role": "{role}"}}"#));
        assert_eq!((answer.status, answer.body), (202, None));
        told(stage)
    };
    assert_eq!(share(&mut stage, "sharer"), ["updated roster: Minutes shares, Olga", "created contentsharingsessions"]);
    assert_eq!(share(&mut stage, "sharer"), [""; 0]);
    let olga = format!(r#", "id": "{}""#, id_of(&mut stage, call, "Olga"));
    deed(&mut stage, call, "shares", &olga).unwrap();
    told(&mut stage);
    let all = json(&stage.of(call, "GET /participants", ""));
    let streams = all["value"].as_array().unwrap().iter().flat_map(|person| person["mediaStreams"].as_array().unwrap());
    let sources: Vec<&str> = streams.map(|stream| stream["sourceId"].as_str().unwrap()).collect();
    let different: std::collections::BTreeSet<_> = sources.iter().collect();
    assert_eq!((sources.len(), different.len()), (4, 4), "no source is another's: {sources:?}");
    let sessions = json(&stage.of(call, "GET /contentSharingSessions", ""))["value"].clone();
    let id = sessions[1]["id"].as_str().unwrap();
    assert_eq!((sessions.as_array().unwrap().len(), id.len()), (2, 64));
    let one = stage.of(call, &format!("GET /contentSharingSessions/{id}"), "");
    assert_eq!((one.status, json(&one)), (200, sessions[1].clone()));
    assert_eq!(share(&mut stage, "viewer")[1..], ["deleted contentsharingsessions"]);
    deed(&mut stage, call, "stopsSharing", &olga).unwrap();
    error(&stage.of(call, &format!("GET /contentSharingSessions/{id}"), ""), 404, "NotFound");
    assert_eq!(json(&stage.of(call, "GET /contentSharingSessions", ""))["value"], Value::Array(vec![]));
    // Without the option there are rosters alone.
    let mut stage = Stage::new();
    let call = begun(&mut stage, &MEETING.replace("\"isContentSharingNotificationEnabled\": true", ""));
    stage.of(call, "POST /changeScreenSharingRole", r#"{"role": "sharer"}"#);
    assert_eq!(told(&mut stage), ["updated roster: Minutes shares, Olga"]);
}

#[test]
fn audio_routing_groups_are_made_read_changed_and_removed() {
    let mut stage = Stage::new();
    let call = stage.established();
    let given = r#"{"id": "oneToOne", "routingMode": "oneToOne", "sources": ["a"], "receivers": ["b"]}"#;
    let made = stage.of(call, "POST /audioRoutingGroups", given);
    assert_eq!(made.status, 200, "not 201");
    assert_eq!(json(&made)["sources"], json(&stage.of(call, "GET /audioRoutingGroups/oneToOne", ""))["sources"]);
    error(&stage.of(call, "POST /audioRoutingGroups", given), 409, "Conflict");
    let changed = stage.of(call, "PATCH /audioRoutingGroups/oneToOne", r#"{"receivers": ["b", "c"]}"#);
    let body = json(&changed);
    assert_eq!(
        (changed.status, &body["sources"][0], &body["receivers"][1]),
        (200, &Value::from("a"), &Value::from("c"))
    );
    let derived = stage.of(call, "POST /audioRoutingGroups", r#"{"routingMode": "multicast"}"#);
    assert!(Id::parse(&member(&derived, "id")).is_ok());
    let list = json(&stage.of(call, "GET /audioRoutingGroups", ""));
    assert_eq!(list["value"].as_array().unwrap().len(), 2);
    assert_eq!(stage.of(call, "DELETE /audioRoutingGroups/oneToOne", "").status, 204);
    for verb in ["GET", "DELETE", "PATCH"] {
        error(&stage.of(call, &format!("{verb} /audioRoutingGroups/oneToOne"), "{}"), 404, "NotFound");
    }
    for (body, said) in [
        ("", "no valid JSON"),
        ("[]", "expected"),
        ("{}", "routingMode is missing"),
        (r#"{"routingMode": "loud"}"#, "expected oneToOne or multicast"),
        (r#"{"routingMode": "multicast", "id": "a/b"}"#, "letters"),
        (r#"{"routingMode": "multicast", "id": ""}"#, "1 to 64"),
        (r#"{"routingMode": "multicast", "sources": 7}"#, "there is 7, expected"),
    ] {
        let message = error(&stage.of(call, "POST /audioRoutingGroups", body), 400, "BadRequest");
        assert!(message.contains(said), "{body}: {message}");
    }
    for _ in 0..15 {
        assert_eq!(stage.of(call, "POST /audioRoutingGroups", r#"{"routingMode": "multicast"}"#).status, 200);
    }
    let message =
        error(&stage.of(call, "POST /audioRoutingGroups", r#"{"routingMode": "multicast"}"#), 409, "Conflict");
    assert!(message.contains("16"), "{message}");
    let early = stage.create();
    error(&stage.of(early, "POST /audioRoutingGroups", given), 409, "Conflict");
    assert_eq!(json(&stage.of(early, "GET /audioRoutingGroups", ""))["value"], Value::Array(vec![]));
    stage.of(call, "DELETE ", "");
    error(&stage.of(call, "GET /audioRoutingGroups", ""), 404, "NotFound");
}

#[test]
fn a_call_is_transcribed() {
    let mut stage = Stage::new();
    let call = stage.established();
    let state = |stage: &mut Stage| json(&stage.of(call, "GET ", ""))["transcription"].clone();
    assert_eq!(state(&mut stage), Value::Null);
    stage.of(call, "POST /microsoft.graph.StartTranscription", r#"{"language": "en-us"}"#);
    assert_eq!(state(&mut stage), Value::Null, "its operation runs");
    stage.pass(1_000);
    let shown = state(&mut stage);
    assert_eq!(
        (&shown["state"], &shown["lastModifiedDateTime"]),
        (&Value::from("active"), &Value::from("1970-01-01T00:00:11Z"))
    );
    stage.of(call, "POST /microsoft.graph.StopTranscription", "");
    assert_eq!(state(&mut stage)["state"], "inactive");
}

#[test]
fn the_quality_of_a_device_is_taken_and_forgotten() {
    let mut stage = Stage::new();
    for prefix in ["/v1.0/communications", "/beta/communications", "/app", "/communications"] {
        let request = format!("POST {prefix}/calls/logTeleconferenceDeviceQuality");
        let answer = stage.ask(&request, r#"{"quality": {"callChainId": "c", "mediaQualityList": []}}"#);
        assert_eq!((answer.status, answer.body), (200, None), "{prefix}");
        for body in ["{}", r#"{"quality": null}"#, r#"{"quality": 7}"#, "", "[]"] {
            error(&stage.ask(&request, body), 400, "BadRequest");
        }
    }
}
