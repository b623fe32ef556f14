//! The methods of a call.

use crate::OperationKind;
use crate::words::words;

words! {
    /// A method of a call: the last segment of a request's URL. Compared without regard to case, and with or without `microsoft.graph.` before it.
    ///
    /// ```
    /// use call_lifecycle::{OperationKind, wire::Method};
    /// assert_eq!(Method::from_word("KeepAlive"), Some(Method::KeepAlive));
    /// assert_eq!(Method::RecordResponse.operation(), Some(OperationKind::Record));
    /// assert_eq!(Method::KeepAlive.operation(), None);
    /// ```
    Method {
        /// `answer`
        Answer = "answer",
        /// `reject`
        Reject = "reject",
        /// `redirect`
        Redirect = "redirect",
        /// `transfer`
        Transfer = "transfer",
        /// `keepAlive`
        KeepAlive = "keepAlive",
        /// `record`, the 2019 page's.
        Record = "record",
        /// `recordResponse`, v1.0's.
        RecordResponse = "recordResponse",
        /// `playPrompt`
        PlayPrompt = "playPrompt",
        /// `cancelMediaProcessing`
        CancelMediaProcessing = "cancelMediaProcessing",
        /// `subscribeToTone`
        SubscribeToTone = "subscribeToTone",
        /// `sendDtmfTones`
        SendDtmfTones = "sendDtmfTones",
        /// `mute`, of the call or of a participant.
        Mute = "mute",
        /// `unmute`
        Unmute = "unmute",
        /// `updateRecordingStatus`
        UpdateRecordingStatus = "updateRecordingStatus",
        /// `addLargeGalleryView`
        AddLargeGalleryView = "addLargeGalleryView",
        /// `changeScreenSharingRole`: no operation, answered 202.
        ChangeScreenSharingRole = "changeScreenSharingRole",
        /// `participants/invite`
        Invite = "invite",
        /// `participants/muteAll`
        MuteAll = "muteAll",
        /// `participants/configureMixer`
        ConfigureMixer = "configureMixer",
        /// `participants/{id}/startHoldMusic`
        StartHoldMusic = "startHoldMusic",
        /// `participants/{id}/stopHoldMusic`
        StopHoldMusic = "stopHoldMusic",
    }
}

impl Method {
    /// The kind of the operation that it starts, where it starts one.
    #[must_use]
    pub fn operation(self) -> Option<OperationKind> {
        match self {
            Self::RecordResponse => Some(OperationKind::Record),
            other => OperationKind::from_word(other.word()),
        }
    }

    /// Whether it stands under `participants`.
    pub(super) const fn is_of_participants(self) -> bool {
        matches!(self, Self::Invite | Self::MuteAll | Self::ConfigureMixer)
    }

    /// Whether it stands under `participants/{id}`.
    pub(super) const fn is_of_participant(self) -> bool {
        matches!(self, Self::Mute | Self::StartHoldMusic | Self::StopHoldMusic | Self::ConfigureMixer)
    }

    /// Whether it stands under `participants/{id}` only.
    pub(super) const fn needs_participant(self) -> bool {
        matches!(self, Self::StartHoldMusic | Self::StopHoldMusic)
    }

    pub(super) fn of_segment(segment: &str) -> Option<Self> {
        let bare = match segment.split_at_checked(16) {
            Some((prefix, bare)) if prefix.eq_ignore_ascii_case("microsoft.graph.") => bare,
            _ => segment,
        };
        Self::from_word(bare)
    }
}
