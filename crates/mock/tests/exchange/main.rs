//! The exchange alone: what it answers, posts and plans, against Graph's pages; and what it is
//! after it was killed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod attacks;
mod clocks;
mod commands;
mod documented;
mod errors;
mod methods;
mod operations;
mod posted;
mod random;
mod restore;
mod rosters;
mod rows;
mod rules;
mod sequences;
mod stage;
mod trace;
mod villain;
