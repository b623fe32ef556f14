//! The C ABI of [`call_lifecycle`]: both ends of a call for C, and for every language that can call
//! C.
//!
//! A host lends memory for a value (a [`cl_app`] or a [`cl_service`]), hands in one event, and gets
//! one step back. There is no allocator, no global, no callback, no lock and no unwinding. The
//! header, and the constants and offsets of every other language, are printed from the declarations
//! of this crate by `bindings/abi`. `bindings/README.md` has the shape and the rules.
//!
//! # The rules of every function
//!
//! - **A function that can fail returns a code**: [`CL_OK`], or what is wrong. Then nothing has
//!   changed, and nothing was written but where the function says so. `cl_word(CL_LIST_CODE, code)`
//!   is the code as a sentence.
//! - **A null or misaligned pointer is a code**, and so is memory in which no value was made, or one
//!   that another version of the library made: values and structs are aligned to 8 bytes, and a value
//!   begins with a tag.
//! - **The caller vouches for the rest**: a pointer that is neither null nor misaligned points to as
//!   much memory as its type takes, which nobody else writes to meanwhile, and structs that are read
//!   were initialised (the `_init` functions do that). This is all that the `unsafe` of these functions
//!   stands for.
//! - **A value is plain memory**: it may be copied and moved byte by byte, and it need not be freed.
//!   It holds its policy too, so that no policy can go away before it. It is not thread-safe: one
//!   thread at a time.
//! - **Numbers** of events, requests, outputs, states and the like are those of the core and never
//!   change. An absent one is [`CL_NONE`]. Other optional members are there if `has` has their bit.
#![cfg_attr(panic = "abort", no_std)]
#![allow(non_camel_case_types, reason = "the names of C")]
#![allow(clippy::missing_safety_doc, reason = "every function has the same rules, which stand above")]

mod about;
mod app;
mod app_event;
mod app_event_of;
#[cfg(feature = "fleet")]
mod app_fleet;
mod app_step;
mod code;
mod declare;
mod exchange;
mod fields;
#[cfg(feature = "fleet")]
mod fleet;
#[cfg(feature = "json")]
mod json;
mod memory;
mod notice;
mod operation;
mod service;
mod service_event;
#[cfg(feature = "fleet")]
mod service_fleet;
mod service_step;
mod settings;
mod snapshot;
mod step;
mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod words;

pub use about::{CL_ABI, LAYOUT, constants, functions, structs};
pub use about::{cl_abi, cl_context, cl_layout, cl_size, cl_word};
pub use app::*;
pub use app_event::{cl_app_event, cl_app_event_init};
#[cfg(feature = "fleet")]
pub use app_fleet::*;
pub use code::*;
pub use declare::{Constant, Declaration, Function, Member, Word};
pub use exchange::{cl_service_notification, cl_service_reply};
pub use fields::*;
#[cfg(feature = "json")]
pub use json::{cl_created, cl_notices, cl_reply, cl_request};
pub use notice::cl_notice;
pub use operation::{cl_operation, cl_result};
pub use service::*;
pub use service_event::{cl_service_event, cl_service_event_init};
#[cfg(feature = "fleet")]
pub use service_fleet::*;
pub use settings::*;
pub use snapshot::CL_SNAPSHOT_MAX;
pub use step::*;
pub use value::{cl_app, cl_service};
pub use words::{LISTS, List};

/// Nothing in this library panics. If something did, there would be nobody to tell, and nowhere to go
/// on.
///
/// With unwinding, as in tests, there is the standard library, which has a handler.
#[cfg(all(panic = "abort", not(feature = "linked")))]
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    #[expect(clippy::empty_loop, reason = "there is nothing else to do on every target")]
    loop {}
}

/// For the proof that no panic can be reached: what is called here is missing for anyone who links it.
#[cfg(all(panic = "abort", feature = "linked"))]
#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn a_panic_is_reachable() -> !;
    }
    // SAFETY: it takes nothing, and a library that calls it is not used.
    unsafe { a_panic_is_reachable() }
}

/// The core that comes with the compiler was made for unwinding, and names this in what is linked
/// without optimisation across crates. Nothing unwinds here, so nothing calls it.
#[cfg(all(panic = "abort", unix))]
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
