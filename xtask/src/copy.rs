//! A copy of HEAD, in which something is changed and the tests are run.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What became of a test run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    DoesNotCompile,
}

/// Extracts HEAD with the present time, so that nothing that was built before passes for built of
/// it.
pub fn of_head(root: &Path, out: &Path, tree: &Path) -> Result<(), Box<dyn Error>> {
    if tree.exists() {
        fs::remove_dir_all(tree)?;
    }
    fs::create_dir_all(tree)?;
    let archive = out.join("head.tar");
    let git = Command::new("git").args(["archive", "HEAD", "-o"]).arg(&archive).current_dir(root).status()?;
    let tar = Command::new("tar").arg("-xmf").arg(&archive).current_dir(tree).status()?;
    if git.success() && tar.success() { Ok(()) } else { Err("HEAD cannot be copied with git and tar".into()) }
}

/// What the last run printed.
pub fn log(out: &Path) -> PathBuf {
    out.join("log.txt")
}

/// Where what is built of a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builds {
    /// Into a folder that belongs to the copy, with little debug information, and fast code.
    Apart,
    /// To what was built of the repository, so that dependencies are there already.
    WithTheRest,
}

/// Runs `cargo test` with these arguments in the copy.
pub fn run(tree: &Path, out: &Path, builds: Builds, arguments: &[&str]) -> Result<Outcome, Box<dyn Error>> {
    let file = File::create(log(out))?;
    let mut cargo = crate::shell::cargo(tree);
    cargo.arg("test").args(arguments).env("CARGO_TERM_COLOR", "never").env_remove("UPDATE");
    match builds {
        Builds::Apart => {
            cargo.env("CARGO_TARGET_DIR", out).env("CARGO_INCREMENTAL", "1");
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
        }
        Builds::WithTheRest => {
            cargo.env("CARGO_TARGET_DIR", out.parent().unwrap_or(out));
        }
    }
    let status = cargo.stdout(file.try_clone()?).stderr(file).status()?;
    if status.success() {
        return Ok(Outcome::Passed);
    }
    let is_built = !fs::read_to_string(log(out))?.contains("error: could not compile");
    Ok(if is_built { Outcome::Failed } else { Outcome::DoesNotCompile })
}
