//! The service's end, rule by rule.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod call;
mod causes;
mod keep_alive;
mod operations;
mod slots;
mod table;
mod told;
