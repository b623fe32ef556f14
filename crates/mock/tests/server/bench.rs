//! A service on a free port, and clients that send what a test wants sent.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{Exchange, Seed, Setup};
use graph_call_mock::server::connect::Outward;
use graph_call_mock::server::state::State;
use graph_call_mock::server::{Hosts, Key, Mock, Settings, Signer, SigningKey};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long a test waits for what must come: far longer than it takes.
pub const PATIENCE: Duration = Duration::from_secs(60);
pub const CALLS: &str = "/v1.0/communications/calls";
pub const INCOMING: &str = "57dab8b1-894c-409a-b240-bd8beae78896";

pub struct Options {
    pub speed: f64,
    pub key: Option<Key>,
    pub connections: usize,
    pub state: Option<PathBuf>,
    pub by_hand: bool,
    pub room: usize,
    pub lenient: bool,
    /// What signs, for the application of [`setup`].
    pub signing: Option<SigningKey>,
    /// From which length on the journal is started again, in bytes.
    pub journal: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            speed: 1.0,
            key: None,
            connections: 64,
            state: None,
            by_hand: false,
            room: 2_000,
            lenient: true,
            signing: None,
            journal: None,
        }
    }
}

pub struct Bench {
    pub address: SocketAddr,
    pub mock: Mock,
    pub stop: Option<oneshot::Sender<()>>,
    pub task: JoinHandle<std::io::Result<()>>,
}

pub fn setup(by_hand: bool) -> Setup {
    Setup { room: 2_000, seed: Seed(1), base: Box::from("http://mock"), by_hand, lenient: true, ..Setup::default() }
}

impl Bench {
    pub async fn new(options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut setup = Setup { room: options.room, lenient: options.lenient, ..setup(options.by_hand) };
        setup.callbacks.listens_at(address);
        let new = || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap());
        let (state, exchange) = match &options.state {
            Some(directory) => {
                State::open(directory, &setup, new).map(|(state, exchange)| (Some(state), exchange)).unwrap()
            }
            None => (None, new().unwrap()),
        };
        let state = state.map(|state| match options.journal {
            Some(limit) => state.with_journal_limit(limit),
            None => state,
        });
        let mut hosts = Hosts::default();
        hosts.allow("mock");
        let (key, connections) = (options.key, options.connections);
        let signer = options.signing.map(|key| Signer::new(key, exchange.audience(), exchange.base()));
        let settings =
            Settings { key, hosts, connections, state, signer, ..Settings::new(Speed::new(options.speed).unwrap()) };
        let mock = Mock::new(exchange, Outward::new(address), settings);
        let (stop, stopped) = oneshot::channel();
        let running = mock.clone();
        let task = tokio::spawn(async move { running.run(listener, async { drop(stopped.await) }).await });
        Self { address, mock, stop: Some(stop), task }
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> Mock {
        drop(self.stop.take());
        timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap();
        self.mock
    }

    pub async fn ask(&self, request: &str, body: &str) -> Reply {
        ask(self.address, request, &[], body).await
    }

    /// Creates a call that is told of there; its id.
    pub async fn create(&self, callback: &str) -> String {
        let reply = self.ask(&format!("POST {CALLS}"), &creates(callback)).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.member("id")
    }

    pub async fn control(&self, command: &str) -> Reply {
        ask(self.address, "POST /control", &[("Content-Type", "application/json")], command).await
    }

    /// How often something was counted.
    pub async fn count(&self, name: &str) -> u64 {
        self.ask("GET /control", "").await.json()["counts"][name].as_u64().unwrap()
    }

    /// Waits until the call is in a state.
    pub async fn until(&self, call: &str, state: &str) {
        let wait = async {
            while self.ask(&format!("GET {CALLS}/{call}"), "").await.json()["state"] != state {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, wait).await.unwrap();
    }
}

pub fn creates(callback: &str) -> String {
    format!(r#"{{"callbackUri": "{callback}"}}"#)
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn member(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_else(|| panic!("no {name}: {self:?}")).to_owned()
    }

    /// The words of an error.
    pub fn message(&self) -> String {
        self.json()["error"]["message"].as_str().unwrap_or_else(|| panic!("no message: {self:?}")).to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// `POST /path`, with a body if there is one.
pub fn text(request: &str, headers: &[(&str, &str)], body: &str) -> String {
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    // An empty value leaves the header out.
    let says_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let length =
        if body.is_empty() || says_type { length } else { format!("Content-Type: application/json\r\n{length}") };
    let host = if headers.iter().any(|(name, _)| *name == "Host") { "" } else { "Host: mock\r\n" };
    let headers: String = headers
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!("{request} HTTP/1.1\r\n{host}{headers}{length}\r\n{body}")
}

pub async fn ask(address: SocketAddr, request: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let headers: Vec<(&str, &str)> = headers.iter().copied().chain([("Connection", "close")]).collect();
    timeout(PATIENCE, async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // A server that has seen enough may close before it has read all.
        let _ = stream.write_all(text(request, &headers, body).as_bytes()).await;
        rest(&mut stream).await
    })
    .await
    .unwrap_or_else(|_| panic!("no answer to {request}"))
}

/// The answer that stands on a connection which closes after it.
pub async fn rest(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap();
    reply(&bytes)
}

pub fn reply(bytes: &[u8]) -> Reply {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    Reply { status, head, body: bytes[end + 4..].to_vec() }
}

/// An empty directory for one test.
pub fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("graph-call-mock-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    path
}
