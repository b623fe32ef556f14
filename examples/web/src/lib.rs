//! Both ends of one call in a WebAssembly module without imports. The host is the page: it supplies
//! every time and every event.
//!
//! The host writes a line at [`exports::line`], such as `service peer connects`, calls
//! [`exports::take`] with the time, and reads the answer from the same place: lines of fields,
//! separated by tabs. [`desk`] describes the lines.
#![cfg_attr(target_arch = "wasm32", no_std)]
#![deny(unsafe_code)]

pub mod desk;
pub mod ends;
#[cfg(target_arch = "wasm32")]
mod exports;
mod say;
