//! The exchange alone: what it answers, posts and plans, against Graph's pages; and what it is
//! after it was killed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod attacks;
mod bounds;
mod clocks;
mod commands;
mod counted;
mod documented;
mod errors;
mod methods;
mod model;
mod numbers;
mod operations;
mod page;
mod participants;
mod posted;
mod random;
mod recordings;
mod reference;
mod resources;
mod restore;
mod rosters;
mod rows;
mod rules;
mod sequences;
mod stage;
mod stored;
mod trace;
mod trouble;
mod unknown;
mod villain;
mod world;
