//! Checked parameters of `record`, `recordResponse` and `playPrompt`.

use core::time::Duration;

use super::{Member, ParameterError, StopTones};
use crate::words::words;

words! {
    /// Which of the two pages a request to record follows.
    ///
    /// Later versions may follow more pages.
    ///
    /// ```
    /// use call_lifecycle::record::Profile;
    /// assert_eq!(Profile::Record.as_str(), "record");
    /// ```
    #[non_exhaustive]
    Profile {
        /// `record`, the 2019 page: answered 202; no ranges; without a timeout there is no limit.
        Record = 0, "record",
        /// `recordResponse`, the v1.0 page: answered 200 with the running operation; 1 to 120 s,
        /// default 5 s.
        RecordResponse = 1, "recordResponse",
    }
}

/// Checked parameters of a recording; made by [`RecordRequest::check`](super::RecordRequest::check).
///
/// ```
/// use call_lifecycle::record::{Profile, RecordRequest};
/// let parameters = RecordRequest::new(Profile::RecordResponse).check()?;
/// assert_eq!(parameters.max_silence(), Some(core::time::Duration::from_secs(5)));
/// # Ok::<(), call_lifecycle::record::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RecordParameters {
    pub(crate) profile: Profile,
    pub(crate) has_prompts: bool,
    pub(crate) barge_in: bool,
    pub(crate) beep: bool,
    pub(crate) stream: bool,
    /// Seconds; 0 means that there is no limit.
    pub(crate) initial_silence: u32,
    pub(crate) max_silence: u32,
    pub(crate) max_duration: u32,
    pub(crate) stop_tones: StopTones,
}

impl RecordParameters {
    pub(crate) const NONE: Self = Self {
        profile: Profile::Record,
        has_prompts: false,
        barge_in: false,
        beep: false,
        stream: false,
        initial_silence: 0,
        max_silence: 0,
        max_duration: 0,
        stop_tones: StopTones::NONE,
    };

    /// The profile.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// Whether the location is announced when recording starts.
    #[must_use]
    pub const fn streams(&self) -> bool {
        self.stream
    }

    /// The initial silence allowed, or `None` if there is no limit.
    #[must_use]
    pub const fn initial_silence(&self) -> Option<Duration> {
        duration(self.initial_silence)
    }

    /// The pause allowed after speech.
    #[must_use]
    pub const fn max_silence(&self) -> Option<Duration> {
        duration(self.max_silence)
    }

    /// The longest recording, in milliseconds from the start of recording. Silence at the beginning
    /// is part of it (choice 31).
    #[must_use]
    pub const fn max_duration(&self) -> Option<Duration> {
        duration(self.max_duration)
    }
}

const fn duration(seconds: u32) -> Option<Duration> {
    if seconds == 0 { None } else { Some(Duration::from_secs(seconds as u64)) }
}

/// The most prompts of a `playPrompt` (source `call-playprompt`; choice 33).
pub const MAX_PROMPTS: u32 = 20;

/// Checked parameters of `playPrompt`.
///
/// ```
/// use call_lifecycle::record::PlayPromptParameters;
/// assert!(PlayPromptParameters::check(20, false).is_ok());
/// assert!(PlayPromptParameters::check(21, false).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct PlayPromptParameters {
    endless: bool,
}

impl PlayPromptParameters {
    /// Checks the number of prompts. `endless` is beta's `loop: true`: the prompts are played until
    /// they are cancelled.
    ///
    /// # Errors
    /// [`ParameterError`] if there is no prompt, or more than [`MAX_PROMPTS`].
    pub const fn check(prompts: u32, endless: bool) -> Result<Self, ParameterError> {
        if prompts >= 1 && prompts <= MAX_PROMPTS {
            Ok(Self { endless })
        } else {
            Err(ParameterError::range(Member::Prompts, prompts as i64, 1, MAX_PROMPTS as i64))
        }
    }

    /// Whether it plays until it is cancelled.
    #[must_use]
    pub const fn is_endless(self) -> bool {
        self.endless
    }
}
