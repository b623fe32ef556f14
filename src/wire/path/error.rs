//! What is wrong with a path or an id.

use core::fmt;

use super::excerpt::Excerpt;
use crate::ParseIdError;

/// Why a path names nothing.
///
/// ```
/// use call_lifecycle::wire::Target;
/// let error = Target::parse("/communications/calls/42/keepAlive").unwrap_err();
/// assert_eq!(error.to_string(), "the segment after calls is \"42\": an id has 32 hexadecimal digits, \
///     or those with 4 dashes (36 bytes), but the text has 2 bytes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum PathError {
    /// There is no path.
    Empty,
    /// A segment that must be an id is not an id.
    Id {
        /// The collection that it stands after.
        collection: &'static str,
        /// The segment.
        text: Excerpt,
        /// What is wrong with it.
        error: ParseIdError,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("the path is empty, but must name a resource, such as /communications/calls/{id}")
            }
            Self::Id { collection, text, error } => write!(f, "the segment after {collection} is {text:?}: {error}"),
        }
    }
}

impl core::error::Error for PathError {}

/// The `id` of a resource is not an id.
///
/// ```
/// use call_lifecycle::wire::Resource;
/// let error = Resource::default().with_id_text("7").id().unwrap_err();
/// assert!(error.to_string().starts_with(r#"id is "7", but an id has 32 hexadecimal digits"#));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum IdError {
    /// `id` is not an id.
    Id {
        /// What it is.
        text: Excerpt,
        /// What is wrong with it.
        error: ParseIdError,
    },
    /// `@odata.id` has none.
    Path(PathError),
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id { text, error } => write!(f, "id is {text:?}, but {error}"),
            Self::Path(error) => write!(f, "in @odata.id, {error}"),
        }
    }
}

impl core::error::Error for IdError {}
