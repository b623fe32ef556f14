//! `replay`: reads what a bot or a service logged, and says what happened to each call and why.
//!
//! `cargo run --release --example replay -- --help` says what it takes and what a trace is.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::std_instead_of_core,
    clippy::alloc_instead_of_core,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::missing_const_for_fn,
    reason = "the lints are the core's: this is a program for a computer with memory, files and a screen"
)]

#[path = "run.rs"]
mod replay;

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let terminal = stderr().is_terminal();
    ExitCode::from(replay::run(&arguments, &mut stdin().lock(), &mut stdout().lock(), &mut stderr().lock(), terminal))
}
