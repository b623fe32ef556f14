//! Notifications that say something else than earlier ones: ends, and keys of one number.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, ended, part, reply, seen};

#[test]
fn a_second_end_that_says_something_else_repeats_nothing() {
    seen("established", &[ended(1_000, 200, 5001), ended(2_000, 500, 1005)])
        .line("00:00:02.000  #1   <= deleted terminated 500/1005  [no change: another end is known]")
        .diagnosis(&["the end of the call was notified with 200/5001, and again with 500/1005, at 00:00:02"])
        .step(3, &json!({"code": 500, "why": "another end is known"}))
        .ends(&json!({"code": 200, "subcode": 5001}));
    seen("established", &[ended(1_000, 200, 5001), ended(2_000, 200, 5001)])
        .diagnosis(&["1 message repeated what was known (terminated): ignored"]);
}

#[test]
fn a_second_end_of_an_operation_that_says_something_else_repeats_nothing() {
    let said = |status: &str, code: i32, subcode: i32| {
        json!({
            "@odata.type": "#microsoft.graph.playPromptOperation", "id": ONE, "status": status,
            "resultInfo": {"code": code, "subcode": subcode},
        })
    };
    let end = |at, data: &Value| part(at, "deleted", &format!("{CALL}/operations/{ONE}"), data);
    let start = [
        ask(10, "p", "POST", &format!("{CALL}/playPrompt"), &json!({"prompts": [{"mediaInfo": {"uri": "x"}}]})),
        reply(20, "p", 200, &json!({"id": ONE, "status": "running"})),
        end(30, &said("completed", 200, 0)),
    ];
    let with = |last: String| seen("established", &[&start[..], &[last]].concat());
    let told = with(end(40, &said("failed", 500, 8511)));
    told.diagnosis(&[
        "playPrompt 1 was notified as completed (200/0), and again as failed (500/8511), at 00:00:00.040",
    ])
    .step(5, &json!({"code": 500, "why": "another end is known"}));
    assert_eq!(told.summary()["operations"][0]["code"], 200, "{}", told.summary());
    with(end(40, &said("completed", 200, 0)))
        .diagnosis(&["1 message repeated what was known (a report of a playPrompt): ignored"]);
}

/// `sequenceId` goes up from key to key.
#[test]
fn two_keys_of_one_number_are_told() {
    let key = |at, tone: &str| {
        let tone = json!({"sequenceId": 1, "tone": tone});
        part(at, "updated", CALL, &json!({"state": "established", "toneInfo": tone}))
    };
    seen("established", &[key(10, "tone1"), key(20, "tone2")]).says(&[
        "tone 2 (sequenceId 1) came at 00:00:00.020 with the number of tone 1 (sequenceId 1): it did not count",
    ]);
    let late = seen("established", &[ended(10, 200, 5001), key(20, "tone1")]);
    late.says(&["tone 1 (sequenceId 1) was notified at 00:00:00.020, after the end of the call"]);
    assert!(!late.text.contains("in order of their numbers"), "{}", late.text);
}
