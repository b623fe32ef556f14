//! The methods of a call.

use crate::OperationKind;
use crate::wire::text::rsplit_at;
use crate::words::{self, words};

words! {
    /// A method of a call: the last segment of a request's URL.
    ///
    /// The case does not matter, nor whether `microsoft.graph.` stands before the name.
    ///
    /// ```
    /// use call_lifecycle::{OperationKind, wire::Method};
    /// assert_eq!("KeepAlive".parse::<Method>(), Ok(Method::KeepAlive));
    /// assert_eq!(Method::RecordResponse.operation(), Some(OperationKind::Record));
    /// assert_eq!(Method::KeepAlive.operation(), None);
    /// ```
    #[non_exhaustive]
    Method {
        /// `answer`
        Answer = 0, "answer",
        /// `reject`
        Reject = 1, "reject",
        /// `redirect`
        Redirect = 2, "redirect",
        /// `transfer`
        Transfer = 3, "transfer",
        /// `keepAlive`
        KeepAlive = 4, "keepAlive",
        /// `record`, the 2019 page's.
        Record = 5, "record",
        /// `recordResponse`, v1.0's.
        RecordResponse = 6, "recordResponse",
        /// `playPrompt`
        PlayPrompt = 7, "playPrompt",
        /// `cancelMediaProcessing`
        CancelMediaProcessing = 8, "cancelMediaProcessing",
        /// `subscribeToTone`
        SubscribeToTone = 9, "subscribeToTone",
        /// `sendDtmfTones`
        SendDtmfTones = 10, "sendDtmfTones",
        /// `mute`, of the call or of a participant.
        Mute = 11, "mute",
        /// `unmute`
        Unmute = 12, "unmute",
        /// `updateRecordingStatus`
        UpdateRecordingStatus = 13, "updateRecordingStatus",
        /// `addLargeGalleryView`
        AddLargeGalleryView = 14, "addLargeGalleryView",
        /// `changeScreenSharingRole`: no operation, answered 202.
        ChangeScreenSharingRole = 15, "changeScreenSharingRole",
        /// `participants/invite`
        Invite = 16, "invite",
        /// `participants/muteAll`
        MuteAll = 17, "muteAll",
        /// `participants/configureMixer`
        ConfigureMixer = 18, "configureMixer",
        /// `participants/{id}/startHoldMusic`
        StartHoldMusic = 19, "startHoldMusic",
        /// `participants/{id}/stopHoldMusic`
        StopHoldMusic = 20, "stopHoldMusic",
        /// `startRecording` (beta), which the page spells `microsoft.graph.StartRecording`.
        StartRecording = 21, "startRecording",
        /// `stopRecording` (beta)
        StopRecording = 22, "stopRecording",
        /// `startTranscription` (beta)
        StartTranscription = 23, "startTranscription",
        /// `stopTranscription` (beta)
        StopTranscription = 24, "stopTranscription",
        /// `participants/{id}/admitFromLobby` (beta)
        AdmitFromLobby = 25, "admitFromLobby",
        /// `participants/{id}/removeFromLobby` (beta)
        RemoveFromLobby = 26, "removeFromLobby",
        /// `participants/admitAllFromLobby` (beta)
        AdmitAllFromLobby = 27, "admitAllFromLobby",
    }
}

impl Method {
    /// The kind of the operation that it starts, where it starts one.
    #[must_use]
    pub fn operation(self) -> Option<OperationKind> {
        match self {
            Self::RecordResponse => Some(OperationKind::Record),
            other => other.as_str().parse::<OperationKind>().ok(),
        }
    }

    /// Whether it stands under `participants`.
    pub(in crate::wire) const fn is_of_participants(self) -> bool {
        matches!(self, Self::Invite | Self::MuteAll | Self::ConfigureMixer | Self::AdmitAllFromLobby)
    }

    /// Whether it stands under `participants/{id}`.
    pub(in crate::wire) const fn is_of_participant(self) -> bool {
        matches!(self, Self::Mute | Self::ConfigureMixer) || self.needs_participant()
    }

    /// Whether it stands under `participants/{id}` only.
    pub(in crate::wire) const fn needs_participant(self) -> bool {
        matches!(self, Self::StartHoldMusic | Self::StopHoldMusic | Self::AdmitFromLobby | Self::RemoveFromLobby)
    }

    /// The method of a segment. Graph's metadata names the namespace `microsoft.graph` or, in short,
    /// `graph`, and a call of an action may end with `()`.
    pub(in crate::wire) fn of_segment(segment: &str) -> Option<Self> {
        let is = words::same;
        let bare = match rsplit_at(segment, b'.') {
            Some((namespace, bare)) if is(namespace, "microsoft.graph") || is(namespace, "graph") => bare,
            _ => segment,
        };
        bare.strip_suffix("()").unwrap_or(bare).parse().ok()
    }
}
