//! `--end service` on the log of an application: the ends that the log's service notified, and those
//! that it did not.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, ended, part, pass, peer, post, reply, state, tone};
use crate::told::{Reports, lines};

/// A call that is established at 0, at the service's end.
fn service(rest: &[String]) -> Reports {
    lines(&["--end", "service"], &[&[state(0, "established")], rest].concat())
}

/// How a call ended is told as the log has it, with its code.
#[test]
fn an_end_has_the_code_of_the_log() {
    service(&[ended(60_000, 200, 5000)])
        .line("00:01:00.000  #1   <= deleted terminated 200/5000: terminated, remoteHangUp (another participant removed the bot from the call) (notify deleted 200/5000)")
        .line("  terminated, remoteHangUp (another participant removed the bot from the call), code 200/5000")
        .diagnosis(&["the call ended at 00:01:00 with 200/5000: another participant removed the bot from the call"])
        .ends(&json!({
            "cause": "remoteHangUp", "code": 200, "subcode": 5000,
            "reason": "another participant removed the bot from the call",
        }));
    service(&[ended(60_000, 200, 5010)]).diagnosis(&["nothing unusual: remoteHangUp (only one participant was left)"]);
    service(&[ended(60_000, 500, 1999)])
        .line("  terminated, it failed, code 500/1999")
        .diagnosis(&["the call ended at 00:01:00 with 500/1999: it failed"]);
    // Of what the trace does not say, the machine's own word.
    service(&[peer(60_000, "hangsUp"), peer(60_001, "tornDown")])
        .line("  terminated, remoteHangUp (the other side hung up), code 200/4097");
}

#[test]
fn a_failed_transfer_has_the_code_of_the_log() {
    let failed = json!({"state": "established", "resultInfo": {"code": 500, "subcode": 7700}});
    let target = json!({"transferTarget": {"identity": {"user": {"id": "u"}}}});
    service(&[
        ask(1_000, "t", "POST", &format!("{CALL}/transfer"), &target),
        reply(1_100, "t", 202, &Value::Null),
        part(2_000, "updated", CALL, &failed),
    ])
    .line("00:00:02.000  #1   <= updated established 500/7700: now established (notify updated 500/7700)")
    .diagnosis(&["a transfer failed at 00:00:02 (500/7700): the call is back to established"]);
}

/// An operation that is not of media ends here when the log says so.
#[test]
fn the_end_of_an_operation_is_that_of_the_log() {
    let invite = ask(10, "i", "POST", &format!("{CALL}/participants/invite"), &json!({"participants": [{}]}));
    let something = post(10, "i", "somethingNew");
    for (request, name, kind) in [(invite, "invite 1", "invite"), (something, "somethingNew 1", "other")] {
        let typed = "#microsoft.graph.inviteParticipantsOperation";
        let typed = if kind == "other" { "#microsoft.graph.somethingNewOperation" } else { typed };
        let said = |status: &str, code: i32| json!({"@odata.type": typed, "id": ONE, "status": status, "resultInfo": {"code": code, "subcode": 0}});
        let answer = reply(20, "i", 200, &json!({"@odata.type": typed, "id": ONE, "status": "running"}));
        let end = |status, code| part(5_000, "deleted", &format!("{CALL}/operations/{ONE}"), &said(status, code));
        service(&[request.clone(), answer.clone(), end("completed", 200)])
            .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
        service(&[request.clone(), answer.clone(), end("failed", 500)])
            .diagnosis(&[&format!("{name}, asked for at 00:00:00.010, failed at 00:00:05 (500/0)")]);
    }
    // A method whose answer is no operation has started none.
    service(&[post(10, "x", "somethingNew"), reply(20, "x", 204, &Value::Null)])
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
}

/// What the log's service accepted, and never notified.
#[test]
fn what_was_never_notified_in_the_log_is_a_difference() {
    let none = Value::Null;
    let answer = [state(0, "incoming"), post(1_000, "a", "answer"), reply(1_500, "a", 202, &none)];
    let with = |rest: &[String]| lines(&["--end", "service"], &[&answer[..], rest].concat());
    let nothing = "nothing unusual: the call lives on at the end of the trace";
    with(&[pass(120_000)]).diagnosis(&[
        "the service should have notified establishing at 00:00:01, and the log has no notification since, in 119 s",
    ]);
    with(&[pass(30_999)]).diagnosis(&[nothing]);
    with(&[state(2_000, "established"), pass(120_000)]).diagnosis(&[nothing]);
    // A trace of the service has no notifications.
    with(&[peer(2_000, "connects"), pass(120_000)]).diagnosis(&[nothing]);
    service(&[ask(800, "d", "DELETE", CALL, &none), reply(900, "d", 204, &none), pass(60_800)]).says(&[
        "the service should have notified terminating at 00:00:00.800, and the log has no notification since, in 60 s",
    ]);
}

/// What is notified twice is one difference, and none if it was none before.
#[test]
fn what_the_log_notified_twice_is_told_once() {
    let twice = |line: String| [line.clone(), line];
    service(&twice(ended(9_000, 200, 7015)))
        .diagnosis(&["the log's service notified terminated 200/7015 at 00:00:09, where the call is established"]);
    let tones = ask(10, "t", "POST", &format!("{CALL}/sendDtmfTones"), &json!({"tones": ["tone1"]}));
    let running = reply(20, "t", 200, &json!({"id": ONE, "status": "running"}));
    let done = json!({"status": "completed", "resultInfo": {"code": 200, "subcode": 0}});
    let done = twice(part(30, "deleted", &format!("{CALL}/operations/{ONE}"), &done));
    service(&[&[tones, running], &done[..]].concat())
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // But what it says may be new.
    let states = [state(10, "hold"), state(20, "established"), state(30, "hold"), state(40, "established")];
    service(&states).ends(&json!({"state": "established"}));
}

/// The first line that speaks of a call may be a key.
#[test]
fn a_key_that_makes_its_call_known_is_told() {
    lines(&["--end", "service"], &[tone(10, 2), tone(20, 3)])
        .line("00:00:00.000  #1   <= updated established: tone 2 (sequenceId 2)")
        .line("00:00:00.010  #1   <= updated established: tone 3 (sequenceId 3)");
}
