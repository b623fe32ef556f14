//! keepAlive at the service's end, to the millisecond.

use core::time::Duration;
use std::sync::LazyLock;

use call_lifecycle::service::{PeerEvent, Policy, Request, Settings};
use call_lifecycle::{CallState, Cause, Rejection, Verdict};
use testkit::service::{Service, at};

type Plain = Service<4>;

fn live_states() -> impl Iterator<Item = CallState> {
    CallState::ALL.iter().copied().filter(|state| state.is_live())
}

#[test]
fn keep_alive_renews_one_millisecond_before_45_minutes() {
    let mut call = Plain::connected();
    let said = call.request(at(44, 59, 999), Request::KeepAlive);
    assert_eq!((said.status, said.verdict), (200, Verdict::Applied));
    assert!(said.told.is_empty());
    assert_eq!(call.expires_at(), Some(at(89, 59, 999)));
}

#[test]
fn keep_alive_does_not_renew_at_45_minutes() {
    let mut call = Plain::connected();
    let said = call.request(at(45, 0, 0), Request::KeepAlive);
    assert_eq!(said.status, 404);
    assert_eq!(said.verdict, Verdict::Rejected(Rejection::WrongState { state: CallState::Terminating }));
    assert_eq!(said.timed, ["45:00.000 established -> terminating"]);
}

#[test]
fn keep_alive_counts_from_the_start_of_the_call_and_not_from_its_connection() {
    let mut call = Plain::outgoing();
    call.peer(at(30, 0, 0), PeerEvent::Connects);
    assert_eq!(call.deadline(), Some((at(45, 0, 0), "keepAlive expiry")));
}

#[test]
fn keep_alive_counts_from_the_last_success() {
    let mut call = Plain::connected();
    assert_eq!(call.keep_alive(at(15, 0, 0)), 200);
    assert_eq!(call.keep_alive(at(59, 59, 999)), 200);
    assert_eq!(call.keep_alive(at(104, 59, 999)), 404, "45 minutes to the millisecond after the last");
    assert_eq!(call.cause(), Some(Cause::KeepAliveExpired));
}

#[test]
fn keep_alive_may_come_as_often_as_one_likes() {
    let mut call = Plain::connected();
    for second in 0..120 {
        assert_eq!(call.keep_alive(at(0, second, 0)), 200);
    }
    assert_eq!(call.expires_at(), Some(at(46, 59, 0)));
}

#[test]
fn nothing_else_renews() {
    let mut call = Plain::connected();
    call.request(at(20, 0, 0), Request::GetCall);
    call.request(at(21, 0, 0), Request::Other);
    call.peer(at(22, 0, 0), PeerEvent::Holds);
    assert_eq!(call.expires_at(), Some(at(45, 0, 0)));
}

#[test]
fn keep_alive_is_answered_in_every_live_state_and_moves_its_expiry() {
    for state in live_states() {
        let mut call = Plain::in_state(state);
        assert_eq!(call.keep_alive(at(0, 1, 0)), 200, "{state}");
        assert_eq!(call.expires_at(), Some(at(45, 1, 0)), "{state}");
    }
}

#[test]
fn keep_alive_expiry_ends_a_call_of_every_live_state() {
    // Shorter than any other deadline, so that incoming and redirecting calls live to see it.
    static SHORT: LazyLock<Policy> =
        LazyLock::new(|| Policy::new(Settings::DEFAULT.with_expiry(Duration::from_secs(10))).unwrap());
    for state in live_states() {
        let mut call = Plain::in_state_under(&SHORT, state);
        let said = call.wake(at(0, 30, 0));
        let expected = [format!("0:10.000 {state} -> terminating"), "0:20.000 ended, keepAliveExpired".to_owned()];
        assert_eq!(said.timed, expected);
    }
}

#[test]
fn keep_alive_is_404_once_terminating_and_once_terminated() {
    let mut call = Plain::connected();
    assert_eq!(call.request(at(1, 0, 0), Request::HangUp).status, 204);
    assert_eq!(call.keep_alive(at(1, 5, 0)), 404);
    assert_eq!(call.deadline(), Some((at(1, 10, 0), "teardown")), "a refused keepAlive delays nothing");
    assert_eq!(call.wake(at(1, 10, 0)).told, ["ended, localHangUp"]);
    let said = call.request(at(1, 10, 1), Request::KeepAlive);
    assert_eq!((said.status, said.verdict), (404, Verdict::Rejected(Rejection::Ended)));
}

#[test]
fn an_expired_call_ends_subsequently_with_408_8537() {
    let mut call = Plain::connected();
    assert_eq!(call.wake(at(44, 59, 999)).timed, [""; 0]);
    assert_eq!(call.wake(at(45, 0, 0)).timed, ["45:00.000 established -> terminating"]);
    assert_eq!(call.deadline(), Some((at(45, 10, 0), "teardown")));
    assert_eq!(call.wake(at(45, 10, 0)).timed, ["45:10.000 ended, keepAliveExpired"]);
    assert_eq!(call.cause().and_then(Cause::result).unwrap().to_string(), "408/8537");
    assert_eq!(call.deadline(), None);
}
