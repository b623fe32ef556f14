//! A computer with std.

use core::fmt;
use std::process::{ExitCode, exit};

/// The standard output.
pub struct Out;

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        print!("{text}");
        Ok(())
    }
}

/// Ends the run with code 1.
pub fn fail() -> ! {
    exit(1)
}

/// Runs a program, and ends with code 0 if all went well.
pub fn run(program: fn(&mut dyn fmt::Write) -> fmt::Result) -> ExitCode {
    program(&mut Out).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// Makes a function the program.
#[macro_export]
macro_rules! start {
    ($program:path) => {
        fn main() -> std::process::ExitCode {
            $crate::port::run($program)
        }
    };
}
