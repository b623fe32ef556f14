//! Snapshots: a call as bytes, the same on every target.

use call_lifecycle::Snapshot;

use crate::declare::constants;

constants! { SNAPSHOTS: usize {
    /// The most bytes that a snapshot of either end takes.
    CL_SNAPSHOT_MAX = 480;
} }

/// A snapshot with room for any call.
pub(crate) type Room = Snapshot<CL_SNAPSHOT_MAX>;
