//! Walks over the tree: taking out what is due, and reading all deadlines again.

use heapless::binary_heap::{BinaryHeap, Min};

use super::{EPOCH, HORIZON, LEAF, LEAF_BITS, NODE, NODE_BITS, NONE, Node, Tree, least, turn};
use crate::Timestamp;

/// A deadline that has come, with its slot. They are ordered by time, then by slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::fleet) struct Due {
    after_base: u32,
    pub(in crate::fleet) slot: u32,
}

impl Tree<'_> {
    /// Moves the base on, as far as `now` and the deadlines permit.
    pub(in crate::fleet) fn advance(&mut self, now: Timestamp) {
        let to = self.first().map_or(now, |first| first.min(now));
        let base = to.as_millis() & !(EPOCH - 1);
        if base > self.base {
            self.base = base;
            self.turn = turn(base);
        }
    }

    /// Whether `now` is so far ahead of the base that a deadline after it might not be kept as one,
    /// or before the base, since the clock was set back.
    pub(in crate::fleet) const fn is_away(&self, now: Timestamp) -> bool {
        now.as_millis() < self.base || now.as_millis().saturating_sub(self.base) >= HORIZON
    }

    /// Moves the base to `now` and reads every deadline again. All that have passed are equal from
    /// here on.
    pub(in crate::fleet) fn start_anew(&mut self, now: Timestamp, at: &impl Fn(u32) -> Option<Timestamp>) {
        self.base = now.as_millis() & !(EPOCH - 1);
        self.turn = turn(self.base);
        self.first = self.renew(self.levels.saturating_sub(1), 0, at);
    }

    fn renew(&mut self, level: usize, index: u32, at: &impl Fn(u32) -> Option<Timestamp>) -> u32 {
        let (lanes, bits) = if level == 0 { (LEAF, LEAF_BITS) } else { (NODE, NODE_BITS) };
        let Node(mut ticks) = *self.node(level, index);
        for (tick, lane) in ticks.iter_mut().zip(0_u32..).take(lanes).filter(|(tick, _)| **tick != NONE) {
            let child = index << bits | lane;
            *tick = match level.checked_sub(1) {
                Some(below) => self.renew(below, child, at),
                None => self.tick(at(child)),
            };
        }
        if let Some(node) = self.node_mut(level, index) {
            *node = Node(ticks);
        }
        self.least(level, index)
    }

    /// The first of the calls with the least deadline, if that is not after `now`.
    pub(in crate::fleet) fn first_due(&self, now: Timestamp) -> Option<u32> {
        if self.first == NONE || self.time(self.first) > now {
            return None;
        }
        let mut index = 0_u32;
        for level in (0..self.levels).rev() {
            let (lanes, bits) = if level == 0 { (LEAF, LEAF_BITS) } else { (NODE, NODE_BITS) };
            let lanes = self.node(level, index).0.iter().take(lanes);
            let lane = lanes.zip(0_u32..).find(|(tick, _)| **tick == self.first)?.1;
            index = index << bits | lane;
        }
        Some(index)
    }

    /// Takes out the deadlines that are not after `upto`, in the order of their slots, until `due`
    /// is full, and returns whether there was room for all. This is cheaper than one after the
    /// other: the minimum of a node is computed once for all that it loses.
    pub(in crate::fleet) fn take_until<const N: usize>(
        &mut self,
        upto: Timestamp,
        due: &mut BinaryHeap<Due, Min, N>,
    ) -> bool {
        let upto = upto.as_millis().saturating_sub(self.base).min(HORIZON) as u32;
        self.first = self.take(self.levels.saturating_sub(1), 0, upto, due);
        self.first ^ self.turn > upto
    }

    /// Returns the least deadline that is left.
    fn take<const N: usize>(&mut self, level: usize, index: u32, upto: u32, due: &mut BinaryHeap<Due, Min, N>) -> u32 {
        let turn = self.turn;
        let Some(below) = level.checked_sub(1) else {
            let Some(Node(lanes)) = self.node_mut(0, index) else { return NONE };
            let Some(deadlines) = lanes.first_chunk_mut::<LEAF>() else { return NONE };
            for lane in not_after(upto, deadlines, turn) {
                let Some(tick) = deadlines.get_mut(lane as usize) else { break };
                if due.push(Due { after_base: *tick ^ turn, slot: index << LEAF_BITS | lane }).is_err() {
                    break;
                }
                *tick = NONE;
            }
            return least(deadlines, turn);
        };
        for lane in not_after(upto, &self.node(level, index).0, turn) {
            if due.is_full() {
                break;
            }
            let new = self.take(below, index << NODE_BITS | lane, upto, due);
            if let Some(tick) = self.node_mut(level, index).and_then(|Node(ticks)| ticks.get_mut(lane as usize)) {
                *tick = new;
            }
        }
        self.least(level, index)
    }
}

/// The lanes that are not after `upto`, compared without a branch, since branches could not be
/// predicted.
#[inline]
fn not_after<const N: usize>(upto: u32, ticks: &[u32; N], turn: u32) -> impl Iterator<Item = u32> + use<N> {
    let mut set = ticks.iter().rev().fold(0_u32, |set, tick| set << 1 | u32::from(tick ^ turn <= upto));
    core::iter::from_fn(move || {
        let lane = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(lane)
    })
}
