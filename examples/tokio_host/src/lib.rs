//! What the hosts on tokio have in common: a clock that is turned up, and connections that are bounded. Neither knows which network it is on.

mod clock;
mod connections;

pub use clock::{Clock, Speed};
pub use connections::serve;
