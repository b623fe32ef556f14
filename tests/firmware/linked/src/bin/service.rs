#![no_std]
#![no_main]
use call_lifecycle::{service::{Call,Event,Output}, Machine, Step, Timestamp};
#[unsafe(no_mangle)]
pub fn entry(call: &mut Call<'static, 4>, now: Timestamp, event: &Event, step: &mut Step<Output>) { call.handle_into(now, event, step) }
unsafe extern "C" { fn a_panic_is_reachable() -> !; }
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! { unsafe { a_panic_is_reachable() } }
