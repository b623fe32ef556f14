//! A bounded queue in order of time.

use call_lifecycle::Timestamp;

/// Up to `MAX` messages, each with its time. They are so few that looking through all of them is
/// fastest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Queue<T, const MAX: usize> {
    items: heapless::Vec<(Timestamp, u32, T), MAX>,
    count: u32,
    /// Where the earliest message is.
    first: usize,
}

impl<T: Copy, const MAX: usize> Queue<T, MAX> {
    pub(crate) const fn new() -> Self {
        Self { items: heapless::Vec::new(), count: 0, first: 0 }
    }

    /// Puts a message in; `false` if there is no room.
    pub(crate) fn push(&mut self, at: Timestamp, item: T) -> bool {
        self.count = self.count.wrapping_add(1);
        let earlier = self.items.get(self.first).is_none_or(|first| at < first.0);
        let index = self.items.len();
        let fits = self.items.push((at, self.count, item)).is_ok();
        if fits && earlier {
            self.first = index;
        }
        fits
    }

    /// When the next message is due.
    pub(crate) fn next_at(&self) -> Option<Timestamp> {
        self.items.get(self.first).map(|item| item.0)
    }

    /// The earliest message, and of several the one that was put in first.
    pub(crate) fn first(&self) -> Option<&T> {
        self.items.get(self.first).map(|item| &item.2)
    }

    /// Takes out the first message.
    pub(crate) fn remove_first(&mut self) {
        if self.first < self.items.len() {
            self.items.swap_remove(self.first);
            self.find_first();
        }
    }

    /// Keeps only what `keep` wants.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.items.retain(|(_, _, item)| keep(item));
        self.find_first();
    }

    fn find_first(&mut self) {
        let first = self.items.iter().enumerate().min_by_key(|(_, item)| (item.0, item.1));
        self.first = first.map_or(0, |(index, _)| index);
    }
}
