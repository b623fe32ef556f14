//! Many calls beside the same calls one by one: see [`beside`].
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod beside;
#[path = "../reference/mod.rs"]
mod reference;

mod deadlines;
mod ids;
mod large;
mod random;
mod singles;
mod storage;
mod tiny;
