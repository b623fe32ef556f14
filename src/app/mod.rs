//! The application's end: what a bot embeds.

mod call;
mod clock;
mod clocks;
mod event;
mod handle;
mod life;
mod notifications;
mod operations;
mod policy;
mod replies;
mod requests;
mod snapshot;

pub use call::Call;
pub use event::{Body, Details, Event, Output, Reply, Request, Token};
pub use life::KeepAlive;
pub use operations::OperationView;
pub use policy::{Policy, Settings};
