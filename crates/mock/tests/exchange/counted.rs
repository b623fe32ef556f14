//! What is counted, and what goes wrong on purpose: which of several comes first, and with which headers.

use graph_call_mock::exchange::Villain;
use serde_json::json;

use super::stage::{CREATE, Stage, error, json_of};

/// Each, from the first on: the first that happens counts.
const INSTEAD: [(&str, Option<u16>); 9] = [
    ("429", Some(429)),
    ("503", Some(503)),
    ("401", Some(401)),
    ("500", Some(500)),
    ("502", Some(502)),
    ("504", Some(504)),
    ("cut", None),
    ("504After", Some(504)),
    ("cutAfter", None),
];

#[test]
fn of_several_things_that_go_wrong_the_first_counts() {
    for (place, (name, status)) in INSTEAD.into_iter().enumerate() {
        let mut stage = Stage::new();
        let call = stage.established();
        let villain: serde_json::Map<_, _> = INSTEAD[place..]
            .iter()
            .map(|(name, _)| ((*name).to_owned(), json!(1)))
            .chain([("retryAfter".to_owned(), json!(9)), ("rateLimit".to_owned(), json!(5))])
            .collect();
        stage.tell(&json!({ "villain": villain }).to_string()).unwrap();
        let answer = stage.of(call, "DELETE ", "");
        assert_eq!((answer.fate.cut, answer.status), (status.is_none(), status.unwrap_or(503)), "{name}");
        // Graph says how long to wait with 429 and 503, and how many there may be with 429.
        assert_eq!(answer.retry_after, [429, 503].contains(&status.unwrap_or(0)).then_some(9), "{name}");
        assert_eq!(answer.rate_limit, (status == Some(429)).then_some(5), "{name}");
        if status == Some(401) {
            assert!(error(&answer, 401, "InvalidAuthenticationToken").contains("has expired"));
        }
        let live = serde_json::to_value(stage.exchange.live(1.0)).unwrap();
        assert_eq!(live["deeds"], json!({ name: 1 }), "the page says what was done");
        let timeline = live["calls"][0]["timeline"].as_array().unwrap().last().unwrap().clone();
        let result = status.map_or("cut off".to_owned(), |status| status.to_string());
        assert_eq!((&timeline["result"], &timeline["good"]), (&json!(result), &json!(false)), "{name}: {timeline}");
        let state = if name.ends_with("After") { "terminating" } else { "established" };
        stage.tell(r#"{"villain": {}}"#).unwrap();
        assert_eq!(stage.state(call), state, "{name}: it has its effect, or it has not");
    }
}

#[test]
fn what_is_0_is_left_out_and_what_is_late_is_later_than_now() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.tell(r#"{"villain": {"429": 1, "retryAfter": 1, "rateLimit": 1, "retryDate": 1}}"#).unwrap();
    let answer = stage.of(call, "GET ", "");
    assert_eq!((answer.retry_after, answer.rate_limit, answer.retry_date), (Some(1), Some(1), true));
    stage.tell(r#"{"villain": {"429": 1}}"#).unwrap();
    let answer = stage.of(call, "GET ", "");
    assert_eq!((answer.retry_after, answer.rate_limit, answer.retry_date), (None, None, false));
    assert!(!answer.fate.cut && answer.fate.late.is_zero());
}

/// An hour is the longest that anything is held back.
#[test]
fn nothing_is_held_back_for_more_than_an_hour() {
    let checked = |text: &str| serde_json::from_str::<Villain>(text).unwrap().check();
    for name in ["delayUpTo", "lateUpTo"] {
        assert_eq!(checked(&format!(r#"{{"{name}": 3600000}}"#)), Ok(()));
        assert!(checked(&format!(r#"{{"{name}": 3600001}}"#)).unwrap_err().contains(name));
    }
    for (name, method) in
        [("drop", true), ("repeat", true), ("delay", true), ("reorder", true), ("429", false), ("late", false)]
    {
        for chance in ["0", "1", "0.5"] {
            assert_eq!(checked(&format!(r#"{{"{name}": {chance}}}"#)), Ok(()));
        }
        for chance in ["-0.001", "1.001"] {
            assert!(checked(&format!(r#"{{"{name}": {chance}}}"#)).unwrap_err().contains(name));
        }
        // What is about notifications has no method.
        assert_eq!(checked(&format!(r#"{{"method": "keepAlive", "{name}": 1}}"#)).is_err(), method, "{name}");
        assert_eq!(checked(&format!(r#"{{"method": "keepAlive", "{name}": 0}}"#)), Ok(()), "{name}");
    }
    assert_eq!(checked(r#"{"tokenLives": 1}"#), Ok(()));
    assert_eq!(checked(r#"{"tokenLives": 0, "method": "keepAlive"}"#), Ok(()));
    assert!(checked(r#"{"tokenLives": 1, "method": "keepAlive"}"#).is_err());
    let call = "57dab8b1-894c-409a-b240-bd8beae78896";
    assert!(checked(&format!(r#"{{"tokenLives": 1, "call": "{call}"}}"#)).is_err());
}

/// What is overtaken is held back by less than five seconds, and what is late by less than was said.
#[test]
fn what_is_held_back_is_so_up_to_its_bound() {
    let mut stage = Stage::new();
    let call = stage.established();
    stage.of(call, "POST /subscribeToTone", "{}");
    for (villain, most) in [
        (r#""reorder": 1"#, 5_000),
        (r#""delay": 1, "delayUpTo": 9000"#, 9_000),
        (r#""delay": 1, "delayUpTo": 9000, "reorder": 1"#, 14_000),
    ] {
        stage.tell(&format!(r#"{{"villain": {{{villain}}}}}"#)).unwrap();
        (0..1_000).for_each(|_| stage.press(call, '1'));
        let posts = stage.posts();
        let longest = posts.iter().map(|post| post.due.as_millis() - stage.now).max().unwrap();
        assert!(longest < most && longest > most - most / 8, "{villain}: {longest} of {most}");
        assert!(posts.iter().all(|post| post.overtaken == villain.contains("reorder")));
    }
    // One that is posted twice is the same both times.
    stage.tell(r#"{"villain": {"repeat": 1, "delay": 1, "delayUpTo": 9000}}"#).unwrap();
    stage.press(call, '2');
    let posts = stage.posts();
    assert_eq!((posts.len(), &posts[0]), (2, &posts[1]));
    assert_eq!(json_of(&posts[0]), json_of(&posts[1]));
}

#[test]
fn each_thing_is_counted_once() {
    let mut stage = Stage::new();
    let first = stage.create();
    stage.pass(5_000);
    let counts = stage.exchange.counts();
    assert_eq!((counts.live, counts.created, counts.ended, counts.requests), (1, 1, 0, 1));
    assert_eq!((counts.delivered, counts.failed, counts.dropped, counts.waiting, counts.longest), (0, 0, 0, 0, 0));
    let posts = stage.all_posts();
    assert_eq!(stage.exchange.counts().waiting, posts.len() as u64, "they wait once they were taken");
    let now = stage.exchange.now();
    stage.exchange.posted(now, first, true);
    stage.exchange.posted(now, first, false);
    let counts = stage.exchange.counts();
    assert_eq!((counts.waiting, counts.delivered, counts.failed), (posts.len() as u64 - 2, 1, 1));
    let live = serde_json::to_value(stage.exchange.live(1.0)).unwrap();
    let last = live["calls"][0]["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["text"], &last["result"]), (&json!("a notification"), &json!("given up")));

    // The longest that a call waited for a keepAlive that came: from its start, then from the last one.
    stage.pass(35_000);
    assert_eq!(stage.of(first, "POST /keepAlive", "").status, 200);
    assert_eq!(stage.exchange.counts().longest, 40_000);
    stage.pass(39_999);
    assert_eq!(stage.of(first, "POST /keepAlive", "").status, 200);
    assert_eq!(stage.exchange.counts().longest, 40_000);
    stage.pass(40_001);
    assert_eq!(stage.of(first, "POST /mute", "{}").status, 200);
    assert_eq!(stage.exchange.counts().longest, 40_000, "only a keepAlive counts");
    stage.tell(r#"{"villain": {"503": 1}}"#).unwrap();
    assert_eq!(stage.of(first, "POST /keepAlive", "").status, 503);
    assert_eq!(stage.exchange.counts().longest, 40_000, "one that was refused does not count");
    stage.tell(r#"{"villain": {}}"#).unwrap();
    assert_eq!(stage.of(first, "POST /keepAlive", "").status, 200);
    assert_eq!(stage.exchange.counts().longest, 40_001);

    let second = stage.ring();
    assert_eq!(stage.ask("POST /v1.0/communications/calls", "{}").status, 400);
    stage.of(second, "POST /reject", "{}");
    let counts = stage.exchange.counts();
    assert_eq!((counts.live, counts.created, counts.ended), (1, 2, 1), "what is refused is no call");
    // create, four keepAlives, mute, create, reject.
    assert_eq!(counts.requests, 8);
    stage.tell(r#"{"villain": {"drop": 1}}"#).unwrap();
    let waiting = stage.exchange.counts().waiting;
    stage.peer(first, "holds");
    assert_eq!((stage.all_posts().len(), stage.exchange.counts().dropped), (3, 1), "what was notified before goes on");
    assert_eq!(stage.exchange.counts().waiting, waiting + 3);
    assert_eq!(stage.ask("POST /v1.0/communications/calls", CREATE).status, 201);
    assert_eq!(stage.exchange.counts().dropped, 2);
}
