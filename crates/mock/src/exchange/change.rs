//! What a method of a call asks for its roster.

use call_lifecycle::wire::{Method, OperationRequest, ScreenSharingRole, Target, json::from_str};
use serde::{Deserialize, Serialize};

/// What a method asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// They come: the `participants` of the body.
    Invite(Box<str>),
    /// This one, or the application, is muted or not.
    Mute(Option<Box<str>>, bool),
    /// All of them are muted, or all but the application if there are none.
    MuteAll(Vec<Box<str>>),
    /// This one hears hold music or not.
    Hold(Box<str>, bool),
    /// This one, or everybody, may come in.
    Admit(Option<Box<str>>),
    /// This one, who waits in the lobby, must go.
    Turn(Box<str>),
    /// The application shares its screen or not.
    Share(bool),
    /// This is the status of the application's recording.
    Record(Box<str>),
    /// The call is transcribed or not.
    Transcribe(bool),
}

impl Change {
    /// What a request does, if its body can be read.
    pub fn of(target: Target, body: &str) -> Option<Self> {
        let Target::Method { method, participant, .. } = target else { return None };
        let body = if body.trim().is_empty() { "{}" } else { body };
        let request = || from_str::<OperationRequest<'_>>(body).ok();
        let id = participant.map(|id| Box::from(id.to_string()));
        Some(match (method, id) {
            (Method::Invite, _) => Self::Invite(participants(body)?),
            (Method::Mute, id) => Self::Mute(id, true),
            (Method::Unmute, _) => Self::Mute(None, false),
            (Method::MuteAll, _) => Self::MuteAll(request()?.participants().map(Box::from).collect()),
            (Method::StartHoldMusic, Some(id)) => Self::Hold(id, true),
            (Method::StopHoldMusic, Some(id)) => Self::Hold(id, false),
            (Method::AdmitFromLobby, Some(id)) => Self::Admit(Some(id)),
            (Method::AdmitAllFromLobby, _) => Self::Admit(None),
            (Method::RemoveFromLobby, Some(id)) => Self::Turn(id),
            (Method::ChangeScreenSharingRole, _) => Self::Share(request()?.role == Some(ScreenSharingRole::Sharer)),
            (Method::UpdateRecordingStatus, _) => Self::Record(request()?.status?.as_str().into()),
            (Method::StartTranscription, _) => Self::Transcribe(true),
            (Method::StopTranscription, _) => Self::Transcribe(false),
            _ => return None,
        })
    }

    /// The `participants` of an invite.
    pub fn invited(&self) -> Option<serde_json::Value> {
        let Self::Invite(text) = self else { return None };
        serde_json::from_str(text).ok()
    }
}

/// The member `participants` as it is written.
fn participants(body: &str) -> Option<Box<str>> {
    #[derive(Deserialize)]
    struct Members<'a> {
        #[serde(borrow)]
        participants: &'a serde_json::value::RawValue,
    }
    serde_json::from_str::<Members<'_>>(body).ok().map(|members| Box::from(members.participants.get()))
}
