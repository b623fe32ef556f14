//! How the values of members are read: texts, words, flags, numbers and arrays.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Unexpected, Visitor};

use super::read::cannot_peek;
use super::text::{Piece, Texts};

/// The name by which `serde-json-core` knows its own type for a text that is not to be unescaped (`serde_json_core::str::EscapedStr`).
pub(super) const ESCAPED: &str = "__serde_json_core_escaped_string__";

/// What is done with a text.
pub(super) trait Take<'de> {
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

/// A text, or none for `null`.
pub(super) struct Text<T>(pub(super) T);

impl<'de, T: Take<'de>> DeserializeSeed<'de> for Text<T> {
    type Value = Option<T::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Take<'de>> Visitor<'de> for Text<T> {
    type Value = Option<T::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text in {}", self.0.member())
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.0.none();
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(ESCAPED, Escaped(self.0))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.take(Piece::Passing(text)).map(Some)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.take(Piece::Borrowed(text)).map(Some)
    }
}

/// Tells a raw text from an unescaped one. Inside its type of that name, `serde-json-core` visits the raw text whatever it is asked for, and so does
/// our own reader; any other, asked for an option, visits an option.
struct Escaped<T>(T);

impl<'de, T: Take<'de>> Visitor<'de> for Escaped<T> {
    type Value = Option<T::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text in {}", self.0.member())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(Text(self.0))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.take(Piece::Raw(text)).map(Some)
    }
}

/// Keeps a free text.
pub(super) struct Keep<'t, 'de, const K: usize>(
    pub(super) &'t mut Texts<'de, K>,
    pub(super) usize,
    pub(super) &'static str,
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

/// Reads a word or an id: whatever is decoded from a short text at once.
pub(super) struct Word<F>(pub(super) &'static str, pub(super) F);

impl<'de, R, F: FnOnce(&str) -> R> Take<'de> for Word<F> {
    type Value = R;

    fn member(&self) -> &'static str {
        self.0
    }

    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<R, E> {
        Ok(piece.decoded(self.1))
    }
}

/// `true`, `false`, or none for `null`.
pub(super) struct Flag(pub(super) &'static str);

impl<'de> DeserializeSeed<'de> for Flag {
    type Value = Option<bool>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Flag {
    type Value = Option<bool>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "true or false in {}", self.0)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bool(self)
    }
}

/// A whole number, or none for `null`.
pub(super) struct Int {
    pub(super) member: &'static str,
    /// Whether it may also come as a text of digits; an empty one is none.
    pub(super) or_text: bool,
    pub(super) min: i64,
    pub(super) max: i64,
}

impl Int {
    /// A number whose range is checked later, by the conversion to checked parameters.
    pub(super) const fn any(member: &'static str) -> Self {
        Self { member, or_text: false, min: i64::MIN, max: i64::MAX }
    }

    /// A 32-bit number, or a text of one.
    pub(super) const fn code(member: &'static str) -> Self {
        Self { member, or_text: true, min: i32::MIN as i64, max: i32::MAX as i64 }
    }
}

impl<'de> DeserializeSeed<'de> for Int {
    type Value = Option<i64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.or_text && !cannot_peek::<D::Error>() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_option(self)
        }
    }
}

impl<'de> Visitor<'de> for Int {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number{} in {}", if self.or_text { ", or a text of one," } else { "" }, self.member)?;
        if self.min == i64::MIN { Ok(()) } else { write!(f, " from {} to {}", self.min, self.max) }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        if value < self.min || value > self.max {
            return Err(E::invalid_value(Unexpected::Signed(value), &self));
        }
        Ok(Some(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        // `-0` is a whole number, and `serde_json` reads it as this.
        if value.to_bits() == (-0.0_f64).to_bits() {
            return self.visit_i64(0);
        }
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if !self.or_text {
            return Err(E::invalid_type(Unexpected::Str(text), &self));
        }
        match text.trim() {
            "" => Ok(None),
            digits => match digits.parse() {
                Ok(value) => self.visit_i64(value),
                Err(_) => Err(E::invalid_value(Unexpected::Str(text), &self)),
            },
        }
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_i64(self)
    }
}

/// An array, each element of which is read by its reader.
pub(super) struct List<'t, E> {
    pub(super) member: &'static str,
    /// Whether `null` is an empty array.
    pub(super) or_null: bool,
    pub(super) element: &'t mut E,
}

/// Reads the next element of an array, and says whether there was one.
pub(super) trait Element<'de> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error>;
}

impl<'de, E: Element<'de>> DeserializeSeed<'de> for List<'_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.or_null { deserializer.deserialize_option(self) } else { deserializer.deserialize_seq(self) }
    }
}

impl<'de, T: Element<'de>> Visitor<'de> for List<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array in {}", self.member)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while self.element.next(&mut seq)? {}
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.or_null { Ok(()) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}
