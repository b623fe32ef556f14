//! What the tests, the fuzz targets and the firmware share. Not published.
//!
//! | module | what it has |
//! |---|---|
//! | [`bot`] | an application's end in a test, and what it said |
//! | [`service`] | a service's end in a test, and what it said as plain words |
//! | [`scripts`], [`states`] | ways into every state of both ends, and every kind of event |
//! | [`laws`] | the laws of `call-lifecycle`, as assertions |
//! | [`network`] | both ends, joined by a network that drops, delays, repeats and reorders |
//! | [`reference`] | both ends a second time, slow and obvious: the specification to compare with |
//! | [`fleet`] | a fleet compared with a slow model |
//! | [`fuzz`] | the bodies of the fuzz targets |
//! | [`sources`] | the files of a folder, for tests that read the code itself |
//! | [`day`] | a simulated day that says one line, the same on every target; it needs no std |
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "helpers of tests are named after what they do")]

pub mod day;

#[cfg(feature = "std")]
pub mod bot;
#[cfg(feature = "std")]
pub mod chance;
#[cfg(feature = "std")]
pub mod fleet;
#[cfg(feature = "std")]
pub mod fuzz;
#[cfg(feature = "std")]
pub mod laws;
#[cfg(feature = "std")]
pub mod network;
#[cfg(feature = "std")]
pub mod reference;
#[cfg(feature = "std")]
pub mod scripts;
#[cfg(feature = "std")]
pub mod service;
#[cfg(feature = "std")]
pub mod shrink;
#[cfg(feature = "std")]
pub mod sources;
#[cfg(feature = "std")]
pub mod states;

use call_lifecycle::{Id, Timestamp};

/// The id of the call in the pages' examples.
pub const CALL: Id = Id::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);

/// Minutes, seconds and milliseconds after the epoch.
pub const fn at(minutes: u64, seconds: u64, millis: u64) -> Timestamp {
    Timestamp::from_millis(minutes * 60_000 + seconds * 1_000 + millis)
}

/// Milliseconds after the epoch.
pub const fn ms(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}
