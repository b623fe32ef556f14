//! The simulated world, and laws that can fail.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod clauses;
mod composites;
mod effects;
mod ends;
mod engine;
mod laws;
mod laws_of_machines;
mod obedient;
mod public_types;
mod toy;
mod world;
