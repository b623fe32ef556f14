//! The start of a foreign text, for an error.

use core::fmt;

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
        let end = (0..=text.len().min(Self::MAX)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
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
