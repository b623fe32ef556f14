//! The lifecycle of a Microsoft Graph call, its keepAlive deadlines and its recordings, as two pure
//! state machines.
//!
//! A call in Graph's cloud-communications API is a contract between an **application** (a bot) and
//! the **service**, with clocks in it. A call that gets no successful `keepAlive` within 45 minutes
//! is ended. An incoming call must be answered within 15 seconds. Notifications come twice, late,
//! out of order or not at all. This crate is that contract, for both ends:
//!
//! | | [`app::Call`] | [`service::Call`] |
//! |---|---|---|
//! | used by | a bot: on tokio, embassy, in an actor | a mock service, a simulator, a test harness |
//! | knows | what was sent, received and notified | everything: it is the authority |
//! | decides | when to send a keepAlive, when to verify, when the call is lost, when to clean up | what to answer, when a call expires, how a recording ends |
//!
//! It has no clock, no I/O, no randomness, no allocation, no globals, no `unsafe` and no panic. The
//! host supplies every timestamp and every event. So 45 minutes take a microsecond in a test, and
//! the same inputs give the same outputs on every target, from a Cortex-M0 to a server.
//!
//! # Two methods
//!
//! ```text
//! fn handle(&mut self, now: Timestamp, event: Event) -> Step;   // a verdict, and what to do
//! fn next_deadline(&self) -> Option<Deadline>;                  // when to wake it, and why
//! ```
//!
//! A host does three things, in any runtime:
//!
//! 1. It gives what happens to `handle`.
//! 2. It acts on the outputs of the step. They come back by value: there is no queue to drain.
//! 3. It sleeps until `next_deadline()` and calls `handle(now, Event::Wake)`. Waking early, late or
//!    twice does no harm.
//!
//! Everything else is a question that changes nothing. [`fleet::Fleet`] holds many calls of either
//! end and knows the next deadline of all of them.
//!
//! ```
//! use call_lifecycle::app::{Call, Event, OperationHints, Output, Policy, Reply};
//! use call_lifecycle::{CallReport, CallState, Id, Timestamp, Verdict};
//!
//! // The create request was sent at 0 and answered 201.
//! let id: Id = "57dab8b1-894c-409a-b240-bd8beae78896".parse()?;
//! let start = Timestamp::ZERO;
//! let mut call = Call::<4>::outgoing(id, start, &Policy::DEFAULT);
//!
//! // Notifications in the wrong order: the second one restarts nothing.
//! let established = Event::Call(CallReport::state(CallState::Established));
//! let establishing = Event::Call(CallReport::state(CallState::Establishing));
//! assert_eq!(call.handle(start, established).verdict(), Verdict::Applied);
//! assert_eq!(call.handle(start, establishing).verdict(), Verdict::Stale);
//!
//! // The host sleeps until the deadline, wakes the machine, and sends the keepAlive that it asks for.
//! let due = call.next_deadline().unwrap().at;
//! let step = call.handle(due, Event::Wake);
//! let Output::Send(token) = step.outputs()[0].output else { unreachable!() };
//! call.handle(due, Event::Sent { token, hints: OperationHints::NONE });
//! call.handle(due, Event::Reply { token, sent: due, reply: Reply::new(200) });
//!
//! // Its success counts from the time at which it was sent.
//! let expires_at = call.keep_alive().expires_at.unwrap();
//! assert_eq!(expires_at.as_millis() - due.as_millis(), 45 * 60_000);
//! # Ok::<(), call_lifecycle::ParseIdError>(())
//! ```
//!
//! The service's end is used in the same way: see [`service::Call`].
//!
//! # The states of a call
//!
#![doc = include_str!("../docs/call.svg")]
//!
//! Everything comes from one table, [`TRANSITIONS`]: the service's transitions, the rule by which
//! the application judges notifications, this drawing and the tests. A recording has
//! [`record::RECORD_TRANSITIONS`]. [`diagram`] prints both.
//!
//! # The laws
//!
//! Thirteen properties hold in every state and for every input. [`docs::laws`] says what each of
//! them promises and how it is checked.
//!
//! 1. **determinism**: the same policy and events give the same steps, state and digest.
//! 2. **total**: every event in every state at every timestamp gives a step.
//! 3. **inert**: an event that was not applied changed nothing.
//! 4. **progress**: after a step, the next deadline lies ahead, or there is none.
//! 5. **no hidden deadline**: a host that sleeps until the deadline misses nothing.
//! 6. **granularity**: how often the service's end is woken makes no difference.
//! 7. **forward**: a notification is applied only if the table leads to its state.
//! 8. **once**: a call and each of its operations end once, with one cause.
//! 9. **clock**: time that runs backwards is clamped and reported, and loses no event.
//! 10. **safe side**: the application never believes that a call lives longer than the service
//!     does.
//! 11. **round trip**: a restored snapshot continues exactly as the original.
//! 12. **agreement**: over a bad network both ends agree, within bounds, on whether the call lives.
//! 13. **translation**: shifting every time shifts every deadline, and changes nothing else.
//!
//! # Clocks
//!
//! Use a monotonic clock that counts the time a machine sleeps: see [`Timestamp`]. If a clock
//! jumps, as after a virtual machine was paused, the laws about time hold again after the jump.
//!
//! A restored machine needs the clock that it had, which must have gone on in between. Store what
//! the host's clock showed together with the system's time. A clock that started again from zero,
//! or stood still, sends keepAlives too late.
//!
//! # Crate features
//!
//! None is on by default.
//!
//! - **`wire`**: Graph's JSON and HTTP as borrowed types, without an allocator.
//! - **`serde`**: [`Snapshot`]s as byte strings in any format.
//! - **`defmt`**: `Format` for every public type, without texts that may be secret. No log macros.
//! - **`arbitrary`**: `Arbitrary` for events and settings, and long scripts of events (`script`),
//!   for hosts that fuzz. It needs std.
//!
//! # More
//!
//! [`docs`] has the laws, the choices where Graph's documentation is silent, the sources,
//! performance and portability. The crates `call-lifecycle-tokio`, `call-lifecycle-sim`,
//! `graph-call-replay` and `graph-call-mock` are built on this one.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

// `arbitrary` needs std (its own choice); nothing else here does.
#[cfg(feature = "arbitrary")]
extern crate std;

pub mod app;
mod call;
mod deadline;
pub mod diagram;
mod digits;
#[cfg(doc)]
pub mod docs;
pub mod fleet;
#[cfg(feature = "defmt")]
mod format;
mod id;
mod machine;
mod numbers;
mod operation;
mod policy;
pub mod record;
#[cfg(feature = "arbitrary")]
pub mod script;
pub mod service;
mod snapshot;
mod step;
mod time;
mod words;

pub use call::{CallReport, CallState, Cause, ChangeType, KeepAlivePolicy, ReportedState, ResultInfo};
pub use call::{TRANSITIONS, ToneInfo, Transition, Trigger};
pub use deadline::{Deadline, DeadlineKind};
pub use id::{ClientContext, ClientContextTooLong, Compact, Id, ParseIdError};
pub use machine::Machine;
pub use operation::{CompletionReason, OperationKind, OperationReport, OperationStatus, Outcome, Slot, Slots};
pub use policy::{PolicyError, PolicyField};
pub use snapshot::{SNAPSHOT_VERSION, Snapshot, SnapshotError};
pub use step::{MAX_OUTPUTS, Rejection, Step, Timed, Verdict};
pub use time::{MAX_DURATION, Timestamp};
pub use words::UnknownWord;

#[cfg(feature = "wire")]
pub mod wire;

// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
