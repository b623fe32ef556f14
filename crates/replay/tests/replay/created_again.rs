//! Creates whose answers name a call that is known, and what says that they are no late answers.

use serde_json::{Value, json};

use crate::small::{CALL, created, pass, reply, seen, state};
use crate::told::lines;

fn create(at: u64, id: &str) -> String {
    json!({"at": at, "request": {"id": id, "method": "POST", "url": "/communications/calls", "body": {}}}).to_string()
}

fn named(at: u64, to: &str) -> String {
    reply(at, to, 201, &json!({"id": CALL}))
}

#[test]
fn a_create_that_is_answered_with_a_known_call_is_not_late() {
    let again = [state(2_000, "established"), create(60_000, "r2"), named(61_000, "r2"), pass(70_000)];
    let told = created(&again);
    told.line("00:01:01.000  #1   <- the create sent 00:01:00 is answered with this call (r2)  [no change: the call was known before]")
        .line("    00:01:01.000  the answer to another create names this call, which was known before")
        .diagnosis(&[
            "the create sent 00:01:00 was answered with this call, known since 00:00:00: no other call came of it",
        ])
        .step(5, &json!({"event": "created", "to": "r2", "verdict": "noChange", "why": "the call was known before", "outputs": []}));
    assert!(!told.text.contains("late"), "{}", told.text);
    // A keepAlive that is due is not put off by it.
    assert_eq!(told.summary()["keepAlive"]["expiresAt"], 2_700_000);
    let twice = [create(60_000, "r2"), named(61_000, "r2"), create(70_000, "r3"), named(71_000, "r3")];
    created(&[&[state(2_000, "established")], &twice[..]].concat()).diagnosis(&[
        "2 creates sent between 00:01:00 and 00:01:10 were answered with this call, known since 00:00:00: no other call came of them",
    ]);
}

#[test]
fn a_call_that_was_known_before_it_was_asked_for_was_not_overtaken() {
    seen("established", &[create(5_000, "r2"), named(6_000, "r2"), pass(7_000)])
        .diagnosis(&[
            "the create sent 00:00:05 was answered with this call, known since 00:00:00: no other call came of it",
        ])
        .step(3, &json!({"verdict": "noChange", "why": "the call was known before"}));
    // One that was asked for before its first notification is late, and its second answer a repetition.
    let all = [create(0, "r1"), state(500, "establishing"), named(1_000, "r1"), named(1_100, "r1"), pass(2_000)];
    lines(&[], &all)
        .line("    00:00:01.000  the application created it: the answer to its request comes late")
        .step(3, &json!({"event": "created", "verdict": "applied", "why": Value::Null}))
        .diagnosis(&[
            "the application created the call at 00:00:00: its notifications overtook the answer",
            "1 message repeated what was known (a 201 to a request that had its answer): ignored",
        ]);
}

#[test]
fn the_service_end_says_the_same() {
    let all = [create(0, "r1"), named(400, "r1"), create(60_000, "r2"), named(61_000, "r2"), pass(62_000)];
    lines(&["--end", "service"], &all)
        .line("00:01:01.000  #1   <- the create sent 00:01:00 is answered with this call (r2)  [no change: the call was known before]")
        .says(&["the create sent 00:01:00 was answered with this call, known since 00:00:00: no other call came of it"]);
}
