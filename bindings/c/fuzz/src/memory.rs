//! Memory that is handed to the ABI, with bytes around it that nobody may touch.

use std::mem::MaybeUninit;

const MARK: u64 = 0x5afe_5afe_5afe_5afe;

/// Room for a `T`, filled with a byte, between marks.
#[repr(C)]
pub(crate) struct Lent<T> {
    before: [u64; 4],
    it: MaybeUninit<T>,
    after: [u64; 4],
}

impl<T> Lent<T> {
    pub(crate) fn new(fill: u8) -> Box<Self> {
        let mut lent = Box::new(Self { before: [MARK; 4], it: MaybeUninit::uninit(), after: [MARK; 4] });
        // SAFETY: as many bytes are there, and any bits are bytes.
        unsafe { lent.it.as_mut_ptr().cast::<u8>().write_bytes(fill, size_of::<T>()) };
        lent
    }

    pub(crate) fn of(value: &T) -> Box<Self> {
        let mut lent = Self::new(0);
        // SAFETY: both have as many bytes, and do not overlap.
        unsafe { std::ptr::copy_nonoverlapping(value, lent.it.as_mut_ptr(), 1) };
        lent
    }

    pub(crate) fn at(&mut self) -> *mut T {
        self.it.as_mut_ptr()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        assert!(self.before == [MARK; 4] && self.after == [MARK; 4], "written next to what was lent");
        // SAFETY: all of it was filled when it was made.
        unsafe { std::slice::from_raw_parts(self.it.as_ptr().cast(), size_of::<T>()) }
    }

    /// The struct. Every struct of the ABI but the values is one for any bits.
    pub(crate) fn get(&self) -> &T {
        self.bytes();
        // SAFETY: all of it was filled when it was made.
        unsafe { self.it.assume_init_ref() }
    }
}

/// The bytes of a struct, none of which is padding.
pub(crate) fn bytes_of<T>(value: &T) -> &[u8] {
    // SAFETY: the ABI's structs have no padding.
    unsafe { std::slice::from_raw_parts(std::ptr::from_ref(value).cast(), size_of::<T>()) }
}
