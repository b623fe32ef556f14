//! What is done at exactly a bound, and next to it: what is too long, too many, and which of too many is dropped.

use call_lifecycle::Id;
use graph_call_mock::exchange::{Command, Exchange, Setup};
use serde_json::{Value, json};

use super::stage::{ANSWER, CREATE, INCOMING, ParseId, Stage, at, error, json, setup};

const PROMPT: &str = r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#;

fn body(value: &Value) -> String {
    value.to_string()
}

/// Asks twice: what is at the bound is taken, and what is one more is refused.
fn at_most(
    stage: &mut Stage,
    call: Id,
    request: &str,
    (status, refused): (u16, u16),
    of: impl Fn(usize) -> Value,
    most: usize,
) {
    assert_eq!(stage.of(call, request, &body(&of(most))).status, status, "{request}, {most}");
    let answer = stage.of(call, request, &body(&of(most + 1)));
    assert_eq!(answer.status, refused, "{request}, {}: {answer:?}", most + 1);
    assert!(answer.body.unwrap().contains(&most.to_string()), "it says how much there may be");
}

#[test]
fn an_audio_routing_group_has_so_many_and_so_long_members() {
    let mut stage = Stage::new();
    let call = stage.established();
    let groups = "POST /audioRoutingGroups";
    let of = |name: &str, count: usize, length: usize| json!({ "routingMode": "multicast", name: vec!["x".repeat(length); count] });
    for name in ["sources", "receivers"] {
        at_most(&mut stage, call, groups, (200, 400), |count| of(name, count, 1), 100);
        at_most(&mut stage, call, groups, (200, 400), |length| of(name, 1, length), 64);
        // The same is required of a change.
        let (fits, one_more) = (of(name, 100, 64), of(name, 101, 64));
        assert_eq!(stage.of(call, groups, r#"{"id": "g", "routingMode": "oneToOne"}"#).status, 200);
        assert_eq!(stage.of(call, "PATCH /audioRoutingGroups/g", &body(&fits)).status, 200);
        assert_eq!(stage.of(call, "PATCH /audioRoutingGroups/g", &body(&one_more)).status, 400);
        let shown = json(&stage.of(call, "GET /audioRoutingGroups/g", ""));
        assert_eq!(shown[name].as_array().map(Vec::len), Some(100), "what was refused has changed nothing");
        assert_eq!(stage.of(call, "DELETE /audioRoutingGroups/g", "").status, 204);
    }
    at_most(
        &mut stage,
        call,
        groups,
        (200, 400),
        |length| json!({ "routingMode": "multicast", "id": "i".repeat(length) }),
        64,
    );
    for id in ["a-b_c.D9", "-", "_", "."] {
        let group = json!({ "routingMode": "multicast", "id": id });
        assert_eq!(stage.of(call, groups, &body(&group)).status, 200, "{id}");
        assert_eq!(stage.of(call, groups, &body(&group)).status, 409, "{id}");
    }
    // The id may be repeated in a change, and be no other.
    assert_eq!(stage.of(call, "PATCH /audioRoutingGroups/-", r#"{"id": "-"}"#).status, 200);
    assert_eq!(stage.of(call, "PATCH /audioRoutingGroups/-", r#"{"id": "_"}"#).status, 400);
    for byte in ["/", " ", "~", "%", "\u{e9}", "+", ":"] {
        let group = json!({ "routingMode": "multicast", "id": format!("a{byte}b") });
        assert_eq!(stage.of(call, groups, &body(&group)).status, 400, "{byte:?}");
    }
}

#[test]
fn the_name_of_somebody_who_joins_has_256_bytes() {
    let of = |length: usize| {
        let name = "n".repeat(length);
        Command::read(&format!(r#"{{"participant": {{"call": "{INCOMING}", "event": "joins", "name": "{name}"}}}}"#))
    };
    assert!(of(256).is_ok());
    assert!(of(257).unwrap_err().contains("257 bytes, expected 256 at most"));
}

#[test]
fn somebody_who_is_invited_has_1024_bytes() {
    let mut stage = Stage::new();
    let call = stage.established();
    let of = |name: usize| json!({ "participants": [{ "identity": { "user": { "id": "1", "displayName": "n".repeat(name) } } }] });
    let answer = stage.of(call, "POST /participants/invite", &body(&of(2_000)));
    let message = error(&answer, 400, "BadRequest");
    let bytes: usize = message.split(' ').find_map(|word| word.parse().ok()).unwrap();
    let most = 2_000 - (bytes - 1_024);
    assert_eq!(stage.of(call, "POST /participants/invite", &body(&of(most))).status, 200);
    assert!(
        error(&stage.of(call, "POST /participants/invite", &body(&of(most + 1))), 400, "BadRequest").contains("1025")
    );
}

/// Those who are on their way count: a hundred are in a call at most.
#[test]
fn a_call_has_a_hundred_participants_with_those_who_are_invited() {
    let mut stage = Stage::new();
    let call = stage.established();
    let join = format!(r#"{{"participant": {{"call": "{call}", "event": "joins"}}}}"#);
    (0..92).for_each(|_| drop(stage.tell(&join).unwrap()));
    let invite = |stage: &mut Stage, count: usize| {
        let who = json!({ "participants": vec![json!({ "identity": { "user": { "id": "7" } } }); count] });
        stage.of(call, "POST /participants/invite", &body(&who)).status
    };
    // 95 are there.
    assert_eq!(invite(&mut stage, 3), 200);
    assert_eq!(invite(&mut stage, 3), 409, "it would have 101");
    assert_eq!(invite(&mut stage, 2), 200);
    assert_eq!(invite(&mut stage, 1), 409);
    stage.pass(5_000);
    let roster = json(&stage.of(call, "GET /participants", ""));
    assert_eq!(roster["value"].as_array().map(Vec::len), Some(100));
    assert_eq!(invite(&mut stage, 1), 409, "what is complete does not count twice");
    assert!(stage.tell(&join).unwrap_err().contains("100 people"));
}

#[test]
fn a_body_of_4096_bytes_is_stored_and_a_longer_one_is_not() {
    for (length, shown) in [(4_096, json!("s")), (4_097, Value::Null)] {
        let mut stage = Stage::new();
        let body = CREATE.replacen('{', r#"{"subject": "s", "#, 1);
        let body = format!("{body}{}", " ".repeat(length - body.len()));
        let answer = stage.ask("POST /v1.0/communications/calls", &body);
        assert_eq!((answer.status, &json(&answer)["subject"]), (201, &shown), "{length}");
        // What the call is, and where it is notified, counts all the same.
        let call = json(&answer)["id"].as_str().unwrap().parse_id();
        stage.pass(5_000);
        assert_eq!(stage.of(call, "POST /mute", "{}").status, 200);
        assert!(stage.posts().iter().all(|post| &*post.to == "http://127.0.0.1:9/bot"));
    }
}

#[test]
fn an_address_has_2048_bytes() {
    let mut stage = Stage::new();
    for (length, status) in [(2_048, 201), (2_049, 400)] {
        let uri = format!("http://127.0.0.1:9/{}", "x".repeat(length - "http://127.0.0.1:9/".len()));
        assert_eq!(
            stage.ask("POST /v1.0/communications/calls", &CREATE.replace("http://127.0.0.1:9/bot", &uri)).status,
            status
        );
        let told = stage.tell(&format!(r#"{{"bot": {{"callbackUri": "{uri}"}}}}"#));
        assert_eq!(told.is_ok(), status == 201, "{told:?}");
    }
}

/// Each refusal for want of room says how long to wait.
#[test]
fn how_long_to_wait_is_said_with_each_429_that_is_meant() {
    let mut stage = Stage::with(&Setup { room: 1, ..setup(1) });
    let call = stage.established();
    assert_eq!(stage.ask("POST /v1.0/communications/calls", CREATE).retry_after, Some(60), "a call lives long");
    for _ in 0..8 {
        let answer = stage.of(call, "POST /playPrompt", PROMPT);
        assert_eq!((answer.status, answer.retry_after), (200, None));
    }
    assert_eq!(stage.of(call, "POST /playPrompt", PROMPT).retry_after, Some(10), "the queue of the machine is full");
    stage.exchange.set_operations(8);
    let answer = stage.of(call, "POST /sendDtmfTones", r#"{"tones": ["tone1"]}"#);
    assert_eq!((answer.status, answer.retry_after), (429, Some(10)), "so many are open");
    assert_eq!(stage.of(call, "POST /transfer", "{}").retry_after, None, "a 400 does not pass");
    // There are never more than the machine has slots for.
    stage.exchange.set_operations(1_000);
    let statuses: Vec<u16> =
        (0..25).map(|_| stage.of(call, "POST /sendDtmfTones", r#"{"tones": ["tone1"]}"#).status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 24, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429));
}

/// Fifty are shown: those that live first, and of those that have ended the last fifty.
#[test]
fn of_the_calls_that_have_ended_the_last_fifty_are_shown() {
    let mut stage = Stage::with(&Setup { room: 4, ..setup(1) });
    let mut ended = Vec::new();
    let shown = |stage: &Stage| -> Vec<Id> {
        let live = serde_json::to_value(stage.exchange.live(1.0)).unwrap();
        live["calls"].as_array().unwrap().iter().map(|call| call["id"].as_str().unwrap().parse_id()).collect()
    };
    for number in 1..=52 {
        let call = stage.create();
        stage.of(call, "DELETE ", "");
        stage.pass(1_000);
        ended.insert(0, call);
        ended.truncate(50);
        assert_eq!(shown(&stage), ended, "after {number}");
    }
    let live = stage.create();
    ended.insert(0, live);
    ended.truncate(50);
    assert_eq!(shown(&stage), ended);
}

/// What is due to happen when a deadline fires comes after it: the call is on its way down by then.
#[test]
fn a_deadline_comes_before_what_happens_at_the_same_time() {
    for (begun, said) in [(2_698_000, false), (2_697_999, true)] {
        let mut stage = Stage::new();
        let call = stage.create();
        stage.pass(begun);
        stage.posts();
        assert_eq!(stage.of(call, "POST /playPrompt", PROMPT).status, 200);
        stage.pass(2_700_000 - begun);
        let timed = stage.timed();
        assert_eq!(timed.iter().any(|line| line.contains("completed")), said, "{timed:?}");
        assert_eq!(timed.last().map(String::as_str), Some("2700000 updated terminating"));
    }
}

/// The time at which a recording begins is the end of its beep, which takes half a second.
#[test]
fn a_recording_counts_from_the_end_of_its_beep() {
    for (beep, began) in [(true, 2_500), (false, 2_000)] {
        let mut stage = Stage::new();
        let call = stage.established();
        let request = json!({
            "prompts": [{ "mediaInfo": { "uri": "u" } }], "playBeep": beep, "maxRecordDurationInSeconds": 7,
            "initialSilenceTimeoutInSeconds": 3,
        });
        let operation =
            json(&stage.of(call, "POST /recordResponse", &body(&request)))["id"].as_str().unwrap().parse_id();
        stage.pass(began);
        stage.media(call, "speechStarted");
        stage.pass(6_999);
        assert_eq!(stage.said(), [""; 0], "{beep}");
        stage.pass(1);
        let posts = stage.posts();
        let told: Value = serde_json::from_str(&posts[0].body()).unwrap();
        let data = &told["value"][0]["resourceData"];
        assert_eq!((posts.len(), &data["completionReason"]), (1, &json!("maxRecordDurationReached")));
        let token = data["recordingAccessToken"].as_str().unwrap();
        let recording = stage.exchange.recording(operation, token).unwrap();
        assert_eq!((recording.millis, recording.ended), (7_000, at(10_000 + began + 7_000)));
        assert_eq!(stage.exchange.recording(operation, "another"), None);
        assert_eq!(stage.exchange.recording(call, token), None);
    }
}

/// How long a prompt plays: a loop of 0 or below is one.
#[test]
fn a_loop_that_is_no_number_above_one_plays_once() {
    for number in [json!(0), json!(1), json!(-3), json!("7"), json!(null), json!(false), json!(1.5)] {
        let mut stage = Stage::with(&Setup { lenient: true, ..setup(1) });
        let call = stage.established();
        let request = json!({ "prompts": [{ "mediaInfo": { "uri": "u" }, "loop": number }] });
        if stage.of(call, "POST /playPrompt", &body(&request)).status != 200 {
            continue;
        }
        stage.pass(1_999);
        assert_eq!(stage.said(), [""; 0], "{number}");
        stage.pass(1);
        assert_eq!(stage.said().len(), 1, "{number}");
    }
}

/// A new id is that of no call that lives: a caller may have chosen it.
#[test]
fn the_id_of_a_new_call_is_one_that_nobody_has() {
    let mut stage = Stage::new();
    let ids: Vec<Id> = {
        let mut other = Stage::new();
        (0..4).map(|_| other.create()).collect()
    };
    for id in &ids[..2] {
        stage.peer(*id, "calls");
    }
    assert_eq!(stage.create(), ids[2]);
    // Its number is used up, although the caller's call has ended since.
    stage.of(ids[0], "POST /answer", ANSWER);
    stage.of(ids[0], "DELETE ", "");
    stage.pass(2_000);
    assert_eq!(stage.create(), ids[3]);
}

/// A page of calls has those from a place on, and says where the next ones are.
#[test]
fn the_ids_of_calls_come_in_pages() {
    let mut stage = Stage::with(&Setup { room: 9, ..setup(1) });
    let calls: Vec<Id> = (0..7).map(|_| stage.create()).collect();
    let exchange: &Exchange = &stage.exchange;
    let mut pages = Vec::new();
    let mut from = Some(0);
    while let Some(place) = from {
        let (ids, next) = exchange.page(place, 3);
        pages.push(ids);
        from = next;
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    assert_eq!(pages.concat(), calls);
    let (all, next) = exchange.page(0, 7);
    assert_eq!((all.len(), next), (7, None), "nobody is left");
    let (six, next) = exchange.page(0, 6);
    assert_eq!((six.len(), exchange.page(next.unwrap(), 6).0), (6, calls[6..].to_vec()));
}
