//! What a step costs, in nanoseconds and in instructions: `cargo bench --bench machines`.
//!
//! Instructions are counted by valgrind's callgrind where it is installed: each workload runs N and 2N times in a process of its own, and the
//! difference is divided by N, so that start-up cancels out. They repeat to the instruction; nanoseconds are the median of several runs, and noisy.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::std_instead_of_core,
    reason = "a measuring program, not the core"
)]

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Id, OperationKind, OperationReport, Timestamp, Trigger, app};

/// A workload: runs some events, and says how many units it did.
struct Workload {
    name: &'static str,
    run: fn(u64) -> u64,
}

const WORKLOADS: [Workload; 7] = [
    Workload { name: "transition: table, 95 % legal", run: |n| transitions(n, |state, trigger| state.next(trigger)) },
    Workload { name: "transition: hand-written match", run: |n| transitions(n, by_match) },
    Workload { name: "app: notification, applied", run: app_notifications },
    Workload { name: "app: notification, repeated", run: app_repeated },
    Workload { name: "app: keepAlive round (wake, sent, 200)", run: app_keep_alive },
    Workload { name: "app: record (sent, 202, notified)", run: app_record },
    Workload { name: "service: record (request, speech, stop tone)", run: service_record },
];

/// A walk over the live states: the same for every way to make a transition.
fn transitions(n: u64, next: impl Fn(CallState, Trigger) -> Option<CallState>) -> u64 {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut tape = [(CallState::Established, Trigger::PeerHolds); 4096];
    let mut state = CallState::Incoming;
    for cell in &mut tape {
        let mut pick = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random
        };
        let legal: Vec<_> = Trigger::ALL.iter().filter(|trigger| state.next(**trigger).is_some()).collect();
        let trigger = match pick() % 100 {
            0..5 => Trigger::ALL[pick() as usize % Trigger::ALL.len()],
            _ => *legal[pick() as usize % legal.len()],
        };
        *cell = (state, trigger);
        state = state.next(trigger).unwrap_or(state);
        if state == CallState::Terminated {
            state = CallState::Incoming;
        }
    }
    let mut sum = 0_u64;
    for index in 0..n {
        let (state, trigger) = black_box(tape[index as usize % tape.len()]);
        sum += next(state, trigger).map_or(0, |to| to as u64 + 1);
    }
    black_box(sum);
    n
}

/// What one would write without a table.
const fn by_match(state: CallState, trigger: Trigger) -> Option<CallState> {
    use {CallState as S, Trigger as T};
    Some(match (state, trigger) {
        (S::Incoming, T::Answer) => S::Establishing,
        (S::Incoming, T::Redirect) => S::Redirecting,
        (S::Incoming, T::Reject | T::AnswerDeadline) => S::Terminated,
        (S::Establishing, T::PeerRings) => S::Ringing,
        (S::Establishing | S::Ringing, T::PeerConnects) => S::Established,
        (S::Establishing | S::Ringing, T::PeerDeclines | T::PeerBusy | T::PeerNoAnswer | T::PeerFails) => S::Terminated,
        (S::Established, T::PeerHolds) => S::Hold,
        (S::Hold, T::PeerResumes) => S::Established,
        (S::Established, T::Transfer) => S::Transferring,
        (S::Transferring, T::TransferAccepted) => S::TransferAccepted,
        (S::Transferring | S::TransferAccepted, T::TransferFailed) => S::Established,
        (S::TransferAccepted, T::TransferCompleted) => S::Terminated,
        (S::Redirecting, T::Redirected | T::RedirectFailed | T::RedirectTimeout) => S::Terminated,
        (S::Terminating, T::TornDown | T::TeardownDeadline) => S::Terminated,
        (S::Terminating | S::Terminated, _) => return None,
        (_, T::HangUp | T::PeerHangsUp | T::KeepAliveExpired | T::MediaFailed) => S::Terminating,
        _ => return None,
    })
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
        let details = app::Details::NONE;
        black_box(&call.handle(now, black_box(app::Event::Sent { token, details })));
        let reply = app::Reply::status(200);
        black_box(&call.handle(now, black_box(app::Event::Reply { token, sent: now, reply })));
    }
    n
}

fn app_record(n: u64) -> u64 {
    let mut call = app_call();
    let now = Timestamp::from_millis(1);
    for index in 0..n {
        let token = app::Token::new(app::Request::Operation(OperationKind::Record), index as u16);
        let id = Some(Id::from_u128(u128::from(index)));
        black_box(&call.handle(now, black_box(app::Event::Sent { token, details: app::Details::NONE })));
        let body = app::Body::Operation(OperationReport { id, ..OperationReport::default() });
        let reply = app::Reply { body, ..app::Reply::status(202) };
        black_box(&call.handle(now, black_box(app::Event::Reply { token, sent: now, reply })));
        let report = OperationReport { deleted: true, id, ..OperationReport::default() };
        black_box(&call.handle(now, black_box(app::Event::Operation(report))));
    }
    n
}

fn service_record(n: u64) -> u64 {
    let mut call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, service::Event::Peer(PeerEvent::Connects));
    let now = Timestamp::from_millis(1);
    let stop_tones = StopTones::parse(["#", "11", "*"]).unwrap();
    let request = RecordRequest { stop_tones, ..RecordRequest::new(Profile::Record) };
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

/// Instructions of one unit, by callgrind; none where valgrind is not installed.
fn instructions(index: usize, n: u64) -> Option<f64> {
    let count = |n: u64| {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().ok()?)
            .args(["--count", &index.to_string(), &n.to_string()])
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let total = text.lines().find_map(|line| line.split_once("Collected :"))?.1.trim().to_owned();
        total.parse::<u64>().ok()
    };
    let (once, twice) = (count(n)?, count(2 * n)?);
    Some((twice - once) as f64 / n as f64)
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn nanoseconds(run: fn(u64) -> u64) -> f64 {
    let n = 200_000;
    let mut times: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            let units = run(black_box(n));
            start.elapsed().as_nanos() as f64 / units as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, flag, index, n] = args.as_slice() {
        if flag == "--count" {
            (WORKLOADS[index.parse::<usize>().unwrap()].run)(n.parse().unwrap());
            return;
        }
    }
    println!("{:46} {:>9} {:>13}", "unit", "ns", "instructions");
    for (index, workload) in WORKLOADS.iter().enumerate() {
        let ns = nanoseconds(workload.run);
        let counted =
            instructions(index, 20_000).map_or_else(|| "no valgrind".to_owned(), |count| format!("{count:.1}"));
        println!("{:46} {ns:>9.2} {counted:>13}", workload.name);
    }
    println!(
        "\nbytes: app::Call<0> {}, app::Call<4> {}, service::Call<4> {}, Step {} / {}",
        size_of::<app::Call<'_, 0>>(),
        size_of::<app::Call<'_, 4>>(),
        size_of::<service::Call<'_, 4>>(),
        size_of::<call_lifecycle::Step<app::Output>>(),
        size_of::<call_lifecycle::Step<service::Output>>(),
    );
}
