//! The program as it is, killed in the middle of a call: the service never notices.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::io::{BufRead, BufReader};
use std::net::TcpListener as Port;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use call_lifecycle::{Id, Timestamp};
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{self, Exchange, Seed, Setup};
use graph_call_mock::server::{Mock, Settings};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::TcpListener;

/// 45 minutes in nine seconds.
const SPEED: f64 = 300.0;
const PATIENCE: Duration = Duration::from_secs(20);

struct Bot {
    child: Child,
    log: Receiver<String>,
}

impl Bot {
    fn run(service: &str, listen: &str, state: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tokio_bot"))
            .args(["--service", service, "--listen", listen, "--state", state.to_str().unwrap()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (lines, log) = channel();
        let reader = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || reader.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        Self { child, log }
    }

    /// Waits for a line that has these words.
    fn says(&self, words: &str) {
        let mut said = Vec::new();
        while !said.last().is_some_and(|line: &String| line.contains(words)) {
            said.push(self.log.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("not {words:?}: {said:#?}")));
        }
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
    let listen = Port::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tokio_bot-killed");
    let _ = std::fs::remove_dir_all(&state);

    let mut bot = Bot::run(&service, &listen, &state);
    bot.says("incoming calls are notified");
    let call = Id::from_u128(1);
    mock.with(|exchange, now| exchange.control(now, on_the_way(call, "calls"))).unwrap();
    bot.says("establishing -> established");
    let began = mock.with(|_, now| now);
    let until = began.saturating_add(Duration::from_secs(60 * 60));
    let mut kills = 0;
    while mock.with(|_, now| now) < until {
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(bot);
        kills += 1;
        tokio::time::sleep(Duration::from_millis(500)).await;
        bot = Bot::run(&service, &listen, &state);
        bot.says("is established, and goes on");
    }
    assert!(kills > 3 && mock.with(|exchange, _| exchange.calls()) == [call]);
    mock.with(|exchange, now| exchange.control(now, on_the_way(call, "hangsUp"))).unwrap();
    bot.says("ended: ");
}
