//! What is under way: in order of time, bounded.

use crate::Timestamp;

/// Up to `MAX` messages, each with its time. Few enough that looking through them all is the fastest way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Queue<T, const MAX: usize> {
    items: heapless::Vec<(Timestamp, u32, T), MAX>,
    count: u32,
    /// The place of the first one.
    first: usize,
}

impl<T: Copy, const MAX: usize> Queue<T, MAX> {
    pub(super) const fn new() -> Self {
        Self { items: heapless::Vec::new(), count: 0, first: 0 }
    }

    /// Puts one in; `false` if there is no room.
    pub(super) fn push(&mut self, at: Timestamp, item: T) -> bool {
        self.count = self.count.wrapping_add(1);
        let earlier = self.items.get(self.first).is_none_or(|first| at < first.0);
        let index = self.items.len();
        let fits = self.items.push((at, self.count, item)).is_ok();
        if fits && earlier {
            self.first = index;
        }
        fits
    }

    /// When the next one is due.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.items.get(self.first).map(|item| item.0)
    }

    /// Takes the next one out: the earliest, and of those the one that was put in first.
    pub(super) fn pop(&mut self) -> Option<T> {
        if self.first >= self.items.len() {
            return None;
        }
        let (_, _, item) = self.items.swap_remove(self.first);
        self.find_first();
        Some(item)
    }

    /// Keeps what is to be kept.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.items.retain(|(_, _, item)| keep(item));
        self.find_first();
    }

    fn find_first(&mut self) {
        let first = self.items.iter().enumerate().min_by_key(|(_, item)| (item.0, item.1));
        self.first = first.map_or(0, |(index, _)| index);
    }
}
