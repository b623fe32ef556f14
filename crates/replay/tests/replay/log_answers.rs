//! `--end service` on the log of an application: what the log's service answered.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, TWO, ask, ended, no_response, part, post, refusal, reply, state};
use crate::told::{Reports, lines};

/// A call that is established at 0, at the service's end.
fn service(rest: &[String]) -> Reports {
    lines(&["--end", "service"], &[&[state(0, "established")], rest].concat())
}

const ALIVE: [&str; 1] = ["nothing unusual: the call lives on at the end of the trace"];

/// Removing a participant is answered 204 (source `participant-delete`), and reading a part 200. What is
/// not known can only be known to succeed.
#[test]
fn what_is_asked_for_of_a_part_of_the_call_is_answered_as_it_should_be() {
    let none = Value::Null;
    for (method, path, status, expected) in [
        ("DELETE", format!("participants/{ONE}"), 204, 204),
        ("GET", "participants".to_owned(), 200, 200),
        ("POST", "somethingNew".to_owned(), 204, 202),
    ] {
        let path = format!("{CALL}/{path}");
        let told = service(&[ask(1_000, "r", method, &path, &none), reply(1_100, "r", status, &none)]);
        assert!(told.text.contains(&format!(" (r): answer {expected}")), "{}", told.text);
        assert!(
            told.text.contains(&format!(" .. {status} to ")) && told.text.contains(" (r)  [as expected]\n"),
            "{}",
            told.text
        );
        let refused = service(&[
            ask(1_000, "r", method, &path, &none),
            reply(1_100, "r", 403, &refusal("7504", "Insufficient permissions")),
        ]);
        assert!(refused.text.contains(&format!("  [differs: {expected} is expected]")), "{}", refused.text);
    }
    service(&[
        ask(1_000, "r", "DELETE", &format!("{CALL}/participants/{ONE}"), &none),
        reply(1_100, "r", 403, &refusal("7504", "Insufficient permissions")),
    ])
    .line(r#"00:00:01.100  #1   .. 403 to DELETE of a participant (r) "7504: Insufficient permissions"  [differs: 204 is expected]"#)
    .diagnosis(&[
        r#"the log's service answered the DELETE of a participant sent 00:00:01 with 403, "7504: Insufficient permissions", where 204 was expected of a call that was established"#,
    ])
    .step(3, &json!({"status": 403, "expected": 204, "differs": true, "error": {"code": "7504", "message": "Insufficient permissions"}}));
}

/// The body of an answer is compared too.
#[test]
fn an_operation_that_is_otherwise_in_its_answer_is_a_difference() {
    let operation = |status: &str| json!({"id": ONE, "status": status});
    let failed = json!({"id": ONE, "status": "failed", "resultInfo": {"code": 403, "subcode": 1}});
    service(&[post(10, "m", "mute"), reply(20, "m", 200, &failed)])
        .line("00:00:00.020  #1   .. 200 to mute (m) failed 403/1  [differs: completed is expected]")
        .diagnosis(&[
            "the log's service answered the mute sent 00:00:00.010 with 200 and an operation whose status is failed (403/1), where completed was expected",
        ])
        .step(3, &json!({
            "status": 200, "operationStatus": "failed", "code": 403, "subcode": 1,
            "expected": 200, "expectedStatus": "completed", "differs": true,
        }));
    service(&[post(10, "m", "mute"), reply(20, "m", 200, &operation("completed"))]).diagnosis(&ALIVE);
    // An operation that the log's answer has ended is not open here either.
    let prompt =
        ask(10, "p", "POST", &format!("{CALL}/playPrompt"), &json!({"prompts": [{"mediaInfo": {"uri": "x"}}]}));
    service(&[prompt.clone(), reply(20, "p", 200, &operation("completed"))]).diagnosis(&[
        "the log's service answered the playPrompt sent 00:00:00.010 with 200 and an operation whose status is completed, where running was expected",
    ]);
    for pending in ["running", "notStarted"] {
        service(&[prompt.clone(), reply(20, "p", 200, &operation(pending))])
            .diagnosis(&["playPrompt 1, asked for at 00:00:00.010, has not ended yet"]);
    }
}

/// "A status of null, absent or unknown is pending": where the answer is the end, that is a difference, and
/// so is a failure after it.
#[test]
fn an_answer_without_a_status_is_pending_in_the_log() {
    let failed = json!({"status": "failed", "resultInfo": {"code": 500, "subcode": 1}});
    let failed = |at| part(at, "deleted", &format!("{CALL}/operations/{ONE}"), &failed);
    for body in
        [json!({"id": ONE, "status": null}), json!({"id": ONE}), json!({"id": ONE, "status": "unknownFutureValue"})]
    {
        service(&[post(10, "m", "mute"), reply(20, "m", 200, &body), failed(30), failed(31)])
            .line("00:00:00.020  #1   .. 200 to mute (m) notStarted  [differs: completed is expected]")
            .diagnosis(&[
                "the log's service answered the mute sent 00:00:00.010 with 200 and an operation whose status is notStarted, where completed was expected",
                "the log's service notified an operation as failed (500/1) at 00:00:00.030, where none of this id is open",
            ]);
    }
    // A log without bodies says nothing of it.
    for body in [Value::Null, json!({}), json!("")] {
        service(&[post(10, "m", "mute"), reply(20, "m", 200, &body)]).diagnosis(&ALIVE);
    }
}

/// Its context names an operation whose end overtakes the answer to its request.
#[test]
fn an_end_that_overtakes_the_answer_of_its_operation_counts() {
    let invite = |at, id: &str, context: &str| {
        let body = json!({"participants": [{}], "clientContext": context});
        ask(at, id, "POST", &format!("{CALL}/participants/invite"), &body)
    };
    let failed = json!({"status": "failed", "clientContext": "b", "resultInfo": {"code": 603, "subcode": 10024}});
    let running = |context: &str, id: &str| json!({"id": id, "status": "Running", "clientContext": context});
    service(&[
        invite(10, "a", "a"),
        invite(20, "b", "b"),
        part(30, "deleted", &format!("{CALL}/operations/{TWO}"), &failed),
        reply(40, "b", 200, &running("b", TWO)),
        reply(50, "a", 200, &running("a", ONE)),
    ])
    .diagnosis(&[
        "invite 1, asked for at 00:00:00.010, has not ended yet",
        "invite 2, asked for at 00:00:00.020, failed at 00:00:00.030 (603/10024)",
    ]);
}

/// What a GET of the log shows stands for what the other side did, as a notification does.
#[test]
fn what_a_get_of_the_log_shows_counts() {
    let get = ask(1_000, "g", "GET", CALL, &Value::Null);
    let gone = json!({"state": "terminated", "resultInfo": {"code": 200, "subcode": 5010}});
    service(&[get.clone(), reply(1_100, "g", 200, &gone)])
        .line("00:00:01.100  #1      its body says terminated 200/5010: now terminating (notify updated)")
        .ends(&json!({"state": "terminated", "code": 200, "subcode": 5010, "reason": "only one participant was left"}));
    service(&[get.clone(), reply(1_100, "g", 200, &json!({"state": "hold"}))]).ends(&json!({"state": "hold"}));
    // Nothing new, and nothing at all.
    for body in [json!({"state": "established"}), json!({"state": "unknownFutureValue"}), json!({}), json!("")] {
        service(&[get.clone(), reply(1_100, "g", 200, &body)]).diagnosis(&ALIVE);
    }
    // What is impossible here is a difference.
    let late = [state(2_700_500, "established"), ask(2_710_000, "g", "GET", CALL, &Value::Null)];
    service(&[&late[1..], &[reply(2_710_100, "g", 200, &json!({"state": "established"}))]].concat()).says(&[
        "the log's service answered a GET with established at 00:45:10.100, where the call is terminated, keepAliveExpired",
    ]);
}

/// An operation that the log's service refused has not begun.
#[test]
fn what_the_log_refused_does_not_run_on() {
    let invite =
        |at, id: &str| ask(at, id, "POST", &format!("{CALL}/participants/invite"), &json!({"participants": [{}]}));
    let told = service(&[
        invite(10, "a"),
        invite(20, "b"),
        reply(30, "a", 429, &refusal("TooManyRequests", "slow down")),
        reply(40, "b", 200, &json!({"id": TWO, "status": "Running"})),
    ]);
    told.diagnosis(&[
        "invite 2, asked for at 00:00:00.020, has not ended yet",
        r#"the log's service answered the invite sent 00:00:00.010 with 429, "TooManyRequests: slow down", where 200 was expected of a call that was established"#,
    ]);
}

/// That a request had no response is not what is expected.
#[test]
fn a_request_without_a_response_in_the_log_is_a_difference() {
    service(&[post(30, "m", "mute"), no_response(40, "m"), no_response(50, "x")])
        .line("00:00:00.040  #1   .. no response to mute (m)  [differs: 200 is expected]")
        .line("00:00:00.050       .. no response to x  [for the other end: ignored]")
        .diagnosis(&[
            "the log has no response to the mute sent 00:00:00.030, where 200 was expected: whether its service got it is not known",
        ])
        .step(3, &json!({"event": "failed", "to": "m", "request": "mute", "expected": 200, "differs": true}));
}

/// What is expected of a request is what its call was when it was sent.
#[test]
fn an_end_that_overtakes_a_request_is_told_with_its_answer() {
    let delete = ask(800, "d", "DELETE", CALL, &Value::Null);
    let gone = refusal("8522", "Call not found.");
    service(&[delete.clone(), ended(900, 200, 5002), reply(1_100, "d", 404, &gone)]).says(&[
        r#"the log's service answered the DELETE sent 00:00:00.800 with 404, "8522: Call not found.", where 204 was expected of a call that was established: the end of the call at 00:00:00.900 overtook it"#,
    ]);
    service(&[delete, reply(1_100, "d", 404, &gone)]).says(&[
        r#"the log's service answered the DELETE sent 00:00:00.800 with 404, "8522: Call not found.", where 204 was expected of a call that was established"#,
    ]);
}
