//! Drivers for [`call_lifecycle`] on tokio: they send what the machines want sent, and wake them at
//! their deadlines.
//!
//! A program that creates a call and keeps it alive, with the features `reqwest` and `server`:
//!
#![cfg_attr(all(feature = "reqwest", feature = "server"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "reqwest", feature = "server")), doc = "```ignore")]
#![doc = include_str!("../examples/keep_alive.rs")]
//! ```
//!
//! | | |
//! |---|---|
//! | [`Driver`] | one call |
//! | [`FleetDriver`] | many calls in one task |
//! | [`Feed`] | what comes to a driver while it runs: notifications, requests to send |
//! | [`HttpClient`] | any HTTP client; `Graph` is one, by `reqwest` |
//! | [`Tap`] | sees all that the machines are fed: a recorder, for example |
//! | [`Clock`] | the time of the machines, which can go faster than the wall's |
//! | [`drive`] | any machine as a task, without HTTP: the ten lines to copy |
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `reqwest` | `Graph`, an HTTP client by `reqwest`, without TLS |
//! | `rustls` | the same with TLS by `rustls` |
//! | `server` | `serve_callbacks`: the endpoint for notifications; `serve`: bounded connections |
//! | `record` | a `Recorder` of `graph-call-replay` is a [`Tap`]: it writes what that program explains |
//! | `files` | `files`: stores state in files, so that a program continues after a restart |
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(missing_docs)]

#[cfg(feature = "files")]
pub mod files;
#[cfg(feature = "reqwest")]
mod graph;
#[cfg(feature = "server")]
mod server;

mod ask;
mod clock;
mod create;
mod drive;
mod driver;
mod engine;
mod feed;
mod fleet;
mod http;
mod machines;
mod out;
mod storage;
mod tap;
mod update;

pub use ask::Ask;
pub use clock::{Clock, Speed, wall};
pub use create::CreateError;
pub use drive::drive;
pub use driver::{Driver, create_call};
pub use feed::{Ended, Feed, FeedError};
pub use fleet::FleetDriver;
#[cfg(feature = "reqwest")]
pub use graph::Graph;
pub use http::{BoxError, HttpClient, Request, Response};
#[cfg(feature = "server")]
pub use server::{Cut, callbacks, serve, serve_callbacks};
pub use storage::storage;
pub use tap::Tap;
pub use update::Update;
