//! Hands what the reader reads to serde.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::error::ReadError;
use super::escapes::check_escapes;
use super::fault::Fault;
use super::reader::Reader;
use super::token::{Token, unescaped};

/// The name under which a visitor asks for a text that still has its escapes, to undo them where
/// the text is kept.
///
/// This reader answers with `visit_borrowed_str` for a text without escapes, and with
/// `visit_borrowed_bytes` for one that has some. Any other reader sees a struct around a text,
/// which it passes through.
pub(super) const RAW_TEXT: &str = "$call_lifecycle::wire::json::RawText";

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.token()? {
            Token::Text(text) => visitor.visit_borrowed_str(text),
            Token::Escaped(raw) => visitor.visit_str(&unescaped(raw)?),
            Token::Signed(value) => visitor.visit_i64(value),
            Token::Unsigned(value) => visitor.visit_u64(value),
            Token::Digits(digits) => Err(ReadError::of_fraction(digits, &visitor)),
            Token::Flag(value) => visitor.visit_bool(value),
            Token::Null => visitor.visit_unit(),
            Token::Object => {
                let value = visitor.visit_map(Items { reader: &mut *self, first: true })?;
                self.leave(b'}')?;
                Ok(value)
            }
            Token::Array => {
                let value = visitor.visit_seq(Items { reader: &mut *self, first: true })?;
                self.leave(b']')?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.peek() {
            Some(b'n') => {
                self.word("null", ())?;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if name != RAW_TEXT || self.peek() != Some(b'"') {
            return visitor.visit_newtype_struct(self);
        }
        let (raw, escaped) = self.raw()?;
        if !escaped {
            return visitor.visit_borrowed_str(raw);
        }
        check_escapes(raw)?;
        visitor.visit_borrowed_bytes(raw.as_bytes())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.ignore()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier
    }
}

/// The name of a member.
struct Name<'r, 'de>(&'r mut Reader<'de>);

impl<'de> Deserializer<'de> for Name<'_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.raw()? {
            (text, false) => visitor.visit_borrowed_str(text),
            (raw, true) => visitor.visit_str(&unescaped(raw)?),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.0.raw()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier option newtype_struct
    }
}

/// The elements of an array, or the members of an object.
struct Items<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        if self.reader.another(&mut self.first, b']') {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        if !self.reader.another(&mut self.first, b'}') {
            return Ok(None);
        }
        if self.reader.peek() != Some(b'"') {
            return Err(Fault::Name.into());
        }
        seed.deserialize(Name(self.reader)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}
