//! WebAssembly without imports: what is said is left in memory, where the host reads it.

use core::fmt;
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

const ROOM: usize = 4096;
static SAID: [AtomicU8; ROOM] = [const { AtomicU8::new(0) }; ROOM];
static LENGTH: AtomicUsize = AtomicUsize::new(0);

/// The memory from [`said`] on.
pub struct Out;

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            let at = LENGTH.load(Relaxed);
            SAID.get(at).ok_or(fmt::Error)?.store(byte, Relaxed);
            LENGTH.store(at + 1, Relaxed);
        }
        Ok(())
    }
}

/// Where what was said begins.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
pub extern "C" fn said() -> *const AtomicU8 {
    SAID.as_ptr()
}

/// How many bytes of UTF-8 it has.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    LENGTH.load(Relaxed)
}

/// Ends the run: the host sees a trap.
pub fn fail() -> ! {
    core::arch::wasm32::unreachable()
}

/// Runs `main`, and ends with a trap unless all went well.
pub fn run(main: fn(&mut dyn fmt::Write) -> fmt::Result) {
    if main(&mut Out).is_err() {
        fail()
    }
}

/// Makes a function the program.
#[macro_export]
macro_rules! start {
    ($main:path) => {
        // SAFETY: no other symbol has this name.
        #[unsafe(no_mangle)]
        extern "C" fn _start() {
            $crate::port::run($main)
        }
    };
}
