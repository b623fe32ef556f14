//! A fleet and its model, side by side: for the tests and for the fuzz target.
//!
//! - [`model`]: many calls, the slow and obvious way
//! - [`compared`]: every operation done by the fleet and by the model, and compared
//! - [`member`]: what a call must offer to take part; [`toy`]: one that is due whenever it is told
//!   to be
//! - [`play`]: operations drawn at random

pub mod compared;
pub mod member;
pub mod model;
pub mod play;
pub mod toy;

use call_lifecycle::fleet::{Entry, Node, Place, Storage, entries_for, nodes_for};

/// Storage for so many calls, as a host with an allocator has it.
pub struct Lent<M> {
    pub places: Vec<Place<M>>,
    pub nodes: Vec<Node>,
    pub entries: Vec<Entry>,
}

impl<M: Clone> Lent<M> {
    pub fn new(calls: usize) -> Self {
        Self {
            places: vec![Place::VACANT; calls],
            nodes: vec![Node::EMPTY; nodes_for(calls)],
            entries: vec![Entry::EMPTY; entries_for(calls)],
        }
    }

    pub fn storage(&mut self) -> Storage<'_, M> {
        Storage::new(&mut self.places, &mut self.nodes, &mut self.entries)
    }
}
