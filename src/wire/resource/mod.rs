//! The resources that bodies consist of.
//!
//! | file | what it has |
//! |---|---|
//! | `report`, `json`, `details` | the resource of a call or an operation: its reports, its JSON, the objects in it |
//! | `error_body` | the body of an answer that is an error |
//! | `identity`, `invitee` | whom to call, and lists of them |
//! | `modality`, `media_config` | the kinds of media, and who handles them |
//! | `prompts` | the prompts of a media operation |

mod details;
mod error_body;
mod identity;
pub(in crate::wire) mod invitee;
mod json;
mod media_config;
mod modality;
pub(in crate::wire) mod prompts;
mod report;

pub use error_body::ErrorBody;
pub use identity::IdentityKind;
pub use invitee::Invitee;
pub use media_config::MediaConfig;
pub use modality::{Modalities, Modality};
pub use prompts::Prompt;
pub use report::{Direction, Resource};

pub(in crate::wire) use details::{WriteMedia, WriteTone, state_word, written_result};
pub(in crate::wire) use report::{CHANGE_TYPE, RESOURCE, RESOURCE_URL};
