//! Plants bugs, each alone in a copy of HEAD, and shows that the tests notice.
//!
//! A bug is a patch in `tests/planted`. Its first lines say what is wrong (`Bug:`) and what a user
//! would see (`Seen:`).

mod caught;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::copy::{self, Builds, Outcome, Tree};

/// Tests in the order in which they meet a bug; the first that fail have caught it.
const STAGES: [&[&str]; 2] =
    [&["--test", "laws"], &["--test", "app", "--test", "service", "--test", "record", "--test", "snapshot"]];
const FLEET: [&[&str]; 1] = [&["--lib", "--test", "fleet"]];

struct Bug {
    name: String,
    patch: PathBuf,
    text: String,
}

impl Bug {
    /// What its header says under this name.
    fn says(&self, what: &str) -> &str {
        let lines = self.text.lines().take_while(|line| !line.starts_with("diff "));
        lines.filter_map(|line| line.strip_prefix(what)?.strip_prefix(": ")).next().unwrap_or_default()
    }

    fn stages(&self) -> &'static [&'static [&'static str]] {
        if self.text.contains("\n+++ b/src/fleet/") { &FLEET } else { &STAGES }
    }

    fn apply(&self, tree: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
        let mut git = Command::new("git");
        // The tree is no repository: git must not take the one above it for the tree's.
        git.env("GIT_CEILING_DIRECTORIES", tree.parent().unwrap_or(tree));
        let applied = git.arg("apply").args(arguments).arg(&self.patch).current_dir(tree).status()?;
        if applied.success() { Ok(()) } else { Err(format!("{} does not apply", self.name).into()) }
    }
}

/// Runs the bugs whose names contain one of the words, or all.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let (flags, words): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| word.starts_with("--"));
    let (mut check, mut update) = (false, false);
    for flag in flags {
        match flag.as_str() {
            "--check" => check = true,
            "--update" => update = true,
            other => return Err(format!("unknown option {other}: there are --check and --update").into()),
        }
    }
    if update && !words.is_empty() {
        return Err("--update writes the whole table: it takes no names".into());
    }
    let mut bugs = bugs(root)?;
    bugs.retain(|bug| words.is_empty() || words.iter().any(|word| bug.name.contains(word.as_str())));
    if bugs.is_empty() {
        return Err(format!("no such bug: {words:?}").into());
    }
    if check {
        bugs.iter().try_for_each(|bug| bug.apply(root, &["--check"]))?;
        println!("{} bugs apply", bugs.len());
        return Ok(ExitCode::SUCCESS);
    }
    plant(root, &bugs, update)
}

fn bugs(root: &Path) -> Result<Vec<Bug>, Box<dyn Error>> {
    let mut bugs = Vec::new();
    for entry in fs::read_dir(root.join("tests/planted"))? {
        let patch = entry?.path();
        let name = patch.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if patch.extension().is_some_and(|extension| extension == "patch") {
            bugs.push(Bug { name, text: fs::read_to_string(&patch)?, patch });
        }
    }
    bugs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(bugs)
}

fn plant(root: &Path, bugs: &[Bug], update: bool) -> Result<ExitCode, Box<dyn Error>> {
    let out = crate::shell::target(root).join("planted");
    let laws = caught::laws(&fs::read_to_string(root.join("docs/laws.md"))?);
    let rows = Mutex::new(Vec::new());
    let missed = AtomicUsize::new(0);
    copy::share_out(root, &out, Builds::Fast, bugs, |tree, bugs| {
        // The machines without a bug first.
        for arguments in STAGES.iter().chain(&FLEET) {
            if outcome(tree, arguments)? != Outcome::Passed {
                return Err(format!("HEAD itself fails {arguments:?}: see {}", tree.log().display()).into());
            }
        }
        for bug in bugs {
            bug.apply(&tree.source, &[])?;
            let mut by = String::new();
            for arguments in bug.stages() {
                if !by.is_empty() {
                    break;
                }
                match outcome(tree, arguments)? {
                    Outcome::Passed => {}
                    Outcome::NeverEnds => by = format!("`{}`, which never ends", arguments.join(" ")),
                    _ => by = caught::by(&fs::read_to_string(tree.log())?, &laws),
                }
            }
            bug.apply(&tree.source, &["--reverse"])?;
            if by.is_empty() {
                missed.fetch_add(1, Ordering::Relaxed);
                by = "NOT CAUGHT".into();
            }
            println!("{:<36} {by}", bug.name);
            let row = format!("| {} | {} | {} | {by} |\n", bug.name, bug.says("Bug"), bug.says("Seen"));
            rows.lock().unwrap_or_else(PoisonError::into_inner).push(row);
        }
        Ok(())
    })?;
    if update {
        let mut rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        rows.sort();
        fs::write(root.join("tests/planted/README.md"), TABLE.to_owned() + &rows.concat())?;
    }
    let missed = missed.into_inner();
    println!("{} bugs, {missed} not caught", bugs.len());
    Ok(if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const TABLE: &str = "\
# Planted bugs

Mistakes that a competent programmer could make, one patch each. `cargo xtask planted` plants each alone in a copy of
HEAD and shows which tests notice. When the code of a patch changes, make the patch again; `cargo xtask planted
--check` says which. `--update` writes this table.

In bold are the laws whose tests a bug fails. Where no test of a law notices, two tests are named instead.

| patch | bug | what a user would see | caught by |
|---|---|---|---|
";

/// A walk whose digest is pinned notices any change, good or bad: it shows nothing here.
fn outcome(tree: &Tree, arguments: &[&str]) -> Result<Outcome, Box<dyn Error>> {
    let arguments: Vec<&str> =
        ["--no-fail-fast"].iter().chain(arguments).chain(&["--", "--skip", "a_walk_is_pinned"]).copied().collect();
    match tree.test(&arguments)? {
        Outcome::DoesNotCompile => Err(format!("it does not compile: see {}", tree.log().display()).into()),
        outcome => Ok(outcome),
    }
}
