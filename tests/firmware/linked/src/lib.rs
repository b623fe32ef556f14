//! What the programs of this package have in common: a panic that is reached is a symbol that is missed by the linker.
#![no_std]

unsafe extern "C" {
    /// Nobody defines it: a program from which a panic can be reached does not link.
    fn a_panic_is_reachable() -> !;
}

#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it takes nothing, and no program that calls it can be made.
    unsafe { a_panic_is_reachable() }
}
