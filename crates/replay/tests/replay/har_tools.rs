//! HAR files of tools that each have a way of writing them.

use serde_json::{Value, json};

use super::har::{CALLBACK, entry, exchanges, expected, har, text, time, told};

/// Chrome and Edge: offsets of the local time, pseudo-headers, members that no other tool has.
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

/// Fiddler: a byte order mark, seven digits of a second, comments, and no `time`.
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

/// axios-har-tracker: methods in lower case, parts of the time that nothing has measured, and an empty text for the
/// status of an answer that did not come.
#[test]
fn an_axios_file() {
    let entries = exchanges().into_iter().map(|exchange| {
        let mut entry = entry(&exchange);
        entry["request"]["method"] = exchange.1.to_ascii_lowercase().into();
        entry["timings"] =
            json!({"blocked": -1, "dns": -1, "ssl": -1, "connect": -1, "send": 10, "wait": 10, "receive": 10});
        if exchange.4 == 0 {
            entry["response"]["status"] = "".into();
        }
        entry
    });
    assert_eq!(told(&har(&entries.collect::<Vec<_>>())), expected());
}
