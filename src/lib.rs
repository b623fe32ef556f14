//! A Microsoft Graph call's lifecycle, its keepAlive deadlines and its record operations, as two pure state machines.
//!
//! A call in Graph's cloud-communications API is a contract between an **application** (a bot) and the **service**, and the contract has clocks in it: a
//! call that gets no successful `keepAlive` within 45 minutes is ended; a recording ends by a stop tone, by silence, by duration, by cancel or with its
//! call; an incoming call must be answered within 15 seconds. Notifications come twice, late, out of order or not at all. This crate is that contract,
//! for both ends:
//!
//! | | [`app::Call`] | [`service::Call`] |
//! |---|---|---|
//! | who embeds it | a bot: in tokio, embassy, an actor, a simulator | a mock service, a simulator, a test harness, a switch |
//! | what it knows | what was sent, what came back, what was notified | everything: it is the authority |
//! | what it decides | when to send keepAlive, when to verify, when the call is lost, when to clean up | what to answer, when a call expires, how a recording ends |
//!
//! It has no clock, no I/O, no randomness, no allocation, no globals, no `unsafe` and no panic. The host supplies every timestamp and every event; the
//! machine answers with plain values. So 45 minutes take a microsecond in a test, and the same inputs give the same outputs on every target, from a
//! Cortex-M0 to a server.
//!
//! # The two verbs
//!
//! ```text
//! fn handle(&mut self, now: Timestamp, event: Event) -> Step;     // what became of it, and what there is to do
//! fn next_deadline(&self) -> Option<Deadline>;                    // when to wake it, and why
//! ```
//!
//! A host does three things, in any runtime:
//!
//! 1. It feeds what happens to `handle`.
//! 2. It acts on the step's outputs. They come back by value: there is no queue to drain and nothing to acknowledge.
//! 3. It sleeps until `next_deadline()` and calls `handle(now, Event::Wake)`. Waking early, late or twice does no harm.
//!
//! Everything else is a question that changes nothing: `state()`, `keep_alive()`, `operations()`, `digest()`, `check(now, &event)`.
//!
//! A host with many calls holds them in a [`fleet::Fleet`]: by handle or by id, with the next deadline of all of them.
//!
//! The application's end:
//!
//! ```
//! use call_lifecycle::app::{Call, OperationHints, Event, Output, Policy, Reply};
//! use call_lifecycle::{CallReport, CallState, Id, Timestamp, Verdict};
//!
//! let at = |minutes: u64| Timestamp::from_millis(minutes * 60_000);
//! // The create request was sent at 0 and answered 201.
//! let id: Id = "57dab8b1-894c-409a-b240-bd8beae78896".parse()?;
//! let mut call = Call::<4>::outgoing(id, at(0), &Policy::DEFAULT);
//!
//! // Notifications, in the wrong order: the second one restarts nothing.
//! let established = Event::Call(CallReport::state(CallState::Established));
//! let establishing = Event::Call(CallReport::state(CallState::Establishing));
//! assert_eq!(call.handle(at(0), established).verdict(), Verdict::Applied);
//! assert_eq!(call.handle(at(0), establishing).verdict(), Verdict::Stale);
//!
//! // The host sleeps until the deadline, wakes the machine, and is told to send a keepAlive.
//! let due = call.next_deadline().unwrap();
//! for timed in &call.handle(due.at, Event::Wake) {
//!     if let Output::Send(token) = timed.output {
//!         // Each step has outputs of its own to act on; here it is known that there are none of interest.
//!         let _step = call.handle(due.at, Event::Sent { token, hints: OperationHints::NONE });
//!         let _step = call.handle(due.at, Event::Reply { token, sent: due.at, reply: Reply::status(200) });
//!     }
//! }
//! // Its success counts from the time at which it was sent.
//! let expires_at = call.keep_alive().expires_at.unwrap();
//! assert_eq!(expires_at.as_millis() - due.at.as_millis(), 45 * 60_000);
//! # Ok::<(), call_lifecycle::ParseIdError>(())
//! ```
//!
//! The service's end:
//!
//! ```
//! use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
//! use call_lifecycle::service::{Call, Event, MediaEvent, Output, PeerEvent, Policy, Request};
//! use call_lifecycle::{CompletionReason, Id, Timestamp};
//!
//! let at = Timestamp::from_millis;
//! let mut call = Call::<4>::outgoing(Id::from_u128(1), at(0), &Policy::DEFAULT);
//! let _step = call.handle(at(2_000), Event::Peer(PeerEvent::Connects));
//!
//! let request = RecordRequest {
//!     max_silence_timeout_in_seconds: Some(2),
//!     stop_tones: StopTones::parse(["#", "11", "*"])?,
//!     ..RecordRequest::new(Profile::Record)
//! };
//! let step = call.handle(at(3_000), Event::Request(Request::Record { id: Id::from_u128(2), context: None, request }));
//! assert!(matches!(step.outputs()[0].output, Output::Answer { status: 202, slot: Some(_) }));
//!
//! let _step = call.handle(at(4_000), Event::Media(MediaEvent::Tone(Tone::Tone1)));
//! let step = call.handle(at(4_200), Event::Media(MediaEvent::Tone(Tone::Tone1)));
//! let Output::OperationEnded { outcome, .. } = step.outputs()[0].output else { unreachable!() };
//! assert_eq!(outcome.reason, Some(CompletionReason::StopToneDetected));
//! # Ok::<(), call_lifecycle::record::StopToneError>(())
//! ```
//!
//! # The states of a call
//!
#![doc = include_str!("../docs/call.svg")]
//!
//! One table, [`TRANSITIONS`], is the truth: the service's transition function, the reachability by which the application judges notifications, this
//! drawing and the tests come from it. A recording has a table of its own, [`record::RECORD_TRANSITIONS`]. Both print themselves: see [`diagram`].
//!
//! # The laws
//!
//! Each has a test of its name. Those that speak of one step, or of both ends at one moment, are predicates in the crate `call-lifecycle-sim`.
//!
//! 1. **determinism**: the same policy and events give the same steps, state and digest, on every target.
//! 2. **total**: every event in every state at every timestamp (0, `u64::MAX`, backwards) gives a step; nothing panics, overflows or loops.
//! 3. **inert**: a verdict other than [`Verdict::Applied`] means that the event itself changed nothing: the machine is what a wake at the same time would
//!    have left.
//! 4. **progress**: after a step, `next_deadline()` is later than its `now`, or none. Nobody spins.
//! 5. **no hidden deadline**: a host that sleeps exactly until `next_deadline()` misses nothing; waking early or twice changes nothing.
//! 6. **granularity** (service's end): outputs, each with its own time, and state depend on the events alone, not on how often the host wakes it.
//! 7. **forward**: a notification is applied only if its state can be reached from the present one; else it is stale. `terminated` absorbs.
//! 8. **once**: a call ends once and each operation ends once, with one cause; every operation that was started ends, at the latest with its call.
//! 9. **clock**: time running backwards is clamped in one place and reported, and loses no event.
//! 10. **safe side**: the application's belief of the keepAlive expiry is never later than the service's (with clocks of equal rate that do not jump; an
//!     adopted call from its first success on, an incoming one within its `start_margin`).
//! 11. **round trip**: a snapshot restored anywhere, at any point, goes on exactly as the original.
//! 12. **agreement**: joined by a network that delays, drops, repeats and reorders, both ends agree within the configured bounds on whether the call lives.
//!     A call whose keepAlive request and reply get through once in 45 minutes is never lost to inactivity.
//! 13. **translation**: shifting every time by the same span shifts every output and deadline by it, and changes nothing else.
//!
//! # Clocks
//!
//! Feed a monotonic clock that counts the time a machine sleeps: see [`Timestamp`]. Where a clock jumps (a virtual machine that was paused and resumed), the
//! laws that speak of time hold from the jump on; take a snapshot before and restore it after, or adopt the call anew and let the first keepAlive tell.
//!
//! A machine that is restored goes by the clock that it went by, which must have gone on in between, as the service's has: keep what the host's clock showed
//! beside what the one on the wall did. One that began anew, or stood still, keeps the call alive too late.
//!
//! # Crate features
//!
//! None is on by default.
//!
//! - **`wire`**: the module `wire`, Graph's JSON as borrowed types that need no allocator.
//! - **`serde`**: [`Snapshot`]s as byte strings in any format.
//! - **`defmt`**: `Format` for every public type, in few bytes and without texts that may be secret. No log macros: what is logged is the host's choice.
//! - **`arbitrary`**: `Arbitrary` for events and settings, for hosts that fuzz. It needs std.
#![no_std]
#![forbid(unsafe_code)]

// `arbitrary` needs std (its own choice); nothing else here does.
#[cfg(feature = "arbitrary")]
extern crate std;

pub mod app;
mod call;
mod deadline;
pub mod diagram;
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
pub use time::{Span, SpanTooLong, Timestamp};
pub use words::UnknownWord;

#[cfg(feature = "wire")]
pub mod wire;

// The README's examples are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
