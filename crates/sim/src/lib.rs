//! Both ends of many Microsoft Graph calls in a world that goes wrong, and the laws of
//! [`call_lifecycle`] as predicates.
//!
//! Forty-five minutes take a microsecond here:
//!
//! - A [`World`] says what goes wrong: messages are lost, repeated, delayed and overtaken, requests
//!   are refused, the network is cut, hosts crash and continue from a snapshot, clocks run at
//!   different rates and jump.
//! - A [`Line`] is one call in it: both ends, the network between them, and people who ring, speak,
//!   press tones and hang up.
//! - The [`laws`] are checked after every step. To see more, implement [`Watch`].
//!
//! No allocator is needed: a line is a plain value, and a host keeps as many as it likes.
//!
//! ```
//! use call_lifecycle::{Cause, Timestamp};
//! use call_lifecycle_sim::{Line, Tally, World};
//!
//! let (world, mut tally) = (World::new(7), Tally::default());
//! for number in 0..50 {
//!     Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, &mut tally)?;
//! }
//! // On such a bad day, some calls are lost to inactivity.
//! assert!(tally.service_causes[Cause::KeepAliveExpired as usize] > 0);
//! # Ok::<(), call_lifecycle_sim::Failure>(())
//! ```
//!
//! Everything follows from one seed, the same on every target. A [`Failure`] names its line. That
//! line alone fails again, and a shorter script can take the place of its [`Choices`]. The example
//! `simulate` does both:
//!
//! ```text
//! cargo run --release -p call-lifecycle-sim --example simulate -- --help
//! ```
//!
//! # Other simulators
//!
//! The laws are predicates over plain values, so any other simulator (turmoil, madsim, your own)
//! can assert them: [`laws`] of one step of either end, and [`joint`] of both ends at one moment.
//! If clocks are not right, [`ClockFaults::slack`] is the bound within which the laws of equal
//! clocks still hold.
//!
//! # Crate features
//!
//! - **`defmt`**: `Format` for every public type.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

mod app_host;
mod checks;
mod choices;
mod clock;
mod due;
mod end;
mod fault;
mod faults;
#[cfg(feature = "defmt")]
mod format;
pub mod joint;
mod law;
pub mod laws;
mod line;
mod message;
mod network;
mod partition;
mod people;
mod queue;
mod run;
mod service_host;
mod tally;
mod violation;
mod watch;
mod window;
mod words;
mod world;

pub use choices::{Chance, Choices};
pub use clock::ClockFaults;
pub use end::{App, Effect, End, Service};
pub use fault::Fault;
pub use faults::{Faults, Outage};
pub use joint::Ends;
pub use law::Law;
pub use line::{Line, MAX_IN_FLIGHT};
pub use tally::Tally;
pub use violation::{Failure, Violation};
pub use watch::Watch;
pub use world::World;

// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
