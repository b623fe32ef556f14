//! The program when it is killed at the worst moment, when its disk is full, and when a crowd comes.
#![cfg(unix)]

use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::bench::{CALLS, PATIENCE, ask, creates, directory, text};
use super::program::{PROGRAM, Running};
use super::sink::Sink;

/// The bot knows that its call has ended; then the mock is killed, and has nothing else to store.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_was_told_to_have_ended_stays_ended_after_a_kill() {
    let (state, mut sink) = (directory("told"), Sink::new().await);
    let mut running = Running::kept(&state, "10000");
    let body = creates(&format!("{}/bot", sink.base));
    let call = ask(running.address, &format!("POST {CALLS}"), &[], &body).await.member("id");
    sink.until_the_end("/bot").await;
    running.child.kill().unwrap();
    drop(running);
    let again = Running::kept(&state, "1");
    assert!(again.said.contains(" 0 calls"), "{}", again.said);
    assert_eq!(ask(again.address, &format!("GET {CALLS}/{call}"), &[], "").await.status, 404);
}

/// The program where no file may be longer than a few KiB.
fn with_a_small_disk(state: &Path) -> Running {
    let limited = format!("trap '' XFSZ; ulimit -f 16; exec {PROGRAM:?} \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, "sh", "--by-hand", "--state", state.to_str().unwrap()]).stderr(Stdio::piped());
    Running::of(command)
}

/// What cannot be written is not answered as done.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_full_disk_did_not_take_is_not_answered_as_done() {
    let state = directory("full");
    let mut running = with_a_small_disk(&state);
    let mut done = Vec::new();
    let refused = loop {
        assert!(done.len() < 1_000, "the disk is never full");
        let id = format!("57dab8b1-894c-409a-b240-{:012x}", done.len());
        let ring = format!(r#"{{"peer": {{"call": "{id}", "event": "calls"}}}}"#);
        let reply = ask(running.address, "POST /control", &[], &ring).await;
        if reply.status != 200 {
            break reply;
        }
        done.push(id);
    };
    assert_eq!(refused.status, 503, "{refused:?}");
    assert!(refused.message().contains("cannot be stored"), "{refused:?}");
    let status = running.child.wait().unwrap();
    let mut said = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains("cannot write the journal"), "{said}");
    // All of what was answered is there, and nothing else.
    let again = Running::kept(&state, "1");
    let live = String::from_utf8(ask(again.address, "GET /control/calls", &[], "").await.body).unwrap();
    let mut found: Vec<&str> = live.lines().collect();
    found.sort_unstable();
    assert_eq!(found, done);
}

/// How many keepAlives are answered 200 before one is answered something else, or not at all.
async fn kept_alive(address: SocketAddr, call: String) -> usize {
    let request = text(&format!("POST {CALLS}/{call}/keepAlive"), &[("Connection", "close")], "");
    for kept in 0.. {
        let Ok(mut stream) = TcpStream::connect(address).await else { return kept };
        let (mut answer, sent) = (Vec::new(), stream.write_all(request.as_bytes()).await);
        let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap();
        if sent.is_err() || read.is_err() || !answer.starts_with(b"HTTP/1.1 200") {
            return kept;
        }
    }
    unreachable!("the disk is never full")
}

/// Many come at a time, and what they do is written together.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_requests_at_a_time_none_is_answered_that_a_full_disk_did_not_take() {
    let state = directory("full-together");
    let mut running = with_a_small_disk(&state);
    let call = ask(running.address, &format!("POST {CALLS}"), &[], &creates("http://127.0.0.1:9/")).await.member("id");
    let mut clients = JoinSet::new();
    for _ in 0..16 {
        clients.spawn(kept_alive(running.address, call.clone()));
    }
    let kept: usize = clients.join_all().await.into_iter().sum();
    assert_eq!(running.child.wait().unwrap().code(), Some(1));
    let files = std::fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path());
    let journals = files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("journal-"));
    let text: String = journals.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let written = text.split_inclusive('\n').filter(|line| line.contains("/keepAlive") && line.ends_with('\n')).count();
    assert!(kept > 0 && kept <= written, "{kept} were answered 200, {written} are written");
}

/// More connections than a listener has room for unless it says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_finds_room_before_anybody_is_accepted() {
    const CROWD: usize = 1_500;
    let most = std::fs::read_to_string("/proc/sys/net/core/somaxconn").ok().and_then(|text| text.trim().parse().ok());
    if most.is_none_or(|most: usize| most < CROWD) {
        return println!("skipped: this system has no room for {CROWD} connections that wait");
    }
    let running = Running::new(&["--connections", "65535"]);
    // It accepts nobody while it is stopped.
    let signal = |name: &str| {
        let id = running.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    };
    signal("-STOP");
    let crowd = async {
        let mut crowd = Vec::new();
        for _ in 0..CROWD {
            crowd.push(TcpStream::connect(running.address).await.unwrap());
        }
        crowd
    };
    // Where there is no room, a connection is tried again after seconds, and then after more of them.
    let crowd = timeout(PATIENCE, crowd).await;
    signal("-CONT");
    assert_eq!(crowd.expect("it has no room").len(), CROWD);
    assert_eq!(ask(running.address, "GET /control", &[], "").await.status, 200);
}
