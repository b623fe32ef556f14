//! A Cortex-M or RISC-V processor under a debugger or QEMU, which says and ends things for it.

use core::fmt;

#[cfg(target_arch = "arm")]
pub use cortex_m_rt::entry;
#[cfg(target_arch = "riscv32")]
pub use riscv_rt::entry;

/// The host's standard output.
pub struct Out;

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        semihosting::print!("{text}");
        Ok(())
    }
}

/// Ends the run with code 1.
pub fn fail() -> ! {
    semihosting::process::exit(1)
}

/// Runs `main`, and ends with code 0 if all went well.
pub fn run(main: fn(&mut dyn fmt::Write) -> fmt::Result) -> ! {
    match main(&mut Out) {
        Ok(()) => semihosting::process::exit(0),
        Err(fmt::Error) => fail(),
    }
}

/// Makes a function the program.
#[macro_export]
macro_rules! start {
    ($main:path) => {
        #[$crate::port::entry]
        fn start() -> ! {
            $crate::port::run($main)
        }
    };
}
