//! The short tables between the marks in the README.

use std::fmt::Write as _;

use crate::fleets::host::Mode::{AskEach, Batch};
use crate::fleets::{Job, Way};
use crate::results::Results;
use crate::run::SIZES;
use crate::targets::{bytes, fleet, ns, number, transition};
use crate::transitions::{NAMES, OURS, streams::Kind};
use crate::workloads::{self, Workload};

const BEGIN: &str = "<!-- drawn from benches/results.txt -->\n";
const END: &str = "<!-- until here -->";

/// The README with the tables of today; as it was, if it has no marks.
pub fn renewed(readme: &str, results: &Results) -> String {
    let parts = readme.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    match parts {
        Some((before, after)) => format!("{before}{BEGIN}{}{END}{after}", tables(results)),
        None => readme.to_owned(),
    }
}

fn tables(results: &Results) -> String {
    let mut text = String::new();
    let median = |name: &str| ns(results, name).map(|figure| figure.median);
    let cell = |figure: Option<f64>| figure.map_or_else(String::new, number);
    let count = |name: &str| cell(results.get(&format!("{name}: instructions")));
    let times = |of: Option<f64>, to: Option<f64>| of.zip(to).map_or_else(String::new, |(of, to)| number(of / to));

    text.push_str("\n| a transition, random walks, 95 % legal | times | ns | instructions |\n|---|---|---|---|\n");
    let ours = median(&transition(Kind::Legal95, OURS));
    for name in NAMES {
        let figure = median(&transition(Kind::Legal95, name));
        let instructions = count(&transition(Kind::Legal95, name));
        let _infallible = writeln!(text, "| {name} | {} | {} | {instructions} |", times(figure, ours), cell(figure));
    }

    text.push_str(
        "\n| a million calls: an event of a day | times | batched, ns | one at a time, ns | with 1,000 calls, ns | bytes a call |\n|---|---|---|---|---|---|\n",
    );
    let of = |way, mode, calls| median(&fleet(way, Job::Day(mode), calls));
    let ours = of(Way::Handle, Batch, SIZES[3]);
    for way in [Way::Handle, Way::Id, Way::FoldHashHeap, Way::SipHashHeap, Way::DelayQueue, Way::Tasks] {
        let batched = of(way, Batch, SIZES[3]);
        let _infallible = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            way.title(),
            times(batched, ours),
            cell(batched),
            cell(of(way, AskEach, SIZES[3])),
            cell(of(way, AskEach, SIZES[0])),
            cell(results.get(&bytes(way.word(), SIZES[3])))
        );
    }

    text.push_str("\n| one call | ns | instructions |\n|---|---|---|\n");
    for Workload { name, .. } in workloads::machines() {
        let _infallible = writeln!(text, "| {name} | {} | {} |", cell(median(&name)), count(&name));
    }
    text.push('\n');
    text
}
