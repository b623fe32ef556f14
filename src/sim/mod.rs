//! Both ends of many calls in a world that goes wrong, and the laws as predicates (feature `sim`).

mod end;
mod law;
pub mod laws;

pub use end::{End, Told};
pub use law::{Broken, Law};
