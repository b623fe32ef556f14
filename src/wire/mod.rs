//! Graph's JSON: what goes over the wire between an application and the service, as borrowed types (feature `serde`).
//!
//! Every type reads with any reader of serde's, with or without an allocator, and is written back; what parses, written back, parses to the same
//! value. Members that no host acts on are read over at every level; a known member of a wrong type is an error that names the member.
mod calls;
mod details;
mod invitee;
mod method;
mod modality;
mod notice;
mod notification;
mod notifications;
mod operations;
mod outgoing;
mod participants;
mod play_prompt;
mod prompts;
mod read;
mod record;
mod reply;
mod resource;
mod segment;
mod style;
mod target;
mod text;
mod values;

pub use calls::{Answer, Create, Reject, RejectReason};
pub use invitee::{IdentityKind, Invitee};
pub use method::Method;
pub use modality::{MediaConfig, Modalities, Modality};
pub use notice::{Notice, NoticeError};
pub use notification::CommsNotification;
pub use notifications::{CommsNotifications, Each};
pub use operations::{CancelMediaProcessing, OperationRequest, SendDtmfTones};
pub use outgoing::{Outgoing, OutgoingBody, OutgoingResource, Shape};
pub use participants::{Invite, Redirect, RedirectParameters, Transfer};
pub use play_prompt::PlayPrompt;
pub use prompts::Prompt;
pub use record::Record;
pub use reply::{ErrorBody, retry_after};
pub use resource::{Direction, Resource};
pub use segment::{IdError, PathError, Segment};
pub use style::{Path, Style};
pub use target::Target;
pub use text::TEXT_BYTES;
