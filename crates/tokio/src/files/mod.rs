//! State in files, for a program that continues after a restart: lines that are appended, and a
//! directory with one owner.

mod lines;
mod lock;

pub use lines::{lines, named, wrong};
pub use lock::lock;
