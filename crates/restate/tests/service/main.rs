//! The service's end, one message at a time, without an engine.
#![expect(clippy::unwrap_used, reason = "these are tests")]

mod ends;
mod engine;
mod operations;
mod requests;
mod wakes;
