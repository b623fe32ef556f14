//! The order of a trace's lines: whether it is newest first, and how it is put right.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::Stop;
use crate::lines::Each;
use crate::trace::{At, LineError};

/// How the times of a trace go from line to line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Order {
    last: Option<u64>,
    rises: u64,
    falls: u64,
}

impl Order {
    #[inline]
    pub fn line(&mut self, at: At) {
        match self.last {
            Some(last) if at.millis > last => self.rises += 1,
            Some(last) if at.millis < last => self.falls += 1,
            _ => {}
        }
        self.last = Some(at.millis);
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
