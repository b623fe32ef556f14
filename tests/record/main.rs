//! A recording at the service's end, phase by phase.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod clocks;
mod parameters;
mod paths;
mod queue;
mod start;
mod tones;
