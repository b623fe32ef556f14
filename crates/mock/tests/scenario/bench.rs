//! Runs the program with a scenario and a bot.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_graph-call-mock");

/// What a bot begins with: `ask METHOD PATH BODY` prints the answer of the mock.
const ASK: &str = r#"
ask() {
    at=${GRAPH_CALL_MOCK_URL#http://}
    exec 3<>"/dev/tcp/${at%:*}/${at#*:}"
    printf '%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
        "$1" "$2" "$at" "${#3}" "$3" >&3
    cat <&3
    exec 3>&-
}
here() { ask POST /control '{"bot": {"callbackUri": "http://127.0.0.1:9/"}}'; }
calls() { ask POST /v1.0/communications/calls '{"callbackUri": "http://127.0.0.1:9/"}'; }
"#;

/// A bot that is there, and does nothing more.
pub const IDLE: &str = "here; exec sleep 1000";
/// A bot that creates a call, and does nothing more.
pub const CALLER: &str = "calls; exec sleep 1000";

/// A scenario of a second of the service's time that expects a call. With [`CALLER`] it is green.
pub const CREATES: &str = r#"{"scenario": {"name": "a call is created", "speed": 100, "starts": "call"}}
{"at": 1000, "expect": {"request": "create", "exactly": 1}}
"#;

/// An empty directory for one test.
pub fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scenario-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The command that plays a scenario to a bot.
pub fn command(directory: &Path, scenario: &str, options: &[&str], bot: &str) -> Command {
    let file = directory.join("scenario.jsonl");
    std::fs::write(&file, scenario).unwrap();
    let mut command = Command::new(PROGRAM);
    // Without signatures: an RSA key takes longer than such a scenario.
    command.arg("test").args(["--lenient", "--unsigned"]).args(options).arg(file);
    command.args(["--", "bash", "-c", &format!("{ASK}{bot}")]);
    command
}

/// How the program ended, and what it wrote.
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Ended {
    /// Checks the exit status, and that these texts are in what it wrote, in this order.
    #[track_caller]
    pub fn says(&self, code: i32, texts: &[&str]) {
        let all = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, Some(code), "{all}");
        let mut rest = all.as_str();
        for text in texts {
            let (_, after) = rest.split_once(text).unwrap_or_else(|| panic!("no {text:?} there in:\n{all}"));
            rest = after;
        }
    }
}

pub fn play(test: &str, scenario: &str, options: &[&str], bot: &str) -> Ended {
    command(&directory(test), scenario, options, bot).output().unwrap().into()
}

/// The program with these arguments.
pub fn once(arguments: &[&str]) -> Ended {
    Command::new(PROGRAM).arg("test").args(arguments).output().unwrap().into()
}
