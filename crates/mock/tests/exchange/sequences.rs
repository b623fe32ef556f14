//! What is notified of, and when, from the first notification of a call to its last.

use super::stage::{ANSWER, Stage, json, said};

const NOTHING: [&str; 0] = [];

#[test]
fn incoming_and_answered() {
    let mut stage = Stage::new();
    let call = stage.ring();
    let posts = stage.posts();
    let [created] = &posts[..] else { panic!("{posts:?}") };
    assert_eq!(&*created.to, "http://127.0.0.1:9/incoming", "it is told to the bot");
    let body: serde_json::Value = serde_json::from_str(&created.body()).unwrap();
    assert_eq!(body["value"][0]["changeType"], "created");
    assert_eq!(body["value"][0]["resourceData"]["state"], "incoming");
    assert_eq!(body["value"][0]["resourceData"]["direction"], "incoming");
    stage.pass(2_000);
    assert_eq!(stage.of(call, "POST /answer", ANSWER).status, 202);
    stage.pass(20_000);
    let posts = stage.posts();
    assert!(posts.iter().all(|post| &*post.to == "http://127.0.0.1:9/bot"), "the answer says where to: {posts:?}");
    let timed: Vec<String> = posts.iter().map(|post| format!("{} {}", post.due.as_millis(), said(post))).collect();
    assert_eq!(timed, ["2000 updated establishing", "3000 updated established", "3000 updated established audio"]);
    assert_eq!(stage.state(call), "established");
}

#[test]
fn incoming_and_rejected() {
    let mut stage = Stage::new();
    let call = stage.ring();
    stage.posts();
    assert_eq!(stage.of(call, "POST /reject", r#"{"reason": "none"}"#).status, 202);
    let posts = stage.posts();
    let [deleted] = &posts[..] else { panic!("{posts:?}") };
    let body: serde_json::Value = serde_json::from_str(&deleted.body()).unwrap();
    // The page shows nothing but what it is about.
    let data = body["value"][0]["resourceData"].as_object().unwrap();
    let names: Vec<&String> = data.keys().filter(|name| !name.starts_with("@odata.")).collect();
    assert_eq!(names, ["callChainId"], "{}", deleted.body());
    assert_eq!(body["value"][0]["changeType"], "deleted");
    assert_eq!(stage.state(call), "gone");
}

#[test]
fn incoming_and_redirected() {
    let mut stage = Stage::new();
    let call = stage.ring();
    stage.posts();
    assert_eq!(
        stage.of(call, "POST /redirect", r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 99}"#).status,
        400
    );
    assert_eq!(
        stage.of(call, "POST /redirect", r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 15}"#).status,
        202
    );
    assert_eq!(stage.said(), ["updated redirecting"]);
    assert_eq!(stage.of(call, "POST /answer", ANSWER).status, 409);
    stage.pass(20_000);
    assert_eq!(stage.timed(), ["2000 deleted terminated"]);
}

#[test]
fn incoming_and_left_alone() {
    let mut stage = Stage::new();
    let call = stage.ring();
    stage.pass(14_999);
    assert_eq!(stage.state(call), "incoming");
    stage.posts();
    stage.pass(1);
    assert_eq!(stage.timed(), ["15000 deleted terminated 408/0"]);
    assert_eq!(stage.state(call), "gone");
}

#[test]
fn outgoing_and_hung_up() {
    let mut stage = Stage::new();
    let call = stage.create();
    stage.pass(20_000);
    let connected = [
        "0 updated establishing",
        "1000 updated ringing",
        "3000 updated established",
        "3000 updated established audio",
    ];
    assert_eq!(stage.timed(), connected);
    assert_eq!(stage.of(call, "DELETE ", "").status, 204);
    assert_eq!(stage.of(call, "DELETE ", "").status, 204, "once more is no matter");
    assert_eq!(stage.state(call), "terminating");
    stage.pass(20_000);
    assert_eq!(stage.timed(), ["20000 updated terminating", "21000 deleted terminated 200/7000"]);
    assert_eq!(stage.state(call), "gone");
    stage.pass(100_000);
    assert_eq!(stage.said(), NOTHING);
}

#[test]
fn the_other_side_hangs_up() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.peer(call, "hangsUp");
    stage.pass(20_000);
    assert_eq!(stage.timed(), ["10000 updated terminating", "11000 deleted terminated 200/4097"]);
}

#[test]
fn an_outgoing_call_fails_in_every_way() {
    let ways = [("declines", "603/0"), ("busy", "486/0"), ("noAnswer", "408/10057"), ("fails", "500/0")];
    for (event, result) in ways {
        let mut stage = Stage::new();
        let call = stage.create();
        stage.pass(1_500);
        stage.posts();
        stage.peer(call, event);
        assert_eq!(stage.said(), [format!("deleted terminated {result}")]);
        stage.pass(20_000);
        assert_eq!(stage.said(), NOTHING);
    }
    let mut stage = Stage::new();
    let call = stage.established();
    stage.peer(call, "mediaFailed");
    stage.pass(20_000);
    assert_eq!(stage.said(), ["updated terminating", "deleted terminated 410/301005"]);
}

#[test]
fn hold_and_back() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.peer(call, "holds");
    stage.peer(call, "resumes");
    assert_eq!(stage.said(), ["updated hold", "updated established"]);
}

#[test]
fn a_transfer_goes_well() {
    let mut stage = Stage::new();
    let call = stage.established();
    assert_eq!(
        stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#).status,
        202
    );
    stage.pass(20_000);
    let expected = ["10000 updated transferring", "12000 updated transferAccepted", "14000 deleted terminated 0/7015"];
    assert_eq!(stage.timed(), expected);
}

#[test]
fn a_transfer_fails() {
    for after in [1_000, 3_000] {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
        stage.pass(after);
        stage.posts();
        stage.peer(call, "transferFailed");
        let said = stage.said();
        assert_eq!(said.first().map(String::as_str), Some("updated established 500/7000"), "{said:?}");
        assert!(said.iter().skip(1).all(|said| said == "updated established audio"), "{said:?}");
        stage.pass(20_000);
        assert_eq!(stage.said(), NOTHING, "what was planned of the transfer does not come");
        assert_eq!(stage.state(call), "established");
    }
}

/// A second transfer is not accepted by the target of the first.
#[test]
fn each_transfer_has_its_own_time() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
    stage.pass(1_500);
    stage.peer(call, "transferFailed");
    stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
    stage.posts();
    stage.pass(20_000);
    assert_eq!(stage.timed(), ["13500 updated transferAccepted", "15500 deleted terminated 0/7015"]);
}

/// The target of the second accepts it before that of the first would have answered the call.
#[test]
fn a_failed_transfer_is_not_completed_after_all() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
    // It is accepted after 2 s, and would be complete after 4.
    stage.pass(2_500);
    stage.peer(call, "transferFailed");
    stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
    stage.pass(500);
    stage.posts();
    stage.peer(call, "transferAccepted");
    stage.pass(20_000);
    assert_eq!(stage.timed(), ["13000 updated transferAccepted", "15000 deleted terminated 0/7015"]);
}

/// Those who were in the call never left it.
#[test]
fn the_roster_is_not_told_again_after_a_failed_transfer() {
    for after in [0, 1_000, 3_000] {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.of(call, "POST /transfer", r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
        stage.pass(after);
        stage.all_posts();
        stage.peer(call, "transferFailed");
        stage.pass(20_000);
        let told: Vec<String> = stage.all_posts().iter().map(said).collect();
        assert_eq!(told, ["updated established 500/7000", "updated established audio"], "after {after} ms");
    }
}

#[test]
fn operations_are_played_in_their_order() {
    let mut stage = Stage::new();
    let call = stage.established();
    assert_eq!(
        stage
            .of(
                call,
                "POST /playPrompt",
                r#"{"prompts": [{"mediaInfo": {"uri": "u"}}, {"mediaInfo": {"uri": "u"}}], "clientContext": "1"}"#
            )
            .status,
        200
    );
    let record = r##"{"prompts": [{"mediaInfo": {"uri": "u"}}], "clientContext": "2", "stopTones": ["#"]}"##;
    let queued = stage.of(call, "POST /recordResponse", record);
    assert_eq!(json(&queued)["status"], "notStarted");
    stage.pass(4_000);
    assert_eq!(stage.timed(), ["14000 deleted completed completedSuccessfully 200/0 playPrompt"]);
    // Its prompt plays for 2 s, then the beep for half a second; a stop tone before that is no matter.
    stage.press(call, '#');
    stage.pass(2_500);
    stage.press(call, '1');
    assert_eq!(stage.said(), NOTHING);
    stage.pass(700);
    stage.press(call, '#');
    assert_eq!(stage.timed(), ["17200 deleted completed stopToneDetected 200/8514 record recording"]);
}

#[test]
fn media_is_cancelled() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#);
    stage.of(call, "POST /recordResponse", "{}");
    let answer = stage.of(call, "POST /cancelMediaProcessing", r#"{"clientContext": "c"}"#);
    assert_eq!(
        (json(&answer)["status"].as_str(), json(&answer)["clientContext"].as_str()),
        (Some("completed"), Some("c"))
    );
    let cancelled = [
        "deleted failed mediaOperationCanceled 400/8508 playPrompt",
        "deleted failed operationCanceled 400/8508 record",
    ];
    assert_eq!(stage.said(), cancelled);
    stage.pass(60_000);
    assert_eq!(stage.said(), NOTHING);
}

/// The call is over: so are its operations, and nobody is told of them (the maintainers,
/// comms-samples issues 114 and 376).
#[test]
fn operations_end_with_their_call_and_without_a_word() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#);
    stage.of(call, "POST /sendDtmfTones", r#"{"tones": ["star"]}"#);
    stage.peer(call, "hangsUp");
    stage.pass(20_000);
    assert_eq!(stage.said(), ["updated terminating", "deleted terminated 200/4097"]);
}

#[test]
fn tones_are_told_of_once_asked_for() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.press(call, '1');
    assert_eq!(stage.said(), NOTHING, "nobody has subscribed");
    stage.of(call, "POST /subscribeToTone", r#"{"clientContext": "t"}"#);
    for tone in ['1', '1', '#', 'A'] {
        stage.press(call, tone);
    }
    let expected = [
        "updated established tone 1 1",
        "updated established tone 2 1",
        "updated established tone 3 #",
        "updated established tone 4 A",
    ];
    assert_eq!(stage.said(), expected);
}
