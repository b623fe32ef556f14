//! Shows the progress of a long replay on a terminal.

use std::io::Write;

use crate::watched::Position;

/// Below this many lines nothing is shown.
const LONG: u64 = 100_000;
/// How often it is shown.
const EVERY: u64 = 50_000;

#[derive(Debug)]
pub struct Progress {
    /// The size of the trace in bytes, where it has one.
    size: Option<u64>,
    read: u64,
    terminal: bool,
    shown: bool,
}

impl Progress {
    pub fn new(size: Option<u64>, terminal: bool) -> Self {
        Self { size, read: 0, terminal, shown: false }
    }

    #[inline]
    pub fn line(&mut self, Position { line: number, bytes, calls }: Position, err: &mut dyn Write) {
        self.read += bytes as u64 + 1;
        if self.terminal && number >= LONG && number.is_multiple_of(EVERY) {
            let share = self.size.filter(|size| *size > 0).map(|size| (self.read * 100 / size).min(100));
            let share = share.map_or_else(String::new, |share| format!("{share:3} %, "));
            let _ = write!(err, "\r{share}{number} lines, {calls} calls\x1b[K");
            let _ = err.flush();
            self.shown = true;
        }
    }

    pub fn clear(&mut self, err: &mut dyn Write) {
        if self.shown {
            let _ = write!(err, "\r\x1b[K");
        }
    }
}
