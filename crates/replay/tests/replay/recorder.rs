//! What a recorder writes is read, and says what happened.

use std::collections::HashMap;
use std::io::{self, Write};

use call_lifecycle::record::Tone;
use call_lifecycle::service::MediaEvent;
use call_lifecycle::{Id, Timestamp};
use graph_call_replay::trace::{At, Fact, Line, PeerFact};
use graph_call_replay::{End, Recorder, json, story};
use serde_json::{Map, Value};

use crate::data;

const NO_HEADERS: [(&str, &str); 0] = [];

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn text(recorder: Recorder<Vec<u8>>) -> String {
    String::from_utf8(recorder.finish().unwrap()).unwrap()
}

/// Records each thing that a trace says once more.
fn again(trace: &str) -> String {
    let mut recorder = Recorder::new(Vec::new());
    let mut ids = HashMap::new();
    let bytes = |of: &Map<String, Value>| of.get("body").map(|body| body.to_string().into_bytes()).unwrap_or_default();
    for line in trace.lines().filter(|line| !line.trim().is_empty()) {
        let At { millis, wall, .. } = Line::read(line).unwrap().at;
        if wall {
            recorder = recorder.with_wall_time();
        }
        let (at, line) = (at(millis), serde_json::from_str::<Value>(line).unwrap());
        let text = |of: &Value, member: &str| of[member].as_str().unwrap().to_owned();
        let call = |of: &Value| Id::parse(of["call"].as_str().unwrap()).unwrap();
        match line.as_object().unwrap().iter().find(|(name, _)| *name != "at") {
            None => recorder.time(at),
            Some((name, of)) => match name.as_str() {
                "request" => {
                    let (url, body) = (text(of, "url"), bytes(of.as_object().unwrap()));
                    let recorded = match of.get("call") {
                        Some(_) => recorder.create(at, &url, &body, call(of)),
                        None => recorder.request(at, &text(of, "method"), &url, &body),
                    };
                    ids.insert(text(of, "id"), recorded);
                }
                "response" => {
                    let headers: Vec<_> = of["headers"].as_object().into_iter().flatten().collect();
                    let headers = headers.into_iter().map(|(name, value)| {
                        (name.as_str(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                    });
                    let status = u16::try_from(of["status"].as_u64().unwrap()).unwrap();
                    let body = bytes(of.as_object().unwrap());
                    recorder.response(at, ids[&text(of, "to")], status, headers, &body);
                }
                "failed" => recorder.failed(at, ids[&text(of, "to")]),
                "notification" => recorder.notification(at, of.to_string().as_bytes()),
                _ => match Line::read(&line.to_string()).unwrap().fact {
                    Fact::Peer(peer) => recorder.peer(at, peer.call.0, peer.event),
                    Fact::Media(media) => recorder.media(at, media.call.0, media.event),
                    other => panic!("{other:?}"),
                },
            },
        }
    }
    text(recorder)
}

/// The trace with the ids that a recorder gives its requests. `None` if it answers what was never
/// sent: no recorder does.
fn renamed(trace: &str) -> Option<String> {
    let mut ids = HashMap::new();
    let lines = trace.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        if let Some(request) = line.get_mut("request") {
            let new = Value::from(format!("r{}", ids.len() + 1));
            assert!(ids.insert(request["id"].clone(), new.clone()).is_none(), "no id is used twice");
            request["id"] = new;
        }
        for member in ["response", "failed"] {
            if let Some(to) = line.get_mut(member).map(|answer| &mut answer["to"]) {
                *to = ids.get(to)?.clone();
            }
        }
        Some(format!("{line}\n"))
    });
    lines.collect()
}

#[test]
fn a_recorded_run_replays_to_the_same_story() {
    let mut recorded = 0;
    for entry in std::fs::read_dir(data()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let Some(trace) = renamed(&std::fs::read_to_string(&path).unwrap()) else { continue };
        for end in [End::App, End::Service] {
            let Ok(expected) = story(&trace, end) else { continue };
            let again = again(&trace);
            let found = story(&again, end).unwrap_or_else(|error| panic!("{}: {error}\n{again}", path.display()));
            assert_eq!(found, expected, "{}", path.display());
            recorded += 1;
        }
    }
    assert!(recorded >= 10, "{recorded}");
}

#[test]
fn times_are_those_of_the_machines_or_of_the_wall() {
    let mut numbers = Recorder::new(Vec::new());
    for millis in [0, 1, u64::MAX] {
        numbers.time(at(millis));
    }
    assert_eq!(numbers.lines(), 3);
    assert_eq!(text(numbers), "{\"at\":0}\n{\"at\":1}\n{\"at\":18446744073709551615}\n");
    let mut wall = Recorder::new(Vec::new()).with_wall_time();
    for millis in [0, 1_772_442_000_001, u64::MAX] {
        wall.time(at(millis));
    }
    let wall = text(wall);
    let expected = "{\"at\":\"1970-01-01T00:00:00.000Z\"}\n{\"at\":\"2026-03-02T09:00:00.001Z\"}\n";
    assert_eq!(wall, format!("{expected}{{\"at\":18446744073709551615}}\n"));
    let read = wall.lines().map(|line| Line::read(line).unwrap().at.millis).collect::<Vec<_>>();
    assert_eq!(read, [0, 1_772_442_000_001, u64::MAX]);
}

#[test]
fn any_body_and_any_text_makes_one_line_that_is_read() {
    let mut recorder = Recorder::new(Vec::new());
    let bodies: [&[u8]; 9] = [
        b"",
        b" \r\n",
        b"{\r\n  \"a\": \"b\\n\"\n}\n",
        b"null",
        b"<html>\n\"quoted\"</html>",
        b"\xff\xfe\x00",
        b"{\"a\": 1",
        b"{\"a\": \"\\ud800\"}",
        &[b'['; 1_000],
    ];
    for body in bodies {
        let sent = recorder.request(at(0), "POST", "/communications/calls?a=\"\n\u{7f}", body);
        recorder.response(at(0), sent, 400, [("location", "\"\n"), ("LOCATION", "second")], body);
        recorder.failed(at(0), sent);
    }
    recorder.notification(at(0), b"{\n\"value\": []}");
    let call = Id::from_u128(7);
    recorder.peer(at(0), call, PeerFact::Calls);
    recorder.media(at(0), call, MediaEvent::Tone(Tone::from_symbol('#').unwrap()));
    let (lines, text) = (recorder.lines(), text(recorder));
    assert_eq!((lines, text.lines().count()), (30, 30));
    for line in text.lines() {
        Line::read(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    assert!(text.contains(r#""body":{   "a": "b\n" }"#) || text.contains(r#""body":{    "a": "b\n" } "#), "{text}");
    assert!(text.contains(r#""body":"<html>\n\"quoted\"</html>""#), "{text}");
    assert!(json(&text, End::App).is_ok());
}

#[test]
fn of_the_headers_those_are_written_that_matter() {
    let mut recorder = Recorder::new(Vec::new());
    let sent = recorder.request(at(0), "POST", "/communications/calls/7", b"");
    let date = [("Date", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT")];
    recorder.response(at(1), sent, 429, date, b"");
    recorder.response(at(1), sent, 429, [date[1]], b"");
    recorder.response(at(1), sent, 429, [("retry-after", "99999999999999999999"), ("Set-Cookie", "a")], b"");
    recorder.response(at(1), sent, 202, [("Location", b"\xff".as_slice()), ("location", b"/app")], b"");
    recorder.response(at(1), sent, 99, NO_HEADERS, b"");
    recorder.response(at(1), sent, 600, NO_HEADERS, b"");
    let text = text(recorder);
    let lines: Vec<_> = text.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            r#"{"at":1,"response":{"to":"r1","status":429,"headers":{"Retry-After":30}}}"#,
            r#"{"at":1,"response":{"to":"r1","status":429}}"#,
            r#"{"at":1,"response":{"to":"r1","status":429,"headers":{"Retry-After":18446744073709551615}}}"#,
            r#"{"at":1,"response":{"to":"r1","status":202,"headers":{"Location":"/app"}}}"#,
            r#"{"at":1,"failed":{"to":"r1"}}"#,
            r#"{"at":1,"failed":{"to":"r1"}}"#,
        ]
    );
}

/// A disk with room for this many bytes.
#[derive(Debug)]
struct Full(Vec<u8>, usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > self.1 {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "the disk is full"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn after_the_first_error_nothing_is_written() {
    let mut recorder = Recorder::new(Full(Vec::new(), 30));
    recorder.time(at(1));
    let sent = recorder.request(at(2), "POST", "/communications/calls", b"");
    recorder.failed(at(3), sent);
    recorder.time(at(4));
    assert_eq!(recorder.lines(), 1);
    assert_eq!(recorder.error().map(ToString::to_string).as_deref(), Some("the disk is full"));
    assert_eq!(recorder.get_ref().0, b"{\"at\":1}\n");
    assert_eq!(recorder.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
}
