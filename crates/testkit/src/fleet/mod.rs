//! A fleet and its model, side by side: for the tests and for the fuzz target.
//!
//! - [`model`]: many calls, the slow and obvious way
//! - [`both`]: every operation done by the fleet and by the model, and compared
//! - [`member`]: what a call must offer to take part; [`toy`]: one that is due whenever it is told to be
//! - [`play`]: operations drawn at random
#![allow(dead_code, reason = "each user needs its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_const_for_fn,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a model is no part of the crate: it may panic, and an overflow in it should"
)]

pub(crate) mod both;
pub(crate) mod member;
pub(crate) mod model;
pub(crate) mod play;
pub(crate) mod toy;

use call_lifecycle::fleet::{Entry, Node, Place, Storage, entries_for, nodes_for};

/// Storage for so many calls, as a host with an allocator has it.
pub(crate) struct Lent<M> {
    pub(crate) places: Vec<Place<M>>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) entries: Vec<Entry>,
}

impl<M: Clone> Lent<M> {
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            places: vec![Place::VACANT; calls],
            nodes: vec![Node::EMPTY; nodes_for(calls)],
            entries: vec![Entry::EMPTY; entries_for(calls)],
        }
    }

    pub(crate) fn storage(&mut self) -> Storage<'_, M> {
        Storage { places: &mut self.places, nodes: &mut self.nodes, entries: &mut self.entries }
    }
}
