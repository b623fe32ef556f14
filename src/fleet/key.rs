//! How a call of a fleet is named: by a handle, or by its id.

use super::index::NOWHERE;
use super::{Fleet, Handle};
use crate::{Id, Machine};

/// A name of a call in a fleet: its [`Handle`] or its [`Id`].
///
/// ```
/// use call_lifecycle::{Machine, fleet::{Fleet, Key}};
/// fn is_there<M: Machine>(fleet: &Fleet<'_, M>, key: impl Key) -> bool {
///     fleet.get(key).is_some()
/// }
/// ```
pub trait Key: Copy + sealed::Find {}

impl Key for Handle {}
impl Key for Id {}

/// A call is found in steps, so that a batch can do each step for many calls. Each step reads the
/// memory that the next one needs.
pub(super) mod sealed {
    use super::{Fleet, Machine};

    #[expect(unnameable_types, reason = "nobody else is to implement it")]
    pub trait Find {
        /// The slot.
        fn find<M: Machine>(self, fleet: &Fleet<'_, M>) -> Option<u32>;
        /// What is known without reading the memory of the fleet.
        fn begin<M: Machine>(self, fleet: &Fleet<'_, M>) -> u32;
        /// Reads what the guess needs.
        fn touch<M: Machine>(begun: u32, fleet: &Fleet<'_, M>) -> u32;
        /// The slot where the call is, if it is in the fleet and no other call has the same tag.
        fn guess<M: Machine>(self, begun: u32, fleet: &Fleet<'_, M>) -> u32;
        /// The slot, given the guess.
        fn confirm<M: Machine>(self, guess: u32, fleet: &Fleet<'_, M>) -> Option<u32>;
    }
}

impl sealed::Find for Handle {
    #[inline]
    fn find<M: Machine>(self, fleet: &Fleet<'_, M>) -> Option<u32> {
        // A generation is odd while the place has a call.
        let is_there = self.generation % 2 == 1 && fleet.tree.generation(self.slot) == Some(self.generation);
        is_there.then_some(self.slot)
    }

    #[inline]
    fn begin<M: Machine>(self, _fleet: &Fleet<'_, M>) -> u32 {
        self.slot
    }

    #[inline]
    fn touch<M: Machine>(_begun: u32, _fleet: &Fleet<'_, M>) -> u32 {
        0
    }

    #[inline]
    fn guess<M: Machine>(self, begun: u32, _fleet: &Fleet<'_, M>) -> u32 {
        begun
    }

    #[inline]
    fn confirm<M: Machine>(self, _guess: u32, fleet: &Fleet<'_, M>) -> Option<u32> {
        self.find(fleet)
    }
}

impl sealed::Find for Id {
    #[inline]
    fn find<M: Machine>(self, fleet: &Fleet<'_, M>) -> Option<u32> {
        fleet.slot_of(fleet.index.tag(self), self)
    }

    #[inline]
    fn begin<M: Machine>(self, fleet: &Fleet<'_, M>) -> u32 {
        fleet.index.tag(self)
    }

    #[inline]
    fn touch<M: Machine>(begun: u32, fleet: &Fleet<'_, M>) -> u32 {
        fleet.index.touch(begun)
    }

    #[inline]
    fn guess<M: Machine>(self, begun: u32, fleet: &Fleet<'_, M>) -> u32 {
        fleet.index.find(begun, |_| true).unwrap_or(NOWHERE)
    }

    #[inline]
    fn confirm<M: Machine>(self, guess: u32, fleet: &Fleet<'_, M>) -> Option<u32> {
        match fleet.call(guess) {
            Some(call) if call.id() == self => Some(guess),
            _ => self.find(fleet),
        }
    }
}
