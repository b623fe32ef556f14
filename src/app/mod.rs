//! The application's end: what a bot embeds.
//!
//! Each file is about one thing, and holds its data, its rules and what it does: `keep_alive`,
//! `hang_up`, `answer`, `notification` (the state, audio and tones that were reported),
//! `operations`. `live` hands each event and each due deadline to the thing that it is about;
//! `call` is what the host sees. Imports go one way: `call` uses `live`, `live` uses the things,
//! and the things use `event`, `request`, `reply`, `context` and `offset`.

mod anchor;
mod answer;
mod call;
mod context;
mod deadlines;
mod ended;
mod event;
mod explanation;
mod handle;
mod hang_up;
mod keep_alive;
mod live;
mod notification;
mod offset;
mod operation;
mod operations;
mod overdue;
mod policy;
mod quick;
mod replies;
mod reply;
mod request;
mod room;
mod snapshot;
mod view;

pub use call::Call;
pub use event::{Event, Output};
pub use policy::{Policy, Settings};
pub use reply::{Body, Reply};
pub use request::{OperationHints, Request, Token};
pub use view::{KeepAliveView, OperationView};
