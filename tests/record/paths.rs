//! A recording at the service's end: every reason to end, in every phase.

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{MediaEvent, PeerEvent, Request};
use call_lifecycle::{CompletionReason, OperationKind, OperationStatus, Rejection, ResultInfo, Verdict};
use testkit::service::recordings::in_phase;
use testkit::service::{START, Service, at};

type Call = Service<4>;

/// A reason, its status, its code and subcode.
type Reason = (CompletionReason, OperationStatus, Option<(i32, i32)>);

/// Every reason to end that a recording can have.
const REASONS: &[Reason] = &[
    (CompletionReason::OperationCanceled, OperationStatus::Failed, Some((400, 8508))),
    (CompletionReason::StopToneDetected, OperationStatus::Completed, Some((200, 8514))),
    (CompletionReason::MaxRecordDurationReached, OperationStatus::Completed, Some((200, 8515))),
    (CompletionReason::InitialSilenceTimeout, OperationStatus::Failed, Some((400, 8510))),
    (CompletionReason::MaxSilenceTimeout, OperationStatus::Completed, Some((200, 0))),
    (CompletionReason::PlayPromptFailed, OperationStatus::Failed, Some((500, 8511))),
    (CompletionReason::PlayBeepFailed, OperationStatus::Failed, None),
    (CompletionReason::MediaReceiveTimeout, OperationStatus::Failed, None),
    (CompletionReason::UnspecifiedError, OperationStatus::Failed, Some((500, 8512))),
    (CompletionReason::CallEnded, OperationStatus::Failed, None),
];

/// Ends a recording by this reason, from the phase where it is at home.
fn end_by(reason: CompletionReason) -> (Call, Vec<String>) {
    let (mut call, told);
    match reason {
        CompletionReason::OperationCanceled => {
            (call, _) = in_phase(RecordPhase::Listening);
            told = call.start(at(0, 1, 0), 2, OperationKind::CancelMediaProcessing).told;
        }
        CompletionReason::StopToneDetected => {
            (call, _) = in_phase(RecordPhase::Speaking);
            told = call.tones(at(0, 1, 0), "#").told;
        }
        CompletionReason::MaxRecordDurationReached => {
            (call, _) = in_phase(RecordPhase::Speaking);
            told = call.wake(at(1, 0, 0)).told;
        }
        CompletionReason::InitialSilenceTimeout => {
            (call, _) = in_phase(RecordPhase::Listening);
            told = call.wake(at(0, 10, 0)).told;
        }
        CompletionReason::MaxSilenceTimeout => {
            (call, _) = in_phase(RecordPhase::Pausing);
            told = call.wake(at(0, 2, 0)).told;
        }
        CompletionReason::PlayPromptFailed => {
            (call, _) = in_phase(RecordPhase::Prompting);
            told = call.media(at(0, 1, 0), MediaEvent::PromptFailed).told;
        }
        CompletionReason::PlayBeepFailed => {
            (call, _) = in_phase(RecordPhase::Beeping);
            told = call.media(at(0, 1, 0), MediaEvent::BeepFailed).told;
        }
        CompletionReason::MediaReceiveTimeout => {
            (call, _) = in_phase(RecordPhase::Listening);
            told = call.media(at(0, 1, 0), MediaEvent::MediaLost).told;
        }
        CompletionReason::UnspecifiedError => {
            (call, _) = in_phase(RecordPhase::Listening);
            told = call.media(at(0, 1, 0), MediaEvent::RecordFailed).told;
        }
        _ => {
            (call, _) = in_phase(RecordPhase::Listening);
            told = call.peer(at(0, 1, 0), PeerEvent::HangsUp).told;
        }
    }
    (call, told)
}

#[test]
fn every_reason_is_reached_with_its_status_and_its_result() {
    for &(reason, status, result) in REASONS {
        let (call, told) = end_by(reason);
        let operation = call.operation(0);
        assert_eq!((operation.phase, operation.reason), (Some(RecordPhase::Ended), Some(reason)));
        assert_eq!((operation.status, reason.status()), (status, status), "{reason}");
        assert_eq!(reason.result(), result.map(|(code, subcode)| ResultInfo::new(code, Some(subcode))), "{reason}");
        let said = if reason == CompletionReason::CallEnded {
            vec!["0 ended with the call".to_owned(), "established -> terminating".to_owned()]
        } else {
            vec![format!("0 {status}, {reason}")]
        };
        assert_eq!(told, said);
    }
}

#[test]
fn a_recording_ends_once() {
    for &(reason, ..) in REASONS {
        let (mut call, _) = end_by(reason);
        for fact in [MediaEvent::MediaLost, MediaEvent::SpeechStarted, MediaEvent::PromptFinished] {
            let told = call.media(at(1, 0, 0), fact).told;
            assert!(!told.iter().any(|said| said.starts_with("0 ")), "{fact:?} after {reason}: {told:?}");
        }
        assert!(call.tones(at(1, 0, 0), "#").told.is_empty(), "{reason}");
        assert_eq!(call.operation(0).reason, Some(reason));
    }
}

#[test]
fn lost_media_and_a_failed_recording_end_any_phase_that_runs() {
    for &phase in RecordPhase::ALL.iter().filter(|phase| phase.is_running()) {
        for (fact, reason) in
            [(MediaEvent::MediaLost, "mediaReceiveTimeout"), (MediaEvent::RecordFailed, "unspecifiedError")]
        {
            let (mut call, slot) = in_phase(phase);
            assert_eq!(call.media(at(0, 1, 0), fact).told, [format!("{slot} failed, {reason}")], "{phase}");
            assert!(call.state().is_live(), "the call goes on");
        }
    }
    for fact in [MediaEvent::MediaLost, MediaEvent::RecordFailed] {
        let none_runs = Call::connected().media(START, fact).verdict;
        assert_eq!(none_runs, Verdict::Rejected(Rejection::WrongPhase));
    }
}

#[test]
fn a_cancel_ends_every_phase() {
    for &phase in RecordPhase::ALL.iter().filter(|phase| **phase != RecordPhase::Ended) {
        let (mut call, slot) = in_phase(phase);
        let said = call.start(at(0, 1, 0), 5, OperationKind::CancelMediaProcessing);
        assert_eq!(said.told.last(), Some(&format!("{slot} failed, operationCanceled")), "{phase}");
    }
}

#[test]
fn the_end_of_the_call_ends_every_phase() {
    for &phase in RecordPhase::ALL {
        let (mut call, slot) = in_phase(phase);
        let reason = call.operation(slot).reason;
        call.request(at(0, 1, 0), Request::HangUp);
        let with_call = Some(CompletionReason::CallEnded);
        assert_eq!(
            call.operation(slot).reason,
            if phase == RecordPhase::Ended { reason } else { with_call },
            "{phase}"
        );
        assert_eq!(call.deadline(), Some((at(0, 11, 0), "teardown")), "no clock of the recording is left");
    }
}

#[test]
fn facts_of_another_phase_are_rejected_and_change_nothing() {
    let facts = [
        (MediaEvent::PromptFinished, RecordPhase::Prompting),
        (MediaEvent::PromptFailed, RecordPhase::Prompting),
        (MediaEvent::BeepFinished, RecordPhase::Beeping),
        (MediaEvent::BeepFailed, RecordPhase::Beeping),
    ];
    for (fact, home) in facts {
        for &phase in RecordPhase::ALL.iter().filter(|phase| ![home, RecordPhase::Queued].contains(phase)) {
            let (mut call, _) = in_phase(phase);
            let before = call.clone();
            assert_eq!(
                call.media(START, fact).verdict,
                Verdict::Rejected(Rejection::WrongPhase),
                "{fact:?} in {phase}"
            );
            assert_eq!(call, before);
        }
    }
    for (first, again) in
        [(MediaEvent::SpeechStarted, MediaEvent::SpeechStarted), (MediaEvent::SpeechStarted, MediaEvent::SpeechStopped)]
    {
        let (mut call, _) = in_phase(RecordPhase::Listening);
        call.media(START, first);
        call.media(START, again);
        let before = call.clone();
        assert_eq!(call.media(START, again).verdict, Verdict::NoChange, "{again:?} twice");
        assert_eq!(call, before);
    }
}
