//! Graph's JSON.
mod notification;
mod path;
mod read;
mod resource;
mod text;

pub use notification::{CommsNotification, CommsNotifications, Each, Notice, NoticeError};
pub use path::{Method, Path, PathError, Segment, Style, Target};
pub use resource::{Direction, IdError, Resource};
pub use text::TEXT_BYTES;
