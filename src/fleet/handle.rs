//! The position of a call in a fleet.

/// The position of a call in a fleet: the fastest way to find it.
///
/// It names that call as long as it is in the fleet, and no call afterwards, however often others
/// use its place. It belongs to the [`Fleet`](super::Fleet) that returned it. In another fleet it
/// names no call, or another call.
///
/// A host can put it where it comes back with each event, such as in the path of the callback URL.
/// If it could be forged there, check the id of the call too.
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
