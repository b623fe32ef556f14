//! Tasks of this repository: `cargo xtask TASK`.

mod api;
mod circles;
mod planted;
mod walk;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo xtask TASK

  api [--update]    compares the public API with docs/public-api.txt, or writes that file
  circles [--arrows] [FOLDER]
                    lists files of src that use each other; FOLDER: the src of another crate
  planted [NAME...] plants bugs and shows that the tests notice; --check, --update
  walk [--list]     counts how far one event walks through the files of src";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((task, rest)) if task == "api" => api::run(&root, rest),
        Some((task, rest)) if task == "circles" => circles::run(&root, rest),
        Some((task, rest)) if task == "planted" => planted::run(&root, rest),
        Some((task, rest)) if task == "walk" => walk::run(&root, rest),
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}

/// Cargo, in the root of the repository.
fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}

/// Where cargo puts what it builds.
fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
