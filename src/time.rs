//! Points in time, and the lengths of time between them.
//!
//! The machines count whole milliseconds. A [`Duration`] that a host gives is cut to them: what is
//! below a millisecond is dropped.
//!
//! There are no operators: an operator would have to panic or wrap. Every sum and difference is a
//! method whose name says what happens at the edge.

use core::fmt;
use core::time::Duration;

/// The longest duration that a policy can hold: 2³¹ − 1 milliseconds, about 24.8 days.
///
/// The bound is our choice: with it every deadline of a live call fits in 32 bits relative to its
/// last keepAlive, so that a call fits in a cache line. No rule of the domain comes near it.
///
/// ```
/// use call_lifecycle::{MAX_DURATION, PolicyField, service};
/// let longer = MAX_DURATION + core::time::Duration::from_millis(1);
/// let error = service::Policy::new(service::Settings::DEFAULT.with_teardown(longer)).unwrap_err();
/// assert_eq!((error.field(), error.value(), error.max()), (PolicyField::Teardown, longer, MAX_DURATION));
/// ```
pub const MAX_DURATION: Duration = Span::MAX.duration();

/// A duration in whole milliseconds, rounded towards zero, at most 2⁶⁴ − 1.
pub(crate) const fn millis(duration: Duration) -> u64 {
    duration.as_secs().saturating_mul(1_000).saturating_add(duration.subsec_millis() as u64)
}

/// A duration as the machines keep it: whole milliseconds, from 0 to [`Span::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) struct Span(pub(crate) u32);

#[cfg(feature = "arbitrary")]
impl<'a> arbitrary::Arbitrary<'a> for Span {
    fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
        u.arbitrary().map(Self::from_millis)
    }
}

impl Span {
    /// The greatest span: 2³¹ − 1 milliseconds.
    pub(crate) const MAX: Self = Self(i32::MAX as u32);

    /// The span of a duration, at most [`Span::MAX`].
    pub(crate) const fn of(duration: Duration) -> Self {
        let millis = millis(duration);
        if millis > Self::MAX.0 as u64 { Self::MAX } else { Self(millis as u32) }
    }

    /// The span of a duration, which may be more than [`Span::MAX`]: for what is checked before a
    /// machine keeps it.
    pub(crate) const fn unchecked(duration: Duration) -> Self {
        let millis = millis(duration);
        if millis > u32::MAX as u64 { Self(u32::MAX) } else { Self(millis as u32) }
    }

    /// The duration of the span. It is worked out in 32 bits: small processors have no longer
    /// division.
    pub(crate) const fn duration(self) -> Duration {
        Duration::new((self.0 / 1_000) as u64, (self.0 % 1_000).wrapping_mul(1_000_000))
    }

    /// A span of `millis` milliseconds, at most [`Span::MAX`].
    pub(crate) const fn from_millis(millis: u32) -> Self {
        if millis > Self::MAX.0 { Self::MAX } else { Self(millis) }
    }

    /// A span of `secs` seconds, at most [`Span::MAX`].
    pub(crate) const fn from_secs(secs: u32) -> Self {
        Self::from_millis(secs.saturating_mul(1_000))
    }

    /// The whole milliseconds.
    pub(crate) const fn as_millis(self) -> u32 {
        self.0
    }

    /// The sum, at most [`Span::MAX`].
    pub(crate) const fn saturating_add(self, other: Self) -> Self {
        Self::from_millis(self.0.saturating_add(other.0))
    }

    /// The difference, at least zero.
    pub(crate) const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Twice the span, at most [`Span::MAX`].
    pub(crate) const fn saturating_double(self) -> Self {
        self.saturating_add(self)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

/// A point in time: milliseconds since an epoch of the host's choice, from 0 to `u64::MAX`.
///
/// Use a clock that never goes back and that counts the time a machine sleeps (`CLOCK_BOOTTIME`,
/// not `CLOCK_MONOTONIC`, on Linux): the service's clock does not stop when a laptop's lid is
/// closed. Take the time since a fixed start from the clock of the runtime:
///
/// ```
/// use call_lifecycle::Timestamp;
/// # use core::time::Duration;
/// # struct Start; impl Start { fn elapsed(&self) -> Duration { Duration::from_micros(1_500_700) } }
/// # let start = Start;
/// let now = Timestamp::ZERO.saturating_add(start.elapsed()); // `std::time::Instant::elapsed`, ...
/// assert_eq!(now, Timestamp::from_millis(1_500)); // what is below a millisecond is dropped
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Timestamp(pub(crate) u64);

impl Timestamp {
    /// The epoch.
    pub const ZERO: Self = Self(0);
    /// The last point in time.
    pub const MAX: Self = Self(u64::MAX);

    /// The point `millis` milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// The point `duration` later, or `None` past [`Timestamp::MAX`]: a deadline past it does not
    /// exist.
    #[must_use]
    pub const fn checked_add(self, duration: Duration) -> Option<Self> {
        match self.0.checked_add(millis(duration)) {
            Some(millis) => Some(Self(millis)),
            None => None,
        }
    }

    /// The point `duration` later, at most [`Timestamp::MAX`].
    #[must_use]
    pub const fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// The point `duration` earlier, at least [`Timestamp::ZERO`].
    #[must_use]
    pub const fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }

    /// The time that has passed since `earlier`, or zero if `earlier` is later.
    #[must_use]
    pub const fn duration_since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// The later of two points, in a `const` context.
    #[must_use]
    pub const fn later(self, other: Self) -> Self {
        if self.0 < other.0 { other } else { self }
    }

    /// [`Timestamp::checked_add`] of a span.
    pub(crate) const fn after(self, span: Span) -> Option<Self> {
        match self.0.checked_add(span.0 as u64) {
            Some(millis) => Some(Self(millis)),
            None => None,
        }
    }

    /// [`Timestamp::saturating_add`] of a span.
    pub(crate) const fn saturating_after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0 as u64))
    }

    /// [`Timestamp::saturating_sub`] of a span.
    pub(crate) const fn saturating_before(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0 as u64))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, MAX_DURATION, Span};

    #[test]
    fn spans_end_at_their_greatest() {
        let max = i32::MAX.cast_unsigned();
        assert_eq!(Span::MAX.as_millis(), max);
        assert_eq!(Span::from_millis(max - 1).as_millis(), max - 1);
        for too_long in [Span::from_millis(max + 1), Span::from_secs(u32::MAX)] {
            assert_eq!(too_long, Span::MAX);
        }
        assert_eq!(Span::from_secs(90), Span::from_millis(90_000));
        assert_eq!(Span(3).saturating_add(Span(4)), Span(7));
        assert_eq!(Span::MAX.saturating_add(Span(1)), Span::MAX);
        assert_eq!(Span(7).saturating_sub(Span(4)), Span(3));
        assert_eq!(Span(3).saturating_sub(Span(4)), Span(0));
        assert_eq!(Span::from_millis(21).saturating_double(), Span::from_millis(42));
        assert_eq!(Span::from_millis(max / 2 + 1).saturating_double(), Span::MAX);
    }

    #[test]
    fn a_span_is_a_duration_and_a_duration_of_its_length_a_span() {
        for span in [Span(0), Span(1), Span(999), Span(1_000), Span::from_secs(45 * 60), Span::MAX] {
            assert_eq!(span.duration().as_millis(), u128::from(span.as_millis()));
            assert_eq!(Span::of(span.duration()), span);
        }
        assert_eq!(Span::of(MAX_DURATION + Duration::from_millis(1)), Span::MAX);
        assert_eq!(Span::of(Duration::MAX), Span::MAX);
        assert_eq!(Span::unchecked(MAX_DURATION + Duration::from_millis(1)), Span(1 << 31));
        assert_eq!(Span::unchecked(Duration::MAX), Span(u32::MAX));
        assert_eq!(Span::of(Duration::from_micros(1_999)), Span(1), "whole milliseconds");
    }
}
