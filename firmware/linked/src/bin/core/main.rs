//! Every public function of the crate without features, but for what formats: linked, and no panic
//! is reached from any of them.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::hint::black_box;
use linked as _;

/// Takes the address of each function, so that it is compiled for whatever it may be called with.
/// The underscores are its arguments.
macro_rules! reach {
    ($($function:expr, ($($argument:ty),*);)+) => { $(core::hint::black_box($function as fn($($argument),*) -> _);)+ };
}

mod fleet;
mod machines;
mod values;

#[unsafe(no_mangle)]
fn entry() {
    let seen = [machines::reach as fn(), values::reach, fleet::reach::<call_lifecycle::app::Call<'static, 4>>];
    black_box(seen);
    black_box(fleet::reach::<call_lifecycle::service::Call<'static, 4>> as fn());
}

#[cfg(not(target_os = "none"))]
fn main() {}
