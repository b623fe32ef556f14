//! How a call of a fleet is named: by a handle, or by its id.

use super::Fleet;
use super::index::NOWHERE;
use crate::{Id, Machine};

/// The position of a call in a fleet: the fastest way to find it.
///
/// It names that call as long as it is in the fleet, and no call afterwards, however often others use its place. It belongs to the
/// [`Fleet`] that returned it. In another fleet it names no call, or another call.
///
/// A host can put it where it comes back with each event, such as in the path of the callback URL. If it could be forged there, check
/// the id of the call too.
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
    /// The handle as a number, to store or send it.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        (self.generation as u64) << 32 | self.slot as u64
    }

    /// Creates the handle of a number. A number that no fleet returned names no call.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self { generation: (bits >> 32) as u32, slot: bits as u32 }
    }
}

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

/// A call is found in steps, so that a batch can do each step for many calls. Each step reads the memory that the next one needs.
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
