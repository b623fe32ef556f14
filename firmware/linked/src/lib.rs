//! What the programs of this package have in common: a panic that is reached is a symbol that is
//! missed by the linker. Only without an operating system: elsewhere the programs are empty.
#![cfg_attr(target_os = "none", no_std)]

#[cfg(target_os = "none")]
unsafe extern "C" {
    /// Nobody defines it: a program from which a panic can be reached does not link.
    fn a_panic_is_reachable() -> !;
}

#[cfg(target_os = "none")]
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it takes nothing, and no program that calls it can be made.
    unsafe { a_panic_is_reachable() }
}
