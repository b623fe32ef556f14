//! `record`: its parameters, its stop tones and its phases.
//!
//! Two texts of Graph's documentation describe it. [`Profile::Record`] is the 2019 page, [`Profile::RecordResponse`] the present v1.0 page;
//! the differences are listed at [`RecordRequest`].

mod error;
mod parameters;
mod phase;
mod tones;

pub use error::{Member, ParameterError};
pub use parameters::{MAX_PROMPTS, PlayPromptParameters, Profile, RecordParameters, RecordRequest};
pub use phase::{RECORD_TRANSITIONS, RecordPhase, RecordTransition, RecordTrigger};
pub(crate) use tones::Heard;
pub use tones::{StopToneError, StopTones, Tone};
