//! Which method starts an operation, and which body a method takes.

use super::body::{Body, Kind};
use super::error::RequestError;
use crate::OperationKind;
use crate::wire::path::Method;

/// The method that starts an operation of this kind.
pub(super) const fn of_operation(kind: OperationKind) -> Result<Method, RequestError> {
    Ok(match kind {
        OperationKind::Record => Method::RecordResponse,
        OperationKind::PlayPrompt => Method::PlayPrompt,
        OperationKind::CancelMediaProcessing => Method::CancelMediaProcessing,
        OperationKind::SubscribeToTone => Method::SubscribeToTone,
        OperationKind::SendDtmfTones => Method::SendDtmfTones,
        OperationKind::Mute => Method::Mute,
        OperationKind::Unmute => Method::Unmute,
        OperationKind::MuteAll => Method::MuteAll,
        OperationKind::Invite => Method::Invite,
        OperationKind::StartHoldMusic => Method::StartHoldMusic,
        OperationKind::StopHoldMusic => Method::StopHoldMusic,
        OperationKind::AddLargeGalleryView => Method::AddLargeGalleryView,
        OperationKind::UpdateRecordingStatus => Method::UpdateRecordingStatus,
        OperationKind::ConfigureMixer => Method::ConfigureMixer,
        OperationKind::StartRecording => Method::StartRecording,
        OperationKind::StopRecording => Method::StopRecording,
        OperationKind::StartTranscription => Method::StartTranscription,
        OperationKind::StopTranscription => Method::StopTranscription,
        OperationKind::AdmitFromLobby => Method::AdmitFromLobby,
        OperationKind::RemoveFromLobby => Method::RemoveFromLobby,
        OperationKind::AdmitAllFromLobby => Method::AdmitAllFromLobby,
        OperationKind::Other => return Err(RequestError::UnknownRequest),
    })
}

/// Whether a body has the parameters of this kind.
const fn is(body: Body<'_>, kind: Kind) -> bool {
    matches!(body, Body::Of(parameters) if parameters.kind() as u8 == kind as u8)
}

/// Whether the body is the method's.
pub(super) const fn check(method: Method, body: Body<'_>) -> Result<(), RequestError> {
    let (needs_body, fits) = match method {
        Method::KeepAlive => (false, false),
        Method::Answer => (true, is(body, Kind::Answer)),
        Method::Reject => (false, is(body, Kind::Reject)),
        Method::Redirect => (true, is(body, Kind::Redirect)),
        Method::Transfer => (true, is(body, Kind::Transfer)),
        Method::Record | Method::RecordResponse => (true, is(body, Kind::Record)),
        Method::PlayPrompt => (true, is(body, Kind::PlayPrompt)),
        Method::SendDtmfTones => (true, is(body, Kind::SendDtmfTones)),
        Method::Invite => (true, is(body, Kind::Invite)),
        Method::CancelMediaProcessing => (false, is(body, Kind::CancelMediaProcessing) || is(body, Kind::Operation)),
        Method::SubscribeToTone
        | Method::Mute
        | Method::Unmute
        | Method::UpdateRecordingStatus
        | Method::AddLargeGalleryView
        | Method::ChangeScreenSharingRole
        | Method::MuteAll
        | Method::ConfigureMixer
        | Method::StartHoldMusic
        | Method::StopHoldMusic
        | Method::StartRecording
        | Method::StopRecording
        | Method::StartTranscription
        | Method::StopTranscription
        | Method::AdmitFromLobby
        | Method::RemoveFromLobby
        | Method::AdmitAllFromLobby => (false, is(body, Kind::Operation)),
    };
    match body {
        Body::Empty if needs_body => Err(RequestError::BodyMissing { method }),
        Body::Empty => Ok(()),
        Body::Json(_) if !matches!(method, Method::KeepAlive) => Ok(()),
        _ if fits => Ok(()),
        _ => Err(RequestError::WrongBody { method: Some(method) }),
    }
}
