//! A bot that takes only what the service has signed for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::sync::mpsc;
use std::time::Duration;

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{Command, Exchange, Seed, Setup};
use graph_call_mock::server::{Mock, Settings, Signer, SigningKey};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_bot::{Check, Options, run};

/// How long a test waits for what must come: far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A mock that signs, and a bot that checks. The log of the bot, and its address.
async fn stage(app: Id, speed: f64) -> (Mock, mpsc::Receiver<String>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let service = format!("http://{}", listener.local_addr().unwrap());
    let setup = Setup { room: 10, seed: Seed(1), base: Box::from(service.as_str()), ..Setup::default() };
    let exchange = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    let signer = Some(Signer::new(SigningKey::generate().unwrap(), exchange.audience(), exchange.base()));
    let settings = Settings { signer, ..Settings::new(Speed::new(speed).unwrap()) };
    let mock = Mock::new(exchange, HttpConnector::new(), settings);
    let serving = mock.clone();
    tokio::spawn(async move { serving.run(listener, std::future::pending()).await });

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let bot = listener.local_addr().unwrap().to_string();
    let mut options = Options::new(&service, &format!("http://{bot}/api/calls"), [1, 2]);
    let metadata = format!("{service}/v1/.well-known/OpenIdConfiguration");
    options.check = Some(Check { app: app.to_string(), metadata });
    let (log, said) = mpsc::channel();
    let print = move |line: &tokio_bot::Line| drop(log.send(line.to_string()));
    tokio::spawn(async move { run(options, listener, HttpConnector::new(), std::future::pending(), print).await });
    let ready = async {
        while !mock.with(|exchange, _| exchange.has_bot()) {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, ready).await.unwrap();
    (mock, said, bot)
}

fn ring(mock: &Mock) {
    let call = Id::from_u128(1);
    let command = Command::read(&format!(r#"{{"peer": {{"call": "{call}", "event": "calls"}}}}"#)).unwrap();
    mock.with(|exchange, now| exchange.control(now, command)).unwrap();
}

/// Waits until the mock has counted something.
async fn until(mock: &Mock, is_so: impl Fn(&Exchange) -> bool) {
    let wait = async {
        while !mock.with(|exchange, _| is_so(exchange)) {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, wait).await.unwrap();
}

/// What the bot answers to a notification with these headers.
async fn answer(bot: &str, headers: &str) -> String {
    let body = r#"{"value": []}"#;
    let mut stream = TcpStream::connect(bot).await.unwrap();
    let head = format!("POST /api/calls HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n{headers}");
    let text = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_service_has_signed_is_taken_and_nothing_else() {
    // 15 s to answer are enough for a busy machine that has keys to fetch and signatures to check.
    let (mock, said, bot) = stage(Setup::APP, 1.5).await;
    ring(&mock);
    let mut lines = Vec::new();
    while !lines.last().is_some_and(|line: &String| line.contains("establishing -> established")) {
        lines.push(said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{lines:#?}")));
    }
    let unsigned = answer(&bot, "").await;
    assert!(unsigned.starts_with("HTTP/1.1 401 ") && unsigned.contains("no bearer token"), "{unsigned}");
    let nonsense = answer(&bot, "Authorization: Bearer nonsense\r\n").await;
    assert!(nonsense.starts_with("HTTP/1.1 401 ") && nonsense.contains("the token: "), "{nonsense}");
    // A token of somebody else, who names another key.
    let other = Signer::new(SigningKey::generate().unwrap(), (Setup::APP, Id::from_u128(1)), "http://other");
    let header = other.authorization().unwrap();
    let foreign = answer(&bot, &format!("Authorization: {}\r\n", header.to_str().unwrap())).await;
    assert!(foreign.starts_with("HTTP/1.1 401 ") && foreign.contains("the service has no key"), "{foreign}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_for_another_application_is_refused() {
    // A notification is given up after 40 s.
    let (mock, said, _) = stage(Id::from_u128(7), 100.0).await;
    ring(&mock);
    until(&mock, |exchange| exchange.counts().failed > 0).await;
    assert!(said.try_iter().all(|line| !line.contains("establish")), "it was told of nothing");
    assert_eq!(mock.with(|exchange, _| exchange.counts().delivered), 0);
}
