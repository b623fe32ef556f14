//! The table of a call's operations, the same at both ends: `N` slots, given in the order of the
//! requests.

use crate::snapshot::{Sink, Source};
use crate::{Slot, Slots, SnapshotError};

/// An entry of a table.
pub(crate) trait Entry: Copy + Encoded {
    /// Its place in the order of the requests.
    fn order(&self) -> u32;
    /// Whether it has ended, so that another may take its slot.
    fn is_ended(&self) -> bool;
    /// Ends the entry with its call.
    fn end_with_call(&mut self);
}

/// How an entry is written to a snapshot and read back.
pub(crate) trait Encoded: Sized {
    /// Whether a machine could have made it.
    fn is_sound(&self) -> bool;
    fn encode(&self, sink: &mut (impl Sink + ?Sized));
    fn decode(source: &mut Source<'_>) -> Result<Self, SnapshotError>;
}

/// The rank of an entry where the last requested comes first; below half of all ranks.
pub(crate) fn later(entry: &impl Entry) -> u32 {
    entry.order().saturating_add(1)
}

/// The rank of an entry where the first requested comes first; at most half of all ranks.
pub(crate) fn earlier(entry: &impl Entry) -> u32 {
    // No machine lives to see 2^31 requests.
    (1_u32 << 31).saturating_sub(entry.order()).max(1)
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Table<T, const N: usize> {
    pub(crate) slots: [Option<T>; N],
}

impl<T: Entry, const N: usize> Table<T, N> {
    pub(crate) const fn new() -> Self {
        const { assert!(N <= Slots::MAX, "a call can have at most Slots::MAX operation slots") };
        Self { slots: [None; N] }
    }

    /// The entries. Places are filled in order: after the first free one there is no entry.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        // By index: a place's address less the first's would be divided by its size, and small processors cannot divide.
        (0..N).map_while(|index| Some((Slot::new(index as u8), self.slots.get(index)?.as_ref()?)))
    }

    /// Calls a function with each entry.
    pub(crate) fn each(&mut self, mut act: impl FnMut(Slot, &mut T)) {
        for (place, index) in self.slots.iter_mut().zip(0_u8..) {
            // After the first free place there is no entry.
            let Some(entry) = place else { return };
            act(Slot::new(index), entry);
        }
    }

    pub(crate) fn get(&self, slot: Slot) -> Option<&T> {
        self.slots.get(slot.index())?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        self.slots.get_mut(slot.index())?.as_mut()
    }

    /// The index of the place with the highest rank, the first of several. A rank of 0 does not
    /// count.
    pub(crate) fn place(&self, rank: impl Fn(Option<&T>) -> u32) -> Option<Slot> {
        let (mut highest, mut slot) = (0, None);
        for (place, index) in self.slots.iter().zip(0_u8..) {
            let rank = rank(place.as_ref());
            if rank > highest {
                (highest, slot) = (rank, Some(Slot::new(index)));
            }
            // The places behind it are free too, and have no higher rank.
            if cfg!(not(target_os = "none")) && place.is_none() {
                break;
            }
        }
        slot
    }

    /// The entry with the highest rank. A rank of 0 does not count.
    pub(crate) fn highest(&self, rank: impl Fn(&T) -> u32) -> Option<Slot> {
        self.place(|place| place.map_or(0, &rank))
    }

    /// The place of the next request in the order.
    pub(crate) fn next_order(&self) -> u32 {
        self.iter().map(|(_, entry)| entry.order().wrapping_add(1)).max().unwrap_or(0)
    }

    /// The slot for a new entry: a free one, else that of the ended entry that was requested first.
    /// `None` if all are open.
    pub(crate) fn vacancy(&self) -> Option<Slot> {
        self.place(|place| match place {
            None => u32::MAX,
            Some(entry) if entry.is_ended() => earlier(entry),
            Some(_) => 0,
        })
    }

    /// The slot for a new entry, its number in the order, and the entry. `None` if all are open.
    pub(crate) fn room(&mut self) -> Option<(Slot, u32, &mut Option<T>)> {
        let slot = self.vacancy()?;
        let order = self.next_order();
        Some((slot, order, self.slots.get_mut(slot.index())?))
    }

    /// Ends every open entry with the call, and returns which ones.
    pub(crate) fn end_all(&mut self) -> Slots {
        let mut open = Slots::default();
        self.each(|slot, entry| {
            if !entry.is_ended() {
                entry.end_with_call();
                open = open.with(slot);
            }
        });
        open
    }

    /// Whether every entry is sound, and no two have the same number in the order.
    pub(crate) fn is_sound(&self) -> bool {
        self.iter().all(|(slot, entry)| {
            // No machine lives to see 2^31 operations; ranks have no place for more.
            let young = entry.order() < i32::MAX as u32;
            young && entry.is_sound() && self.iter().all(|(other, twin)| other == slot || twin.order() != entry.order())
        })
    }

    /// Each entry behind its index, and after the last a byte that is no index.
    pub(crate) fn encode(&self, sink: &mut (impl Sink + ?Sized)) {
        for (entry, index) in self.slots.iter().map_while(Option::as_ref).zip(0_u8..) {
            sink.u8(index);
            entry.encode(sink);
        }
        sink.u8(u8::MAX);
    }

    pub(crate) fn decode(source: &mut Source<'_>) -> Result<Self, SnapshotError> {
        let mut table = Self::new();
        let mut next = 0;
        loop {
            let index = source.u8()?;
            if index == u8::MAX {
                return Ok(table);
            }
            let entry = T::decode(source)?;
            *table.slots.get_mut(usize::from(index)).ok_or(SnapshotError::TooManySlots)? = Some(entry);
            if index != next {
                // Places are given in their order, and never taken back.
                return Err(source.impossible());
            }
            next = index.wrapping_add(1);
        }
    }
}
