//! Writes a trace or a HAR file of any length, for measurements:
//! `generate trace|har CALLS [AT A TIME]`.
//!
//! Each call is created, notified as established, recorded, kept alive twice and hung up: ten
//! entries of a HAR file, or 15 lines of a trace.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// From one entry to the next, in milliseconds.
const STEP: u64 = 60;
const START: i64 = 1_772_442_000_000;

/// What a step of a call is: a request with its answer, or a notification.
enum Step {
    Request { method: &'static str, path: String, body: String, status: u16, location: String, answer: String },
    Notification(String),
}

fn id(number: u64, salt: u64) -> String {
    let word = |salt: u64| {
        let mixed = (number ^ salt.rotate_left(40)).wrapping_add(salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let (one, other) = (word(salt), word(salt + 77));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        one >> 32,
        one >> 16 & 0xffff,
        one & 0xfff,
        other >> 52,
        other & 0xffff_ffff_ffff
    )
}

fn notified(change: &str, resource: &str, kind: &str, data: &str) -> Step {
    Step::Notification(format!(
        r##"{{"@odata.type":"#microsoft.graph.commsNotifications","value":[{{"@odata.type":"#microsoft.graph.commsNotification","changeType":"{change}","resource":"{resource}","resourceUrl":"{resource}","resourceData":{{"@odata.type":"#microsoft.graph.{kind}","@odata.id":"{resource}",{data}}}}}]}}"##
    ))
}

fn step(number: u64, nth: u64) -> Step {
    let call = id(number, 1);
    let (resource, path) = (format!("/communications/calls/{call}"), format!("/v1.0/communications/calls/{call}"));
    let operation = id(number, 2);
    let request = |method, below: &str, body: &str, status, location: String, answer: String| Step::Request {
        method,
        path: format!("{path}{below}"),
        body: body.to_owned(),
        status,
        location,
        answer,
    };
    let none = String::new;
    match nth {
        0 => Step::Request {
            method: "POST",
            path: "/v1.0/communications/calls".to_owned(),
            body: r##"{"@odata.type":"#microsoft.graph.call","callbackUri":"https://bot.contoso.com/api/calls","targets":[{"@odata.type":"#microsoft.graph.invitationParticipantInfo","identity":{"@odata.type":"#microsoft.graph.identitySet","user":{"@odata.type":"#microsoft.graph.identity","displayName":"John","id":"112f7296-5ff4-42f8-8f18-1a1c5f7b9e23"}}}],"requestedModalities":["audio"],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}}"##.to_owned(),
            status: 201,
            location: path.clone(),
            answer: format!(r##"{{"@odata.type":"#microsoft.graph.call","state":"establishing","direction":"outgoing","id":"{call}"}}"##),
        },
        1 => notified("updated", &resource, "call", r#""state":"establishing""#),
        2 => notified("updated", &resource, "call", r#""state":"established","chatInfo":{"threadId":"19:meeting_Win6Ydo4wsMijFjZS00ZGVjLTk5MGUtOTRjNWY2NmNkZTFl@thread.v2","messageId":"0"}"#),
        3 => request(
            "POST",
            "/recordResponse",
            r##"{"clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","maxRecordDurationInSeconds":10,"initialSilenceTimeoutInSeconds":5,"maxSilenceTimeoutInSeconds":2,"playBeep":true,"stopTones":["#","1","*"]}"##,
            202,
            format!("{path}/operations/{operation}"),
            none(),
        ),
        4 => notified(
            "deleted",
            &format!("{resource}/operations/{operation}"),
            "recordOperation",
            &format!(r#""id":"{operation}","clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","status":"completed","completionReason":"stopToneDetected","recordingLocation":"https://recordings.contoso.com/{operation}""#),
        ),
        5 | 6 => request("POST", "/keepAlive", "", 200, none(), none()),
        7 => request("DELETE", "", "", 204, none(), none()),
        8 => notified("updated", &resource, "call", r#""state":"terminating""#),
        _ => notified("deleted", &resource, "call", r##""state":"terminated","resultInfo":{"@odata.type":"#microsoft.graph.resultInfo","code":200,"subcode":7000}"##),
    }
}

const STEPS: u64 = 10;

fn time(millis: u64) -> String {
    let at = jiff::Timestamp::from_millisecond(START.saturating_add_unsigned(millis)).unwrap_or_default();
    format!("{at:.3}")
}

/// A text of JSON.
fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

fn trace(out: &mut String, at: u64, entry: u64, step: &Step) {
    let body = |body: &str| if body.is_empty() { String::new() } else { format!(r#","body":{body}"#) };
    match step {
        Step::Request { method, path, body: sent, status, location, answer } => {
            let headers = match location.as_str() {
                "" => String::new(),
                location => format!(r#","headers":{{"Location":"{location}"}}"#),
            };
            let _ = writeln!(
                out,
                r#"{{"at":"{}","request":{{"id":"r{entry}","method":"{method}","url":"{path}"{}}}}}"#,
                time(at),
                body(sent)
            );
            let _ = writeln!(
                out,
                r#"{{"at":"{}","response":{{"to":"r{entry}","status":{status}{headers}{}}}}}"#,
                time(at + STEP / 2),
                body(answer)
            );
        }
        Step::Notification(body) => {
            let _ = writeln!(out, r#"{{"at":"{}","notification":{body}}}"#, time(at));
        }
    }
}

fn har(out: &mut String, at: u64, entry: u64, step: &Step) {
    let (method, url, sent, status, location, answer) = match step {
        Step::Request { method, path, body, status, location, answer } => (
            *method,
            format!("https://graph.microsoft.com{path}"),
            body.as_str(),
            *status,
            location.as_str(),
            answer.as_str(),
        ),
        Step::Notification(body) => {
            ("POST", "https://bot.contoso.com/api/calls".to_owned(), body.as_str(), 202, "", "")
        }
    };
    let _ = write!(
        out,
        r#"{}{{"startedDateTime":"{}","time":{}.25,"request":{{"method":"{method}","url":"{url}","httpVersion":"HTTP/2.0","cookies":[],"headers":[{{"name":":authority","value":"graph.microsoft.com"}},{{"name":"content-type","value":"application/json"}},{{"name":"user-agent","value":"bot/1.0"}}],"queryString":[],"headersSize":-1,"bodySize":{},"postData":{{"mimeType":"application/json","text":{},"params":[]}}}},"response":{{"status":{status},"statusText":"","httpVersion":"HTTP/2.0","cookies":[],"headers":[{{"name":"location","value":"{location}"}},{{"name":"request-id","value":"{}"}},{{"name":"date","value":"Mon, 02 Mar 2026 09:00:00 GMT"}}],"content":{{"size":{},"mimeType":"application/json","text":{}}},"redirectURL":"","headersSize":-1,"bodySize":{}}},"cache":{{}},"timings":{{"blocked":-1,"dns":-1,"connect":-1,"send":0.1,"wait":29.9,"receive":0.25,"ssl":-1}},"_transferSize":0}}"#,
        if entry > 1 { ",\n" } else { "" },
        time(at),
        STEP / 2,
        sent.len(),
        text(sent),
        id(entry, 9),
        answer.len(),
        text(answer),
        answer.len(),
    );
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| arguments.get(place).and_then(|text| text.parse::<u64>().ok());
    let (is_har, calls) = match (arguments.first().map(String::as_str), number(1)) {
        (Some("trace"), Some(calls)) => (false, calls),
        (Some("har"), Some(calls)) => (true, calls),
        _ => return Err(io::Error::other("usage: generate trace|har CALLS [AT A TIME]")),
    };
    let together = number(2).unwrap_or(1_000).clamp(1, calls.max(1));
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut text, mut entry) = (String::new(), 0);
    if is_har {
        out.write_all(
            b"{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"generate\",\"version\":\"1\"},\"entries\":[\n",
        )?;
    }
    let mut first = 0;
    while first < calls {
        let last = calls.min(first + together);
        for nth in 0..STEPS {
            for call in first..last {
                entry += 1;
                let (at, step) = (entry * STEP, step(call, nth));
                text.clear();
                if is_har {
                    har(&mut text, at, entry, &step)
                } else {
                    trace(&mut text, at, entry, &step)
                }
                out.write_all(text.as_bytes())?;
            }
        }
        first = last;
    }
    if is_har {
        out.write_all(b"\n]}}\n")?;
    }
    out.flush()
}
