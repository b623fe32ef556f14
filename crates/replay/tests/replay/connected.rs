//! What belongs together: an end and what was done before it, a notification and its operation.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, OTHER, TWO, ask, ended, part, pass, post, reply, seen};

#[test]
fn what_the_bot_did_shortly_before_the_end() {
    let remove = ask(1_000, "r", "DELETE", &format!("{CALL}/participants/{ONE}"), &Value::Null);
    let alone = part(
        2_000,
        "updated",
        &format!("{CALL}/participants"),
        &json!([{"info": {"identity": {"application": {"id": "2"}}}}]),
    );
    let removed = [remove, reply(1_100, "r", 204, &Value::Null), alone, ended(3_000, 200, 5010)];
    seen("established", &removed).diagnosis(&[
        "the bot removed a participant at 00:00:01, 2 s before the end: that is likely why the call ended",
        "no people were in the roster from 00:00:02 on, 1 s before the end",
    ]);
    let mut refused = removed.to_vec();
    refused[1] = reply(1_100, "r", 403, &Value::Null);
    let told = seen("established", &refused);
    assert!(!told.text.contains("likely why"), "{}", told.text);

    let invite = [post(1_000, "r", "participants/invite"), ended(2_000, 200, 5003)];
    seen("established", &invite).says(&["the bot sent an invite at 00:00:01, 1 s before the end"]);

    let invited = json!({"participants": [{"identity": {"user": {"id": "1"}}, "replacesCallId": CALL}]});
    let transferred = json!({"transferTarget": {"identity": {"user": {"id": "1"}}, "replacesCallId": CALL}});
    for (method, name, body) in [("participants/invite", "invite", invited), ("transfer", "transfer", transferred)] {
        seen("established", &[ask(1_000, "r", "POST", &format!("{OTHER}/{method}"), &body), ended(3_000, 200, 5003)]).says(&[
            &format!("the bot's {name} of 00:00:01 to call #2 names this call in replacesCallId, 2 s before the end: the service replaced it"),
        ]);
    }
}

/// Operations with one `clientContext`: a notification that comes before any answer fits both, and
/// the ids tell in the end.
#[test]
fn operations_with_the_same_context() {
    let prompt = |at: u64, id: &str| ask(at, id, "POST", &format!("{CALL}/playPrompt"), &json!({"clientContext": "a"}));
    let answer =
        |at: u64, to: &str, id: &str| reply(at, to, 200, &json!({"id": id, "status": "running", "clientContext": "a"}));
    let done = |at: u64, id: &str, status: &str| {
        let data = json!({"@odata.type": "#microsoft.graph.playPromptOperation", "id": id, "status": status, "clientContext": "a"});
        part(at, "deleted", &format!("{CALL}/operations/{id}"), &data)
    };
    let expected = json!([
        {"operation": ONE, "kind": "playPrompt", "status": "completed"},
        {"operation": TWO, "kind": "playPrompt", "status": "failed"},
    ]);
    let start = [prompt(10, "r1"), prompt(20, "r2"), done(30, ONE, "completed")];
    for rest in [
        [answer(40, "r1", ONE), answer(50, "r2", TWO), done(60, TWO, "failed")],
        [answer(40, "r2", TWO), answer(50, "r1", ONE), done(60, TWO, "failed")],
        [answer(40, "r2", TWO), done(50, TWO, "failed"), answer(60, "r1", ONE)],
    ] {
        seen("established", &[&start[..], &rest[..]].concat())
            .line("    00:00:00.030  playPrompt 1 completed")
            .says(&[
                "playPrompt 1 and playPrompt 2 were open at once with the same clientContext: give each request another one, since a notification that comes before the answer fits both",
                "what was notified was first taken for playPrompt 2: the id in the answer of 00:00:00.040 shows that it was about playPrompt 1",
            ])
            .ends(&json!({"operations": expected}));
    }
    // Both ended before any answer: then they change places.
    let rest = [done(35, TWO, "failed"), answer(40, "r1", ONE), answer(50, "r2", TWO)];
    seen("established", &[&start[..], &rest[..]].concat())
        .line("    00:00:00.030  playPrompt 1 completed")
        .line("    00:00:00.035  playPrompt 2 failed")
        .ends(&json!({"operations": expected}));
    // The slot of what was wrongly taken is not given to the next operation, and all end with the call.
    let rest = [answer(40, "r1", ONE), answer(50, "r2", TWO), post(55, "r3", "playPrompt"), ended(90, 200, 4097)];
    seen("established", &[&start[..], &rest[..]].concat()).ends(&json!({"operations": [
        {"operation": ONE, "kind": "playPrompt", "status": "completed"},
        {"operation": TWO, "kind": "playPrompt", "status": "failed", "reason": "callEnded"},
        {"kind": "playPrompt", "status": "failed", "reason": "callEnded"},
    ]}));
}

#[test]
fn what_a_media_operation_failed_of_and_what_came_of_it_late() {
    let prompt = ask(1_000, "p", "POST", &format!("{CALL}/playPrompt"), &json!({"clientContext": "a"}));
    let accepted = reply(1_100, "p", 200, &json!({"id": ONE, "status": "running"}));
    let done = |at: u64, status: &str, result: &Value| {
        let kind = "#microsoft.graph.playPromptOperation";
        let data = json!({"@odata.type": kind, "status": status, "id": ONE, "resultInfo": result});
        part(at, "deleted", &format!("{CALL}/operations/{ONE}"), &data)
    };
    let missing = json!({"code": 400, "subcode": 8536, "message": "Action failed, file could not be downloaded."});
    seen("established", &[prompt.clone(), accepted.clone(), done(2_000, "failed", &missing)])
        .diagnosis(&[
            r#"playPrompt 1, asked for at 00:00:01, failed at 00:00:02 (400/8536, "Action failed, file could not be downloaded."): the file could not be downloaded"#,
        ])
        .ends(&json!({"operations": [
            {"operation": ONE, "kind": "playPrompt", "status": "failed", "code": 400, "subcode": 8536, "message": "Action failed, file could not be downloaded."},
        ]}));
    // After the call had been given up: the operation did complete.
    seen("established", &[prompt, accepted, pass(3_700_000), done(3_800_000, "completed", &json!({"code": 200, "subcode": 0}))]).says(&[
        "playPrompt 1, asked for at 00:00:01, ended with the call at 01:00:00, and was notified as completed at 01:03:20 all the same (200/0)",
    ]);
}

#[test]
fn a_delete_and_the_end_that_it_brought() {
    let delete = |at: u64, id: &str| ask(at, id, "DELETE", CALL, &Value::Null);
    seen("established", &[delete(1_000, "d"), reply(1_100, "d", 204, &Value::Null), ended(1_400, 200, 7000)])
        .diagnosis(&["nothing unusual: localHangUp (the application hung up), by the DELETE sent 00:00:01"]);
    let refused = [delete(1_000, "d"), reply(1_100, "d", 500, &Value::Null)];
    let again = [delete(2_000, "e"), reply(2_100, "e", 204, &Value::Null), ended(2_500, 200, 7000)];
    seen("established", &[&refused[..], &again[..]].concat()).diagnosis(&[
        "the application hung up: of 2 DELETEs the one that was confirmed at 00:00:02.100 ended the call",
        "the DELETE sent 00:00:01 was refused with 500",
    ]);
    // One that finds the call gone has not ended it.
    seen("established", &[delete(1_000, "d"), reply(1_100, "d", 404, &Value::Null)]).diagnosis(&[
        "the DELETE sent 00:00:01 got 404 at 00:00:01.100: the call had ended, and its last notification is missing from the trace, whose last one is of 00:00:00",
    ]);
}
