//! The bodies of requests, one file for each method, and what the service requires of them.

mod answer;
mod cancel_media_processing;
mod invite;
mod operation;
mod play_prompt;
mod record;
mod redirect;
mod reject;
mod rules;
mod send_dtmf_tones;
mod stop_tones;
mod transfer;

pub use answer::Answer;
pub use cancel_media_processing::CancelMediaProcessing;
pub use invite::Invite;
pub use operation::{OperationRequest, RecordingStatus, ScreenSharingRole};
pub use play_prompt::PlayPrompt;
pub use record::Record;
pub use redirect::{CallDisposition, Redirect, RedirectParameters};
pub use reject::{Reject, RejectReason};
pub use rules::{BodyError, Precondition};
pub use send_dtmf_tones::SendDtmfTones;
pub use transfer::Transfer;
