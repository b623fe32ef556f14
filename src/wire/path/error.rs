//! What is wrong with a path or an id.

use core::fmt;

use crate::ParseIdError;
use crate::wire::text::Quoted;

/// The start of a text that an error is about: its first [`Excerpt::MAX`] bytes.
///
/// ```
/// use call_lifecycle::wire::{PathError, Target};
/// let Err(PathError::Id { text, .. }) = Target::parse("/app/calls/{id}/record") else { panic!() };
/// assert_eq!(text.as_str(), "{id}");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Excerpt {
    bytes: [u8; Self::MAX],
    len: u8,
}

impl Excerpt {
    /// The most bytes that are kept.
    pub const MAX: usize = 40;

    pub(in crate::wire) fn new(text: &str) -> Self {
        let mut bytes = [0; Self::MAX];
        let mut len = 0;
        // Whole characters only.
        let ends = text.char_indices().map(|(at, symbol)| at.saturating_add(symbol.len_utf8()));
        let end = ends.take_while(|end| *end <= Self::MAX).last().unwrap_or_default();
        for (to, from) in bytes.iter_mut().zip(text.as_bytes().iter().take(end)) {
            *to = *from;
            len = u8::saturating_add(len, 1);
        }
        Self { bytes, len }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Excerpt {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=str}", self.as_str());
    }
}

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
            Self::Id { collection, text, error } => {
                write!(f, "the segment after {collection} is {}: {error}", Quoted(text.as_str()))
            }
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
            Self::Id { text, error } => write!(f, "id is {}, but {error}", Quoted(text.as_str())),
            Self::Path(error) => write!(f, "in @odata.id, {error}"),
        }
    }
}

impl core::error::Error for IdError {}
