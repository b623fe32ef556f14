//! What is measured of the laws and of the fuzz bodies, at this commit and, copied there, at an
//! older one: `call-lifecycle-benches rows` counts its instructions. It prints how many units it did.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a measuring program, not the core")]

use std::hint::black_box;
use std::path::Path;

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Id, OperationKind, OperationReport, Timestamp, app};
use call_lifecycle_sim::End;
use call_lifecycle_sim::laws::handle_checked;
use testkit::fuzz::{app_events, ends, record, service_events, watch::Tally};

const USAGE: &str = "usage: measured laws WORK ROUNDS | measured fuzz TARGET CORPUS MUTANTS";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["laws", work, rounds] => laws(work, rounds.parse().unwrap()),
        ["fuzz", target, corpus, mutants] => fuzz(target, Path::new(corpus), mutants.parse().unwrap()),
        _ => panic!("{USAGE}"),
    };
    println!("{done}");
}

/// Handles an event with every law of one step.
fn checked<E: End>(call: &mut E, now: Timestamp, event: E::Event) -> call_lifecycle::Step<E::Output> {
    match handle_checked(call, now, &black_box(event)) {
        Ok(step) => black_box(step),
        Err(broken) => panic!("{broken}"),
    }
}

/// So many rounds of events; how many events that was.
fn laws(work: &str, rounds: u64) -> u64 {
    match work {
        "keepAlive" => keep_alive(rounds),
        "repeated" => repeated(rounds),
        "record" => app_record(rounds),
        "service-record" => service_record(rounds),
        _ => panic!("{USAGE}"),
    }
}

fn app_call() -> app::Call<'static, 4> {
    let mut call = app::Call::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, app::Event::Call(CallReport::state(CallState::Established)));
    call
}

fn keep_alive(rounds: u64) -> u64 {
    let mut call = app_call();
    for _ in 0..rounds {
        let now = call.next_deadline().unwrap().at;
        let step = checked(&mut call, now, app::Event::Wake);
        let app::Output::Send(token) = step.outputs()[0].output else { panic!("no keepAlive was wished") };
        let _ = checked(&mut call, now, app::Event::Sent { token, hints: app::OperationHints::NONE });
        let _ = checked(&mut call, now, app::Event::Reply { token, sent: now, reply: app::Reply::new(200) });
    }
    3 * rounds
}

fn repeated(rounds: u64) -> u64 {
    let mut call = app_call();
    let report = CallReport::state(CallState::Established);
    for _ in 0..rounds {
        let _ = checked(&mut call, Timestamp::from_millis(1), app::Event::Call(report));
    }
    rounds
}

fn app_record(rounds: u64) -> u64 {
    let (mut call, now) = (app_call(), Timestamp::from_millis(1));
    for index in 0..rounds {
        let token = app::Token::new(app::Request::Operation(OperationKind::Record), index as u16);
        let id = Id::from_u128(u128::from(index));
        let _ = checked(&mut call, now, app::Event::Sent { token, hints: app::OperationHints::NONE });
        let reply = app::Reply::new(202).with_body(app::Body::Operation(OperationReport::NONE.with_id(id)));
        let _ = checked(&mut call, now, app::Event::Reply { token, sent: now, reply });
        let _ = checked(&mut call, now, app::Event::Operation(OperationReport::NONE.with_deleted(true).with_id(id)));
    }
    3 * rounds
}

fn service_record(rounds: u64) -> u64 {
    let mut call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
    let _step = call.handle(Timestamp::ZERO, service::Event::Peer(PeerEvent::Connects));
    let now = Timestamp::from_millis(1);
    let request = RecordRequest::new(Profile::Record).with_stop_tones(StopTones::parse(["#", "11", "*"]).unwrap());
    for index in 0..rounds {
        let id = Id::from_u128(u128::from(index));
        let _ =
            checked(&mut call, now, service::Event::Request(service::Request::Record { id, context: None, request }));
        for media in [MediaEvent::SpeechStarted, MediaEvent::SpeechStopped, MediaEvent::Tone(Tone::Pound)] {
            let _ = checked(&mut call, now, service::Event::Media(media));
        }
    }
    4 * rounds
}

/// Runs the body of a target over a corpus, and over so many mutants of each input: the same bytes
/// whatever the commit. How many inputs that was.
fn fuzz(target: &str, corpus: &Path, mutants: u64) -> u64 {
    let body = match target {
        "app_events" => |data: &[u8]| app_events::run(data, &mut Tally),
        "service_events" => |data: &[u8]| service_events::run(data, &mut Tally),
        "ends" => |data: &[u8]| ends::run(data, &mut Tally),
        "record" => |data: &[u8]| record::run(data, &mut Tally),
        _ => panic!("{USAGE}"),
    };
    let mut files: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut dice, mut inputs) = (0x9e37_79b9_7f4a_7c15_u64, 0);
    for file in files {
        let mut data = std::fs::read(file).unwrap();
        for _ in 0..=mutants {
            body(&data);
            inputs += 1;
            // Marsaglia's xorshift64.
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            if let Some(place) = (dice >> 8).checked_rem(data.len() as u64) {
                data[place as usize] = dice as u8;
            }
        }
    }
    inputs
}
