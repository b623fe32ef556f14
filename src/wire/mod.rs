//! Graph's JSON: what goes over the wire between an application and the service, as borrowed types (feature `serde`).
//!
//! Every type reads with any reader of serde's, with or without an allocator, and is written back; what parses, written back, parses to the same
//! value. Members that no host acts on are read over at every level; a known member of a wrong type is an error that names the member.
mod calls;
mod invitee;
mod media;
mod notification;
mod operations;
mod outgoing;
mod participants;
mod path;
mod prompts;
mod read;
mod reply;
mod resource;
mod text;

pub use calls::{Answer, Create, MediaConfig, Modalities, Modality, Reject, RejectReason};
pub use invitee::{IdentityKind, Invitee};
pub use media::{PlayPrompt, Record};
pub use notification::{CommsNotification, CommsNotifications, Each, Notice, NoticeError};
pub use operations::{CancelMediaProcessing, OperationRequest, SendDtmfTones};
pub use outgoing::{Outgoing, OutgoingBody, OutgoingResource, Shape};
pub use participants::{Invite, Redirect, RedirectParameters, Transfer};
pub use path::{Method, Path, PathError, Segment, Style, Target};
pub use prompts::Prompt;
pub use reply::{ErrorBody, retry_after};
pub use resource::{Direction, IdError, Resource};
pub use text::TEXT_BYTES;
