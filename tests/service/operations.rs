//! The operations of a call at the service's end: what each is answered, how it ends, and what the queue and a full table do.

use call_lifecycle::record::{RecordPhase, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent, Request};
use call_lifecycle::{
    CallState, ClientContext, Id, OperationKind, OperationReport, OperationStatus, Rejection, Slot, Verdict, app,
    service,
};
use testkit::service::recordings::{example, record};
use testkit::service::{Said, Service, at};

pub(crate) type Call = Service<4>;

/// Kind, status of the answer, whether it stays pending after it: the method pages' examples.
pub(crate) const KINDS: &[(OperationKind, u16, bool)] = &[
    (OperationKind::Record, 202, true),
    (OperationKind::PlayPrompt, 200, true),
    (OperationKind::CancelMediaProcessing, 200, false),
    (OperationKind::SubscribeToTone, 200, false),
    (OperationKind::SendDtmfTones, 200, true),
    (OperationKind::Mute, 200, false),
    (OperationKind::Unmute, 200, false),
    (OperationKind::MuteAll, 200, false),
    (OperationKind::Invite, 200, true),
    (OperationKind::StartHoldMusic, 202, true),
    (OperationKind::StopHoldMusic, 202, true),
    (OperationKind::AddLargeGalleryView, 202, true),
    (OperationKind::UpdateRecordingStatus, 200, false),
    (OperationKind::ConfigureMixer, 200, true),
    (OperationKind::StartRecording, 202, true),
    (OperationKind::StopRecording, 202, false),
    (OperationKind::StartTranscription, 202, true),
    (OperationKind::StopTranscription, 202, false),
    (OperationKind::AdmitFromLobby, 200, true),
    (OperationKind::RemoveFromLobby, 200, true),
    (OperationKind::AdmitAllFromLobby, 200, true),
    (OperationKind::Other, 202, true),
];

pub(crate) fn ask<const N: usize>(call: &mut Service<N>, id: u128, kind: OperationKind) -> Said {
    match kind {
        OperationKind::Record => call.record(at(0, 1, 0), id, record()),
        OperationKind::PlayPrompt => call.play_prompt(at(0, 1, 0), id, 1),
        _ => call.start(at(0, 1, 0), id, kind),
    }
}

#[test]
fn every_kind_has_its_answer_and_only_what_is_pending_is_tracked() {
    assert_eq!(KINDS.len(), OperationKind::ALL.len());
    for &(kind, status, pending) in KINDS {
        let mut call = Call::connected();
        let said = ask(&mut call, 7, kind);
        assert_eq!((said.status, said.verdict), (status, Verdict::Applied), "{kind}");
        assert_eq!((said.slot.is_some(), call.operations().count()), (pending, usize::from(pending)), "{kind}");
        if pending {
            let operation = call.operation(said.slot());
            assert_eq!((operation.kind, operation.id), (kind, Id::from_u128(7)));
            assert_eq!(operation.status, OperationStatus::Running, "{kind}");
        }
    }
}

/// `completed` in the answer is all that an application hears of what its answer completes.
#[test]
fn the_body_of_an_answer_says_whether_a_notification_follows() {
    for &(kind, status, pending) in KINDS {
        let mut call = Call::connected();
        let said = ask(&mut call, 7, kind);
        let request = app::Request::Operation(kind);
        let body = service::answer_body(&call.0, request, said.status, said.slot);
        let expected = if pending {
            OperationReport::NONE.with_id(Id::from_u128(7)).with_status(OperationStatus::Running)
        } else {
            OperationReport::NONE.with_status(OperationStatus::Completed)
        };
        assert_eq!(body, app::Body::Operation(expected), "{kind} {status}");
        for refused in [199, 300, 409] {
            assert_eq!(service::answer_body(&call.0, request, refused, None), app::Body::Empty, "{kind}: {refused}");
        }
        for status in [200, 299] {
            let body = service::answer_body(&call.0, request, status, None);
            assert_eq!(body == app::Body::Empty, pending, "{kind}: {status}");
        }
    }
}

#[test]
fn every_kind_needs_a_connected_call() {
    for &(kind, status, _) in KINDS {
        for &state in CallState::ALL {
            let mut call = Call::in_state(state);
            let status = match state {
                CallState::Established | CallState::Hold | CallState::Transferring | CallState::TransferAccepted => {
                    status
                }
                CallState::Terminating | CallState::Terminated => 404,
                _ => 409,
            };
            assert_eq!(ask(&mut call, 7, kind).status, status, "{kind} in {state}");
        }
    }
}

#[test]
fn what_is_pending_and_no_media_operation_ends_when_it_is_finished() {
    for &(kind, _, pending) in KINDS.iter().filter(|(kind, ..)| !kind.is_media()) {
        for success in [true, false] {
            let mut call = Call::connected();
            ask(&mut call, 7, kind);
            let said = call.finished(at(0, 2, 0), 0, success);
            if !pending {
                assert_eq!(said.verdict, Verdict::Rejected(Rejection::UnknownOperation), "{kind}");
                continue;
            }
            let word = if success { "0 completed" } else { "0 failed" };
            assert!(said.told.len() == 1 && said.told[0].starts_with(word), "{kind}: {:?}", said.told);
            assert_eq!(call.finished(at(0, 3, 0), 0, !success).verdict, Verdict::NoChange, "{kind} ends once");
            assert_eq!(call.operation(0).status.as_str(), &word[2..], "{kind}");
        }
    }
}

#[test]
fn only_send_dtmf_tones_has_a_reason_among_them() {
    let mut call = Call::connected();
    ask(&mut call, 7, OperationKind::SendDtmfTones);
    assert_eq!(call.finished(at(0, 2, 0), 0, true).told, ["0 completed, completedSuccessfully"]);
    ask(&mut call, 8, OperationKind::Invite);
    assert_eq!(call.finished(at(0, 2, 0), 1, true).told, ["1 completed"]);
}

#[test]
fn a_media_operation_is_not_finished_by_word() {
    let mut call = Call::connected();
    call.record(at(0, 1, 0), 1, record());
    assert_eq!(call.finished(at(0, 2, 0), 0, true).verdict, Verdict::Rejected(Rejection::WrongPhase));
    assert_eq!(call.phase(0), RecordPhase::Listening);
}

#[test]
fn record_and_play_prompt_need_their_parameters() {
    for kind in [OperationKind::Record, OperationKind::PlayPrompt] {
        let mut call = Call::connected();
        assert_eq!(call.start(at(0, 1, 0), 1, kind).status, 400, "{kind}");
        assert_eq!(call.operations().count(), 0);
    }
}

#[test]
fn a_play_prompt_has_1_to_20_prompts() {
    for (prompts, status) in [(0, 400), (1, 200), (20, 200), (21, 400)] {
        assert_eq!(Call::connected().play_prompt(at(0, 1, 0), 1, prompts).status, status, "{prompts}");
    }
}

#[test]
fn a_play_prompt_completes_fails_or_is_cancelled() {
    let playing = || {
        let mut call = Call::connected();
        assert_eq!(call.play_prompt(at(0, 1, 0), 1, 3).told, ["0 prompting"]);
        call
    };
    let mut call = playing();
    assert_eq!(call.media(at(0, 2, 0), MediaEvent::PromptFinished).told, ["0 completed, completedSuccessfully"]);
    let mut call = playing();
    let said = call.media(at(0, 2, 0), MediaEvent::PromptFailed);
    assert!(said.told[0].starts_with("0 failed"), "{:?}", said.told);
    let mut call = playing();
    let said = call.start(at(0, 2, 0), 2, OperationKind::CancelMediaProcessing);
    assert_eq!(said.told, ["0 failed, mediaOperationCanceled"]);
}

#[test]
fn a_play_prompt_takes_no_notice_of_speech_tones_and_lost_media() {
    let mut call = Call::connected();
    call.play_prompt(at(0, 1, 0), 1, 1);
    call.media(at(0, 2, 0), MediaEvent::SpeechStarted);
    call.tones(at(0, 2, 0), "#");
    for fact in [MediaEvent::MediaLost, MediaEvent::RecordFailed, MediaEvent::BeepFinished, MediaEvent::BeepFailed] {
        assert_eq!(call.media(at(0, 2, 0), fact).verdict, Verdict::Rejected(Rejection::WrongPhase), "{fact:?}");
    }
    assert_eq!(call.phase(0), RecordPhase::Prompting);
    assert_eq!(call.deadline().unwrap().1, "keepAlive expiry", "a prompt has no clock");
}

#[test]
fn get_operation_finds_pending_and_ended_ones_by_id() {
    let mut call = Call::connected();
    let get = |call: &mut Call, id| {
        let said = call.request(at(0, 5, 0), Request::GetOperation(Id::from_u128(id)));
        (said.status, said.slot.map(Slot::index))
    };
    call.start(at(0, 1, 0), 70, OperationKind::Invite);
    call.start(at(0, 1, 0), 71, OperationKind::AddLargeGalleryView);
    assert_eq!(get(&mut call, 71), (200, Some(1)));
    call.finished(at(0, 2, 0), 0, true);
    assert_eq!(get(&mut call, 70), (200, Some(0)));
    assert_eq!(get(&mut call, 72), (404, None));
    call.peer(at(0, 6, 0), PeerEvent::HangsUp);
    assert_eq!(get(&mut call, 71), (200, Some(1)), "while terminating");
    call.peer(at(0, 7, 0), PeerEvent::TornDown);
    assert_eq!(get(&mut call, 71), (404, None), "the call itself is gone");
}

#[test]
fn the_client_context_is_kept() {
    let mut call = Call::connected();
    let context = ClientContext::new("d45324c1-fcb5-430a-902c-f20af696537c").unwrap();
    let request = Request::Record { id: Id::from_u128(1), context: Some(context), request: record() };
    call.request(at(0, 1, 0), request);
    call.record(at(0, 1, 0), 2, record());
    assert_eq!(call.operation(0).context, Some(context));
    assert_eq!(call.operation(1).context, None);
}

#[test]
fn tones_are_notified_from_the_subscription_on_in_sequence() {
    let mut call = Call::connected();
    let said = call.media(at(0, 1, 0), MediaEvent::Tone(Tone::Tone1));
    assert_eq!((said.verdict, said.told.len()), (Verdict::NoChange, 0));
    assert_eq!(call.start(at(0, 2, 0), 1, OperationKind::SubscribeToTone).status, 200);
    assert_eq!(call.tones(at(0, 3, 0), "#").told, ["pound is number 1"]);
    assert_eq!(call.tones(at(0, 4, 0), "!").told, ["flash is number 2"]);
    assert_eq!(call.start(at(0, 5, 0), 2, OperationKind::SubscribeToTone).status, 200);
    assert_eq!(call.tones(at(0, 6, 0), "#").told, ["pound is number 3"], "a second subscription doubles nothing");
    call.peer(at(0, 7, 0), PeerEvent::HangsUp);
    assert_eq!(call.tones(at(0, 8, 0), "#").verdict, Verdict::Stale);
}

#[test]
fn a_subscription_hears_a_stop_tone_too_and_outlives_a_cancel() {
    let mut call = Call::connected();
    call.start(at(0, 1, 0), 1, OperationKind::SubscribeToTone);
    call.record(at(0, 1, 0), 2, example());
    assert_eq!(call.tones(at(0, 2, 0), "#").told, ["pound is number 1", "0 completed, stopToneDetected"]);
    call.start(at(0, 3, 0), 3, OperationKind::CancelMediaProcessing);
    assert_eq!(call.tones(at(0, 4, 0), "1").told, ["tone1 is number 2"]);
}

#[test]
fn cancel_media_processing_leaves_other_operations_alone() {
    let mut call = Call::connected();
    call.start(at(0, 1, 0), 1, OperationKind::Invite);
    call.record(at(0, 1, 0), 2, record());
    call.play_prompt(at(0, 1, 0), 3, 1);
    let said = call.start(at(0, 2, 0), 4, OperationKind::CancelMediaProcessing);
    assert_eq!((said.status, said.slot), (200, None));
    assert_eq!(said.told, ["1 failed, operationCanceled", "2 failed, mediaOperationCanceled"]);
    assert_eq!(call.operation(0).status, OperationStatus::Running);
}

#[test]
fn a_cancel_of_nothing_is_answered_all_the_same() {
    let mut call = Call::connected();
    let said = call.start(at(0, 1, 0), 1, OperationKind::CancelMediaProcessing);
    assert_eq!((said.status, said.told.len()), (200, 0));
}
