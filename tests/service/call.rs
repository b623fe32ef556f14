//! The service's end of a call: its clocks, its answers, its causes, against the method pages and the table.

use core::time::Duration;

use call_lifecycle::service::{Call, PeerEvent, Policy, Request, Settings, redirect_timeout};
use call_lifecycle::{CallState, Cause, DeadlineKind, PolicyField, Rejection, Timestamp, Verdict};
use testkit::service::recordings::record;
use testkit::service::{CALL, START, Service, at};

type Plain = Service<4>;

#[test]
fn an_incoming_call_ends_unanswered_after_15_seconds() {
    let mut call = Plain::incoming();
    assert_eq!(call.deadline(), Some((at(0, 15, 0), "answer")));
    assert_eq!(call.request(at(0, 15, 0), Request::Answer).status, 404);
    assert_eq!((call.state(), call.cause()), (CallState::Terminated, Some(Cause::AnswerTimeout)));
    for request in [Request::Answer, Request::Reject, Request::Redirect { targets: 1, timeout: None }] {
        let mut call = Plain::incoming();
        assert_eq!(call.request(at(0, 14, 999), request).status, 202, "{request:?}");
    }
}

#[test]
fn an_incoming_call_of_policy_recording_has_5_seconds_for_all_three() {
    for request in [Request::Answer, Request::Reject, Request::Redirect { targets: 1, timeout: None }] {
        let fresh = || Service::<4>(Call::incoming(CALL, START, &Policy::POLICY_RECORDING));
        assert_eq!(fresh().request(at(0, 4, 999), request).status, 202, "{request:?}");
        assert_eq!(fresh().request(at(0, 5, 0), request).status, 404, "{request:?}");
    }
    let mut call = Service::<4>(Call::incoming(CALL, START, &Policy::POLICY_RECORDING));
    assert_eq!(call.wake(at(1, 0, 0)).timed, ["0:05.000 ended, answerTimeout"]);
}

#[test]
fn teardown_takes_10_seconds_at_most() {
    let mut call = Plain::connected();
    call.peer(at(3, 0, 0), PeerEvent::HangsUp);
    assert_eq!(call.wake(at(3, 9, 999)).told, [""; 0]);
    assert_eq!(call.wake(at(3, 10, 0)).timed, ["3:10.000 ended, remoteHangUp"]);
    let mut call = Plain::in_state(CallState::Terminating);
    assert_eq!(call.peer(at(0, 1, 0), PeerEvent::TornDown).timed, ["0:01.000 ended, remoteHangUp"]);
}

#[test]
fn a_repeated_fact_is_no_change_and_a_late_one_is_stale() {
    use PeerEvent::{Busy, Connects, HangsUp, Holds, Rings, TornDown};
    let mut call = Plain::outgoing();
    for (fact, verdict) in [
        (Rings, "applied"),
        (Rings, "noChange"),
        (Connects, "applied"),
        (Connects, "noChange"),
        (Holds, "applied"),
        (Holds, "noChange"),
        (HangsUp, "applied"),
        (HangsUp, "noChange"),
        (Connects, "stale"),
        (TornDown, "applied"),
        (TornDown, "noChange"),
        (HangsUp, "stale"),
    ] {
        assert_eq!(call.peer(at(0, 1, 0), fact).verdict.as_str(), verdict, "{fact}");
    }
    let mut call = Plain::connected();
    let impossible = Verdict::Rejected(Rejection::WrongState { state: CallState::Established });
    assert_eq!(call.peer(at(0, 1, 0), Busy).verdict, impossible);
}

#[test]
fn an_ended_call_answers_404_to_everything_and_nothing_wakes_it() {
    let mut call = Plain::in_state(CallState::Terminated);
    let requests = [Request::KeepAlive, Request::GetCall, Request::HangUp, Request::Answer, Request::Transfer];
    for request in requests {
        assert_eq!(call.request(at(1, 0, 0), request).status, 404, "{request:?}");
    }
    assert_eq!(call.deadline(), None);
    assert_eq!(call.wake(Timestamp::MAX).told, [""; 0]);
}

#[test]
fn a_transfer_completes_fails_and_is_tried_again() {
    let mut call = Plain::connected();
    let transfer = |call: &mut Plain, sec| call.request(at(0, sec, 0), Request::Transfer).status;
    assert_eq!(transfer(&mut call, 1), 202);
    assert_eq!(transfer(&mut call, 2), 409, "one is under way");
    assert_eq!(call.peer(at(0, 3, 0), PeerEvent::TransferFailed).told, ["transferring -> established"]);
    assert_eq!(call.cause(), None);
    assert_eq!(transfer(&mut call, 4), 202);
    assert_eq!(call.peer(at(0, 5, 0), PeerEvent::TransferAccepted).told, ["transferring -> transferAccepted"]);
    assert_eq!(call.peer(at(0, 6, 0), PeerEvent::TransferFailed).told, ["transferAccepted -> established"]);
    assert_eq!(transfer(&mut call, 7), 202);
    call.peer(at(0, 8, 0), PeerEvent::TransferAccepted);
    assert_eq!(call.peer(at(0, 9, 0), PeerEvent::TransferCompleted).told, ["ended, transferred"]);
    assert_eq!(call.cause().and_then(Cause::result).unwrap().to_string(), "0/7015");
}

#[test]
fn a_redirect_takes_1_to_25_targets_and_rings_15_to_90_seconds() {
    for (targets, timeout, seconds) in [
        (1, None, Some(55)),
        (2, None, Some(60)),
        (25, None, Some(60)),
        (0, None, None),
        (26, None, None),
        (1, Some(15), Some(15)),
        (1, Some(90), Some(90)),
        (1, Some(14), None),
        (1, Some(91), None),
        (1, Some(99), None),
        (1, Some(0), None),
        (1, Some(-15), None),
        (1, Some(i32::MIN), None),
    ] {
        assert_eq!(redirect_timeout(targets, timeout).ok(), seconds.map(Duration::from_secs), "{targets} {timeout:?}");
        let mut call = Plain::incoming();
        let said = call.request(at(0, 1, 0), Request::Redirect { targets, timeout });
        let Some(seconds) = seconds else {
            assert_eq!((said.status, said.verdict), (400, Verdict::Rejected(Rejection::BadParameters)));
            assert_eq!(call.deadline(), Some((at(0, 15, 0), "answer")), "it may be tried again");
            continue;
        };
        assert_eq!(said.status, 202);
        let end = at(0, 1 + seconds, 0);
        assert_eq!(call.deadline(), Some((end, DeadlineKind::Redirect.as_str())));
        assert_eq!(call.wake(end).told, ["ended, redirected"]);
    }
}

#[test]
fn the_text_of_a_bad_redirect_names_member_value_and_range() {
    let text = |targets, timeout| redirect_timeout(targets, timeout).unwrap_err().to_string();
    assert_eq!(text(26, None), "targets is 26, but must be 1 to 25");
    assert_eq!(text(1, Some(14)), "timeout is 14, but must be 15 to 90");
}

#[test]
fn a_late_wake_gives_every_output_at_its_own_time_in_order() {
    let mut call = Plain::outgoing();
    let said = call.wake(at(600, 0, 0));
    assert_eq!(said.timed, ["45:00.000 establishing -> terminating", "45:10.000 ended, keepAliveExpired"]);
    let mut call = Plain::connected();
    call.record(at(1, 0, 0), 1, record());
    let said = call.wake(at(600, 0, 0));
    let expected = [
        "45:00.000 0 ended with the call",
        "45:00.000 established -> terminating",
        "45:10.000 ended, keepAliveExpired",
    ];
    assert_eq!(said.timed, expected);
}

#[test]
fn time_running_backwards_is_clamped_reported_and_loses_no_event() {
    let mut call = Plain::outgoing();
    call.wake(at(10, 0, 0));
    let said = call.peer(at(9, 0, 0), PeerEvent::Connects);
    assert_eq!((said.clock_regressed, said.timed), (true, vec!["10:00.000 establishing -> established".to_owned()]));
    assert_eq!(call.request(at(8, 0, 0), Request::KeepAlive).status, 200);
    assert_eq!(call.expires_at(), Some(at(55, 0, 0)));
    assert!(!call.wake(at(10, 0, 0)).clock_regressed);
}

#[test]
fn a_deadline_past_the_end_of_time_is_none() {
    let last = |call: fn(Timestamp) -> Call<'static, 4>| call(Timestamp::MAX).next_deadline();
    assert_eq!(last(|now| Call::outgoing(CALL, now, &Policy::DEFAULT)), None);
    assert_eq!(last(|now| Call::incoming(CALL, now, &Policy::DEFAULT)), None);
    let mut call = Plain::in_state(CallState::Terminating);
    assert_eq!(call.wake(Timestamp::MAX).timed, ["0:10.000 ended, remoteHangUp"]);
}

#[test]
fn an_adopted_call_begins_just_now_in_its_state() {
    for &state in CallState::ALL {
        let mut call = Service::<4>(Call::adopted(CALL, at(7, 0, 0), state, &Policy::DEFAULT));
        let shown = if state == CallState::Terminated { CallState::Terminating } else { state };
        assert_eq!(call.state(), shown);
        let end = call.deadline().unwrap().0;
        let first = match state {
            CallState::Incoming => at(7, 15, 0),
            CallState::Redirecting => at(7, 55, 0),
            CallState::Terminating | CallState::Terminated => at(7, 10, 0),
            _ => at(52, 0, 0),
        };
        assert_eq!(end, first, "{state}");
        call.wake(at(60, 0, 0));
        assert_eq!(call.state(), CallState::Terminated, "{state}");
    }
}

#[test]
fn a_policy_that_cannot_be_kept_is_refused() {
    for (settings, field) in [
        (Settings::DEFAULT.with_expiry(Duration::ZERO), PolicyField::Expiry),
        (Settings::DEFAULT.with_answer_deadline(Duration::ZERO), PolicyField::AnswerDeadline),
        (Settings::DEFAULT.with_teardown(Duration::ZERO), PolicyField::Teardown),
    ] {
        assert_eq!(Policy::new(settings).unwrap_err().field(), field);
    }
    let shortest = Settings::DEFAULT.with_expiry(MS).with_answer_deadline(MS).with_teardown(MS);
    assert_eq!(Policy::new(shortest).unwrap().settings(), &shortest);
}

const MS: Duration = Duration::from_millis(1);

#[test]
fn a_policy_that_is_moved_next_to_its_call_goes_on_as_the_same_one() {
    let (before, after) = (Policy::DEFAULT, Policy::DEFAULT);
    let mut moved = Call::<4>::outgoing(CALL, START, &before);
    let mut other = moved.clone();
    moved.set_policy(&after);
    assert!(core::ptr::eq(moved.policy(), &after));
    while let Some(due) = other.next_deadline() {
        let wake = call_lifecycle::service::Event::Wake;
        assert_eq!(moved.handle(due.at, wake), other.handle(due.at, wake));
        assert_eq!((moved.digest(), moved.next_deadline()), (other.digest(), other.next_deadline()));
    }
}
