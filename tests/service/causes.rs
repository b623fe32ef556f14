//! Why a call ended, as the service reports it and as the application reads it back.

use call_lifecycle::service::{Event, Output, PeerEvent, Request};
use call_lifecycle::{CallReport, CallState, Cause, ResultInfo, app};
use testkit::service::{CALL, START, Service, at};

/// From, what ends the call, the cause and its `resultInfo`, and the cause that the application reads.
type Way = (CallState, Event, Cause, Option<(i32, Option<i32>)>, Cause);

/// Every way to end a call. `Wake` stands for letting time pass.
fn ways() -> Vec<Way> {
    use CallState::{Established, Establishing, Incoming, Redirecting, Ringing, TransferAccepted};
    let request = Event::Request;
    let peer = Event::Peer;
    let wake = Event::Wake;
    vec![
        (Incoming, request(Request::Reject), Cause::Rejected, None, Cause::Rejected),
        (Incoming, wake, Cause::AnswerTimeout, Some((408, None)), Cause::NoAnswer),
        (Establishing, peer(PeerEvent::Declines), Cause::Declined, Some((603, None)), Cause::Declined),
        (Ringing, peer(PeerEvent::Busy), Cause::Busy, Some((486, None)), Cause::Busy),
        (Ringing, peer(PeerEvent::NoAnswer), Cause::NoAnswer, Some((408, Some(10057))), Cause::NoAnswer),
        (Establishing, peer(PeerEvent::Fails), Cause::Failed, Some((500, None)), Cause::Failed),
        (Established, request(Request::HangUp), Cause::LocalHangUp, Some((200, Some(7000))), Cause::LocalHangUp),
        (Established, peer(PeerEvent::HangsUp), Cause::RemoteHangUp, Some((200, Some(4097))), Cause::RemoteHangUp),
        (Established, peer(PeerEvent::MediaFailed), Cause::MediaFailed, Some((410, Some(301_005))), Cause::MediaFailed),
        (Established, wake, Cause::KeepAliveExpired, Some((408, Some(8537))), Cause::KeepAliveExpired),
        (
            TransferAccepted,
            peer(PeerEvent::TransferCompleted),
            Cause::Transferred,
            Some((0, Some(7015))),
            Cause::Transferred,
        ),
        // Whether a target took a redirected call is not told to the application: it has redirected it, that is all.
        (Redirecting, peer(PeerEvent::Redirected), Cause::Redirected, None, Cause::Redirected),
        (Redirecting, peer(PeerEvent::RedirectFailed), Cause::Redirected, None, Cause::Redirected),
        (Redirecting, wake, Cause::Redirected, None, Cause::Redirected),
    ]
}

/// Ends a call in this way; its cause, which its last output tells.
fn end(from: CallState, event: Event) -> Cause {
    let mut call = Service::<4>::in_state(from);
    let mut told: Vec<Output> = call.handle(at(0, 1, 0), event).into_iter().map(|timed| timed.output).collect();
    told.extend(call.handle(at(600, 0, 0), Event::Wake).into_iter().map(|timed| timed.output));
    assert_eq!(call.state(), CallState::Terminated);
    let ends: Vec<Cause> = told
        .iter()
        .filter_map(|output| if let Output::Ended { cause } = output { Some(*cause) } else { None })
        .collect();
    assert_eq!(ends, [call.cause().unwrap()], "a call ends once");
    ends[0]
}

#[test]
fn every_way_to_end_has_its_cause_and_its_result() {
    for (from, event, cause, result, _) in ways() {
        assert_eq!(end(from, event), cause, "{event:?} in {from}");
        let result = result.map(|(code, subcode)| ResultInfo::new(code, subcode));
        assert_eq!(cause.result(), result, "{cause}");
    }
}

#[test]
fn the_application_reads_every_cause_back() {
    for (from, event, cause, _, read) in ways() {
        let mut app = app::Call::<4>::adopted(CALL, START, from, &app::Policy::DEFAULT);
        // What the application itself has sent explains the end.
        let own = match (from, event) {
            (_, Event::Request(Request::Reject)) => Some(app::Request::Reject),
            (_, Event::Request(Request::HangUp)) => Some(app::Request::HangUp),
            (CallState::Redirecting, _) => Some(app::Request::Redirect),
            _ => None,
        };
        if let Some(request) = own {
            let token = app::Token::new(request, 0);
            let _step = app.handle(START, app::Event::Sent { token, hints: app::OperationHints::NONE });
        }
        let report = CallReport::state(CallState::Terminated);
        let report = cause.result().map_or(report, |result| report.with_result(result));
        assert!(app.handle(at(0, 2, 0), app::Event::Call(report)).verdict().is_applied());
        assert_eq!(app.cause(), Some(read), "{cause} by {event:?} in {from}");
    }
}

#[test]
fn the_first_end_fixes_the_cause() {
    let mut call = Service::<4>::connected();
    call.request(at(0, 1, 0), Request::HangUp);
    call.peer(at(0, 2, 0), PeerEvent::HangsUp);
    call.peer(at(0, 3, 0), PeerEvent::MediaFailed);
    assert_eq!(call.wake(at(0, 11, 0)).told, ["ended, localHangUp"]);
}

#[test]
fn a_live_call_has_no_cause() {
    for &state in CallState::ALL {
        assert_eq!(Service::<4>::in_state(state).cause().is_none(), state.is_live(), "{state}");
    }
}

/// The pairs of the delete page's table, by its own words for them.
#[test]
fn documented_pairs_are_read_as_their_cause() {
    let read = |code, subcode| ResultInfo::new(code, subcode).cause();
    for subcode in [4097, 4521, 5000, 5001, 5002, 5003, 5007, 5010, 5012, 5013, 5014, 5020, 5030, 5300, 5855] {
        assert_eq!(read(200, Some(subcode)), Cause::RemoteHangUp, "{subcode}");
    }
    for subcode in [7000, 10550, 18503, 540_000, 560_000] {
        assert_eq!(read(200, Some(subcode)), Cause::RemoteHangUp, "{subcode}");
    }
    assert_eq!((read(200, Some(7015)), read(0, Some(7015))), (Cause::Transferred, Cause::Transferred));
    assert_eq!(read(408, Some(8537)), Cause::KeepAliveExpired);
    assert_eq!((read(408, Some(1106)), read(408, Some(10057))), (Cause::NoAnswer, Cause::NoAnswer));
    assert_eq!((read(410, Some(301_005)), read(500, Some(1005))), (Cause::MediaFailed, Cause::MediaFailed));
    for subcode in [10037, 10076, 10134, 10199] {
        assert_eq!(read(480, Some(subcode)), Cause::NoAnswer, "{subcode}");
    }
}

#[test]
fn a_subcode_alone_says_nothing() {
    // 7000 is "ended by the bot" with 200 and "transfer failed" with 500.
    assert!(ResultInfo::new(200, Some(7000)).is_success() && !ResultInfo::new(500, Some(7000)).is_success());
    assert_eq!(ResultInfo::new(500, Some(7000)).cause(), Cause::Failed);
    assert_eq!(ResultInfo::new(500, Some(8537)).cause(), Cause::Failed);
    assert_eq!(ResultInfo::new(404, Some(7015)).cause(), Cause::Failed);
}
