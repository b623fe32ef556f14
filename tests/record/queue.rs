//! The media queue: one operation at a time, the others in order; cancels, barge-in by request, a full queue, the end of the call.

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest};
use call_lifecycle::service::{MAX_MEDIA, MediaEvent, PeerEvent, Request};
use call_lifecycle::{CompletionReason, OperationKind, OperationStatus, Rejection, Verdict};
use testkit::service::recordings::record;
use testkit::service::{START, Service, at};

type Call = Service<4>;

/// A recording of so many seconds at most, nothing else.
const fn seconds(seconds: i32) -> RecordRequest {
    record().with_max_record_duration_in_seconds(seconds)
}

/// A `recordResponse` without beep, whose request cuts in or does not.
const fn response(barge_in: bool) -> RecordRequest {
    RecordRequest::new(Profile::RecordResponse).with_barge_in_allowed(barge_in).with_play_beep(false)
}

/// One running, two waiting: a recording, a prompt, a recording.
fn three() -> Call {
    let mut call = Call::connected();
    call.record(START, 1, record());
    call.play_prompt(START, 2, 1);
    call.record(START, 3, record());
    assert_eq!(phases(&call), [RecordPhase::Listening, RecordPhase::Queued, RecordPhase::Queued]);
    call
}

fn phases<const N: usize>(call: &Service<N>) -> Vec<RecordPhase> {
    call.operations().filter_map(|operation| operation.phase).collect()
}

#[test]
fn one_runs_at_a_time_and_the_others_wait_in_order() {
    let mut call = three();
    let statuses: Vec<OperationStatus> = call.operations().map(|operation| operation.status).collect();
    assert_eq!(statuses, [OperationStatus::Running, OperationStatus::NotStarted, OperationStatus::NotStarted]);
    let said = call.media(at(0, 1, 0), MediaEvent::RecordFailed);
    assert_eq!(said.told, ["0 failed, unspecifiedError", "1 prompting"]);
    let said = call.media(at(0, 2, 0), MediaEvent::PromptFinished);
    assert_eq!(said.told, ["1 completed, completedSuccessfully", "2 listening"]);
    assert_eq!(call.media(at(0, 3, 0), MediaEvent::MediaLost).told, ["2 failed, mediaReceiveTimeout"]);
}

#[test]
fn a_queued_request_is_answered_like_any_other() {
    let mut call = Call::connected();
    call.play_prompt(START, 1, 1);
    let said = call.record(START, 2, record());
    assert_eq!((said.status, said.slot(), said.verdict, said.told.len()), (202, 1, Verdict::Applied, 0));
    assert_eq!(call.record(START, 3, response(false)).status, 200);
}

#[test]
fn order_is_that_of_the_requests_and_not_of_the_slots() {
    let mut call = Service::<3>::connected();
    call.record(START, 1, record());
    call.record(START, 2, record());
    call.record(START, 3, record());
    call.media(START, MediaEvent::RecordFailed);
    // The first slot is free again, and its new operation is the last in the queue.
    assert_eq!(call.record(START, 4, record()).slot(), 0);
    assert_eq!(call.media(START, MediaEvent::RecordFailed).told[1], "2 listening");
    assert_eq!(call.media(START, MediaEvent::RecordFailed).told[1], "0 listening");
}

#[test]
fn the_clocks_of_a_queued_one_start_with_its_turn() {
    let mut call = Call::connected();
    call.record(START, 1, seconds(60));
    call.record(START, 2, seconds(30));
    assert_eq!(
        call.wake(at(1, 0, 0)).timed,
        ["1:00.000 0 completed, maxRecordDurationReached", "1:00.000 1 listening"]
    );
    assert_eq!(call.deadline(), Some((at(1, 30, 0), "max record duration")));
}

#[test]
fn a_late_wake_runs_the_queue_through_at_its_own_times() {
    let mut call = Call::connected();
    for id in 0..4 {
        call.record(START, id, seconds(60));
    }
    let expected = [
        "1:00.000 0 completed, maxRecordDurationReached",
        "1:00.000 1 listening",
        "2:00.000 1 completed, maxRecordDurationReached",
        "2:00.000 2 listening",
        "3:00.000 2 completed, maxRecordDurationReached",
        "3:00.000 3 listening",
        "4:00.000 3 completed, maxRecordDurationReached",
        "45:00.000 established -> terminating",
        "45:10.000 ended, keepAliveExpired",
    ];
    assert_eq!(call.wake(at(90, 0, 0)).timed, expected);
}

#[test]
fn the_greatest_step_fits() {
    let mut call = Service::<MAX_MEDIA>::connected();
    for id in 0..8 {
        call.record(START, id, seconds(1));
    }
    // Every slot ends, all but the first start, the call ends, and the request is answered.
    let said = call.request(at(90, 0, 0), Request::KeepAlive);
    assert_eq!((said.status, said.timed.len()), (404, 8 + 7 + 2));
    let mut call = Service::<MAX_MEDIA>::connected();
    for id in 0..8 {
        call.record(START, id, seconds(1));
    }
    let said = call.record(at(0, 8, 0), 9, response(true));
    assert_eq!((said.status, said.timed.len()), (200, 8 + 7 + 1));
}

#[test]
fn who_speaks_when_a_queued_one_starts_has_spoken() {
    let mut call = Call::connected();
    call.record(START, 1, seconds(10));
    call.record(START, 2, record());
    call.media(at(0, 5, 0), MediaEvent::SpeechStarted);
    assert_eq!(call.wake(at(0, 10, 0)).told, ["0 completed, maxRecordDurationReached", "1 speaking"]);
}

#[test]
fn cancel_media_processing_ends_the_running_one_and_all_that_wait() {
    let mut call = three();
    let said = call.start(at(0, 1, 0), 4, OperationKind::CancelMediaProcessing);
    assert_eq!((said.status, said.slot), (200, None), "it is completed in its answer, and has no notification");
    let expected = ["0 failed, operationCanceled", "1 failed, mediaOperationCanceled", "2 failed, operationCanceled"];
    assert_eq!(said.told, expected);
    assert_eq!(phases(&call), [RecordPhase::Ended; 3], "none of them starts in between");
    assert_eq!(call.record(at(0, 2, 0), 5, record()).told, ["3 listening"], "the queue is open again");
}

#[test]
fn a_request_that_barges_in_cuts_in_on_running_and_queued_ones() {
    let mut call = three();
    let said = call.record(at(0, 1, 0), 4, response(true));
    assert_eq!((said.status, said.slot()), (200, 3));
    let expected = [
        "0 failed, operationCanceled",
        "1 failed, mediaOperationCanceled",
        "2 failed, operationCanceled",
        "3 listening",
    ];
    assert_eq!(said.told, expected);
}

#[test]
fn a_request_that_does_not_barge_in_waits() {
    let mut call = three();
    assert_eq!(call.record(at(0, 1, 0), 4, response(false)).told, [""; 0]);
    assert_eq!(call.phase(3), RecordPhase::Queued);
}

#[test]
fn barge_in_of_the_2019_page_is_the_callers_and_not_the_requests() {
    let mut call = three();
    let caller = record().with_barge_in_allowed(true);
    assert_eq!(call.record(at(0, 1, 0), 4, caller).told, [""; 0], "it waits its turn");
    let mut call = Call::connected();
    call.record(START, 1, response(true).with_prompts(1));
    call.tones(at(0, 1, 0), "1");
    assert_eq!(call.media(at(0, 1, 0), MediaEvent::SpeechStarted).told, [""; 0], "the v1.0 prompt is not cut");
    assert_eq!(call.phase(0), RecordPhase::Prompting);
}

#[test]
fn a_full_queue_refuses_and_loses_nothing() {
    let mut call = Call::connected();
    for id in 0..4 {
        assert_eq!(call.record(START, id, record()).status, 202);
    }
    let before = call.clone();
    for request in [record(), response(false)] {
        let said = call.record(START, 9, request);
        assert_eq!((said.status, said.verdict), (429, Verdict::Rejected(Rejection::NoFreeSlot)));
    }
    assert_eq!(call.play_prompt(START, 9, 1).status, 429);
    assert_eq!(call, before);
    let mut turns = Vec::new();
    for _ in 0..4 {
        turns.extend(call.media(at(0, 1, 0), MediaEvent::RecordFailed).told);
    }
    let started: Vec<&str> = turns.iter().map(String::as_str).filter(|said| said.ends_with("listening")).collect();
    assert_eq!(started, ["1 listening", "2 listening", "3 listening"]);
}

#[test]
fn a_request_that_barges_in_makes_its_own_room() {
    let mut call = Service::<2>::connected();
    call.record(START, 1, record());
    call.record(START, 2, record());
    let said = call.record(at(0, 1, 0), 3, response(true));
    assert_eq!((said.status, said.slot()), (200, 0));
    assert_eq!(said.told, ["0 failed, operationCanceled", "1 failed, operationCanceled", "0 listening"]);
}

#[test]
fn a_request_that_barges_in_and_finds_no_room_cancels_nothing() {
    let mut call = Service::<1>::connected();
    call.start(START, 1, OperationKind::Invite);
    let before = call.clone();
    let said = call.record(START, 2, response(true));
    assert_eq!((said.status, said.verdict), (429, Verdict::Rejected(Rejection::NoFreeSlot)));
    assert_eq!(call, before);
}

#[test]
fn the_end_of_the_call_ends_the_running_one_and_all_that_wait() {
    let ends: [fn(&mut Call) -> Vec<String>; 4] = [
        |call| call.request(at(0, 1, 0), Request::HangUp).told,
        |call| call.peer(at(0, 1, 0), PeerEvent::HangsUp).told,
        |call| call.peer(at(0, 1, 0), PeerEvent::MediaFailed).told,
        |call| call.wake(at(45, 0, 0)).told,
    ];
    for end in ends {
        let mut call = three();
        assert_eq!(end(&mut call), ["0 1 2 ended with the call", "established -> terminating"]);
        let with_call = Some(CompletionReason::CallEnded);
        assert!(call.operations().all(|operation| operation.reason == with_call));
        assert_eq!(call.record(at(45, 1, 0), 9, record()).status, 404);
    }
}

#[test]
fn a_subscription_and_a_mute_stand_outside_the_queue() {
    let mut call = three();
    for kind in [OperationKind::SubscribeToTone, OperationKind::Mute, OperationKind::SendDtmfTones] {
        assert_eq!(call.start(at(0, 1, 0), 9, kind).status, 200, "{kind}");
    }
    assert_eq!(call.phase(0), RecordPhase::Listening);
}
