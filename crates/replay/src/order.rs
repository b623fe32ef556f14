//! The order of a trace's lines: whether it is newest first, and how it is put right.

use core::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Stop;
use crate::lines::OnLine;
use crate::trace::{At, LineError};

const NEWEST_FIRST: (&str, &str) =
    ("newestFirst", "the times fall from line to line: the trace is newest first, and --sort puts it in order");
const MIXED: (&str, &str) = (
    "mixedTimes",
    "some times are numbers and others are texts: if they are of two clocks, what is said of the time between them is wrong",
);

/// Seconds since 1970 of the years that a trace may be of: 2015 to 2037.
const SECONDS: Range<u64> = 1_420_000_000..2_145_000_000;
const MICROSECONDS: Range<u64> = SECONDS.start * 1_000_000..SECONDS.end * 1_000_000;
const IN_SECONDS: (&str, &str) = (
    "seconds",
    "the times are read as milliseconds: if they are seconds since 1970, what is said of the time between them is wrong",
);
const IN_MICROSECONDS: (&str, &str) = (
    "microseconds",
    "the times are read as milliseconds: if they are microseconds since 1970, what is said of the time between them is wrong",
);

/// How the times of a trace go from line to line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The number of the last line, or of its entry, and its time.
    last: Option<(u64, At)>,
    /// Whether there are numbers and texts.
    is_mixed: bool,
    rises: u64,
    falls: u64,
}

impl Order {
    /// A line has this number and this time. The lines of one entry of a HAR file count once.
    #[inline]
    pub fn line(&mut self, number: u64, at: At) {
        match self.last {
            Some((same, _)) if number == same => {}
            Some((_, last)) if at.millis > last.millis => self.rises += 1,
            Some((_, last)) if at.millis < last.millis => self.falls += 1,
            _ => {}
        }
        self.is_mixed |= self.last.is_some_and(|(_, last)| last.wall != at.wall);
        self.last = Some((number, at));
    }

    /// Whether a time is before that of the line before.
    pub fn falls(&self) -> bool {
        self.falls > 0
    }

    /// What is wrong with the times of the whole trace: a name for each fault, and the sentence.
    pub fn warnings(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let last = self.last.map(|(_, at)| at).filter(|at| !at.wall);
        let is_in = |range: Range<u64>| last.is_some_and(|at| range.contains(&at.millis));
        let faults = [
            (self.is_newest_first(), NEWEST_FIRST),
            (self.is_mixed, MIXED),
            (is_in(SECONDS), IN_SECONDS),
            (is_in(MICROSECONDS), IN_MICROSECONDS),
        ];
        faults.into_iter().filter_map(|(is_so, warning)| is_so.then_some(warning))
    }

    /// Whether times fall from line to line: in nine of ten, and more than once.
    pub fn is_newest_first(&self) -> bool {
        self.falls > 1 && self.falls >= self.rises.saturating_mul(9)
    }
}

/// A line, with its time if that can be read.
#[derive(Debug)]
struct Kept {
    number: u64,
    at: Option<u64>,
    text: Result<String, LineError>,
}

/// Nothing of a line but its time.
#[derive(Deserialize)]
struct Time {
    at: At,
}

/// Hands over all lines that are read so in order of time, those of the same time as they stand in the trace. A line
/// whose time cannot be read stays behind the one before it.
pub fn sorted(
    read: impl FnOnce(&mut u64, &mut OnLine<'_>) -> Result<(), Stop>,
    number: &mut u64,
    each: &mut OnLine<'_>,
) -> Result<(), Stop> {
    let (mut kept, mut order, mut last) = (Vec::new(), Order::default(), None);
    let read = read(number, &mut |number, text| {
        let time = text.as_ref().ok().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        let at = time.and_then(|text| serde_json::from_str::<Time>(text.get()).ok()).map(|time| time.at);
        if let Some(at) = at {
            order.line(number, at);
            last = Some(at.millis);
        }
        kept.push(Kept { number, at: last, text: text.map(str::to_owned) });
        Ok(())
    });
    // What has the same time stands in the wrong order too, but for the lines of one entry.
    let newest_first = order.is_newest_first();
    kept.sort_by(|one, other| {
        let numbers = one.number.cmp(&other.number);
        one.at.cmp(&other.at).then(if newest_first { numbers.reverse() } else { numbers })
    });
    for Kept { number: this, text, .. } in kept {
        *number = this;
        each(this, text.as_deref().map_err(Clone::clone))?;
    }
    read
}
