//! The application's end, rule by rule.
#![allow(clippy::arithmetic_side_effects, clippy::unreachable, clippy::unwrap_used, reason = "a test may panic")]

mod answers;
mod bounds;
mod cancels;
mod causes;
mod hang_up;
mod keep_alive;
mod keep_alive_policy;
mod notifications;
mod operations;
mod outcomes;
mod presumed_lost;
mod slots;
mod start;
mod ties;
