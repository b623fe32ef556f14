//! `graph-call-mock test`: what it says of scenarios and of bots, how it ends, and that it leaves
//! no bot behind. The bots are short scripts.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod bench;
mod bots;
mod ends;
mod junit;
mod lines;
