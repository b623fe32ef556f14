//! Every kind of bad line: exit status 2, the line's number, what was found and what was expected.

use crate::run;

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const BEFORE: &str = r#"{"at": 0, "notification": {"value": [{"changeType": "created", "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"state": "incoming"}}]}}"#;

/// The last summary of a `--json` report.
fn summary(out: &str) -> serde_json::Value {
    serde_json::from_str(out.lines().last().unwrap()).unwrap()
}

/// A trace with a good line, a blank one, a bad one, and another good one.
fn bad(end: &str, line: &str, found: &str, expected: &str) {
    let trace = format!("{BEFORE}\n\n{line}\n{}\n", BEFORE.replace("\"at\": 0", "\"at\": 5"));
    for (json, strict) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut arguments = vec!["--end", end];
        arguments.extend(json.then_some("--json"));
        arguments.extend(strict.then_some("--strict"));
        arguments.push("-");
        let ran = run(&arguments, trace.as_bytes());
        assert_eq!(ran.status, 2, "{line}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        let said = ran.err.strip_prefix("-: line 3: ").unwrap();
        assert!(said.contains(found), "{line}\n{said}\nshould say that it found: {found}");
        let wanted = said.split_once(", expected ").map(|(_, wanted)| wanted);
        assert!(wanted.is_some_and(|wanted| wanted.contains(expected)), "{line}\n{said}\nshould expect: {expected}");
        let jargon = ["sequence", "map,", "floating point", "field `", "invalid type", "EOF"];
        assert!(!jargon.iter().any(|word| said.contains(word)), "{said}");
        // What came before has been reported, and what comes after, unless it is to stop.
        assert!(ran.out.contains("incoming") && ran.out.contains(CALL), "{}", ran.out);
        let (app, rest) = (end == "app", !strict);
        if json {
            let verdicts = &summary(&ran.out)["verdicts"];
            assert_eq!(verdicts["applied"], i32::from(app), "{}", ran.out);
            assert_eq!(verdicts["noChange"], i32::from(app && rest), "{}", ran.out);
            let unread = ran.out.lines().find(|line| line.starts_with(r#"{"line":3,"event":"unread","why":"#));
            assert_eq!(unread.is_some(), rest, "{}", ran.out);
        } else {
            assert!(ran.out.contains("diagnosis"), "{}", ran.out);
            let last =
                if rest { "1 line of the trace could not be read" } else { "the trace could not be read past line 3" };
            assert!(ran.out.ends_with(&format!("\n{last}\n")), "{}", ran.out);
            assert_eq!(ran.out.contains(&format!("?? line 3 cannot be read: {said}")), rest, "{}", ran.out);
        }
    }
}

fn both(line: &str, found: &str, expected: &str) {
    bad("app", line, found, expected);
    bad("service", line, found, expected);
}

#[test]
fn no_json() {
    both("not json", "no valid JSON", "one JSON object");
    both(r#"{"at": 1"#, "no valid JSON", "one JSON object");
    both(r#"{"at": 1} {"at": 2}"#, "something follows", "one JSON object");
    both(r#"{"at": 1,}"#, "no valid JSON", "one JSON object");
    both("[]", "the line is an array", "one JSON object");
    both("5", "the line is 5", "one JSON object");
    both("{\"at\": 1, \"failed\": [\"r\"]}", "`failed` is an array", "an object");
}

#[test]
fn at() {
    both("{}", "no member `at`", "milliseconds");
    for (value, found) in [
        ("-1", "`at` is -1"),
        ("1.5", "`at` is 1.5"),
        ("1e-3", "`at` is 0.001"),
        ("null", "`at` is null"),
        ("true", "`at` is true"),
        ("18446744073709551616", "`at` is 1.8446744073709552e+19"),
        (r#""yesterday""#, r#"`at` is "yesterday""#),
        (r#""5""#, r#"`at` is "5""#),
        (r#""1969-12-31T23:59:59Z""#, r#"`at` is "1969-12-31T23:59:59Z""#),
        (r#""2026-02-30T00:00:00Z""#, "2026-02-30"),
        (r#""2026-02-03T00:00:00""#, "2026-02-03"),
        (r#""2026-02-03""#, "2026-02-03"),
        (r#""20260203T000000Z""#, "20260203"),
        (r#""2026-02-03T00:00:00.Z""#, "2026-02-03"),
        (r#""2026-02-03T25:00:00Z""#, "2026-02-03"),
        ("[]", "`at` is an array"),
    ] {
        both(&format!(r#"{{"at": {value}}}"#), found, "an RFC 3339 time from 1970 to 9999 as a text (column ");
    }
    both(r#"{"at": 1, "at": 2}"#, "the member `at` is there twice", "once");
}

#[test]
fn the_line_itself() {
    both(r#"{"at": 1, "note": "x"}"#, "an unknown member `note`", "`request`");
    both(
        r#"{"at": 1, "failed": {"to": "r"}, "response": {"to": "r", "status": 200}}"#,
        "both `response` and `failed`",
        "at most one",
    );
    for member in ["request", "response", "failed", "notification", "peer", "media"] {
        both(&format!(r#"{{"at": 1, "{member}": null}}"#), &format!("`{member}` is null"), "an object");
        both(&format!(r#"{{"at": 1, "{member}": []}}"#), &format!("`{member}` is an array"), "an object");
        both(&format!(r#"{{"at": 1, "{member}": {{}}}}"#), "no member", "");
    }
}

#[test]
fn request() {
    let url = format!("https://graph.microsoft.com/v1.0/communications/calls/{CALL}/keepAlive");
    for (members, found, expected) in [
        (r#""method": "POST", "url": "URL""#, "no member `id`", "names the request"),
        (r#""id": 1, "method": "POST", "url": "URL""#, "`id` is 1", "text"),
        (r#""id": "r", "url": "URL""#, "no member `method`", "POST"),
        (r#""id": "r", "method": "FETCH", "url": "URL""#, r#""FETCH""#, "GET, POST"),
        (r#""id": "r", "method": "POST""#, "no member `url`", "URL"),
        (r#""id": "r", "method": "POST", "url": """#, "the path is empty", "URL"),
        (r#""id": "r", "method": "POST", "url": "/app/calls/42/keepAlive""#, "the segment after calls", "URL"),
        (r#""id": "r", "method": "POST", "url": "URL", "headers": {}"#, "an unknown member `headers`", "`body`"),
        (r#""id": "r", "method": "POST", "url": "URL", "call": "1""#, r#""1" ("#, "a GUID"),
        (r#""id": "r", "method": "POST", "url": "URL", "call": null"#, "null", "a GUID"),
    ] {
        both(&format!(r#"{{"at": 1, "request": {{{}}}}}"#, members.replace("URL", &url)), found, expected);
    }
}

#[test]
fn response() {
    for (members, found, expected) in [
        (r#""status": 200"#, "no member `to`", "id of a request"),
        (r#""to": "r""#, "no member `status`", "an HTTP status"),
        (r#""to": 5, "status": 200"#, "`to` is 5", "text"),
        (r#""to": "r", "status": "200""#, r#"`status` is "200""#, "100 to 599"),
        (r#""to": "r", "status": 99"#, "`status` is 99", "100 to 599"),
        (r#""to": "r", "status": 600"#, "`status` is 600", "100 to 599"),
        (r#""to": "r", "status": -1"#, "`status` is -1", "100 to 599"),
        (r#""to": "r", "status": 200.5"#, "`status` is 200.5", "100 to 599"),
        (r#""to": "r", "status": 200, "reason": "OK""#, "an unknown member `reason`", "`headers`"),
        (r#""to": "r", "status": 200, "headers": []"#, "`headers` is an array", "an object"),
        (r#""to": "r", "status": 200, "headers": {"location": 5}"#, "`Location` is 5", "text"),
        (r#""to": "r", "status": 200, "headers": {"location": [5]}"#, "`Location` is 5", "text"),
        (r#""to": "r", "status": 429, "headers": {"Retry-After": true}"#, "`Retry-After` is true", "seconds"),
    ] {
        both(&format!(r#"{{"at": 1, "response": {{{members}}}}}"#), found, expected);
    }
    both(r#"{"at": 1, "failed": {"to": "r", "why": "x"}}"#, "an unknown member `why`", "`to`");
    both(r#"{"at": 1, "failed": {"to": null}}"#, "`to` is null", "text");
}

#[test]
fn bodies_of_answers() {
    let trace = |url: &str, method: &str, response: &str| {
        let request = format!(r#"{{"at": 1, "request": {{"id": "r", "method": "{method}", "url": "{url}"}}}}"#);
        let response = format!(r#"{{"at": 2, "response": {{"to": "r", {response}}}}}"#);
        let ran = run(&["--json", "-"], format!("{request}\n{response}\n").as_bytes());
        assert_eq!(ran.status, 2, "{response}");
        assert!(ran.err.starts_with("-: line 2: "), "{}", ran.err);
        ran.err
    };
    let call = format!("/communications/calls/{CALL}");
    let said = trace("/communications/calls", "POST", r#""status": 201, "body": {"id": "7"}"#);
    assert!(said.contains(r#"id is "7""#), "{said}");
    let said = trace("/communications/calls", "POST", r#""status": 201, "headers": {"LOCATION": "/app/calls/7"}"#);
    assert!(said.contains("`Location`"), "{said}");
    let said = trace(&format!("{call}/record"), "POST", r#""status": 202, "body": {"id": "7"}"#);
    assert!(said.contains("expected the id of an operation"), "{said}");
}

/// Graph's own members of another type are no bad line: the entry is rejected, the body says
/// nothing.
#[test]
fn unreadable_parts() {
    let notification = |entry: &str| format!(r#"{{"at": 1, "notification": {{"value": [{entry}]}}}}"#);
    let path = r#""resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896""#;
    for (entry, found) in [
        (format!(r#"{{{path}}}"#), "no changeType"),
        (format!(r#"{{"changeType": "gone", {path}}}"#), "changeType is \"gone\""),
        (
            format!(r#"{{"changeType": "updated", {path}, "resourceData": {{"state": 5}}}}"#),
            "`state` is 5, expected a text",
        ),
    ] {
        let trace = format!("{BEFORE}\n{}\n", notification(&entry));
        let ran = run(&["-"], trace.as_bytes());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{entry}");
        assert!(ran.out.contains(found), "{}\nshould say {found}", ran.out);
        let summary = &crate::summaries("app", &trace)[0];
        assert_eq!(summary["verdicts"], serde_json::json!({"applied": 1, "noChange": 0, "stale": 0, "rejected": 1}));
        assert_eq!(summary["state"], "incoming");
    }
    let request = format!(r#"{{"at": 1, "request": {{"id": "r", "method": "GET", "url": "/app/calls/{CALL}"}}}}"#);
    let response = r#"{"at": 2, "response": {"to": "r", "status": 200, "headers": null, "body": {"state": 5}}}"#;
    let ran = run(&["-"], format!("{BEFORE}\n{request}\n{response}\n").as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("its body cannot be read: `state` is 5, expected a text"), "{}", ran.out);
}

#[test]
fn notification() {
    for (body, found, expected) in [
        ("{}", "`notification` has no member `value`", "array"),
        (
            r##"{"@odata.type": "#microsoft.graph.participantLeftNotification", "participantId": "1"}"##,
            r##"`notification` is a "#microsoft.graph.participantLeftNotification" and has no member `value`"##,
            "array",
        ),
        (r#"{"value": null}"#, "`value` is null", "an array"),
        (r#"{"value": {}}"#, "`value` is an object", "an array"),
        (r#"{"value": [5]}"#, "entry 1 of `value` is 5", "an object"),
        (r#"{"value": [{}]}"#, "entry 1 of `value`", "a known resource"),
        (r#"{"value": [{"changeType": "updated", "resource": "/app/calls/7"}]}"#, "entry 1", "a known resource"),
        (
            r#"{"Value": [{"ChangeType": "updated", "ResourceUrl": "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896"}]}"#,
            "entry 1 of `value` has `ResourceUrl`",
            "`resourceUrl`: names have the case of Graph's pages",
        ),
        (
            r#"{"value": [{"changeType": "deleted", "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896"}, {"changeType": "gone", "resource": "/app/calls/1"}]}"#,
            "entry 2",
            "a known resource",
        ),
        (
            r##"{"value": [{"changeType": "updated", "resource": "/app/calls", "resourceData": {"@odata.type": "#microsoft.graph.call", "id": 5}}]}"##,
            "`id` is 5",
            "a text",
        ),
    ] {
        both(&format!(r#"{{"at": 1, "notification": {body}}}"#), found, expected);
    }
}

#[test]
fn peer_and_media() {
    for (member, members, found, expected) in [
        ("peer", r#""event": "rings""#.to_owned(), "no member `call`", "id of a call"),
        ("peer", r#""call": "x", "event": "rings""#.to_owned(), r#""x" ("#, "a GUID"),
        ("peer", format!(r#""call": "{CALL}""#), "no member `event`", "name"),
        ("peer", format!(r#""call": "{CALL}", "event": "sleeps""#), r#""sleeps""#, "hangsUp"),
        ("peer", format!(r#""call": "{CALL}", "event": "tone""#), r#""tone""#, "hangsUp"),
        ("peer", format!(r#""call": "{CALL}", "event": 5"#), "`event` is 5", "hangsUp"),
        ("peer", format!(r#""call": "{CALL}", "event": "rings", "tone": "1""#), "an unknown member `tone`", "`event`"),
        ("media", r#""event": "mediaLost""#.to_owned(), "no member `call`", "id of a call"),
        ("media", format!(r#""call": "{CALL}", "event": "rings""#), r#""rings""#, "speechStarted"),
        ("media", format!(r#""call": "{CALL}", "event": "tone""#), "no member `tone`", "0-9"),
        ("media", format!(r#""call": "{CALL}", "event": "tone", "tone": "E""#), r#""E""#, "0-9"),
        ("media", format!(r#""call": "{CALL}", "event": "tone", "tone": "11""#), r#""11""#, "0-9"),
        ("media", format!(r#""call": "{CALL}", "event": "tone", "tone": """#), r#""""#, "0-9"),
        ("media", format!(r#""call": "{CALL}", "event": "tone", "tone": 1"#), "`tone` is 1", "0-9"),
        (
            "media",
            format!(r#""call": "{CALL}", "event": "tone", "tone": "1", "at": 5"#),
            "an unknown member `at`",
            "`tone`",
        ),
    ] {
        both(&format!(r#"{{"at": 1, "{member}": {{{members}}}}}"#), found, expected);
    }
}

#[test]
fn no_text() {
    let ran = run(&["-"], b"{\"at\": 0}\n\xff\xfe\n");
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("-: line 2: the line is no UTF-8 text"), "{}", ran.err);
    for begins in [[0xff, 0xfe], [0xfe, 0xff]] {
        let ran = run(&["-"], &[&begins[..], b"{\0\"\0a\0t\0\"\0:\0 \x000\0}\0\n\0"].concat());
        assert!(ran.err.starts_with("-: line 1: the trace begins as UTF-16 does, expected UTF-8\n"), "{}", ran.err);
    }
}

#[test]
fn what_is_no_error() {
    // Blank lines, carriage returns, a byte order mark, no line end at the end, escapes, unknown members of Graph's, headers of any kind.
    let trace = "\u{feff}{\"at\": 0}\r\n{\"at\": 5.0}\n{\"at\": 1e3}\n\r\n   \n{\"at\":\"2026-02-03 04:05:06.789+01:00\", \"notification\": {\"value\": [], \"x\": {}}}\n\
        {\"at\": 1, \"request\": {\"id\": \"\\u0041\", \"method\": \"post\", \"url\": \"https:\\/\\/graph.microsoft.com\\/beta\\/app\\/calls\", \"body\": null}}\n\
        {\"at\": 2, \"response\": {\"to\": \"A\", \"status\": 503, \"headers\": {\"X\": [1], \"retry-after\": \"Wed, 21 Oct 2026 07:28:00 GMT\"}, \"body\": \"\"}}";
    let ran = run(&["-"], trace.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("503 to create (A): there is no call"), "{}", ran.out);
    let ran = run(&["-"], b"");
    assert_eq!((ran.status, ran.err.as_str(), ran.out.as_str()), (0, "", "no call in this trace\n"));
}

#[test]
fn usage() {
    for (arguments, said) in [
        (&[][..], "found no trace"),
        (&["--end", "bot", "-"][..], "found --end bot, expected --end app or --end service"),
        (&["--end"][..], "found --end alone, expected app or service"),
        (&["--svg"][..], "found --svg alone, expected a file"),
        (&["--fast", "-"][..], "found --fast, expected --end"),
        (&["a", "b"][..], "found a second trace, b, expected one"),
        (&["tests/data/none.jsonl"][..], "found no trace tests/data/none.jsonl that can be opened"),
        (&["tests"][..], "found tests, a directory, expected a trace"),
    ] {
        let ran = run(arguments, b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let ran = run(&["--help"], b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("graph-call-replay: says what happened"));
}
