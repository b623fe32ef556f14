//! A request to record: the members of its body, unchecked, and how they are checked.

use super::parameters::{Profile, RecordParameters};
use super::{Member, ParameterError, StopTones};

/// The members of a `record` or `recordResponse` body that matter to the machine, unchecked.
///
/// | member | `Record` | `RecordResponse` |
/// |---|---|---|
/// | `prompts` | any number, played with all their loops before recording starts | at most 1 |
/// | `bargeInAllowed` | absent: false; speech that begins during the prompt, or a tone, cuts it, and the tone counts towards the stop tones | absent: false; the request cuts in on queued and running media operations |
/// | `initialSilenceTimeoutInSeconds` | 1 or more; absent: none | 1 to 120; absent: 5 |
/// | `maxSilenceTimeoutInSeconds` | 1 or more; absent: none | 1 to 120; absent: 5 |
/// | `maxRecordDurationInSeconds` | 1 or more; absent: none | 1 to 120; absent: 5 |
/// | `playBeep` | absent: false | absent: true |
/// | `streamWhileRecording` | absent: false; true: the location is announced when recording starts | the same; only beta has it (source `metadata`) |
/// | `stopTones` | up to 8 sequences of up to 8 symbols (our bounds) | the same |
///
/// Sources `record-2019` and `call-record`; choices 24, 25, 32 and 33. `clientContext` and
/// `recordingFormat` stay with the host. A timeout of zero or less is refused in either profile.
///
/// ```
/// use call_lifecycle::record::{Member, Profile, RecordRequest};
/// let request = RecordRequest::new(Profile::RecordResponse).with_max_record_duration_in_seconds(121);
/// let error = request.check().unwrap_err();
/// assert_eq!(error.to_string(), "maxRecordDurationInSeconds is 121, but must be 1 to 120");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub struct RecordRequest {
    /// Which page the request follows.
    pub profile: Profile,
    /// How many `prompts` there are.
    pub prompts: u32,
    /// `bargeInAllowed`.
    pub barge_in_allowed: Option<bool>,
    /// `initialSilenceTimeoutInSeconds`.
    pub initial_silence_timeout_in_seconds: Option<i32>,
    /// `maxSilenceTimeoutInSeconds`.
    pub max_silence_timeout_in_seconds: Option<i32>,
    /// `maxRecordDurationInSeconds`.
    pub max_record_duration_in_seconds: Option<i32>,
    /// `playBeep`.
    pub play_beep: Option<bool>,
    /// `streamWhileRecording`.
    pub stream_while_recording: Option<bool>,
    /// `stopTones`.
    pub stop_tones: StopTones,
}

impl RecordRequest {
    /// A request in which every member is absent.
    #[must_use]
    pub const fn new(profile: Profile) -> Self {
        Self {
            profile,
            prompts: 0,
            barge_in_allowed: None,
            initial_silence_timeout_in_seconds: None,
            max_silence_timeout_in_seconds: None,
            max_record_duration_in_seconds: None,
            play_beep: None,
            stream_while_recording: None,
            stop_tones: StopTones::NONE,
        }
    }

    /// Checks every member and fills in the defaults of the profile.
    ///
    /// # Errors
    /// [`ParameterError`] for the first member out of range.
    pub const fn check(&self) -> Result<RecordParameters, ParameterError> {
        match self.fault() {
            None => {
                let mut parameters = RecordParameters::NONE;
                self.fill_in(&mut parameters);
                Ok(parameters)
            }
            Some(error) => Err(error),
        }
    }

    /// The first member out of range.
    pub(crate) const fn fault(&self) -> Option<ParameterError> {
        let new = self.is_new();
        if new && self.prompts > 1 {
            return Some(ParameterError::range(Member::Prompts, self.prompts as i64, 0, 1));
        }
        let max = if new { 120 } else { i32::MAX };
        let members = [
            out_of_range(Member::InitialSilence, self.initial_silence_timeout_in_seconds, max),
            out_of_range(Member::MaxSilence, self.max_silence_timeout_in_seconds, max),
            out_of_range(Member::MaxRecordDuration, self.max_record_duration_in_seconds, max),
        ];
        match members {
            [fault @ Some(_), _, _] | [None, fault @ Some(_), _] | [None, None, fault] => fault,
        }
    }

    /// Fills in the parameters where there is no fault, with the profile's defaults. In their
    /// place: small processors call a function for what is copied.
    pub(crate) const fn fill_in(&self, parameters: &mut RecordParameters) {
        let new = self.is_new();
        let absent = if new { 5 } else { 0 };
        parameters.profile = self.profile;
        parameters.has_prompts = self.prompts > 0;
        parameters.barge_in = self.barges_in();
        parameters.beep = match self.play_beep {
            Some(beep) => beep,
            None => new,
        };
        parameters.stream = matches!(self.stream_while_recording, Some(true));
        parameters.initial_silence = seconds(self.initial_silence_timeout_in_seconds, absent);
        parameters.max_silence = seconds(self.max_silence_timeout_in_seconds, absent);
        parameters.max_duration = seconds(self.max_record_duration_in_seconds, absent);
        parameters.stop_tones = self.stop_tones;
    }

    const fn is_new(&self) -> bool {
        matches!(self.profile, Profile::RecordResponse)
    }

    pub(crate) const fn barges_in(&self) -> bool {
        matches!(self.barge_in_allowed, Some(true))
    }

    /// Sets [`Self::prompts`].
    #[must_use]
    pub const fn with_prompts(mut self, prompts: u32) -> Self {
        self.prompts = prompts;
        self
    }

    /// Sets [`Self::barge_in_allowed`].
    #[must_use]
    pub const fn with_barge_in_allowed(mut self, barge_in_allowed: bool) -> Self {
        self.barge_in_allowed = Some(barge_in_allowed);
        self
    }

    /// Sets [`Self::initial_silence_timeout_in_seconds`].
    #[must_use]
    pub const fn with_initial_silence_timeout_in_seconds(mut self, initial_silence_timeout_in_seconds: i32) -> Self {
        self.initial_silence_timeout_in_seconds = Some(initial_silence_timeout_in_seconds);
        self
    }

    /// Sets [`Self::max_silence_timeout_in_seconds`].
    #[must_use]
    pub const fn with_max_silence_timeout_in_seconds(mut self, max_silence_timeout_in_seconds: i32) -> Self {
        self.max_silence_timeout_in_seconds = Some(max_silence_timeout_in_seconds);
        self
    }

    /// Sets [`Self::max_record_duration_in_seconds`].
    #[must_use]
    pub const fn with_max_record_duration_in_seconds(mut self, max_record_duration_in_seconds: i32) -> Self {
        self.max_record_duration_in_seconds = Some(max_record_duration_in_seconds);
        self
    }

    /// Sets [`Self::play_beep`].
    #[must_use]
    pub const fn with_play_beep(mut self, play_beep: bool) -> Self {
        self.play_beep = Some(play_beep);
        self
    }

    /// Sets [`Self::stream_while_recording`].
    #[must_use]
    pub const fn with_stream_while_recording(mut self, stream_while_recording: bool) -> Self {
        self.stream_while_recording = Some(stream_while_recording);
        self
    }

    /// Sets [`Self::stop_tones`].
    #[must_use]
    pub const fn with_stop_tones(mut self, stop_tones: StopTones) -> Self {
        self.stop_tones = stop_tones;
        self
    }

    /// Sets [`Self::profile`].
    #[must_use]
    pub const fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }
}

/// What is wrong with a timeout, if anything.
const fn out_of_range(member: Member, given: Option<i32>, max: i32) -> Option<ParameterError> {
    match given {
        Some(given) if given < 1 || given > max => Some(ParameterError::range(member, given as i64, 1, max as i64)),
        _ => None,
    }
}

/// A timeout in seconds; 0 means that there is no limit.
const fn seconds(given: Option<i32>, absent: u32) -> u32 {
    match given {
        Some(given) => given as u32,
        None => absent,
    }
}
