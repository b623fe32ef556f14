//! The body of the fuzz target `abi`: random calls through the C ABI's functions, and next to them the machines
//! called directly. What comes back is the same, and what is refused changes nothing.
//!
//! An input is a script, as with the other targets (`fuzz/README.md`).

pub mod app;
mod end;
mod event;
pub mod fleet;
pub mod json;
mod memory;
pub mod service;
mod step;

use testkit::fuzz::bytes::Bytes;
use testkit::reference::draw::Draw;

/// The most steps of a script.
const STEPS: usize = 100;

/// Runs the script.
pub fn run(data: &[u8]) {
    let mut draw = Bytes::new(data);
    match draw.below(8) {
        0..=2 => app::script(draw, STEPS),
        3 | 4 => service::script(draw, STEPS),
        5 | 6 => fleet::script(draw, STEPS),
        _ => json::script(draw),
    }
}
