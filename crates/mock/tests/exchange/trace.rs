//! The journal is a trace: `replay` reads it, and comes to the same end.

use std::collections::BTreeMap;

use call_lifecycle::Timestamp;
use fastrand::Rng;
use graph_call_mock::exchange::{Command, Exchange, Setup};
use graph_call_replay::{End, json};
use serde_json::Value;

use super::random::{Input, Step, step};
use super::stage::{self, at, run_until, setup};

/// The summary of each call at the end of a trace.
fn summaries(trace: &str) -> BTreeMap<String, (String, String)> {
    let lines = json(trace, End::Service).unwrap_or_else(|error| panic!("{error}: {trace}"));
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line.get("verdicts").is_some()).map(|call| of(&call, "call")).collect()
}

fn of(call: &Value, id: &str) -> (String, (String, String)) {
    let text = |name: &str| call[name].as_str().unwrap_or_default().to_owned();
    (text(id), (text("state"), text("cause")))
}

fn one_run(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    // Room for all, so that the page remembers each that has ended.
    let setup = Setup { room: 40, by_hand: rng.bool(), ..setup(seed) };
    let mut exchange = Exchange::new(Timestamp::ZERO, &setup).unwrap();
    exchange.write_journal();
    let mut now = 0;
    for _ in 0..100 {
        let Step { at: later, input } = step(&mut rng, now, &exchange.calls(), &[]);
        now = later;
        run_until(&mut exchange, now);
        match input {
            Input::Request(request, body) => drop(stage::ask(&mut exchange, now, &request, &body)),
            Input::Command(text) => drop(exchange.control(at(now), Command::read(&text).unwrap())),
            Input::Wake => {}
        }
    }
    // What is due by now is due in the trace too.
    let trace = format!("{}{{\"at\":{now}}}\n", exchange.take_journal());
    let replayed = summaries(&trace);
    let live = serde_json::to_value(exchange.live(1.0)).unwrap();
    let mut seen = 0;
    for call in live["calls"].as_array().unwrap() {
        let (id, said) = of(call, "id");
        // An id that came in twice is one call to the trace.
        if live["calls"].as_array().unwrap().iter().filter(|call| call["id"] == *id).count() == 1 {
            assert_eq!(replayed.get(&id), Some(&said), "seed {seed}, call {id}:\n{trace}");
            seen += 1;
        }
    }
    assert!(seen > 0, "seed {seed}");
}

#[test]
fn the_journal_is_a_trace_that_ends_as_the_exchange_does() {
    (0..100).for_each(one_run);
}
