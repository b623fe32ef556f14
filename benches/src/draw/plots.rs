//! The plots.

use super::svg::{Anchor, Svg};
use crate::fleets::host::Mode::{AskEach, Batch};
use crate::fleets::{Job, Way};
use crate::results::Results;
use crate::run::SIZES;
use crate::targets::{bytes, fleet, number, transition};
use crate::transitions::{NAMES, OURS, streams::Kind};

const WIDTH: f64 = 820.0;

/// A group of bars, each with its name, its class and its value.
struct Bars<'a> {
    heading: &'a str,
    bars: Vec<(&'a str, bool, f64)>,
}

/// Horizontal bars in groups, on one scale.
fn bars(title: &str, unit: &str, left: f64, groups: &[Bars<'_>]) -> String {
    const BAR: f64 = 20.0;
    let rows: usize = groups.iter().map(|group| group.bars.len()).sum();
    let height = 40.0 + rows as f64 * BAR + groups.len() as f64 * 34.0;
    let most = groups.iter().flat_map(|group| &group.bars).fold(0.0, |most: f64, bar| most.max(bar.2));
    let scale = (WIDTH - left - 110.0) / most;
    let mut svg = Svg::new(WIDTH, height, title);
    svg.text("title", (16.0, 24.0), Anchor::Start, title);
    let mut y = 48.0;
    for group in groups {
        svg.text("dim", (left, y), Anchor::Start, group.heading);
        y += 8.0;
        for (name, ours, value) in &group.bars {
            let (text, bar) = if *ours { ("ours", "bar ours") } else { ("", "bar") };
            svg.text(text, (left - 8.0, y + 14.0), Anchor::End, name);
            svg.bar(bar, (left, y + 3.0), (value * scale, BAR - 6.0));
            svg.text(
                text,
                (left + value * scale + 6.0, y + 14.0),
                Anchor::Start,
                &format!("{} {unit}", number(*value)),
            );
            y += BAR;
        }
        y += 26.0;
    }
    svg.finish()
}

/// What a transition costs.
pub fn transitions(results: &Results) -> String {
    let group = |kind: Kind, heading| Bars {
        heading,
        bars: NAMES
            .into_iter()
            .filter_map(|name| Some((name, name == OURS, results.get(&format!("{}: ns", transition(kind, name)))?)))
            .collect(),
    };
    let groups = [
        group(Kind::Script, "the commonest call, again and again"),
        group(Kind::Legal95, "random walks, 95 % legal"),
        group(Kind::Adversarial, "any trigger at any time"),
    ];
    bars("A transition of a call, in nanoseconds", "ns", 140.0, &groups)
}

/// What a call takes of the memory.
pub fn memory(results: &Results) -> String {
    let calls = SIZES[3];
    let ways = [Way::Id, Way::FoldHashHeap, Way::DelayQueue, Way::Tasks];
    let bars_of = |way: Way| {
        let (name, ours) = if way == Way::Id { ("call-lifecycle", true) } else { (way.title(), false) };
        Some((name, ours, results.get(&bytes(way.word(), calls))?))
    };
    let group =
        Bars { heading: "a million calls, after a day's work", bars: ways.into_iter().filter_map(bars_of).collect() };
    bars("Bytes a call, all in", "bytes", 270.0, &[group])
}

/// How an event's cost grows with the calls.
pub fn growth(results: &Results) -> String {
    const HEIGHT: f64 = 430.0;
    let (left, right, top, bottom) = (64.0, WIDTH - 270.0, 48.0, HEIGHT - 46.0);
    let lines = [
        ("c0", Way::Handle, Batch, "by handle, batched"),
        ("c0 dashed", Way::Handle, AskEach, "by handle, one at a time"),
        ("c1", Way::Id, Batch, "by id, batched"),
        ("c1 dashed", Way::Id, AskEach, "by id, one at a time"),
        ("c2 dashed", Way::FoldHashHeap, AskEach, "HashMap (foldhash), BinaryHeap"),
        ("c3 dashed", Way::SipHashHeap, AskEach, "HashMap (SipHash), BinaryHeap"),
        ("c4 dashed", Way::DelayQueue, AskEach, "HashMap, DelayQueue"),
        ("c5", Way::Tasks, Batch, "a tokio task a call, batched"),
    ];
    let x = |calls: usize| left + (right - left) * (calls as f64 / SIZES[0] as f64).log10() / 3.0;
    // From 10 ns to 3 us.
    let y = |ns: f64| bottom - (bottom - top) * (ns / 10.0).log10() / 300.0_f64.log10();
    let title = "An event of a fleet, in nanoseconds: notifications, and the keepAlives that fall due meanwhile";
    let mut svg = Svg::new(WIDTH, HEIGHT, title);
    svg.text("title", (16.0, 24.0), Anchor::Start, title);
    for ns in [10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0] {
        svg.line("grid", &[(left, y(ns)), (right, y(ns))]);
        svg.text("dim", (left - 8.0, y(ns) + 4.0), Anchor::End, &format!("{ns} ns"));
    }
    for (calls, text) in SIZES.into_iter().zip(["1k calls", "10k", "100k", "1M"]) {
        svg.text("dim", (x(calls), bottom + 20.0), Anchor::Middle, text);
    }
    let mut labels: Vec<(f64, String, &str)> = Vec::new();
    for (class, way, mode, name) in lines {
        let figure = |calls| results.get(&format!("{}: ns", fleet(way, Job::Day(mode), calls)));
        let points: Option<Vec<_>> = SIZES.into_iter().map(|calls| Some((x(calls), y(figure(calls)?)))).collect();
        let Some(points) = points else { continue };
        svg.line(&format!("line {class}"), &points);
        points.iter().for_each(|point| svg.dot(class.trim_end_matches(" dashed"), *point));
        let ns = number(figure(SIZES[3]).unwrap_or_default());
        labels.push((points[SIZES.len() - 1].1, format!("{ns} {name}"), if class < "c2" { "ours" } else { "" }));
    }
    // Apart from each other, in their order.
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::MIN;
    for (at, text, class) in labels {
        above = at.max(above + 15.0);
        svg.text(class, (right + 10.0, above + 4.0), Anchor::Start, &text);
    }
    svg.text(
        "dim",
        (left, HEIGHT - 10.0),
        Anchor::Start,
        "one at a time: the next deadline is asked for after each event; batched: 64 events at a time",
    );
    svg.finish()
}
