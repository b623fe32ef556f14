//! Free texts: borrowed where they have no escapes, else unescaped into one bounded buffer for each object.

use core::fmt;

use heapless::String;

use super::escapes::{Symbols, unescape};

/// How many bytes the escaped free texts of one object may have together, once unescaped.
///
/// A text without escapes is borrowed from the input and has no limit; access tokens, which are long, have none. A text with escapes cannot be
/// borrowed, so it is kept here: every object that has free texts (a notification, a resource, a request) has one buffer of this size for all of
/// them, rather than one for each text, which would make the objects large. More is an error that says so. The size is our choice: the longest
/// `clientContext` that is allowed is 768 bytes of UTF-8.
///
/// ```
/// use call_lifecycle::wire::{Record, TEXT_BYTES};
/// let short = format!(r#"{{"clientContext": "\u0041{}"}}"#, "x".repeat(TEXT_BYTES - 1));
/// assert_eq!(serde_json::from_str::<Record>(&short)?.client_context().map(str::len), Some(TEXT_BYTES));
/// let long = format!(r#"{{"clientContext": "\u0041{}"}}"#, "x".repeat(TEXT_BYTES));
/// let error = serde_json::from_str::<Record>(&long).unwrap_err().to_string();
/// assert!(error.contains("clientContext") && error.contains("at most 1024 bytes"), "{error}");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const TEXT_BYTES: usize = 1024;

/// Why a text could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextError {
    /// No room left for an escaped text.
    Full,
    /// An escape that is none of JSON's, or half a surrogate pair.
    Escape,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => {
                write!(f, "the texts with escapes of one object may have at most {TEXT_BYTES} bytes together")
            }
            Self::Escape => {
                f.write_str("the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX, surrogates in pairs")
            }
        }
    }
}

/// Where a text is. An absent one is an empty range past the buffer, so that this stays two words.
#[derive(Clone, Copy)]
enum Place<'a> {
    Borrowed(&'a str),
    Kept { start: u16, end: u16 },
}

impl Place<'_> {
    const ABSENT: Self = Self::Kept { start: u16::MAX, end: u16::MAX };
}

/// `K` texts and the one buffer of those with escapes.
#[derive(Clone)]
pub(super) struct Texts<'a, const K: usize> {
    places: [Place<'a>; K],
    kept: String<TEXT_BYTES>,
}

impl<'a, const K: usize> Texts<'a, K> {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        match *self.places.get(index)? {
            Place::Borrowed(text) => Some(text),
            Place::Kept { start, end } => self.kept.get(usize::from(start)..usize::from(end)),
        }
    }

    pub(super) fn set(&mut self, index: usize, text: &'a str) {
        self.place(index, Place::Borrowed(text));
    }

    pub(super) fn clear(&mut self, index: usize) {
        self.place(index, Place::ABSENT);
    }

    fn place(&mut self, index: usize, place: Place<'a>) {
        if let Some(slot) = self.places.get_mut(index) {
            *slot = place;
        }
    }

    /// Takes in a text as a reader hands it out.
    pub(super) fn take(&mut self, index: usize, piece: Piece<'a, '_>) -> Result<(), TextError> {
        self.clear(index);
        match piece {
            Piece::Borrowed(text) => self.set(index, text),
            Piece::Raw(text) if !text.contains('\\') => self.set(index, text),
            Piece::Raw(_) | Piece::Passing(_) => match self.keep(index, &piece) {
                // The elements of an array are read one over the other: what earlier ones have left is room.
                Err(TextError::Full) => {
                    self.compact();
                    self.keep(index, &piece)?;
                }
                kept => kept?,
            },
        }
        Ok(())
    }

    fn keep(&mut self, index: usize, piece: &Piece<'_, '_>) -> Result<(), TextError> {
        let start = self.kept.len();
        let kept = match *piece {
            Piece::Raw(text) => unescape(text, &mut self.kept),
            Piece::Borrowed(text) => self.kept.push_str(text).map_err(|_| TextError::Full),
            Piece::Passing(text) => self.kept.push_str(text).map_err(|_| TextError::Full),
        };
        if let Err(error) = kept {
            self.kept.truncate(start);
            return Err(error);
        }
        let place = |at: usize| u16::try_from(at).map_err(|_| TextError::Full);
        self.place(index, Place::Kept { start: place(start)?, end: place(self.kept.len())? });
        Ok(())
    }

    /// Drops what no text refers to any more.
    fn compact(&mut self) {
        let before = core::mem::take(&mut self.kept);
        for place in &mut self.places {
            let Place::Kept { start, end } = *place else { continue };
            let Some(text) = before.get(usize::from(start)..usize::from(end)) else { continue };
            let from = u16::try_from(self.kept.len());
            // It fits: it was there before, with more.
            let pushed = self.kept.push_str(text);
            *place = match (from, u16::try_from(self.kept.len()), pushed) {
                (Ok(start), Ok(end), Ok(())) => Place::Kept { start, end },
                _ => Place::ABSENT,
            };
        }
    }

    fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..K).map(|index| self.get(index))
    }
}

impl<const K: usize> Default for Texts<'_, K> {
    fn default() -> Self {
        Self { places: [Place::ABSENT; K], kept: String::new() }
    }
}

impl<const K: usize> PartialEq for Texts<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<const K: usize> Eq for Texts<'_, K> {}

impl<const K: usize> fmt::Debug for Texts<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A text as a reader hands it out.
pub(super) enum Piece<'de, 't> {
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
    pub(super) fn decoded<R>(&self, f: impl FnOnce(&str) -> R) -> R {
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
    pub(super) fn symbols(&self) -> impl Iterator<Item = Result<char, TextError>> {
        let (escaped, plain) = match *self {
            Self::Raw(text) => (text, ""),
            Self::Passing(text) => ("", text),
            Self::Borrowed(text) => ("", text),
        };
        Symbols(escaped).chain(plain.chars().map(Ok))
    }
}

/// The getter and the setter of each text of an object, by its number.
macro_rules! texts {
    ($name:ident { $($(#[$doc:meta])* $get:ident, $with:ident = $index:literal;)+ }) => {
        impl<'a> $name<'a> {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $get(&self) -> Option<&str> {
                    self.texts.get($index)
                }

                #[doc = concat!("The same with this [`", stringify!($name), "::", stringify!($get), "`].")]
                #[must_use]
                pub fn $with(mut self, text: &'a str) -> Self {
                    self.texts.set($index, text);
                    self
                }
            )+
        }
    };
}
pub(super) use texts;
