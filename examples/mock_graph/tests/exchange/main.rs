//! The exchange alone: what it answers, posts and plans, against Graph's pages; and what it is after it was killed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(
    unused_qualifications,
    clippy::use_self,
    reason = "the example that is taken in has the lints of another package"
)]

#[path = "../../../replay/run.rs"]
mod replay;

mod clocks;
mod commands;
mod errors;
mod methods;
mod random;
mod restore;
mod sequences;
mod stage;
mod trace;
mod villain;
