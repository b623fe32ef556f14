//! A HAR file of a real tool: mitmproxy between a bot and the mock, which `tests/har/make.sh` makes.
//! It replays to the same story as what the bot has recorded, and as the mock's own journal.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::run;

/// The service's clock went so many times as fast.
const SPEED: &str = "60";
/// How far the clocks of two programs, and what was under way between them, are apart.
const APART: u64 = 8_000;

fn report(file: &str, options: &[&str]) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/har").join(file);
    let path = path.display().to_string();
    let ran = run(&[options, &["--json", path.as_str()]].concat(), b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{file}");
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What became of each call: the end, the keepAlives, the operations and how each ended.
fn ends(report: &[Value]) -> BTreeMap<String, Value> {
    let summaries = report.iter().filter(|line| line.get("verdicts").is_some());
    let end = |call: &Value| {
        let operations = call["operations"].as_array().unwrap().iter();
        let operations = operations.map(|one| json!([one["kind"], one["status"], one["reason"]]));
        let keep_alive = &call["keepAlive"];
        json!({
            "state": call["state"],
            "cause": call["cause"],
            "keepAlives": [keep_alive["succeeded"], keep_alive["failed"]],
            "operations": operations.collect::<Vec<_>>(),
        })
    };
    summaries.map(|call| (call["call"].as_str().unwrap().to_owned(), end(call))).collect()
}

/// What the machines said of each call, and when.
fn said(report: &[Value]) -> BTreeMap<String, Vec<(u64, String)>> {
    let mut said: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
    for line in report.iter().filter(|line| line["call"].is_string()) {
        for output in line["outputs"].as_array().into_iter().flatten() {
            let word = ["output", "to", "cause", "kind", "reason"].map(|name| output[name].as_str().unwrap_or("-"));
            let of = said.entry(line["call"].as_str().unwrap().to_owned()).or_default();
            of.push((output["at"].as_u64().unwrap(), word.join(" ")));
        }
    }
    said
}

#[test]
fn it_replays_to_the_story_that_the_bot_recorded() {
    let (proxy, bot) = (report("proxy.har", &["--speed", SPEED]), report("bot.jsonl", &[]));
    assert_eq!(ends(&proxy), ends(&bot));
    let (proxy, bot) = (said(&proxy), said(&bot));
    let words = |said: &BTreeMap<String, Vec<(u64, String)>>| {
        let words = said.iter().map(|(call, said)| {
            let mut words: Vec<_> = said.iter().map(|(_, word)| word.clone()).collect();
            // An answer and a notification that come at the same time pass each other in the proxy.
            words.sort();
            (call.clone(), words)
        });
        words.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(words(&proxy), words(&bot));
    assert!(words(&bot).len() == 4 && words(&bot).values().map(Vec::len).sum::<usize>() > 30, "{bot:?}");
    // The times are the same but for where they are counted from.
    let first = |said: &BTreeMap<String, Vec<(u64, String)>>| said.values().map(|said| said[0].0).min().unwrap();
    for (call, proxy_said) in &proxy {
        let mut ours: Vec<_> = proxy_said.iter().map(|(at, word)| (word, at - first(&proxy))).collect();
        let mut theirs: Vec<_> = bot[call].iter().map(|(at, word)| (word, at - first(&bot))).collect();
        ours.sort();
        theirs.sort();
        for ((word, ours), (_, theirs)) in ours.into_iter().zip(theirs) {
            assert!(ours.abs_diff(theirs) < APART, "{call} {word}: {ours} {theirs}");
        }
    }
}

#[test]
fn it_replays_to_the_story_of_the_mocks_own_journal() {
    let proxy = report("proxy.har", &["--speed", SPEED]);
    let (proxy, journal) = (ends(&proxy), ends(&report("journal.jsonl", &["--end", "service"])));
    assert_eq!(proxy.keys().collect::<Vec<_>>(), journal.keys().collect::<Vec<_>>());
    assert_eq!(proxy, journal);
    let causes: Vec<_> = proxy.values().map(|call| call["cause"].as_str().unwrap()).collect();
    for cause in ["localHangUp", "remoteHangUp", "keepAliveExpired"] {
        assert!(causes.contains(&cause), "{cause}: {causes:?}");
    }
}

#[test]
fn what_else_went_through_the_proxy_is_counted() {
    let report = report("proxy.har", &["--speed", SPEED]);
    let counts = &report.last().unwrap()["har"];
    let [entries, requests, notifications, foreign] =
        ["entries", "requests", "notifications", "foreign"].map(|name| counts[name].as_u64().unwrap());
    assert!(requests > 15 && notifications > 20 && foreign > 5, "{counts}");
    assert_eq!(entries, requests + notifications + foreign);
}
