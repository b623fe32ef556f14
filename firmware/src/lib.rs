//! What a program needs of its target: a beginning, an end and a way to print. A program says
//! `firmware::start!(program)`, with `fn program(out: &mut dyn Write) -> fmt::Result`.
//!
//! The build script sets `bare` where there is no std. Anywhere else the same programs run as
//! ordinary ones.
#![cfg_attr(bare, no_std)]

#[cfg_attr(target_os = "none", path = "port/semihosted.rs")]
#[cfg_attr(all(bare, target_arch = "s390x"), path = "port/linux_s390x.rs")]
#[cfg_attr(all(bare, target_arch = "wasm32"), path = "port/wasm.rs")]
#[cfg_attr(not(bare), path = "port/computer.rs")]
pub mod port;

#[cfg(bare)]
#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    use core::fmt::Write as _;
    let _unsaid = writeln!(port::Out, "{info}");
    port::fail()
}
