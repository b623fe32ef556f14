//! HAR files that are cut off, wrong, too long or endless: what can be read of them is.

use std::cell::Cell;
use std::io::{BufReader, Read, Write};
use std::rc::Rc;

use graph_call_replay::{End, Format, Replay};
use serde_json::json;

use super::har::{CALL, CALLS, entries, har, time};
use crate::{Ran, run};

#[test]
fn a_bad_entry_is_reported_with_its_number_and_the_rest_is_read() {
    let mut all = entries();
    all[1]["request"]["headers"] = 5.into();
    all[2]["startedDateTime"] = "yesterday".into();
    all[3].as_object_mut().unwrap().remove("startedDateTime");
    all[4].as_object_mut().unwrap().remove("request");
    all[5]["response"]["content"] = json!({"text": "?", "encoding": "base64"});
    all.push("an entry".into());
    let Ran { status, out, err } = run(&["-"], har(&all).as_bytes());
    assert_eq!(status, 2);
    for said in [
        "entry 2: ",
        "entry 3: `startedDateTime` is \"yesterday\", expected an ISO 8601 time from 1970 on",
        "entry 4: there is no member `startedDateTime`",
        "entry 5: there is no member `request`",
        "entry 6: `text` of `content` is no base64",
        "entry 9: ",
    ] {
        assert!(err.contains(&format!("-: {said}")), "{said}: {err}");
    }
    assert!(out.contains("DELETE") && out.contains("200/7000") && out.contains("6 entries of the trace"), "{out}");
    let strict = run(&["--strict", "-"], har(&all).as_bytes());
    assert_eq!(strict.status, 2);
    assert!(strict.out.contains("create") && !strict.out.contains("DELETE"), "{}", strict.out);
    assert!(strict.out.contains("could not be read past entry 2"), "{}", strict.out);
}

#[test]
fn a_file_that_is_cut_off_is_read_as_far_as_it_goes() {
    let whole = har(&entries());
    let cut = &whole[..whole.find("DELETE").unwrap()];
    let Ran { status, out, err } = run(&["-"], cut.as_bytes());
    assert_eq!(status, 2);
    assert!(out.contains("TooManyRequests") && out.contains("past entry 7"), "{out}");
    assert!(err.contains("entry 7: the file ends too early (byte "), "{err}");
}

/// Nothing behind the entries is lost without a word; a file that a tool did not close is whole.
#[test]
fn what_follows_the_entries_is_looked_at() {
    let whole = har(&entries());
    let expected = run(&["-"], whole.as_bytes());
    let members = whole.replacen("{\"log\":{", "{\"log\":{\"pages\":[],", 1);
    let after = whole.trim_end_matches('}').to_owned() + r#","comment":"]}","_x":{"entries":[1]}},"y":[{}]}  "#;
    for same in [&members, &after, &format!("{whole}\n \n"), whole.trim_end_matches('}')] {
        let ran = run(&["-"], same.as_bytes());
        assert_eq!((ran.status, &ran.out), (0, &expected.out), "{}", ran.err);
    }
    for (odd, said) in [
        (format!("{whole}\n{whole}"), "something follows the end of the file's object (byte "),
        (format!("{}, \"entries\": []}}}}", whole.trim_end_matches('}')), "`log` has `entries` twice (byte "),
        (format!("{} 7", whole.trim_end_matches('}')), "no comma follows a member (byte "),
    ] {
        let ran = run(&["-"], odd.as_bytes());
        assert_eq!(ran.status, 2, "{}", ran.out);
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(ran.out.contains("TooManyRequests"), "{}", ran.out);
    }
}

#[test]
fn what_is_no_har_file_is_said() {
    for (file, said) in [
        (r#"{"log": {}}"#, "`log` has no member `entries`"),
        (r#"{"log": {"version": "1.2"}}"#, "`log` has no member `entries`"),
        (r#"{"log": {"entries": 5}}"#, "`log` has no member `entries`"),
        (r#"{"log": {"entries": [1 2]}}"#, "no comma follows an entry"),
        (r#"{"log": {"entries": [{"#, "the file ends too early"),
        (r#"{"log": {"#, "`log` has no member `entries`"),
        (r#"{"log": {"entries": []}}"#, ""),
        // These are no HAR files: the first member is another.
        (r#"{"logs": {"entries": []}}"#, "unknown member `logs`"),
        (r#"{"log": []}"#, "unknown member `log`"),
    ] {
        let ran = run(&["-"], file.as_bytes());
        assert!(ran.err.contains(said) && (ran.status == 2) != said.is_empty(), "{file}: {} {}", ran.status, ran.err);
    }
}

/// Entries without end, a few bytes at a time, as from a pipe.
struct Endless {
    ahead: Vec<u8>,
    entries: u64,
    written: Rc<Cell<usize>>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.ahead.is_empty() {
            if self.entries == 20_000 {
                return Ok(0);
            }
            self.entries += 1;
            let at = time(0, "Z")
                .replace("09:00:00", &format!("{:02}:{:02}:00", 1 + self.entries / 60 % 20, self.entries % 60));
            let call = format!("{CALLS}/{CALL}/keepAlive");
            let entry = json!({"startedDateTime": at, "time": 1, "request": {"method": "POST", "url": call},
                "response": {"status": 200}});
            self.ahead = format!("{entry},").into_bytes();
            // What it said of the first entries has been written long before the last one is read.
            if self.entries == 20_000 {
                assert!(self.written.get() > 100_000, "{}", self.written.get());
            }
        }
        let count = into.len().min(self.ahead.len()).min(7);
        into[..count].copy_from_slice(&self.ahead[..count]);
        self.ahead.drain(..count);
        Ok(count)
    }
}

struct Counting(Rc<Cell<usize>>);

impl Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_is_read_as_a_stream() {
    let written = Rc::new(Cell::new(0));
    let ahead = b"\xef\xbb\xbf \n{ \"log\" :\n{\"entries\": [".to_vec();
    let endless = Endless { ahead, entries: 0, written: Rc::clone(&written) };
    let replay = Replay::new(End::App).with_format(Format::Json);
    let replayed = replay.run(&mut BufReader::new(endless), &mut Counting(written));
    assert_eq!(replayed.calls(), 1);
    assert!(replayed.into_result().unwrap_err().to_string().starts_with("entry 20001: the file ends too early"));
}

#[test]
fn an_entry_that_is_too_long_is_passed_over() {
    let mut all = entries();
    all[0]["request"]["comment"] = "x".repeat((64 << 20) + 1).into();
    let Ran { status, out, err } = run(&["-"], har(&all).as_bytes());
    assert!(status == 2 && err.contains("entry 1: the entry is longer than 64 MiB"), "{err}");
    assert!(out.contains("200/7000"), "{out}");
}

#[test]
fn nothing_in_a_file_harms() {
    let deep = "[".repeat(100_000);
    for value in [deep.as_str(), "\"\\ud800\"", "1e999", "{\"text\": \"\u{1b}[2J\"}", "\"\\\"", "\"\u{0}\""] {
        for member in ["request", "response", "time", "timings", "startedDateTime"] {
            let file = format!(r#"{{"log": {{"entries": [{{"{member}": {value}}}]}}}}"#);
            let ran = run(&["-"], file.as_bytes());
            assert!(ran.status == 2 && !ran.err.is_empty(), "{}", ran.err);
            assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{}", ran.err);
        }
    }
    let whole = har(&entries());
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)).step_by(7) {
        run(&["-"], &whole.as_bytes()[..end]);
    }
}
