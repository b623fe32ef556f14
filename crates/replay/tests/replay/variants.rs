//! The kinds of `told`, where else they occur.

use serde_json::{Value, json};

use crate::told::{Told, lines};

const CALL: &str = "c0ffee00-0000-4000-8000-000000000001";
const OTHER: &str = "c0ffee00-0000-4000-8000-000000000002";
const ONE: &str = "0b5e55ed-0000-4000-8000-000000000001";
const TWO: &str = "0b5e55ed-0000-4000-8000-000000000002";

/// A notification of this part of the call.
fn part(at: u64, change: &str, path: &str, data: &Value) -> String {
    let entry =
        json!({"changeType": change, "resourceUrl": format!("/communications/calls/{path}"), "resourceData": data});
    json!({"at": at, "notification": {"value": [entry]}}).to_string()
}

fn state(at: u64, state: &str) -> String {
    part(at, if state == "incoming" { "created" } else { "updated" }, CALL, &json!({"state": state}))
}

fn ended(at: u64, code: i32, subcode: i32) -> String {
    part(at, "deleted", CALL, &json!({"state": "terminated", "resultInfo": {"code": code, "subcode": subcode}}))
}

fn tone(at: u64, number: u64) -> String {
    let tone = json!({"sequenceId": number, "tone": format!("tone{number}")});
    part(at, "updated", CALL, &json!({"state": "established", "toneInfo": tone}))
}

fn ask(at: u64, id: &str, method: &str, path: &str, body: &Value) -> String {
    let url = format!("/communications/calls/{path}");
    json!({"at": at, "request": {"id": id, "method": method, "url": url, "body": body}}).to_string()
}

fn post(at: u64, id: &str, method: &str) -> String {
    ask(at, id, "POST", &format!("{CALL}/{method}"), &json!({}))
}

fn reply(at: u64, to: &str, status: u16, body: &Value) -> String {
    json!({"at": at, "response": {"to": to, "status": status, "body": body}}).to_string()
}

fn refusal(code: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message}})
}

fn pass(at: u64) -> String {
    json!({"at": at}).to_string()
}

fn no_response(at: u64, to: &str) -> String {
    json!({"at": at, "failed": {"to": to}}).to_string()
}

/// A call that the application creates at 0.
fn created(rest: &[String]) -> Told {
    let mut all = vec![
        json!({"at": 0, "request": {"id": "c", "method": "POST", "url": "/communications/calls", "body": {}}})
            .to_string(),
        reply(400, "c", 201, &json!({"id": CALL, "state": "establishing"})),
    ];
    all.extend_from_slice(rest);
    lines(&[], &all)
}

/// A call that is in this state at 0.
fn seen(first: &str, rest: &[String]) -> Told {
    let mut all = vec![state(0, first)];
    all.extend_from_slice(rest);
    lines(&[], &all)
}

#[test]
fn what_became_of_an_answer() {
    let none = Value::Null;
    for (rest, said) in [
        (
            vec![post(1_000, "r", "reject"), reply(1_500, "r", 400, &refusal("BadRequest", "x")), pass(20_000)],
            r#"the reject sent 00:00:01 was refused with 400, "BadRequest: x", and no other followed in time"#,
        ),
        (
            vec![post(1_000, "r", "redirect"), no_response(1_500, "r"), pass(20_000)],
            "no response came to the redirect sent 00:00:01, and no other followed in time",
        ),
        (
            vec![post(1_000, "r", "answer"), pass(60_000)],
            "the trace has no response to the answer sent 00:00:01, and no other followed in time",
        ),
        // The machine waits for its reply, but the trace ends first.
        (
            vec![post(1_000, "r", "answer"), pass(20_000)],
            "the trace has no response to the answer sent 00:00:01, and no other followed in time",
        ),
        (
            vec![
                post(1_000, "r", "answer"),
                reply(1_500, "r", 500, &none),
                post(17_000, "s", "answer"),
                reply(17_500, "s", 202, &none),
                pass(20_000),
            ],
            "the answer sent 00:00:01 was refused with 500; the answer at 00:00:17 came 17 s after the call",
        ),
        (vec![pass(20_000)], "it was never answered, rejected or redirected"),
    ] {
        let told = seen("incoming", &rest);
        told.diagnosis(&[&format!("the 15 s to answer were over at 00:00:15: {said}")]);
    }
}

#[test]
fn a_call_that_comes_for_compliance_recording_has_5_s() {
    let invited = json!({"state": "incoming", "botData": {"inviteReasons": ["ComplianceRecording"]}});
    let late = [part(0, "created", CALL, &invited), post(7_000, "r", "answer"), reply(7_500, "r", 202, &Value::Null)];
    lines(&[], &late)
        .line(&format!("00:00:00.000  #1   call {CALL} comes in for compliance recording"))
        .line("00:00:05.000  #1   !! not answered, rejected or redirected within 5 s")
        .diagnosis(&["the 5 s to answer, as the call came for compliance recording, were over at 00:00:05: the answer at 00:00:07 came 7 s after the call"])
        .ends(&json!({"complianceRecording": true}));
}

#[test]
fn after_a_call_was_given_up() {
    let before = [state(500, "established"), pass(3_700_000), post(3_800_000, "k", "keepAlive")];
    let with = |rest: &[String]| created(&[&before[..], rest].concat());
    with(&[reply(3_800_100, "k", 200, &Value::Null), state(3_900_000, "established"), ended(7_000_000, 200, 4097)])
        .diagnosis(&[
            "the call began 00:00:00, and no keepAlive succeeded within 45 min (1 keepAlive sent, none succeeded): presumed lost at 00:45:00; given up at 01:00:00, though a notification came at 01:05:00, and the call really ended at 01:56:40 with 200/4097 (another participant ended the call)",
            "the keepAlive sent 01:03:20 was answered 200 after the call had been given up: it was still alive then",
        ]);
    with(&[reply(3_800_100, "k", 404, &Value::Null)])
        .says(&["1 request to a call that had been given up, at 01:03:20: stop at the first 404 and free what belongs to the call"]);
    let delete = ask(1_000, "d", "DELETE", CALL, &Value::Null);
    seen("established", &[delete, no_response(1_100, "d"), pass(400_000), ended(500_000, 200, 5001)]).diagnosis(&[
        "1 DELETE sent from 00:00:01 on, none was confirmed: given up at 00:03:01; the call really ended at 00:08:20 (200/5001): the call was ended",
    ]);
}

#[test]
fn silence_after_something_that_a_notification_follows() {
    let accepted = |method: &str| [post(1_000, "r", method), reply(1_500, "r", 202, &Value::Null), pass(60_000)];
    seen("incoming", &accepted("answer")).diagnosis(&[
        "the answer was accepted at 00:00:01.500, and nothing has been notified since, in 58.5 s, and the call is still incoming here: check that the service reaches the callbackUri",
    ]);
    seen("established", &accepted("transfer")).diagnosis(&[
        "the transfer was accepted at 00:00:01.500, and nothing has been notified since, in 58.5 s: check that the service reaches the callbackUri",
    ]);
    created(&[state(500, "establishing"), pass(600_000)]).diagnosis(&[
        "nothing has been notified since 00:00:00.500, and the call is still establishing: check that the service reaches the callbackUri",
    ]);
    // Too soon to say so.
    created(&[pass(20_000)]).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // Nothing need be notified of a call that is established.
    seen("established", &[pass(600_000)]).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
}

#[test]
fn several_late_tones_and_one_that_comes_twice() {
    seen("established", &[tone(1, 1), tone(2, 3), tone(3, 2), tone(4, 2), tone(5, 5), tone(6, 4)])
        .line("00:00:00.003  #1   <= updated established: tone 2 (sequenceId 2), late  [stale: tone 3 (sequenceId 3) came before]")
        .line("00:00:00.004  #1   <= updated established: tone 2 (sequenceId 2)  [stale: this is known]")
        .diagnosis(&[
            "tone 2 (sequenceId 2) came late, at 00:00:00.003, after tone 3 (sequenceId 3)",
            "tone 4 (sequenceId 4) came late, at 00:00:00.006, after tone 5 (sequenceId 5)",
            "in order of their numbers the tones are 1 (sequenceId 1), 2 (sequenceId 2), 3 (sequenceId 3), 4 (sequenceId 4) and 5 (sequenceId 5)",
            "1 message repeated what was known (tone 2 (sequenceId 2)): ignored",
        ]);
}

#[test]
fn an_end_before_the_call_is_established_with_any_code() {
    for (code, subcode, cause, why) in [
        (200, 4097, "remoteHangUp", "nobody answered"),
        (200, 5013, "remoteHangUp", "nobody joined the call"),
        (200, 7000, "remoteHangUp", "by the bot itself"),
        (408, 10057, "noAnswer", "no device of the callee answered the service"),
        (480, 10037, "noAnswer", "the callee has no device that can be called"),
        (486, 0, "busy", "the callee was busy"),
        (500, 1999, "failed", "it failed"),
        (603, 0, "declined", "the callee declined"),
    ] {
        created(&[state(500, "establishing"), ended(9_000, code, subcode)])
            .diagnosis(&[&format!(
                "ended before it was established: {why}; it ended at 00:00:09 with {code}/{subcode}"
            )])
            .ends(&json!({"cause": cause, "reason": format!("ended before it was established: {why}")}));
    }
    let answered = [post(1_000, "r", "answer"), reply(1_500, "r", 202, &Value::Null), ended(9_000, 200, 4521)];
    seen("incoming", &answered)
        .diagnosis(&["ended before it was established: the caller hung up; it ended at 00:00:09 with 200/4521"]);
    seen("incoming", &[ended(9_000, 200, 4521)]).diagnosis(&[
        "ended before it was established: the caller gave up, and nobody had answered; it ended at 00:00:09 with 200/4521",
    ]);
    // A tone shows that it was.
    created(&[tone(500, 1), ended(9_000, 200, 4097)])
        .diagnosis(&["nothing unusual: remoteHangUp (another participant ended the call)"]);
}

#[test]
fn every_documented_end_has_its_words() {
    for (code, subcode, words) in [
        (200, 5000, "another participant removed the bot from the call"),
        (200, 5030, "the time of the breakout room was over"),
        (200, 5300, "the participant was removed from the call"),
        (200, 5855, "nothing happened in the lobby for too long"),
        (408, 1106, "that the call was accepted was not acknowledged in time"),
        (410, 301_005, "the media connection failed"),
    ] {
        seen("established", &[ended(9_000, code, subcode)])
            .diagnosis(&[&format!("the call ended at 00:00:09 with {code}/{subcode}: {words}")])
            .ends(&json!({"code": code, "subcode": subcode, "reason": words}));
    }
}

#[test]
fn updates_of_parts_are_named_and_repeat_nothing() {
    let participants = json!([
        {"info": {"identity": {"user": {"id": "1"}, "application": null}}},
        {"info": {"identity": {"application": {"id": "2"}}}},
    ]);
    let chat = json!({"state": "established", "chatInfo": {"threadId": "x"}});
    let told = seen(
        "established",
        &[
            part(10, "updated", &format!("{CALL}/contentSharingSessions"), &json!([{"id": "x"}])),
            part(20, "updated", &format!("{CALL}/participants"), &participants),
            part(30, "updated", &format!("{CALL}/audioRoutingGroups/{ONE}"), &json!({})),
            part(40, "updated", CALL, &chat),
        ],
    );
    told.line("00:00:00.010  #1   <= updated contentSharingSessions")
        .line("00:00:00.020  #1   <= updated participants: 1 person, 1 application")
        .line("00:00:00.030  #1   <= updated audioRoutingGroups")
        .step(3, &json!({"part": "participants", "people": 1, "applications": 1}))
        .diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // The same body again does.
    seen("established", &[part(40, "updated", CALL, &chat), part(40, "updated", CALL, &chat)])
        .diagnosis(&["1 message repeated what was known (established): ignored"]);
}

#[test]
fn every_refusal_has_its_error() {
    let get = ask(2_000, "g", "GET", CALL, &Value::Null);
    let told = seen(
        "established",
        &[
            post(1_000, "k", "keepAlive"),
            reply(1_100, "k", 403, &refusal("7504", "Insufficient")),
            get,
            reply(2_100, "g", 500, &json!("<html>oops</html>")),
        ],
    );
    told.diagnosis(&[
        r#"1 keepAlive failed at 00:00:01.100, answered 403, "7504: Insufficient"; no failure extends the 45 min"#,
        r#"the GET of the call sent 00:00:02 was refused with 500, "<html>oops</html>""#,
    ])
    .ends(&json!({"refusals": [
        {"at": 1000, "request": "keepAlive", "status": 403, "code": "7504", "message": "Insufficient"},
        {"at": 2000, "request": "getCall", "status": 500, "message": "<html>oops</html>"},
    ]}));
    let inner = json!({"error": {"code": "UnknownError", "message": "x", "innerError": {"code": "7503"}}});
    let refused = lines(
        &[],
        &[
            json!({"at": 0, "request": {"id": "c", "method": "POST", "url": "/communications/calls"}}).to_string(),
            reply(400, "c", 403, &inner),
        ],
    );
    refused
        .line(r#"00:00:00.400       <- 403 to create (c) "UnknownError, 7503: x": there is no call"#)
        .line(r#"  - the create request (c) was refused with 403, "UnknownError, 7503: x""#)
        .step(2, &json!({"error": {"code": "UnknownError", "innerCode": "7503", "message": "x"}}));
}

#[test]
fn a_404_for_a_part_that_was_verified() {
    let get = ask(30, "g", "GET", CALL, &Value::Null);
    let told = seen(
        "established",
        &[
            post(10, "m", "mute"),
            reply(20, "m", 404, &Value::Null),
            get,
            reply(40, "g", 200, &json!({"state": "established"})),
        ],
    );
    told.diagnosis(&[
        "the mute sent 00:00:00.010 was refused with 404; an answer of 00:00:00.040 shows that the call lives all the same",
    ]);
}

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
    // The slot of what was wrongly taken is not given to the next operation, and all end with the call.
    let rest = [answer(40, "r1", ONE), answer(50, "r2", TWO), post(55, "r3", "playPrompt"), ended(90, 200, 4097)];
    seen("established", &[&start[..], &rest[..]].concat()).ends(&json!({"operations": [
        {"operation": ONE, "kind": "playPrompt", "status": "completed"},
        {"operation": TWO, "kind": "playPrompt", "status": "failed", "reason": "callEnded"},
        {"kind": "playPrompt", "status": "failed", "reason": "callEnded"},
    ]}));
}

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
            "the log's service answered the keepAlive sent 00:00:06 with 503, where 200 was expected of a call that is established",
            "the log's service notified terminated 408/8537 at 00:15:00, where the call is established, and lives until 00:45:06 by the contract",
        ])
        .step(10, &json!({"event": "response", "to": "k", "status": 503, "expected": 200, "differs": true}))
        .ends(&json!({"state": "terminated", "keepAlive": {"succeeded": 1, "failed": 0, "expiresAt": 2_706_000, "presumedLost": false}}));
    // A service that keeps a call longer than the contract says.
    service(&[state(3_000_000, "established"), post(3_100_000, "k", "keepAlive"), reply(3_100_100, "k", 200, &none), ended(3_200_000, 200, 5010)])
        .says(&[
            "the log's service notified established at 00:50:00, where the call is terminated, keepAliveExpired",
            "the log's service answered the keepAlive sent 00:51:40 with 200, where 404 was expected of a call that is terminated",
            "the log's service notified terminated 200/5010 at 00:53:20, where the call is terminated, keepAliveExpired",
        ]);
    // Where the trace has facts of the other side, notifications are compared with them.
    let rings = json!({"at": 500, "peer": {"call": CALL, "event": "rings"}}).to_string();
    let compared = lines(&["--end", "service"], &[&start[..2], &[rings, state(900, "established")]].concat());
    compared
        .line("00:00:00.900  #1   .. notified updated established  [differs: the call is ringing]")
        .diagnosis(&["the log's service notified established at 00:00:00.900, where the call is ringing"]);
    // A call that the log's service refused is none.
    let refused = lines(&["--end", "service"], &[start[0].clone(), reply(400, "c", 403, &refusal("7503", "no"))]);
    refused.line(r#"  - the create request (c) was refused with 403, "7503: no""#);
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
fn the_first_notification_of_a_state_says_what_is_known() {
    let source = json!({"state": "establishing", "source": {"identity": {}}, "chatInfo": {"threadId": "x"}});
    created(&[part(500, "updated", CALL, &source), part(600, "updated", CALL, &source)])
        .line("00:00:00.500  #1   <= updated establishing  [no change: this is known]")
        .line("00:00:00.600  #1   <= updated establishing  [no change: this is known]")
        .diagnosis(&["1 message repeated what was known (establishing): ignored"]);
}

#[test]
fn bodies_without_an_entry_and_others() {
    let body = |at: u64, body: &Value| json!({"at": at, "notification": body}).to_string();
    let told =
        seen("established", &[body(10, &json!({"value": []})), body(20, &json!("")), body(30, &Value::Null), pass(40)]);
    told.line("00:00:00.010       <= a notification without an entry")
        .line("?? line 3 cannot be read: `notification` is \"\", expected an object")
        .line("?? line 4 cannot be read: `notification` is null, expected an object")
        .line("2 lines of the trace could not be read")
        .step(2, &json!({"event": "notification", "entries": 0}))
        .step(3, &json!({"event": "unread"}));
}
