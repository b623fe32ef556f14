//! What must not be told otherwise than it was: answers after their time, keys without a number,
//! prompts that loop.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, part, pass, reply, seen};

fn keep_alive(at: u64, id: &str) -> String {
    ask(at, id, "POST", &format!("{CALL}/keepAlive"), &Value::Null)
}

fn ok(at: u64, id: &str) -> String {
    reply(at, id, 200, &Value::Null)
}

#[test]
fn a_keep_alive_that_is_answered_late_counts_once() {
    let one = [keep_alive(1_000, "k"), ok(181_000, "k")];
    seen("established", &one)
        .line("    00:00:31.000  keepAlive failed: no answer within 30 s")
        .diagnosis(&["the keepAlive that was answered 200 at 00:03:01 had waited 3 min for it, and not 30 s at most: it counts all the same"])
        .ends(&json!({"keepAlive": {"succeeded": 1, "failed": 0, "answeredLate": 1, "expiresAt": 2_701_000, "presumedLost": false}}));
    let two = [keep_alive(200_000, "l"), ok(231_500, "l")];
    seen("established", &[&one[..], &two[..]].concat()).diagnosis(&[
        "2 keepAlives were answered 200 only after more than 30 s, between 00:03:01 and 00:03:51.500, the slowest after 3 min: they count all the same",
    ]);
    // In time, and never.
    seen("established", &[keep_alive(1_000, "k"), ok(30_999, "k")])
        .ends(&json!({"keepAlive": {"succeeded": 1, "failed": 0, "expiresAt": 2_701_000, "presumedLost": false}}));
    seen("established", &[keep_alive(1_000, "k"), pass(181_000)])
        .diagnosis(&["1 keepAlive failed at 00:00:31, no answer within 30 s; no failure extends the 45 min"]);
}

#[test]
fn keys_without_a_number_are_not_shown_with_one() {
    let key =
        |at: u64, tone: &str| part(at, "updated", CALL, &json!({"state": "established", "toneInfo": {"tone": tone}}));
    seen("established", &[key(1_000, "tone1"), key(2_000, "tone2")])
        .step(2, &json!({"tone": "tone1"}))
        .step(3, &json!({"tone": "tone2", "verdict": "noChange"}))
        .says(&["tone 2 (sequenceId 0 or none) came at 00:00:02 with no other number than tone 1 (sequenceId 0 or none): it did not count, since without numbers a key cannot be told from a repetition"]);
    let told = seen("established", &[key(1_000, "tone1")]);
    assert_eq!(told.json[1].get("sequenceId"), None, "{}", told.json[1]);
    let zero = json!({"state": "established", "toneInfo": {"tone": "tone1", "sequenceId": 0}});
    let told = seen("established", &[part(1_000, "updated", CALL, &zero)]);
    assert_eq!(told.json[1]["sequenceId"], 0, "{}", told.json[1]);
}

#[test]
fn a_prompt_that_loops_is_told_as_that() {
    let prompt = |loops: bool| {
        let body = json!({"clientContext": "a", "loop": loops, "prompts": [{"mediaInfo": {"uri": "https://bot.contoso.com/a.wav"}}]});
        let started = json!({"id": ONE, "status": "running", "clientContext": "a"});
        [ask(1_000, "p", "POST", &format!("{CALL}/playPrompt"), &body), reply(1_100, "p", 200, &started)]
    };
    seen("established", &prompt(true)).diagnosis(&[
        "playPrompt 1, asked for at 00:00:01, loops until it is cancelled, and no cancel of it was answered",
    ]);
    seen("established", &prompt(false)).diagnosis(&["playPrompt 1, asked for at 00:00:01, has not ended yet"]);
}

#[test]
fn the_end_of_a_call_has_its_reason_in_its_step_too() {
    let end =
        part(1_000, "deleted", CALL, &json!({"state": "terminated", "resultInfo": {"code": 200, "subcode": 5300}}));
    let reason = "the participant was removed from the call";
    seen("established", &[end])
        .step(2, &json!({"outputs": [{"at": 1_000, "output": "ended", "cause": "remoteHangUp", "reason": reason}]}))
        .ends(&json!({"cause": "remoteHangUp", "reason": reason}));
}
