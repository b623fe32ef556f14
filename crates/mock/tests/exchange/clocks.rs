//! Time: keepAlive, deadlines, and what comes of itself.

use super::stage::{ANSWER, CREATE, Stage, at, json, run_until, setup};
use graph_call_mock::exchange::Setup;

const MINUTES_45: u64 = 2_700_000;

#[test]
fn a_call_lives_for_45_minutes_from_its_start() {
    let mut stage = Stage::new();
    let call = stage.create();
    stage.pass(MINUTES_45 - 1);
    assert_eq!(stage.state(call), "established");
    stage.posts();
    stage.pass(1);
    assert_eq!(stage.state(call), "terminating");
    stage.pass(10_000);
    assert_eq!(stage.timed(), ["2700000 updated terminating", "2701000 deleted terminated 408/8537"]);
    assert_eq!(stage.of(call, "POST /keepAlive", "").status, 404);
}

#[test]
fn a_keep_alive_in_the_last_millisecond_is_in_time() {
    let mut stage = Stage::new();
    let call = stage.create();
    stage.pass(MINUTES_45 - 1);
    let answer = stage.of(call, "POST /keepAlive", "");
    assert_eq!((answer.status, answer.body), (200, None));
    stage.pass(MINUTES_45 - 1);
    assert_eq!(stage.state(call), "established");
    stage.pass(1);
    assert_eq!(stage.state(call), "terminating");
}

#[test]
fn a_keep_alive_at_45_minutes_is_too_late() {
    let mut stage = Stage::new();
    let call = stage.create();
    stage.now = MINUTES_45;
    // Nobody has woken it: the request does.
    assert_eq!(stage.of(call, "POST /keepAlive", "").status, 404);
}

/// A wake that is days late ends everything at its own time.
#[test]
fn a_late_wake_tells_of_everything_at_its_time() {
    let mut stage = Stage::new();
    stage.create();
    stage.ring();
    stage.now = 100_000_000;
    stage.exchange.wake(at(stage.now));
    let timed = stage.timed();
    let expected = [
        "0 updated establishing",
        "0 created incoming",
        "1000 updated ringing",
        "3000 updated established",
        "3000 updated established audio",
        "15000 deleted terminated 408/0",
        "2700000 updated terminating",
        "2701000 deleted terminated 408/8537",
    ];
    assert_eq!(timed, expected);
    assert_eq!(stage.exchange.next_deadline(), None);
}

#[test]
fn what_was_shown_of_the_clock_is_when_it_ends() {
    let mut stage = Stage::new();
    stage.create();
    stage.pass(1_000_000);
    let call = stage.exchange.calls()[0];
    stage.of(call, "POST /keepAlive", "");
    let live = serde_json::to_value(stage.exchange.live(60.0)).unwrap();
    assert_eq!(live["calls"][0]["expiry"], serde_json::json!({"from": 1_000_000, "at": 1_000_000 + MINUTES_45}));
    assert_eq!((&live["now"], &live["speed"]), (&1_000_000.into(), &60.0.into()));
    assert_eq!(stage.exchange.next_deadline(), Some(at(1_000_000 + MINUTES_45)));
}

#[test]
fn the_deadlines_are_those_of_what_comes_next() {
    let mut stage = Stage::new();
    assert_eq!(stage.exchange.next_deadline(), None);
    stage.create();
    for due in [1_000, 3_000, MINUTES_45, MINUTES_45 + 1_000] {
        assert_eq!(stage.exchange.next_deadline(), Some(at(due)));
        stage.exchange.wake(at(due - 1));
        assert_eq!(stage.exchange.next_deadline(), Some(at(due)), "it is not due yet");
        stage.exchange.wake(at(due));
    }
    assert_eq!(stage.exchange.next_deadline(), None);
}

#[test]
fn by_hand_nothing_comes_of_itself_but_deadlines() {
    let mut stage = Stage::by_hand();
    let call = stage.create();
    let incoming = stage.ring();
    stage.posts();
    stage.of(incoming, "POST /answer", ANSWER);
    stage.pass(60_000);
    assert_eq!(stage.said(), ["updated establishing"]);
    stage.peer(call, "rings");
    stage.peer(call, "connects");
    assert_eq!(stage.said(), ["updated ringing", "updated established", "updated established audio"]);
    assert_eq!(stage.of(call, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#).status, 200);
    stage.of(call, "POST /sendDtmfTones", r#"{"tones": ["tone1"]}"#);
    stage.pass(60_000);
    assert_eq!(stage.said(), [""; 0]);
    stage.media(call, "promptFinished");
    assert_eq!(stage.said(), ["deleted completed completedSuccessfully 200/0 playPrompt"]);
    stage.of(call, "DELETE ", "");
    stage.pass(9_999);
    assert_eq!(stage.said(), ["updated terminating"]);
    // How long taking it down may last.
    stage.pass(1);
    assert_eq!(stage.said(), ["deleted terminated 200/7000"]);
}

/// The order in which calls are told of is that of time, whatever the order of the calls.
#[test]
fn many_calls_are_told_of_in_order_of_time() {
    let mut stage = Stage::with(&Setup { room: 64, ..setup(5) });
    let mut rng = fastrand::Rng::with_seed(5);
    for _ in 0..64 {
        stage.ask("POST /v1.0/communications/calls", CREATE);
        stage.now += rng.u64(..700);
    }
    stage.exchange.wake(at(10_000_000));
    let posts = stage.posts();
    // `created` comes with its answer, so that it stands behind what came of itself by then.
    assert!(posts.is_sorted_by_key(|post| post.due), "{:?}", posts.iter().map(|post| post.due).collect::<Vec<_>>());
    assert_eq!(posts.len(), 64 * 6);
}

/// However time is cut into wakes, the same is told.
#[test]
fn it_is_no_matter_how_often_it_is_woken() {
    let told = |step: u64| {
        let mut stage = Stage::new();
        let call = stage.create();
        stage.pass(5_000);
        stage.of(
            call,
            "POST /playPrompt",
            r#"{"prompts": [{"mediaInfo": {"uri": "u"}}, {"mediaInfo": {"uri": "u"}}, {"mediaInfo": {"uri": "u"}}]}"#,
        );
        stage.of(
            call,
            "POST /recordResponse",
            r#"{"prompts": [{"mediaInfo": {"uri": "u"}}], "initialSilenceTimeoutInSeconds": 7}"#,
        );
        stage.of(call, "POST /sendDtmfTones", r#"{"tones": ["tone1"]}"#);
        for now in (5_000..3_000_000).step_by(step as usize) {
            stage.exchange.wake(at(now));
        }
        stage.exchange.wake(at(3_000_000));
        stage.timed()
    };
    let once = told(10_000_000);
    assert_eq!(once.len(), 4 + 3 + 2);
    for step in [1_000, 777, 60_000] {
        assert_eq!(told(step), once);
    }
}

/// A clock that runs backwards takes nothing back.
#[test]
fn a_time_before_an_earlier_one_counts_as_that() {
    let mut stage = Stage::new();
    let call = stage.create();
    stage.pass(2_000_000);
    stage.posts();
    stage.now = 5;
    assert_eq!(stage.of(call, "POST /keepAlive", "").status, 200);
    assert_eq!(stage.exchange.now(), at(2_000_000));
    run_until(&mut stage.exchange, 2_000_000 + MINUTES_45 - 1);
    stage.now = 2_000_000 + MINUTES_45 - 1;
    assert_eq!(stage.state(call), "established");
}

/// A recording can be had for an hour, whatever becomes of its call.
#[test]
fn a_recording_is_discarded_after_an_hour() {
    let mut stage = Stage::new();
    let call = stage.established();
    let answer = stage.of(call, "POST /recordResponse", r#"{"playBeep": false, "maxRecordDurationInSeconds": 3}"#);
    let operation = call_lifecycle::Id::parse(json(&answer)["id"].as_str().unwrap()).unwrap();
    stage.media(call, "speechStarted");
    stage.pass(3_000);
    let body: serde_json::Value = serde_json::from_str(&stage.posts()[0].body()).unwrap();
    let token = body["value"][0]["resourceData"]["recordingAccessToken"].as_str().unwrap();
    stage.of(call, "DELETE ", "");
    stage.pass(3_600_000);
    assert_eq!(stage.exchange.recording(operation, token).map(|kept| kept.millis), Some(3_000));
    stage.pass(1);
    assert_eq!(stage.exchange.recording(operation, token), None);
}

/// Each prompt with its loops, two seconds for each; one that is played forever ends when it is
/// cancelled, and is told of then.
#[test]
fn prompts_play_as_often_as_they_are_asked_to() {
    let plays = |body: &str| {
        let mut stage = Stage::new();
        let call = stage.established();
        stage.posts();
        let from = stage.now;
        assert_eq!(stage.of(call, "POST /playPrompt", body).status, 200, "{body}");
        stage.pass(600_000);
        let said = stage.timed();
        let ends = said.first().map(|said| said.split(' ').next().unwrap().parse::<u64>().unwrap() - from);
        stage.of(call, "POST /cancelMediaProcessing", "{}");
        (ends, stage.said().len())
    };
    assert_eq!(plays(r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#), (Some(2_000), 0));
    assert_eq!(
        plays(r#"{"prompts": [{"mediaInfo": {"uri": "u"}, "loop": 5}, {"mediaInfo": {"uri": "u"}}]}"#),
        (Some(12_000), 0)
    );
    assert_eq!(plays(r#"{"prompts": [{"mediaInfo": {"uri": "u"}}], "loop": true}"#), (None, 1));
    assert_eq!(
        plays(
            r#"{"prompts": [{"mediaInfo": {"uri": "u"}, "loop": 9223372036854775807}, {"mediaInfo": {"uri": "u"}, "loop": 9223372036854775807}]}"#
        ),
        (None, 1)
    );
}

/// What was to come to an operation that is over comes to nothing, and is not kept.
#[test]
fn what_is_cancelled_leaves_nothing_behind() {
    let mut stage = Stage::new();
    let call = stage.established();
    let mut size = 0;
    for round in 0..5_000 {
        let body = r#"{"prompts": [{"mediaInfo": {"uri": "u"}, "loop": 20}]}"#;
        assert_eq!(stage.of(call, "POST /playPrompt", body).status, 200);
        assert_eq!(stage.of(call, "POST /cancelMediaProcessing", "{}").status, 200);
        stage.posts();
        if round == 9 {
            size = stored(&stage).len();
        }
    }
    assert_eq!(stored(&stage).len() / 100, size / 100);
}

fn stored(stage: &Stage) -> String {
    let mut text = String::new();
    stage.exchange.store_calls(&stage.exchange.calls(), &mut text);
    text
}
