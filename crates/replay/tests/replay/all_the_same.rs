//! Answers that contradict what was said before them.

use serde_json::{Value, json};

use crate::small::{ONE, ended, no_response, pass, post, reply, seen};

#[test]
fn a_keep_alive_that_was_said_to_have_no_response_and_was_answered() {
    let one = [
        post(900_000, "k", "keepAlive"),
        no_response(910_000, "k"),
        reply(912_000, "k", 200, &Value::Null),
        pass(920_000),
    ];
    seen("established", &one)
        .line("00:15:12.000  #1   <- 200 to keepAlive (k): keepAlive succeeded, the call expires at 01:00:00.000")
        .diagnosis(&[
            "a keepAlive that was said to have no response was answered 200 at 00:15:12: it counts all the same",
        ])
        .ends(&json!({"keepAlive": {"succeeded": 1, "failed": 1, "expiresAt": 3_600_000, "presumedLost": false}}));
    // Another one that had none stays a failure.
    let two = [post(930_000, "l", "keepAlive"), no_response(940_000, "l"), pass(950_000)];
    seen("established", &[&one[..3], &two[..]].concat())
        .says(&["a keepAlive that was said to have no response was answered 200 at 00:15:12: it counts all the same"]);
}

#[test]
fn a_request_to_a_call_that_had_ended_and_was_answered_with_a_success() {
    let mute = [
        ended(1_000, 200, 4097),
        post(9_000, "m", "mute"),
        reply(9_100, "m", 200, &json!({"id": ONE, "status": "completed"})),
    ];
    seen("established", &mute).diagnosis(&[
        "1 request to a call that had ended, at 00:00:09: its end was known at 00:00:01, so stop there and free what belongs to the call; the mute sent 00:00:09 was answered 200 all the same",
    ]);
    // One that was on its way when the call ended says nothing of that.
    let before = [post(900, "m", "mute"), ended(1_000, 200, 4097), reply(1_100, "m", 200, &Value::Null)];
    let told = seen("established", &before);
    assert!(!told.text.contains("all the same"), "{}", told.text);
}
