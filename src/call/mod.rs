//! What both ends share about a call: its states, why it ended, what is reported about it, and how
//! long it lives.

mod cause;
mod keep_alive;
mod report;
mod state;

pub use cause::{Cause, ResultInfo};
pub use keep_alive::KeepAlivePolicy;
pub use report::{CallReport, ChangeType, ReportedState, ToneInfo};
pub use state::{CallState, TRANSITIONS, Transition, Trigger};
