//! The service's end, with four operation slots, and nothing else.
#![no_std]
#![no_main]

use call_lifecycle::service::{Call, Event, Output};
use call_lifecycle::{Machine, Step, Timestamp};
use linked as _;

#[unsafe(no_mangle)]
fn entry(call: &mut Call<'static, 4>, now: Timestamp, event: &Event, step: &mut Step<Output>) {
    call.handle_into(now, event, step);
}
