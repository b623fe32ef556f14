//! The lines that a HAR file gives, put in order of time.
//!
//! A tool writes an entry when its request leaves, or when its answer came: then a later request
//! stands before an earlier one. So lines are held back for a while. How long bounds the memory.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// How long a line is held back, in milliseconds: longer than an answer takes to come.
const HELD_BACK: u64 = 120_000;
/// The most lines that are held back.
const MOST: usize = 100_000;

/// A line, with the number of its entry.
#[derive(Debug)]
pub struct Pending {
    at: u64,
    /// Which one it was, to keep the order of those of one time.
    place: u64,
    pub number: u64,
    pub text: String,
}

impl Ord for Pending {
    /// The earliest is the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.place).cmp(&(self.at, self.place))
    }
}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pending {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pending {}

/// The lines that are held back.
#[derive(Debug, Default)]
pub struct Held {
    lines: BinaryHeap<Pending>,
    count: u64,
    latest: u64,
}

impl Held {
    /// Holds a line back.
    pub fn push(&mut self, at: u64, number: u64, text: String) {
        self.count += 1;
        self.lines.push(Pending { at, place: self.count, number, text });
    }

    /// An entry began then: what is earlier by far can go.
    pub fn began(&mut self, at: u64) {
        self.latest = self.latest.max(at);
    }

    /// The next line that is held back for long enough; at the end of the file, any.
    pub fn pop(&mut self, at_end: bool) -> Option<Pending> {
        let first = self.lines.peek()?;
        let goes = at_end || self.lines.len() > MOST || first.at.saturating_add(HELD_BACK) <= self.latest;
        if goes { self.lines.pop() } else { None }
    }
}
