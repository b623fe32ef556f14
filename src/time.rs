//! Points in time and spans, in whole milliseconds.
//!
//! There are no operators: an operator would have to panic or wrap. Every sum and difference is a
//! method whose name says what happens at the edge.

use core::fmt;
use core::time::Duration;

/// A span in whole milliseconds, from 0 to [`Span::MAX`] (about 24.8 days).
///
/// The bound is our choice: with it every deadline of a live call fits in 32 bits relative to its
/// last keepAlive, so that a call fits in a cache line. No rule of the domain comes near it.
///
/// ```
/// use call_lifecycle::Span;
/// assert_eq!(Span::from_mins(45).as_millis(), 2_700_000);
/// assert_eq!(Span::try_from(core::time::Duration::from_secs(15)), Ok(Span::from_secs(15)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Span(pub(crate) u32);

#[cfg(feature = "arbitrary")]
impl<'a> arbitrary::Arbitrary<'a> for Span {
    fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
        u.arbitrary().map(Self::from_millis)
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The greatest span: 2³¹ − 1 milliseconds.
    pub const MAX: Self = Self(i32::MAX as u32);

    /// A span of `millis` milliseconds, at most [`Span::MAX`].
    #[must_use]
    pub const fn from_millis(millis: u32) -> Self {
        if millis > Self::MAX.0 { Self::MAX } else { Self(millis) }
    }

    /// A span of `secs` seconds, at most [`Span::MAX`].
    #[must_use]
    pub const fn from_secs(secs: u32) -> Self {
        Self::from_millis(secs.saturating_mul(1_000))
    }

    /// A span of `mins` minutes, at most [`Span::MAX`].
    #[must_use]
    pub const fn from_mins(mins: u32) -> Self {
        Self::from_millis(mins.saturating_mul(60_000))
    }

    /// The whole milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> u32 {
        self.0
    }

    /// The sum, at most [`Span::MAX`].
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self::from_millis(self.0.saturating_add(other.0))
    }

    /// The difference, at least [`Span::ZERO`].
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Twice the span, at most [`Span::MAX`].
    #[must_use]
    pub const fn saturating_double(self) -> Self {
        self.saturating_add(self)
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self::from_millis(u64::from(span.0))
    }
}

/// A duration does not fit in a [`Span`]: it is longer than [`Span::MAX`].
///
/// ```
/// use call_lifecycle::{Span, SpanTooLong};
/// assert_eq!(Span::try_from(core::time::Duration::MAX), Err(SpanTooLong));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct SpanTooLong;

impl fmt::Display for SpanTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the duration is longer than {} ms, the longest span: give a shorter one", Span::MAX.0)
    }
}

impl core::error::Error for SpanTooLong {}

impl TryFrom<Duration> for Span {
    type Error = SpanTooLong;

    fn try_from(duration: Duration) -> Result<Self, SpanTooLong> {
        match u32::try_from(duration.as_millis()) {
            Ok(millis) if millis <= Self::MAX.0 => Ok(Self(millis)),
            _ => Err(SpanTooLong),
        }
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
/// # struct Runtime; impl Runtime { fn elapsed_millis(&self) -> u64 { 1_500 } }
/// # let runtime = Runtime;
/// let now = Timestamp::from_millis(runtime.elapsed_millis()); // `Instant::elapsed`, `embassy_time::Instant::as_millis`, ...
/// assert_eq!(now.as_millis(), 1_500);
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

    /// The point `span` later, or `None` past [`Timestamp::MAX`]: a deadline past it does not
    /// exist.
    #[must_use]
    pub const fn checked_add(self, span: Span) -> Option<Self> {
        match self.0.checked_add(span.0 as u64) {
            Some(millis) => Some(Self(millis)),
            None => None,
        }
    }

    /// The point `span` later, at most [`Timestamp::MAX`].
    #[must_use]
    pub const fn saturating_add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0 as u64))
    }

    /// The point `span` earlier, at least [`Timestamp::ZERO`].
    #[must_use]
    pub const fn saturating_sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0 as u64))
    }

    /// Milliseconds since `earlier`, or 0 if `earlier` is later.
    #[must_use]
    pub const fn saturating_millis_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The later of two points, in a `const` context.
    #[must_use]
    pub const fn later(self, other: Self) -> Self {
        if self.0 < other.0 { other } else { self }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}
