//! A text as a reader hands it out.

use heapless::String;

use super::unescape::{Symbols, TextError, unescape};

/// A text as a reader hands it out.
pub(in crate::wire) enum Piece<'de, 't> {
    /// From the input, with its escapes still in it.
    Raw(&'de str),
    /// From the input, and without escapes.
    Borrowed(&'de str),
    /// Unescaped, and gone after the visit.
    Passing(&'t str),
}

/// The most bytes of an escaped word: far more than any that is known.
const WORD_BYTES: usize = 64;

impl Piece<'_, '_> {
    /// Hands the unescaped text on. A text for which there is no room is handed on with its escapes: it is longer than any word.
    pub(in crate::wire) fn decoded<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        match *self {
            Self::Passing(text) => f(text),
            Self::Borrowed(text) => f(text),
            Self::Raw(text) if !text.contains('\\') => f(text),
            Self::Raw(text) => {
                let mut word = String::<WORD_BYTES>::new();
                match unescape(text, &mut word) {
                    Ok(()) => f(&word),
                    Err(_) => f(text),
                }
            }
        }
    }

    /// The characters of the unescaped text, however many.
    pub(in crate::wire) fn symbols(&self) -> impl Iterator<Item = Result<char, TextError>> {
        let (escaped, plain) = match *self {
            Self::Raw(text) => (text, ""),
            Self::Passing(text) => ("", text),
            Self::Borrowed(text) => ("", text),
        };
        Symbols(escaped).chain(plain.chars().map(Ok))
    }
}
