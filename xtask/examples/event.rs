//! Exactly one event between two markers, for `cargo xtask walk` to trace.
#![allow(clippy::panic, clippy::expect_used, reason = "a program that must not fail")]

use std::hint::black_box;

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::wire::http;
use call_lifecycle::{CallReport, CallState, Id, Timestamp, Verdict, app};

const ID: Id = Id::from_u128(0xAB);
const NOTIFICATION: &[u8] =
    br##"{"value": [{"@odata.type": "#microsoft.graph.commsNotification", "changeType": "updated",
    "resourceUrl": "/communications/calls/000000000000000000000000000000AB",
    "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}}]}"##;

/// What is traced begins here.
#[inline(never)]
fn traced_from_here() {
    black_box(());
}

/// What is traced ends here.
#[inline(never)]
fn traced_to_here() {
    black_box(());
}

fn established() -> app::Call<'static, 4> {
    let mut call = app::Call::outgoing(ID, Timestamp::ZERO, &app::Policy::DEFAULT);
    let report = CallReport::state(CallState::Established);
    assert!(call.handle(Timestamp::ZERO, app::Event::Call(report)).verdict().is_applied());
    call
}

/// A keepAlive that was sent is answered 200.
fn keep_alive() -> Verdict {
    let mut call = established();
    let now = call.next_deadline().expect("a keepAlive is due").at;
    let step = call.handle(now, app::Event::Wake);
    let app::Output::Send(token) = step.outputs()[0].output else { panic!("a keepAlive is to be sent") };
    let sent = call.handle(now, app::Event::Sent { token, hints: app::OperationHints::NONE });
    assert!(sent.verdict().is_applied());
    let event = app::Event::Reply { token, sent: now, reply: app::Reply::new(200) };
    traced_from_here();
    let step = call.handle(now, black_box(event));
    traced_to_here();
    step.verdict()
}

/// A tone stops a recording, at the service's end.
fn dtmf() -> Verdict {
    let mut call = service::Call::<4>::outgoing(ID, Timestamp::ZERO, &service::Policy::DEFAULT);
    let at = Timestamp::from_millis;
    let _ = call.handle(at(1_000), service::Event::Peer(PeerEvent::Connects));
    let mut request = RecordRequest::new(Profile::Record);
    request.stop_tones = StopTones::parse(["#"]).expect("a stop tone");
    let request = service::Request::Record { id: Id::from_u128(2), context: None, request };
    assert!(call.handle(at(2_000), service::Event::Request(request)).verdict().is_applied());
    let event = service::Event::Media(MediaEvent::Tone(Tone::Pound));
    traced_from_here();
    let step = call.handle(at(3_000), black_box(event));
    traced_to_here();
    assert!(step.outputs().iter().any(|timed| matches!(timed.output, service::Output::OperationEnded { .. })));
    step.verdict()
}

/// A notification, from its JSON to the machine.
fn notification() -> Verdict {
    let mut call = app::Call::<4>::outgoing(ID, Timestamp::ZERO, &app::Policy::DEFAULT);
    traced_from_here();
    let posted = http::callback(black_box(NOTIFICATION)).next().expect("an entry").expect("a notification");
    let step = call.handle(Timestamp::ZERO, posted.event);
    traced_to_here();
    step.verdict()
}

fn main() {
    let verdict = match std::env::args().nth(1).as_deref() {
        Some("keep-alive") => keep_alive(),
        Some("dtmf") => dtmf(),
        Some("notification") => notification(),
        other => panic!("{other:?}: expected keep-alive, dtmf or notification"),
    };
    assert_eq!(verdict, Verdict::Applied);
    // From this address and that in the program's file, it follows where the program was loaded.
    println!("{:x}", traced_from_here as fn() as usize);
}
