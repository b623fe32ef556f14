//! How deep the stack was: what lies below it is painted before a call, and looked at afterwards.

use core::hint::black_box;
use core::ptr::{read_volatile, write_volatile};
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use call_lifecycle::{Machine, Step, Timestamp};

const PAINT: u32 = 0x5a5a_a5a5;
/// Many times what a call needs; the machine has megabytes.
const WORDS: usize = 4_096;
static DEEPEST: AtomicUsize = AtomicUsize::new(0);

/// Forgets how deep it was.
pub(crate) fn forget() {
    DEEPEST.store(0, Relaxed);
}

/// The most bytes of stack that a call of `handle_into` had since.
pub(crate) fn deepest() -> usize {
    DEEPEST.load(Relaxed)
}

/// `handle_into`, watched.
#[inline(never)]
pub(crate) fn handle<M: Machine>(call: &mut M, now: Timestamp, event: &M::Event, step: &mut Step<M::Output>) {
    // By a pointer, so that its frame does not become a part of this one.
    let handle: fn(&mut M, Timestamp, &M::Event, &mut Step<M::Output>) = black_box(M::handle_into);
    let top = cortex_m::register::msp::read() as usize as *mut u32;
    for word in 1..=WORDS {
        // SAFETY: below the stack pointer nothing lives, and no interrupt is enabled.
        unsafe { write_volatile(top.wrapping_sub(word), PAINT) };
    }
    handle(call, now, event, step);
    // SAFETY: it is memory, and what was written there are words.
    let painted = |word: &usize| unsafe { read_volatile(top.wrapping_sub(*word)) } == PAINT;
    let untouched = (1..=WORDS).rev().take_while(painted).count();
    DEEPEST.fetch_max(size_of::<u32>() * (WORDS - untouched), Relaxed);
}
