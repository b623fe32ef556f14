//! The clock.

use std::hint::black_box;
use std::time::Instant;

/// The median and the lowest of several runs, in nanoseconds a unit.
#[derive(Clone, Copy, Debug)]
pub struct Nanoseconds {
    pub median: f64,
    pub lowest: f64,
}

/// Nanoseconds of one unit: `run` says how many units it did.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn time(run: impl FnOnce() -> u64) -> f64 {
    let start = Instant::now();
    let units = black_box(run());
    start.elapsed().as_nanos() as f64 / units as f64
}

pub fn summary(mut runs: Vec<f64>) -> Nanoseconds {
    runs.sort_by(f64::total_cmp);
    Nanoseconds { median: runs[runs.len() / 2], lowest: runs[0] }
}
