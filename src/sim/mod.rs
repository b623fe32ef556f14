//! Both ends of many calls in a world that goes wrong, and the laws as predicates (feature `sim`).
//!
//! Forty-five minutes take a microsecond here. A [`World`] says what goes wrong: messages that are lost, repeated, delayed and overtaken, requests that are
//! refused, partitions, hosts that crash and go on from a snapshot, clocks that run at different rates and jump. A [`Line`] is one call in it: both ends,
//! the network between them, and people who ring, speak, press tones and hang up. The [`laws`] are checked after every step, and whoever wants to see
//! more implements [`Watch`]. No allocator is needed: a line is a plain value, and a host keeps as many as it likes.
//!
//! ```
//! use call_lifecycle::sim::{Line, Tally, World};
//! use call_lifecycle::{Cause, Timestamp};
//!
//! let (world, mut tally) = (World::new(7), Tally::default());
//! for number in 0..50 {
//!     Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, &mut tally)?;
//! }
//! // Some calls were lost to inactivity on a day as bad as that.
//! assert!(tally.service_causes[Cause::KeepAliveExpired as usize] > 0);
//! # Ok::<(), call_lifecycle::sim::Failure>(())
//! ```
//!
//! Everything follows from one seed, the same on every target. A failure names the line: that line alone, run again, fails again, and its [`Choices`] can
//! be replaced by a shorter script of them. `examples/simulate` does both.
//!
//! # Other simulators
//!
//! The laws are predicates over plain values, so that a simulator of another kind (turmoil, madsim, one of your own) can assert them: [`laws`] of one step
//! of either end, [`joint`] of both ends at one moment. Where clocks are not right, [`ClockFaults::slack`] is the bound within which the laws that name
//! equal clocks still hold.

mod checks;
mod choices;
mod clock;
mod end;
#[cfg(feature = "defmt")]
mod format;
mod hosts;
pub mod joint;
mod law;
pub mod laws;
mod line;
mod people;
mod queue;
#[cfg(test)]
mod toy;
mod watch;
mod world;

pub use choices::{Chance, Choices};
pub use clock::ClockFaults;
pub use end::{End, Told};
pub use joint::Both;
pub use law::{Broken, Law};
pub use line::{App, Failure, Line, Service, UNDER_WAY};
pub use watch::{Fault, Tally, Watch};
pub use world::{Faults, Outage, World};
