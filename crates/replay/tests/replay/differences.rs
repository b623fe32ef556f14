//! `--end service` on the log of an application.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, ended, no_response, part, post, refusal, reply, state};
use crate::told::lines;

/// `--end service` on an application's log: the answers name calls and operations, notifications
/// stand for the other side, and what the log's service did otherwise is told.
#[test]
fn the_log_of_an_application_at_the_services_end() {
    let (create, none) =
        (json!({"id": "c", "method": "POST", "url": "/communications/calls", "body": {}}), Value::Null);
    let operation = format!("{CALL}/operations/{ONE}");
    let played = json!({"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed", "id": ONE});
    let prompt = json!({"prompts": [{"mediaInfo": {"uri": "x"}}]});
    let start = [
        json!({"at": 0, "request": create}).to_string(),
        reply(400, "c", 201, &json!({"id": CALL, "state": "establishing"})),
        state(900, "established"),
    ];
    let service = |rest: &[String]| lines(&["--end", "service"], &[&start[..], rest].concat());
    let told = service(&[
        ask(1_000, "p", "POST", &format!("{CALL}/playPrompt"), &prompt),
        reply(1_100, "p", 200, &json!({"id": ONE, "status": "running"})),
        part(5_000, "deleted", &operation, &played),
        ask(5_100, "o", "GET", &operation, &none),
        reply(5_200, "o", 200, &played),
        post(6_000, "k", "keepAlive"),
        reply(6_100, "k", 503, &none),
        ended(900_000, 408, 8537),
    ]);
    told.line("00:00:00.900  #1   <= updated established: now established (notify updated)")
        .line("00:00:01.100  #1   .. 200 to playPrompt (p)  [as expected]")
        .line("00:00:05.200  #1   .. 200 to GET of an operation (o)  [as expected]")
        .line("00:00:06.100  #1   .. 503 to keepAlive (k)  [differs: 200 is expected]")
        .diagnosis(&[
            "the log's service answered the keepAlive sent 00:00:06 with 503, where 200 was expected of a call that was established",
            "the log's service notified terminated 408/8537 at 00:15:00, where the call is established, and lives until 00:45:06 by the contract (the keepAlive sent 00:00:06 has renewed it here, but was not answered 200 in the log)",
        ])
        .step(10, &json!({"event": "response", "to": "k", "status": 503, "expected": 200, "differs": true}))
        .ends(&json!({"state": "terminated", "keepAlive": {"succeeded": 1, "failed": 0, "expiresAt": 2_706_000, "presumedLost": false}}));
    // A service that keeps a call longer than the contract says.
    service(&[state(3_000_000, "established"), post(3_100_000, "k", "keepAlive"), reply(3_100_100, "k", 200, &none), ended(3_200_000, 200, 5010)])
        .says(&[
            "the log's service notified established at 00:50:00, where the call is terminated, keepAliveExpired",
            "the log's service answered the keepAlive sent 00:51:40 with 200, where 404 was expected of a call that was terminated",
            "the log's service notified terminated 200/5010 at 00:53:20, where the call is terminated, keepAliveExpired",
        ]);
    // Where the trace has facts of the other side, notifications are compared with them.
    let rings = json!({"at": 500, "peer": {"call": CALL, "event": "rings"}}).to_string();
    let compared = lines(&["--end", "service"], &[&start[..2], &[rings, state(900, "established")]].concat());
    compared
        .line("00:00:00.900  #1   .. notified updated established  [differs: the call is ringing]")
        .diagnosis(&["the log's service notified established at 00:00:00.900, where the call is ringing"]);
    // What the log's service refused to create is not a call.
    let refused = lines(&["--end", "service"], &[start[0].clone(), reply(400, "c", 403, &refusal("7503", "no"))]);
    refused.line(r#"  - the create request (c) was refused with 403, "7503: no""#);
}

/// A keepAlive that the log's service refused, or never got, has renewed the call here: what follows
/// from that is told.
#[test]
fn a_keep_alive_that_only_counts_here() {
    let none = Value::Null;
    for (not_renewed, also) in [
        (
            reply(1_800_100, "k", 503, &none),
            "the log's service answered the keepAlive sent 00:30:00 with 503, where 200 was expected of a call that was established",
        ),
        (
            no_response(1_800_100, "k"),
            "the log has no response to the keepAlive sent 00:30:00, where 200 was expected: whether its service got it is not known",
        ),
    ] {
        let trace = [
            state(0, "established"),
            post(1_800_000, "k", "keepAlive"),
            not_renewed,
            post(2_800_000, "l", "keepAlive"),
            reply(2_800_100, "l", 404, &none),
        ];
        let told = lines(&["--end", "service"], &trace);
        told.says(&[
            also,
            "the log's service answered the keepAlive sent 00:46:40 with 404, where 200 was expected of a call that was established (the keepAlive sent 00:30:00 has renewed it here, but was not answered 200 in the log)",
        ]);
        assert_eq!(told.text.matches("  [differs: ").count(), 2, "{}", told.text);
    }
}

/// What is heard is not in the log of an application, so that a recording ends otherwise.
#[test]
fn a_recording_of_which_nothing_was_heard() {
    let done = json!({"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "completionReason": "stopToneDetected", "id": ONE});
    for (body, here) in [
        (json!({}), "it has not ended"),
        (json!({"playBeep": false}), "it had ended at 00:00:06 with initialSilenceTimeout"),
    ] {
        let trace = [
            state(0, "established"),
            ask(1_000, "r", "POST", &format!("{CALL}/recordResponse"), &body),
            reply(1_100, "r", 200, &json!({"id": ONE, "status": "running"})),
            part(20_000, "deleted", &format!("{CALL}/operations/{ONE}"), &done),
        ];
        lines(&["--end", "service"], &trace).says(&[&format!(
            "the log's service notified record 1 as completed, stopToneDetected at 00:00:20, where {here}: a log without media does not say what was heard"
        )]);
    }
}
