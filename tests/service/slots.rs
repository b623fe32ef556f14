//! A table that is full, that has no room, or whose call ends.

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{Event, MediaEvent, PeerEvent, Request};
use call_lifecycle::{CompletionReason, OperationKind, Rejection, Slot, Verdict};
use testkit::service::recordings::record;
use testkit::service::{Service, at};

use crate::operations::{Call, KINDS, ask};

#[test]
fn a_full_table_refuses_and_loses_nothing() {
    let mut call = Service::<3>::connected();
    for id in 0..3 {
        call.start(at(0, 1, 0), id, OperationKind::Invite);
    }
    let before = call.clone();
    for kind in [OperationKind::Invite, OperationKind::Record, OperationKind::PlayPrompt] {
        let said = ask(&mut call, 9, kind);
        assert_eq!((said.status, said.verdict), (429, Verdict::Rejected(Rejection::NoFreeSlot)), "{kind}");
        assert_eq!(call, before, "{kind}");
    }
    assert_eq!(ask(&mut call, 9, OperationKind::Mute).status, 200, "what its answer completes needs no slot");
    call.finished(at(0, 2, 0), 1, true);
    let said = call.start(at(0, 3, 0), 9, OperationKind::Invite);
    assert_eq!((said.status, said.slot()), (200, 1), "the ended one makes room");
    let ids: Vec<u128> = call.operations().map(|operation| operation.id.as_u128()).collect();
    assert_eq!(ids, [0, 9, 2]);
}

#[test]
fn of_several_ended_ones_the_longest_standing_makes_room() {
    let mut call = Service::<3>::connected();
    for id in 0..3 {
        call.start(at(0, 1, 0), id, OperationKind::Invite);
    }
    for slot in [2, 1, 0] {
        call.finished(at(0, 2, 0), slot, true);
    }
    assert_eq!(call.start(at(0, 3, 0), 9, OperationKind::Invite).slot(), 0, "by the order of the requests");
}

#[test]
fn a_call_without_slots_answers_and_tracks_nothing() {
    let mut call = Service::<0>::connected();
    for &(kind, status, pending) in KINDS {
        let status = if pending { 429 } else { status };
        assert_eq!(ask(&mut call, 7, kind).status, status, "{kind}");
    }
    assert_eq!(call.finished(at(0, 2, 0), 0, true).verdict, Verdict::Rejected(Rejection::UnknownOperation));
    assert_eq!(call.operations().count(), 0);
    assert_eq!(call.peer(at(0, 3, 0), PeerEvent::HangsUp).told, ["established -> terminating"]);
}

#[test]
fn every_open_operation_ends_with_its_call_and_once() {
    let mut call = Call::connected();
    call.start(at(0, 1, 0), 1, OperationKind::Invite);
    call.start(at(0, 1, 0), 2, OperationKind::StartHoldMusic);
    call.finished(at(0, 2, 0), 1, true);
    call.record(at(0, 2, 0), 3, record());
    call.play_prompt(at(0, 2, 0), 4, 1);
    let said = call.request(at(0, 3, 0), Request::HangUp);
    assert_eq!(said.told, ["0 2 3 ended with the call", "established -> terminating"]);
    let ended: Vec<Option<CompletionReason>> = call.operations().map(|operation| operation.reason).collect();
    let with_call = Some(CompletionReason::CallEnded);
    assert_eq!(ended, [with_call, None, with_call, with_call]);
    assert!(call.operations().all(|operation| operation.status.is_end()));
    let after = [
        Event::Finished { slot: Slot::new(0), success: true },
        Event::Media(MediaEvent::PromptFinished),
        Event::Media(MediaEvent::MediaLost),
    ];
    for event in after {
        assert!(call.event(at(0, 4, 0), event).told.is_empty(), "{event:?}");
    }
    assert_eq!(call.wake(at(1, 0, 0)).told, ["ended, localHangUp"]);
}

#[test]
fn operations_end_with_a_call_that_skips_terminating() {
    let mut call = Call::connected();
    call.record(at(0, 1, 0), 1, record());
    call.request(at(0, 2, 0), Request::Transfer);
    call.peer(at(0, 3, 0), PeerEvent::TransferAccepted);
    assert_eq!(call.phase(0), RecordPhase::Listening, "a transfer under way ends nothing yet");
    let said = call.peer(at(0, 4, 0), PeerEvent::TransferCompleted);
    assert_eq!(said.told, ["0 ended with the call", "ended, transferred"]);
}
