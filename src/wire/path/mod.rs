//! Paths and URLs: what they name, and how they are written in each version of the API.

mod error;
mod excerpt;
mod method;
mod target;
mod version;
mod written;

pub use error::{IdError, PathError};
pub use excerpt::Excerpt;
pub use method::Method;
pub use target::Target;
pub use version::ApiVersion;
pub use written::Path;
