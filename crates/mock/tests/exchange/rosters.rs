//! Who is in a call: what requests and commands do to its roster, and what is told of it.

use call_lifecycle::Id;
use serde_json::Value;

use super::stage::{ANSWER, CREATE, ParseId, Stage, error, json, json_of, member, of_participant, said};

pub const MEETING: &str = r##"{"callbackUri": "http://127.0.0.1:9/bot", "requestedModalities": ["audio"], "tenantId": "t",
    "source": {"identity": {"application": {"id": "9", "displayName": "Minutes"}}},
    "mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig"}, "chatInfo": {"threadId": "19:1@thread.v2"},
    "meetingInfo": {"@odata.type": "#microsoft.graph.organizerMeetingInfo",
        "organizer": {"user": {"id": "7", "displayName": "Olga"}}},
    "callOptions": {"isContentSharingNotificationEnabled": true}}"##;

/// A call of this body that is established, of which everything was taken.
pub fn begun(stage: &mut Stage, body: &str) -> Id {
    let answer = stage.ask("POST /v1.0/communications/calls", body);
    assert_eq!(answer.status, 201, "{answer:?}");
    stage.pass(10_000);
    stage.all_posts();
    member(&answer, "id").parse_id()
}

pub fn roster(stage: &mut Stage, call: Id) -> Vec<Value> {
    let answer = stage.of(call, "GET /participants", "");
    assert_eq!(answer.status, 200, "{answer:?}");
    json(&answer)["value"].as_array().unwrap().clone()
}

/// Who is in it, in few words.
pub fn who(stage: &mut Stage, call: Id) -> Vec<String> {
    roster(stage, call).iter().map(of_participant).collect()
}

pub fn id_of(stage: &mut Stage, call: Id, name: &str) -> String {
    let people = roster(stage, call);
    let is = |person: &&Value| of_participant(person).split(' ').next() == Some(name);
    people.iter().find(is).unwrap_or_else(|| panic!("no {name}: {people:?}"))["id"].as_str().unwrap().to_owned()
}

pub fn told(stage: &mut Stage) -> Vec<String> {
    stage.all_posts().iter().map(said).collect()
}

pub fn deed(stage: &mut Stage, call: Id, event: &str, more: &str) -> Result<String, String> {
    stage.tell(&format!(r#"{{"participant": {{"call": "{call}", "event": "{event}"{more}}}}}"#))
}

pub fn comes(stage: &mut Stage, call: Id, event: &str, name: &str) -> String {
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
