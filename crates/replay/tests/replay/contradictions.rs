//! Notifications that say something else than earlier ones: ends, and keys of one number.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, TWO, ask, ended, part, reply, seen};

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

#[test]
fn an_operation_that_fails_after_its_answer_completed_it() {
    let said = |at, id: &str, status: &str, code: i32| {
        let data = json!({
            "@odata.type": "#microsoft.graph.muteParticipantOperation", "id": id, "status": status,
            "resultInfo": {"code": code, "subcode": 8501, "message": "it broke"},
        });
        part(at, "deleted", &format!("{CALL}/operations/{id}"), &data)
    };
    let mute = |at: u64, id: &str, operation: &str| {
        let completed = json!({"id": operation, "status": "completed"});
        [ask(at, id, "POST", &format!("{CALL}/mute"), &json!({})), reply(at + 1, id, 200, &completed)]
    };
    let one = mute(10, "m", ONE);
    let failed =
        "mute 1 was completed by the answer to its request, and then notified as failed (500/8501), at 00:00:00.040";
    let why = json!({"status": "failed", "code": 500, "subcode": 8501, "message": "it broke", "verdict": "noChange", "why": "another end is known"});
    seen("established", &[&one[..], &[said(40, ONE, "failed", 500)]].concat())
        .line(&format!(
            r#"00:00:00.040  #1   <= deleted mute {ONE} failed 500/8501 "it broke"  [no change: another end is known]"#
        ))
        .diagnosis(&[failed])
        .step(4, &why)
        .ends(&json!({"operations": []}));
    // Its slot has another operation by then.
    let prompt = ask(30, "p", "POST", &format!("{CALL}/playPrompt"), &json!({}));
    let running = reply(31, "p", 200, &json!({"id": TWO, "status": "running"}));
    let again = [prompt, running, said(40, ONE, "failed", 500), said(50, ONE, "completed", 200)];
    let told = seen("established", &[&one[..], &again].concat());
    told.step(6, &why).step(7, &json!({"verdict": "noChange", "why": Value::Null})).diagnosis(&[
        "playPrompt 1, asked for at 00:00:00.030, has not ended yet",
        failed,
        "1 message repeated what was known (a report of a mute): ignored",
    ]);
    // An older operation is still in the list.
    let prompt = ask(5, "p", "POST", &format!("{CALL}/playPrompt"), &json!({}));
    let later = ask(12, "q", "POST", &format!("{CALL}/record"), &json!({}));
    let all = [prompt, one[0].clone(), later, reply(13, "m", 200, &json!({"id": ONE, "status": "completed"}))];
    seen("established", &[&all[..], &[said(40, ONE, "failed", 500)]].concat()).says(&[failed]);
    // Completed as its answer said: that is no failure.
    seen("established", &[&one[..], &[said(40, ONE, "completed", 200)]].concat())
        .diagnosis(&["1 message repeated what was known (a report of a mute): ignored"]);
}

/// `sequenceId` goes up from key to key.
#[test]
fn two_keys_of_one_number_are_told() {
    let key = |at, tone: &str| {
        let tone = json!({"sequenceId": 1, "tone": tone});
        part(at, "updated", CALL, &json!({"state": "established", "toneInfo": tone}))
    };
    // It repeats nothing.
    seen("established", &[key(10, "tone1"), key(20, "tone2")])
        .line("00:00:00.020  #1   <= updated established: tone 2 (sequenceId 1)  [no change: another key had this number]")
        .step(3, &json!({"verdict": "noChange", "why": "another key had this number"}))
        .diagnosis(&[
            "tone 2 (sequenceId 1) came at 00:00:00.020 with the number of tone 1 (sequenceId 1): it did not count",
        ]);
    seen("established", &[key(10, "tone1"), key(20, "tone1")])
        .diagnosis(&["1 message repeated what was known (tone 1 (sequenceId 1)): ignored"]);
    let late = seen("established", &[ended(10, 200, 5001), key(20, "tone1")]);
    late.says(&["tone 1 (sequenceId 1) was notified at 00:00:00.020, after the end of the call"]);
    assert!(!late.text.contains("in order of their numbers"), "{}", late.text);
}
