//! The short table between the marks in the README.

use std::fmt::Write as _;

use crate::fleets::host::Mode::Batch;
use crate::fleets::{Job, Way};
use crate::results::Results;
use crate::run::SIZES;
use crate::targets::{bytes, fleet, ns, number, transition};
use crate::transitions::{NAMES, OURS, streams::Kind};

pub fn tables(results: &Results) -> String {
    let median = |name: &str| ns(results, name).map(|figure| figure.median);
    let times = |of: Option<f64>, to: Option<f64>| of.zip(to).map(|(of, to)| of / to);
    let cell = |figure: Option<f64>| figure.map_or_else(String::new, number);
    let mut text = String::from("\n| | call-lifecycle | instead | times |\n|---|---|---|---|\n");
    let mut row = |what: &str, unit: &str, ours: Option<f64>, name: &str, other: Option<f64>| {
        let (ratio, ours, other) = (cell(times(other, ours)), cell(ours), cell(other));
        let _infallible = writeln!(text, "| {what} | {ours} {unit} | {name}: {other} {unit} | {ratio} × |");
    };

    let step = |name| median(&transition(Kind::Legal95, name));
    let (ours, other) = (step(OURS), NAMES.into_iter().filter(|name| *name != OURS));
    for name in other.take(2) {
        row("a transition", "ns", ours, name, step(name));
    }
    let day = |way| median(&fleet(way, Job::Day(Batch), SIZES[3]));
    for way in [Way::FoldHashHeap, Way::Tasks] {
        row("an event of a day, a million calls", "ns", day(Way::Handle), way.title(), day(way));
    }
    let held = |way: Way| results.get(&bytes(way.word(), SIZES[3]));
    row("memory, a million calls", "bytes a call", held(Way::Id), Way::Tasks.title(), held(Way::Tasks));
    text.push('\n');
    text
}
