//! What goes wrong on purpose: as often as it was told to, after whom it was told to, and the same
//! for the same seed.

use call_lifecycle::Id;
use graph_call_mock::exchange::{Counts, Post};

use super::page::shown;
use super::stage::{Stage, error, said, setup};

/// Tones of one call, each of which is told of, under a villain: what was posted.
fn tones(seed: u64, villain: &str, count: usize) -> (Vec<Post>, Counts) {
    let mut stage = Stage::with(&setup(seed));
    let call = stage.established();
    stage.of(call, "POST /subscribeToTone", "{}");
    stage.tell(&format!(r#"{{"villain": {{{villain}}}}}"#)).unwrap();
    (0..count).for_each(|_| stage.press(call, '1'));
    (stage.posts(), stage.exchange.counts())
}

pub fn share(found: usize, count: usize) {
    let share = found as f64 / count as f64;
    assert!((0.25..=0.35).contains(&share), "{found} of {count}");
}

#[test]
fn a_chance_of_one_is_always_and_of_none_never() {
    let (posts, counts) = tones(1, "", 100);
    assert_eq!((posts.len(), counts.dropped), (100, 0));
    assert!(posts.iter().all(|post| post.due.as_millis() == 10_000 && !post.overtaken));

    let (posts, counts) = tones(1, r#""drop": 1"#, 100);
    assert_eq!((posts.len(), counts.dropped), (0, 100));

    let (posts, counts) = tones(1, r#""repeat": 1.0"#, 100);
    assert_eq!((posts.len(), counts.dropped), (200, 0));
    assert!(posts.chunks(2).all(|pair| pair[0] == pair[1]));

    let (posts, _) = tones(1, r#""delay": 1, "delayUpTo": 30000"#, 100);
    let late: Vec<u64> = posts.iter().map(|post| post.due.as_millis() - 10_000).collect();
    assert!(late.iter().all(|late| *late < 30_000) && late.iter().any(|late| *late > 15_000), "{late:?}");
    assert!(posts.iter().all(|post| !post.overtaken), "those after it wait");

    let (posts, _) = tones(1, r#""reorder": 1"#, 100);
    assert!(posts.iter().all(|post| post.overtaken && post.due.as_millis() >= 10_000));
    assert!(posts.iter().any(|post| post.due.as_millis() > 11_000), "they are held back, so that others pass");

    let all = r#""drop": 0, "repeat": 0.0, "delay": 0, "reorder": 0, "429": 0, "503": 0"#;
    let (posts, _) = tones(1, all, 100);
    assert!(posts.len() == 100 && posts.iter().all(|post| post.due.as_millis() == 10_000));
}

#[test]
fn a_chance_of_three_in_ten_is_as_often() {
    const COUNT: usize = 2_000;
    let (posts, counts) = tones(7, r#""drop": 0.3"#, COUNT);
    share(counts.dropped as usize, COUNT);
    assert_eq!(posts.len() + counts.dropped as usize, COUNT);
    share(tones(7, r#""repeat": 0.3"#, COUNT).0.len() - COUNT, COUNT);
    share(tones(7, r#""reorder": 0.3"#, COUNT).0.iter().filter(|post| post.overtaken).count(), COUNT);
    let (posts, _) = tones(7, r#""delay": 0.3, "delayUpTo": 1000000"#, COUNT);
    share(posts.iter().filter(|post| post.due.as_millis() > 10_000).count(), COUNT);
}

#[test]
fn the_same_seed_does_the_same_and_another_one_other() {
    let villain = r#""drop": 0.2, "repeat": 0.2, "delay": 0.3, "delayUpTo": 5000, "reorder": 0.2"#;
    let (one, again, other) = (tones(7, villain, 200).0, tones(7, villain, 200).0, tones(8, villain, 200).0);
    assert_eq!(one, again);
    let times = |posts: &[Post]| posts.iter().map(|post| post.due.as_millis()).collect::<Vec<_>>();
    assert_ne!(times(&one), times(&other));
}

#[test]
fn one_call_has_its_own_villain() {
    let mut stage = Stage::new();
    let (one, other) = (stage.established(), stage.established());
    stage.tell(&format!(r#"{{"villain": {{"call": "{one}", "drop": 1, "429": 1}}}}"#)).unwrap();
    let end = |stage: &mut Stage, call: Id| {
        stage.peer(call, "holds");
        stage.said()
    };
    assert_eq!(end(&mut stage, one), [""; 0]);
    assert_eq!(end(&mut stage, other), ["updated hold"]);
    assert_eq!(stage.of(one, "GET ", "").status, 429);
    assert_eq!(stage.of(other, "GET ", "").status, 200);
    // The one for all is after those that have none of their own.
    stage.tell(r#"{"villain": {"503": 1}}"#).unwrap();
    assert_eq!(stage.of(one, "GET ", "").status, 429);
    assert_eq!(stage.of(other, "GET ", "").status, 503);
    assert_eq!(
        stage.tell(r#"{"villain": {"call": "0fe0623f-d628-42ed-b4bd-8ac290072cc5", "drop": 1}}"#).unwrap_err(),
        "there is no call 0fe0623f-d628-42ed-b4bd-8ac290072cc5, or it has ended"
    );
}

#[test]
fn a_chance_that_is_none_is_refused() {
    let names = [
        "drop",
        "repeat",
        "delay",
        "reorder",
        "401",
        "429",
        "500",
        "502",
        "503",
        "504",
        "504After",
        "cut",
        "cutAfter",
        "late",
        "retryDate",
    ];
    for name in names {
        for bad in ["1.01", "-0.01", "1e300", "2"] {
            let mut stage = Stage::new();
            let why = stage.tell(&format!(r#"{{"villain": {{"{name}": {bad}}}}}"#)).unwrap_err();
            assert!(why.contains(&format!("`{name}` is ")) && why.contains("from 0 to 1"), "{why}");
        }
    }
    let mut stage = Stage::new();
    for bad in [
        r#""drop": "often""#,
        r#""drop": null"#,
        r#""drop": true"#,
        r#""dorp": 1"#,
        r#""delayUpTo": -1"#,
        r#""delayUpTo": 3600001"#,
        r#""retryAfter": 1.5"#,
        r#""lateUpTo": 3600001"#,
        r#""rateLimit": -1"#,
        r#""method": "keepalife", "429": 1"#,
        r#""method": "keepAlive", "drop": 1"#,
    ] {
        stage.tell(&format!(r#"{{"villain": {{{bad}}}}}"#)).unwrap_err();
    }
}

#[test]
fn a_method_has_its_own_villain() {
    let mut stage = Stage::new();
    let (one, other) = (stage.established(), stage.established());
    stage.tell(r#"{"villain": {"method": "keepAlive", "429": 1, "retryAfter": 9, "rateLimit": 1200}}"#).unwrap();
    let status = |stage: &mut Stage, call: Id, request: &str| stage.of(call, request, "").status;
    let answer = stage.of(one, "POST /keepAlive", "");
    assert_eq!((answer.status, answer.retry_after, answer.rate_limit), (429, Some(9), Some(1200)));
    assert_eq!(status(&mut stage, other, "POST /microsoft.graph.KEEPALIVE"), 429);
    assert_eq!(status(&mut stage, one, "GET "), 200);
    // That of everything leaves it as it is neither before nor after it was set: it replaces all.
    stage.tell(r#"{"villain": {"503": 1}}"#).unwrap();
    assert_eq!((status(&mut stage, one, "POST /keepAlive"), status(&mut stage, one, "GET ")), (503, 503));
    stage.tell(r#"{"villain": {"method": "getCall", "500": 1}}"#).unwrap();
    stage.tell(r#"{"villain": {"method": "getCall", "502": 1}}"#).unwrap();
    assert_eq!((status(&mut stage, one, "POST /keepAlive"), status(&mut stage, one, "GET ")), (503, 502));
    // What was said for one call counts more, if it is about this request.
    stage.tell(&format!(r#"{{"villain": {{"call": "{one}", "method": "getCall", "504": 1}}}}"#)).unwrap();
    assert_eq!((status(&mut stage, one, "GET "), status(&mut stage, other, "GET ")), (504, 502));
    assert_eq!(status(&mut stage, one, "POST /keepAlive"), 503);
    stage.tell(r#"{"villain": {"method": "create", "401": 1}}"#).unwrap();
    assert_eq!(stage.ask("POST /v1.0/communications/calls", super::stage::CREATE).status, 401);
    stage.tell(r#"{"villain": {}}"#).unwrap();
    assert_eq!((status(&mut stage, one, "GET "), status(&mut stage, other, "GET ")), (504, 200));
}

/// What is set for a method takes the place of what was set for it before: nothing of that is left, nor shown.
#[test]
fn the_last_villain_of_a_method_is_its_only_one() {
    for of_one in [false, true] {
        let mut stage = Stage::new();
        let call = stage.established();
        let of = if of_one { format!(r#""call": "{call}", "#) } else { String::new() };
        for (set, status) in [(r#", "429": 1"#, 429), (r#", "503": 1"#, 503), ("", 200), (r#", "500": 1"#, 500)] {
            stage.tell(r#"{"villain": {"method": "getCall", "cut": 0.5}}"#).unwrap();
            stage.tell(&format!(r#"{{"villain": {{{of}"method": "keepAlive"{set}}}}}"#)).unwrap();
            assert_eq!(stage.of(call, "POST /keepAlive", "").status, status);
            let live = shown(&stage);
            let all = if of_one { &live["calls"][0]["villain"] } else { &live["villain"] };
            let of_keep_alive = |chance: &&serde_json::Value| chance["of"] == "keepAlive";
            let mut set = all.as_array().into_iter().flatten().filter(of_keep_alive);
            let what = set.next().map(|chance| chance["what"].clone());
            let expected = (status != 200).then(|| serde_json::Value::from(status.to_string()));
            assert_eq!((what, set.count()), (expected, 0), "{live}");
        }
    }
}

/// Nobody is told: neither now nor when it is asked for.
#[test]
fn a_call_is_forgotten_without_a_word() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /playPrompt", r#"{"prompts": [{"mediaInfo": {"uri": "u"}}]}"#);
    stage.tell(&format!(r#"{{"forget": {{"call": "{call}"}}}}"#)).unwrap();
    error(&stage.of(call, "POST /keepAlive", ""), 404, "NotFound");
    stage.pass(10_000_000);
    assert_eq!(stage.said(), [""; 0]);
    assert!(stage.exchange.calls().is_empty());
}

/// What waits is small, since hundreds of thousands may: its body is written when it leaves.
#[test]
fn a_repeated_notification_is_the_same_and_small() {
    let (posts, _) = tones(1, r#""repeat": 1"#, 1);
    let [one, other] = &posts[..] else { panic!("{posts:?}") };
    assert_eq!(one, other);
    assert_eq!(one.body(), other.body());
    assert!(size_of::<Post>() <= 160, "{}", size_of::<Post>());
    assert_eq!(said(one), "updated established tone 1 1");
}
