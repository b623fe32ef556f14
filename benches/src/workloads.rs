//! What instructions are counted of, by name.

use std::hint::black_box;

use call_lifecycle::fleet::Handle;
use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Id, Machine, OperationKind, OperationReport, Step, Timestamp, app};

use crate::fleets::calls::{GRAPH, Setup, once};
use crate::fleets::host::Mode;
use crate::fleets::{self, Drive, Job, Way};
use crate::targets;
use crate::transitions::{self, Contender};

/// Runs some units, and says how many it did.
pub struct Workload {
    pub name: String,
    /// As many as it is counted over.
    pub units: u64,
    pub run: Box<dyn Fn(u64) -> u64>,
}

/// One machine at a time, hot.
pub fn machines() -> Vec<Workload> {
    let machine =
        |name: &str, run: fn(u64) -> u64| Workload { name: name.to_owned(), units: 20_000, run: Box::new(run) };
    vec![
        machine("app: notification, applied", app_notifications),
        machine("app: notification, repeated", app_repeated),
        machine("app: keepAlive round (wake, sent, 200)", app_keep_alive),
        machine("app: record (sent, 202, notified)", app_record),
        machine("service: record (request, speech, stop tone)", service_record),
    ]
}

/// Events that are ready, one after the other in one step: what a machine itself does, which is
/// what its stores are counted of. A unit is an event.
pub fn stored() -> Vec<Workload> {
    let machine =
        |name: &str, run: fn(u64) -> u64| Workload { name: name.to_owned(), units: 30_000, run: Box::new(run) };
    vec![
        machine("app: notification, repeated, in place", |n| in_place(n, &[CallState::Established])),
        machine("app: notification, applied, in place", |n| in_place(n, &[CallState::Hold, CallState::Established])),
        machine("app: keepAlive round, an event, in place", round_in_place),
    ]
}

/// Those of the crate, which the gate watches.
pub fn gated() -> Vec<Workload> {
    let mut all = machines();
    all.extend(transitions::contenders().filter(|contender| contender.name == transitions::OURS).map(transition));
    for job in Job::ALL {
        all.extend([Way::Handle, Way::Id].map(|way| fleet(way, job, 1_000)));
    }
    all.extend(ready(1_000));
    all
}

/// Whatever has that name.
pub fn find(name: &str) -> Option<Workload> {
    let fleets = [1_000, 10_000, 100_000, 1_000_000]
        .into_iter()
        .flat_map(|calls| Way::ALL.into_iter().flat_map(move |way| Job::ALL.map(move |job| fleet(way, job, calls))));
    gated()
        .into_iter()
        .chain(stored())
        .chain(transitions::contenders().map(transition))
        .chain(fleets)
        .chain([10_000, 100_000, 1_000_000].into_iter().flat_map(ready))
        .find(|workload| workload.name == name)
}

/// Whole passes over a stream.
pub fn transition(contender: Contender) -> Workload {
    let run = move |passes| {
        let ready = contender.make();
        for _ in 0..passes {
            black_box((ready.run)());
        }
        passes * ready.events
    };
    Workload { name: targets::transition(contender.kind, contender.name), units: 1, run: Box::new(run) }
}

/// A job of a fleet. The streams are as long for few units as for many, so that making them cancels
/// out.
pub fn fleet(way: Way, job: Job, calls: usize) -> Workload {
    let units: u64 = if job == Job::Expire { 400 } else { 20_000 };
    let run = move |n: u64| {
        let setup = Setup::new(calls, if job == Job::Expire { once() } else { &GRAPH });
        let mut done = 0;
        way.perform(&setup, job, 2 * units as usize, &mut |work| done = work(n as usize));
        done
    };
    Workload { name: targets::fleet(way, job, calls), units, run: Box::new(run) }
}

fn app_call() -> app::Call<'static, 4> {
    let mut call = app::Call::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, app::Event::Call(CallReport::state(CallState::Established)));
    call
}

fn app_notifications(n: u64) -> u64 {
    let mut call = app_call();
    for index in 0..n {
        let state = if index % 2 == 0 { CallState::Hold } else { CallState::Established };
        black_box(&call.handle(Timestamp::from_millis(1), black_box(app::Event::Call(CallReport::state(state)))));
    }
    n
}

fn app_repeated(n: u64) -> u64 {
    let mut call = app_call();
    let report = CallReport::state(CallState::Established);
    for _ in 0..n {
        black_box(&call.handle(Timestamp::from_millis(1), black_box(app::Event::Call(report))));
    }
    n
}

fn app_keep_alive(n: u64) -> u64 {
    let mut call = app_call();
    for _ in 0..n {
        let now = call.next_deadline().unwrap().at;
        let step = call.handle(now, black_box(app::Event::Wake));
        let app::Output::Send(token) = step.outputs()[0].output else { panic!("no keepAlive was wished") };
        let hints = app::OperationHints::NONE;
        black_box(&call.handle(now, black_box(app::Event::Sent { token, hints })));
        let reply = app::Reply::new(200);
        black_box(&call.handle(now, black_box(app::Event::Reply { token, sent: now, reply })));
    }
    n
}

/// Notifications of one state after the other.
fn in_place(n: u64, states: &[CallState]) -> u64 {
    let mut call = app_call();
    let events: Vec<_> = states.iter().map(|state| app::Event::Call(CallReport::state(*state))).collect();
    let mut step = Step::new();
    for event in events.iter().cycle().take(n as usize) {
        one_in_place(&mut call, Timestamp::from_millis(1), event, &mut step);
    }
    n
}

/// The three events of a round, made once, though each round has a later one.
fn round_in_place(n: u64) -> u64 {
    let mut call = app_call();
    let mut step = Step::new();
    let token = |number: u64| app::Token::new(app::Request::KeepAlive, number as u16);
    let mut sent = app::Event::Sent { token: token(0), hints: app::OperationHints::NONE };
    let mut reply = app::Event::Reply { token: token(0), sent: Timestamp::ZERO, reply: app::Reply::new(200) };
    let mut done = 0;
    for number in 1..=n / 3 {
        let now = call.next_deadline().unwrap().at;
        if let app::Event::Sent { token: last, .. } = &mut sent {
            *last = token(number);
        }
        if let app::Event::Reply { token: last, sent: at, .. } = &mut reply {
            (*last, *at) = (token(number), now);
        }
        for event in [&app::Event::Wake, &sent, &reply] {
            one_in_place(&mut call, now, event, &mut step);
            done += step.outputs().len() as u64;
        }
    }
    // The wake asks for one, and the answer says that it succeeded.
    assert_eq!(done, n / 3 * 2, "an event was not handled as one of a round");
    n / 3 * 3
}

/// Apart, as a host's loop has it: nothing is known of the event.
#[inline(never)]
fn one_in_place(call: &mut app::Call<'_, 4>, now: Timestamp, event: &app::Event, step: &mut Step<app::Output>) {
    call.handle_into(now, event, step);
}

fn app_record(n: u64) -> u64 {
    let mut call = app_call();
    let now = Timestamp::from_millis(1);
    for index in 0..n {
        let token = app::Token::new(app::Request::Operation(OperationKind::Record), index as u16);
        let id = Id::from_u128(u128::from(index));
        black_box(&call.handle(now, black_box(app::Event::Sent { token, hints: app::OperationHints::NONE })));
        let body = app::Body::Operation(OperationReport::NONE.with_id(id));
        let reply = app::Reply::new(202).with_body(body);
        black_box(&call.handle(now, black_box(app::Event::Reply { token, sent: now, reply })));
        let report = OperationReport::NONE.with_deleted(true).with_id(id);
        black_box(&call.handle(now, black_box(app::Event::Operation(report))));
    }
    n
}

fn service_record(n: u64) -> u64 {
    let mut call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, service::Event::Peer(PeerEvent::Connects));
    let now = Timestamp::from_millis(1);
    let stop_tones = StopTones::parse(["#", "11", "*"]).unwrap();
    let request = RecordRequest::new(Profile::Record).with_stop_tones(stop_tones);
    let media = |media| service::Event::Media(media);
    for index in 0..n {
        let record = service::Request::Record { id: Id::from_u128(u128::from(index)), context: None, request };
        for event in [
            service::Event::Request(record),
            media(MediaEvent::SpeechStarted),
            media(MediaEvent::SpeechStopped),
            media(MediaEvent::Tone(Tone::Pound)),
        ] {
            black_box(&call.handle(now, black_box(event)));
        }
    }
    n
}

/// A way to have so many events handled.
type Handled = fn(&Setup, Option<Mode>, usize, Drive<'_>);

/// The two ways to name a call, and what each means for [`crate::fleets::ready`].
pub const NAMED: [(&str, Handled); 2] =
    [("handle", fleets::ready::notify::<Handle>), ("id", fleets::ready::notify::<Id>)];

/// Handled in every mode, and not at all.
pub const MODES: [Option<Mode>; 4] = [None, Some(Mode::AskEach), Some(Mode::Each), Some(Mode::Batch)];

/// Notifications that are ready, for a fleet of so many calls.
pub fn ready(calls: usize) -> Vec<Workload> {
    let workload = |(name, notify): (&str, Handled), mode| {
        let run = move |n: u64| {
            let mut done = 0;
            notify(&Setup::new(calls, &GRAPH), mode, 2 * READY as usize, &mut |work| done = work(n as usize));
            done
        };
        Workload { name: targets::ready(name, mode, calls), units: READY, run: Box::new(run) }
    };
    NAMED.into_iter().flat_map(|named| MODES.map(|mode| workload(named, mode))).collect()
}

const READY: u64 = 20_000;
