//! Changes tables, numbers, bounds and what macros compare, one at a time, in a copy of HEAD, and shows which test notices.
//!
//! `cargo-mutants` leaves these alone: constants and the bodies of macros are no functions.

mod changes;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::copy::{self, Builds, Outcome, Tree};
use changes::{Change, changes};

/// Tests in the order in which they meet a change; the first that fail have caught it.
const STAGES: [&[&str]; 2] = [
    &["--all-features", "--test", "docs", "--test", "record", "--test", "app"],
    &["--all-features", "--test", "service", "--test", "wire", "--test", "snapshot"],
];

/// `--list` prints the changes, `--sample SECONDS` tries some of them for so long; a word takes those whose names have
/// it.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let mut words = Vec::new();
    let (mut list, mut seconds) = (false, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--list" => list = true,
            "--sample" => seconds = Some(rest.next().ok_or("--sample SECONDS")?.parse()?),
            flag if flag.starts_with("--") => return Err(format!("unknown option {flag}").into()),
            word => words.push(word),
        }
    }
    let mut all = changes(root)?;
    all.retain(|change| words.is_empty() || words.iter().any(|word| change.name.contains(word)));
    if all.is_empty() {
        return Err(format!("no such change: {words:?}").into());
    }
    if list {
        all.iter().for_each(|change| println!("{}", change.name));
        println!("{} changes", all.len());
        return Ok(ExitCode::SUCCESS);
    }
    if seconds.is_some() {
        spread(&mut all);
    }
    try_all(root, &all, seconds.map(Duration::from_secs))
}

/// Puts changes of every kind first, the same ones each time.
fn spread(all: &mut [Change]) {
    all.sort_by_key(|change| {
        change.name.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte)) % 1_009
    });
}

#[expect(clippy::disallowed_methods, reason = "a sample is bounded by the time of this computer")]
fn try_all(root: &Path, all: &[Change], most: Option<Duration>) -> Result<ExitCode, Box<dyn Error>> {
    let out = crate::shell::target(root).join("tables");
    let builds = if most.is_some() { Builds::WithTheRest } else { Builds::Soon };
    let begin = Instant::now();
    let (tried, missed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    copy::share_out(root, &out, builds, all, |tree, changes| {
        // A sample is for a run in which HEAD is tested anyway.
        for arguments in STAGES.iter().filter(|_| most.is_none()) {
            if tree.test(arguments)? != Outcome::Passed {
                return Err(format!("HEAD itself fails {arguments:?}: see {}", tree.log().display()).into());
            }
        }
        while most.is_none_or(|most| begin.elapsed() < most)
            && let Some(change) = changes.next()
        {
            let file = tree.source.join(&change.file);
            let text = fs::read_to_string(&file)?;
            fs::write(&file, change.apply(&text).ok_or_else(|| format!("{} does not apply", change.name))?)?;
            let by = caught(tree)?;
            fs::write(&file, &text)?;
            println!("{:<70} {}", change.name, by.as_deref().unwrap_or("NOT CAUGHT"));
            tried.fetch_add(1, Ordering::Relaxed);
            missed.fetch_add(usize::from(by.is_none()), Ordering::Relaxed);
        }
        Ok(())
    })?;
    let (tried, missed) = (tried.into_inner(), missed.into_inner());
    println!("{tried} of {} changes tried, {missed} not caught, in {} s", all.len(), begin.elapsed().as_secs());
    Ok(if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What notices the change: the compiler, or the first test that fails.
fn caught(tree: &Tree) -> Result<Option<String>, Box<dyn Error>> {
    for arguments in STAGES {
        match tree.test(arguments)? {
            Outcome::Passed => {}
            Outcome::DoesNotCompile => return Ok(Some("at compile time".into())),
            Outcome::NeverEnds => return Ok(Some("by a test that never ends".into())),
            Outcome::Failed => {
                let log = fs::read_to_string(tree.log())?;
                let test = log.lines().find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
                return Ok(Some(test.unwrap_or("a test").to_owned()));
            }
        }
    }
    Ok(None)
}
