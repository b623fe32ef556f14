//! The caller's memory: every pointer of the ABI becomes a reference here, or a code.
//!
//! The conditions of all of these functions are those that the crate's documentation puts on the
//! caller: memory of the type's size, initialised where it is read, and nobody else's meanwhile.

use core::mem::MaybeUninit;

use crate::code::Fault;

/// Whether a pointer may be one to a `T`.
#[inline(always)]
fn check<T>(pointer: *const T) -> Result<(), Fault> {
    check_address(pointer.addr(), align_of::<T>())
}

/// In one place for all types with the same alignment.
#[cfg_attr(target_os = "none", inline(never))]
const fn check_address(address: usize, align: usize) -> Result<(), Fault> {
    if address == 0 {
        return Err(Fault::Null);
    }
    if address & (align - 1) == 0 { Ok(()) } else { Err(Fault::Misaligned) }
}

/// What is read.
#[inline(always)]
pub(crate) unsafe fn input<'m, T>(pointer: *const T) -> Result<&'m T, Fault> {
    check(pointer)?;
    // SAFETY: it is neither null nor misaligned, and the caller vouches for the rest.
    Ok(unsafe { &*pointer })
}

/// What is read, where null stands for something else.
#[inline(always)]
pub(crate) unsafe fn optional<'m, T>(pointer: *const T) -> Result<Option<&'m T>, Fault> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: the conditions are the same.
    unsafe { input(pointer) }.map(Some)
}

/// Where something is written.
pub(crate) struct Place<'m, T>(&'m mut MaybeUninit<T>);

impl<T> Place<'_, T> {
    pub(crate) const fn put(self, value: T) {
        self.0.write(value);
    }

    pub(crate) const fn as_mut_ptr(&mut self) -> *mut T {
        self.0.as_mut_ptr()
    }
}

/// What is written, whatever it held before.
#[inline(always)]
pub(crate) unsafe fn output<'m, T>(pointer: *mut T) -> Result<Place<'m, T>, Fault> {
    check(pointer)?;
    // SAFETY: it is neither null nor misaligned; memory that is not initialised is a `MaybeUninit`,
    // and the caller vouches for the rest.
    Ok(Place(unsafe { &mut *pointer.cast::<MaybeUninit<T>>() }))
}

/// Bytes that are read. Null is no bytes if the length is 0.
pub(crate) unsafe fn bytes<'m>(pointer: *const u8, length: usize) -> Result<&'m [u8], Fault> {
    if length == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(Fault::Null);
    }
    // No memory is longer, so that a length that is negative elsewhere is no length.
    if length > isize::MAX as usize {
        return Err(Fault::TooShort);
    }
    // SAFETY: it is not null, the length is one that memory can have, and the caller vouches that the
    // bytes are there.
    Ok(unsafe { core::slice::from_raw_parts(pointer, length) })
}

/// A buffer that is written. Null is no buffer if the capacity is 0.
#[cfg(feature = "json")]
pub(crate) unsafe fn bytes_mut<'m>(pointer: *mut u8, capacity: usize) -> Result<&'m mut [u8], Fault> {
    if capacity == 0 {
        return Ok(&mut []);
    }
    if pointer.is_null() {
        return Err(Fault::Null);
    }
    // More than there can be is as good as all that there can be.
    let capacity = capacity.min(isize::MAX as usize);
    // SAFETY: it is not null, and the caller vouches that the bytes are there.
    Ok(unsafe { core::slice::from_raw_parts_mut(pointer, capacity) })
}

/// Structs that are written, one after another. Null is no structs if the capacity is 0.
#[cfg(any(feature = "json", feature = "fleet"))]
pub(crate) unsafe fn slots<'m, T>(pointer: *mut T, capacity: usize) -> Result<&'m mut [MaybeUninit<T>], Fault> {
    if capacity == 0 {
        return Ok(&mut []);
    }
    check(pointer)?;
    if capacity > isize::MAX as usize / size_of::<T>() {
        return Err(Fault::TooShort);
    }
    // SAFETY: it is neither null nor misaligned, and the caller vouches that the structs are there.
    Ok(unsafe { core::slice::from_raw_parts_mut(pointer.cast(), capacity) })
}

/// Copies bytes into a buffer of the caller's and says how many they are, even if the buffer is too
/// short for them.
pub(crate) unsafe fn copy(from: &[u8], buffer: *mut u8, capacity: usize, length: *mut usize) -> Result<(), Fault> {
    // SAFETY: the caller vouches for `length`.
    unsafe { output(length) }?.put(from.len());
    if from.len() > capacity {
        return Err(Fault::TooShort);
    }
    if buffer.is_null() && !from.is_empty() {
        return Err(Fault::Null);
    }
    if !from.is_empty() {
        // SAFETY: the buffer is not null, and it has room for `capacity` bytes, which is enough; it
        // cannot overlap `from`, which is memory of the library's own.
        unsafe { core::ptr::copy_nonoverlapping(from.as_ptr(), buffer, from.len()) };
    }
    Ok(())
}

/// Whether two structs share no byte.
pub(crate) fn apart<A, B>(one: *const A, other: *const B) -> Result<(), Fault> {
    addresses_apart(one.addr(), size_of::<A>(), other.addr(), size_of::<B>())
}

/// In one place for all types.
#[cfg_attr(target_os = "none", inline(never))]
const fn addresses_apart(one: usize, size: usize, other: usize, other_size: usize) -> Result<(), Fault> {
    // A difference that is negative is larger than any size.
    let overlap = other.wrapping_sub(one) < size || one.wrapping_sub(other) < other_size;
    if overlap { Err(Fault::Overlap) } else { Ok(()) }
}
