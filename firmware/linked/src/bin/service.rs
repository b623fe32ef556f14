//! The service's end, with four operation slots, and nothing else.
#![cfg_attr(target_os = "none", no_std, no_main)]

use call_lifecycle::service::{Call, Event, Output};
use call_lifecycle::{Machine, Step, Timestamp};
use linked as _;

#[unsafe(no_mangle)]
fn entry(call: &mut Call<'static, 4>, now: Timestamp, event: &Event, step: &mut Step<Output>) {
    call.handle_into(now, event, step);
}

#[cfg(not(target_os = "none"))]
fn main() {}
