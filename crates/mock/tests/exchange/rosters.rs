//! Who is in a call: what requests and commands do to its roster, and what is told of it.

use call_lifecycle::Id;
use serde_json::Value;

use super::stage::{ANSWER, CREATE, ParseId, Stage, error, json, json_of, member, of_participant, said};

const MEETING: &str = r##"{"callbackUri": "http://127.0.0.1:9/bot", "requestedModalities": ["audio"], "tenantId": "t",
    "source": {"identity": {"application": {"id": "9", "displayName": "Minutes"}}},
    "mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig"}, "chatInfo": {"threadId": "19:1@thread.v2"},
    "meetingInfo": {"@odata.type": "#microsoft.graph.organizerMeetingInfo",
        "organizer": {"user": {"id": "7", "displayName": "Olga"}}},
    "callOptions": {"isContentSharingNotificationEnabled": true}}"##;

/// A call of this body that is established, of which everything was taken.
fn begun(stage: &mut Stage, body: &str) -> Id {
    let answer = stage.ask("POST /v1.0/communications/calls", body);
    assert_eq!(answer.status, 201, "{answer:?}");
    stage.pass(10_000);
    stage.all_posts();
    member(&answer, "id").parse_id()
}

fn roster(stage: &mut Stage, call: Id) -> Vec<Value> {
    let answer = stage.of(call, "GET /participants", "");
    assert_eq!(answer.status, 200, "{answer:?}");
    json(&answer)["value"].as_array().unwrap().clone()
}

/// Who is in it, in few words.
fn who(stage: &mut Stage, call: Id) -> Vec<String> {
    roster(stage, call).iter().map(of_participant).collect()
}

fn id_of(stage: &mut Stage, call: Id, name: &str) -> String {
    let people = roster(stage, call);
    let is = |person: &&Value| of_participant(person).split(' ').next() == Some(name);
    people.iter().find(is).unwrap_or_else(|| panic!("no {name}: {people:?}"))["id"].as_str().unwrap().to_owned()
}

fn told(stage: &mut Stage) -> Vec<String> {
    stage.all_posts().iter().map(said).collect()
}

fn deed(stage: &mut Stage, call: Id, event: &str, more: &str) -> Result<String, String> {
    stage.tell(&format!(r#"{{"participant": {{"call": "{call}", "event": "{event}"{more}}}}}"#))
}

fn comes(stage: &mut Stage, call: Id, event: &str, name: &str) -> String {
    deed(stage, call, event, &format!(r#", "name": "{name}""#)).unwrap();
    id_of(stage, call, name)
}

#[test]
fn the_recording_status_of_the_application_is_in_the_roster() {
    let mut stage = Stage::new();
    let call = begun(&mut stage, MEETING);
    assert!(roster(&mut stage, call).iter().all(|person| person.get("recordingInfo").is_none()));
    for status in ["recording", "notRecording"] {
        let body = format!(r#"{{"clientContext": "c", "status": "{status}"}}"#);
        assert_eq!(stage.of(call, "POST /updateRecordingStatus", &body).status, 200);
        let info = &roster(&mut stage, call)[0]["recordingInfo"];
        assert_eq!(
            (info["@odata.type"].as_str(), info["recordingStatus"].as_str()),
            (Some("#microsoft.graph.recordingInfo"), Some(status))
        );
        assert_eq!(info["initiator"]["application"]["displayName"], "Minutes");
        let posts: Vec<Value> = stage.all_posts().iter().map(json_of).collect();
        let told = posts.iter().find_map(|post| post["value"][0]["resourceData"].get(0)).unwrap();
        assert_eq!(told["recordingInfo"], *info);
    }
    // In a call of two it is shown, and not told.
    let call = begun(
        &mut stage,
        r#"{"callbackUri": "http://127.0.0.1:9/bot", "targets": [{"identity": {"user": {"id": "1"}}}]}"#,
    );
    assert_eq!(stage.of(call, "POST /updateRecordingStatus", r#"{"status": "failed"}"#).status, 200);
    assert_eq!(roster(&mut stage, call)[0]["recordingInfo"]["recordingStatus"], "failed");
    assert_eq!(told(&mut stage), [""; 0]);
}

#[test]
fn a_meeting_is_joined_and_its_roster_is_told_after_that_it_is_established() {
    let mut stage = Stage::new();
    let answer = stage.ask("POST /v1.0/communications/calls", MEETING);
    let call = member(&answer, "id").parse_id();
    assert_eq!(who(&mut stage, call), [""; 0], "nobody is in a call that is not established");
    stage.pass(10_000);
    let posts = stage.all_posts();
    let texts: Vec<String> = posts.iter().map(said).collect();
    assert_eq!(
        texts,
        [
            "updated establishing",
            "updated ringing",
            "updated established",
            "updated established audio",
            "updated roster: Minutes, Olga"
        ]
    );
    let entry = &json_of(&posts[4])["value"][0];
    assert_eq!(entry["@odata.type"], "#microsoft.graph.commsNotification");
    assert_eq!(entry["resourceUrl"], format!("/communications/calls/{call}/participants"));
    assert_eq!(entry["resource"], format!("/app/calls/{call}/participants"));
    assert_eq!(&*posts[4].to, "http://127.0.0.1:9/bot");
    // The application finds itself.
    assert_eq!(entry["resourceData"][0]["id"], member(&answer, "myParticipantId"));
    assert_eq!(json(&stage.of(call, "GET ", ""))["myParticipantId"], member(&answer, "myParticipantId"));
    assert_eq!(entry["resourceData"], Value::from(roster(&mut stage, call)), "a GET shows the same");
    let olga = &entry["resourceData"][1];
    assert_eq!(olga["info"]["identity"]["user"]["id"], "7");
    assert_eq!((&olga["isMuted"], &olga["isInLobby"]), (&Value::from(false), &Value::from(false)));
    assert_eq!(olga["mediaStreams"][0]["mediaType"], "audio");
    let path = format!("GET /participants/{}", olga["id"].as_str().unwrap());
    assert_eq!(json(&stage.of(call, &path, "")), *olga);
}

#[test]
fn every_kind_of_meeting_has_somebody_else_in_it() {
    for info in [
        r##"{"@odata.type": "#microsoft.graph.tokenMeetingInfo", "token": "t"}"##,
        r##"{"@odata.type": "#microsoft.graph.joinMeetingIdMeetingInfo", "joinMeetingId": "123", "passcode": "p"}"##,
        r##"{"@odata.type": "#microsoft.graph.joinMeetingIdMeetingInfo", "joinMeetingId": "123"}"##,
    ] {
        let mut stage = Stage::new();
        let body = format!(
            r##"{{"callbackUri": "http://127.0.0.1:9/bot", "requestedModalities": ["audio"], "tenantId": "t",
            "mediaConfig": {{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}}, "meetingInfo": {info}}}"##
        );
        let call = begun(&mut stage, &body);
        assert_eq!(who(&mut stage, call), ["A bot", "An organizer"]);
        // It is a group call.
        assert_eq!(stage.of(call, "POST /mute", "{}").status, 200);
        assert_eq!(told(&mut stage), ["updated roster: A bot muted, An organizer"]);
    }
}

#[test]
fn a_call_of_two_has_those_two_and_no_roster_is_told_of() {
    let one = CREATE.replace(r#", {"identity": {"user": {"id": "2"}}}"#, "");
    let mut stage = Stage::new();
    let answer = stage.ask("POST /v1.0/communications/calls", &one);
    let call = member(&answer, "id").parse_id();
    stage.pass(10_000);
    assert!(told(&mut stage).iter().all(|text| !text.contains("roster")));
    assert_eq!(who(&mut stage, call), ["A bot", "1"]);
    let incoming = stage.ring();
    stage.of(incoming, "POST /answer", ANSWER);
    stage.pass(10_000);
    let told_of = told(&mut stage);
    assert!(told_of.iter().all(|text| !text.contains("roster")), "{told_of:?}");
    assert_eq!(who(&mut stage, incoming), ["A bot", "A caller"]);
    let me = json(&stage.of(incoming, "GET ", ""))["myParticipantId"].clone();
    assert_eq!(roster(&mut stage, incoming)[0]["id"], me);
    // Once somebody joins it is a group call.
    assert_eq!(stage.of(call, "POST /mute", "{}").status, 409);
    comes(&mut stage, call, "joins", "Bob");
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, Bob"]);
    assert_eq!(stage.of(call, "POST /mute", "{}").status, 200);
}

#[test]
fn who_is_invited_comes_once_the_operation_is_complete() {
    let mut stage = Stage::new();
    let call = stage.established();
    let before = who(&mut stage, call);
    let body = r#"{"clientContext": "c", "participants": [{"identity": {"user": {"id": "5", "displayName": "Eva"}}},
        {"identity": {"phone": {"id": "+12345678901"}}}, {"hidden": true, "identity": {"user": {"id": "6"}}}]}"#;
    let answer = stage.of(call, "POST /participants/invite", body);
    assert_eq!((answer.status, json(&answer)["status"].as_str()), (200, Some("running")));
    assert_eq!(json(&answer)["participants"][1]["identity"]["phone"]["id"], "+12345678901");
    assert_eq!(who(&mut stage, call), before);
    stage.pass(1_000);
    let posts = stage.all_posts();
    let texts: Vec<String> = posts.iter().map(said).collect();
    assert!(texts[0].starts_with("deleted completed"), "{texts:?}");
    assert_eq!(texts[1..], ["updated roster: A bot, 1, 2, Eva, +12345678901"]);
    let data = &json_of(&posts[0])["value"][0]["resourceData"];
    assert_eq!(data["participants"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_participant_is_removed() {
    let mut stage = Stage::new();
    let call = stage.established();
    let (me, two) = (id_of(&mut stage, call, "A"), id_of(&mut stage, call, "2"));
    let path = format!("/participants/{two}");
    let answer = stage.of(call, &format!("DELETE {path}"), "");
    assert_eq!((answer.status, answer.body), (204, None));
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1"]);
    for request in [format!("DELETE {path}"), format!("GET {path}"), format!("POST {path}/mute")] {
        error(&stage.of(call, &request, "{}"), 404, "NotFound");
    }
    error(&stage.of(call, &format!("DELETE /participants/{me}"), ""), 409, "Conflict");
    assert_eq!(told(&mut stage), [""; 0], "what is refused is not told of");
    assert_eq!(who(&mut stage, call), ["A bot", "1"]);
    assert_eq!(stage.of(call, "POST /keepAlive", "").status, 200);
}

#[test]
fn participants_are_muted_one_by_one_and_all_at_once() {
    let mut stage = Stage::new();
    let call = stage.established();
    let two = id_of(&mut stage, call, "2");
    let mute = format!("POST /participants/{two}/mute");
    assert_eq!(member(&stage.of(call, &mute, "{}"), "status"), "completed");
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2 muted"]);
    let number = |stage: &mut Stage| -> Vec<u64> {
        roster(stage, call).iter().map(|person| person["rosterSequenceNumber"].as_u64().unwrap()).collect()
    };
    let before = number(&mut stage);
    assert!(before[2] > before[1], "who changed last has the highest number: {before:?}");
    // Nothing changes: nothing is told.
    assert_eq!(stage.of(call, &mute, "{}").status, 200);
    assert_eq!(told(&mut stage), [""; 0]);
    deed(&mut stage, call, "unmutes", &format!(r#", "id": "{two}""#)).unwrap();
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2"]);
    let some = format!(r#"{{"participants": ["{two}", "nobody"]}}"#);
    assert_eq!(
        member(&stage.ask(&format!("POST /beta/communications/calls/{call}/participants/muteAll"), &some), "status"),
        "completed"
    );
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2 muted"]);
    let all = r#"{"participants": [""]}"#;
    stage.of(call, "POST /participants/muteAll", all);
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1 muted, 2 muted"], "as on the page: all others");
    stage.of(call, "POST /mute", "{}");
    stage.of(call, "POST /unmute", "{}");
    assert_eq!(
        told(&mut stage),
        ["updated roster: A bot muted, 1 muted, 2 muted", "updated roster: A bot, 1 muted, 2 muted"]
    );
}

#[test]
fn only_one_hears_hold_music_at_a_time() {
    let mut stage = Stage::new();
    let call = stage.established();
    let (one, two) = (id_of(&mut stage, call, "1"), id_of(&mut stage, call, "2"));
    let of = |id: &str, method: &str| format!("POST /participants/{id}/{method}");
    assert_eq!(stage.of(call, &of(&one, "startHoldMusic"), "{}").status, 202);
    assert_eq!(told(&mut stage), [""; 0]);
    stage.pass(1_000);
    assert_eq!(told(&mut stage)[1..], ["updated roster: A bot, 1 held, 2"]);
    let message = error(&stage.of(call, &of(&two, "startHoldMusic"), "{}"), 409, "Conflict");
    assert!(message.contains(&one), "{message}");
    assert_eq!(stage.of(call, &of(&one, "stopHoldMusic"), "{}").status, 202);
    stage.pass(1_000);
    assert_eq!(told(&mut stage)[1..], ["updated roster: A bot, 1, 2"]);
    assert_eq!(stage.of(call, &of(&two, "startHoldMusic"), "{}").status, 202);
}

#[test]
fn who_waits_in_the_lobby_is_admitted_or_turned_away() {
    let mut stage = Stage::new();
    let call = begun(&mut stage, MEETING);
    let [ann, ben, cem] = ["Ann", "Ben", "Cem"].map(|name| comes(&mut stage, call, "waits", name));
    assert_eq!(
        told(&mut stage),
        [
            "updated roster: Minutes, Olga, Ann waits",
            "updated roster: Minutes, Olga, Ann waits, Ben waits",
            "updated roster: Minutes, Olga, Ann waits, Ben waits, Cem waits"
        ]
    );
    assert!(deed(&mut stage, call, "shares", &format!(r#", "id": "{ann}""#)).unwrap_err().contains("lobby"));
    let ask = |stage: &mut Stage, request: &str| {
        let answer = stage.ask(&format!("POST /beta/communications/calls/{call}/participants/{request}"), "{}");
        assert_eq!(answer.status, 200, "{request}: {answer:?}");
        stage.pass(1_000);
        told(stage)
    };
    assert_eq!(
        ask(&mut stage, &format!("{ben}/admitFromLobby"))[1..],
        ["updated roster: Minutes, Olga, Ann waits, Ben, Cem waits"]
    );
    assert_eq!(
        ask(&mut stage, &format!("{cem}/removeFromLobby"))[1..],
        ["updated roster: Minutes, Olga, Ann waits, Ben"]
    );
    // Who is in is not removed from the lobby.
    assert_eq!(ask(&mut stage, &format!("{ben}/removeFromLobby")).len(), 1);
    let dan = comes(&mut stage, call, "waits", "Dan");
    told(&mut stage);
    assert_eq!(ask(&mut stage, "admitAllFromLobby")[1..], ["updated roster: Minutes, Olga, Ann, Ben, Dan"]);
    // A command may also let somebody in.
    let _ = comes(&mut stage, call, "waits", "Eli");
    let eli = id_of(&mut stage, call, "Eli");
    deed(&mut stage, call, "joins", &format!(r#", "id": "{eli}""#)).unwrap();
    deed(&mut stage, call, "leaves", &format!(r#", "id": "{dan}""#)).unwrap();
    assert_eq!(who(&mut stage, call), ["Minutes", "Olga", "Ann", "Ben", "Eli"]);
}

#[test]
fn a_command_about_a_participant_is_told_what_became_of_it() {
    let mut stage = Stage::new();
    let call = stage.create();
    assert!(deed(&mut stage, call, "joins", "").unwrap_err().contains("establishing"));
    assert!(deed(&mut stage, Id::from_u128(1), "joins", "").unwrap_err().contains("there is no call"));
    stage.pass(10_000);
    stage.all_posts();
    let id = r#", "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5""#;
    assert!(deed(&mut stage, call, "leaves", id).unwrap_err().contains("no participant 0fe0623f"));
    assert!(deed(&mut stage, call, "joins", id).unwrap().starts_with("applied"));
    assert!(deed(&mut stage, call, "joins", id).unwrap().starts_with("noChange"));
    assert!(deed(&mut stage, call, "unmutes", id).unwrap().starts_with("noChange"));
    let me = id_of(&mut stage, call, "A");
    assert!(deed(&mut stage, call, "leaves", &format!(r#", "id": "{me}""#)).unwrap_err().contains("DELETE"));
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2, Somebody"]);
    // There is an end.
    for _ in 0..96 {
        deed(&mut stage, call, "joins", "").unwrap();
    }
    assert!(deed(&mut stage, call, "joins", "").unwrap_err().contains("100 people"));
    let five = r#"{"participants": [{"identity": {"user": {"id": "5"}}}]}"#;
    let message = error(&stage.of(call, "POST /participants/invite", five), 409, "Conflict");
    assert!(message.contains("101 participants, expected 100"), "{message}");
}

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

/// What the page shows of a call.
fn shown(stage: &Stage) -> Value {
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
