//! The program, run in process: every trace of `tests/data` against what it is expected to say, and
//! every kind of bad line.
//!
//! `UPDATE=1 cargo test -p graph-call-replay` writes the expected outputs anew; read the difference
//! before committing it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a test may fail")]

use std::path::{Path, PathBuf};

use graph_call_replay::program;

mod all_the_same;
mod backwards;
mod bad_lines;
mod connected;
mod contract;
mod contradictions;
mod created_again;
mod differences;
mod doubted_ends;
mod drawing;
mod exact;
mod follow;
mod har;
mod har_batch;
mod har_broken;
mod har_odd;
mod har_tools;
mod hostile;
mod log_answers;
mod log_ends;
mod more_than_said;
mod newest_first;
mod notified;
mod odd_paths;
mod operations;
mod outcomes;
mod overdue;
mod page;
mod parts;
mod proxy;
mod random;
mod recorder;
mod refusals;
mod same_id;
mod service_bodies;
mod small;
mod summaries;
mod told;
mod told_ends;
mod traces;
mod unknown_methods;
mod unknown_words;
mod variants;

/// Where the traces are, and what they are expected to say.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data")
}

/// The path of a trace.
pub fn trace(name: &str) -> String {
    data().join(name).display().to_string()
}

/// What a run has left behind.
#[derive(Debug)]
pub struct Ran {
    pub status: u8,
    pub out: String,
    pub err: String,
}

/// Runs the program with these arguments and this standard input.
pub fn run(arguments: &[&str], input: &[u8]) -> Ran {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = input;
    let status = program::run(&arguments, &mut input, &mut out, &mut err, false);
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// The summaries at the end of what `--json` prints.
pub fn summaries(end: &str, trace: &str) -> Vec<serde_json::Value> {
    let ran = run(&["--end", end, "--json", "-"], trace.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let lines = ran.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.filter(|line| line.get("verdicts").is_some()).collect()
}
