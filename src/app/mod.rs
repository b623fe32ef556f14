//! The application's end: what a bot embeds.

mod call;
mod clock;
mod event;
mod notifications;
mod operations;
mod policy;
mod replies;
mod snapshot;

pub use call::{Call, KeepAlive};
pub use event::{Body, Details, Event, Output, Reply, Request, Token};
pub use operations::OperationView;
pub use policy::{Policy, Settings};
