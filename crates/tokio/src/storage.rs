//! Storage for a fleet.

use call_lifecycle::fleet::{Entry, Node, Place, Storage, entries_for, nodes_for};

/// Allocates storage for this many calls, for as long as the program runs.
pub fn storage<M: Clone>(calls: usize) -> Storage<'static, M> {
    Storage::new(
        vec![Place::VACANT; calls].leak(),
        vec![Node::EMPTY; nodes_for(calls)].leak(),
        vec![Entry::EMPTY; entries_for(calls)].leak(),
    )
}
