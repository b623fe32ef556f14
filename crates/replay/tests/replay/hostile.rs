//! Logs that somebody else wrote: what is in them cannot pass for a line of the report, take all
//! memory, or make an output take the place of the trace.

use std::fs;
use std::io::{BufRead, BufReader, Read};

use graph_call_replay::program;
use serde_json::json;

use crate::run;
use crate::told::lines;

const CALL: &str = "c0ffee00-0000-4000-8000-000000000001";
/// Ends a line, colours a terminal, turns the direction of writing, and hides.
const EVIL: &str = "r)\n00:00:09.000  #1   <= deleted terminated\r\u{1b}[2J\u{202e}\u{2028}\u{200b}\u{9b}31m";

fn hostile(end: &str) -> (String, String) {
    let post = |at: u64, path: &str| {
        let url = format!("/communications/calls/{CALL}/{path}");
        json!({"at": at, "request": {"id": EVIL, "method": "POST", "url": url, "body": {"clientContext": EVIL}}})
            .to_string()
    };
    let notified = |at: u64, path: &str, data: serde_json::Value| {
        let entry = json!({"changeType": "updated", "resourceUrl": format!("/communications/calls/{CALL}{path}"), "resourceData": data});
        json!({"at": at, "notification": {"value": [entry]}}).to_string()
    };
    let error = json!({"error": {"code": EVIL, "message": EVIL, "innerError": {"code": EVIL}}});
    let trace = [
        notified(0, "", json!({"state": "established"})),
        post(10, "mute"),
        json!({"at": 20, "response": {"to": EVIL, "status": 400, "body": error}}).to_string(),
        json!({"at": 21, "response": {"to": EVIL, "status": 400, "body": EVIL}}).to_string(),
        json!({"at": 22, "failed": {"to": format!("{EVIL}x")}}).to_string(),
        json!({"at": 23, "request": {"id": EVIL, "method": "POST", "url": "/communications/calls"}}).to_string(),
        json!({"at": 24, "response": {"to": EVIL, "status": 403, "body": error}}).to_string(),
        notified(30, &format!("/{EVIL}"), json!([])),
        notified(31, "", json!({"state": "established", EVIL: 1})),
        notified(32, "", json!({"state": EVIL})),
        json!({"at": 33, "notification": {"value": [{"changeType": EVIL, "resourceUrl": format!("/communications/calls/{CALL}")}]}}).to_string(),
        json!({"at": 34, EVIL: EVIL}).to_string(),
        json!({"at": EVIL}).to_string(),
        json!({"at": 35, "request": {"id": "x", "method": EVIL, "url": EVIL}}).to_string(),
        notified(40, "", json!({"state": "terminated", "resultInfo": {"code": 200, "subcode": 1, "message": EVIL}})),
    ];
    let told = run(&["--end", end, "-"], trace.join("\n").as_bytes());
    let json = run(&["--end", end, "--json", "-"], trace.join("\n").as_bytes());
    assert_eq!((told.status, json.status), (2, 2));
    for line in json.out.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    (told.out + &told.err, json.out + &json.err)
}

#[test]
fn nothing_in_a_log_can_pass_for_a_line_of_the_report() {
    for end in ["app", "service"] {
        let (text, json) = hostile(end);
        for out in [text, json] {
            for unsafe_one in ['\r', '\u{1b}', '\u{202e}', '\u{2028}', '\u{200b}', '\u{9b}'] {
                assert!(!out.contains(unsafe_one), "{unsafe_one:?} in {out}");
            }
            assert!(!out.lines().any(|line| line.starts_with("00:00:09")), "{out}");
        }
    }
}

/// A line without an end, which would fill all memory.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(usize::try_from(self.0).unwrap());
        buffer[..length].fill(b'x');
        self.0 -= length as u64;
        Ok(length)
    }
}

fn run_on(input: &mut dyn BufRead, options: &[&str]) -> (u8, String, String) {
    let arguments: Vec<String> = options.iter().chain(&["-"]).map(|argument| (*argument).to_owned()).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = program::run(&arguments, input, &mut out, &mut err, false);
    (status, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_line_has_a_bound() {
    let why = "line 2: the line is longer than 16 MiB, expected one JSON object on a line";
    let long = Endless((16 << 20) + 1);
    let after = &b"\n{\"at\": 5}\n"[..];
    let mut trace = BufReader::new((&b"{\"at\": 0}\n"[..]).chain(long).chain(after));
    let (status, out, err) = run_on(&mut trace, &[]);
    assert_eq!((status, err), (2, format!("-: {why}\n")));
    assert!(out.contains(&format!("?? line 2 cannot be read: {}", &why[8..])), "{out}");
    // The longest that is read.
    let mut longest = vec![b' '; 16 << 20];
    longest[..9].copy_from_slice(b"{\"at\": 0}");
    assert_eq!(run_on(&mut &longest[..], &[]).0, 0);
}

#[test]
#[ignore = "reads 1 GiB, which takes 10 s in a debug build"]
fn a_line_without_an_end_is_not_read_for_ever() {
    let mut trace = BufReader::with_capacity(1 << 20, Endless(1 << 40));
    let (status, _, err) = run_on(&mut trace, &[]);
    assert_eq!(status, 2);
    assert!(err.contains("line 1: it cannot be read (it does not end within 1 GiB)"), "{err}");
}

#[test]
fn an_output_never_takes_the_place_of_the_trace() {
    let folder = std::env::temp_dir().join(format!("replay-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let trace = folder.join("trace.jsonl");
    fs::write(&trace, "{\"at\": 0}\n").unwrap();
    let mut names = vec![trace.clone(), folder.join(".").join("trace.jsonl")];
    #[cfg(unix)]
    {
        let (symbolic, hard) = (folder.join("symbolic"), folder.join("hard"));
        std::os::unix::fs::symlink(&trace, &symbolic).unwrap();
        fs::hard_link(&trace, &hard).unwrap();
        names.extend([symbolic, hard]);
    }
    for name in &names {
        let (name, trace) = (name.to_str().unwrap(), trace.to_str().unwrap());
        for (input, output) in [(trace, name), (name, trace)] {
            let ran = run(&["--svg", output, input], b"");
            assert_eq!((ran.status, ran.out.as_str()), (2, ""));
            assert!(ran.err.contains(&format!("found --svg {output}, which is the trace")), "{}", ran.err);
            assert_eq!(fs::read_to_string(trace).unwrap(), "{\"at\": 0}\n");
        }
    }
    let other = folder.join("calls.svg");
    assert_eq!(run(&["--svg", other.to_str().unwrap(), trace.to_str().unwrap()], b"").status, 0);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_last_day_is_a_day() {
    let seen = |at: &str| {
        json!({"at": at, "request": {"id": "r", "method": "GET", "url": format!("/app/calls/{CALL}")}}).to_string()
    };
    let told = lines(&[], &[seen("9999-12-31T23:00:00Z"), json!({"at": "9999-12-31T23:59:59.999Z"}).to_string()]);
    assert!(told.text.starts_with("times are UTC, from 9999-12-31 on\n"), "{}", told.text);
    told.line("23:45:00.000  #1   !! presumed lost: no keepAlive has succeeded within 45 min");
    // RFC 3339 has no year 10000, and the error says so.
    let ran = run(&["-"], json!({"at": "10000-01-01T00:00:00Z"}).to_string().as_bytes());
    assert!(ran.err.contains("an RFC 3339 time from 1970 to 9999 as a text"), "{}", ran.err);
}

#[test]
fn many_bad_lines_do_not_fill_the_terminal() {
    let ran = run(&["-"], "not json\n".repeat(50).as_bytes());
    assert_eq!((ran.status, ran.err.lines().count()), (2, 11));
    assert!(ran.err.ends_with("-: 50 lines in all could not be read\n"), "{}", ran.err);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("?? line ")).count(), 50);
}
