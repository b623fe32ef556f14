//! HAR files, as tools save them.

use std::cell::Cell;
use std::io::{BufReader, Read, Write};
use std::rc::Rc;

use graph_call_replay::{End, Format, Replay, story};
use serde_json::{Value, json};

use crate::{Ran, run};

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const CALLS: &str = "https://graph.microsoft.com/v1.0/communications/calls";
const CALLBACK: &str = "https://bot.contoso.com/api/calls";

/// When, in seconds after nine; the method and URL; what was sent; the status; the answer.
type Exchange = (u64, &'static str, String, Option<Value>, i64, Option<Value>);

/// A call that is created, kept alive, recorded and hung up.
fn exchanges() -> Vec<Exchange> {
    let call = |below: &str| format!("{CALLS}/{CALL}{below}");
    let notified = |change: &str, data: Value| {
        let resource = format!("/communications/calls/{CALL}");
        json!({"value": [{"changeType": change, "resourceUrl": resource, "resourceData": data}]})
    };
    let create = json!({"callbackUri": CALLBACK, "subject": "what \"he\" said\n\u{e9}"});
    let busy = json!({"error": {"code": "TooManyRequests", "message": "Wait."}});
    vec![
        (0, "POST", CALLS.to_owned(), Some(create), 201, Some(json!({"id": CALL, "state": "establishing"}))),
        (3, "POST", CALLBACK.to_owned(), Some(notified("updated", json!({"state": "established"}))), 202, None),
        (900, "POST", call("/keepAlive"), None, 200, None),
        (1_800, "POST", call("/keepAlive"), None, 429, Some(busy)),
        (1_900, "POST", call("/keepAlive"), None, 0, None),
        (2_000, "GET", call(""), None, 200, Some(json!({"id": CALL, "state": "established"}))),
        (2_100, "DELETE", call(""), None, 204, None),
        (
            2_103,
            "POST",
            CALLBACK.to_owned(),
            Some(notified("deleted", json!({"state": "terminated", "resultInfo": {"code": 200, "subcode": 7000}}))),
            202,
            None,
        ),
    ]
}

fn time(seconds: u64, ends: &str) -> String {
    format!("2026-03-02T{:02}:{:02}:{:02}.250{ends}", 9 + seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// The same as a trace, each answer after a quarter of a second.
fn trace() -> String {
    let mut out = String::new();
    for (place, (at, method, url, sent, status, answer)) in exchanges().into_iter().enumerate() {
        let id = (place + 1).to_string();
        let (at, later) = (time(at, "Z"), time(at, "Z").replace(".250Z", ".500Z"));
        let body = |of: Option<Value>| of.map_or(String::new(), |body| format!(",\"body\":{body}"));
        if url == CALLBACK {
            out += &format!("{{\"at\":\"{at}\",\"notification\":{}}}\n", sent.unwrap());
            continue;
        }
        let request = format!("{{\"id\":\"{id}\",\"method\":\"{method}\",\"url\":\"{url}\"{}}}", body(sent));
        out += &format!("{{\"at\":\"{at}\",\"request\":{request}}}\n");
        out += &match status {
            0 => format!("{{\"at\":\"{later}\",\"failed\":{{\"to\":\"{id}\"}}}}\n"),
            status => {
                format!("{{\"at\":\"{later}\",\"response\":{{\"to\":\"{id}\",\"status\":{status}{}}}}}\n", body(answer))
            }
        };
    }
    out
}

fn text(body: &Option<Value>) -> String {
    body.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn har(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "creator": {"name": "a tool", "version": "1"}, "pages": [{}], "entries": entries}})
        .to_string()
}

/// The entry of an exchange, with what every tool writes.
fn entry((at, method, url, sent, status, answer): &Exchange) -> Value {
    json!({
        "startedDateTime": time(*at, "Z"),
        "time": 250.0,
        "request": {"method": method, "url": url, "headers": [], "postData": {"mimeType": "", "text": text(sent)}},
        "response": {"status": status, "headers": [], "content": {"text": text(answer)}},
    })
}

fn entries() -> Vec<Value> {
    exchanges().iter().map(entry).collect()
}

/// The story, without what the file was.
fn told(har: &str) -> String {
    let ran = run(&["-"], har.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out.split("\nof 8 entries").next().unwrap().to_owned()
}

fn expected() -> String {
    let story = story(&trace(), End::App).unwrap();
    for said in ["keepAlive succeeded", "429", "TooManyRequests", "no response", "200/7000"] {
        assert!(story.contains(said), "{said}: {story}");
    }
    story
}

#[test]
fn what_a_har_file_says_is_what_the_same_trace_says() {
    assert_eq!(told(&har(&entries())), expected());
}

/// Chrome and Edge: offsets of the local time, pseudo-headers, members of their own.
#[test]
fn a_browser_file() {
    let entries = exchanges().into_iter().map(|exchange| {
        let mut entry = entry(&exchange);
        let local = time(exchange.0 + 3_600, "+01:00");
        entry["startedDateTime"] = local.into();
        entry["_initiator"] = json!({"type": "script"});
        entry["_resourceType"] = "fetch".into();
        entry["pageref"] = "page_1".into();
        entry["connection"] = "443".into();
        entry["timings"] = json!({"blocked": 1.2, "dns": -1, "_queued": 3, "wait": 240, "receive": -1});
        let path = exchange.2.split("://").nth(1).and_then(|rest| rest.split_once('/')).unwrap().1;
        entry["request"]["url"] = Value::Null;
        entry["request"]["headers"] = json!([
            {"name": ":authority", "value": "graph.microsoft.com"}, {"name": ":path", "value": format!("/{path}")},
        ]);
        if exchange.4 == 0 {
            entry["response"] = json!({"status": 0, "_error": "net::ERR_TIMED_OUT", "headers": [], "content": {}});
        }
        entry
    });
    // The trace names the hosts, of which the path knows nothing.
    assert_eq!(told(&har(&entries.collect::<Vec<_>>())), expected());
}

/// Fiddler: a byte order mark, seven digits of a second, comments, and no time of its own.
#[test]
fn a_fiddler_file() {
    let entries = exchanges().into_iter().map(|exchange| {
        let mut entry = entry(&exchange);
        entry["startedDateTime"] = time(exchange.0 + 3_600, "0000+01:00").into();
        entry["comment"] = "[#1]".into();
        entry["time"] = Value::Null;
        entry["timings"] = json!({"dns": 0, "connect": -1, "send": 0, "wait": 200, "receive": 50});
        entry["request"]["postData"]["params"] = json!([]);
        entry
    });
    let file =
        serde_json::to_string_pretty(&serde_json::from_str::<Value>(&har(&entries.collect::<Vec<_>>())).unwrap());
    assert_eq!(told(&format!("\u{feff}{}", file.unwrap().replace('\n', "\r\n"))), expected());
}

/// Charles: bodies in base64, bodies taken for forms, and answers that did not come left out.
#[test]
fn a_charles_file() {
    let base64 = |text: &str| {
        let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
        let mut out = String::new();
        for chunk in text.as_bytes().chunks(3) {
            let word = chunk.iter().chain([0, 0].iter()).take(3).fold(0_usize, |word, byte| word << 8 | *byte as usize);
            for place in 0..4 {
                let padding = place > chunk.len();
                out.push(if padding { '=' } else { alphabet[word >> (18 - 6 * place) & 63] });
            }
        }
        // Old tools break lines.
        out.as_bytes().chunks(20).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect::<String>()
    };
    let entries = exchanges().into_iter().map(|exchange| {
        let mut entry = entry(&exchange);
        if let Some(answer) = &exchange.5 {
            entry["response"]["content"] = json!({"encoding": "base64", "text": base64(&answer.to_string())});
        }
        if exchange.2 == CALLBACK {
            let sent = text(&exchange.3);
            entry["request"]["postData"] = json!({"params": [{"name": sent, "value": ""}]});
        }
        if exchange.4 == 0 {
            entry["response"] = Value::Null;
            entry["_charlesStatus"] = "FAILED".into();
        }
        entry
    });
    assert_eq!(told(&har(&entries.collect::<Vec<_>>())), expected());
}

#[test]
fn entries_in_the_order_of_their_answers_or_in_none_are_put_in_order() {
    let mut entries = entries();
    // It was asked for at the same time as the call was notified, and answered later.
    entries[2]["startedDateTime"] = time(2, "Z").into();
    entries[2]["time"] = 5_000.into();
    let ordered = har(&entries);
    entries.swap(1, 2);
    // Entries have other numbers.
    let lines = |story: &str| story.split(['(', ')']).step_by(2).collect::<String>();
    assert_eq!(lines(&told(&ordered)), lines(&told(&har(&entries))));
    assert!(told(&ordered).contains("09:00:07.250"), "{}", told(&ordered));
    entries.reverse();
    let ran = run(&["--sort", "-"], har(&entries).as_bytes());
    assert_eq!(lines(ran.out.split("\nof 8").next().unwrap()), lines(&told(&ordered)));
}

#[test]
fn what_is_not_about_calls_is_counted_and_ignored() {
    let mut all = entries();
    let get = |method: &str, url: &str| {
        entry(&(1, "GET", url.to_owned(), None, 200, None))
            .as_object()
            .map(|entry| {
                let mut entry = entry.clone();
                entry["request"]["method"] = method.into();
                Value::Object(entry)
            })
            .unwrap()
    };
    all.insert(1, get("GET", "https://graph.microsoft.com/v1.0/me"));
    all.insert(1, get("CONNECT", "graph.microsoft.com:443"));
    all.insert(1, get("OPTIONS", CALLS));
    all.insert(1, get("GET", "https://www.contoso.com/calls/of/birds"));
    all.insert(1, get("POST", "https://www.contoso.com/calls"));
    all.insert(1, json!({"request": {"method": "GET", "url": "data:image/png;base64,AAAA"}}));
    let mail = json!({"value": [{"changeType": "created", "resource": "Users/1/Messages/2"}]});
    all.insert(1, entry(&(2, "POST", "https://bot.contoso.com/mail".to_owned(), Some(mail), 202, None)));
    let ran = run(&["-"], har(&all).as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let counts = "of 15 entries: 6 requests to the calling API (1 without an answer), 2 notifications, and 7 about \
                  something else, ignored";
    assert!(ran.out.contains(counts), "{}", ran.out);
    let ran = run(&["--json", "-"], har(&all).as_bytes());
    let counts = r#"{"har":{"entries":15,"requests":6,"unanswered":1,"notifications":2,"refused":0,"foreign":7}}"#;
    assert_eq!(ran.out.lines().last(), Some(counts));
}

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

#[test]
fn the_clock_of_a_mock_may_have_gone_faster() {
    let mut all = entries();
    for (entry, seconds) in all.iter_mut().zip([0, 1, 15, 30, 45, 50, 60, 61]) {
        entry["startedDateTime"] = time(seconds, "Z").into();
    }
    let ran = run(&["--speed", "60", "-"], har(&all).as_bytes());
    assert!(ran.out.contains("09:15:00.250  #1   -> keepAlive"), "{}", ran.out);
    assert!(ran.out.contains("10:01:00.250  #1   <= deleted terminated"), "{}", ran.out);
    for wrong in ["0", "-1", "fast", "1.5"] {
        assert_eq!(run(&["--speed", wrong, "-"], b"").status, 2, "{wrong}");
    }
}

#[test]
fn a_notification_that_cannot_be_read_is_known_by_its_address() {
    let mut all = entries();
    let legacy = json!({"id": CALL, "callState": "establishing"});
    all[1] = entry(&(1, "POST", format!("{CALLBACK}?region=1"), Some(legacy.clone()), 204, None));
    let ran = run(&["-"], har(&all).as_bytes());
    assert!(ran.status == 2 && ran.err.contains("entry 2: ") && ran.err.contains("legacy form"), "{}", ran.err);
    // At an address that nothing has named it is known by its form.
    all.remove(0);
    assert!(run(&["-"], har(&all).as_bytes()).err.contains("entry 1: "), "{}", ran.err);
}

#[test]
fn a_notification_that_the_application_refused_is_counted() {
    let mut all = entries();
    all[1]["response"]["status"] = 503.into();
    let ran = run(&["-"], har(&all).as_bytes());
    assert!(ran.out.contains("2 notifications (1 answered with an error or not at all)"), "{}", ran.out);
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
