//! A bounded memory of ids.

use std::collections::{HashSet, VecDeque};

use call_lifecycle::Id;

/// The last ids, up to a number: the oldest makes room for the newest.
#[derive(Debug)]
pub(crate) struct Recent {
    order: VecDeque<Id>,
    known: HashSet<Id>,
    most: usize,
}

impl Recent {
    pub(crate) fn new(most: usize) -> Self {
        Self { order: VecDeque::new(), known: HashSet::new(), most }
    }

    pub(crate) fn remember(&mut self, id: Id) {
        if !self.known.insert(id) {
            return;
        }
        self.order.push_back(id);
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    /// The oldest first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id> {
        self.order.iter().copied()
    }

    pub(crate) fn contains(&self, id: Id) -> bool {
        self.known.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room() {
        let mut recent = Recent::new(2);
        for id in [1, 2, 2, 3] {
            recent.remember(Id::from_u128(id));
        }
        assert_eq!([1, 2, 3].map(|id| recent.contains(Id::from_u128(id))), [false, true, true]);
    }

    #[test]
    fn of_too_many_that_are_over_the_oldest_is_forgotten() {
        let mut ended = Recent::new(3);
        for id in [5, 4, 3, 5, 2] {
            ended.remember(Id::from_u128(id));
        }
        assert!(ended.ids().eq([4, 3, 2].map(Id::from_u128)), "one that is there already stays where it was");
    }
}
