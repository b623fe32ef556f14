//! `record`: its parameters, its stop tones and its phases.
//!
//! Two pages of Graph's documentation describe it. [`Profile::Record`] is the 2019 page (source `record-2019`),
//! [`Profile::RecordResponse`] the v1.0 page (source `call-record`). [`RecordRequest`] lists the differences.

mod error;
mod parameters;
mod phase;
mod tones;

pub use error::{Member, ParameterError};
pub use parameters::{MAX_PROMPTS, PlayPromptParameters, Profile, RecordParameters, RecordRequest};
pub use phase::{RECORD_TRANSITIONS, RecordPhase, RecordTransition, RecordTrigger};
pub(crate) use tones::Heard;
pub use tones::{StopToneError, StopTones, Tone};
