//! `--record`: what is recorded of a run with the mock replays to what the bot logged.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{Exchange, Seed, Setup};
use graph_call_mock::server::{Mock, Settings};
use graph_call_replay::{End, json};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_bot::{Error, Line, News, Options, run};

/// An hour of the service's time in 3.6 s.
const SPEED: f64 = 1_000.0;

async fn mock() -> String {
    let setup = Setup { room: 10, seed: Seed(1), base: Box::from("http://mock"), ..Setup::default() };
    let exchange = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let speed = Speed::new(SPEED).unwrap();
    let settings = Settings::new(speed);
    let mock = Mock::new(exchange, HttpConnector::new(), settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { mock.run(listener, std::future::pending()).await });
    format!("http://{address}")
}

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tokio-bot-{name}-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

fn options(service: &str, bot: &str, record: &Path) -> Options {
    let mut options = Options::new(service, &format!("http://{bot}/api/calls"), [1, 2]);
    options.record = Some(record.to_owned());
    options
}

/// What a line of the log is in the report of a replay.
fn logged(line: &Line) -> Option<(u64, String, String)> {
    let word = match &line.news {
        News::State(_, to) => format!("state {to}"),
        News::Ended(cause, _) => format!("ended {cause}"),
        News::KeptAlive(_) => "keepAliveSucceeded".to_owned(),
        News::NotKeptAlive(_) => "keepAliveFailed".to_owned(),
        News::Accepted(_) => "operationAccepted".to_owned(),
        News::OperationEnded(..) => "operationEnded".to_owned(),
        _ => return None,
    };
    Some((line.at?.as_millis(), line.call?.to_string(), word))
}

fn replayed(trace: &str) -> Vec<(u64, String, String)> {
    let report = json(trace, End::App).unwrap();
    let lines = report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut all = Vec::new();
    for line in lines.filter(|line| line["outputs"].is_array()) {
        for output in line["outputs"].as_array().unwrap() {
            // The bot says only that the call has ended.
            if output["reason"] == "callEnded" {
                continue;
            }
            let word = match (output["output"].as_str().unwrap(), output["to"].as_str(), output["cause"].as_str()) {
                ("state", Some(to), _) if to != "incoming" => format!("state {to}"),
                ("ended", _, Some(cause)) => format!("ended {cause}"),
                (word @ ("keepAliveSucceeded" | "keepAliveFailed" | "operationAccepted" | "operationEnded"), ..) => {
                    word.to_owned()
                }
                _ => continue,
            };
            all.push((output["at"].as_u64().unwrap(), line["call"].as_str().unwrap().to_owned(), word));
        }
    }
    all
}

#[tokio::test]
async fn what_is_recorded_replays_to_what_was_logged() {
    let (service, record) = (mock().await, file("record"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut options = options(&service, &listener.local_addr().unwrap().to_string(), &record);
    options.demo = true;
    options.place = true;
    options.plan.withhold = Some(tokio_bot::WITHHELD);
    let (stop, stopped) = oneshot::channel::<()>();
    let mut stop = Some(stop);
    let log = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&log);
    let print = move |line: &Line| {
        lines.lock().unwrap().extend(logged(line));
        if matches!(&line.news, News::Note(text) if text.contains("it is over")) {
            stop.take().map(|stop| stop.send(()));
        }
    };
    let stopped = async { stopped.await.unwrap() };
    let run = run(options, listener, HttpConnector::new(), stopped, print);
    let left = timeout(Duration::from_secs(60), run).await.unwrap().unwrap();
    assert_eq!(left.len(), 0, "{left:?}");

    let trace = std::fs::read_to_string(&record).unwrap();
    let (expected, found) = (log.lock().unwrap().clone(), replayed(&trace));
    assert_eq!(found, expected, "{trace}");
    for word in ["keepAliveSucceeded", "operationEnded", "ended remoteHangUp", "ended localHangUp"] {
        assert!(expected.iter().any(|(_, _, said)| said == word), "{word}: {expected:?}");
    }
    std::fs::remove_file(&record).unwrap();
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_said_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let options = options("http://127.0.0.1:9", "127.0.0.1:9", &std::env::temp_dir());
    let ran = run(options, listener, HttpConnector::new(), std::future::pending(), |_| {}).await;
    let Err(Error::Record(error)) = ran else { panic!("{ran:?}") };
    assert!(error.to_string().contains(&*std::env::temp_dir().to_string_lossy()), "{error}");
}
