//! The service's time: tokio's, turned up.

use std::time::Duration;

use call_lifecycle::Timestamp;
use tokio::time::Instant;

/// Slower than this nothing would happen, faster than this nobody could follow.
pub const SPEEDS: std::ops::RangeInclusive<f64> = 0.01..=10_000.0;

#[derive(Clone, Copy, Debug)]
pub struct Clock {
    began: Instant,
    /// The service's time then.
    base: Timestamp,
    speed: f64,
}

impl Clock {
    /// A clock that says `base` now.
    pub fn new(base: Timestamp, speed: f64) -> Self {
        Self { began: Instant::now(), base, speed }
    }

    pub fn speed(&self) -> f64 {
        self.speed
    }

    pub fn now(&self) -> Timestamp {
        let millis = self.began.elapsed().as_secs_f64() * 1_000.0 * self.speed;
        Timestamp::from_millis(self.base.as_millis().saturating_add(millis as u64))
    }

    /// When it will say so. It never says less at that instant: who sleeps until then has not woken too early.
    pub fn instant(&self, at: Timestamp) -> Instant {
        let millis = at.saturating_millis_since(self.base) as f64 / self.speed;
        let ahead = Duration::try_from_secs_f64(millis / 1_000.0).unwrap_or(Duration::MAX);
        let due = self.began.checked_add(ahead.saturating_add(Duration::from_micros(1)));
        // Past what an instant can be there is none to wait for: a year will do.
        due.unwrap_or_else(|| Instant::now() + Duration::from_secs(31_536_000))
    }
}
