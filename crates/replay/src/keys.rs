//! Keys that did not count.

use call_lifecycle::ToneInfo;

use crate::phrases;

/// How many are told one by one.
const MISSED: usize = 8;

/// A key that the call's machine did not count.
#[derive(Clone, Copy, Debug)]
pub struct Missed {
    pub at: u64,
    pub key: ToneInfo,
    /// The key of a higher number that came before it.
    pub after: Option<ToneInfo>,
}

/// The keys of a call that did not count, the first few one by one.
#[derive(Clone, Debug, Default)]
pub struct MissedKeys {
    pub keys: Vec<Missed>,
    pub count: u64,
    /// Keys with a tone that is not known, in words, and how many there were.
    pub unknown: Vec<(u64, String)>,
    pub unknown_count: u64,
}

impl MissedKeys {
    pub fn add(&mut self, missed: Missed) {
        self.count += 1;
        if self.keys.len() < MISSED {
            self.keys.push(missed);
        }
    }

    /// A key came with a tone that is not known.
    pub fn unknown_tone(&mut self, at: u64, tone: &str, number: Option<i64>) {
        self.unknown_count += 1;
        if self.unknown.len() < MISSED {
            self.unknown.push((at, phrases::unknown_tone(tone, number)));
        }
    }
}
