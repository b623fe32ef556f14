//! HAR files: they say what the same trace says, in whatever order, and what else is in them is counted.

use graph_call_replay::{End, story};
use serde_json::{Value, json};

use crate::run;

pub const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
pub const CALLS: &str = "https://graph.microsoft.com/v1.0/communications/calls";
pub const CALLBACK: &str = "https://bot.contoso.com/api/calls";

/// When, in seconds after nine; the method and URL; what was sent; the status; the answer.
pub type Exchange = (u64, &'static str, String, Option<Value>, i64, Option<Value>);

/// A call that is created, kept alive, recorded and hung up.
pub fn exchanges() -> Vec<Exchange> {
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

pub fn time(seconds: u64, ends: &str) -> String {
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

pub fn text(body: &Option<Value>) -> String {
    body.as_ref().map(ToString::to_string).unwrap_or_default()
}

pub fn har(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "creator": {"name": "a tool", "version": "1"}, "pages": [{}], "entries": entries}})
        .to_string()
}

/// The entry of an exchange, with what every tool writes.
pub fn entry((at, method, url, sent, status, answer): &Exchange) -> Value {
    json!({
        "startedDateTime": time(*at, "Z"),
        "time": 250.0,
        "request": {"method": method, "url": url, "headers": [], "postData": {"mimeType": "", "text": text(sent)}},
        "response": {"status": status, "headers": [], "content": {"text": text(answer)}},
    })
}

pub fn entries() -> Vec<Value> {
    exchanges().iter().map(entry).collect()
}

/// The story, without what the file was.
pub fn told(har: &str) -> String {
    let ran = run(&["-"], har.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out.split("\nof 8 entries").next().unwrap().to_owned()
}

pub fn expected() -> String {
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
