//! Graph's JSON: what goes over the wire between an application and the service (feature `wire`).
//!
//! | on the wire | type | becomes |
//! |---|---|---|
//! | the body that the service posts | [`CommsNotifications`] or, without a limit, [`Each`] | [`Notice`], with a [`CallReport`] or an [`OperationReport`] |
//! | a call or an operation in an answer | [`Resource`] | the same reports |
//! | an error, and the headers `Location` and `Retry-After` | [`ErrorBody`], [`Target`], [`retry_after`] | |
//! | `record`, `recordResponse`, `playPrompt`, `redirect` | [`Record`], [`PlayPrompt`], [`Redirect`] | checked parameters, by `TryFrom` |
//! | the creation of a call, `answer`, `reject`, `transfer`, `invite`, and other operations | [`Create`], [`Answer`], [`Reject`], [`Transfer`], [`Invite`], [`SendDtmfTones`], [`CancelMediaProcessing`], [`OperationRequest`] | |
//! | a URL, or a resource's path | [`Target`] and, to be written, [`Path`] | ids, and the [`Method`] |
//! | what a service posts and answers | [`Outgoing`], from the machines' reports | JSON |
//!
//! [`CallReport`]: crate::CallReport
//! [`OperationReport`]: crate::OperationReport
//!
//! ```
//! use call_lifecycle::{CallState, ReportedState, wire::{self, CommsNotifications, Notice}};
//! let body: CommsNotifications = wire::from_str(r##"{"value": [{"changeType": "updated", "resource":
//!     "/app/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}}]}"##)?;
//! for entry in body.as_slice() {
//!     match entry.notice() {
//!         Ok(Notice::Call { call, report }) => assert_eq!(report.state, ReportedState::Known(CallState::Established)),
//!         Ok(Notice::Operation { .. } | Notice::Other { .. }) => {}
//!         Err(error) => panic!("{error}"), // says which member, and what it has to be
//!     }
//! }
//! # Ok::<(), wire::JsonError>(())
//! ```
//!
//! # Rules
//!
//! - **Nothing is allocated.** A text without escapes is borrowed from the input; those with escapes are unescaped into one buffer for each object, of
//!   [`TEXT_BYTES`]. Lists are bounded, and say so: what is past a bound is counted, or is an error.
//! - **A reader is tolerant, a writer is not** (the pages' own examples differ: `docs/sources.md`). Members may come in any order, words in any
//!   case, any of them with escapes; `null` is absent; `resource` or `resourceUrl`; `subcode` or `subCode`; codes as numbers or texts; `resourceData` as an
//!   object or an array. Unknown members are read over at every level; unknown words are no value. Of a member that comes twice, the last one counts
//!   (our choice: a text that is written twice is no reason to lose a call's end).
//! - **A known member of another type is an error that names it**: it is a fault of the sender's, not a newer version of the format.
//! - **What parses, written back, parses to the same value.** What cannot be written back (more prompts than are kept, stop tones that are not allowed) is
//!   the writer's error.
//!
//! # Readers
//!
//! Everything here reads with any reader of serde's. Three are tested against one another:
//!
//! | | allocator | codes as texts | errors |
//! |---|---|---|---|
//! | [`from_str`], [`from_slice`] | none | yes | with the member, the line and the column |
//! | `serde_json` | needed | yes | with the member, the line and the column |
//! | `serde-json-core` 0.7 | none | an error: it cannot tell what comes next | a number, without the member |

mod calls;
mod details;
mod escapes;
#[cfg(feature = "defmt")]
mod format;
pub mod http;
mod identity;
mod invitee;
pub mod json;
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
mod resource_json;
mod segment;
mod style;
mod target;
mod text;
mod values;
mod version;

pub use calls::{Answer, Create, Reject, RejectReason};
pub use identity::IdentityKind;
pub use invitee::Invitee;
pub use json::{JsonError, MAX_DEPTH, from_slice, from_str, seed_from_str};
pub use method::Method;
pub use modality::{MediaConfig, Modalities, Modality};
pub use notice::{Notice, NoticeError};
pub use notification::CommsNotification;
pub use notifications::{CommsNotifications, Each, Entries};
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
pub use version::ApiVersion;
