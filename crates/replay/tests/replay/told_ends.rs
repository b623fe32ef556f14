//! What the code, the state before and the reason given say of an end, and states that do not end.

use serde_json::{Value, json};

use crate::small::{CALL, created, ended, part, pass, post, refusal, reply, seen, state};

/// A state with a code.
fn coded(at: u64, change: &str, state: &str, code: i32, subcode: i32) -> String {
    let result = json!({"code": code, "subcode": subcode});
    part(at, change, CALL, &json!({"state": state, "resultInfo": result}))
}

#[test]
fn a_caller_who_gave_up_did_not_decline() {
    seen("incoming", &[ended(2_000, 487, 0)]).diagnosis(&[
        "ended before it was established: the caller gave up before it was answered; it ended at 00:00:02 with 487/0",
    ]);
    created(&[ended(2_000, 487, 0)])
        .says(&["ended before it was established: the callee declined; it ended at 00:00:02 with 487/0"]);
}

#[test]
fn a_call_that_was_established_has_been_answered() {
    for (code, words) in [
        (408, "timed out after it had been established"),
        (487, "broken off after it had been established"),
        (603, "broken off after it had been established"),
    ] {
        created(&[state(1_000, "established"), ended(60_000, code, 13025)])
            .diagnosis(&[&format!("the call ended at 00:01:00 with {code}/13025: {words}")])
            .ends(&json!({"reason": words}));
    }
    let answered = [post(1_000, "a", "answer"), reply(1_100, "a", 202, &Value::Null), state(1_500, "established")];
    seen("incoming", &[&answered[..], &[ended(60_000, 480, 10076)]].concat())
        .diagnosis(&["the call ended at 00:01:00 with 480/10076: broken off after it had been established"]);
    // Established was notified, though late.
    created(&[ended(5_000, 200, 5002), state(6_000, "established")])
        .line("  terminated, remoteHangUp (everybody else had left the call), code 200/5002")
        .diagnosis(&["1 message late or out of order, such as established when the call was terminated: ignored"]);
}

#[test]
fn the_reason_that_stands_without_a_code() {
    let terminated =
        |reason: &str| part(1_000, "deleted", CALL, &json!({"state": "terminated", "terminationReason": reason}));
    seen("established", &[terminated("CallTerminated")])
        .line(r#"  terminated, the service gave the reason "CallTerminated""#)
        .line(r#"    - the call ended without a code: the service gave the reason "CallTerminated""#)
        .ends(&json!({"reason": r#"the service gave the reason "CallTerminated""#}));
    // In 2018 it came with the state, and `deleted` after it without.
    let updated = json!({"state": "terminated", "terminationReason": "AppInitiated"});
    created(&[part(1_000, "updated", CALL, &updated), part(1_001, "deleted", CALL, &json!({}))]).ends(&json!({
        "reason": r#"ended before it was established: ended by the application (the reason given is "AppInitiated")"#,
    }));
    let by_application = r#"ended by the application (the reason given is "AppInitiated")"#;
    seen("established", &[terminated("AppInitiated")]).ends(&json!({"reason": by_application}));
}

#[test]
fn the_code_that_comes_before_the_end() {
    let announced = coded(1_000, "updated", "terminating", 500, 1005);
    seen("established", &[announced, part(1_200, "deleted", CALL, &json!({}))])
        .line("  terminated, mediaFailed (the media of the bot could not be connected), code 500/1005")
        .diagnosis(&["the call ended at 00:00:01.200 with 500/1005, which came with the state terminating: the media of the bot could not be connected"])
        .ends(&json!({"code": 500, "subcode": 1005}));
}

#[test]
fn the_code_of_a_redirected_call() {
    let redirect = [post(1_000, "r", "redirect"), reply(1_100, "r", 202, &Value::Null)];
    let words = "the application redirected it, and its target has no device that can be called";
    seen("incoming", &[&redirect[..], &[ended(31_000, 480, 10037)]].concat())
        .diagnosis(&[&format!("the call ended at 00:00:31 with 480/10037: {words}")])
        .ends(&json!({"reason": words}));
    seen("incoming", &[&redirect[..], &[ended(31_000, 486, 0)]].concat())
        .ends(&json!({"reason": "the application redirected it, and its target was busy"}));
    seen("incoming", &[&redirect[..], &[ended(31_000, 200, 0)]].concat())
        .diagnosis(&["nothing unusual: redirected (the application redirected it)"]);
}

#[test]
fn a_transfer_that_succeeded_did_not_fail_before() {
    let sent = [post(10, "t", "transfer"), reply(20, "t", 202, &Value::Null), state(30, "transferring")];
    let accepted =
        [state(40, "established"), state(50, "transferAccepted"), coded(60, "deleted", "terminated", 0, 7015)];
    seen("established", &[&sent[..], &accepted[..]].concat())
        .diagnosis(&["nothing unusual: transferred (it was transferred)"]);
    // One that failed, and a second one.
    let again = [state(40, "established"), post(100, "u", "transfer"), reply(110, "u", 202, &Value::Null)];
    let done = [state(120, "transferring"), state(130, "transferAccepted"), ended(140, 0, 7015)];
    seen("established", &[&sent[..], &again[..], &done[..]].concat())
        .diagnosis(&["a transfer failed at 00:00:00.040: the call is back to established"]);
    seen("established", &[&sent[..], &[ended(60, 200, 5001)]].concat()).diagnosis(&[
        "the call was transferring when it ended at 00:00:00.060: its end does not say whether the transfer succeeded",
    ]);
}

#[test]
fn states_that_lead_nowhere() {
    for stuck in ["terminating", "transferring", "transferAccepted"] {
        let lines = [state(1_200, stuck), pass(900_000)];
        seen("established", &lines).diagnosis(&[&format!(
            "the call has been {stuck} since 00:00:01.200, and nothing was notified in the last 14 min 58.8 s: verify the call with a GET"
        )]);
        seen("established", &[state(1_200, stuck), pass(20_000)])
            .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    }
    // The callbacks arrive: the callbackUri is not the matter.
    created(&[state(800, "establishing"), pass(600_000)]).diagnosis(&[
        "nothing has been notified since 00:00:00.800, in 9 min 59.2 s, and the call is still establishing: verify the call with a GET",
    ]);
}

#[test]
fn an_answer_that_came_late_and_was_refused() {
    let answer = [post(16_000, "a", "answer"), reply(16_100, "a", 404, &refusal("8522", "Call not found."))];
    seen("incoming", &[&answer[..], &[pass(20_000)]].concat()).diagnosis(&[
        r#"the 15 s to answer were over at 00:00:15: the answer at 00:00:16 came 16 s after the call, and was refused with 404, "8522: Call not found.", so verify the call with a GET: a 404 to that says that it has ended"#,
    ]);
}
