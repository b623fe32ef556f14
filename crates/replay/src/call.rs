//! A call: its machine, and what is tracked of it.

use crate::track::Track;

/// A call of a trace.
#[derive(Debug)]
pub struct Call<S> {
    pub machine: S,
    pub track: Track,
    /// The time of its earliest entry in the heap.
    pub(super) armed: Option<u64>,
    /// Whether it is among those that have ended lately.
    pub(super) ended: bool,
}
