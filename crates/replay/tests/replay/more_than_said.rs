//! What a report says of odd answers, ends without documented codes, gaps of keys, and units of time.

use serde_json::{Value, json};

use crate::small::{CALL, OTHER, created, ended, no_response, part, pass, post, refusal, reply, seen, state, tone};

#[test]
fn a_second_answer_that_says_something_else_repeats_nothing() {
    let kept = [post(3_000, "k", "keepAlive"), reply(3_100, "k", 200, &Value::Null)];
    let with = |last: String| seen("established", &[&kept[..], &[last]].concat());
    let why = json!({"verdict": "noChange", "answered": 200, "repeated": null, "why": "another answer is known"});
    with(no_response(3_200, "k"))
        .line("00:00:03.200  #1   <- no response to k, which has had its answer  [no change: another answer is known]")
        .step(4, &why)
        .diagnosis(&["the keepAlive (k) was answered 200, and then said to have no response, at 00:00:03.200"]);
    with(reply(3_200, "k", 404, &refusal("8522", "Call not found")))
        .step(4, &why)
        .diagnosis(&["the keepAlive (k) was answered 200, and again 404, at 00:00:03.200"]);
    with(reply(3_200, "k", 200, &Value::Null))
        .step(4, &json!({"repeated": true, "answered": null}))
        .diagnosis(&["1 message repeated what was known (a 200 to a request that had its answer): ignored"]);
    // Whether a request that had no response is said twice to have none.
    seen("established", &[post(3_000, "m", "mute"), no_response(3_100, "m"), no_response(3_200, "m")])
        .says(&["1 message repeated what was known (no response to a request that had its answer): ignored"]);
}

#[test]
fn a_create_that_is_answered_again_with_another_call_is_told() {
    let again = |call: &str| {
        let body = json!({"id": call, "state": "establishing"});
        created(&[reply(700, "c", 201, &body), state(2_000, "established")])
    };
    again(OTHER).step(3, &json!({"answered": 201, "otherCall": OTHER, "why": "another answer is known"})).diagnosis(&[
        &format!(
            "the create (c) was answered 201 with this call, and again 201 with another one, {OTHER}, at 00:00:00.700"
        ),
    ]);
    again(CALL).diagnosis(&["1 message repeated what was known (a 201 to a request that had its answer): ignored"]);
}

#[test]
fn the_message_of_a_code_that_is_not_documented_is_in_the_diagnosis() {
    let end = |at, code: i32, subcode: i32, message: &str| {
        let result = json!({"code": code, "subcode": subcode, "message": message});
        part(at, "deleted", CALL, &json!({"state": "terminated", "resultInfo": result}))
    };
    seen("established", &[end(9_000, 500, 7117, "Server Internal Error. DiagCode: 500#7117.@")]).diagnosis(&[
        r#"the call ended at 00:00:09 with 500/7117, "Server Internal Error. DiagCode: 500#7117.@": it failed"#,
    ]);
    created(&[state(900, "establishing"), end(9_000, 403, 1, "Tenant is blocked")]).diagnosis(&[
        r#"ended before it was established: it failed; it ended at 00:00:09 with 403/1, "Tenant is blocked""#,
    ]);
    // What a code means that is documented stands there already.
    seen("established", &[end(9_000, 200, 5300, "Removed")])
        .diagnosis(&["the call ended at 00:00:09 with 200/5300: the participant was removed from the call"]);
}

#[test]
fn the_message_of_a_failed_transfer_is_not_that_of_the_end() {
    let failed = json!({"state": "established", "resultInfo": {"code": 500, "subcode": 7700, "message": "no target"}});
    let transfer = [state(3_300, "transferring"), part(9_000, "updated", CALL, &failed)];
    let told = seen("established", &[&transfer[..], &[ended(20_000, 500, 7117)]].concat());
    told.diagnosis(&[
        "the call ended at 00:00:20 with 500/7117: it failed",
        "a transfer failed at 00:00:09 (500/7700): the call is back to established",
    ])
    .ends(&json!({"code": 500, "message": null}));
    // One that was announced with the same code is.
    let announced = json!({"state": "terminating", "resultInfo": {"code": 500, "subcode": 7117, "message": "boom"}});
    let told = seen("established", &[part(9_000, "updated", CALL, &announced), ended(9_100, 500, 7117)]);
    told.ends(&json!({"message": "boom"}));
}

#[test]
fn the_callback_is_not_doubted_where_it_was_reached() {
    let accepted = |rest: &[String]| {
        let transfer = [post(5_000, "t", "transfer"), reply(5_200, "t", 202, &Value::Null), pass(120_000)];
        created(&[rest, &transfer[..]].concat())
    };
    accepted(&[state(900, "establishing"), state(1_500, "established")]).diagnosis(&[
        "the transfer was accepted at 00:00:05.200, and nothing has been notified since, in 114.8 s: verify the call with a GET",
    ]);
    let answer = [post(1_000, "a", "answer"), reply(1_200, "a", 202, &Value::Null), pass(61_200)];
    seen("incoming", &answer).diagnosis(&[
        "the answer was accepted at 00:00:01.200, and nothing has been notified since, in 60 s, and the call is still incoming here: check that the service reaches the callbackUri",
    ]);
}

#[test]
fn a_request_that_needs_an_established_call_and_was_too_early() {
    let early = |method: &str, status: u16| {
        let error = refusal("8520", "Call not established");
        created(&[post(500, "t", method), reply(700, "t", status, &error)])
    };
    early("transfer", 400).diagnosis(&[
        r#"the transfer sent 00:00:00.500 was refused with 400, "8520: Call not established"; the call was establishing then, and a transfer needs an established one"#,
    ]);
    early("playPrompt", 409).diagnosis(&[
        r#"the playPrompt sent 00:00:00.500 was refused with 409, "8520: Call not established"; the call was establishing then, and a playPrompt needs an established one"#,
    ]);
    // A permission has nothing to do with the state.
    early("transfer", 403)
        .diagnosis(&[r#"the transfer sent 00:00:00.500 was refused with 403, "8520: Call not established""#]);
    let refused = reply(700, "t", 400, &refusal("8523", "no"));
    seen("established", &[post(500, "t", "transfer"), refused])
        .diagnosis(&[r#"the transfer sent 00:00:00.500 was refused with 400, "8523: no""#]);
}

#[test]
fn numbers_of_keys_that_no_key_had_are_told() {
    let after = |numbers: &[u64]| {
        let all: Vec<String> = numbers.iter().map(|number| tone(number * 10, *number)).collect();
        seen("established", &all)
    };
    let of = |which: &str| {
        format!("the trace has no tone with {which}, though it has those before and after: keys may be missing")
    };
    after(&[1, 4]).diagnosis(&[&of("sequenceIds 2 to 3")]);
    after(&[2, 4]).diagnosis(&[&of("sequenceId 3")]);
    after(&[1, 3, 5]).diagnosis(&[
        "the trace has no tone with sequenceId 2, though it has those before and after, and there are other such gaps: keys may be missing",
    ]);
    after(&[3, 4, 5]).diagnosis(&["nothing unusual: the call lives on at the end of the trace"]);
    // A tone that is not known has a number too.
    let unknown = json!({"state": "established", "toneInfo": {"sequenceId": 2, "tone": "unknownFutureValue"}});
    seen("established", &[tone(10, 1), part(20, "updated", CALL, &unknown), tone(30, 3)])
        .diagnosis(&[r#"a tone that is not known came at 00:00:00.020: "unknownFutureValue" (sequenceId 2)"#]);
}

#[test]
fn the_errors_of_all_forms_are_told() {
    let refused = |body: &Value| seen("established", &[post(3_000, "t", "transfer"), reply(3_100, "t", 400, body)]);
    let details = json!({"error": {"code": "BadRequest", "message": "x", "innerError": {"request-id": "r"}, "details": [{"code": "7001", "message": "deep"}]}});
    refused(&details)
        .diagnosis(&[r#"the transfer sent 00:00:03 was refused with 400, "BadRequest, 7001: x (deep)""#])
        .step(
            3,
            &json!({"error": {"code": "BadRequest", "innerCode": "7001", "message": "x", "innerMessage": "deep"}}),
        );
    refused(&json!({"resultInfo": {"code": 403, "subcode": 7504, "message": "no"}}))
        .diagnosis(&[r#"the transfer sent 00:00:03 was refused with 400, "403/7504: no""#])
        .step(3, &json!({"error": {"code": "403/7504", "message": "no"}}));
}

#[test]
fn times_in_another_unit_are_told() {
    let last = |at: u64| seen("established", &[ended(at, 200, 5001)]);
    for (name, at) in [("seconds", 1_767_225_600), ("microseconds", 1_767_225_600_000_000)] {
        let text = format!(
            "the times are read as milliseconds: if they are {name} since 1970, what is said of the time between them is wrong"
        );
        assert_eq!(last(at).json.last(), Some(&json!({"warning": name, "text": text})));
    }
    for at in [1_419_999_999, 2_145_000_000, 1_767_225_600_000] {
        assert!(!last(at).text.contains("read as milliseconds"), "{at}");
    }
}
