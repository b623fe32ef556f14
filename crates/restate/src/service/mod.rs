//! The service's end of a call as a virtual object, behind HTTP.
//!
//! | | |
//! |---|---|
//! | `ServiceCall` | an object, by the id of the call: `request`, `fact`, `wake`; and `peek`, which waits for nobody |
//! | `Notify.post` | a service without state: the way out of notifications, with the key call and number |
//! | [`front`] | Graph's paths: each request is handed to the call's object, and answered with what it says |
//! | [`step()`] | what a handler does, without the engine |
//!
//! What comes in is a line of a trace, as [`graph_call_replay`] reads it: a request of the
//! application, or what the other side and the media do. So an object can be driven by what was
//! recorded elsewhere, or by `curl`:
//!
//! ```text
//! POST /ServiceCall/57dab8b1-894c-409a-b240-bd8beae78896/request
//! {"at":1200,"request":{"id":"r1","method":"POST","url":"/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive"}}
//! POST /ServiceCall/57dab8b1-894c-409a-b240-bd8beae78896/fact
//! {"at":1300,"peer":{"call":"57dab8b1-894c-409a-b240-bd8beae78896","event":"hangsUp"}}
//! ```
//!
//! The call is not held while a notification is out. One that nobody takes is posted again for
//! [`Limits::delivery`](crate::Limits::delivery). They may come twice, and in another order: the
//! application's end of this library bears that.

mod calls;
mod endpoint;
mod front;
mod host;
mod kept;
mod message;
mod notify;
mod object;
mod step;
mod view;
mod words;

pub use calls::Calls;
pub use front::front;
pub use host::{Facts, Host, Update};
pub use kept::{Kept, Machine};
pub use message::{Came, Post, Request};
pub use step::{Done, Message, awaits, step};
pub use view::View;
