//! The one place where the time is read.

use std::num::NonZeroU32;
use std::time::Duration;

use call_lifecycle::{Span, Timestamp};
use tokio::time::Instant;

/// The service's clock, as tokio's knows it: it goes `speed` times as fast.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    base: Timestamp,
    origin: Instant,
    speed: NonZeroU32,
}

impl Clock {
    /// A clock that shows `base` now.
    #[must_use]
    pub fn start(base: Timestamp, speed: NonZeroU32) -> Self {
        Self { base, origin: Instant::now(), speed }
    }

    /// What it shows now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        // Nanoseconds, so that a fast clock does not go in leaps.
        let elapsed = self.origin.elapsed().as_nanos().saturating_mul(u128::from(self.speed.get())) / 1_000_000;
        let elapsed = u64::try_from(elapsed).unwrap_or(u64::MAX);
        Timestamp::from_millis(self.base.as_millis().saturating_add(elapsed))
    }

    /// When it will show `at`: never a moment sooner, so that nobody wakes for nothing. None past tokio's own time.
    #[must_use]
    pub fn instant(&self, at: Timestamp) -> Option<Instant> {
        let nanos = u128::from(at.saturating_millis_since(self.base)) * 1_000_000;
        let nanos = u64::try_from(nanos.div_ceil(u128::from(self.speed.get()))).ok()?;
        self.origin.checked_add(Duration::from_nanos(nanos))
    }

    /// How long a span of the service's takes.
    #[must_use]
    pub fn real(&self, span: Span) -> Duration {
        Duration::from(span) / self.speed.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_goes_as_fast_as_it_is_told_and_wakes_on_time() {
        for speed in [1, 7, 60, 1_000] {
            let base = Timestamp::from_millis(1_000_000);
            let clock = Clock::start(base, NonZeroU32::new(speed).unwrap());
            tokio::time::advance(Duration::from_secs(3)).await;
            assert_eq!(clock.now().as_millis(), 1_000_000 + 3_000 * u64::from(speed));
            for span in [1, 999, 900_001] {
                let at = clock.now().saturating_add(Span::from_millis(span));
                tokio::time::sleep_until(clock.instant(at).unwrap()).await;
                assert!(clock.now() >= at, "{speed} {span}");
            }
        }
    }
}
