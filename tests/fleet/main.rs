//! Many calls, compared with the same calls one by one: see `testkit::fleet`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod deadlines;
mod ids;
mod large;
mod random;
mod singles;
mod storage;
mod tiny;
