//! The operations of a call: their kinds, statuses and completion reasons, and how an outcome is judged.

use crate::state::words;
use crate::{ClientContext, Id, ResultInfo};

words! {
    /// The kind of an operation, by the name of the method that starts it.
    ///
    /// One rule holds for all (commsOperation page): an answer whose status is `completed` or `failed` is the end, and no notification
    /// follows; after `notStarted`, `running` or none a notification follows.
    ///
    /// ```
    /// use call_lifecycle::OperationKind;
    /// assert_eq!(OperationKind::from_word("playPrompt"), Some(OperationKind::PlayPrompt));
    /// assert!(OperationKind::Record.is_media() && !OperationKind::Invite.is_media());
    /// ```
    OperationKind {
        /// `record` (2019) and `recordResponse` (v1.0): one resource, `recordOperation`.
        Record = "record",
        /// `playPrompt`.
        PlayPrompt = "playPrompt",
        /// `cancelMediaProcessing`: answered `completed`.
        CancelMediaProcessing = "cancelMediaProcessing",
        /// `subscribeToTone`: answered `completed`; tones then come with notifications of the call.
        SubscribeToTone = "subscribeToTone",
        /// `sendDtmfTones`.
        SendDtmfTones = "sendDtmfTones",
        /// `mute` of the application or of a participant: answered `completed`.
        Mute = "mute",
        /// `unmute`: answered `completed`.
        Unmute = "unmute",
        /// `muteAll` (beta).
        MuteAll = "muteAll",
        /// `invite` of participants.
        Invite = "invite",
        /// `startHoldMusic` for a participant.
        StartHoldMusic = "startHoldMusic",
        /// `stopHoldMusic` for a participant.
        StopHoldMusic = "stopHoldMusic",
        /// `addLargeGalleryView`.
        AddLargeGalleryView = "addLargeGalleryView",
        /// `updateRecordingStatus`: answered `completed`.
        UpdateRecordingStatus = "updateRecordingStatus",
        /// `configureMixer` of a participant (beta).
        ConfigureMixer = "configureMixer",
    }
}

impl OperationKind {
    /// The name of its resource type: what stands between `#microsoft.graph.` and `Operation` in `@odata.type`.
    ///
    /// ```
    /// use call_lifecycle::OperationKind;
    /// assert_eq!(OperationKind::Invite.type_name(), "inviteParticipants");
    /// assert_eq!(OperationKind::from_type_name("Record"), Some(OperationKind::Record));
    /// ```
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Mute => "muteParticipant",
            Self::Unmute => "unmuteParticipant",
            Self::MuteAll => "muteParticipants",
            Self::Invite => "inviteParticipants",
            Self::Record
            | Self::PlayPrompt
            | Self::CancelMediaProcessing
            | Self::SubscribeToTone
            | Self::SendDtmfTones
            | Self::StartHoldMusic
            | Self::StopHoldMusic
            | Self::AddLargeGalleryView
            | Self::UpdateRecordingStatus
            | Self::ConfigureMixer => self.word(),
        }
    }

    /// The kind of a resource type's name, without regard to case.
    #[must_use]
    pub fn from_type_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.type_name().eq_ignore_ascii_case(name))
    }

    /// Whether it waits its turn in the media queue: `record` and `playPrompt` do (cancelMediaProcessing page).
    #[must_use]
    pub const fn is_media(self) -> bool {
        matches!(self, Self::Record | Self::PlayPrompt)
    }

    /// The status with which its start is answered (the examples of the method pages; `record` of 2019 alone differs from its later form: 202).
    #[must_use]
    pub const fn answer_status(self) -> u16 {
        match self {
            Self::StartHoldMusic | Self::StopHoldMusic | Self::AddLargeGalleryView => 202,
            Self::Record
            | Self::PlayPrompt
            | Self::CancelMediaProcessing
            | Self::SubscribeToTone
            | Self::SendDtmfTones
            | Self::Mute
            | Self::Unmute
            | Self::MuteAll
            | Self::Invite
            | Self::UpdateRecordingStatus
            | Self::ConfigureMixer => 200,
        }
    }

    /// Whether the service completes it in its answer (the examples of the method pages).
    #[must_use]
    pub const fn completes_at_once(self) -> bool {
        matches!(
            self,
            Self::CancelMediaProcessing
                | Self::SubscribeToTone
                | Self::Mute
                | Self::Unmute
                | Self::MuteAll
                | Self::UpdateRecordingStatus
                | Self::ConfigureMixer
        )
    }
}

words! {
    /// `status` of an operation. Words are compared without regard to case; `idle` of 2018, `null` and unknown words mean "pending" (facts,
    /// ambiguity 22).
    ///
    /// ```
    /// use call_lifecycle::OperationStatus;
    /// assert_eq!(OperationStatus::from_word("Running"), Some(OperationStatus::Running));
    /// assert!(OperationStatus::Failed.is_end());
    /// ```
    OperationStatus {
        /// Waits for its turn.
        NotStarted = "notStarted",
        /// Under way.
        Running = "running",
        /// Ended as it should.
        Completed = "completed",
        /// Ended otherwise.
        Failed = "failed",
    }
}

impl OperationStatus {
    /// `completed` or `failed`.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

words! {
    /// Why an operation ended (`completionReason`).
    ///
    /// The record reasons are those of the beta resource page of recordOperation, the last but one those of playPrompt and sendDtmfTones.
    ///
    /// ```
    /// use call_lifecycle::{CompletionReason, OperationStatus};
    /// let reason = CompletionReason::StopToneDetected;
    /// assert_eq!(reason.status(), OperationStatus::Completed);
    /// assert_eq!(reason.result().unwrap().subcode, Some(8514));
    /// ```
    CompletionReason {
        /// Cancelled by `cancelMediaProcessing` or by a request that barged in.
        OperationCanceled = "operationCanceled",
        /// A stop tone was pressed.
        StopToneDetected = "stopToneDetected",
        /// The recording is as long as it may be.
        MaxRecordDurationReached = "maxRecordDurationReached",
        /// Nobody spoke. A failure, whatever `status` says (facts, ambiguity 26).
        InitialSilenceTimeout = "initialSilenceTimeout",
        /// The caller fell silent: the normal end of speech, so a success (ambiguity 27).
        MaxSilenceTimeout = "maxSilenceTimeout",
        /// A prompt could not be played.
        PlayPromptFailed = "playPromptFailed",
        /// The beep could not be played.
        PlayBeepFailed = "playBeepFailed",
        /// No media came.
        MediaReceiveTimeout = "mediaReceiveTimeout",
        /// Another failure.
        UnspecifiedError = "unspecifiedError",
        /// The word `none`: as if no reason was given.
        None = "none",
        /// A prompt or tones were played to their end.
        CompletedSuccessfully = "completedSuccessfully",
        /// A prompt or tones were cancelled.
        MediaOperationCanceled = "mediaOperationCanceled",
        /// The word `unknown`, which is no success (ambiguity 39).
        Unknown = "unknown",
        /// Our own: the call ended first. No notification reports it (ambiguity 34).
        CallEnded = "callEnded",
    }
}

impl CompletionReason {
    /// The status that an operation ends with for this reason.
    #[must_use]
    pub const fn status(self) -> OperationStatus {
        match self {
            Self::StopToneDetected
            | Self::MaxRecordDurationReached
            | Self::MaxSilenceTimeout
            | Self::CompletedSuccessfully => OperationStatus::Completed,
            Self::OperationCanceled
            | Self::InitialSilenceTimeout
            | Self::PlayPromptFailed
            | Self::PlayBeepFailed
            | Self::MediaReceiveTimeout
            | Self::UnspecifiedError
            | Self::None
            | Self::MediaOperationCanceled
            | Self::Unknown
            | Self::CallEnded => OperationStatus::Failed,
        }
    }

    /// The `resultInfo` that goes with it, where one is known. (Sources: 8515 from the recordResponse page, 8508 from the
    /// cancelMediaProcessing page, the rest from the same number space in Azure Communication Services: facts, section 3.3.)
    #[must_use]
    pub const fn result(self) -> Option<ResultInfo> {
        let (code, subcode) = match self {
            Self::OperationCanceled | Self::MediaOperationCanceled => (400, 8508),
            Self::StopToneDetected => (200, 8514),
            Self::MaxRecordDurationReached => (200, 8515),
            Self::InitialSilenceTimeout => (400, 8510),
            Self::MaxSilenceTimeout | Self::CompletedSuccessfully => (200, 0),
            Self::PlayPromptFailed => (500, 8511),
            Self::UnspecifiedError => (500, 8512),
            Self::PlayBeepFailed | Self::MediaReceiveTimeout | Self::None | Self::Unknown | Self::CallEnded => {
                return None;
            }
        };
        Some(ResultInfo::new(code, Some(subcode)))
    }

    /// The reason that `resultInfo` stands for where the v1.0 resource, which has no `completionReason`, is all there is (ambiguity 29).
    const fn of(kind: OperationKind, result: ResultInfo) -> Option<Self> {
        match (result.code, result.subcode) {
            (400, Some(8508)) if matches!(kind, OperationKind::Record) => Some(Self::OperationCanceled),
            (400, Some(8508)) => Some(Self::MediaOperationCanceled),
            (200, Some(8514)) => Some(Self::StopToneDetected),
            (200, Some(8515)) => Some(Self::MaxRecordDurationReached),
            (400, Some(8510)) => Some(Self::InitialSilenceTimeout),
            (500, Some(8511)) => Some(Self::PlayPromptFailed),
            (500, Some(8512)) => Some(Self::UnspecifiedError),
            _ => None,
        }
    }
}

/// What an answer or a notification says of an operation.
///
/// ```
/// use call_lifecycle::{CompletionReason, OperationKind, OperationReport, OperationStatus, ResultInfo};
/// // A failed playPrompt was seen with status completed: all three members are judged together.
/// let report = OperationReport {
///     status: Some(OperationStatus::Completed),
///     reason: Some(CompletionReason::Unknown),
///     ..OperationReport::default()
/// };
/// assert_eq!(report.judge(OperationKind::PlayPrompt).status, OperationStatus::Failed);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct OperationReport {
    /// `changeType` is `deleted`: the operation has ended, whatever its status says.
    pub deleted: bool,
    /// The id: from the path, the `Location`, or `id`.
    pub id: Option<Id>,
    /// `clientContext`.
    pub context: Option<ClientContext>,
    /// `status`; none for `null` and for unknown words.
    pub status: Option<OperationStatus>,
    /// `completionReason`.
    pub reason: Option<CompletionReason>,
    /// `resultInfo`.
    pub result: Option<ResultInfo>,
}

impl OperationReport {
    /// Whether it says that the operation has ended.
    #[must_use]
    pub const fn is_end(&self) -> bool {
        match self.status {
            Some(status) => self.deleted || status.is_end(),
            None => self.deleted,
        }
    }

    /// The outcome, judged from status, reason and code together: success needs the status `completed`, a code of success or none, and a
    /// reason of success or none (facts, section 2.2 and ambiguity 39). A missing reason is derived from the code and subcode.
    #[must_use]
    pub const fn judge(&self, kind: OperationKind) -> Outcome {
        let given = match self.reason {
            None | Some(CompletionReason::None) => None,
            given @ Some(_) => given,
        };
        let reason = match (given, self.result) {
            (None, Some(result)) => CompletionReason::of(kind, result),
            (given, _) => given,
        };
        let code_ok = match self.result {
            Some(result) => result.is_success(),
            None => true,
        };
        let reason_ok = match reason {
            Some(reason) => matches!(reason.status(), OperationStatus::Completed),
            None => true,
        };
        let status = match self.status {
            Some(OperationStatus::Completed) if code_ok && reason_ok => OperationStatus::Completed,
            _ => OperationStatus::Failed,
        };
        Outcome { status, reason }
    }
}

/// How an operation ended: `completed` or `failed`, and the reason where it is known.
///
/// ```
/// use call_lifecycle::{CompletionReason, Outcome};
/// assert!(Outcome::of(CompletionReason::MaxSilenceTimeout).is_success());
/// assert!(!Outcome::of(CompletionReason::CallEnded).is_success());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Outcome {
    /// [`OperationStatus::Completed`] or [`OperationStatus::Failed`].
    pub status: OperationStatus,
    /// The reason, where it is known.
    pub reason: Option<CompletionReason>,
}

impl Outcome {
    /// The outcome that goes with a reason.
    #[must_use]
    pub const fn of(reason: CompletionReason) -> Self {
        Self { status: reason.status(), reason: Some(reason) }
    }

    /// Whether the operation did what it was for.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self.status, OperationStatus::Completed)
    }
}

/// The place of an operation in its call's table; outputs name operations by it.
///
/// A slot is given when the operation is requested and kept after its end, so that a late duplicate finds it, until a new
/// operation needs the place: then the longest-standing ended one makes room.
///
/// ```
/// use call_lifecycle::Slot;
/// assert_eq!(Slot::new(3).index(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Slot(u8);

impl Slot {
    /// The slot of an index.
    #[must_use]
    pub const fn new(index: u8) -> Self {
        Self(index)
    }

    /// Its index, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of slots.
///
/// ```
/// use call_lifecycle::{Slot, Slots};
/// let slots: Slots = [Slot::new(0), Slot::new(2)].into_iter().collect();
/// assert!(slots.contains(Slot::new(2)) && slots.len() == 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Slots(u32);

impl Slots {
    /// The most slots that a call can have.
    pub const MAX: usize = 32;

    /// With one more slot; an index past [`Slots::MAX`] adds none.
    #[must_use]
    pub const fn with(self, slot: Slot) -> Self {
        match 1_u32.checked_shl(slot.0 as u32) {
            Some(bit) => Self(self.0 | bit),
            None => self,
        }
    }

    /// Whether the slot is in it.
    #[must_use]
    pub const fn contains(self, slot: Slot) -> bool {
        match 1_u32.checked_shl(slot.0 as u32) {
            Some(bit) => self.0 & bit != 0,
            None => false,
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The slots, in order of index.
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        (0..32).map(Slot).filter(move |slot| self.contains(*slot))
    }
}

impl FromIterator<Slot> for Slots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Self {
        slots.into_iter().fold(Self::default(), Self::with)
    }
}
