//! Servers: connections that are bounded, and the endpoint that the service posts notifications to.

mod callbacks;
mod connections;
mod ending;
#[cfg(test)]
mod made;
mod patience;
mod timer;

pub use callbacks::{callbacks, serve_callbacks};
pub use connections::{Cut, serve};
