//! The bodies of the fuzz targets. They run under libFuzzer and, over the committed corpora, as ordinary tests: see README.md.
//!
//! A body reads its input as a script: who begins, under which policy, and then one event after another, each with its time. So every input is a script,
//! and every change of a byte is another one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_const_for_fn,
    reason = "a body may panic: that is how it says that a law is broken"
)]

#[path = "../../tests/reference/mod.rs"]
pub(crate) mod reference;

#[path = "../../tests/fleet/beside/mod.rs"]
pub(crate) mod beside;

#[path = "../../examples/replay/run.rs"]
mod example;

pub(crate) mod bytes;
pub(crate) mod play;
pub(crate) mod quick;
pub mod watch;

pub mod app_events;
pub mod body;
pub mod ends;
pub mod fleet;
pub mod granularity;
pub mod ids;
pub mod members;
pub mod record;
pub mod replay;
pub mod service_events;
pub mod snapshot;
pub mod wire;
