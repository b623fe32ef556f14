//! What a check reports when a law does not hold.

use core::fmt;

use call_lifecycle::Timestamp;

use crate::Law;

/// A law that does not hold, and what was seen.
///
/// ```
/// use call_lifecycle_sim::{Law, Violation};
/// let violation = Violation::new(Law::Progress, "the next deadline is in the past");
/// assert_eq!(violation.to_string(), "law progress broken: the next deadline is in the past");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Violation {
    /// The law.
    pub law: Law,
    /// What was seen.
    pub why: &'static str,
}

impl Violation {
    /// A violation of `law`.
    #[must_use]
    pub const fn new(law: Law, why: &'static str) -> Self {
        Self { law, why }
    }

    /// `Ok` if the law holds.
    ///
    /// # Errors
    /// The violation, if it does not.
    pub const fn unless(holds: bool, law: Law, why: &'static str) -> Result<(), Self> {
        if holds { Ok(()) } else { Err(Self { law, why }) }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "law {} broken: {}", self.law, self.why)
    }
}

impl core::error::Error for Violation {}

/// A violation in a simulation: on which line, and when.
///
/// ```
/// use call_lifecycle::Timestamp;
/// use call_lifecycle_sim::{Failure, Law, Violation};
/// let violation = Violation::new(Law::Once, "the call's end was not reported exactly once");
/// let failure = Failure::new(3, Timestamp::ZERO, violation);
/// assert_eq!(failure.to_string(), "line 3 at 0 ms: law once broken: the call's end was not reported exactly once");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Failure {
    /// The line's number.
    pub line: u64,
    /// The true time.
    pub at: Timestamp,
    /// The law, and what was seen.
    pub violation: Violation,
}

impl Failure {
    /// A violation on a line at a true time.
    #[must_use]
    pub const fn new(line: u64, at: Timestamp, violation: Violation) -> Self {
        Self { line, at, violation }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} at {} ms: {}", self.line, self.at.as_millis(), self.violation)
    }
}

impl core::error::Error for Failure {}
