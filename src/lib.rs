//! A Microsoft Graph call's lifecycle as two pure state machines.
#![no_std]
#![forbid(unsafe_code)]

// `arbitrary` needs std (its own choice); nothing else here does.
#[cfg(feature = "arbitrary")]
extern crate std;

pub mod app;
mod deadline;
pub mod diagram;
mod id;
mod keep_alive;
mod machine;
mod operation;
pub mod record;
mod report;
pub mod service;
mod snapshot;
mod state;
mod step;
mod time;

pub use deadline::{Deadline, DeadlineKind};
pub use id::{ClientContext, ClientContextTooLong, Compact, Id, ParseIdError};
pub use keep_alive::{KeepAlivePolicy, PolicyError, PolicyField};
pub use machine::Machine;
pub use operation::{CompletionReason, OperationKind, OperationReport, OperationStatus, Outcome, Slot, Slots};
pub use report::{CallReport, ChangeType, ReportedState, ToneInfo};
pub use snapshot::{SNAPSHOT_VERSION, Snapshot, SnapshotError};
pub use state::{CallState, Cause, ResultInfo, TRANSITIONS, Transition, Trigger};
pub use step::{MAX_OUTPUTS, Rejection, Step, Timed, Verdict};
pub use time::{Span, SpanTooLong, Timestamp};

#[cfg(feature = "serde")]
pub mod wire;
