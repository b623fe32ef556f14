//! The operations of a call: their kinds, statuses and completion reasons.

use crate::ResultInfo;
use crate::words::words;

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
    /// choice 22).
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
        /// A stop tone was pressed. Known by this word or by 200/8514 (choice 28).
        StopToneDetected = "stopToneDetected",
        /// The recording is as long as it may be.
        MaxRecordDurationReached = "maxRecordDurationReached",
        /// Nobody spoke. A failure, whatever `status` says (choice 26).
        InitialSilenceTimeout = "initialSilenceTimeout",
        /// The caller fell silent: the normal end of speech, so a success (choice 27).
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
        /// The word `unknown`, which is no success (choice 39).
        Unknown = "unknown",
        /// Our own: the call ended first. No notification reports it (choice 34).
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
    /// cancelMediaProcessing page, the rest from the same number space in Azure Communication Services: docs/sources.md, "Codes of media operations".)
    #[must_use]
    pub const fn result(self) -> Option<ResultInfo> {
        let mut rows: &[ResultRow] = &RESULTS;
        while let [(reason, code, subcode), rest @ ..] = rows {
            if *reason as u8 == self as u8 {
                return Some(ResultInfo::new(*code as i32, Some(*subcode as i32)));
            }
            rows = rest;
        }
        None
    }

    /// The reason that `resultInfo` stands for where the v1.0 resource, which has no `completionReason`, is all there is (choice 29).
    pub(crate) const fn of(kind: OperationKind, result: ResultInfo) -> Option<Self> {
        let Some(given) = result.subcode else { return None };
        let mut rows: &[ResultRow] = &RESULTS;
        while let [(reason, code, subcode), rest @ ..] = rows {
            // A subcode of 0 tells nothing, and a record is cancelled in words of its own.
            let meant = match reason {
                Self::OperationCanceled => matches!(kind, OperationKind::Record),
                _ => *subcode != 0,
            };
            if meant && *code as i32 == result.code && *subcode as i32 == given {
                return Some(*reason);
            }
            rows = rest;
        }
        None
    }
}

type ResultRow = (CompletionReason, u16, u16);

/// The code and subcode that go with a reason.
const RESULTS: [ResultRow; 9] = [
    (CompletionReason::OperationCanceled, 400, 8508),
    (CompletionReason::MediaOperationCanceled, 400, 8508),
    (CompletionReason::StopToneDetected, 200, 8514),
    (CompletionReason::MaxRecordDurationReached, 200, 8515),
    (CompletionReason::InitialSilenceTimeout, 400, 8510),
    (CompletionReason::MaxSilenceTimeout, 200, 0),
    (CompletionReason::CompletedSuccessfully, 200, 0),
    (CompletionReason::PlayPromptFailed, 500, 8511),
    (CompletionReason::UnspecifiedError, 500, 8512),
];
