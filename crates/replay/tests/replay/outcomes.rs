//! What came of requests: calls to replace, operations without an answer or an end, who left.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, OTHER, ask, ended, no_response, part, pass, post, refusal, reply, seen, state, tone};

const REPLACED: &str = "the bot's invite of 00:00:01 to call #2 names this call in replacesCallId, 2 s before the end: the service replaced it";

fn invite(at: u64) -> String {
    ask(at, "r", "POST", &format!("{OTHER}/participants/invite"), &json!({"participants": [{"replacesCallId": CALL}]}))
}

fn invite_ended(at: u64, status: &str, result: &Value) -> String {
    let kind = "#microsoft.graph.inviteParticipantsOperation";
    let data = json!({"@odata.type": kind, "status": status, "id": ONE, "resultInfo": result});
    part(at, "deleted", &format!("{OTHER}/operations/{ONE}"), &data)
}

#[test]
fn what_was_refused_or_failed_replaced_nothing() {
    let started = reply(1_100, "r", 200, &json!({"id": ONE, "status": "running"}));
    let refused = reply(1_100, "r", 400, &refusal("7505", "tenant mismatch"));
    let failed = invite_ended(1_200, "failed", &json!({"code": 500, "subcode": 7700}));
    let failed_later = invite_ended(4_000, "failed", &json!({"code": 500, "subcode": 7700}));
    let end = ended(3_000, 200, 5001);
    for rest in [
        vec![refused, end.clone()],
        vec![started.clone(), failed, end.clone()],
        vec![started.clone(), end.clone(), failed_later],
    ] {
        let told = seen("established", &[&[invite(1_000)][..], &rest[..]].concat());
        assert!(!told.text.contains("replaced it"), "{}", told.text);
    }
    let completed = invite_ended(2_000, "completed", &json!({"code": 200, "subcode": 0}));
    seen("established", &[invite(1_000), started, completed, end.clone()]).diagnosis(&[REPLACED]);

    // A transfer that comes back has not replaced it either.
    let body = json!({"transferTarget": {"replacesCallId": CALL}});
    let other = |at: u64, state: &str| part(at, "updated", OTHER, &json!({"state": state}));
    let transfer = [other(10, "established"), ask(1_000, "t", "POST", &format!("{OTHER}/transfer"), &body)];
    let back = [reply(1_100, "t", 202, &Value::Null), other(1_200, "transferring"), other(1_300, "established"), end];
    let told = seen("established", &[transfer, [back[0].clone(), back[1].clone()]].concat());
    assert!(!told.text.contains("replaced it"), "{}", told.text);
    let all =
        [&[other(10, "established"), ask(1_000, "t", "POST", &format!("{OTHER}/transfer"), &body)][..], &back[..]];
    let told = seen("established", &all.concat());
    assert!(!told.text.contains("replaced it"), "{}", told.text);
}

#[test]
fn a_replaced_call_that_is_first_seen_at_its_end() {
    let other = part(0, "updated", OTHER, &json!({"state": "established"}));
    let told = crate::told::lines(
        &[],
        &[
            other,
            invite(1_000),
            reply(1_100, "r", 200, &json!({"id": ONE, "status": "running"})),
            ended(3_000, 200, 5300),
        ],
    );
    assert!(
        told.text
            .contains("the bot's invite of 00:00:01 to call #1 names this call in replacesCallId, 2 s before the end"),
        "{}",
        told.text
    );
}

fn operation(at: u64, change: &str, status: &str) -> String {
    let data = json!({"@odata.type": "#microsoft.graph.recordOperation", "id": ONE, "status": status});
    part(at, change, &format!("{CALL}/operations/{ONE}"), &data)
}

#[test]
fn what_a_get_of_an_operation_says() {
    let record = [post(10, "r", "recordResponse"), reply(20, "r", 200, &json!({"id": ONE, "status": "running"}))];
    let get = ask(9_000, "g", "GET", &format!("{CALL}/operations/{ONE}"), &Value::Null);
    let said = |status: &str, code: i32, subcode: i32| {
        reply(9_100, "g", 200, &json!({"id": ONE, "status": status, "resultInfo": {"code": code, "subcode": subcode}}))
    };
    let completed = [get.clone(), said("completed", 200, 8515)];
    seen("established", &[&record[..], &completed[..], &[ended(20_000, 200, 5001)]].concat())
        .line("00:00:09.100  #1   <- 200 to GET of an operation (g)  [the operation is completed (200/8515)]")
        .diagnosis(&[
            "record 1, asked for at 00:00:00.010, had completed by 00:00:09.100, as the answer to a GET says (200/8515): the longest duration was reached; its end was not notified",
        ])
        .ends(&json!({"operations": [{
            "operation": ONE, "kind": "record", "status": "failed", "reason": "callEnded", "code": 200, "subcode": 8515,
            "asked": {"at": 9100, "status": "completed"},
        }]}));
    let failed = [get.clone(), said("failed", 500, 8512)];
    seen("established", &[&record[..], &failed[..]].concat()).diagnosis(&[
        "record 1, asked for at 00:00:00.010, had failed by 00:00:09.100, as the answer to a GET says (500/8512): the service failed inside; its end was not notified",
    ]);
    // The notification comes later, or it runs.
    seen("established", &[&record[..], &completed[..], &[operation(9_500, "deleted", "completed")]].concat())
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    let runs = [get, reply(9_100, "g", 200, &json!({"id": ONE, "status": "running"}))];
    seen("established", &[&record[..], &runs[..]].concat())
        .diagnosis(&["record 1, asked for at 00:00:00.010, has not ended yet"]);
}

#[test]
fn an_operation_without_an_answer_has_not_begun() {
    seen("established", &[post(10, "p", "playPrompt"), no_response(30_010, "p"), pass(900_000)])
        .diagnosis(&["no response came to the playPrompt sent 00:00:00.010: whether the service got it is not known"]);
    seen("established", &[post(10, "m", "mute"), pass(900_000)]).diagnosis(&[
        "the trace has no response to mute 1, asked for at 00:00:00.010: whether it was started is not known",
    ]);
}

#[test]
fn a_record_that_should_have_ended() {
    let record = ask(10, "r", "POST", &format!("{CALL}/recordResponse"), &json!({"maxRecordDurationInSeconds": 10}));
    let started = reply(110, "r", 200, &json!({"id": ONE, "status": "running"}));
    seen("established", &[record.clone(), started.clone(), pass(900_000)])
        .diagnosis(&[
            "record 1, asked for at 00:00:00.010, should have ended by 00:00:45.010, and no end was notified in the 14 min 14.99 s since",
        ])
        .ends(&json!({"operations": [{"operation": ONE, "kind": "record", "status": "running", "overdue": 45_010}]}));
    seen("established", &[record, started, operation(60_000, "deleted", "completed")])
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
}

#[test]
fn people_who_leave_one_by_one() {
    let person = |id: &str| json!({"id": id, "info": {"identity": {"user": {"id": "u"}}}});
    let bot = json!({"id": "bot", "info": {"identity": {"application": {"id": "b"}}}});
    let roster = part(1_000, "updated", &format!("{CALL}/participants"), &json!([person("a"), person("b"), bot]));
    let left = |at: u64, id: &str| part(at, "deleted", &format!("{CALL}/participants/{id}"), &json!({"id": id}));
    let alone = "no people have been in the roster since 00:01:00: the bot is alone in the call";
    let nobody = [roster.clone(), left(50_000, "a"), left(55_000, "a"), left(60_000, "b"), tone(61_000, 1)];
    seen("established", &nobody).diagnosis(&[alone]);
    let together = part(60_000, "deleted", &format!("{CALL}/participants"), &json!([{"id": "a"}, {"id": "b"}, {}]));
    seen("established", &[roster.clone(), together]).diagnosis(&[alone]);
    let still = [roster, left(50_000, "a"), left(55_000, "a"), left(60_000, "bot")];
    seen("established", &still).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // Who comes back is counted again.
    let back = part(70_000, "created", &format!("{CALL}/participants/c"), &person("c"));
    seen("established", &[&nobody[..], &[back, state(80_000, "hold")]].concat())
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
}

#[test]
fn an_operation_that_fails_in_its_answer_is_listed() {
    let record =
        |at: u64, id: &str| ask(at, id, "POST", &format!("{CALL}/recordResponse"), &json!({"clientContext": "mine"}));
    let refused = [record(10, "r"), reply(20, "r", 400, &refusal("7505", "no tone"))];
    let first = json!({"kind": "record", "status": "failed", "answered": 400, "message": "no tone"});
    seen("established", &refused).ends(&json!({"operations": [first]}));
    // What is asked for again with the same clientContext is another one.
    let named = |at: u64, status: &str| {
        let data =
            json!({"@odata.type": "#microsoft.graph.recordOperation", "clientContext": "mine", "status": status});
        part(at, "updated", &format!("{CALL}/operations/{ONE}"), &data)
    };
    let again = [record(30, "s"), named(40, "running"), named(50, "completed")];
    let second = json!({"operation": ONE, "kind": "record", "status": "completed"});
    seen("established", &[&refused[..], &again[..]].concat()).ends(&json!({"operations": [first, second]}));
    // An answer that accepts it may say that it has failed.
    let result = json!({"code": 500, "subcode": 8512, "message": "no service"});
    let failed = reply(20, "r", 200, &json!({"id": ONE, "status": "failed", "resultInfo": result}));
    let listed = json!({
        "operation": ONE, "kind": "record", "status": "failed", "answered": 200, "code": 500, "subcode": 8512,
        "message": "no service",
    });
    seen("established", &[record(10, "r"), failed]).ends(&json!({"operations": [listed]}));
    // One that the answer completes has not failed, and an answer to the call is no operation.
    let completed = reply(20, "m", 200, &json!({"id": ONE, "status": "completed"}));
    seen("established", &[post(10, "m", "mute"), completed]).ends(&json!({"operations": []}));
    let refused = [post(10, "a", "answer"), reply(20, "a", 400, &Value::Null)];
    seen("incoming", &refused).ends(&json!({"operations": []}));
}
