//! One event at a time, without an engine: repeats, stale wakes, clocks, failures at each point.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod day;
mod engine;
mod events;
mod failures;
mod hours;
mod http;
mod rounds;
