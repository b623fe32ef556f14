//! Linux on an IBM Z processor, whose bytes are in the other order: without libc, by its system
//! calls.

use core::arch::{asm, global_asm};
use core::fmt;

/// The standard output.
pub struct Out;

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let written: isize;
            // SAFETY: `write(1, rest, length)` reads `rest`, which is borrowed for as long as it takes.
            unsafe {
                asm!("svc 4", inout("r2") 1_isize => written, in("r3") rest.as_ptr(), in("r4") rest.len(), options(nostack));
            }
            rest = usize::try_from(written).ok().and_then(|written| rest.get(written..)).ok_or(fmt::Error)?;
        }
        Ok(())
    }
}

/// Ends the run with code 1.
pub fn fail() -> ! {
    exit(1)
}

fn exit(code: usize) -> ! {
    // SAFETY: `exit(code)` does not come back.
    unsafe { asm!("svc 1", in("r2") code, options(noreturn, nostack)) }
}

/// Runs `main`, and ends with code 0 if all went well.
pub fn run(main: fn(&mut dyn fmt::Write) -> fmt::Result) -> ! {
    match main(&mut Out) {
        Ok(()) => exit(0),
        Err(fmt::Error) => fail(),
    }
}

// A function may write to the 160 bytes above its caller's stack pointer: they are its caller's to give.
global_asm!(".globl _start", "_start:", "aghi %r15, -160", "jg started");

/// Makes a function the program.
#[macro_export]
macro_rules! start {
    ($main:path) => {
        // SAFETY: no other symbol has this name.
        #[unsafe(no_mangle)]
        extern "C" fn started() -> ! {
            $crate::port::run($main)
        }
    };
}
