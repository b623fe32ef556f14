//! What the page shows: who is in a call, and what the villain does.

use serde_json::Value;

use super::rosters::{MEETING, comes};
use super::stage::{ParseId, Stage, member};

/// What the page shows of a call.
pub fn shown(stage: &Stage) -> Value {
    serde_json::to_value(stage.exchange.live(1.0)).unwrap()
}

#[test]
fn the_page_shows_who_is_in_a_group_call() {
    let mut stage = Stage::new();
    let answer = stage.ask("POST /v1.0/communications/calls", MEETING);
    let call = member(&answer, "id").parse_id();
    assert_eq!(shown(&stage)["calls"][0].get("roster"), None, "nobody is in it yet");
    stage.pass(10_000);
    let ann = comes(&mut stage, call, "waits", "Ann");
    stage.of(call, "POST /mute", "{}");
    let roster = shown(&stage)["calls"][0]["roster"].clone();
    let seats: Vec<(&str, String)> = roster
        .as_array()
        .unwrap()
        .iter()
        .map(|seat| (seat["name"].as_str().unwrap(), seat.get("marks").map(ToString::to_string).unwrap_or_default()))
        .collect();
    let expected = [
        ("Minutes", r#"["the application","muted"]"#.to_owned()),
        ("Olga", String::new()),
        ("Ann", r#"["in the lobby"]"#.to_owned()),
    ];
    assert_eq!(seats, expected);
    assert_eq!(roster[2]["id"], ann);
    let timeline = shown(&stage)["calls"][0]["timeline"].to_string();
    assert!(timeline.contains("Ann waits") && timeline.contains("roster"), "{timeline}");
    // Of a call that has ended nobody is left.
    stage.of(call, "DELETE ", "");
    stage.pass(10_000);
    assert_eq!(shown(&stage)["calls"][0].get("roster"), None);
}

#[test]
fn the_page_shows_what_the_villain_does_and_has_done() {
    let mut stage = Stage::new();
    let call = stage.established();
    assert_eq!((&shown(&stage)["villain"], &shown(&stage)["deeds"]), (&serde_json::json!([]), &serde_json::json!({})));
    stage.tell(r#"{"villain": {"drop": 1, "delayUpTo": 5}}"#).unwrap();
    stage.tell(r#"{"villain": {"method": "keepAlive", "429": 1}}"#).unwrap();
    stage.tell(&format!(r#"{{"villain": {{"call": "{call}", "method": "getCall", "cut": 1}}}}"#)).unwrap();
    for _ in 0..2 {
        assert_eq!(stage.of(call, "POST /keepAlive", "").status, 429);
    }
    stage.of(call, "POST /mute", "{}");
    stage.of(call, "GET ", "");
    let live = shown(&stage);
    let all = serde_json::json!([{"what": "drop", "chance": 1.0}, {"what": "429", "chance": 1.0, "of": "keepAlive"}]);
    assert_eq!(live["villain"], all);
    assert_eq!(live["calls"][0]["villain"], serde_json::json!([{"what": "cut", "chance": 1.0, "of": "getCall"}]));
    assert_eq!(live["deeds"], serde_json::json!({"429": 2, "cut": 1, "drop": 1}));
    stage.tell(r#"{"villain": {"repeat": 1, "delay": 1, "reorder": 1}}"#).unwrap();
    stage.of(call, "POST /unmute", "{}");
    assert!(shown(&stage)["calls"][0]["timeline"].to_string().contains("roster, twice, held back, overtaken"));
    // What is set again is another one; what was done stays.
    stage.tell(r#"{"villain": {}}"#).unwrap();
    assert_eq!(shown(&stage)["villain"], serde_json::json!([]));
    assert_eq!(shown(&stage)["deeds"]["drop"], 1);
}
