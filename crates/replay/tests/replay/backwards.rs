//! Times that run backwards, and what is notified long after it was taken for granted.

use serde_json::{Value, json};

use crate::small::{CALL, ask, ended, post, reply, seen, state};

const ALIVE: &str = "nothing unusual: the call lives on at the end of the trace";

fn kept_alive(at: u64, id: &str) -> [String; 2] {
    [post(at, id, "keepAlive"), reply(at + 100, id, 200, &Value::Null)]
}

/// After one step the times go on from there: that is no wrong order.
#[test]
fn a_clock_that_is_set_back_is_told_once() {
    let lines = [
        kept_alive(900_000, "a"),
        kept_alive(1_800_000, "b"),
        kept_alive(2_700_000, "c"),
        kept_alive(2_000, "d"),
        kept_alive(902_000, "e"),
    ];
    let told = seen("established", &[&lines.concat()[..], &[ended(1_200_000, 200, 5001)]].concat());
    told.diagnosis(&[
        "the trace's clock was set back by 44 min 58.1 s at 00:45:00.100: the times of 5 lines from there on are not known",
    ])
    .ends(&json!({"cause": "remoteHangUp"}));
    // Several steps are lines in the wrong order.
    let mixed = [kept_alive(60_000, "a"), kept_alive(30_000, "b"), kept_alive(90_000, "c"), kept_alive(70_000, "d")];
    seen("established", &mixed.concat())
        .says(&["the trace's clock ran backwards 2 times, first at 00:01:00.100; --sort puts the lines in order"]);
    // So is one line.
    seen("established", &[state(5_000, "established"), post(3_000, "k", "keepAlive")])
        .says(&["the trace's clock ran backwards 1 time, first at 00:00:05; --sort puts the lines in order"]);
    seen("established", &[]).diagnosis(&[ALIVE]);
}

/// Numbers count from the first line, and texts from 1970: nobody knows how far they are apart.
#[test]
fn times_of_two_clocks_are_told() {
    let wall = r#"{"at": "2026-03-02T09:00:00Z"}"#.to_owned();
    let warning = "some times are numbers and others are texts: if they are of two clocks, what is said of the time between them is wrong";
    let told = seen("established", &[wall]);
    assert!(told.text.ends_with(&format!("\n\n{warning}\n")), "{}", told.text);
    let named = json!({"warning": "mixedTimes", "text": warning});
    assert!(told.json.last() == Some(&named), "{:?}", told.json.last());
    assert!(!seen("established", &[state(5, "established")]).text.contains("two clocks"));
}

/// A request whose own time is before the end was not sent to a call that had ended.
#[test]
fn a_request_that_was_logged_late_is_not_blamed() {
    seen("established", &[ended(5_000, 200, 5001), post(3_000, "k", "keepAlive")])
        .diagnosis(&["the trace's clock ran backwards 1 time, first at 00:00:05; --sort puts the lines in order"]);
    seen("established", &[ended(5_000, 200, 5001), post(6_000, "k", "keepAlive")]).says(&[
        "1 request to a call that had ended, at 00:00:06: its end was known at 00:00:05, so stop there and free what belongs to the call",
    ]);
}

#[test]
fn an_end_that_is_notified_long_after_the_delete_is_told() {
    let delete = [ask(2_000, "d", "DELETE", CALL, &Value::Null), reply(2_100, "d", 204, &Value::Null)];
    seen("established", &[&delete[..], &[ended(3_600_000, 200, 7000)]].concat())
        .line("    01:00:00.000  the end is notified (200/7000)")
        .diagnosis(&[
            "the DELETE was confirmed at 00:00:02.100, and no notification of the end came within 60 s: taken as ended at 00:01:02.100; the end was notified at 01:00:00 with 200/7000",
        ])
        .ends(&json!({"cause": "localHangUp", "code": 200, "subcode": 7000}));
    seen("established", &[&delete[..], &[ended(3_000, 200, 7000)]].concat())
        .diagnosis(&["nothing unusual: localHangUp (the application hung up), by the DELETE sent 00:00:02"]);
}
