//! The order of a trace's lines: whether it is newest first, and how it is put right.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Stop;
use crate::lines::Each;
use crate::trace::{At, LineError};

const NEWEST_FIRST: (&str, &str) =
    ("newestFirst", "the times fall from line to line: the trace is newest first, and --sort puts it in order");
const MIXED: (&str, &str) = (
    "mixedTimes",
    "some times are numbers and others are texts: if they are of two clocks, what is said of the time between them is wrong",
);

/// How the times of a trace go from line to line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Order {
    last: Option<At>,
    /// Whether there are numbers and texts.
    is_mixed: bool,
    rises: u64,
    falls: u64,
}

impl Order {
    #[inline]
    pub fn line(&mut self, at: At) {
        match self.last {
            Some(last) if at.millis > last.millis => self.rises += 1,
            Some(last) if at.millis < last.millis => self.falls += 1,
            _ => {}
        }
        self.is_mixed |= self.last.is_some_and(|last| last.wall != at.wall);
        self.last = Some(at);
    }

    /// What is wrong with the times of the whole trace: a name for each fault, and the sentence.
    pub fn warnings(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let faults = [(self.is_newest_first(), NEWEST_FIRST), (self.is_mixed, MIXED)];
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
    read: impl FnOnce(&mut u64, &mut Each<'_>) -> Result<(), Stop>,
    number: &mut u64,
    each: &mut Each<'_>,
) -> Result<(), Stop> {
    let (mut kept, mut order, mut last) = (Vec::new(), Order::default(), None);
    let read = read(number, &mut |number, text| {
        let time = text.as_ref().ok().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        let at = time.and_then(|text| serde_json::from_str::<Time>(text.get()).ok()).map(|time| time.at);
        if let Some(at) = at {
            order.line(at);
            last = Some(at.millis);
        }
        kept.push(Kept { number, at: last, text: text.map(str::to_owned) });
        Ok(())
    });
    // What has the same time stands in the wrong order too.
    if order.is_newest_first() {
        kept.reverse();
    }
    kept.sort_by_key(|line| line.at);
    for Kept { number: this, text, .. } in kept {
        *number = this;
        each(this, text.as_deref().map_err(Clone::clone))?;
    }
    read
}
