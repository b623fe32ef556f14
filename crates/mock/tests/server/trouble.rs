//! Trouble as clients see it: what they must wait for, answers that are late, and connections that
//! are closed.

use std::time::Duration;

use call_lifecycle::wire::http::RetryAfter;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bench::{Bench, CALLS, Options, PATIENCE, creates, text};

/// A stock client waits in real seconds, whatever the speed.
#[tokio::test]
async fn retry_after_is_in_real_seconds_rounded_up() {
    for (speed, span, real) in
        [(1.0, 7, "7"), (60.0, 7, "1"), (60.0, 60, "1"), (60.0, 61, "2"), (0.5, 7, "14"), (10_000.0, 1, "1")]
    {
        let bench = Bench::new(Options { speed, ..Options::default() }).await;
        let villain = format!(r#"{{"villain": {{"429": 1, "retryAfter": {span}, "rateLimit": 1200}}}}"#);
        assert_eq!(bench.control(&villain).await.status, 200);
        let reply = bench.ask(&format!("POST {CALLS}"), &creates("http://127.0.0.1:9/")).await;
        let header = |name| reply.header(name);
        assert_eq!((reply.status, header("Retry-After")), (429, Some(real)), "{speed}");
        let limits = (header("RateLimit-Limit"), header("RateLimit-Remaining"), header("RateLimit-Reset"));
        assert_eq!(limits, (Some("1200"), Some("0"), Some(real)));
        bench.control(r#"{"villain": {"429": 1}}"#).await;
        let reply = bench.ask(&format!("POST {CALLS}"), &creates("http://127.0.0.1:9/")).await;
        assert_eq!((reply.status, reply.header("Retry-After"), reply.header("RateLimit-Limit")), (429, None, None));
        bench.stop().await;
    }
}

#[tokio::test]
async fn retry_after_is_a_date_if_the_villain_says_so() {
    let bench = Bench::new(Options { speed: 60.0, ..Options::default() }).await;
    bench.control(r#"{"villain": {"503": 1, "retryAfter": 600, "retryDate": 1}}"#).await;
    let reply = bench.ask(&format!("POST {CALLS}"), &creates("http://127.0.0.1:9/")).await;
    let read = |name| match reply.header(name).and_then(RetryAfter::parse) {
        Some(RetryAfter::Date(date)) => date,
        other => panic!("{name}: {other:?} in {reply:?}"),
    };
    // Never sooner than the span, and a second later at most, since a date has no fractions.
    assert_eq!((reply.status, read("Retry-After") - read("Date")), (503, 11));
    bench.stop().await;
}

#[tokio::test]
async fn a_connection_is_closed_instead_of_an_answer() {
    let bench = Bench::new(Options::default()).await;
    for (villain, calls) in [("cut", 0), ("cutAfter", 1)] {
        bench.control(&format!(r#"{{"villain": {{"{villain}": 1}}}}"#)).await;
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        // The second request of the connection is never looked at.
        let request = text(&format!("POST {CALLS}"), &[], &creates("http://127.0.0.1:9/"));
        stream.write_all(request.repeat(2).as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap();
        assert!(bytes.is_empty(), "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), calls, "{villain}");
    }
    bench.stop().await;
}

/// It has its effect at once, and delays no other answer.
#[tokio::test]
async fn a_late_answer_is_late_for_its_client_alone() {
    let bench = Bench::new(Options { by_hand: true, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    bench.control(r#"{"villain": {"method": "hangUp", "late": 1, "lateUpTo": 3600000}}"#).await;
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(text(&format!("DELETE {CALLS}/{call}"), &[], "").as_bytes()).await.unwrap();
    bench.until(&call, "terminating").await;
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(20), stream.read(&mut byte)).await.is_err(), "up to an hour");
    bench.control(r#"{"villain": {"late": 1, "lateUpTo": 200}}"#).await;
    assert_eq!(bench.ask(&format!("GET {CALLS}"), "").await.status, 405);
    bench.stop().await;
}

/// A batch is answered with the latest of its parts, wherever that stands.
#[tokio::test]
async fn a_batch_is_as_late_as_its_latest_part() {
    let bench = Bench::new(Options { by_hand: true, ..Options::default() }).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    bench.control(r#"{"villain": {"method": "getCall", "late": 1, "lateUpTo": 3600000}}"#).await;
    let part = |id: usize, below: &str| {
        format!(r#"{{"id": "{id}", "method": "GET", "url": "/communications/calls/{call}{below}"}}"#)
    };
    for late in [0, 1, 2] {
        let parts: Vec<String> = (0..3).map(|id| part(id, if id == late { "" } else { "/operations" })).collect();
        let body = format!(r#"{{"requests": [{}]}}"#, parts.join(","));
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        stream.write_all(text("POST /v1.0/$batch", &[], &body).as_bytes()).await.unwrap();
        let mut byte = [0];
        assert!(timeout(Duration::from_millis(20), stream.read(&mut byte)).await.is_err(), "{late}");
    }
    bench.stop().await;
}
