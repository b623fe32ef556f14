//! Many calls of one end in memory that the caller lends, with the next deadline of all of them.

mod found;
mod functions;
mod memory;

pub(crate) use functions::fleet;
pub(crate) use memory::{find, new, size};
