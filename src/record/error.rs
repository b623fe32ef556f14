//! Errors in the members of a request.

use core::fmt;

use super::StopToneError;
use crate::words::words;

words! {
    /// A member of a request's body, as [`ParameterError`] names it.
    ///
    /// ```
    /// use call_lifecycle::record::Member;
    /// assert_eq!(Member::Prompts.as_str(), "prompts");
    /// ```
    #[non_exhaustive]
    Member {
        /// `prompts`
        Prompts = 0, "prompts",
        /// `initialSilenceTimeoutInSeconds`
        InitialSilence = 1, "initialSilenceTimeoutInSeconds",
        /// `maxSilenceTimeoutInSeconds`
        MaxSilence = 2, "maxSilenceTimeoutInSeconds",
        /// `maxRecordDurationInSeconds`
        MaxRecordDuration = 3, "maxRecordDurationInSeconds",
        /// `timeout` of a redirect
        RedirectTimeout = 4, "timeout",
        /// `targets` of a redirect
        RedirectTargets = 5, "targets",
    }
}

/// A member of a request is out of range, or stop tones are not allowed. The service answers 400.
///
/// ```
/// use call_lifecycle::record::{Member, ParameterError, Profile, RecordRequest};
/// let request = RecordRequest::new(Profile::Record).with_max_silence_timeout_in_seconds(0);
/// assert!(matches!(request.check(), Err(ParameterError::Range { member: Member::MaxSilence, value: 0, min: 1, .. })));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ParameterError {
    /// A number out of its range.
    Range {
        /// The member.
        member: Member,
        /// The value that was given.
        value: i64,
        /// The least allowed.
        min: i64,
        /// The greatest allowed.
        max: i64,
    },
    /// Stop tones that are not allowed.
    StopTones(StopToneError),
}

impl ParameterError {
    pub(crate) const fn range(member: Member, value: i64, min: i64, max: i64) -> Self {
        Self::Range { member, value, min, max }
    }
}

impl From<StopToneError> for ParameterError {
    fn from(error: StopToneError) -> Self {
        Self::StopTones(error)
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { member, value, min, max } => write!(f, "{member} is {value}, but must be {min} to {max}"),
            Self::StopTones(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ParameterError {}
