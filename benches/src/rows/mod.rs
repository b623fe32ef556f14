//! Every row of what is to be faster, with its figure next to its target and next to the same
//! figure of an older commit.
//!
//! Instructions and stores are counted, so they repeat. What only the clock shows, a million calls,
//! is measured by both builds in turns, and the median of the turns is taken.

mod builds;
mod count;

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::fleets::host::Mode::{AskEach, Batch, Each};
use crate::fleets::{Job, Way};
use crate::targets::number;
use crate::timed::{self, fleet};
use builds::Build;
use count::Counted;

const LAWS: [(&str, u64); 4] = [("keepAlive", 300), ("repeated", 300), ("record", 300), ("service-record", 300)];
const TARGETS: [&str; 4] = ["app_events", "service_events", "ends", "record"];
/// A machine alone, by the name of its workload: the most stores of an event that are aimed at, and
/// what the build before the fast paths of a keepAlive round took.
pub const STORES: [(&str, f64, f64); 3] = [
    ("app: notification, repeated, in place", 8.0, 6.0),
    ("app: notification, applied, in place", 14.0, 12.0),
    ("app: keepAlive round, an event, in place", 20.0, 30.0),
];
/// A keepAlive round, and what it took in the first build, which had no package of benches.
const ROUND: (&str, f64) = ("app: keepAlive round (wake, sent, 200)", 1246.0);

/// What a row asks for.
#[derive(Clone, Copy)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
}

/// Prints a row: what it is, the older figure, today's, and what they come to.
fn row(what: &str, unit: &str, old: Option<f64>, now: Option<f64>, figure: Option<f64>, target: Target) {
    let text = |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), number);
    let (met, target) = match target {
        Target::AtMost(bound) => (figure.is_some_and(|figure| figure <= bound), format!("≤ {bound}")),
        Target::AtLeast(bound) => (figure.is_some_and(|figure| figure >= bound), format!("≥ {bound}")),
    };
    let verdict = match figure {
        None => "not measured",
        Some(_) if met => "met",
        Some(_) => "not met",
    };
    println!("{what:72} {:>10} {:>10} {unit:14} {:>7} {target:>7}  {verdict}", text(old), text(now), text(figure));
}

/// How many times less today's is.
fn times(old: Option<f64>, now: Option<f64>) -> Option<f64> {
    Some(old? / now?)
}

/// Builds what is not built, and prints every row. `turns` is how often both builds are timed: 0
/// leaves those rows out.
pub fn rows(commit: &str, turns: usize) -> ExitCode {
    let (old, now) = match builds::both(commit) {
        Ok(builds) => builds,
        Err(wrong) => {
            eprintln!("{wrong}");
            return ExitCode::FAILURE;
        }
    };
    println!("{:72} {:>10} {:>10} {:14} {:>7} {:>7}", "", commit, "now", "", "figure", "target");
    if count::is_possible() {
        counted(&old, &now);
    } else {
        println!("SKIPPED: valgrind is not installed: no row of instructions and stores");
    }
    if turns == 0 {
        println!("SKIPPED: a million calls by the clock: give a number of turns");
    } else {
        clocked(&old, &now, turns);
    }
    ExitCode::SUCCESS
}

fn counted(old: &Build, now: &Build) {
    let each = |count: &dyn Fn(&Build) -> Option<Counted>| (count(old), count(now));
    let instructions = |counted: Option<Counted>| counted.map(|counted| counted.instructions);
    let is = instructions(count::workload(now, ROUND.0));
    row(
        &format!("{}, next to the first build", ROUND.0),
        "instructions",
        Some(ROUND.1),
        is,
        times(is, Some(ROUND.1)),
        Target::AtMost(0.6),
    );
    for (name, bound, _) in STORES {
        let (was, is) = each(&|build| count::workload(build, name));
        let stores = |counted: Option<Counted>| counted.map(|counted| counted.stores);
        row(&format!("{name}: stores"), "stores", stores(was), stores(is), stores(is), Target::AtMost(bound));
    }
    for (work, rounds) in LAWS {
        let (was, is) = each(&|build| count::laws(build, work, rounds));
        let (was, is) = (instructions(was), instructions(is));
        let name = format!("an event with every law of one step: {work}");
        row(&name, "instructions", was, is, times(is, was), Target::AtMost(0.35));
    }
    for target in TARGETS {
        let (was, is) = each(&|build| count::fuzz(build, target));
        let (was, is) = (instructions(was), instructions(is));
        row(&format!("fuzz target {target}: an input"), "instructions", was, is, times(was, is), Target::AtLeast(3.0));
    }
    let (was, is) = each(&count::simulate);
    let (was, is) = (instructions(was), instructions(is));
    row("simulate, one core: a machine event", "instructions", was, is, times(was, is), Target::AtLeast(1.5));
}

fn clocked(old: &Build, now: &Build, turns: usize) {
    let mut runs = [BTreeMap::new(), BTreeMap::new()];
    for _ in 0..turns {
        for (build, runs) in [old, now].into_iter().zip(&mut runs) {
            for (name, figure) in build.turn() {
                runs.entry(name).or_insert_with(Vec::new).push(figure);
            }
        }
    }
    let median = |side: usize, name: &str| {
        let mut runs: Vec<f64> = runs[side].get(name)?.clone();
        runs.sort_by(f64::total_cmp);
        runs.get(runs.len() / 2).copied()
    };
    let both = |name: &str| (median(0, name), median(1, name));
    for (job, what, bound) in
        [(Job::Notify(Each), "a notification", 2.0), (Job::Rearm, "an answer to a keepAlive", 1.7)]
    {
        let (was, is) = both(&fleet(Way::Id, job));
        let text = format!("1M calls, one at a time, by id: {what}");
        row(&text, "ns", was, is, times(was, is), Target::AtLeast(bound));
    }
    let jobs = [
        (Job::Notify(Each), "notifications, one at a time"),
        (Job::Notify(AskEach), "the same, next deadline after each"),
        (Job::Notify(Batch), "notifications, 64 at a time"),
        (Job::Rearm, "answers to keepAlives, one at a time"),
    ];
    for (job, what) in jobs {
        for (way, by) in [(Way::Handle, "by handle"), (Way::Id, "by id")] {
            let against = |side| times(median(side, &fleet(Way::FoldHashHeap, job)), median(side, &fleet(way, job)));
            let text = format!("1M calls, {what}, {by}: times faster than the best map");
            row(&text, "x", against(0), against(1), against(1), Target::AtLeast(1.0));
        }
    }
    let (was, is) = both(timed::BYTES);
    row("1M calls without slots, all in: bytes a call", "bytes", was, is, is, Target::AtMost(84.0));
    let (was, is) = both(timed::ALONE);
    row("1M calls, re-arming in batches, the fleet alone", "ns", was, is, times(was, is), Target::AtLeast(2.0));
}
