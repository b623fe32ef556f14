//! What the laws ask of either end in addition to the two methods, and the bound of *agreement*.

use core::time::Duration;

use call_lifecycle::app::{self, OperationHints};
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{
    CallState, ClientContext, Id, MAX_DURATION, OperationKind, Slots, TRANSITIONS, Timestamp, service,
};
use call_lifecycle_sim::{End, Law, Violation, joint, laws};

type App = app::Call<'static, 32>;
type Service = service::Call<'static, 32>;

const START: Timestamp = Timestamp::from_millis(5_000);

#[test]
fn moves_are_those_of_the_table() {
    for &from in CallState::ALL {
        for &to in CallState::ALL {
            let row = TRANSITIONS.iter().any(|row| (row.from, row.to) == (from, to));
            assert_eq!(Service::may_move(from, to), row, "{from} to {to}");
            // The application may have missed what lies between, and is not told what it knows.
            assert_eq!(App::may_move(from, to), from.reaches(to) && from != to, "{from} to {to}");
            assert!(!row || App::may_move(from, to), "{from} to {to}");
        }
    }
    assert!(!App::may_move(CallState::Terminated, CallState::Established));
    assert!(
        App::may_move(CallState::Incoming, CallState::Hold) && !Service::may_move(CallState::Incoming, CallState::Hold)
    );
}

#[test]
fn operations_live_no_longer_than_their_call() {
    for &state in CallState::ALL {
        assert_eq!(App::may_operate(state), state != CallState::Terminated, "{state}");
        assert_eq!(Service::may_operate(state), state.is_live(), "{state}");
    }
}

#[test]
fn few_events_start_operations() {
    let token = |request| app::Token::new(request, 1);
    let mute = app::Request::Operation(OperationKind::Mute);
    let hints = OperationHints::NONE;
    assert!(App::starts(&app::Event::Ask { request: mute, hints }));
    assert!(App::starts(&app::Event::Sent { token: token(mute), hints }));
    assert!(!App::starts(&app::Event::Ask { request: app::Request::HangUp, hints }));
    assert!(!App::starts(&app::Event::Sent { token: token(app::Request::KeepAlive), hints }));
    assert!(!App::starts(&app::Event::Wake));
    let (id, context, kind) = (Id::from_u128(7), None, OperationKind::Invite);
    for request in [
        service::Request::Record { id, context, request: RecordRequest::new(Profile::Record) },
        service::Request::PlayPrompt { id, context, prompts: 1 },
        service::Request::Start { id, context, kind },
    ] {
        assert!(Service::starts(&service::Event::Request(request)), "{request:?}");
    }
    assert!(!Service::starts(&service::Event::Request(service::Request::KeepAlive)));
    assert!(!Service::starts(&service::Event::Wake));
}

/// The largest calls there are: every slot in use, each with a context and the longest stop tones.
#[test]
fn a_snapshot_of_the_largest_call_is_not_too_long_to_be_looked_at() {
    largest::<4>();
    largest::<5>();
    largest::<{ Slots::MAX }>();
}

fn largest<const N: usize>() {
    let context = |number: u128| Some(ClientContext::from_id(Id::from_u128(number << 64 | 1)));
    let policy = &app::Policy::DEFAULT;
    let mut app = app::Call::<N>::adopted(Id::from_u128(1), START, CallState::Established, policy);
    let mut service = service::Call::<N>::outgoing(Id::from_u128(1), START, &service::Policy::DEFAULT);
    let _step = service.handle(START, service::Event::Peer(service::PeerEvent::Connects));
    let stop_tones = StopTones::parse(["12345678"; 8]).unwrap();
    for number in 0..N as u128 {
        let hints = OperationHints::NONE.with_takes_at_most(MAX_DURATION).with_endless(true);
        let hints = hints.with_context(context(number).unwrap());
        let request = app::Request::Operation(OperationKind::Record);
        let _step = laws::handle_checked(&mut app, START, &app::Event::Ask { request, hints }).unwrap();
        let (id, context) = (Id::from_u128(number << 64 | 2), context(number));
        let request = RecordRequest::new(Profile::Record).with_stop_tones(stop_tones);
        let request = service::Request::Record { id, context, request };
        let cancel = service::Request::Start { id, context, kind: OperationKind::CancelMediaProcessing };
        let _step = laws::handle_checked(&mut service, START, &service::Event::Request(request)).unwrap();
        let _step = laws::handle_checked(&mut service, START, &service::Event::Request(cancel)).unwrap();
    }
    assert_eq!((End::open(&app).len(), service.operations().count()), (N, N));
    assert!(app.survives_a_snapshot() && service.survives_a_snapshot());
}

#[test]
fn agreement_has_a_bound() {
    let patience = joint::patience(&app::Policy::DEFAULT, Duration::from_secs(30));
    assert_eq!(patience, Duration::from_secs(61 * 60 + 30), "45 and 15 minutes, one for a hang-up, and the delay");
    let mut app = App::outgoing(Id::from_u128(1), START, &app::Policy::DEFAULT);
    let later = patience.saturating_add(Duration::from_millis(1));
    let why = "the call has been over for too long, but lives at the application";
    assert_eq!(joint::over_in_time(&app, patience, patience), Ok(()));
    assert_eq!(joint::over_in_time(&app, later, patience), Err(Violation::new(Law::Agreement, why)));
    while let Some(due) = app.next_deadline() {
        let _step = app.handle(due.at, app::Event::Wake);
    }
    assert_eq!(joint::over_in_time(&app, later, patience), Ok(()), "it has given up: {:?}", app.cause());
}
