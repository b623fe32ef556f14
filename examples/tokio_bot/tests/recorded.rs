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

/// An hour of the service's time in 9 s.
const SPEED: f64 = 400.0;
/// How often a computer may be too busy for that speed.
const RUNS: usize = 5;

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

/// One run of the demo: what was logged, and what was recorded; `None` where it was cut short.
async fn demo(record: &Path) -> Option<(Vec<(u64, String, String)>, String)> {
    let service = mock().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut options = options(&service, &listener.local_addr().unwrap().to_string(), record);
    options.demo = true;
    options.place = true;
    options.plan.withhold = Some(tokio_bot::WITHHELD);
    let (stop, stopped) = oneshot::channel::<bool>();
    let mut stop = Some(stop);
    let log = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&log);
    let print = move |line: &Line| {
        lines.lock().unwrap().extend(logged(line));
        if let News::Note(text) = &line.news {
            let is_short = text.starts_with(tokio_bot::CUT_SHORT);
            if is_short || text.contains("it is over") {
                stop.take().map(|stop| stop.send(is_short));
            }
        }
    };
    let mut is_short = false;
    let stopped = async { is_short = stopped.await.unwrap() };
    let run = run(options, listener, HttpConnector::new(), stopped, print);
    let left = timeout(Duration::from_secs(120), run).await.unwrap().unwrap();
    if is_short {
        return None;
    }
    assert_eq!(left.len(), 0, "{left:?}");
    let trace = std::fs::read_to_string(record).unwrap();
    std::fs::remove_file(record).unwrap();
    Some((std::mem::take(&mut *log.lock().unwrap()), trace))
}

#[tokio::test]
async fn what_is_recorded_replays_to_what_was_logged() {
    let mut whole = None;
    for _ in 0..RUNS {
        whole = demo(&file("record")).await;
        if whole.is_some() {
            break;
        }
    }
    let Some((expected, trace)) = whole else { panic!("{RUNS} runs were all cut short") };
    assert_eq!(replayed(&trace), expected, "{trace}");
    for word in ["keepAliveSucceeded", "operationEnded", "ended remoteHangUp", "ended localHangUp"] {
        assert!(expected.iter().any(|(_, _, said)| said == word), "{word}: {expected:?}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_said_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let options = options("http://127.0.0.1:9", "127.0.0.1:9", &std::env::temp_dir());
    let ran = run(options, listener, HttpConnector::new(), std::future::pending(), |_| {}).await;
    let Err(Error::Record(error)) = ran else { panic!("{ran:?}") };
    assert!(error.to_string().contains(&*std::env::temp_dir().to_string_lossy()), "{error}");
}
