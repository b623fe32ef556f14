//! Numbers drawn from the bytes of an input.

use crate::reference::draw::Draw;

/// Reads an input from front to back; past its end all numbers are 0, so that a shorter input is a
/// script too.
#[derive(Clone, Debug)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub const fn new(data: &'a [u8]) -> Self {
        Self(data)
    }

    /// Nothing is left: the script ends.
    pub const fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left.
    pub const fn rest(&self) -> &'a [u8] {
        self.0
    }
}

impl Draw for Bytes<'_> {
    /// As many bytes as the bound needs.
    fn below(&mut self, bound: u64) -> u64 {
        let (mut value, mut room) = (0, bound - 1);
        while room > 0 {
            let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
            self.0 = rest;
            value = value << 8 | u64::from(*first);
            room >>= 8;
        }
        value % bound
    }
}
