//! The laws, at both ends and between them, and the machines compared with their slow references.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod agreement;
mod every_step;
mod granularity;
mod reference_app;
mod reference_service;
mod walk;
