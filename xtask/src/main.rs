//! Tasks of this repository: `cargo xtask TASK`.

mod api;
mod checks;
mod circles;
mod copy;
mod graph;
mod planted;
mod semver;
mod shell;
mod tables;
mod walk;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask TASK

Checks:
  quick             format, lints and tests without the exhaustive ones: a minute, warm
  test              every test of every package, without the exhaustive ones
  ci                everything, as .ci/run has it

Tools:
  api [--update]    compares the public API with docs/public-api*.txt, or writes these files
  circles [--arrows] [FOLDER]
                    lists files of a crate that use each other; FOLDER: the src of one crate
  graph [--check]   makes docs/graph.md from docs/graph-facts.txt, or compares them
  graph METADATA.xml [beta]
                    prints what Graph's metadata (CSDL) has that the list has not
  planted [NAME...] plants bugs and shows that the tests notice; --check, --update
  semver [COMMIT]   says what the API breaks since the last release, its last change or COMMIT
  tables [WORD...]  changes rows, numbers, bounds and comparisons of macros, one at a time, and shows
                    which test notices; --list prints them, --sample SECONDS tries some for so long
  walk [--list]     counts how far one event walks through the files of src";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else { return usage() };
    match task.as_str() {
        "quick" => checks::quick(&root, rest),
        "test" => checks::test(&root, rest),
        "ci" => checks::ci(&root, rest),
        "api" => api::run(&root, rest),
        "circles" => circles::run(&root, rest),
        "graph" => graph::run(&root, rest),
        "planted" => planted::run(&root, rest),
        "semver" => semver::run(&root, rest),
        "tables" => tables::run(&root, rest),
        "walk" => walk::run(&root, rest),
        _ => usage(),
    }
}

fn usage() -> Result<ExitCode, Box<dyn Error>> {
    eprintln!("{USAGE}");
    Ok(ExitCode::from(2))
}
