//! Words that are newer than this crate, and updates that repeat nothing.

use serde_json::{Value, json};

use crate::small::{CALL, created, part, seen, state};

/// An update of the call with these members.
fn update(at: u64, members: &Value) -> String {
    let mut data = json!({"state": "established"});
    data.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    part(at, "updated", CALL, &data)
}

const ALIVE: [&str; 1] = ["nothing unusual: the call lives on at the end of the trace"];

#[test]
fn a_tone_that_is_not_known_is_told() {
    let tone = |at, number| update(at, &json!({"toneInfo": {"sequenceId": number, "tone": "unknownFutureValue"}}));
    seen("established", &[tone(10, 1)])
        .line(r#"00:00:00.010  #1   <= updated established  [a tone that is not known: "unknownFutureValue" (sequenceId 1)]"#)
        .diagnosis(&[r#"a tone that is not known came at 00:00:00.010: "unknownFutureValue" (sequenceId 1)"#])
        .step(2, &json!({
            "tone": "unknownFutureValue", "sequenceId": 1,
            "why": r#"a tone that is not known: "unknownFutureValue" (sequenceId 1)"#,
        }));
    // The same notification twice is one key.
    seen("established", &[tone(10, 1), tone(20, 1)]).diagnosis(&[
        r#"a tone that is not known came at 00:00:00.010: "unknownFutureValue" (sequenceId 1)"#,
        "1 message repeated what was known (established): ignored",
    ]);
    seen("established", &(1..=10).map(|number| tone(number, number)).collect::<Vec<_>>())
        .says(&["and 2 other tones not known"]);
}

#[test]
fn an_update_of_media_that_is_new_repeats_nothing() {
    let audio = |at, word: &str, etag: u32| {
        update(at, &json!({"mediaState": {"audio": word}, "@odata.etag": etag.to_string()}))
    };
    seen("established", &[audio(10, "unknownFutureValue", 1), audio(20, "inactive", 2)])
        .line(r#"00:00:00.010  #1   <= updated established  [an update of mediaState (audio "unknownFutureValue"), which changes nothing]"#)
        .line(r#"00:00:00.020  #1   <= updated established  [an update of mediaState (audio "inactive"), which changes nothing]"#)
        .diagnosis(&ALIVE);
    // Without a state, as in a transfer (source `call-transfer`).
    seen("established", &[part(10, "updated", CALL, &json!({"mediaState": {"audio": "inactive"}}))]).diagnosis(&ALIVE);
    seen("established", &[audio(10, "inactive", 1), audio(20, "inactive", 2)])
        .diagnosis(&["1 message repeated what was known (established): ignored"]);
}

#[test]
fn a_state_that_is_not_known_is_named() {
    seen("established", &[state(10, "idle"), state(20, "unhold"), state(30, "idle")])
        .line(r#"00:00:00.010  #1   <= updated state "idle"  [rejected: an unknown state changes nothing]"#)
        .diagnosis(&[r#"3 messages with a state that is not known ("idle", "unhold"), between 00:00:00.010 and 00:00:00.030: ignored"#])
        .step(2, &json!({"state": "unknown", "stateText": "idle"}));
}

#[test]
fn every_member_that_is_updated_is_named() {
    seen("established", &[update(10, &json!({"subject": "x", "myParticipantId": "p", "mediaState": null}))])
        .line("00:00:00.010  #1   <= updated established  [an update of myParticipantId and subject, which is not followed]")
        .diagnosis(&ALIVE);
}

/// The code may come with the second notification of an end (choice 13).
#[test]
fn a_code_that_comes_after_the_end_tells_why() {
    let code = |code: i32| part(60_001, "deleted", CALL, &json!({"resultInfo": {"code": code, "subcode": 0}}));
    created(&[state(60_000, "terminated"), code(486)])
        .line("  terminated, ended before it was established: the callee was busy, code 486/0")
        .diagnosis(&["ended before it was established: the callee was busy; it ended at 00:01:00 with 486/0"])
        .ends(&json!({"reason": "ended before it was established: the callee was busy", "code": 486}));
    // Without a code nothing is guessed.
    created(&[state(60_000, "terminated")])
        .diagnosis(&["ended before it was established: no reason was given; it ended at 00:01:00"])
        .ends(&json!({"reason": "ended before it was established: no reason was given"}));
}
