//! How operations end, and how their methods are answered.

use call_lifecycle::{CompletionReason, OperationKind, OperationReport, OperationStatus, Outcome};

use CompletionReason as Why;
use OperationKind as Kind;

/// `record` and `playPrompt` wait in the media queue.
pub fn media(kind: Kind) -> bool {
    kind == Kind::Record || kind == Kind::PlayPrompt
}

/// The methods whose examples answer with status `completed`: nothing follows.
pub fn completes_at_once(kind: Kind) -> bool {
    let at_once = [
        Kind::CancelMediaProcessing,
        Kind::SubscribeToTone,
        Kind::Mute,
        Kind::Unmute,
        Kind::MuteAll,
        Kind::UpdateRecordingStatus,
        Kind::StopRecording,
        Kind::StopTranscription,
    ];
    at_once.contains(&kind)
}

/// What is sent although every slot is taken.
pub fn without_slot(kind: Kind) -> bool {
    completes_at_once(kind) || kind == Kind::Other
}

/// 202 for hold music, the large gallery, the recording and the transcription of a call, and what
/// has no page; 200 for the others (`record` apart).
pub fn answer_status(kind: Kind) -> u16 {
    let accepted = [
        Kind::StartHoldMusic,
        Kind::StopHoldMusic,
        Kind::AddLargeGalleryView,
        Kind::StartRecording,
        Kind::StopRecording,
        Kind::StartTranscription,
        Kind::StopTranscription,
        Kind::Other,
    ];
    if accepted.contains(&kind) { 202 } else { 200 }
}

/// The reasons that are a success; all others are failures.
pub fn good(reason: Why) -> bool {
    let good =
        [Why::StopToneDetected, Why::MaxRecordDurationReached, Why::MaxSilenceTimeout, Why::CompletedSuccessfully];
    good.contains(&reason)
}

/// The end for a reason.
pub fn by_reason(reason: Why) -> Outcome {
    let status = if good(reason) { OperationStatus::Completed } else { OperationStatus::Failed };
    Outcome::new(status).with_reason(reason)
}

/// Whether a report says that the operation has ended: its resource was deleted, or its status is
/// final.
pub fn says_ended(report: &OperationReport) -> bool {
    let last = [Some(OperationStatus::Completed), Some(OperationStatus::Failed)];
    report.deleted || last.contains(&report.status)
}

/// "Success needs (status completed) and (code absent, 0 or 2xx) and (completionReason absent or a
/// good one)" (choice 39); a reason that is missing is read from the code and subcode (choice 29).
pub fn judge(kind: Kind, report: &OperationReport) -> Outcome {
    let code = report.result.map(|result| (result.code, result.subcode));
    let by_code = match code {
        Some((400, Some(8508))) if kind == Kind::Record => Some(Why::OperationCanceled),
        Some((400, Some(8508))) => Some(Why::MediaOperationCanceled),
        Some((200, Some(8514))) => Some(Why::StopToneDetected),
        Some((200, Some(8515))) => Some(Why::MaxRecordDurationReached),
        Some((400, Some(8510))) => Some(Why::InitialSilenceTimeout),
        Some((500, Some(8511))) => Some(Why::PlayPromptFailed),
        Some((500, Some(8512))) => Some(Why::UnspecifiedError),
        _ => None,
    };
    let reason = report.reason.filter(|reason| *reason != Why::None).or(by_code);
    let completed = report.status == Some(OperationStatus::Completed);
    let good_code = matches!(code, None | Some((0 | 200..=299, _)));
    let success = completed && good_code && reason.is_none_or(good);
    let mut outcome = Outcome::new(if success { OperationStatus::Completed } else { OperationStatus::Failed });
    outcome.reason = reason;
    outcome
}
