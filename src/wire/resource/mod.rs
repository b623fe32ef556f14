//! The resources that bodies consist of.
//!
//! | file | what it has |
//! |---|---|
//! | `report`, `json`, `details` | the resource of a call or an operation: its reports, its JSON, the objects in it |
//! | `error_body` | the body of an answer that is an error |
//! | `call`, `call_json` | the call resource, with all that it says besides the call's state; its JSON |
//! | `identity`, `identity_set`, `identity_kind` | who someone is |
//! | `invitee`, `invitees` | whom to call, and lists of them |
//! | `participant`, `incoming_context`, `route` | who takes part, how an incoming call came, and by which ways |
//! | `chat`, `meeting`, `options` | the meeting of a call, and what the application wants of it |
//! | `modality`, `media_config`, `blob` | the kinds of media, and who handles them |
//! | `media_info` | a file with sound |
//! | `prompts` | the prompts of a media operation |

mod blob;
mod call;
mod call_json;
mod chat;
mod details;
mod error_body;
mod identity;
mod identity_kind;
pub(in crate::wire) mod identity_set;
mod incoming_context;
pub(in crate::wire) mod invitee;
pub(in crate::wire) mod invitees;
mod json;
pub(in crate::wire) mod media_config;
mod media_info;
mod meeting;
mod modality;
pub(in crate::wire) mod options;
pub(in crate::wire) mod participant;
pub(in crate::wire) mod prompts;
mod report;
mod route;
mod type_name;

pub use blob::Blob;
pub use call::{CallResource, Create};
pub use chat::ChatInfo;
pub use error_body::ErrorBody;
pub use identity::Identity;
pub use identity_kind::{EndpointType, IdentityKind};
pub use incoming_context::IncomingContext;
pub use invitee::Invitee;
pub use media_config::MediaConfig;
pub use media_info::MediaInfo;
pub use meeting::{MeetingInfo, MeetingKey};
pub use modality::{Modalities, Modality};
pub use options::CallOptions;
pub use participant::ParticipantInfo;
pub use prompts::Prompt;
pub use report::{Direction, Resource};
pub use route::{CallRoute, RoutingType};

pub(in crate::wire) use details::{WriteMedia, WriteTone, state_word, written_result};
pub(in crate::wire) use report::{CHANGE_TYPE, RESOURCE, RESOURCE_URL};
