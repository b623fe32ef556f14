//! The body of `record` and `recordResponse`.

use serde::ser::{Serialize, Serializer};

use super::stop_tones::{Tones, WriteTones};
use crate::record::{Member, ParameterError, Profile, RecordParameters, RecordRequest, StopToneError, StopTones};
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Failed, Flag, Int, Keep, List, Source, Text};
use crate::wire::resource::prompts::{CONTEXT, FORMAT, Media, media};

/// The body of `record` (2019) or `recordResponse` (v1.0): the members of either. Which it is, the
/// URL says.
///
/// Numbers are kept as they come; [`Record::check`] says which of them is out of range. Stop tones
/// that are not allowed are kept as their error.
///
/// ```
/// use call_lifecycle::{record::Profile, wire::Record};
/// let body: Record = serde_json::from_str(r##"{"maxRecordDurationInSeconds": 1800, "stopTones": ["#", "11", "*"], "playBeep": true}"##)?;
/// assert_eq!(body.check(Profile::Record).unwrap().max_duration(), Some(core::time::Duration::from_secs(1_800)));
/// let error = body.check(Profile::RecordResponse).unwrap_err();
/// assert_eq!(error.to_string(), "maxRecordDurationInSeconds is 1800, but must be 1 to 120");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    media: Media<'a>,
    /// `bargeInAllowed`
    pub barge_in_allowed: Option<bool>,
    /// `initialSilenceTimeoutInSeconds`
    pub initial_silence_timeout_in_seconds: Option<i64>,
    /// `maxSilenceTimeoutInSeconds`
    pub max_silence_timeout_in_seconds: Option<i64>,
    /// `maxRecordDurationInSeconds`
    pub max_record_duration_in_seconds: Option<i64>,
    /// `playBeep`
    pub play_beep: Option<bool>,
    /// `streamWhileRecording`
    pub stream_while_recording: Option<bool>,
    /// `stopTones`
    pub stop_tones: Result<StopTones, StopToneError>,
}

impl Default for Record<'_> {
    fn default() -> Self {
        Self {
            media: Media::default(),
            barge_in_allowed: None,
            initial_silence_timeout_in_seconds: None,
            max_silence_timeout_in_seconds: None,
            max_record_duration_in_seconds: None,
            play_beep: None,
            stream_while_recording: None,
            stop_tones: Ok(StopTones::NONE),
        }
    }
}

media!(Record);

impl<'a> Record<'a> {
    /// `recordingFormat`, of which the 2019 page has an example (`wav`) and no word.
    #[must_use]
    pub fn recording_format(&self) -> Option<&str> {
        self.media.texts.get(FORMAT)
    }

    /// The same with this `recordingFormat`.
    #[must_use]
    pub fn with_recording_format(mut self, text: &'a str) -> Self {
        self.media.texts.set(FORMAT, text);
        self
    }

    /// The checked parameters.
    ///
    /// # Errors
    /// [`ParameterError`] for the first member out of range, as [`RecordRequest::check`]; a number
    /// past 32 bits is out of any range.
    pub fn check(&self, profile: Profile) -> Result<RecordParameters, ParameterError> {
        self.request(profile)?.check()
    }

    /// The request, for a machine that checks it itself.
    ///
    /// # Errors
    /// [`ParameterError`] for what a [`RecordRequest`] cannot hold: a number past 32 bits, or stop
    /// tones that are not allowed.
    pub fn request(&self, profile: Profile) -> Result<RecordRequest, ParameterError> {
        let max = if profile == Profile::RecordResponse { 120 } else { i64::from(i32::MAX) };
        let seconds = |member, given: Option<i64>| match given.map(i32::try_from) {
            None => Ok(None),
            Some(Ok(seconds)) => Ok(Some(seconds)),
            Some(Err(_)) => Err(ParameterError::range(member, given.unwrap_or_default(), 1, max)),
        };
        Ok(RecordRequest {
            prompts: self.media.count,
            barge_in_allowed: self.barge_in_allowed,
            initial_silence_timeout_in_seconds: seconds(
                Member::InitialSilence,
                self.initial_silence_timeout_in_seconds,
            )?,
            max_silence_timeout_in_seconds: seconds(Member::MaxSilence, self.max_silence_timeout_in_seconds)?,
            max_record_duration_in_seconds: seconds(Member::MaxRecordDuration, self.max_record_duration_in_seconds)?,
            play_beep: self.play_beep,
            stream_while_recording: self.stream_while_recording,
            stop_tones: self.stop_tones?,
            ..RecordRequest::new(profile)
        })
    }
}

impl TryFrom<(&Record<'_>, Profile)> for RecordParameters {
    type Error = ParameterError;

    fn try_from((body, profile): (&Record<'_>, Profile)) -> Result<Self, ParameterError> {
        body.check(profile)
    }
}

members! { RecordKey {
    BargeIn = "bargeInAllowed",
    ClientContext = "clientContext",
    Prompts = "prompts",
    MaxDuration = "maxRecordDurationInSeconds",
    InitialSilence = "initialSilenceTimeoutInSeconds",
    MaxSilence = "maxSilenceTimeoutInSeconds",
    Format = "recordingFormat",
    PlayBeep = "playBeep",
    Stream = "streamWhileRecording",
    StopTones = "stopTones",
} }

impl<'de> Object<'de> for Record<'de> {
    type Key = RecordKey;
    const WHAT: &'static str = "the body of record";

    fn member(&mut self, key: RecordKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let texts = &mut self.media.texts;
        match key {
            RecordKey::BargeIn => self.barge_in_allowed = map.value(Flag("bargeInAllowed"))?,
            RecordKey::PlayBeep => self.play_beep = map.value(Flag("playBeep"))?,
            RecordKey::Stream => self.stream_while_recording = map.value(Flag("streamWhileRecording"))?,
            RecordKey::InitialSilence => {
                self.initial_silence_timeout_in_seconds = map.value(Int::any(Member::InitialSilence.as_str()))?;
            }
            RecordKey::MaxSilence => {
                self.max_silence_timeout_in_seconds = map.value(Int::any(Member::MaxSilence.as_str()))?;
            }
            RecordKey::MaxDuration => {
                self.max_record_duration_in_seconds = map.value(Int::any(Member::MaxRecordDuration.as_str()))?;
            }
            RecordKey::ClientContext => drop(map.value(Text(Keep(texts, CONTEXT, "clientContext")))?),
            RecordKey::Format => drop(map.value(Text(Keep(texts, FORMAT, "recordingFormat")))?),
            RecordKey::Prompts => self.media.read_prompts(map)?,
            RecordKey::StopTones => {
                let mut tones = Tones(Ok(StopTones::NONE));
                map.value(List { member: "stopTones", or_null: true, element: &mut tones })?;
                self.stop_tones = tones.0;
            }
        }
        Ok(())
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Record", {
            "bargeInAllowed": self.barge_in_allowed,
            "clientContext": self.client_context(),
            "prompts": self.media.written_prompts(),
            "maxRecordDurationInSeconds": self.max_record_duration_in_seconds,
            "initialSilenceTimeoutInSeconds": self.initial_silence_timeout_in_seconds,
            "maxSilenceTimeoutInSeconds": self.max_silence_timeout_in_seconds,
            "recordingFormat": self.recording_format(),
            "playBeep": self.play_beep,
            "streamWhileRecording": self.stream_while_recording,
            "stopTones": (self.stop_tones != Ok(StopTones::NONE)).then_some(WriteTones(self.stop_tones)),
        })
    }
}
