//! An index from ids to calls, with open addressing.

#[cfg(test)]
mod probes;

use crate::Id;

/// A cell of the index of ids.
///
/// ```
/// use call_lifecycle::fleet::{Entry, entries_for};
/// let entries = vec![Entry::EMPTY; entries_for(1_000)];
/// assert_eq!((size_of::<Entry>(), entries.len()), (8, 1_876));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(align(8))]
pub struct Entry {
    tag: u32,
    slot: u32,
}

impl Entry {
    /// An empty cell.
    pub const EMPTY: Self = Self { tag: 0, slot: NOWHERE };

    #[inline]
    const fn is_empty(self) -> bool {
        self.slot == NOWHERE
    }
}

impl Default for Entry {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// No slot has this number.
pub(super) const NOWHERE: u32 = u32::MAX;

/// How many entries [`super::Storage`] must have for this many calls. A full fleet uses 8/15 of
/// them, so that a search looks at two on average, and at least one is always empty.
///
/// ```
/// use call_lifecycle::fleet::entries_for;
/// assert_eq!(entries_for(8), 16);
/// ```
#[must_use]
pub const fn entries_for(calls: usize) -> usize {
    calls.saturating_add(calls.saturating_sub(calls / 8)).saturating_add(1)
}

/// Cells in the order of their tags. Each entry lies at its home, which follows from its tag, or in
/// the next free cell behind it.
#[derive(Debug)]
pub(super) struct Index<'s> {
    entries: &'s mut [Entry],
    seed: [u64; 2],
}

impl<'s> Index<'s> {
    pub(super) fn new(entries: &'s mut [Entry], seed: [u64; 2]) -> Self {
        entries.fill(Entry::EMPTY);
        let [a, b] = seed;
        // So that zero, the first seed that comes to mind, is as good as any other.
        Self { entries, seed: [a ^ 0x243f_6a88_85a3_08d3, b ^ 0x1319_8a2e_0370_7344] }
    }

    /// The hash of an id. Each half is mixed with a word of the seed, so that nobody who does not
    /// know the seed can tell which ids collide.
    #[inline]
    pub(super) const fn tag(&self, id: Id) -> u32 {
        let [high, low] = id.words();
        let [a, b] = self.seed;
        let once = folded(high ^ a, low ^ b);
        // A second product: with one alone, the seed would decide whether ids with an equal half collide.
        (folded(once ^ b, MIX ^ a) >> 32) as u32
    }

    /// Where an entry belongs: tags in their order, spread over the cells.
    #[inline]
    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag).wrapping_mul(self.entries.len() as u64)) >> 32) as usize
    }

    #[inline]
    const fn next(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.entries.len() { next } else { 0 }
    }

    #[inline]
    fn get(&self, at: usize) -> Entry {
        self.entries.get(at).copied().unwrap_or(Entry::EMPTY)
    }

    /// The slot in the cell where the search for a tag begins, to have it in the cache.
    #[inline]
    pub(super) fn touch(&self, tag: u32) -> u32 {
        self.get(self.home(tag)).slot
    }

    /// The first slot of a tag for which `is` returns true.
    #[inline]
    pub(super) fn find(&self, tag: u32, is: impl FnMut(u32) -> bool) -> Option<u32> {
        self.cell(tag, is).map(|at| self.get(at).slot)
    }

    #[inline]
    fn cell(&self, tag: u32, mut is: impl FnMut(u32) -> bool) -> Option<usize> {
        let mut at = self.home(tag);
        for _ in 0..self.entries.len() {
            let entry = self.get(at);
            if entry.is_empty() {
                return None;
            }
            if entry.tag == tag && is(entry.slot) {
                return Some(at);
            }
            at = self.next(at);
        }
        None
    }

    /// Adds the slot of a tag. There is an empty cell, since the fleet never has more calls than
    /// the entries were made for.
    pub(super) fn insert(&mut self, tag: u32, slot: u32) {
        let mut at = self.home(tag);
        for _ in 0..self.entries.len() {
            if self.get(at).is_empty() {
                break;
            }
            at = self.next(at);
        }
        if let Some(entry) = self.entries.get_mut(at) {
            *entry = Entry { tag, slot };
        }
    }

    /// Removes the slot of a tag, and moves those behind it up, so that every search still ends at
    /// an empty cell.
    pub(super) fn remove(&mut self, tag: u32, slot: u32) {
        let Some(mut hole) = self.cell(tag, |found| found == slot) else { return };
        let mut at = hole;
        for _ in 0..self.entries.len() {
            at = self.next(at);
            let entry = self.get(at);
            if entry.is_empty() {
                break;
            }
            if self.distance(self.home(entry.tag), at) >= self.distance(hole, at) {
                self.put(hole, entry);
                hole = at;
            }
        }
        self.put(hole, Entry::EMPTY);
    }

    fn put(&mut self, at: usize, entry: Entry) {
        if let Some(cell) = self.entries.get_mut(at) {
            *cell = entry;
        }
    }

    /// How far `to` is behind `from`, around the end.
    const fn distance(&self, from: usize, to: usize) -> usize {
        if to >= from { to.wrapping_sub(from) } else { to.wrapping_add(self.entries.len()).wrapping_sub(from) }
    }
}

/// An odd number without a pattern (the fraction of the golden ratio).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The two halves of a product, combined by exclusive or.
#[inline]
const fn folded(a: u64, b: u64) -> u64 {
    let product = (a as u128).wrapping_mul(b as u128);
    (product as u64) ^ (product >> 64) as u64
}
