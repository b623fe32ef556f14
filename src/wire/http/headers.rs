//! The headers of an answer that matter.

use core::time::Duration;

use super::date;
use crate::Id;
use crate::wire::path::Target;
use crate::words;

/// The value of a `Retry-After` header: a span, or a date (RFC 9110, section 10.2.3).
///
/// It is exhaustive: the RFC has these two forms.
///
/// ```
/// use call_lifecycle::wire::http::RetryAfter;
/// use core::time::Duration;
/// assert_eq!(RetryAfter::parse(" 30 "), Some(RetryAfter::Delay(Duration::from_secs(30))));
/// let date = RetryAfter::parse("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
/// assert_eq!(date, RetryAfter::Date(784_111_777));
/// assert_eq!(date.wait(784_111_700), Duration::from_secs(77));
/// assert_eq!(RetryAfter::parse("-1"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryAfter {
    /// So long after the answer.
    Delay(Duration),
    /// At that time, in seconds since 1970.
    Date(u64),
}

#[cfg(feature = "defmt")]
impl defmt::Format for RetryAfter {
    fn format(&self, f: defmt::Formatter<'_>) {
        match self {
            Self::Delay(delay) => defmt::write!(f, "Delay({=u64} s)", delay.as_secs()),
            Self::Date(date) => defmt::write!(f, "Date({=u64})", date),
        }
    }
}

impl RetryAfter {
    /// Reads the header. More seconds than 64 bits hold are as many as they hold.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        // `parse` takes a sign, which the header has not.
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Delay(Duration::from_secs(value.parse().unwrap_or(u64::MAX))));
        }
        date::parse(value).map(Self::Date)
    }

    /// How long to wait if the answer was written at `date`, in seconds since 1970. A date that has
    /// passed is no wait at all.
    #[must_use]
    pub const fn wait(self, date: u64) -> Duration {
        match self {
            Self::Delay(delay) => delay,
            Self::Date(at) => Duration::from_secs(at.saturating_sub(date)),
        }
    }
}

/// What the headers of an answer say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    /// `Location`, where it names something.
    pub(super) location: Option<Target>,
    /// The operation that `Location` names.
    pub(super) operation: Option<Id>,
    retry_after: Option<RetryAfter>,
    /// `Date`, in seconds since 1970.
    date: Option<u64>,
}

impl Read {
    /// Reads the headers. Of one that comes twice, the first that can be read counts.
    pub(super) fn of<N: AsRef<str>, V: AsRef<[u8]>>(headers: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut read = Self::default();
        for (name, value) in headers {
            let Ok(value) = core::str::from_utf8(value.as_ref()) else { continue };
            let is = |known: &str| words::same(name.as_ref(), known);
            if is("Location") {
                read.location = read.location.or_else(|| Target::parse(value).ok());
                read.operation = read.operation.or_else(|| Target::located_operation(value));
            } else if is("Retry-After") {
                read.retry_after = read.retry_after.or_else(|| RetryAfter::parse(value));
            } else if is("Date") {
                read.date = read.date.or_else(|| date::parse(value));
            }
        }
        read
    }

    /// How long to wait. `None` for a date in an answer that does not say when it was written.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        Some(match (self.retry_after?, self.date) {
            (RetryAfter::Delay(delay), _) => delay,
            (at @ RetryAfter::Date(_), date) => at.wait(date?),
        })
    }
}
