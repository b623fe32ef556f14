//! Values drawn from a few bytes.

use arbitrary::{Arbitrary, Unstructured};

/// More bytes than the largest event takes.
const BYTES: usize = 256;

/// What all bytes of an input come to, for what the input is too short for.
pub(super) struct Seed(u64);

impl Seed {
    pub(super) const fn new(count: u16) -> Self {
        Self(count as u64)
    }

    /// A number that follows from four bytes alone, so that a change of one byte changes one event.
    pub(super) const fn with(&mut self, bytes: u32) -> u64 {
        self.0 = mixed(self.0 ^ bytes as u64);
        mixed(bytes as u64)
    }

    /// A number that follows from all that was read.
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = mixed(self.0);
        self.0
    }
}

/// The bits of a number, well mixed: the finalizer of Steele, Lea and Flood's SplitMix64.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Whether something that is done once in `of` times is done.
pub(super) const fn once_in(of: u32, choice: u32) -> bool {
    matches!((choice >> 20).checked_rem(of), Some(0))
}

/// A whole event, from bytes that follow from the number: no part of it is what is left of an input
/// that is used up.
pub(super) fn event<E: for<'b> Arbitrary<'b>>(drawn: u64) -> arbitrary::Result<E> {
    let mut bytes = [0; BYTES];
    let mut seed = Seed(drawn);
    for chunk in bytes.chunks_mut(size_of::<u64>()) {
        chunk.copy_from_slice(&seed.next().to_le_bytes());
    }
    E::arbitrary(&mut Unstructured::new(&bytes))
}
