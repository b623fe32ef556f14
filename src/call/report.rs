//! What a notification or a reply says about a call.

use crate::record::Tone;
use crate::words::words;
use crate::{CallState, Cause, ResultInfo};

words! {
    /// `changeType` of a notification.
    ///
    /// It is exhaustive: a notification with another word is not read.
    ///
    /// ```
    /// use call_lifecycle::ChangeType;
    /// assert_eq!("Deleted".parse::<ChangeType>(), Ok(ChangeType::Deleted));
    /// ```
    ChangeType {
        /// The resource is new.
        Created = 0, "created",
        /// The resource has changed.
        Updated = 1, "updated",
        /// The resource is gone. The call is then terminated, whatever the body says (choice 12;
        /// source `call-reject`).
        Deleted = 2, "deleted",
    }
}

/// The `state` member of a report.
///
/// It is exhaustive: there is no fourth case.
///
/// ```
/// use call_lifecycle::{CallState, ReportedState};
/// assert_eq!(ReportedState::from("established"), ReportedState::Known(CallState::Established));
/// assert_eq!(ReportedState::from("unknownFutureValue"), ReportedState::Unknown);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub enum ReportedState {
    /// There is no such member, or it is `null`.
    #[default]
    Absent,
    /// A word that is not one of the ten.
    Unknown,
    /// One of the ten.
    Known(CallState),
}

impl From<&str> for ReportedState {
    /// Reads a word, without regard to case. A word that is not one of the ten becomes
    /// [`ReportedState::Unknown`].
    fn from(word: &str) -> Self {
        word.parse().map_or(Self::Unknown, Self::Known)
    }
}

/// `toneInfo`: a tone that the caller pressed, and its number.
///
/// ```
/// use call_lifecycle::{ToneInfo, record::Tone};
/// let info = ToneInfo::new(1, Tone::Pound);
/// assert_eq!(info.tone.symbol(), Some('#'));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub struct ToneInfo {
    /// `sequenceId`. It grows from tone to tone, so a repeated or late tone is recognised. Only its
    /// low 15 bits are compared.
    pub sequence_id: i64,
    /// `tone`
    pub tone: Tone,
}

impl ToneInfo {
    /// A tone and its number.
    #[must_use]
    pub const fn new(sequence_id: i64, tone: Tone) -> Self {
        Self { sequence_id, tone }
    }
}

/// What a notification about a call, or the reply to a GET, says.
///
/// It does not include `@odata.etag`, which stays the same over successive notifications and so
/// orders nothing (choice 17).
///
/// ```
/// use call_lifecycle::{CallReport, CallState, ChangeType};
/// let report = CallReport::state(CallState::Established);
/// assert_eq!(report.change, ChangeType::Updated);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub struct CallReport {
    /// `changeType`
    pub change: ChangeType,
    /// `state`
    pub state: ReportedState,
    /// `resultInfo`
    pub result: Option<ResultInfo>,
    /// Whether `mediaState.audio` is `active`. Samples wait for it as well as for `established`
    /// (choice 63).
    pub audio_active: Option<bool>,
    /// `toneInfo`
    pub tone: Option<ToneInfo>,
    /// Whether `terminationReason` is `AppTransferred`: no other text is read, and this one only as
    /// a fallback (choices 20 and 51).
    pub app_transferred: bool,
}

impl CallReport {
    /// A report that says nothing.
    #[must_use]
    pub const fn new(change: ChangeType) -> Self {
        Self {
            change,
            state: ReportedState::Absent,
            result: None,
            audio_active: None,
            tone: None,
            app_transferred: false,
        }
    }

    /// An update that reports a state. `terminated` comes as `deleted`.
    #[must_use]
    pub const fn state(state: CallState) -> Self {
        let change = match state {
            CallState::Incoming => ChangeType::Created,
            CallState::Terminated => ChangeType::Deleted,
            CallState::Establishing
            | CallState::Ringing
            | CallState::Established
            | CallState::Hold
            | CallState::Transferring
            | CallState::TransferAccepted
            | CallState::Redirecting
            | CallState::Terminating => ChangeType::Updated,
        };
        Self { state: ReportedState::Known(state), ..Self::new(change) }
    }

    /// The same report with a `resultInfo`.
    #[must_use]
    pub const fn with_result(self, result: ResultInfo) -> Self {
        Self { result: Some(result), ..self }
    }

    /// The state that it reports. `deleted` means `terminated`.
    #[must_use]
    pub const fn reported(&self) -> ReportedState {
        match self.change {
            ChangeType::Deleted => ReportedState::Known(CallState::Terminated),
            ChangeType::Created | ChangeType::Updated => self.state,
        }
    }

    /// The cause of the end that it reports. `own` is the cause that the application's own request
    /// under way would have. First match: no keepAlive (408/8537), a transfer (0/7015, 200/7015 or
    /// `AppTransferred`), the own request, then by the class of the code.
    #[must_use]
    pub const fn cause(&self, own: Option<Cause>) -> Cause {
        let by_code = match self.result {
            Some(result) => result.cause(),
            None => Cause::Unknown,
        };
        match (by_code, own) {
            (Cause::KeepAliveExpired | Cause::Transferred, _) => by_code,
            _ if self.app_transferred => Cause::Transferred,
            (_, Some(own)) => own,
            (_, None) => by_code,
        }
    }

    /// Sets [`Self::state`].
    #[must_use]
    pub const fn with_state(mut self, state: ReportedState) -> Self {
        self.state = state;
        self
    }

    /// Sets [`Self::audio_active`].
    #[must_use]
    pub const fn with_audio_active(mut self, audio_active: bool) -> Self {
        self.audio_active = Some(audio_active);
        self
    }

    /// Sets [`Self::tone`].
    #[must_use]
    pub const fn with_tone(mut self, tone: ToneInfo) -> Self {
        self.tone = Some(tone);
        self
    }

    /// Sets [`Self::app_transferred`].
    #[must_use]
    pub const fn with_app_transferred(mut self, app_transferred: bool) -> Self {
        self.app_transferred = app_transferred;
        self
    }

    /// Sets [`Self::change`].
    #[must_use]
    pub const fn with_change(mut self, change: ChangeType) -> Self {
        self.change = change;
        self
    }
}
