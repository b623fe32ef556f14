//! The kind of an operation.

use crate::words::{self, words};

words! {
    /// The kind of an operation, by the name of the method that starts it.
    ///
    /// One rule holds for all (source `commsoperation`): a reply with the status `completed` or
    /// `failed` is the end, and no notification follows. After `notStarted`, `running` or no
    /// status, a notification follows.
    ///
    /// Later versions may have more kinds, as Graph may.
    ///
    /// ```
    /// use call_lifecycle::OperationKind;
    /// assert_eq!("playPrompt".parse::<OperationKind>(), Ok(OperationKind::PlayPrompt));
    /// assert!(OperationKind::Record.is_media() && !OperationKind::Invite.is_media());
    /// ```
    #[non_exhaustive]
    OperationKind {
        /// `record` (2019) and `recordResponse` (v1.0). Both have the resource `recordOperation`.
        Record = 0, "record",
        /// `playPrompt`.
        PlayPrompt = 1, "playPrompt",
        /// `cancelMediaProcessing`, completed in its reply.
        CancelMediaProcessing = 2, "cancelMediaProcessing",
        /// `subscribeToTone`, completed in its reply. Tones then come with notifications of the
        /// call.
        SubscribeToTone = 3, "subscribeToTone",
        /// `sendDtmfTones`.
        SendDtmfTones = 4, "sendDtmfTones",
        /// `mute` of the application or of a participant, completed in its reply.
        Mute = 5, "mute",
        /// `unmute`, completed in its reply.
        Unmute = 6, "unmute",
        /// `muteAll` (beta).
        MuteAll = 7, "muteAll",
        /// `invite` of participants.
        Invite = 8, "invite",
        /// `startHoldMusic` for a participant.
        StartHoldMusic = 9, "startHoldMusic",
        /// `stopHoldMusic` for a participant.
        StopHoldMusic = 10, "stopHoldMusic",
        /// `addLargeGalleryView`.
        AddLargeGalleryView = 11, "addLargeGalleryView",
        /// `updateRecordingStatus`, completed in its reply.
        UpdateRecordingStatus = 12, "updateRecordingStatus",
        /// `configureMixer` of a participant (beta). Its resource is a plain `commsOperation`,
        /// which can run before it ends (source `participant-configuremixer`).
        ConfigureMixer = 13, "configureMixer",
        /// `startRecording` of the whole call (beta). The answer's body has no `id`: `Location`
        /// names the operation (source `call-startrecording`).
        StartRecording = 14, "startRecording",
        /// `stopRecording` (beta), completed in its reply although that is a 202.
        StopRecording = 15, "stopRecording",
        /// `startTranscription` (beta).
        StartTranscription = 16, "startTranscription",
        /// `stopTranscription` (beta), completed in its reply although that is a 202.
        StopTranscription = 17, "stopTranscription",
        /// `admitFromLobby` of a participant (beta).
        AdmitFromLobby = 18, "admitFromLobby",
        /// `removeFromLobby` of a participant (beta).
        RemoveFromLobby = 19, "removeFromLobby",
        /// `admitAllFromLobby` (beta).
        AdmitAllFromLobby = 20, "admitAllFromLobby",
        /// Any other method whose answer is an operation (choice 65). Only the host knows its name.
        Other = 21, "other",
    }
}

impl OperationKind {
    /// The name of the type that all operations are of.
    const BASE_TYPE: &str = "comms";

    /// The name of its resource type: the part between `#microsoft.graph.` and `Operation` in
    /// `@odata.type`. `comms` is the type of all operations: it is written for a kind without a
    /// narrower type, and names no kind.
    ///
    /// ```
    /// use call_lifecycle::OperationKind;
    /// assert_eq!(OperationKind::Invite.type_name(), "inviteParticipants");
    /// assert_eq!(OperationKind::from_type_name("Record"), Some(OperationKind::Record));
    /// assert_eq!(OperationKind::from_type_name("comms"), None);
    /// ```
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Mute => "muteParticipant",
            Self::Unmute => "unmuteParticipant",
            Self::MuteAll => "muteParticipants",
            Self::Invite => "inviteParticipants",
            Self::ConfigureMixer | Self::Other => Self::BASE_TYPE,
            Self::Record
            | Self::PlayPrompt
            | Self::CancelMediaProcessing
            | Self::SubscribeToTone
            | Self::SendDtmfTones
            | Self::StartHoldMusic
            | Self::StopHoldMusic
            | Self::AddLargeGalleryView
            | Self::UpdateRecordingStatus
            | Self::StartRecording
            | Self::StopRecording
            | Self::StartTranscription
            | Self::StopTranscription
            | Self::AdmitFromLobby
            | Self::RemoveFromLobby
            | Self::AdmitAllFromLobby => self.as_str(),
        }
    }

    /// The kind of a resource type's name, without regard to case.
    #[must_use]
    pub fn from_type_name(name: &str) -> Option<Self> {
        let meant = |kind: &Self| words::same(name, kind.type_name());
        Self::ALL.iter().copied().find(meant).filter(|kind| kind.type_name() != Self::BASE_TYPE)
    }

    /// Whether it waits in the media queue. `record` and `playPrompt` do (source
    /// `call-cancelmediaprocessing`).
    #[must_use]
    pub const fn is_media(self) -> bool {
        matches!(self, Self::Record | Self::PlayPrompt)
    }

    /// The HTTP status of the reply to its request, as in the examples of the methods' pages. Only
    /// `record` of 2019 differs: 202.
    #[must_use]
    pub const fn answer_status(self) -> u16 {
        match self {
            Self::StartHoldMusic
            | Self::StopHoldMusic
            | Self::AddLargeGalleryView
            | Self::StartRecording
            | Self::StopRecording
            | Self::StartTranscription
            | Self::StopTranscription
            | Self::Other => 202,
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
            | Self::ConfigureMixer
            | Self::AdmitFromLobby
            | Self::RemoveFromLobby
            | Self::AdmitAllFromLobby => 200,
        }
    }

    /// Whether the body of the answer has the `id` of the operation. Where it has none, `Location`
    /// alone names it.
    #[must_use]
    pub const fn answer_has_id(self) -> bool {
        !matches!(self, Self::StartRecording | Self::StopRecording | Self::StartTranscription | Self::StopTranscription)
    }

    /// Whether the service completes it in its reply, as in the examples of the methods' pages.
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
                | Self::StopRecording
                | Self::StopTranscription
        )
    }
}
