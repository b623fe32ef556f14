//! What a target has in place of an operating system: a beginning, an end and a way to say something. A program says
//! `firmware::start!(main)`, with `fn main(out: &mut dyn Write) -> fmt::Result`.
#![no_std]

#[cfg_attr(target_os = "none", path = "port/semihosted.rs")]
#[cfg_attr(target_arch = "s390x", path = "port/linux_s390x.rs")]
#[cfg_attr(target_arch = "wasm32", path = "port/wasm.rs")]
pub mod port;

#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    use core::fmt::Write as _;
    let _unsaid = writeln!(port::Out, "{info}");
    port::fail()
}
