//! A computer.

use core::fmt;

/// Prints a line.
pub(crate) fn print(line: fmt::Arguments<'_>) {
    println!("{line}");
}

/// Ends the program: whether the story came to its end.
pub(crate) fn exit(ended: bool) -> ! {
    std::process::exit(if ended { 0 } else { 1 })
}
