//! The program as it is, killed in the middle of a call: the service never notices.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{self, Exchange, Seed, Setup};
use graph_call_mock::scenario::Port;
use graph_call_mock::server::{Mock, Settings};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::TcpListener;

/// 45 minutes in nine seconds.
const SPEED: f64 = 300.0;
/// How long a test waits for what must come: far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(60);

struct Bot {
    child: Child,
    log: Receiver<String>,
}

impl Bot {
    fn run(service: &str, listen: &str, state: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tokio_bot"))
            .args(["--service", service, "--listen", listen, "--state", state.to_str().unwrap(), "--stay", "10000"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (lines, log) = channel();
        let reader = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || reader.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        Self { child, log }
    }

    /// Waits for a line that has one of these words, and returns it.
    fn says_one_of(&self, words: &[&str]) -> String {
        let mut said = Vec::new();
        loop {
            let line = self.log.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("none of {words:?}: {said:#?}"));
            if words.iter().any(|word| line.contains(word)) {
                return line;
            }
            said.push(line);
        }
    }

    fn says(&self, words: &str) {
        self.says_one_of(&[words]);
    }

    /// Rings until it has answered: a busy machine may take longer than the 15 s that a call waits.
    fn answers(&self, mock: &Mock) -> Id {
        const ESTABLISHED: &str = "establishing -> established";
        for number in 1..=20 {
            let call = Id::from_u128(number << 96);
            mock.with(|exchange, now| exchange.control(now, on_the_way(call, "calls"))).unwrap();
            let line = self.says_one_of(&[ESTABLISHED, "ended: "]);
            assert!(line.contains(&format!("call {number:08x} ")), "{line}");
            if line.contains(ESTABLISHED) {
                return call;
            }
        }
        panic!("it answers none")
    }
}

/// It goes no other way.
impl Drop for Bot {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn on_the_way(call: Id, state: &str) -> exchange::Command {
    exchange::Command::read(&format!(r#"{{"peer": {{"call": "{call}", "event": "{state}"}}}}"#)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_it_keeps_its_call_alive() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let service = format!("http://{}", listener.local_addr().unwrap());
    let setup = Setup { room: 10, seed: Seed(1), base: Box::from(service.as_str()), ..Setup::default() };
    let settings = Settings::new(Speed::new(SPEED).unwrap());
    let mock = Mock::new(Exchange::new(Timestamp::ZERO, &setup).unwrap(), HttpConnector::new(), settings);
    let serving = mock.clone();
    tokio::spawn(async move { serving.run(listener, std::future::pending()).await });
    // It is the bot's again and again.
    let port = Port::free().unwrap();
    let listen = format!("127.0.0.1:{}", port.number());
    let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tokio_bot-killed");
    let _ = std::fs::remove_dir_all(&state);

    let mut bot = Bot::run(&service, &listen, &state);
    bot.says("incoming calls are notified");
    let call = bot.answers(&mock);
    let began = mock.with(|_, now| now);
    let until = began.saturating_add(Duration::from_secs(60 * 60));
    let mut kills = 0;
    while mock.with(|_, now| now) < until || kills < 4 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(bot);
        kills += 1;
        tokio::time::sleep(Duration::from_millis(500)).await;
        bot = Bot::run(&service, &listen, &state);
        bot.says("is established, and goes on");
    }
    assert_eq!(mock.with(|exchange, _| exchange.calls()), [call]);
    mock.with(|exchange, now| exchange.control(now, on_the_way(call, "hangsUp"))).unwrap();
    bot.says("ended: ");
}
