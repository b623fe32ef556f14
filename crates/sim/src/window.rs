//! Windows of time: one in each period, at a time that follows from a seed.

use core::time::Duration;

use call_lifecycle::{MAX_DURATION, Timestamp};

use crate::choices::mixed;

/// The duration in whole milliseconds, at most [`MAX_DURATION`].
pub(crate) const fn span(duration: Duration) -> Duration {
    let (millis, longest) = (duration.as_millis(), MAX_DURATION.as_millis());
    #[allow(clippy::cast_possible_truncation, reason = "it is at most the longest")]
    Duration::from_millis(if millis > longest { longest } else { millis } as u64)
}

/// The milliseconds of a [`span`].
pub(crate) fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

/// When what never happens would happen.
pub(crate) const NEVER: Timestamp = Timestamp::MAX;

/// The time so many milliseconds after another.
pub(crate) const fn after(at: Timestamp, millis: u64) -> Timestamp {
    Timestamp::from_millis(at.as_millis().saturating_add(millis))
}

/// The beginning of the window in the period of that index. It is such that the window fits into
/// the period.
pub(crate) fn window(seed: u64, every: Duration, lasts: Duration, index: u64) -> Timestamp {
    let room = u64::from(millis(every.saturating_sub(lasts))).max(1);
    let offset = mixed(seed ^ mixed(index)).checked_rem(room).unwrap_or(0);
    Timestamp::from_millis(index.saturating_mul(u64::from(millis(every))).saturating_add(offset))
}

/// The first beginning of a window that is later than `now`.
pub(crate) fn next_window(seed: u64, every: Duration, lasts: Duration, now: Timestamp) -> Option<Timestamp> {
    let index = now.as_millis().checked_div(u64::from(millis(every)))?;
    let begin = window(seed, every, lasts, index);
    Some(if begin > now { begin } else { window(seed, every, lasts, index.saturating_add(1)) })
}
