//! A calling bot that embeds [`call_lifecycle::app::Call`]: it answers, keeps its calls alive,
//! records, hangs up and cleans up.
//!
//! It is sans-IO twice. Like a machine, [`Bot`] handles inputs and returns what to do, without I/O
//! and without a clock. One tokio task, [`run`], drives it.

mod arrivals;
mod begin;
mod book;
mod bot;
mod client;
mod control;
mod demo;
mod input;
mod kept;
mod mail;
mod messages;
mod news;
mod notify;
mod options;
mod out;
mod outputs;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod pipes;
mod plan;
mod recent;
mod record;
mod replies;
mod resume;
mod run;
mod timers;
mod verify;

pub use bot::Bot;
pub use demo::{CUT_SHORT, WITHHELD};
pub use input::{Answer, Effect, Input, Outgoing, Recording, Told};
pub use kept::{Kept, KeptCall, RestoreError};
pub use news::{Line, News};
pub use notify::PATH;
pub use options::{Check, Error, Options};
pub use plan::Plan;
pub use run::run;
