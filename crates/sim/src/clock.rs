//! A clock that runs too fast or too slow, and jumps.

use core::time::Duration;

use call_lifecycle::Timestamp;

use crate::choices::mixed;
use crate::window::{millis, next_window, span};

const MILLION: u64 = 1_000_000;

/// How a clock may be wrong.
///
/// ```
/// use call_lifecycle_sim::ClockFaults;
/// use core::time::Duration;
/// // Within 45 minutes, one such clock may gain this much on another.
/// let faults = ClockFaults::NONE.with_rate(100);
/// assert_eq!(faults.slack(Duration::from_secs(60 * 45)).as_millis(), 543);
/// assert_eq!(ClockFaults::NONE.slack(Duration::from_secs(60 * 45)), Duration::ZERO);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ClockFaults {
    rate: u32,
    jump_every: Duration,
    jump: Duration,
}

impl ClockFaults {
    /// A clock that is right.
    pub const NONE: Self = Self { rate: 0, jump_every: Duration::ZERO, jump: Duration::ZERO };

    /// The clock runs up to `parts_per_million` too fast or too slow. A quartz is off by up to 100.
    #[must_use]
    pub const fn with_rate(self, parts_per_million: u32) -> Self {
        Self { rate: parts_per_million, ..self }
    }

    /// The clock jumps once in each period of the length `every`, by at most `by`, forwards or
    /// backwards. The period zero stands for no jumps.
    #[must_use]
    pub const fn with_jumps(self, every: Duration, by: Duration) -> Self {
        Self { jump_every: span(every), jump: span(by), ..self }
    }

    /// By how much two such clocks may differ in what they say has passed, while one of them says
    /// that `span` has passed.
    ///
    /// The laws *safe side* and *agreement* speak of equal clocks. They hold of such clocks within
    /// this bound.
    ///
    /// The bound is the sum of: both rates over the span (and over what the rates make of it), a
    /// millisecond of rounding for each clock, and for each clock the jumps that can fall into the
    /// span: one in every period, and one more at either edge.
    #[must_use]
    pub fn slack(&self, span: Duration) -> Duration {
        let shown = u64::from(millis(span));
        let rates = u64::from(self.rate).saturating_mul(2);
        let drift = match rates {
            0 => 0,
            rates => shown.saturating_mul(rates).div_ceil(MILLION.saturating_sub(rates).max(1)).saturating_add(2),
        };
        let jump = u64::from(millis(self.jump));
        let truly = shown.saturating_add(drift).saturating_add(jump);
        let jumps = match truly.checked_div(u64::from(millis(self.jump_every))) {
            None => 0,
            Some(count) => count.saturating_add(2).saturating_mul(2).saturating_mul(jump),
        };
        crate::window::span(Duration::from_millis(drift.saturating_add(jumps)))
    }
}

/// One clock: what it shows at a true time, and when it jumps next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Clock {
    faults: ClockFaults,
    seed: u64,
    /// Parts in a million and one millionth: the true rate is `MILLION`.
    rate: u64,
    /// The true time from which `shows` counts.
    since: Timestamp,
    shows: Timestamp,
}

impl Clock {
    /// A clock that is right at `now`.
    pub(crate) fn new(faults: ClockFaults, seed: u64, now: Timestamp) -> Self {
        let spread = u64::from(faults.rate).saturating_mul(2).saturating_add(1);
        let off = mixed(seed).checked_rem(spread).unwrap_or(0);
        let rate = MILLION.saturating_sub(u64::from(faults.rate)).saturating_add(off);
        Self { faults, seed, rate, since: now, shows: now }
    }

    /// What it shows.
    pub(crate) const fn at(&self, now: Timestamp) -> Timestamp {
        let passed = now.as_millis().saturating_sub(self.since.as_millis());
        let passed = if self.rate == MILLION { passed } else { passed.saturating_mul(self.rate) / MILLION };
        Timestamp::from_millis(self.shows.as_millis().saturating_add(passed))
    }

    /// The first true time at which it shows `time`, unless it jumps before; that may have passed.
    pub(crate) fn when(&self, time: Timestamp) -> Timestamp {
        let left = time.as_millis().saturating_sub(self.shows.as_millis());
        let left = if self.rate == MILLION { left } else { left.saturating_mul(MILLION).div_ceil(self.rate.max(1)) };
        Timestamp::from_millis(self.since.as_millis().saturating_add(left))
    }

    /// When it jumps next, after `now`.
    pub(crate) fn next_jump(&self, now: Timestamp) -> Option<Timestamp> {
        next_window(self.seed, self.faults.jump_every, Duration::ZERO, now)
    }

    /// Jumps, at `now`.
    pub(crate) fn jump(&mut self, now: Timestamp) {
        let drawn = mixed(self.seed ^ now.as_millis());
        let by = drawn.checked_rem(u64::from(millis(self.faults.jump)).saturating_add(1)).unwrap_or(0);
        let by = Duration::from_millis(by);
        let shows = self.at(now);
        self.shows = if drawn >> 63 == 0 { shows.saturating_add(by) } else { shows.saturating_sub(by) };
        self.since = now;
    }
}
