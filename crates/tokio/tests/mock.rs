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
use tokio::time::timeout;

#[path = "../examples/keep_alive.rs"]
mod example;

/// An hour of the service's time in 3.6 s. Slower for a machine that is so busy that a keepAlive is late: a call that is not
/// kept alive ends at any speed.
const SPEEDS: [f64; 3] = [1_000.0, 250.0, 50.0];

#[tokio::test]
async fn the_example_keeps_a_call_alive_for_two_hours_and_sees_its_end() {
    let mut causes = Vec::new();
    while !causes.contains(&Some(Cause::RemoteHangUp)) {
        let times = SPEEDS.get(causes.len()).unwrap_or_else(|| panic!("its call has ended: {causes:?}"));
        causes.push(two_hours(Speed::new(*times).unwrap()).await);
    }
}

/// How a call ended: after two hours the other side hangs up.
async fn two_hours(speed: Speed) -> Option<Cause> {
    let setup = Setup { room: 10, seed: Seed(1), base: Box::from("http://mock"), ..Setup::default() };
    let exchange = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let mock = Mock::new(exchange, HttpConnector::new(), Settings::new(speed));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (running, clock) = (mock.clone(), mock.clock());
    tokio::spawn(async move { running.run(listener, std::future::pending()).await });

    let service = address.clone();
    let mut kept = tokio::spawn(async move { example::keep_alive(&service, speed).await.unwrap() });
    tokio::select! {
        ended = &mut kept => return ended.unwrap(),
        () = clock.sleep_until(Timestamp::from_millis(2 * 3_600_000)) => {}
    }
    let client = reqwest::Client::new();
    let calls = client.get(format!("{address}/control/calls")).send().await.unwrap().text().await.unwrap();
    let id = calls.trim();
    let hangs_up = format!(r#"{{"peer": {{"call": "{id}", "event": "hangsUp"}}}}"#);
    let told = client.post(format!("{address}/control")).header("Content-Type", "application/json").body(hangs_up);
    told.send().await.unwrap();
    timeout(Duration::from_secs(60), kept).await.unwrap().unwrap()
}
