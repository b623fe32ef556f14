//! The kinds of `told`, where else they occur: answers, silence, ends, refusals.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, created, ended, no_response, part, pass, post, refusal, reply, seen, state, tone};
use crate::told::lines;

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
            "the call began 00:00:00, and no keepAlive succeeded within 45 min (none was sent): presumed lost at 00:45:00; given up at 01:00:00, though a notification came at 01:05:00, and the call really ended at 01:56:40 with 200/4097 (another participant ended the call)",
            "the keepAlive sent 01:03:20 was answered 200 after the call had been given up: it was still alive then",
        ]);
    with(&[reply(3_800_100, "k", 404, &Value::Null)])
        .says(&["1 request to a call that had been given up, at 01:03:20: a 404 then said that it had ended"]);
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
        "the transfer was accepted at 00:00:01.500, and nothing has been notified since, in 58.5 s: verify the call with a GET",
    ]);
    created(&[state(500, "establishing"), pass(600_000)]).diagnosis(&[
        "nothing has been notified since 00:00:00.500, in 9 min 59.5 s, and the call is still establishing: verify the call with a GET",
    ]);
    // Too soon to say so.
    created(&[pass(20_000)]).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // Nothing need be notified of a call that is established.
    seen("established", &[pass(600_000)]).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
}

#[test]
fn an_end_before_the_call_is_established_with_any_code() {
    for (code, subcode, cause, why) in [
        (200, 4097, "remoteHangUp", "nobody answered"),
        (200, 5013, "remoteHangUp", "nobody joined the call"),
        (200, 7000, "remoteHangUp", "by the bot itself"),
        (200, 540_000, "remoteHangUp", "the user at the telephone hung up"),
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
    seen("incoming", &[ended(9_000, 200, 540_000)]).diagnosis(&[
        "ended before it was established: the caller gave up, and nobody had answered; it ended at 00:00:09 with 200/540000",
    ]);
    seen("incoming", &[ended(9_000, 408, 0)]).diagnosis(&[
        "ended before it was established: the bot did not answer in time; it ended at 00:00:09 with 408/0",
    ]);
    // Who is called is the bot then.
    let answered =
        |code, subcode| seen("incoming", &[answered[0].clone(), answered[1].clone(), ended(9_000, code, subcode)]);
    for (code, subcode, cause, why) in [
        (408, 8544, "noAnswer", "the bot was not reached in time"),
        (408, 10057, "noAnswer", "no device of the bot answered the service"),
        (480, 10037, "noAnswer", "the bot has no device that can be called"),
        (486, 0, "busy", "the bot was busy"),
        (603, 0, "declined", "the bot declined"),
    ] {
        answered(code, subcode)
            .diagnosis(&[&format!(
                "ended before it was established: {why}; it ended at 00:00:09 with {code}/{subcode}"
            )])
            .ends(&json!({"cause": cause, "reason": format!("ended before it was established: {why}")}));
    }
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
        (200, 5855, "waited in the lobby for too long, and was removed"),
        (408, 1106, "that the call was accepted was not acknowledged in time"),
        (410, 301_005, "the media connection failed"),
    ] {
        seen("established", &[ended(9_000, code, subcode)])
            .diagnosis(&[&format!("the call ended at 00:00:09 with {code}/{subcode}: {words}")])
            .ends(&json!({"code": code, "subcode": subcode, "reason": words}));
    }
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

/// What is notified afterwards shows it too, and what was notified before does not.
#[test]
fn a_404_for_a_part_that_a_notification_contradicts() {
    let refused = [post(10, "m", "mute"), reply(20, "m", 404, &Value::Null)];
    let roster = part(30, "updated", &format!("{CALL}/participants"), &json!([{"id": "1"}]));
    for heard in [state(30, "established"), roster] {
        seen("established", &[&refused[..], &[heard]].concat()).says(&[
            "the mute sent 00:00:00.010 was refused with 404; a notification of 00:00:00.030 shows that the call lives all the same",
        ]);
    }
    seen("established", &[post(10, "m", "mute"), state(15, "established"), reply(20, "m", 404, &Value::Null)]).says(&[
        "the mute sent 00:00:00.010 was refused with 404; this may be about a part of the call only, so verify the call with a GET: a 404 to that says that it has ended",
    ]);
    seen("established", &[&refused[..], &[ended(30, 200, 5002)]].concat())
        .says(&["the mute sent 00:00:00.010 was refused with 404; the end of the call became known at 00:00:00.030"]);
}

#[test]
fn a_request_to_which_no_response_came() {
    let requests =
        [post(1_000, "t", "transfer"), no_response(1_100, "t"), post(2_000, "m", "mute"), no_response(2_100, "m")];
    seen("established", &requests[..2])
        .diagnosis(&["no response came to the transfer sent 00:00:01: whether the service got it is not known"]);
    seen("established", &requests).says(&[
        "no response came to the transfer sent 00:00:01, nor to 1 request after it: whether the service got it is not known",
    ]);
}

#[test]
fn a_404_that_ends_a_call_is_among_the_refusals() {
    let gone = [
        post(1_000, "k", "keepAlive"),
        reply(1_100, "k", 404, &refusal("8522", "Call not found")),
        post(2_000, "m", "mute"),
        reply(2_100, "m", 404, &Value::Null),
    ];
    seen("established", &gone)
        .diagnosis(&[
            "the keepAlive sent 00:00:01 got 404 at 00:00:01.100: the call had ended, and its last notification is missing from the trace, whose last one is of 00:00:00",
            "1 request to a call that had ended, at 00:00:02: stop at the first 404 and free what belongs to the call",
        ])
        .ends(&json!({"refusals": [
            {"at": 1000, "request": "keepAlive", "status": 404, "code": "8522", "message": "Call not found"},
            {"at": 2000, "request": "mute", "status": 404},
        ]}));
}

#[test]
fn a_call_that_was_answered_without_a_response() {
    seen("incoming", &[post(2_000, "a", "answer"), state(3_000, "established"), pass(120_000)])
        .diagnosis(&["the trace has no response to the answer sent 00:00:02"]);
}

#[test]
fn a_create_request_without_an_answer() {
    let create = json!({"at": 0, "request": {"id": "c", "method": "POST", "url": "/communications/calls"}}).to_string();
    lines(&[], &[create.clone(), pass(60_000)]).line("  - the trace has no response to the create request (c)");
    lines(&[], &[create, no_response(300, "c")]).line("  - no response came to the create request (c)");
}

#[test]
fn an_operation_that_its_answer_fails() {
    let result = json!({"code": 400, "subcode": 8535, "message": "The format is not supported."});
    let failed = json!({"id": ONE, "status": "failed", "resultInfo": result});
    seen("established", &[post(1_000, "p", "playPrompt"), reply(1_100, "p", 200, &failed)])
        .diagnosis(&[r#"the playPrompt sent 00:00:01 was answered 200 and failed at once, "400/8535: The format is not supported.""#])
        .ends(&json!({"refusals": [
            {"at": 1000, "request": "playPrompt", "status": 200, "code": "400/8535", "message": "The format is not supported."},
        ]}));
    let bare = json!({"id": ONE, "status": "failed"});
    seen("established", &[post(1_000, "p", "playPrompt"), reply(1_100, "p", 200, &bare)])
        .line("00:00:01.100  #1   <- 200 to playPrompt (p): playPrompt 1 failed")
        .step(3, &json!({"error": null}))
        .diagnosis(&["the playPrompt sent 00:00:01 was answered 200 and failed at once"]);
}

#[test]
fn the_message_of_an_end_that_a_get_shows() {
    let get = ask(5_000, "g", "GET", CALL, &Value::Null);
    let result = json!({"code": 200, "subcode": 5010, "message": "Left alone. DiagCode: 0#5010.@"});
    seen("established", &[get, reply(5_100, "g", 200, &json!({"state": "terminated", "resultInfo": result}))])
        .line(r#"  message "Left alone. DiagCode: 0#5010.@", DiagCode 0#5010"#)
        .ends(
            &json!({"code": 200, "subcode": 5010, "message": "Left alone. DiagCode: 0#5010.@", "diagCode": "0#5010"}),
        );
}
