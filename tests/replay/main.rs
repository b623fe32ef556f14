//! The `replay` example, run in process: every trace of `tests/data` against what it is expected to say, and every kind of bad line.
//!
//! `UPDATE=1 cargo test --test replay` writes the expected outputs anew; read the difference before committing it.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::std_instead_of_core,
    clippy::alloc_instead_of_core,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::missing_const_for_fn,
    clippy::unwrap_used,
    clippy::must_use_candidate,
    reason = "the lints are the core's: the example is a program for a computer with memory, files and a screen"
)]

#[path = "../../examples/replay/run.rs"]
mod replay;

mod bad_lines;
mod drawing;
mod odd_paths;
mod random;
mod service_bodies;
mod summaries;
mod traces;

/// What a run has left behind.
#[derive(Debug)]
pub struct Ran {
    pub status: u8,
    pub out: String,
    pub err: String,
}

/// Runs the example with these arguments and this standard input.
pub fn run(arguments: &[&str], input: &[u8]) -> Ran {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = input;
    let status = replay::run(&arguments, &mut input, &mut out, &mut err, false);
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// The summaries at the end of what `--json` prints.
pub fn summaries(end: &str, trace: &str) -> Vec<serde_json::Value> {
    let ran = run(&["--end", end, "--json", "-"], trace.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let lines = ran.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.filter(|line| line.get("verdicts").is_some()).collect()
}
