//! The operations of a call at both ends: their kinds, how they end, and the table that holds them.

mod kind;
mod outcome;
mod reason;
mod slot;
mod status;
pub(crate) mod table;

pub use kind::OperationKind;
pub use outcome::{OperationReport, Outcome};
pub use reason::CompletionReason;
pub use slot::{Slot, Slots};
pub use status::OperationStatus;
