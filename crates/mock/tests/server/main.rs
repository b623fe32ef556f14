//! The service over real sockets: who may use it, what hostile and slow clients can do to others,
//! what arrives at a bot, and what a kill leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod attacks;
mod batch;
mod bench;
mod connections;
mod disk;
mod headers;
mod limits;
mod posts;
mod program;
mod proxy;
mod recordings;
mod secure;
mod signed;
mod sink;
mod sites;
mod stop;
mod tokens;
mod trouble;
