//! Lines of small traces.

use serde_json::{Value, json};

use crate::told::{Reports, lines};

pub const CALL: &str = "c0ffee00-0000-4000-8000-000000000001";
pub const OTHER: &str = "c0ffee00-0000-4000-8000-000000000002";
pub const ONE: &str = "0b5e55ed-0000-4000-8000-000000000001";
pub const TWO: &str = "0b5e55ed-0000-4000-8000-000000000002";

/// A notification of this part of the call.
pub fn part(at: u64, change: &str, path: &str, data: &Value) -> String {
    let entry =
        json!({"changeType": change, "resourceUrl": format!("/communications/calls/{path}"), "resourceData": data});
    json!({"at": at, "notification": {"value": [entry]}}).to_string()
}

pub fn state(at: u64, state: &str) -> String {
    part(at, if state == "incoming" { "created" } else { "updated" }, CALL, &json!({"state": state}))
}

pub fn ended(at: u64, code: i32, subcode: i32) -> String {
    part(at, "deleted", CALL, &json!({"state": "terminated", "resultInfo": {"code": code, "subcode": subcode}}))
}

pub fn tone(at: u64, number: u64) -> String {
    let tone = json!({"sequenceId": number, "tone": format!("tone{number}")});
    part(at, "updated", CALL, &json!({"state": "established", "toneInfo": tone}))
}

pub fn ask(at: u64, id: &str, method: &str, path: &str, body: &Value) -> String {
    let url = format!("/communications/calls/{path}");
    json!({"at": at, "request": {"id": id, "method": method, "url": url, "body": body}}).to_string()
}

pub fn post(at: u64, id: &str, method: &str) -> String {
    ask(at, id, "POST", &format!("{CALL}/{method}"), &json!({}))
}

pub fn reply(at: u64, to: &str, status: u16, body: &Value) -> String {
    json!({"at": at, "response": {"to": to, "status": status, "body": body}}).to_string()
}

pub fn refusal(code: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message}})
}

pub fn pass(at: u64) -> String {
    json!({"at": at}).to_string()
}

/// What the other side did.
pub fn peer(at: u64, event: &str) -> String {
    json!({"at": at, "peer": {"call": CALL, "event": event}}).to_string()
}

pub fn no_response(at: u64, to: &str) -> String {
    json!({"at": at, "failed": {"to": to}}).to_string()
}

/// A call that the application creates at 0.
pub fn created(rest: &[String]) -> Reports {
    let mut all = vec![
        json!({"at": 0, "request": {"id": "c", "method": "POST", "url": "/communications/calls", "body": {}}})
            .to_string(),
        reply(400, "c", 201, &json!({"id": CALL, "state": "establishing"})),
    ];
    all.extend_from_slice(rest);
    lines(&[], &all)
}

/// A call that is in this state at 0.
pub fn seen(first: &str, rest: &[String]) -> Reports {
    let mut all = vec![state(0, first)];
    all.extend_from_slice(rest);
    lines(&[], &all)
}
