//! How a call of a fleet is named: by a handle, or by its id.

use super::Fleet;
use super::index::NOWHERE;
use crate::{Id, Machine};

/// Where a call of a fleet is: the fastest way to it.
///
/// It stands for that call as long as it is in the fleet, and for no call afterwards, however often its place is given to others. (A place that was given 2³¹
/// times is given no more.) It belongs to the [`Fleet`] that gave it; to any other it means nothing, or another call.
///
/// A host hands it out where it will be asked for the call again, such as in the path of the callback URL; whoever may forge it should have to
/// name the call's id too.
///
/// ```
/// use call_lifecycle::fleet::Handle;
/// let handle = Handle::from_bits(0x0000_0003_0000_0001);
/// assert_eq!(handle.to_bits(), 0x0000_0003_0000_0001);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Handle {
    pub(super) generation: u32,
    pub(super) slot: u32,
}

impl Handle {
    /// The handle as a number, for a host that keeps or sends it.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        (self.generation as u64) << 32 | self.slot as u64
    }

    /// The handle of a number. One that no fleet gave names no call.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self { generation: (bits >> 32) as u32, slot: bits as u32 }
    }
}

/// What names a call of a fleet: its [`Handle`], or its [`Id`].
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

/// A call is found in steps, so that a batch can do each step for many: what one step needs of memory the one before has asked for.
pub(super) mod sealed {
    use super::{Fleet, Machine};

    #[expect(unnameable_types, reason = "nobody else is to implement it")]
    pub trait Find {
        /// The slot.
        fn find<M: Machine>(self, fleet: &Fleet<'_, M>) -> Option<u32>;
        /// What can be told without looking at the fleet's memory.
        fn begin<M: Machine>(self, fleet: &Fleet<'_, M>) -> u32;
        /// Reads what the guess needs.
        fn touch<M: Machine>(begun: u32, fleet: &Fleet<'_, M>) -> u32;
        /// The slot where the call would be, if it is in the fleet and no other call has the same tag.
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
