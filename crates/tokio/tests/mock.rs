//! The example against the mock of Graph, over loopback.
#![cfg(all(feature = "reqwest", feature = "server"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a test, and the main of the example"
)]

use std::time::Duration;

use call_lifecycle::{Cause, Timestamp};
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{Exchange, Seed, Setup};
use graph_call_mock::server::{Mock, Settings};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::TcpListener;

#[path = "../examples/keep_alive.rs"]
mod example;

/// An hour of the service's time in 3.6 s.
const SPEED: f64 = 1_000.0;

#[tokio::test]
async fn the_example_keeps_a_call_alive_for_two_hours_and_sees_its_end() {
    let setup = Setup { room: 10, seed: Seed(1), base: Box::from("http://mock"), ..Setup::default() };
    let exchange = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let speed = Speed::new(SPEED).unwrap();
    let settings = Settings::new(speed);
    let mock = Mock::new(exchange, HttpConnector::new(), settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let running = mock.clone();
    tokio::spawn(async move { running.run(listener, std::future::pending()).await });

    let service = address.clone();
    let kept = tokio::spawn(async move { example::keep_alive(&service, speed).await });
    tokio::time::sleep(Duration::from_millis(7_200)).await;
    assert!(!kept.is_finished(), "its call has ended");

    // The other side hangs up.
    let client = reqwest::Client::new();
    let calls = client.get(format!("{address}/control/calls")).send().await.unwrap().text().await.unwrap();
    let id = calls.trim();
    let hangs_up = format!(r#"{{"peer": {{"call": "{id}", "event": "hangsUp"}}}}"#);
    let told = client.post(format!("{address}/control")).header("Content-Type", "application/json").body(hangs_up);
    assert!(told.send().await.unwrap().status().is_success());
    let cause = tokio::time::timeout(Duration::from_secs(30), kept).await.unwrap().unwrap().unwrap();
    assert!(matches!(cause, Some(Cause::RemoteHangUp)), "{cause:?}");
}
