//! What becomes of bots: those that end early, never come, or do not want to end.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tokio::time::Instant;

use super::bench::{CALLER, CREATES, IDLE, command, directory, play};

const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until a bot has written its process ids, and returns them.
fn ids(file: &Path, count: usize) -> Vec<String> {
    let began = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let ids: Vec<String> = text.lines().map(str::to_owned).collect();
        if ids.len() == count && text.ends_with('\n') {
            return ids;
        }
        assert!(began.elapsed() < PATIENCE, "no {count} ids in {text:?}");
        sleep(Duration::from_millis(10));
    }
}

/// Whether a process runs. One that has ended and is waited for by nobody does not.
fn runs(id: &str) -> bool {
    let output = Command::new("ps").args(["-o", "stat=", "-p", id]).output().unwrap();
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

/// Waits until a process is gone. One that was killed may still be about to end.
fn is_gone(id: &str) {
    let began = Instant::now();
    while runs(id) {
        assert!(began.elapsed() < PATIENCE, "{id} is left behind");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn all_that_a_bot_has_started_is_stopped_with_it() {
    let file = directory("group").join("ids");
    // The scenario begins with the call: both are there by then.
    let bot = format!(
        "(sleep 1000 & echo $! >>{file}; wait) & sleep 1000 & echo $! >>{file}
        until [ \"$(wc -l <{file})\" -eq 2 ]; do sleep 0.01; done; {CALLER}",
        file = file.display()
    );
    let ended = play("group-played", CREATES, &[], &bot);
    ended.says(0, &["1 of 1 scenario is green"]);
    ids(&file, 2).iter().for_each(|id| is_gone(id));
}

#[test]
fn a_bot_that_does_not_want_to_end_is_killed() {
    let file = directory("stubborn").join("ids");
    let bot = format!("trap '' TERM; echo $$ >{}; calls; while :; do sleep 1; done", file.display());
    let ended = play("stubborn-played", CREATES, &[], &bot);
    ended.says(0, &["1 of 1 scenario is green"]);
    is_gone(&ids(&file, 1)[0]);
}

#[test]
fn an_interrupted_run_leaves_no_bot_behind() {
    let directory = directory("interrupted");
    let file = directory.join("ids");
    let scenario = CREATES.replace("\"at\": 1000", "\"at\": 3600000").replace("\"speed\": 100", "\"speed\": 1");
    let bot = format!("sleep 1000 & echo $! >>{file}; echo $$ >>{file}; {CALLER}", file = file.display());
    let mut command = command(&directory, &scenario, &[], &bot);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let ids = ids(&file, 2);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    super::bench::Ended::from(child.wait_with_output().unwrap()).says(2, &["graph-call-mock: interrupted"]);
    ids.iter().for_each(|id| is_gone(id));
}

#[test]
fn a_bot_that_ends_before_it_is_there_is_red() {
    let ended = play("early", CREATES, &[], "echo 'no configuration'; exit 3");
    let why = "seen: it ended by itself, exit status: 3, and it created no call";
    ended.says(1, &["RED    the bot is there", why, "the bot's last lines:", "no configuration"]);
    let ended = play("early-too", &CREATES.replace(", \"starts\": \"call\"", ""), &[], "exit 0");
    ended.says(
        1,
        &["it ended by itself, exit status: 0, and it posted no {\"bot\": {\"callbackUri\": ...}} to /control"],
    );
}

#[test]
fn a_bot_that_fails_later_is_red_and_one_that_ends_well_is_not() {
    // It ends after its call, and the scenario after that: as long after it as this machine needs.
    let longer = |at: u32| CREATES.replace("\"at\": 1000", &format!("\"at\": {at}"));
    let mut all = [1_000, 10_000, 100_000, 1_000_000].map(longer).into_iter();
    let ended = loop {
        let ended = play("fails", &all.next().expect("it never fails"), &[], "calls; exit 7");
        if ended.code != Some(0) {
            break ended;
        }
    };
    ended.says(
        1,
        &[
            "ok     line 2",
            "RED    the bot runs until it is stopped, or ends well",
            "it ended by itself, exit status: 7",
        ],
    );
    play("ends-well", CREATES, &[], "calls; exit 0").says(0, &["1 of 1 scenario is green"]);
}

#[test]
fn a_bot_that_never_comes_is_waited_for_as_long_as_is_said() {
    let began = Instant::now();
    let ended = play("never", CREATES, &["--wait", "1"], "exec sleep 1000");
    ended.says(1, &["RED    the bot is there", "seen: it created no call within 1 s"]);
    assert!(began.elapsed() < Duration::from_secs(29), "30 s are waited if nothing is said");
    let ended = play("never-named", CREATES, &["--wait", "1", "--bot", "/api/calls"], "exec sleep 1000");
    ended.says(1, &["it created no call within 1 s"]);
    let is_there = CREATES.replace(", \"starts\": \"call\"", "");
    let ended = play("never-listens", &is_there, &["--wait", "1", "--bot", "/api/calls"], "exec sleep 1000");
    ended.says(1, &["nothing took a connection at http://127.0.0.1:", "/api/calls within 1 s"]);
}

#[test]
fn a_bot_is_told_by_its_environment() {
    let scenario = r#"{"scenario": {"speed": 50, "starts": "call", "env": {"BOT_CALLS": "2"}}}
{"at": 1, "expect": {"request": "create"}}
"#;
    let bot = r#"echo "$GRAPH_CALL_MOCK_SPEED $GRAPH_CALL_MOCK_STARTS $BOT_CALLS $GRAPH_CALL_MOCK_CALLBACK on $PORT for $GRAPH_CALL_MOCK_APP_ID"; exit 3"#;
    let id = "0efc74f7-41c3-47a4-8775-7259bfef4241";
    let ended = play("told", scenario, &["--app-id", id], bot);
    ended.says(1, &["last lines:", "50 call 2 http://127.0.0.1:"]);
    let line = ended.out.lines().find(|line| line.contains("50 call 2")).unwrap();
    let port = line.split(" on ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    assert!(line.contains(&format!("http://127.0.0.1:{port}/api/calls on {port} for {id}")), "{line}");
    let ended = play("told-otherwise", scenario, &["--speed", "7", "--bot", "/here"], bot);
    ended.says(1, &["7 call 2 http://127.0.0.1:", "/here on "]);
}

#[test]
fn what_cannot_happen_is_red() {
    let scenario = r#"{"at": 10, "peer": {"call": "000000a1-0000-0000-0000-000000000000", "event": "hangsUp"}}
{"at": 20, "expect": {"request": "any", "atMost": 0}}
"#;
    let ended = play("impossible", scenario, &[], IDLE);
    ended.says(1, &["RED    line 1: this can happen: {\"at\": 10, \"peer\"", "seen: "]);
}
