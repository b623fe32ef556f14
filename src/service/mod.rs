//! The service's end: what a mock service, a simulator or a switch embeds.
//!
//! [`Call`] holds what does not change (its id, its policy), the time, and its parts. A step goes
//! like this:
//!
//! 1. The deadlines that are due fire, each at its own time (`deadlines`).
//! 2. The event goes to the part that it is about: a request is answered (`requests`), what the
//!    other side does moves the call by the table (`parts`), what is heard and played moves the
//!    media queue (`media`), and tones are notified (`tones`).
//! 3. The next deadline is worked out, once.
//!
//! [`notification()`], [`answer_body`] and [`request()`] say what each end tells the other.

mod call;
mod deadlines;
mod event;
mod keep_alive;
mod media;
mod notification;
mod operation;
mod operations;
mod parts;
mod policy;
mod request;
mod requests;
mod snapshot;
mod tones;
mod view;

pub use call::Call;
pub use event::{Event, MediaEvent, Output, PeerEvent};
pub use media::MAX_MEDIA;
pub use notification::{answer_body, notification, request};
pub use policy::{Policy, Settings};
pub use request::Request;
#[cfg(feature = "wire")]
pub(crate) use requests::redirect_seconds;
pub use requests::redirect_timeout;
pub use view::OperationView;
