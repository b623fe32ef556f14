//! keepAlive rounds through the Rust API: the other half of `bench/rounds.c`. Both print nanoseconds
//! for each event; `bench/run` holds them side by side.

#![allow(
    clippy::unwrap_used,
    clippy::std_instead_of_core,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    reason = "a program that measures"
)]

use std::hint::black_box;
use std::time::Instant;

use call_lifecycle::app::{Call, Event, OperationHints, Output, Policy, Reply};
use call_lifecycle::{Id, Timestamp};

/// Three events each: a wake, a request that leaves, a reply of 200.
fn rounds(call: &mut Call<'_, 4>, rounds: u64) {
    for _ in 0..rounds {
        let due = black_box(&*call).next_deadline().unwrap().at;
        let step = call.handle(black_box(due), black_box(Event::Wake));
        let Some(Output::Send(token)) = black_box(&step).outputs().first().map(|timed| timed.output) else { return };
        let _ = black_box(call.handle(due, black_box(Event::Sent { token, hints: OperationHints::NONE })));
        let reply = Event::Reply { token, sent: due, reply: Reply::new(200) };
        let at = Timestamp::from_millis(due.as_millis() + 100);
        let _ = black_box(call.handle(at, black_box(reply)));
    }
}

fn main() {
    let count = |place| std::env::args().nth(place).and_then(|text| text.parse().ok());
    let (repeats, each) = (count(1).unwrap_or(20), count(2).unwrap_or(100_000));
    let policy = Policy::DEFAULT;
    let mut least = f64::MAX;
    for _ in 0..repeats {
        let mut call = Call::<4>::outgoing(Id::from_u128(7), Timestamp::ZERO, &policy);
        let start = Instant::now();
        rounds(&mut call, each);
        least = least.min(start.elapsed().as_nanos() as f64 / (each * 3) as f64);
    }
    println!("{least:.2}");
}
