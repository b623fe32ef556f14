//! The deadlines of many calls in a tree of minima, so that the least one is known at any time.

pub(super) mod walk;

use crate::Timestamp;

/// A cache line of the tree of deadlines.
///
/// ```
/// use call_lifecycle::fleet::{Node, nodes_for};
/// assert_eq!(size_of::<Node>(), 64);
/// let nodes = vec![Node::EMPTY; nodes_for(1_000_000)];
/// assert_eq!(nodes.len(), 133_336);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(align(64))]
pub struct Node([u32; NODE]);

impl Node {
    /// A node without deadlines.
    pub const EMPTY: Self = Self([NONE; NODE]);
}

impl Default for Node {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Children of a node, and calls of a leaf: their deadlines come first, then the generations of
/// their places.
const NODE: usize = 16;
const LEAF: usize = 8;
const NODE_BITS: u32 = NODE.trailing_zeros();
const LEAF_BITS: u32 = LEAF.trailing_zeros();
/// Levels of the tree of 2³² calls.
const LEVELS: usize = 9;

/// No deadline. All others have 31 bits, so that it is greater than they are in every epoch.
const NONE: u32 = u32::MAX;
/// The furthest that a stored deadline can be from the base, in milliseconds.
const HORIZON: u64 = (1 << 31) - 1;
/// The base is a multiple of this.
const EPOCH: u64 = 1 << 30;

/// How many nodes [`super::Storage`] must have for this many calls.
///
/// ```
/// use call_lifecycle::fleet::nodes_for;
/// assert_eq!((nodes_for(1), nodes_for(8), nodes_for(9)), (1, 1, 3));
/// ```
#[must_use]
pub const fn nodes_for(calls: usize) -> usize {
    let mut count = calls.div_ceil(LEAF);
    let mut all = count;
    while count > 1 {
        count = count.div_ceil(NODE);
        all = all.saturating_add(count);
    }
    all
}

/// Milliseconds in 31 bits, modulo 2³¹. The base lies at one of two places in that circle, so that
/// one bit tells which half comes first: a number with that bit inverted is the span since the
/// base.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    nodes: &'s mut [Node],
    /// Where each level begins, that of the leaves first.
    starts: [u32; LEVELS],
    levels: usize,
    /// The least deadline of all.
    first: u32,
    base: u64,
    turn: u32,
}

impl<'s> Tree<'s> {
    /// The tree of this many calls, without deadlines. There are as many `nodes` as [`nodes_for`]
    /// says.
    pub(super) fn new(nodes: &'s mut [Node], calls: usize, now: Timestamp) -> Self {
        nodes.fill(Node::EMPTY);
        for leaf in nodes.iter_mut().take(calls.div_ceil(LEAF)) {
            leaf.0.iter_mut().skip(LEAF).for_each(|generation| *generation = 0);
        }
        let mut starts = [0; LEVELS];
        let (mut count, mut start, mut levels) = (calls.div_ceil(LEAF), 0_u32, 0_usize);
        for place in &mut starts {
            *place = start;
            levels = levels.wrapping_add(1);
            if count <= 1 {
                break;
            }
            start = start.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            count = count.div_ceil(NODE);
        }
        let base = now.as_millis() & !(EPOCH - 1);
        Self { nodes, starts, levels, first: NONE, base, turn: turn(base) }
    }

    /// The generation of a place: twice the number of calls that it had, plus one while it has one.
    /// `None` past the last place.
    #[inline]
    pub(super) fn generation(&self, slot: u32) -> Option<u32> {
        let leaf = self.nodes.get((slot >> LEAF_BITS) as usize)?;
        leaf.0.get((slot as usize % LEAF) | LEAF).copied()
    }

    pub(super) fn set_generation(&mut self, slot: u32, generation: u32) {
        if let Some(leaf) = self.nodes.get_mut((slot >> LEAF_BITS) as usize) {
            if let Some(place) = leaf.0.get_mut((slot as usize % LEAF) | LEAF) {
                *place = generation;
            }
        }
    }

    /// The least deadline. One that had passed before the base is given as time 0, so that a host
    /// whose clock was set back does not sleep.
    #[inline]
    pub(super) const fn first(&self) -> Option<Timestamp> {
        match self.first {
            NONE => None,
            passed if passed == self.turn => Some(Timestamp::ZERO),
            tick => Some(self.time(tick)),
        }
    }

    #[inline]
    const fn time(&self, tick: u32) -> Timestamp {
        Timestamp::from_millis(self.base.saturating_add((tick ^ self.turn) as u64))
    }

    #[inline]
    fn tick(&self, at: Option<Timestamp>) -> u32 {
        let Some(at) = at else { return NONE };
        let after_base = at.as_millis().saturating_sub(self.base).min(HORIZON);
        after_base as u32 ^ self.turn
    }

    /// Sets the deadline of a call.
    #[inline]
    pub(super) fn arm(&mut self, slot: u32, at: Option<Timestamp>) {
        let new = self.tick(at);
        let leaf = slot >> LEAF_BITS;
        let Some(Node(lanes)) = self.nodes.get_mut(leaf as usize) else { return };
        let Some(place) = lanes.get_mut(slot as usize % LEAF) else { return };
        let old = core::mem::replace(place, new);
        let least = self.held(0, leaf).copied().unwrap_or(NONE);
        // Most deadlines neither were nor are the least of their leaf.
        if old != new && (old == least || new ^ self.turn < least ^ self.turn) {
            self.rise(leaf, old, new);
        }
    }

    /// Goes up from a leaf in which `old` became `new`, as far as the least changes.
    #[inline(never)]
    fn rise(&mut self, leaf: u32, mut old: u32, mut new: u32) {
        let mut child = leaf;
        for level in 0..self.levels {
            let Some(held) = self.held(level, child) else { return };
            let before = *held;
            if new ^ self.turn >= before ^ self.turn {
                if old != before {
                    return;
                }
                new = self.least(level, child);
                if new == before {
                    return;
                }
            }
            if let Some(held) = self.held(level, child) {
                *held = new;
            }
            old = before;
            child >>= NODE_BITS;
        }
    }

    /// What the level above stores of a node: its least deadline.
    #[inline]
    fn held(&mut self, level: usize, child: u32) -> Option<&mut u32> {
        let above = level.wrapping_add(1);
        if above >= self.levels {
            return Some(&mut self.first);
        }
        let Node(ticks) = self.node_mut(above, child >> NODE_BITS)?;
        ticks.get_mut(child as usize % NODE)
    }

    #[inline]
    fn node(&self, level: usize, index: u32) -> &Node {
        let start = self.starts.get(level).copied().unwrap_or(0);
        self.nodes.get(start.wrapping_add(index) as usize).unwrap_or(&Node::EMPTY)
    }

    #[inline]
    fn node_mut(&mut self, level: usize, index: u32) -> Option<&mut Node> {
        let start = self.starts.get(level).copied()?;
        self.nodes.get_mut(start.wrapping_add(index) as usize)
    }

    #[inline]
    fn least(&self, level: usize, index: u32) -> u32 {
        let Node(lanes) = self.node(level, index);
        match lanes.first_chunk::<LEAF>() {
            Some(deadlines) if level == 0 => least(deadlines, self.turn),
            _ => least(lanes, self.turn),
        }
    }
}

/// Of a length that the compiler knows, so that it looks at several at a time.
#[inline]
fn least<const N: usize>(ticks: &[u32; N], turn: u32) -> u32 {
    ticks.iter().fold(NONE, |least, tick| least.min(tick ^ turn)) ^ turn
}

/// The bit that is inverted in the numbers of an epoch.
const fn turn(base: u64) -> u32 {
    (base & EPOCH) as u32
}
