//! What an answer that refuses says: how long to wait, the inner message, each reason once.

use serde_json::{Value, json};

use crate::small::{CALL, created, ended, part, post, refusal, reply, seen, state};
use crate::told::lines;

/// An answer that says how long to wait.
fn wait(at: u64, to: &str, status: u16, seconds: u64, body: &Value) -> String {
    let headers = json!({"Retry-After": seconds.to_string()});
    json!({"at": at, "response": {"to": to, "status": status, "headers": headers, "body": body}}).to_string()
}

#[test]
fn how_long_a_refusal_says_to_wait() {
    let slow = refusal("TooManyRequests", "slow");
    let first = [post(10, "r1", "mute"), wait(20, "r1", 429, 30, &slow)];
    let soon = [post(2_000, "r2", "mute"), wait(2_020, "r2", 429, 30, &slow)];
    seen("established", &[&first[..], &soon[..]].concat())
        .line(r#"00:00:00.020  #1   <- 429 to mute (r1) "TooManyRequests: slow", Retry-After 30 s: mute 1 failed"#)
        .diagnosis(&[
            r#"the mute sent 00:00:00.010 was refused with 429, "TooManyRequests: slow", Retry-After 30 s; the next one was sent 1.99 s after it, too soon, and refused with 429"#,
            r#"the mute sent 00:00:02 was refused with 429, "TooManyRequests: slow", Retry-After 30 s"#,
        ])
        .step(3, &json!({"error": {"code": "TooManyRequests", "message": "slow", "retryAfter": 30}}))
        .ends(&json!({"refusals": [
            {"at": 10, "request": "mute", "status": 429, "code": "TooManyRequests", "message": "slow", "retryAfter": 30},
            {"at": 2000, "request": "mute", "status": 429, "code": "TooManyRequests", "message": "slow", "retryAfter": 30},
        ]}));
    // In time, and without a body.
    let later = [post(31_000, "r2", "mute"), wait(31_020, "r2", 503, 5, &Value::Null)];
    seen("established", &[&first[..], &later[..]].concat()).diagnosis(&[
        r#"the mute sent 00:00:00.010 was refused with 429, "TooManyRequests: slow", Retry-After 30 s"#,
        "the mute sent 00:00:31 was refused with 503, Retry-After 5 s",
    ]);
    let kept = [post(900_000, "k", "keepAlive"), wait(900_100, "k", 429, 60, &slow)];
    seen("established", &kept).says(&[
        r#"1 keepAlive failed at 00:15:00.100, answered 429, "TooManyRequests: slow", Retry-After 60 s; no failure extends the 45 min"#,
    ]);
    let create = json!({"at": 0, "request": {"id": "c", "method": "POST", "url": "/communications/calls", "body": {}}});
    let trace = [create.to_string(), wait(10, "c", 429, 30, &slow)].join("\n");
    // As some clients log headers, and with a date.
    for headers in [
        json!({"retry-after": ["5"], "X": {}}),
        json!({"Retry-After": [5, "x"], "Location": ["/a"]}),
        json!({"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:28:05 GMT"}),
    ] {
        let answer = json!({"at": 20, "response": {"to": "r1", "status": 503, "headers": headers}}).to_string();
        seen("established", &[post(10, "r1", "mute"), answer])
            .diagnosis(&["the mute sent 00:00:00.010 was refused with 503, Retry-After 5 s"]);
    }
    for nothing in [json!([]), json!(null), json!("Wed, 21 Oct 2026 07:28:05 GMT"), json!("soon")] {
        let headers = json!({"Retry-After": nothing, "Date": 7});
        let answer = json!({"at": 20, "response": {"to": "r1", "status": 503, "headers": headers}}).to_string();
        seen("established", &[post(10, "r1", "mute"), answer])
            .diagnosis(&["the mute sent 00:00:00.010 was refused with 503"]);
    }
    for end in ["app", "service"] {
        let told = crate::run(&["--end", end, "-"], trace.as_bytes()).out;
        assert!(told.contains(r#"was refused with 429, "TooManyRequests: slow", Retry-After 30 s"#), "{told}");
    }
    lines(&["--end", "service"], &[&[state(0, "established")], &first[..]].concat()).diagnosis(&[
        r#"the log's service answered the mute sent 00:00:00.010 with 429, "TooManyRequests: slow", Retry-After 30 s, where 200 was expected of a call that was established"#,
    ]);
}

#[test]
fn the_inner_message_of_a_refusal() {
    let inner = |message: &str| {
        json!({"error": {"code": "Forbidden", "message": message,
            "innerError": {"code": "7504", "message": "Insufficient enterprise tenant permissions"}}})
    };
    for (message, words) in [
        ("", "Forbidden, 7504: Insufficient enterprise tenant permissions"),
        ("Not allowed", "Forbidden, 7504: Not allowed (Insufficient enterprise tenant permissions)"),
        ("Insufficient enterprise tenant permissions", "Forbidden, 7504: Insufficient enterprise tenant permissions"),
    ] {
        seen("established", &[post(10, "m", "mute"), reply(20, "m", 403, &inner(message))])
            .diagnosis(&[&format!(r#"the mute sent 00:00:00.010 was refused with 403, "{words}""#)]);
    }
    seen("established", &[post(10, "m", "mute"), reply(20, "m", 403, &inner(""))]).ends(&json!({"refusals": [{
        "at": 10, "request": "mute", "status": 403, "code": "Forbidden", "innerCode": "7504",
        "innerMessage": "Insufficient enterprise tenant permissions",
    }]}));
}

/// Not every answer is Graph's own: a gateway before it, or the service behind it, has other forms.
#[test]
fn the_error_of_a_body_in_other_forms() {
    let value = json!({"lang": "en", "value": "Invalid target"});
    for (body, words) in [
        (
            json!({"odata.error": {"code": "Request_BadRequest", "message": value}}),
            "Request_BadRequest: Invalid target",
        ),
        (json!({"error": {"code": "BadRequest", "message": value}}), "BadRequest: Invalid target"),
        (json!({"Error": {"Code": "8523", "Message": "Not now", "InnerError": {"Code": "7"}}}), "8523, 7: Not now"),
        (json!({"Message": "Authorization has been denied."}), "Authorization has been denied."),
        (json!({"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "No target"}), "No target"),
        (json!({"title": "Bad Request", "status": 400}), "Bad Request"),
        (json!({"error": "invalid_client", "error_description": "Expired"}), "invalid_client: Expired"),
        // A logger that writes each body as a text.
        (json!(refusal("8523", "Not now").to_string()), "8523: Not now"),
        (json!("{no JSON"), "{no JSON"),
        (json!("[1]"), "[1]"),
    ] {
        seen("established", &[post(10, "t", "transfer"), reply(20, "t", 400, &body)])
            .diagnosis(&[&format!(r#"the transfer sent 00:00:00.010 was refused with 400, "{words}""#)]);
    }
    // What says nothing is not invented.
    for body in
        [json!([refusal("a", "b")]), json!({}), json!({"error": null}), json!({"error": {"code": {}}}), json!(7)]
    {
        seen("established", &[post(10, "t", "transfer"), reply(20, "t", 400, &body)])
            .diagnosis(&["the transfer sent 00:00:00.010 was refused with 400"]);
    }
}

#[test]
fn keep_alives_that_were_refused_for_different_reasons() {
    let refused = [
        state(1_000, "established"),
        post(900_000, "k1", "keepAlive"),
        reply(900_100, "k1", 403, &refusal("7504", "Insufficient")),
        post(1_800_000, "k2", "keepAlive"),
        reply(1_800_100, "k2", 401, &refusal("InvalidAuthenticationToken", "expired")),
        post(2_690_000, "k3", "keepAlive"),
        reply(2_690_100, "k3", 500, &Value::Null),
    ];
    created(&[&refused[..], &[ended(2_760_000, 408, 8537)]].concat()).says(&[
        r#"3 keepAlives failed between 00:15:00.100 and 00:44:50.100 (answered 403, "7504: Insufficient"; answered 401, "InvalidAuthenticationToken: expired"; answered 500); no failure extends the 45 min"#,
    ]);
}

#[test]
fn a_code_that_does_not_end_a_call_repeats_nothing() {
    let result = json!({"code": 500, "subcode": 1005, "message": "media"});
    let failing = part(10, "updated", CALL, &json!({"state": "established", "resultInfo": result}));
    seen("established", std::slice::from_ref(&failing))
        .line(r#"00:00:00.010  #1   <= updated established 500/1005 "media"  [an update of resultInfo, which is not followed]"#)
        .line(r#"  message of 500/1005: "media""#)
        .diagnosis(&["notified with 500/1005 at 00:00:00.010 while established: the media of the bot could not be connected"]);
    // The same body again does.
    seen("established", &[failing.clone(), failing]).diagnosis(&[
        "notified with 500/1005 at 00:00:00.010 while established: the media of the bot could not be connected",
        "1 message repeated what was known (established): ignored",
    ]);
}
