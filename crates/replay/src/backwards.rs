//! Times of a call's lines that lie before those of earlier lines: a clock that was set back, or lines in the
//! wrong order.

use crate::times::Times;

/// The lines of a call whose times did not count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backwards {
    /// How often a time was before that of the line before.
    pub steps: Times,
    /// How far the first step went back.
    pub by: u64,
    /// How many lines were behind.
    pub(super) lines: u64,
    /// The time of the last line, while that is behind.
    pub(super) last: Option<u64>,
}

impl Backwards {
    /// A line has this time, where `at` is the one that counts.
    pub fn line(&mut self, at: u64, given: Option<u64>) {
        if let Some(given) = given {
            // A line may be of several steps.
            self.lines += u64::from(self.last != Some(given));
            if self.last.is_none_or(|last| given < last) {
                if self.steps.count == 0 {
                    self.by = at.saturating_sub(given);
                }
                self.steps.add(at);
            }
        }
        self.last = given;
    }

    /// Whether the clock was set back: after one step, the times of several lines go on from there.
    pub fn is_set_back(&self) -> bool {
        self.steps.count == 1 && self.lines > 1
    }
}
