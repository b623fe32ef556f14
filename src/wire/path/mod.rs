//! Paths and URLs: what they name, and how they are written in each version of the API.

mod error;
mod method;
mod target;
mod version;
mod written;

pub use error::{Excerpt, IdError, PathError};
pub use method::Method;
pub use target::Target;
pub use version::ApiVersion;
pub use written::Path;
