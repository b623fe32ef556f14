//! What the hosts on tokio have in common: a clock that is turned up, connections that are bounded, room for a fleet, and the ten lines by which a machine becomes a task. None
//! of them knows which network it is on.

mod clock;
mod connections;
mod drive;
mod storage;

pub use clock::{Clock, Speed};
pub use connections::serve;
pub use drive::drive;
pub use storage::storage;
