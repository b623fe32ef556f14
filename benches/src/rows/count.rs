//! Instructions and stores, counted by valgrind: those of twice as many units less those of as many,
//! so that start-up cancels out.

use std::path::Path;
use std::process::Command;

use super::builds::Build;
use crate::results::beside_manifest;

/// Of one unit.
#[derive(Clone, Copy)]
pub struct Counted {
    pub instructions: f64,
    pub stores: f64,
}

/// The totals of a process, and what it printed.
struct Total {
    counted: Counted,
    text: String,
}

pub fn is_possible() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

fn total(program: &Path, arguments: &[&str]) -> Option<Total> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--cache-sim=yes", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .output()
        .ok()?;
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    // "Collected : Ir Dr Dw I1mr ..."
    let collected = text.lines().find_map(|line| line.split_once("Collected :"))?.1;
    let figures: Vec<f64> = collected.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    Some(Total { counted: Counted { instructions: *figures.first()?, stores: *figures.get(2)? }, text })
}

/// The figures of one unit, from a shorter and a longer run; `units` finds how many a run had.
fn one(program: &Path, runs: [Vec<&str>; 2], units: impl Fn(&str) -> Option<f64>) -> Option<Counted> {
    let [short, long] = runs;
    let (short, long) = (total(program, &short)?, total(program, &long)?);
    let more = units(&long.text)? - units(&short.text)?;
    Some(Counted {
        instructions: (long.counted.instructions - short.counted.instructions) / more,
        stores: (long.counted.stores - short.counted.stores) / more,
    })
}

/// The number that a program printed.
fn printed(text: &str) -> Option<f64> {
    text.lines().next()?.trim().parse().ok()
}

/// A workload of the benches.
pub fn workload(build: &Build, name: &str) -> Option<Counted> {
    one(&build.benches(), [vec!["count", name, "2000"], vec!["count", name, "4000"]], printed)
}

/// Events that are handled with every law of one step.
pub fn laws(build: &Build, work: &str, rounds: u64) -> Option<Counted> {
    let (short, long) = (rounds.to_string(), (2 * rounds).to_string());
    one(&build.example("measured"), [vec!["laws", work, &short], vec!["laws", work, &long]], printed)
}

/// The body of a fuzz target, over its corpus and over mutants of it.
pub fn fuzz(build: &Build, target: &str) -> Option<Counted> {
    // Today's corpus at both.
    let corpus = beside_manifest("../fuzz/corpus").join(target);
    let corpus = corpus.to_str()?;
    one(&build.example("measured"), [vec!["fuzz", target, corpus, "1"], vec!["fuzz", target, corpus, "3"]], printed)
}

/// The simulation of a day, with one thread. An older one has no more than one.
pub fn simulate(build: &Build) -> Option<Counted> {
    let program = build.example("simulate");
    let help = Command::new(&program).arg("--help").output().ok()?;
    let one_thread = String::from_utf8_lossy(&help.stdout).contains("--jobs");
    let run = |calls| {
        let mut arguments = vec!["--seed", "7", "--hours", "24", "--calls", calls];
        arguments.extend(if one_thread { &["--jobs", "1"][..] } else { &[] });
        arguments
    };
    let units = |text: &str| {
        let line = text.lines().find(|line| line.contains(" machine events in "))?;
        line.split_whitespace().next()?.parse().ok()
    };
    one(&program, [run("40"), run("80")], units)
}
