//! Copies for WebAssembly.
//!
//! Engines do `memory.copy` by a call out of the module, which takes longer than a short copy in it. The module is built
//! without it, so that most structs are copied word by word where they are used; what is longer comes here.

/// Eight bytes, wherever they begin.
#[derive(Clone, Copy)]
#[repr(C, packed)]
struct Word(u64);

/// From how many bytes on `memory.copy` takes less time.
const LONG: usize = 512;

/// Copies bytes between places that do not overlap.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    // Volatile: else the compiler sees what this is, and calls `memcpy` for it.
    if length >= LONG {
        // SAFETY: the caller vouches for both places.
        unsafe { long(to, from, length) };
    } else if length >= 8 {
        let mut at = 0;
        while at < length - 8 {
            // SAFETY: likewise; eight bytes are left.
            unsafe { to.add(at).cast::<Word>().write_volatile(from.add(at).cast::<Word>().read_volatile()) };
            at += 8;
        }
        // SAFETY: likewise; these are the last eight bytes, some of which may be there already.
        unsafe {
            to.add(length - 8).cast::<Word>().write_volatile(from.add(length - 8).cast::<Word>().read_volatile())
        };
    } else {
        for at in 0..length {
            // SAFETY: likewise.
            unsafe { to.add(at).write_volatile(from.add(at).read_volatile()) };
        }
    }
    to
}

/// One instruction.
#[target_feature(enable = "bulk-memory")]
unsafe fn long(to: *mut u8, from: *const u8, length: usize) {
    // SAFETY: the caller vouches for both places.
    unsafe { core::ptr::copy_nonoverlapping(from, to, length) };
}
