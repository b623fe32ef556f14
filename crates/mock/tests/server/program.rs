//! The program itself: killed under load and begun again, stopped, and told nonsense.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::bench::{CALLS, ask, creates, directory};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_graph-call-mock");

/// It runs until it is dropped.
pub struct Running {
    pub child: Child,
    out: BufReader<std::process::ChildStdout>,
    pub address: SocketAddr,
    pub said: String,
}

impl Running {
    pub fn new(arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        Self::of(command)
    }

    /// A command that starts the program with its last arguments.
    pub fn of(mut command: Command) -> Self {
        let address = ["--listen", "127.0.0.1:0", "--host", "mock"];
        let mut child = command.args(address).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        out.read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        let address = address.unwrap_or_else(|| panic!("no address: {said:?}"));
        Self { child, out, address, said }
    }

    pub fn kept(state: &Path, speed: &str) -> Self {
        Self::new(&["--state", state.to_str().unwrap(), "--speed", speed, "--bot", "http://127.0.0.1:9/"])
    }

    /// When each live call on the page expires, and when that clock was set.
    async fn clocks(&self) -> Vec<(String, Value)> {
        let live = ask(self.address, "GET /live", &[], "").await.json();
        let calls = live["calls"].as_array().unwrap().iter().filter(|call| call.get("expiry").is_some());
        let mut all: Vec<_> =
            calls.map(|call| (call["id"].as_str().unwrap().to_owned(), call["expiry"].clone())).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Creates calls and keeps them alive, until the service is not there any more.
async fn load(address: SocketAddr, made: Arc<Mutex<Vec<String>>>) {
    let body = creates("http://127.0.0.1:9/");
    loop {
        let Some(reply) = try_ask(address, &format!("POST {CALLS}"), &body).await else { return };
        let Some(id) = reply["id"].as_str().map(str::to_owned) else { return };
        made.lock().unwrap().push(id.clone());
        if try_ask(address, &format!("POST {CALLS}/{id}/keepAlive"), "").await.is_none() {
            return;
        }
    }
}

/// The body of an answer, if a whole one came.
async fn try_ask(address: SocketAddr, request: &str, body: &str) -> Option<Value> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.ok()?;
    let text = super::bench::text(request, &[("Connection", "close")], body);
    stream.write_all(text.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.ok()?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let body = bytes.get(end + 4..)?;
    if body.is_empty() { Some(Value::Null) } else { serde_json::from_slice(body).ok() }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_under_load_it_has_lost_no_call_that_it_has_answered_for() {
    let state = directory("killed");
    let made = Arc::new(Mutex::new(Vec::new()));
    let mut before = 0;
    for round in 0..3 {
        let mut running = Running::kept(&state, "2");
        let calls = ask(running.address, "GET /control/calls?top=10000", &[], "").await;
        let live = String::from_utf8(calls.body).unwrap();
        let all = made.lock().unwrap().clone();
        let lost: Vec<&String> = all.iter().filter(|id| !live.contains(*id)).collect();
        assert!(lost.is_empty(), "round {round}: {} of {} are lost: {lost:?}", lost.len(), all.len());
        assert!(running.said.contains(&format!("{} calls", live.lines().count())), "{}", running.said);
        for id in all.iter().rev().take(100) {
            let reply = ask(running.address, &format!("POST {CALLS}/{id}/keepAlive"), &[], "").await;
            assert_eq!(reply.status, 200, "round {round}");
        }
        let loads: Vec<_> = (0..4).map(|_| tokio::spawn(load(running.address, Arc::clone(&made)))).collect();
        while made.lock().unwrap().len() < before + 200 {
            tokio::task::yield_now().await;
        }
        // In the middle of whatever it does.
        running.child.kill().unwrap();
        for load in loads {
            load.await.unwrap();
        }
        before = made.lock().unwrap().len();
    }
    let again = Running::kept(&state, "2");
    let live = String::from_utf8(ask(again.address, "GET /control/calls?top=10000", &[], "").await.body).unwrap();
    assert!(made.lock().unwrap().iter().all(|id| live.contains(id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_it_knows_until_when_each_call_lives_and_who_is_told() {
    let state = directory("clocks");
    let running = Running::kept(&state, "60");
    let bot = r#"{"bot": {"callbackUri": "http://127.0.0.1:7/another"}}"#;
    let told = ask(running.address, "POST /control", &[("Content-Type", "application/json")], bot).await;
    assert_eq!(told.status, 200);
    let ring = r#"{"peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "calls"}}"#;
    ask(running.address, "POST /control", &[("Content-Type", "application/json")], ring).await;
    for number in 0..20 {
        let id =
            ask(running.address, &format!("POST {CALLS}"), &[], &creates("http://127.0.0.1:9/")).await.member("id");
        if number % 2 == 0 {
            ask(running.address, &format!("POST {CALLS}/{id}/keepAlive"), &[], "").await;
        }
    }
    // The one that came in waits no longer than 15 s of the service's time: it is answered.
    let answer = format!("POST {CALLS}/57dab8b1-894c-409a-b240-bd8beae78896/answer");
    ask(running.address, &answer, &[], "{}").await;
    let clocks = running.clocks().await;
    assert!(clocks.len() >= 20);
    drop(running);

    let again = Running::kept(&state, "60");
    assert_eq!(again.clocks().await, clocks);
    let get = format!("GET {CALLS}/57dab8b1-894c-409a-b240-bd8beae78896");
    if let reply @ super::bench::Reply { status: 200, .. } = ask(again.address, &get, &[], "").await {
        assert_eq!(reply.member("callbackUri"), "http://127.0.0.1:7/another");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_stops_when_it_is_interrupted() {
    // Several times: its address is printed once it can be stopped, not a moment sooner.
    for signal in ["-INT", "-TERM"].repeat(4) {
        let state = directory(&format!("stopped{signal}"));
        let mut running = Running::kept(&state, "1");
        ask(running.address, &format!("POST {CALLS}"), &[], &creates("http://127.0.0.1:9/")).await;
        assert!(Command::new("kill").args([signal, &running.child.id().to_string()]).status().unwrap().success());
        let status = running.child.wait().unwrap();
        let mut rest = String::new();
        running.out.read_to_string(&mut rest).unwrap();
        assert_eq!((status.code(), rest.as_str()), (Some(0), "stopped, 1 calls live\n"), "{signal}");
        let again = Running::kept(&state, "1");
        assert!(again.said.contains("1 calls"), "{}", again.said);
    }
}

fn once(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = Command::new(PROGRAM).args(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn help_says_what_it_takes() {
    for argument in ["--help", "-h"] {
        let (code, out, err) = once(&[argument]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        for option in [
            "--speed",
            "--listen",
            "--public",
            "--host",
            "--callback-host",
            "--script",
            "--bot",
            "--by-hand",
            "--calls",
            "--connections",
            "--key-file",
            "--token",
            "--state",
            "--seed",
            "--notifications",
            "--unsigned",
            "--app-id",
        ] {
            assert!(out.contains(option), "{option}");
        }
    }
}

#[test]
fn nonsense_ends_it_with_2_and_says_why() {
    let bad: [(&[&str], &str); 16] = [
        (&["--nonsense"], "--nonsense"),
        (&["nonsense"], "nonsense"),
        (&["--speed"], "--speed"),
        (&["--speed", "fast"], "fast"),
        (&["--speed", "0"], "0.01"),
        (&["--speed", "-1"], "0.01"),
        (&["--speed", "10001"], "10000"),
        (&["--speed", "NaN"], "0.01"),
        (&["--listen", "somewhere"], "somewhere"),
        (&["--calls", "0"], "--calls"),
        (&["--connections", "0"], "--connections"),
        (&["--calls", "-5"], "-5"),
        (&["--notifications", "2018"], "expected 2026, v1.0 or 2019"),
        (&["--notifications"], "--notifications"),
        (&["--app-id", "mine"], "--app-id is \"mine\": an id has 32 hexadecimal digits"),
        (&["--unsigned=yes"], "--unsigned"),
    ];
    for (arguments, word) in bad {
        let (code, out, err) = once(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains(word) && err.contains("--help"), "{arguments:?}: {err}");
    }
}

#[test]
fn what_cannot_be_done_ends_it_with_1_and_says_why() {
    let directory = directory("files");
    std::fs::create_dir_all(&directory).unwrap();
    let write = |name: &str, text: &str| {
        let path = directory.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (short, script) = (write("short", "too short"), write("script", "\n{\"at\": 1}\n"));
    let no_key = write("signing-key.pem", "no key");
    let state = directory.to_str().unwrap();
    let bad: [(&[&str], &[&str]); 7] = [
        (&["--listen", "127.0.0.1:0", "--state", state], &[&no_key, "expected an RSA key as PKCS #8 in PEM"]),
        (&["--key-file", "/nowhere/key"], &["/nowhere/key"]),
        (&["--key-file", &short], &[&short, "9 bytes, expected 16"]),
        (&["--token"], &["--key-file"]),
        (&["--script", &script], &[&script, "line 2", "expected one of `peer`"]),
        (&["--listen", "127.0.0.1:0", "--bot", "https://bot.example/"], &["--bot", "http://"]),
        (&["--listen", "127.0.0.1:0", "--state", &short], &["graph-call-mock: ", &short]),
    ];
    for (arguments, words) in bad {
        let (code, _, err) = once(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {err}");
        assert!(words.iter().all(|word| err.contains(word)), "{arguments:?}: {err}");
    }
}

#[test]
fn a_directory_is_one_program_s_at_a_time() {
    let state = directory("alone");
    let state = state.to_str().unwrap();
    let first = Running::new(&["--state", state]);
    let (code, _, err) = once(&["--listen", "127.0.0.1:0", "--state", state]);
    assert_eq!(code, Some(1));
    assert!(err.contains(state) && err.contains("stop that one"), "{err}");
    drop(first);
    Running::new(&["--state", state]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_the_key_file_is_taken() {
    let directory = directory("token");
    std::fs::create_dir_all(&directory).unwrap();
    let key = directory.join("key");
    std::fs::write(&key, "not much of a secret\n").unwrap();
    let (code, token, _) = once(&["--key-file", key.to_str().unwrap(), "--token"]);
    assert_eq!(code, Some(0));
    let running = Running::new(&["--key-file", key.to_str().unwrap()]);
    let body = creates("http://127.0.0.1:9/");
    let bearer = format!("Bearer {}", token.trim());
    let create = format!("POST {CALLS}");
    assert_eq!(ask(running.address, &create, &[], &body).await.status, 401);
    assert_eq!(ask(running.address, &create, &[("Authorization", &bearer)], &body).await.status, 201);
}
