//! Snapshots: golden bytes, and what `restore` refuses.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod golden;
mod guards;
mod impossible;
mod refusals;
