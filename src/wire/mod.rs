//! Graph's JSON and HTTP: what goes over the wire between an application and the service (feature
//! `wire`).
//!
//! | part | what it has |
//! |---|---|
//! | [`http`] | requests to send, their answers as events, and posted notifications as events |
//! | [`json`] | a reader and a writer of JSON that need no allocator |
//! | `notification` | [`CommsNotifications`] or, without a limit, [`Entries`]; a [`Notice`] is what an entry says; [`CallEntries`] say who calls; [`ServiceNotification`] writes one |
//! | `request` | the bodies of requests: [`Answer`], [`Reject`], [`Redirect`], [`Transfer`], [`Invite`], [`Record`], [`PlayPrompt`], [`SendDtmfTones`], [`CancelMediaProcessing`], [`OperationRequest`]; what the service requires of them: [`BodyError`], [`Precondition`] |
//! | `resource` | the [`Resource`] of a call or an operation, the [`ErrorBody`], and what bodies consist of: [`CallResource`] (and [`Create`], the body that creates one), [`Invitee`], [`Prompt`], [`Modalities`], [`MediaConfig`] |
//! | `path` | a URL or a path as a [`Target`] and its [`Method`], and back as a [`Path`] in an [`ApiVersion`] |
//!
//! An application needs [`http`] and the bodies of the requests that it makes. A service needs the
//! rest.
//!
//! ```
//! use call_lifecycle::{CallState, ReportedState, wire::{CommsNotifications, Notice, json}};
//! let body: CommsNotifications = json::from_str(r##"{"value": [{"changeType": "updated", "resource":
//!     "/app/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}}]}"##)?;
//! for entry in body.as_slice() {
//!     match entry.notice() {
//!         Ok(Notice::Call { call, report }) => assert_eq!(report.state, ReportedState::Known(CallState::Established)),
//!         Ok(Notice::Operation { .. } | Notice::Other { .. }) => {}
//!         Err(error) => panic!("{error}"), // says which member is wrong, and what it has to be
//!     }
//! }
//! # Ok::<(), json::ReadError>(())
//! ```
//!
//! # Rules
//!
//! - **Nothing is allocated.** A text without escapes is borrowed from the input. The texts with
//!   escapes of one object are unescaped into one buffer of [`json::TEXT_BYTES`]. Lists are
//!   bounded: what is past a bound is counted, or is an error.
//! - **A reader is tolerant, a writer is not**, because the examples of the pages differ. Members
//!   may come in any order, words in any case, and any text with escapes. `null` is absent. The
//!   path may be in `resource` or `resourceUrl`; `subcode` may be `subCode`; codes may be numbers
//!   or texts; `resourceData` may be an object or an array. Unknown members are ignored at every
//!   level, and unknown words are absent. If a member comes twice, the last one counts: a text that
//!   is written twice is no reason to miss the end of a call. An empty text is kept, and counts as
//!   absent where an id, a path or a context is looked for. [`docs::members`](crate::docs::members)
//!   has every member, and what it means of each.
//! - **A known member of another type is an error that names it**: it is a fault of the sender, not
//!   a newer version of the format.
//! - **What was read and is written again reads as the same value.** What cannot be written (more
//!   prompts than are kept, stop tones that are not allowed) is an error of the writer.
//!
//! # Readers and writers
//!
//! [`json::from_str`] and [`json::from_slice`] read without an allocator. Any other reader of
//! serde's can read the types as well if it is self-describing, that is, if it can tell what comes
//! next (`deserialize_any`). `serde_json` is tested against our reader, both from a text and from a
//! `Value`.
//!
//! A reader that cannot tell what comes next is refused at the first byte, by its own error.
//! `serde-json-core` is one: it would also leave the escapes in the texts that it lends. Use
//! [`json::from_slice`] in its place.
//!
//! Any writer of serde's will do. [`json::write()`] and [`json::to_slice`] need no allocator, and
//! write byte for byte what `serde_json` writes.

#[cfg(feature = "defmt")]
mod format;
pub mod http;
pub mod json;
mod notification;
mod path;
mod request;
mod resource;
mod text;

pub use notification::{
    CallEntries, CallNotification, CommsNotification, CommsNotifications, Entries, Notice, NoticeError,
    ServiceNotification, ServiceNotifications, ServiceResource,
};
pub use path::{ApiVersion, Excerpt, IdError, Method, Path, PathError, Target};
pub use request::{
    Answer, BodyError, CallDisposition, CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Precondition,
    Record, RecordingStatus, Redirect, RedirectParameters, Reject, RejectReason, ScreenSharingRole, SendDtmfTones,
    Transfer,
};
pub use resource::{
    Blob, CallOptions, CallResource, CallRoute, ChatInfo, Create, Direction, EndpointType, ErrorBody, Identity,
    IdentityKind, IncomingContext, Invitee, MediaConfig, MediaInfo, MeetingInfo, MeetingKey, Modalities, Modality,
    ParticipantInfo, Prompt, Resource, RoutingType,
};
