//! Notifications: what the service posts to an application.
//!
//! | file | what it has |
//! |---|---|
//! | `entry` | one entry, as it comes |
//! | `list`, `entries` | the body that is posted: a bounded list, or entry by entry |
//! | `call` | one entry with the whole call in it: who calls |
//! | `notice` | what an entry says, as a report for a machine |
//! | `written` | the notifications and answers of a service, written from the reports of its machines |

mod call;
mod entries;
mod entry;
mod list;
mod notice;
mod written;

pub use call::{CallEntries, CallNotification};
pub use entries::Entries;
pub use entry::CommsNotification;
pub use list::CommsNotifications;
pub use notice::{Notice, NoticeError};
pub use written::{ServiceNotification, ServiceNotifications, ServiceResource};
