//! A stop: what is under way comes to its end, and everything is stored.

use std::time::Duration;

use call_lifecycle::Timestamp;
use graph_call_mock::exchange::Exchange;
use graph_call_mock::server::state::State;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::bench::{Bench, CALLS, INCOMING, Options, creates, directory, rest, setup, text};

#[tokio::test]
async fn a_request_under_way_is_answered_and_its_call_stored() {
    let state = directory("under-way");
    let bench = Bench::new(Options { state: Some(state.clone()), by_hand: true, ..Options::default() }).await;
    let first = bench.create("http://127.0.0.1:9/").await;
    let request = text(&format!("POST {CALLS}"), &[], &creates("http://127.0.0.1:9/"));
    let (one, other) = request.as_bytes().split_at(request.len() - 10);
    let mut under_way = TcpStream::connect(bench.address).await.unwrap();
    under_way.write_all(one).await.unwrap();
    // That of an idle client ends without a word.
    let idle = TcpStream::connect(bench.address).await.unwrap();
    // Its head was read once another, which came later, was answered.
    bench.ask("GET /live", "").await;
    let address = bench.address;
    let mut bench = bench;
    drop(bench.stop.take());
    let refused = async {
        while TcpStream::connect(address).await.is_ok() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(super::bench::PATIENCE, refused).await.expect("it still takes connections");
    under_way.write_all(other).await.unwrap();
    let reply = rest(&mut under_way).await;
    assert_eq!(reply.status, 201);
    bench.stop().await;
    drop(idle);

    let again = Bench::new(Options { state: Some(state), by_hand: true, ..Options::default() }).await;
    let mut calls = again.mock.with(|exchange, _| exchange.calls());
    let mut expected = [first, reply.member("id")].map(|id| call_lifecycle::Id::parse(&id).unwrap());
    calls.sort();
    expected.sort();
    assert_eq!(calls, expected);
    again.stop().await;
}

/// Whatever is due while it is being stored: what is read again is what there was.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_in_the_middle_of_things_is_what_there_was() {
    for round in 0..10 {
        let state = directory(&format!("middle-{round}"));
        let bench = Bench::new(Options { state: Some(state.clone()), speed: 1_000.0, ..Options::default() }).await;
        for _ in 0..100 {
            let call = bench.create("http://127.0.0.1:9/").await;
            let connects = format!(r#"{{"peer": {{"call": "{call}", "event": "connects"}}}}"#);
            bench.control(&connects).await;
            let prompts = format!(r#"{{"prompts": [{}]}}"#, vec![r#"{"mediaInfo": {"uri": "u"}}"#; 20].join(","));
            for _ in 0..4 {
                bench.ask(&format!("POST {CALLS}/{call}/playPrompt"), &prompts).await;
            }
        }
        let mock = bench.stop().await;
        let seen = |exchange: &mut Exchange, now: Timestamp| {
            exchange.wake(now);
            let mut live = serde_json::to_value(exchange.live(1.0)).unwrap();
            let calls = live["calls"].as_array_mut().unwrap();
            calls.retain(|call| call.get("ended").is_none());
            calls.sort_by_key(|call| call["id"].to_string());
            calls.iter_mut().for_each(|call| drop(call.as_object_mut().unwrap().remove("timeline")));
            let mut ids = exchange.calls();
            ids.sort();
            (ids, Value::from(calls.clone()))
        };
        let new = || Err(std::io::Error::other("nothing is stored"));
        let (_state, mut exchange) = State::open(&state, &setup(false), new).unwrap();
        // Both now are at one time; of a hundred only the last fifty are on the page, and after a restart those are others.
        let now = mock.with(|exchange, _| exchange.now()).max(exchange.now());
        let (ids, _) = seen(&mut exchange, now);
        let (expected, _) = mock.with(|exchange, _| seen(exchange, now));
        assert_eq!(ids, expected, "round {round}");
        let mut one = String::new();
        let mut other = String::new();
        exchange.store_calls(&ids, &mut one);
        mock.with(|exchange, _| exchange.store_calls(&ids, &mut other));
        let operations = |text: &str| -> Vec<Value> {
            let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            lines.map(|line| line["call"]["operations"].clone()).collect()
        };
        assert_eq!(operations(&one), operations(&other), "round {round}");
    }
}

#[tokio::test]
async fn a_directory_that_was_not_written_by_it_says_where() {
    let state = directory("bad");
    let bench = Bench::new(Options { state: Some(state.clone()), ..Options::default() }).await;
    bench.control(&format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#)).await;
    bench.stop().await;
    let mut files: Vec<_> = std::fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let calls = files.iter().find(|path| path.to_str().unwrap().contains("calls-")).unwrap();
    let journal = files.iter().find(|path| path.to_str().unwrap().contains("journal-")).unwrap();
    let good = std::fs::read_to_string(calls).unwrap();
    let open = || {
        let new = || Err(std::io::Error::other("nothing is stored"));
        State::open(&state, &setup(false), new).map(drop).unwrap_err().to_string()
    };
    let cut = good.lines().next().unwrap();
    std::fs::write(calls, format!("{cut}\n")).unwrap();
    assert!(open().contains("expected `end` on the last line"), "{}", open());
    std::fs::write(calls, good.replace("\"machine\":\"", "\"machine\":\"x")).unwrap();
    let why = open();
    assert!(why.contains("calls-") && why.contains("line 2") && why.contains("hexadecimal"), "{why}");
    std::fs::write(calls, &good).unwrap();
    std::fs::write(journal, "{\"at\":1}\n{\"at\":2,\"nonsense\":1}\n").unwrap();
    let why = open();
    assert!(why.contains("journal-") && why.contains("line 2") && why.contains("nonsense"), "{why}");
    // The last line may be cut off, as by a kill: in the middle of a letter, too.
    std::fs::write(journal, b"{\"at\":1}\n{\"at\":2,\"\xc3").unwrap();
    let new = || Err(std::io::Error::other("nothing is stored"));
    State::open(&state, &setup(false), new).unwrap();
}
