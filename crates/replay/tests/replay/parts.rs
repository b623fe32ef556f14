//! What a request names, in whatever spelling its URL is.

use serde_json::{Value, json};

use crate::small::{CALL, ONE, ask, pass, reply, seen};

const SESSION: &str = "F7D9EF30FF0A9BD3F64B274387FB8FF8E96B6CFBA8F87F8305A74DE99AF007BC";

#[test]
fn a_part_of_a_call_is_named_and_not_its_id() {
    for (verb, path, words) in [
        ("PATCH", CALL.to_owned(), "PATCH of the call"),
        ("GET", format!("{CALL}/operations"), "GET of operations"),
        ("DELETE", format!("{CALL}/operations/{ONE}"), "DELETE of an operation"),
        ("GET", format!("{CALL}/participants/{ONE}"), "GET of a participant"),
        ("GET", format!("{CALL}/audioRoutingGroups/oneToOne"), "GET of an audioRoutingGroup"),
        ("DELETE", format!("{CALL}/audioRoutingGroups/{ONE}?x=y"), "DELETE of an audioRoutingGroup"),
        ("GET", format!("{CALL}/ContentSharingSessions/{SESSION}"), "GET of a contentSharingSession"),
        ("POST", format!("{CALL}/audioRoutingGroups"), "POST of audioRoutingGroups"),
    ] {
        seen("established", &[ask(10, "p", verb, &path, &Value::Null), reply(20, "p", 404, &Value::Null)])
            .line(&format!("00:00:00.010  #1   -> {words} (p)"))
            .diagnosis(&[&format!(
                "the {words} sent 00:00:00.010 was refused with 404; this may be about a part of the call only, so verify the call with a GET: a 404 to that says that it has ended"
            )]);
    }
}

/// Graph takes keys in brackets for segments, as OData has them.
#[test]
fn a_key_in_brackets_is_an_id() {
    for open in ["('", "(%27"] {
        let close = open.trim_start_matches('(');
        let call = format!("https://graph.microsoft.com/v1.0/communications/calls{open}{CALL}{close})");
        let post = |at: u64, id: &str, method: &str| {
            json!({"at": at, "request": {"id": id, "method": "POST", "url": format!("{call}/{method}?a=b")}})
                .to_string()
        };
        let accepted = json!({"at": 910, "response": {"to": "s", "status": 202,
            "headers": {"Location": [format!("{call}/operations{open}{ONE}{close})")]}}});
        let failed = json!({"changeType": "deleted", "resourceUrl": format!("/communications/calls/{CALL}/operations/{ONE}"),
            "resourceData": {"status": "failed", "resultInfo": {"code": 403, "subcode": 1}}});
        let told = seen(
            "established",
            &[
                post(900, "s", "microsoft.graph.startRecording"),
                accepted.to_string(),
                json!({"at": 920, "notification": {"value": [failed]}}).to_string(),
                post(900_000, "k", "keepAlive"),
                reply(900_100, "k", 200, &Value::Null),
                pass(2_800_000),
            ],
        );
        told.says(&["startRecording 1, asked for at 00:00:00.900, failed at 00:00:00.920 (403/1)"])
            .ends(&json!({"keepAlive": {"succeeded": 1, "failed": 0, "expiresAt": 3_600_000, "presumedLost": false}}));
    }
    for (path, words) in [
        (format!("{CALL}/participants('{ONE}')/startHoldMusic"), "startHoldMusic"),
        (format!("{CALL}/participants('{ONE}')"), "POST of a participant"),
    ] {
        let told = seen("established", &[ask(10, "p", "POST", &path, &Value::Null)]);
        told.line(&format!("00:00:00.010  #1   -> {words} (p)"));
    }
    // A key without an id in it is an error, not the name of all.
    let told = seen("established", &[ask(10, "p", "POST", &format!("{CALL}/operations('')"), &Value::Null)]);
    told.line("1 line of the trace could not be read");
}
