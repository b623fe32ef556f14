//! Slots: the positions of operations in the table of their call.

/// The position of an operation in the table of its call. Outputs name operations by their slot.
///
/// An operation gets its slot when it is requested and keeps it after its end, so that a late
/// duplicate finds it. When a new operation needs room, the one that ended and was requested first
/// gives up its slot.
///
/// ```
/// use call_lifecycle::Slot;
/// assert_eq!(Slot::new(3).index(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Slot(u8);

impl Slot {
    /// Creates the slot of an index.
    #[must_use]
    pub const fn new(index: u8) -> Self {
        Self(index)
    }

    /// Its index, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of slots.
///
/// ```
/// use call_lifecycle::{Slot, Slots};
/// let slots: Slots = [Slot::new(0), Slot::new(2)].into_iter().collect();
/// assert!(slots.contains(Slot::new(2)) && slots.len() == 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Slots(u32);

impl Slots {
    /// The most slots that a call can have.
    pub const MAX: usize = 32;

    /// Returns the set with one more slot. An index past [`Slots::MAX`] adds nothing.
    #[must_use]
    pub const fn with(self, slot: Slot) -> Self {
        match 1_u32.checked_shl(slot.0 as u32) {
            Some(bit) => Self(self.0 | bit),
            None => self,
        }
    }

    /// Whether the set has the slot.
    #[must_use]
    pub const fn contains(self, slot: Slot) -> bool {
        match 1_u32.checked_shl(slot.0 as u32) {
            Some(bit) => self.0 & bit != 0,
            None => false,
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The slots, in order of index.
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        (0..32).map(Slot).filter(move |slot| self.contains(*slot))
    }
}

impl FromIterator<Slot> for Slots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Self {
        slots.into_iter().fold(Self::default(), Self::with)
    }
}
