//! Checks of policies, and the error for a field that is out of range.

use core::fmt;
use core::time::Duration;

use crate::time::Span;
use crate::words::words;

/// The upper bound of short spans, one day: with it every deadline of a live call fits in 32 bits.
pub(crate) const SHORT: Span = Span::from_secs(24 * 60 * 60);
/// The shortest span there is.
pub(crate) const MS: Span = Span::from_millis(1);

/// Returns the first of these that is an error: whose value is out of its range.
pub(crate) const fn first_error(checks: &[PolicyError]) -> Result<(), PolicyError> {
    let mut rest = checks;
    while let [check, tail @ ..] = rest {
        let value = check.value.as_millis();
        if value < check.min.as_millis() || value > check.max.as_millis() {
            return Err(*check);
        }
        rest = tail;
    }
    Ok(())
}

/// What is checked of a field: the error that it is if the value is out of the range.
pub(crate) const fn within(field: PolicyField, value: Span, min: Span, max: Span) -> PolicyError {
    PolicyError { field, value, min, max }
}

words! {
    /// A field of a policy, as [`PolicyError`] names it.
    ///
    /// ```
    /// use call_lifecycle::PolicyField;
    /// assert_eq!(PolicyField::ReplyTimeout.as_str(), "reply_timeout");
    /// ```
    #[non_exhaustive]
    PolicyField {
        /// [`crate::KeepAlivePolicy::expiry`], and the service's.
        Expiry = 0, "expiry",
        /// [`crate::KeepAlivePolicy::interval`]
        Interval = 1, "interval",
        /// [`crate::KeepAlivePolicy::jitter`]
        Jitter = 2, "jitter",
        /// [`crate::KeepAlivePolicy::start_margin`]
        StartMargin = 3, "start_margin",
        /// [`crate::KeepAlivePolicy::reply_timeout`]
        ReplyTimeout = 4, "reply_timeout",
        /// [`crate::KeepAlivePolicy::retry_initial`]
        RetryInitial = 5, "retry_initial",
        /// [`crate::KeepAlivePolicy::retry_max`]
        RetryMax = 6, "retry_max",
        /// [`crate::KeepAlivePolicy::abandon`]
        Abandon = 7, "abandon",
        /// The argument of [`crate::KeepAlivePolicy::session_timer`].
        SessionExpires = 8, "session_expires",
        /// The answer deadline, at either end.
        AnswerDeadline = 9, "answer_deadline",
        /// [`crate::app::Settings::hang_up_timeout`]
        HangUpTimeout = 10, "hang_up_timeout",
        /// [`crate::app::Settings::hang_up_give_up`]
        HangUpGiveUp = 11, "hang_up_give_up",
        /// [`crate::app::Settings::operation_grace`]
        OperationGrace = 12, "operation_grace",
        /// [`crate::service::Settings::teardown`]
        Teardown = 13, "teardown",
    }
}

/// A field of a policy is out of range.
///
/// ```
/// use call_lifecycle::{KeepAlivePolicy, PolicyField};
/// use core::time::Duration;
/// let error = KeepAlivePolicy::session_timer(Duration::from_secs(60)).unwrap_err();
/// assert_eq!((error.field(), error.value()), (PolicyField::SessionExpires, Duration::from_secs(60)));
/// assert_eq!(error.min(), Duration::from_secs(90));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct PolicyError {
    field: PolicyField,
    value: Span,
    min: Span,
    max: Span,
}

impl PolicyError {
    /// The field.
    #[must_use]
    pub const fn field(&self) -> PolicyField {
        self.field
    }

    /// The value that was given, in whole milliseconds, of which 2³² − 1 are the most that is told.
    #[must_use]
    pub const fn value(&self) -> Duration {
        self.value.duration()
    }

    /// The least allowed.
    #[must_use]
    pub const fn min(&self) -> Duration {
        self.min.duration()
    }

    /// The greatest allowed.
    #[must_use]
    pub const fn max(&self) -> Duration {
        self.max.duration()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}, but must be {} to {}", self.field, self.value, self.min.as_millis(), self.max)
    }
}

impl core::error::Error for PolicyError {}
