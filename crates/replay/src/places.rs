//! Which operation is in which slot of a call's machine.

use call_lifecycle::{Slot, Slots};

/// As many slots as either end's calls have here.
const MOST_SLOTS: usize = Slots::MAX;

/// The index of the operation of each slot.
#[derive(Debug)]
pub struct Places(pub(super) [u32; MOST_SLOTS]);

impl Default for Places {
    fn default() -> Self {
        Self([NOWHERE; MOST_SLOTS])
    }
}

/// Of a slot that was never given, or whose operation is not listed.
const NOWHERE: u32 = u32::MAX;
/// Of a slot whose operation is the one of another slot, as its id showed later.
const DETACHED: u32 = u32::MAX - 1;

impl Places {
    pub fn get(&self, slot: Slot) -> Option<usize> {
        self.0.get(slot.index()).filter(|place| **place < DETACHED).map(|place| *place as usize)
    }

    pub fn is_detached(&self, slot: Slot) -> bool {
        self.0.get(slot.index()) == Some(&DETACHED)
    }

    pub fn end_detached(&mut self, slot: Slot) {
        if self.is_detached(slot) {
            self.0[slot.index()] = NOWHERE;
        }
    }

    /// The slot of the operation at `taken` is that of the one at `meant`, whose slot is nobody's, or
    /// that of the first one.
    pub fn exchange(&mut self, taken: usize, meant: usize, is_lone: bool) {
        let of = |place: usize| u32::try_from(place).unwrap_or(NOWHERE);
        for slot in &mut self.0 {
            match *slot as usize {
                place if place == meant => *slot = if is_lone { DETACHED } else { of(taken) },
                place if place == taken => *slot = of(meant),
                _ => {}
            }
        }
    }

    pub fn set(&mut self, slot: Slot, place: usize) {
        self.0[slot.index()] = u32::try_from(place).unwrap_or(NOWHERE);
    }

    pub fn forget(&mut self, place: usize) {
        self.0.iter_mut().filter(|slot| **slot as usize == place).for_each(|slot| *slot = NOWHERE);
    }
}
