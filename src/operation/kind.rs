//! The kind of an operation.

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
