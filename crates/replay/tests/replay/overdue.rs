//! The time to answer, where an answer was under way as it was over.

use serde_json::{Value, json};

use crate::small::{CALL, no_response, part, pass, post, reply, seen};

#[test]
fn the_time_to_answer_is_over_at_one_time() {
    let overdue = "the 15 s to answer were over at 00:00:15: no response came to the answer sent 00:00:00.800, and no other followed in time";
    seen("incoming", &[post(800, "r1", "answer"), no_response(40_000, "r1"), pass(90_000)])
        .line("00:00:30.800  #1   !! not answered, rejected or redirected within 15 s: that was over at 00:00:15, and what was under way then was not accepted")
        .line("    00:00:30.800  answer overdue since 00:00:15")
        .says(&[overdue]);
    // Nothing was under way.
    seen("incoming", &[pass(90_000)])
        .line("00:00:15.000  #1   !! not answered, rejected or redirected within 15 s")
        .line("    00:00:15.000  answer overdue");
    let recording = json!({"state": "incoming", "direction": "incoming", "inviteReasons": ["ComplianceRecording"]});
    crate::told::lines(
        &[],
        &[
            part(0, "created", CALL, &recording),
            post(800, "r1", "answer"),
            reply(9_000, "r1", 500, &Value::Null),
            pass(90_000),
        ],
    )
    .line("    00:00:09.001  answer overdue since 00:00:05");
}
