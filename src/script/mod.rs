//! Long scripts of events for those who fuzz a host (feature `arbitrary`).
//!
//! A `Vec` of events that `arbitrary` makes has one event on average, however long the input is,
//! because it is asked before each event whether there is another. A [`Script`] has a count first.
//! Each of its events is drawn from four bytes, and its time is tied to the deadlines: at the next
//! one, a millisecond next to it, soon, hours later, now, or back. What the input is too short for
//! follows from all of it, so that a short input is a long script too.
//!
//! As it is played, an event is tied to the machine ([`Tied`]): a reply answers a request that was
//! sent, an id is one of a few, and an event that ends the call is rare.
//!
//! A fuzz target for a host of one call:
//!
//! ```
//! use arbitrary::{Arbitrary, Unstructured};
//! use call_lifecycle::{Id, Timestamp, app, script::Script};
//!
//! // With cargo-fuzz: fuzz_target!(|script: Script<app::Event>| target(&script));
//! fn target(script: &Script<app::Event>) {
//!     let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
//!     script.play(&mut call, Timestamp::ZERO, |call, _now, _event, step| {
//!         // What the host does with the step, and what must hold after it.
//!         assert!(step.outputs().len() <= call_lifecycle::MAX_OUTPUTS);
//!         assert!(call.next_deadline().is_none_or(|due| due.at > call.now()));
//!     });
//! }
//!
//! target(&Script::arbitrary(&mut Unstructured::new(&[200, 1, 7, 3, 9, 2]))?);
//! # Ok::<(), arbitrary::Error>(())
//! ```

mod app;
mod draw;
mod events;
mod play;
mod service;
mod when;

pub use app::Memory;
pub use events::{Entry, Script};
pub use play::Tied;
pub use when::When;
