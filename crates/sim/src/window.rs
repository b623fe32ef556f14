//! Windows of time: one in each period, at a time that follows from a seed.

use call_lifecycle::{Span, Timestamp};
use core::time::Duration;

use crate::choices::mixed;

/// The longest span that is no longer than the duration.
pub(crate) const fn span(duration: Duration) -> Span {
    let millis = duration.as_millis();
    let longest = Span::MAX.as_millis();
    #[allow(clippy::cast_possible_truncation, reason = "the branch makes sure that it fits")]
    Span::from_millis(if millis > longest as u128 { longest } else { millis as u32 })
}

/// The beginning of the window in the period of that index. It is such that the window fits into
/// the period.
pub(crate) fn window(seed: u64, every: Span, lasts: Span, index: u64) -> Timestamp {
    let room = u64::from(every.saturating_sub(lasts).as_millis()).max(1);
    let offset = mixed(seed ^ mixed(index)).checked_rem(room).unwrap_or(0);
    Timestamp::from_millis(index.saturating_mul(u64::from(every.as_millis())).saturating_add(offset))
}

/// The first beginning of a window that is later than `now`.
pub(crate) fn next_window(seed: u64, every: Span, lasts: Span, now: Timestamp) -> Option<Timestamp> {
    let index = now.as_millis().checked_div(u64::from(every.as_millis()))?;
    let begin = window(seed, every, lasts, index);
    Some(if begin > now { begin } else { window(seed, every, lasts, index.saturating_add(1)) })
}
