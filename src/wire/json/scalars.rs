//! How flags and whole numbers are read.

use core::fmt;

use heapless::String;
use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

use super::deserializer::RAW_TEXT;
use super::escapes::TextError;
use super::source::{Failed, Flag, Int, Seed, Source};
use super::text::{Piece, WORD_BYTES};

impl<'de> Seed<'de> for Flag {
    type Value = Option<bool>;

    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<Self::Value>, Failed> {
        let mut value = None;
        Ok(source.flag(self, &mut value)?.then_some(value))
    }
}

impl<'de> DeserializeSeed<'de> for Flag {
    type Value = Option<bool>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
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
}

impl Int {
    /// A number whose range is checked later, by the conversion to checked parameters.
    pub(in crate::wire) const fn any(member: &'static str) -> Self {
        Self { member, or_text: false, or_word: false, min: i64::MIN, max: i64::MAX }
    }

    /// A 32-bit number, or a text of one.
    pub(in crate::wire) const fn code(member: &'static str) -> Self {
        Self { member, or_text: true, or_word: false, min: i32::MIN as i64, max: i32::MAX as i64 }
    }
}

impl<'de> Seed<'de> for Int {
    type Value = Option<i64>;

    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<Self::Value>, Failed> {
        let mut value = None;
        Ok(source.int(self, &mut value)?.then_some(value))
    }
}

impl<'de> DeserializeSeed<'de> for Int {
    type Value = Option<i64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(RAW_TEXT, self)
    }
}

/// What stands between white space in a text with escapes, with at most one blank in a row and
/// without leading zeros. It may be cut where it is longer than any number.
fn trimmed(raw: &str) -> Result<String<WORD_BYTES>, TextError> {
    let mut text = String::new();
    let mut is_blank = false;
    for symbol in Piece::Raw(raw).symbols() {
        let symbol = symbol?;
        if symbol.is_ascii_digit() && matches!(text.as_str(), "0" | "-0") {
            text.pop();
        }
        if symbol.is_whitespace() {
            is_blank = !text.is_empty();
        } else if is_blank && text.push(' ').is_err() || text.push(symbol).is_err() {
            break;
        } else {
            is_blank = false;
        }
    }
    Ok(text)
}

impl<'de> Visitor<'de> for Int {
    type Value = Option<i64>;

    /// What follows is not a text, or another reader reads it.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A text with escapes, however long.
    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        let raw = core::str::from_utf8(bytes).map_err(E::custom)?;
        self.visit_str(&trimmed(raw).map_err(E::custom)?)
    }

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
                Err(_) if self.or_word => Ok(None),
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
}
