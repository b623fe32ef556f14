//! A Cortex-M under a debugger or QEMU, which prints and ends things for it.

use core::fmt;

// Its critical section.
use cortex_m as _;

/// Prints a line.
pub(crate) fn print(line: fmt::Arguments<'_>) {
    semihosting::println!("{line}");
}

/// Ends the program: whether the story came to its end.
pub(crate) fn exit(ended: bool) -> ! {
    semihosting::process::exit(if ended { 0 } else { 1 })
}

#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    print(format_args!("{info}"));
    exit(false)
}
