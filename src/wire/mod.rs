//! Graph's JSON: what goes over the wire between an application and the service, as borrowed types (feature `serde`).
//!
//! Every type reads with any reader of serde's, with or without an allocator, and is written back; what parses, written back, parses to the same
//! value. Members that no host acts on are read over at every level; a known member of a wrong type is an error that names the member.
mod notification;
mod path;
mod read;
mod resource;
mod text;

pub use notification::{CommsNotification, CommsNotifications, Each, Notice, NoticeError};
pub use path::{Method, Path, PathError, Segment, Style, Target};
pub use resource::{Direction, IdError, Resource};
pub use text::TEXT_BYTES;
