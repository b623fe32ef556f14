//! The targets, each with its figure.

use std::fmt::Write as _;

use crate::fleets::host::Mode::{self, AskEach, Batch, Each};
use crate::fleets::{Job, Way};
use crate::results::Results;
use crate::transitions::{OURS, streams::Kind};

#[derive(Clone, Copy)]
pub enum Bound {
    AtMost(f64),
    AtLeast(f64),
    /// None: the figure is stated.
    Stated,
}

impl Bound {
    fn is_met_by(self, figure: f64) -> bool {
        match self {
            Self::AtMost(bound) => figure <= bound,
            Self::AtLeast(bound) => figure >= bound,
            Self::Stated => true,
        }
    }
}

/// A figure from the medians, and the same from the lowest runs: the machine's noise lies between
/// them.
#[derive(Clone, Copy)]
pub struct Figure {
    pub median: f64,
    pub lowest: f64,
}

impl Figure {
    /// The median's, and the lowest's where it is another.
    pub fn text(self) -> String {
        let (median, lowest) = (number(self.median), number(self.lowest));
        if median == lowest { median } else { format!("{median} ({lowest})") }
    }
}

/// A row of the table.
pub struct Target {
    pub what: String,
    pub bound: Bound,
    pub unit: &'static str,
    /// None where it was not measured.
    pub figure: Option<Figure>,
}

impl Target {
    pub fn verdict(&self) -> &'static str {
        match self.figure {
            None => "not measured",
            Some(_) if matches!(self.bound, Bound::Stated) => "",
            Some(figure) if self.bound.is_met_by(figure.median) => "met",
            Some(figure) if self.bound.is_met_by(figure.lowest) => "met by the lowest runs",
            Some(_) => "not met",
        }
    }

    pub fn bound_text(&self) -> String {
        match self.bound {
            Bound::AtMost(bound) => format!("≤ {bound} {}", self.unit),
            Bound::AtLeast(bound) => format!("≥ {bound} {}", self.unit),
            Bound::Stated => self.unit.to_owned(),
        }
    }

    pub fn figure_text(&self) -> String {
        self.figure.map_or_else(String::new, Figure::text)
    }
}

/// Three digits or so.
pub fn number(value: f64) -> String {
    let digits = if value < 10.0 {
        2
    } else if value < 100.0 {
        1
    } else {
        0
    };
    format!("{value:.digits$}")
}

/// The nanoseconds of a name.
pub fn ns(results: &Results, name: &str) -> Option<Figure> {
    Some(Figure { median: results.get(&format!("{name}: ns"))?, lowest: results.get(&format!("{name}: ns, lowest"))? })
}

fn exact(results: &Results, name: &str) -> Option<Figure> {
    let figure = results.get(name)?;
    Some(Figure { median: figure, lowest: figure })
}

fn ratio(of: Option<Figure>, to: Option<Figure>) -> Option<Figure> {
    let (of, to) = (of?, to?);
    Some(Figure { median: of.median / to.median, lowest: of.lowest / to.lowest })
}

/// The name of a transition's figures.
pub fn transition(kind: Kind, name: &str) -> String {
    format!("transition: {}, {name}", kind.name())
}

/// The name of a fleet's figures.
pub fn fleet(way: Way, job: Job, calls: usize) -> String {
    format!("fleet: {}, {}, {calls} calls", job.word(), way.word())
}

/// The name of the figures of [`crate::fleets::ready`].
pub fn ready(name: &str, mode: Option<Mode>, calls: usize) -> String {
    format!("fleet: ready, {name}, {}, {calls} calls", mode.map_or("not handled", Mode::word))
}

/// A notification alone: what it costs less what making it ready costs.
fn notification(name: &str, mode: Mode, calls: usize, figure: impl Fn(&str) -> Option<Figure>) -> Option<Figure> {
    let (all, made) = (figure(&ready(name, Some(mode), calls))?, figure(&ready(name, None, calls))?);
    Some(Figure { median: all.median - made.median, lowest: all.lowest - made.lowest })
}

/// The name of the figures of [`crate::fleets::alone`].
pub fn alone(what: &str, calls: usize) -> String {
    format!("fleet: {what}, alone, {calls} calls")
}

/// The name of the figures of [`crate::fleets::lines`].
pub fn lines(name: &str, calls: usize) -> String {
    format!("lines: {name}, {calls} calls")
}

/// The name of a fleet's memory.
pub fn bytes(way: &str, calls: usize) -> String {
    format!("bytes: {way}, {calls} calls")
}

const MILLION: usize = 1_000_000;

/// Ratios first.
pub fn targets(results: &Results) -> Vec<Target> {
    let mut rows = Vec::new();
    let mut row = |what: String, bound, unit, figure| rows.push(Target { what, bound, unit, figure });
    let walk = |name: &str| ns(results, &transition(Kind::Legal95, name));
    for name in ["match", "statig", "smlang", "rust-fsm", "finny"] {
        let figure = ratio(walk(name), walk(OURS));
        row(format!("transition, 95 % legal: times faster than {name}"), Bound::AtLeast(2.5), "x", figure);
    }
    let of = |way, job| ns(results, &fleet(way, job, MILLION));
    let (day, day_batch) = (Job::Day(AskEach), Job::Day(Batch));
    for (name, way) in [("handle", Way::Handle), ("id", Way::Id)] {
        let heap = |job| ratio(of(Way::FoldHashHeap, job), of(way, job));
        let text = "than HashMap (foldhash), statig, BinaryHeap";
        row(
            format!("1M calls, a day, batched, by {name}: times faster {text}"),
            Bound::AtLeast(3.0),
            "x",
            heap(day_batch),
        );
        row(
            format!("1M calls, a day, one at a time, by {name}: times faster {text}"),
            Bound::AtLeast(1.2),
            "x",
            heap(day),
        );
        for (what, job) in [("a day", day_batch), ("notifications alone", Job::Notify(Batch))] {
            row(
                format!("1M calls, {what}, batched, by {name}: times faster than a tokio task a call"),
                Bound::AtLeast(30.0),
                "x",
                ratio(of(Way::Tasks, job), of(way, job)),
            );
        }
    }
    let bytes = |way: &str| exact(results, &bytes(way, MILLION));
    row(
        "1M calls: times less memory than a tokio task a call".into(),
        Bound::AtLeast(12.0),
        "x",
        ratio(bytes("tasks"), bytes("id")),
    );
    for kind in Kind::ALL {
        let name = transition(kind, OURS);
        row(format!("transition, {}", kind.name()), Bound::AtMost(2.5), "ns", ns(results, &name));
        row(
            format!("transition, {}", kind.name()),
            Bound::AtMost(22.0),
            "instructions",
            exact(results, &format!("{name}: instructions")),
        );
    }
    let time = |name: &str| ns(results, name);
    let count = |name: &str| exact(results, &format!("{name}: instructions"));
    let text = "1k calls: a notification by handle, and the next deadline";
    row(text.into(), Bound::AtMost(12.0), "ns", notification("handle", AskEach, 1_000, time));
    row(text.into(), Bound::AtMost(75.0), "instructions", notification("handle", AskEach, 1_000, count));
    for (mode, how, handle, id) in [(Batch, "batched", 20.0, 35.0), (Each, "one at a time", 35.0, 85.0)] {
        for (name, bound) in [("handle", handle), ("id", id)] {
            let figure = notification(name, mode, MILLION, time);
            row(format!("1M calls: a notification by {name}, {how}"), Bound::AtMost(bound), "ns", figure);
        }
    }
    for name in ["handle", "id"] {
        let text = format!(
            "of which the memory alone, by {name}, batched: the same cache lines read and written, and nothing else"
        );
        row(text, Bound::Stated, "ns", ns(results, &lines(name, MILLION)));
    }
    for (what, text, bound) in
        [("rearm", "re-arming in batches", 9.0), ("expire", "expiry in batches, a second at a time", 140.0)]
    {
        let figure = ns(results, &alone(what, MILLION));
        row(format!("1M calls: {text}, the fleet alone"), Bound::AtMost(bound), "ns", figure);
    }
    row("bytes a call, without operation slots, all in".into(), Bound::AtMost(88.0), "bytes", bytes("id"));
    row("bytes a call, four operation slots, all in".into(), Bound::Stated, "bytes", bytes("id, four slots"));
    let missed = |calls| exact(results, &format!("{}: lines", fleet(Way::Handle, Job::Rearm, calls)));
    let more = missed(MILLION)
        .zip(missed(1_000))
        .map(|(large, small)| Figure { median: large.median - small.median, lowest: large.lowest - small.lowest });
    // The tree has six levels for a million calls, and three for a thousand.
    row(
        "cache lines that a re-arming event misses more with 1M calls than with 1k".into(),
        Bound::AtMost(3.0),
        "lines",
        more,
    );
    rows
}

/// As a table for a terminal.
pub fn print(results: &Results) {
    let mut text = String::new();
    for target in targets(results) {
        let (bound, figure, verdict) = (target.bound_text(), target.figure_text(), target.verdict());
        let _infallible = writeln!(text, "{:96} {bound:>18} {figure:>16}  {verdict}", target.what);
    }
    print!("{text}");
}
