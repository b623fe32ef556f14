//! What is the same for all calls of a report.

use crate::clock::Clock;
use crate::contract::Terms;

/// What sentences need that is the same for all calls.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub clock: Clock,
    /// The latest time of the trace.
    pub last: u64,
    pub terms: Terms,
    /// Whether the lines of the trace stand in the wrong order, so that nothing can be told.
    pub newest_first: bool,
}
