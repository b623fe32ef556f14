//! Requests with the id of another request.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, TWO, ask, no_response, pass, post, reply, seen};

#[test]
fn two_that_are_out_at_once_are_answered_in_the_order_of_sending() {
    let muted = json!({"id": ONE, "status": "completed"});
    let rest = [
        post(1_000, "x", "keepAlive"),
        post(2_000, "x", "mute"),
        reply(2_100, "x", 200, &Value::Null),
        reply(2_200, "x", 200, &muted),
        reply(2_300, "x", 200, &muted),
    ];
    let told = seen("established", &rest);
    told.line("00:00:02.000  #1   -> mute (x)  [a request of this id is out already: answers are matched in the order of sending]")
        .line("00:00:02.100  #1   <- 200 to keepAlive (x): keepAlive succeeded, the call expires at 00:45:01.000")
        .line("00:00:02.200  #1   <- 200 to mute (x): mute 1 completed")
        .step(2, &json!({"sameId": Value::Null}))
        .step(3, &json!({"sameId": "out", "verdict": "applied"}))
        .step(6, &json!({"repeated": true}))
        .diagnosis(&[
            "1 request sent with the id of another request that was out, at 00:00:02: answers were matched in the order of sending",
            "1 message repeated what was known (a 200 to a request that had its answer): ignored",
        ]);
    // An order of three, the last of which has no answer.
    let three = [
        post(1_000, "x", "mute"),
        post(2_000, "x", "keepAlive"),
        post(3_000, "x", "unmute"),
        reply(3_100, "x", 200, &muted),
        reply(3_200, "x", 200, &Value::Null),
        no_response(3_300, "x"),
    ];
    seen("established", &three)
        .line("00:00:03.100  #1   <- 200 to mute (x): mute 1 completed")
        .line("00:00:03.200  #1   <- 200 to keepAlive (x): keepAlive succeeded, the call expires at 00:45:02.000")
        .line("00:00:03.300  #1   <- no response to unmute (x)")
        .says(&["2 requests sent with the id of another request that was out, between 00:00:02 and 00:00:03: answers were matched in the order of sending"]);
}

#[test]
fn an_id_that_was_used_before_is_said_and_changes_nothing() {
    let rest = [
        post(1_000, "x", "keepAlive"),
        reply(1_100, "x", 200, &Value::Null),
        post(2_000, "x", "keepAlive"),
        no_response(2_100, "x"),
        post(3_000, "x", "keepAlive"),
        reply(3_100, "x", 200, &Value::Null),
    ];
    seen("established", &rest)
        .line("00:00:02.000  #1   -> keepAlive (x)  [an earlier request had this id too]")
        .line("00:00:03.000  #1   -> keepAlive (x)  [an earlier request had this id too]")
        .step(4, &json!({"sameId": "past"}))
        .ends(&json!({"keepAlive": {"succeeded": 2, "failed": 1, "expiresAt": 2_703_000, "presumedLost": false}}));
    // No client waits that long: the answer is to the later request, as of a program that was started again.
    let rest = [post(1_000, "x", "keepAlive"), post(200_000, "x", "keepAlive"), reply(200_100, "x", 200, &Value::Null)];
    seen("established", &rest)
        .line("00:03:20.000  #1   -> keepAlive (x)  [an earlier request had this id too]")
        .ends(&json!({"keepAlive": {"succeeded": 1, "failed": 1, "expiresAt": 2_900_000, "presumedLost": false}}));
}

#[test]
fn requests_that_are_not_about_a_call_and_creates_have_it_said_too() {
    let rest = [
        ask(1_000, "x", "GET", "", &Value::Null),
        json!({"at": 2_000, "request": {"id": "x", "method": "POST", "url": "/communications/calls", "body": {}}})
            .to_string(),
        reply(2_100, "x", 200, &Value::Null),
        reply(2_200, "x", 201, &json!({"id": TWO})),
        pass(3_000),
    ];
    let told = seen("established", &rest);
    told.line("00:00:02.000       -> create a call (x)  [a request of this id is out already: answers are matched in the order of sending]")
        .step(3, &json!({"sameId": "out"}))
        .line("00:00:02.200  #2   <- the call is created (x)");
    assert!(told.text.contains(CALL) && told.text.contains(TWO), "{}", told.text);
}
