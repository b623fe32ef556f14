//! Free texts: borrowed where they have no escapes, else unescaped into one bounded buffer for each
//! object.

use core::fmt;

use heapless::String;

use super::escapes::{Symbols, TEXT_BYTES, TextError, unescape};
use crate::wire::text::split_at;

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
pub(in crate::wire) struct Texts<'a, const K: usize> {
    places: [Place<'a>; K],
    kept: String<TEXT_BYTES>,
    /// Which of the borrowed texts still has its escapes. `NONE`: none of them.
    escaped: usize,
}

/// No text has this number.
const NONE: usize = usize::MAX;

impl<'a, const K: usize> Texts<'a, K> {
    /// A text, unless it still has its escapes.
    pub(in crate::wire) fn get(&self, index: usize) -> Option<&str> {
        self.stored(index).filter(|_| index != self.escaped)
    }

    /// A text, and whether it still has its escapes.
    pub(in crate::wire) fn lent(&self, index: usize) -> Option<(&str, bool)> {
        self.stored(index).map(|text| (text, index == self.escaped))
    }

    fn stored(&self, index: usize) -> Option<&str> {
        match *self.places.get(index)? {
            Place::Borrowed(text) => Some(text),
            Place::Kept { start, end } => self.kept.get(usize::from(start)..usize::from(end)),
        }
    }

    /// The characters of a text, without escapes.
    fn symbols(&self, index: usize) -> Option<impl Iterator<Item = Result<char, TextError>>> {
        let (text, is_escaped) = self.lent(index)?;
        Some(if is_escaped { Piece::Raw(text) } else { Piece::Passing(text) }.symbols())
    }

    /// Keeps a text of the input with its escapes: one of them at a time.
    pub(in crate::wire) fn lend(&mut self, index: usize, raw: &'a str) {
        self.place(index, Place::Borrowed(raw));
        self.escaped = index;
    }

    pub(in crate::wire) fn set(&mut self, index: usize, text: &'a str) {
        self.place(index, Place::Borrowed(text));
    }

    pub(in crate::wire) fn clear(&mut self, index: usize) {
        self.place(index, Place::ABSENT);
    }

    /// Forgets `count` texts from `index` on.
    pub(in crate::wire) fn clear_all(&mut self, index: usize, count: usize) {
        (index..index.saturating_add(count)).for_each(|index| self.clear(index));
    }

    /// Moves `count` texts from one place to another.
    pub(in crate::wire) fn relocate(&mut self, from: usize, to: usize, count: usize) {
        for offset in 0..count {
            let (from, to) = (from.saturating_add(offset), to.saturating_add(offset));
            let Some(place) = self.places.get(from).copied() else { continue };
            let is_escaped = from == self.escaped;
            self.place(to, place);
            self.clear(from);
            if is_escaped {
                self.escaped = to;
            }
        }
    }

    /// Sets a text, or forgets it.
    pub(in crate::wire) fn put(&mut self, index: usize, text: Option<&'a str>) {
        match text {
            Some(text) => self.set(index, text),
            None => self.clear(index),
        }
    }

    fn place(&mut self, index: usize, place: Place<'a>) {
        if index == self.escaped {
            self.escaped = NONE;
        }
        if let Some(slot) = self.places.get_mut(index) {
            *slot = place;
        }
    }

    /// Keeps a text that a reader hands out.
    pub(in crate::wire) fn take(&mut self, index: usize, piece: Piece<'a, '_>) -> Result<(), TextError> {
        match piece {
            Piece::Borrowed(text) => self.set(index, text),
            Piece::Raw(text) if split_at(text, b'\\').is_none() => self.set(index, text),
            Piece::Raw(_) | Piece::Passing(_) => {
                self.clear(index);
                match self.keep(index, &piece) {
                    // Texts that were replaced, as by a later element of an array, leave room.
                    Err(TextError::Full) => {
                        self.compact();
                        self.keep(index, &piece)?;
                    }
                    kept => kept?,
                }
            }
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
            while self.kept.len() > start && self.kept.pop().is_some() {}
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
}

impl<const K: usize> Default for Texts<'_, K> {
    fn default() -> Self {
        Self { places: [Place::ABSENT; K], kept: String::new(), escaped: NONE }
    }
}

impl<const K: usize> PartialEq for Texts<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        (0..K).all(|index| match (self.lent(index), other.lent(index)) {
            (Some((text, false)), Some((same, false))) => text == same,
            (None, None) => true,
            (Some(_), Some(_)) => {
                self.symbols(index).into_iter().flatten().eq(other.symbols(index).into_iter().flatten())
            }
            _ => false,
        })
    }
}

impl<const K: usize> Eq for Texts<'_, K> {}

impl<const K: usize> fmt::Debug for Texts<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..K).map(|index| self.stored(index))).finish()
    }
}

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
pub(super) const WORD_BYTES: usize = 64;

impl<'de, 't> Piece<'de, 't> {
    /// Hands the unescaped text to `f`. A text for which there is no room is handed over with its
    /// escapes: it is longer than any word.
    pub(in crate::wire) fn decoded<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        match *self {
            Self::Passing(text) => f(text),
            Self::Borrowed(text) => f(text),
            Self::Raw(text) if split_at(text, b'\\').is_none() => f(text),
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
    pub(in crate::wire) fn symbols(&self) -> impl Iterator<Item = Result<char, TextError>> + use<'de, 't> {
        let (escaped, borrowed, passing): (&'de str, &'de str, &'t str) = match *self {
            Self::Raw(text) => (text, "", ""),
            Self::Borrowed(text) => ("", text, ""),
            Self::Passing(text) => ("", "", text),
        };
        Symbols(escaped).chain(borrowed.chars().chain(passing.chars()).map(Ok))
    }
}

/// A text that is not empty: an empty one counts as absent.
pub(in crate::wire) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
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
pub(in crate::wire) use texts;
