//! How texts are read: free texts, words and ids.

use core::fmt;
use core::str::FromStr;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::deserializer::RAW_TEXT;
use super::text::{Piece, Texts};

/// What is done with a text.
pub(in crate::wire) trait Take<'de> {
    type Value;
    /// The member, for the error of another type.
    fn member(&self) -> &'static str;
    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<Self::Value, E>;
    /// It is `null`.
    fn none(self)
    where
        Self: Sized,
    {
    }
}

/// A text, or nothing for `null`.
pub(in crate::wire) struct Text<T>(pub(in crate::wire) T);

impl<'de, T: Take<'de>> DeserializeSeed<'de> for Text<T> {
    type Value = Option<T::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(RAW_TEXT, RawText(self.0))
    }
}

/// A text whose escapes are undone.
impl<'de, T: Take<'de>> Visitor<'de> for Text<T> {
    type Value = Option<T::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text in {}", self.0.member())
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.0.none();
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.take(Piece::Passing(text)).map(Some)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.take(Piece::Borrowed(text)).map(Some)
    }
}

/// What our own reader answers to [`RAW_TEXT`]; any other one passes it through.
struct RawText<T>(T);

impl<'de, T: Take<'de>> Visitor<'de> for RawText<T> {
    type Value = Option<T::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text in {}", self.0.member())
    }

    /// What follows is not a text, or another reader reads it.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(Text(self.0))
    }

    /// A text without escapes.
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.take(Piece::Borrowed(text)).map(Some)
    }

    /// A text with escapes.
    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        let raw = core::str::from_utf8(bytes).map_err(E::custom)?;
        self.0.take(Piece::Raw(raw)).map(Some)
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

    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<(), E> {
        let Self(texts, index, member) = self;
        texts.take(index, piece).map_err(|error| E::custom(format_args!("{member}: {error}")))
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

    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<R, E> {
        Ok(piece.decoded(self.1))
    }
}

/// The value of a word, if it is a known one.
pub(in crate::wire) fn parsed<T: FromStr>(word: &str) -> Option<T> {
    word.parse().ok()
}

/// Keeps a text, or only checks its type where there is no place for it.
pub(in crate::wire) fn keep_text<'de, A: MapAccess<'de>, const K: usize>(
    texts: &mut Texts<'de, K>,
    place: Option<usize>,
    member: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    match place {
        Some(place) => map.next_value_seed(Text(Keep(texts, place, member))).map(drop),
        None => map.next_value_seed(Text(Word(member, |_: &str| ()))).map(drop),
    }
}
