//! What one client can do to others: each of these was an attack that worked.

use std::path::Path;
use std::time::Duration;

use tokio::time::timeout;

use super::bench::{Bench, CALLS, INCOMING, Options, Reply, ask, creates, directory};
use super::sink::Sink;

/// A crowd whose bot never answers has filled what may wait, under many spellings of one address.
#[tokio::test]
async fn a_silent_callback_takes_nothing_from_an_honest_one() {
    let bench = Bench::new(Options { speed: 100.0, room: 20, ..Options::default() }).await;
    let (never, mut sink) = (Sink::new().await, Sink::new().await);
    let port = never.base.rsplit(':').next().unwrap();
    let (mut number, mut crowded) = (0, 0);
    while crowded < 30 {
        let host = ["127.0.0.1", "LOCALHOST", "localhost"][number % 3];
        let callback = format!("http://{host}:{port}/never/{number}");
        let reply = bench.ask(&format!("POST {CALLS}"), &creates(&callback)).await;
        if reply.status == 201 {
            bench.ask(&format!("DELETE {CALLS}/{}", reply.member("id")), "").await;
        }
        crowded = bench.count("failed").await;
        number += 1;
    }
    assert!(bench.count("waiting").await >= 8 * 20);
    let user = format!("http://user{number}@127.0.0.1:{port}/never");
    assert_eq!(bench.ask(&format!("POST {CALLS}"), &creates(&user)).await.status, 400);
    // An honest call is established and hung up, and its bot is told all of it.
    let call = loop {
        let reply = bench.ask(&format!("POST {CALLS}"), &creates(&format!("{}/good", sink.base))).await;
        if reply.status == 201 {
            break reply.member("id");
        }
    };
    bench.until(&call, "established").await;
    bench.ask(&format!("DELETE {CALLS}/{call}"), "").await;
    let came: Vec<String> = sink.until_the_end("/good").await.iter().map(|came| came.word()).collect();
    assert_eq!(came, ["establishing", "ringing", "established", "audio", "terminating", "terminated"]);
    let mut bench = bench;
    drop(bench.stop.take());
}

/// Where the next page is, as `Link` says it.
fn next(reply: &Reply) -> Option<String> {
    let link = reply.header("Link")?;
    assert!(link.ends_with(r#">; rel="next""#), "{link}");
    Some(link.split(['<', '>']).nth(1).unwrap().to_owned())
}

fn lines(reply: &Reply) -> Vec<String> {
    std::str::from_utf8(&reply.body).unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn the_list_of_calls_comes_in_pages() {
    let bench = Bench::new(Options { by_hand: true, ..Options::default() }).await;
    let mut made = Vec::new();
    for _ in 0..25 {
        made.push(bench.create("http://127.0.0.1:9/").await);
    }
    let (mut found, mut path, mut sizes) = (Vec::new(), "/control/calls?top=10".to_owned(), Vec::new());
    loop {
        let reply = bench.ask(&format!("GET {path}"), "").await;
        sizes.push(lines(&reply).len());
        found.extend(lines(&reply));
        // One that ends in between is no reason to miss another.
        if found.len() == 10 {
            bench.control(&format!(r#"{{"forget": {{"call": "{}"}}}}"#, found[0])).await;
        }
        match next(&reply) {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(sizes, [10, 10, 5]);
    made.sort();
    found.sort();
    assert_eq!(found, made);
    for number in 0..1_100 {
        let ring = format!(r#"{{"peer": {{"call": "57dab8b1-894c-409a-b240-{number:012x}", "event": "calls"}}}}"#);
        let command = graph_call_mock::exchange::Command::read(&ring).unwrap();
        bench.mock.with(|exchange, now| exchange.control(now, command)).unwrap();
    }
    let reply = bench.ask("GET /control/calls", "").await;
    assert_eq!(lines(&reply).len(), 1_000);
    assert!(next(&reply).is_some());
    // A page has one call at least, so that the last one is reached.
    for (top, expected) in [(0, 1), (1, 1), (7, 7)] {
        let reply = bench.ask(&format!("GET /control/calls?top={top}"), "").await;
        assert_eq!((lines(&reply).len(), next(&reply).is_some()), (expected, true), "{top}");
    }
    for (query, status) in
        [("top=0", 200), ("top=99999999999", 400), ("top=x", 400), ("from=-1", 400), ("from=4294967295", 200)]
    {
        assert_eq!(bench.ask(&format!("GET /control/calls?{query}"), "").await.status, status, "{query}");
    }
    bench.stop().await;
}

/// The length of the longest journal there is now.
fn longest(state: &Path) -> u64 {
    let files = std::fs::read_dir(state).unwrap().filter_map(Result::ok);
    let journals = files.filter(|entry| entry.file_name().to_str().unwrap().starts_with("journal-"));
    // It may have been deleted since.
    journals.filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).max().unwrap_or(0)
}

/// Nothing is due, so that the driver sleeps, while requests pour in.
#[tokio::test(flavor = "multi_thread")]
async fn the_journal_stays_short_while_requests_pour_in() {
    const LIMIT: u64 = 16 * 1_024;
    let state = directory("poured");
    let options = Options { state: Some(state.clone()), by_hand: true, journal: Some(LIMIT), ..Options::default() };
    let bench = Bench::new(options).await;
    let address = bench.address;
    let mut pouring = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let call = bench.create("http://127.0.0.1:9/").await;
        pouring.spawn(async move {
            for _ in 0..200 {
                assert_eq!(ask(address, &format!("POST {CALLS}/{call}/keepAlive"), &[], "").await.status, 200);
            }
        });
    }
    let mut most = 0;
    while !pouring.is_empty() {
        most = most.max(longest(&state));
        if let Ok(Some(poured)) = timeout(Duration::from_millis(1), pouring.join_next()).await {
            poured.unwrap();
        }
    }
    // Each of those who saw that there was room may have written a line since.
    assert!((LIMIT / 2..2 * LIMIT + 10 * 1_024).contains(&most), "{most}");
    bench.stop().await;
    let again = Bench::new(Options { state: Some(state), by_hand: true, ..Options::default() }).await;
    assert_eq!(again.mock.with(|exchange, _| exchange.calls().len()), 10);
    again.stop().await;
}

#[tokio::test]
async fn nobody_makes_the_mock_call_itself() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    for own in [format!("http://{}", bench.address), format!("http://localhost:{}", bench.address.port())] {
        let keeps = format!("{own}{CALLS}/{call}/keepAlive");
        let reply = bench.ask(&format!("POST {CALLS}"), &creates(&keeps)).await;
        assert_eq!(reply.status, 400, "{reply:?}");
        assert!(reply.message().contains("the mock itself"), "{reply:?}");
        let told = bench.control(&format!(r#"{{"bot": {{"callbackUri": "{own}/control"}}}}"#)).await;
        assert_eq!(told.status, 400, "{told:?}");
    }
    // Nobody is notified of this one.
    bench.control(&format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#)).await;
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 2);
    bench.stop().await;
}
