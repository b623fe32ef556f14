//! What the hosts on tokio have in common: a clock that is turned up, connections that are bounded,
//! room for a fleet, a directory of one's own, files of lines, and the ten lines by which a machine
//! becomes a task. None of them knows which network it is on.

mod clock;
mod connections;
mod drive;
mod lines;
mod lock;
mod storage;

pub use clock::{Clock, Speed, wall};
pub use connections::serve;
pub use drive::drive;
pub use lines::{lines, named, wrong};
pub use lock::lock;
pub use storage::storage;
