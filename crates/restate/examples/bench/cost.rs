//! What processes have used so far, as Linux tells it: it does not depend on what else the machine does.

use std::fs::read_to_string;

/// What processes have used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Milliseconds of a processor.
    pub(crate) millis: f64,
    /// Bytes that were written to a disk.
    pub(crate) bytes: f64,
}

/// Ticks of a second in `/proc`.
const TICKS: f64 = 100.0;

impl Cost {
    /// Of processes, with commas between them; nothing where there is no `/proc`.
    pub(crate) fn of(processes: &str) -> Self {
        processes.split(',').map(Self::of_one).fold(Self { millis: 0.0, bytes: 0.0 }, |all, one| Self {
            millis: all.millis + one.millis,
            bytes: all.bytes + one.bytes,
        })
    }

    fn of_one(process: &str) -> Self {
        let stat = read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // The name, in parentheses, may have spaces. The times are the fields 14 and 15.
        let times = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        let ticks: f64 = times.filter_map(|field| field.parse::<f64>().ok()).sum();
        let io = read_to_string(format!("/proc/{process}/io")).unwrap_or_default();
        let bytes = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok()).unwrap_or_default();
        Self { millis: ticks * 1_000.0 / TICKS, bytes }
    }

    /// Since then, as text, for each of so many.
    pub(crate) fn since(self, then: Self, count: f64) -> String {
        let (millis, bytes) = ((self.millis - then.millis) / count, (self.bytes - then.bytes) / count);
        format!("{millis:.2} ms of a processor and {:.1} KB on the disk", bytes / 1_000.0)
    }
}
