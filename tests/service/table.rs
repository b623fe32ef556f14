//! The service's end moves by the table alone: every row by what brings it, every request in every state.

use call_lifecycle::service::{Event, PeerEvent, Request};
use call_lifecycle::{CallState, Rejection, Verdict};
use testkit::service::{CALL, START, Service, at};

type Plain = Service<4>;

fn live_states() -> impl Iterator<Item = CallState> {
    CallState::ALL.iter().copied().filter(|state| state.is_live())
}

/// From, what happens, to: every row of the table that a request or a fact brings.
#[test]
fn every_row_of_the_table_by_its_request_or_fact() {
    use CallState::*;
    use PeerEvent as P;
    let request = Event::Request;
    let redirect = request(Request::Redirect { targets: 1, timeout: None });
    let mut rows: Vec<(CallState, Event, CallState)> = vec![
        (Incoming, request(Request::Answer), Establishing),
        (Incoming, redirect, Redirecting),
        (Incoming, request(Request::Reject), Terminated),
        (Establishing, Event::Peer(P::Rings), Ringing),
        (Established, Event::Peer(P::Holds), Hold),
        (Hold, Event::Peer(P::Resumes), Established),
        (Established, request(Request::Transfer), Transferring),
        (Transferring, Event::Peer(P::TransferAccepted), TransferAccepted),
        (Transferring, Event::Peer(P::TransferFailed), Established),
        (TransferAccepted, Event::Peer(P::TransferFailed), Established),
        (TransferAccepted, Event::Peer(P::TransferCompleted), Terminated),
        (Redirecting, Event::Peer(P::Redirected), Terminated),
        (Redirecting, Event::Peer(P::RedirectFailed), Terminated),
        (Terminating, Event::Peer(P::TornDown), Terminated),
    ];
    for from in [Establishing, Ringing] {
        rows.push((from, Event::Peer(P::Connects), Established));
        for end in [P::Declines, P::Busy, P::NoAnswer, P::Fails] {
            rows.push((from, Event::Peer(end), Terminated));
        }
    }
    for from in live_states() {
        for event in [request(Request::HangUp), Event::Peer(P::HangsUp), Event::Peer(P::MediaFailed)] {
            rows.push((from, event, Terminating));
        }
    }
    // What is listed happens ...
    for &(from, event, to) in &rows {
        let mut call = Plain::in_state(from);
        let said = call.event(at(0, 1, 0), event);
        assert_eq!((said.verdict, call.state()), (Verdict::Applied, to), "{event:?} in {from}");
        let change = if to == Terminated { "ended, ".to_owned() } else { format!("{from} -> {to}") };
        assert!(said.told.len() == 1 && said.told[0].starts_with(&change), "{event:?} in {from}: {:?}", said.told);
    }
    // ... and what is not listed does not.
    let moves = [Request::Answer, Request::Reject, Request::HangUp, Request::Transfer].map(Event::Request);
    let facts = P::ALL.iter().map(|peer| Event::Peer(*peer));
    for event in moves.into_iter().chain([redirect]).chain(facts) {
        for &from in CallState::ALL {
            if rows.iter().any(|row| (row.0, row.1) == (from, event)) {
                continue;
            }
            let mut call = Plain::in_state(from);
            let before = call.clone();
            let said = call.event(START, event);
            assert!(!said.verdict.is_applied() && said.told.is_empty(), "{event:?} in {from}: {said:?}");
            assert_eq!(call, before, "{event:?} in {from}");
        }
    }
}

/// Every row of the table that a deadline brings.
#[test]
fn every_row_of_the_table_by_its_deadline() {
    let mut answer = Plain::in_state(CallState::Incoming);
    assert_eq!(answer.wake(at(0, 15, 0)).timed, ["0:15.000 ended, answerTimeout"]);
    let mut redirect = Plain::in_state(CallState::Redirecting);
    assert_eq!(redirect.wake(at(0, 55, 0)).timed, ["0:55.000 ended, redirected"]);
    let mut teardown = Plain::in_state(CallState::Terminating);
    assert_eq!(teardown.wake(at(0, 10, 0)).timed, ["0:10.000 ended, remoteHangUp"]);
}

/// Rows: requests; columns: the ten states in the order of `CallState`. 2xx is applied, 4xx rejected.
#[test]
fn every_request_in_every_state() {
    let statuses: &[(Request, [u16; 10])] = &[
        (Request::KeepAlive, [200, 200, 200, 200, 200, 200, 200, 200, 404, 404]),
        (Request::GetCall, [200, 200, 200, 200, 200, 200, 200, 200, 200, 404]),
        (Request::HangUp, [204, 204, 204, 204, 204, 204, 204, 204, 204, 404]),
        (Request::Answer, [202, 409, 409, 409, 409, 409, 409, 409, 404, 404]),
        (Request::Reject, [202, 409, 409, 409, 409, 409, 409, 409, 404, 404]),
        (Request::Redirect { targets: 25, timeout: Some(90) }, [202, 409, 409, 409, 409, 409, 409, 409, 404, 404]),
        (Request::Transfer, [409, 409, 409, 202, 409, 409, 409, 409, 404, 404]),
        (Request::BadBody, [400, 400, 400, 400, 400, 400, 400, 400, 404, 404]),
        (Request::Other, [202, 202, 202, 202, 202, 202, 202, 202, 404, 404]),
        (Request::GetOperation(CALL), [404; 10]),
    ];
    for (request, statuses) in statuses {
        for (&state, &status) in CallState::ALL.iter().zip(statuses) {
            let mut call = Plain::in_state(state);
            let before = call.clone();
            let said = call.request(START, *request);
            assert_eq!(said.status, status, "{request:?} in {state}");
            let repeated_hang_up = *request == Request::HangUp && state == CallState::Terminating;
            let expected = match status {
                404 if state == CallState::Terminated => "ended",
                400.. => "rejected",
                _ if repeated_hang_up => "noChange",
                _ => "applied",
            };
            let ended = said.verdict == Verdict::Rejected(Rejection::Ended);
            assert_eq!(if ended { "ended" } else { said.verdict.as_str() }, expected, "{request:?} in {state}");
            assert!(said.verdict.is_applied() || call == before, "{request:?} in {state} is not inert");
        }
    }
}
