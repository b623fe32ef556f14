//! Texts that are written into a buffer of the caller's, one after another.

use core::fmt;

use crate::code::Fault;
use crate::memory::{bytes_mut, output};

/// A buffer, and how many bytes were meant for it: more than it has, if it is too short.
pub(super) struct Texts<'m> {
    buffer: &'m mut [u8],
    length: usize,
}

/// Where a text is, and how many bytes it has.
#[derive(Clone, Copy, Default)]
pub(super) struct Text {
    pub(super) at: u32,
    pub(super) length: u32,
}

impl<'m> Texts<'m> {
    /// # Safety
    /// As every function of the ABI.
    pub(super) unsafe fn new(buffer: *mut u8, capacity: usize) -> Result<Self, Fault> {
        // SAFETY: the caller vouches for the memory.
        Ok(Self { buffer: unsafe { bytes_mut(buffer, capacity) }?, length: 0 })
    }

    /// Writes a text that may be absent.
    pub(super) fn put(&mut self, text: Option<&str>) -> Text {
        let at = self.length;
        let _ = fmt::Write::write_str(self, text.unwrap_or_default());
        self.since(at)
    }

    /// Writes what a value says.
    pub(super) fn say(&mut self, value: &impl fmt::Display) -> Text {
        let at = self.length;
        let _ = fmt::write(self, format_args!("{value}"));
        self.since(at)
    }

    fn since(&self, at: usize) -> Text {
        // No body is longer than 32 bits count: it is refused before.
        Text { at: at as u32, length: self.length.saturating_sub(at) as u32 }
    }

    /// Says how many bytes the texts take, and whether there was room for them.
    ///
    /// # Safety
    /// As every function of the ABI.
    pub(super) unsafe fn finish(self, length: *mut usize) -> Result<(), Fault> {
        // SAFETY: the caller vouches for the memory.
        unsafe { output(length) }?.put(self.length);
        if self.length > self.buffer.len() { Err(Fault::TooShort) } else { Ok(()) }
    }
}

impl fmt::Write for Texts<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let rest = self.buffer.get_mut(self.length..).unwrap_or_default();
        if let Some((place, _)) = rest.split_at_mut_checked(text.len()) {
            place.copy_from_slice(text.as_bytes());
        }
        // What does not fit is counted.
        self.length = self.length.saturating_add(text.len());
        Ok(())
    }
}
