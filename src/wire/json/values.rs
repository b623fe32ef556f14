//! How texts are read: free texts, words and ids.

use core::fmt;
use core::str::FromStr;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

use super::deserializer::RAW_TEXT;
use super::escapes::TextError;
use super::source::{Failed, Seed, Source, Taken};
use super::text::{Piece, Texts};

/// What is done with a text.
pub(in crate::wire) trait Take<'de> {
    type Value;
    /// The member, for the error of another type.
    fn member(&self) -> &'static str;
    fn take(self, piece: Piece<'de, '_>) -> Result<Self::Value, TextError>;
    /// What to do about an error, to be appended to it.
    fn advice(&self) -> &'static str {
        ""
    }
    /// It is `null`.
    fn none(self)
    where
        Self: Sized,
    {
    }
}

/// A text, or nothing for `null`.
pub(in crate::wire) struct Text<T>(pub(in crate::wire) T);

impl<'de, T: Take<'de>> Seed<'de> for Text<T> {
    type Value = Option<T::Value>;

    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<Self::Value>, Failed> {
        let (member, advice) = (self.0.member(), self.0.advice());
        let (mut take, mut value) = (Some(self.0), None);
        let mut taken = |piece: Option<Piece<'de, '_>>| {
            match (take.take(), piece) {
                (Some(take), Some(piece)) => value = Some(take.take(piece)?),
                (Some(take), None) => take.none(),
                (None, _) => {}
            }
            Ok(())
        };
        let is_there = source.text(Taken { member, advice, taken: &mut taken })?;
        Ok(is_there.then_some(value))
    }
}

impl<'de> Taken<'_, 'de> {
    pub(super) fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<(), E> {
        let Self { member, advice, taken } = self;
        taken(Some(piece)).map_err(|error| E::custom(format_args!("{member}: {error}{advice}")))
    }
}

impl<'de> DeserializeSeed<'de> for Taken<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_newtype_struct(RAW_TEXT, self)
    }
}

impl<'de> Visitor<'de> for Taken<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text in {}", self.member)
    }

    /// What follows is not a text, or another reader reads it: our own answers with what it has.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        // There is no text that could be wrong.
        let _ = (self.taken)(None);
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.take(Piece::Passing(text))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.take(Piece::Borrowed(text))
    }

    /// A text with escapes, of our own reader.
    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<(), E> {
        let raw = core::str::from_utf8(bytes).map_err(E::custom)?;
        self.take(Piece::Raw(raw))
    }
}

/// Keeps a free text.
pub(in crate::wire) struct Keep<'t, 'de, const K: usize>(
    pub(in crate::wire) &'t mut Texts<'de, K>,
    pub(in crate::wire) usize,
    pub(in crate::wire) &'static str,
);

impl<'de, const K: usize> Take<'de> for Keep<'_, 'de, K> {
    type Value = ();

    fn member(&self) -> &'static str {
        self.2
    }

    fn take(self, piece: Piece<'de, '_>) -> Result<(), TextError> {
        self.0.take(self.1, piece)
    }

    fn none(self) {
        self.0.clear(self.1);
    }
}

/// Reads a word or an id from a short text.
pub(in crate::wire) struct Word<F>(pub(in crate::wire) &'static str, pub(in crate::wire) F);

impl<'de, R, F: FnOnce(&str) -> R> Take<'de> for Word<F> {
    type Value = R;

    fn member(&self) -> &'static str {
        self.0
    }

    fn take(self, piece: Piece<'de, '_>) -> Result<R, TextError> {
        Ok(piece.decoded(self.1))
    }
}

/// The value of a word, if it is a known one.
pub(in crate::wire) fn parsed<T: FromStr>(word: &str) -> Option<T> {
    word.parse().ok()
}

/// Keeps a text, or only checks its type where there is no place for it.
pub(in crate::wire) fn keep_text<'de, const K: usize>(
    texts: &mut Texts<'de, K>,
    place: Option<usize>,
    member: &'static str,
    map: &mut dyn Source<'de>,
) -> Result<(), Failed> {
    match place {
        Some(place) => map.value(Text(Keep(texts, place, member))).map(drop),
        None => map.value(Text(Word(member, |_: &str| ()))).map(drop),
    }
}
