//! The service's end: what a mock service, a simulator or a switch embeds.

mod call;
mod deadlines;
mod event;
mod keep_alive;
mod media;
mod notification;
mod operations;
mod parts;
mod policy;
mod requests;
mod snapshot;
mod tones;

pub use call::{Call, MAX_MEDIA};
pub use event::{Event, MediaEvent, Output, PeerEvent, Request};
pub use notification::{answer_body, notification, request};
pub use operations::OperationView;
pub use policy::{Policy, Settings};
pub use requests::redirect_timeout;

/// The outputs of a step of this end.
type Outputs<'s> = crate::step::Outputs<'s, Output>;
