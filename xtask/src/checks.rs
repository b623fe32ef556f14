//! What must hold before a change lands, in three sizes.

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::shell;

/// One command, and what it is for.
struct Check {
    what: &'static str,
    /// A program and its arguments, with blanks between them.
    command: &'static str,
}

/// A minute, warm: format, lints, and the tests without the exhaustive ones.
const QUICK: &[Check] = &[
    Check { what: "format", command: "cargo fmt --all --check" },
    Check { what: "imports go one way", command: "cargo xtask circles" },
    Check { what: "lints", command: "cargo clippy --quiet --all-targets --all-features -- -D warnings" },
    Check { what: "tests", command: "cargo test --quiet --all-features --lib --tests" },
];

/// Every test of every package, without the exhaustive ones.
const TEST: &[Check] = &[
    Check { what: "the crate, with its examples in the docs", command: "cargo test --quiet --all-features" },
    Check { what: "all other packages", command: "cargo test --quiet --workspace --exclude call-lifecycle" },
];

/// Everything, with the exhaustive tests, other targets, benchmarks and packages.
const CI: &[Check] = &[Check { what: "everything", command: ".ci/run" }];

/// Formats, lints and tests in about a minute.
pub fn quick(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    run(root, arguments, QUICK)
}

/// Runs every test but the exhaustive ones.
pub fn test(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    run(root, arguments, TEST)
}

/// Runs everything.
pub fn ci(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    run(root, arguments, CI)
}

/// Runs checks until one fails, and prints how long each took.
fn run(root: &Path, arguments: &[String], checks: &[Check]) -> Result<ExitCode, Box<dyn Error>> {
    if let Some(argument) = arguments.first() {
        return Err(format!("unknown argument {argument:?}: this task has none").into());
    }
    let mut times = Vec::new();
    for Check { what, command } in checks {
        println!("== {what}: {command}");
        #[expect(clippy::disallowed_methods, reason = "how long a check takes is for the reader alone")]
        let begun = Instant::now();
        let status = parse(root, command).status().map_err(|error| format!("`{command}` does not start: {error}"))?;
        times.push((*what, begun.elapsed()));
        if !status.success() {
            println!("{what} failed. Alone: {command}");
            return Ok(ExitCode::FAILURE);
        }
    }
    println!();
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    for (what, time) in times.iter().chain(&[("in all", total)]) {
        println!("{:>6.1} s  {what}", time.as_secs_f64());
    }
    Ok(ExitCode::SUCCESS)
}

/// The command of a line.
fn parse(root: &Path, line: &str) -> Command {
    let mut words = line.split(' ');
    let mut command = match words.next() {
        Some("cargo") => shell::cargo(root),
        program => {
            let mut command = Command::new(root.join(program.unwrap_or_default()));
            command.current_dir(root);
            command
        }
    };
    command.args(words);
    command
}
