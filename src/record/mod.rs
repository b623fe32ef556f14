//! `record`: its parameters, its stop tones and its phases.
//!
//! Two pages of Graph's documentation describe it. [`Profile::Record`] is the 2019 page (source
//! `record-2019`), [`Profile::RecordResponse`] the v1.0 page (source `call-record`).
//! [`RecordRequest`] lists the differences.
//!
//! ```
//! use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
//! use call_lifecycle::service::{Call, Event, MediaEvent, Output, PeerEvent, Policy, Request};
//! use call_lifecycle::{CompletionReason, Id, Timestamp};
//!
//! let at = Timestamp::from_millis;
//! let mut call = Call::<4>::outgoing(Id::from_u128(1), at(0), &Policy::DEFAULT);
//! call.handle(at(2_000), Event::Peer(PeerEvent::Connects));
//!
//! let stop_tones = StopTones::parse(["#", "11", "*"])?;
//! let request = RecordRequest::new(Profile::Record).with_stop_tones(stop_tones);
//! let record = Request::Record { id: Id::from_u128(2), context: None, request };
//! let step = call.handle(at(3_000), Event::Request(record));
//! assert!(matches!(step.outputs()[0].output, Output::Answer { status: 202, slot: Some(_) }));
//!
//! call.handle(at(4_000), Event::Media(MediaEvent::Tone(Tone::Tone1)));
//! let step = call.handle(at(4_200), Event::Media(MediaEvent::Tone(Tone::Tone1)));
//! let Output::OperationEnded { outcome, .. } = step.outputs()[0].output else { unreachable!() };
//! assert_eq!(outcome.reason, Some(CompletionReason::StopToneDetected));
//! # Ok::<(), call_lifecycle::record::StopToneError>(())
//! ```

mod error;
mod parameters;
mod phase;
mod request;
mod tones;

pub use error::{Member, ParameterError};
pub use parameters::{MAX_PROMPTS, PlayPromptParameters, Profile, RecordParameters};
pub use phase::{RECORD_TRANSITIONS, RecordPhase, RecordTransition, RecordTrigger};
pub use request::RecordRequest;
pub(crate) use tones::Heard;
pub use tones::{StopToneError, StopTones, Tone};
