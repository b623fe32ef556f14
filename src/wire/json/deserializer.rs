//! Hands what the reader reads to serde.

use heapless::String;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::error::ReadError;
use super::escapes::{TEXT_BYTES, check_escapes, unescape};
use super::reader::Reader;

/// The name under which a visitor asks for a text that still has its escapes, to undo them where
/// the text is kept.
///
/// This reader answers with `visit_borrowed_str` for a text without escapes, and with
/// `visit_borrowed_bytes` for one that has some. Any other reader sees a struct around a text,
/// which it passes through.
pub(super) const RAW_TEXT: &str = "$call_lifecycle::wire::json::RawText";

impl<'de> Reader<'de> {
    fn text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, ReadError> {
        match self.raw()? {
            (text, false) => visitor.visit_borrowed_str(text),
            (raw, true) => {
                let mut text = String::<TEXT_BYTES>::new();
                unescape(raw, &mut text)?;
                visitor.visit_str(&text)
            }
        }
    }

    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, ReadError> {
        let text = self.digits()?;
        if let Ok(value) = text.parse() {
            visitor.visit_i64(value)
        } else if let Ok(value) = text.parse() {
            visitor.visit_u64(value)
        } else {
            visitor.visit_f64(text.parse().map_err(|_| ReadError::custom("expected a number"))?)
        }
    }

    /// Enters an object or an array, reads it, and leaves it.
    fn nested<T>(&mut self, end: u8, read: impl FnOnce(&mut Self) -> Result<T, ReadError>) -> Result<T, ReadError> {
        self.enter()?;
        let value = read(self)?;
        self.leave(end)?;
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.peek() {
            Some(b'"') => self.text(visitor),
            Some(b'{') => self.nested(b'}', |reader| visitor.visit_map(Items { reader, first: true })),
            Some(b'[') => self.nested(b']', |reader| visitor.visit_seq(Items { reader, first: true })),
            Some(b'-' | b'0'..=b'9') => self.number(visitor),
            Some(b't') => self.word("true", true).and_then(|value| visitor.visit_bool(value)),
            Some(b'f') => self.word("false", false).and_then(|value| visitor.visit_bool(value)),
            Some(b'n') => self.word("null", ()).and_then(|()| visitor.visit_unit()),
            _ => Err(ReadError::custom("expected a value")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.peek() {
            Some(b'n') => self.word("null", ()).and_then(|()| visitor.visit_none()),
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
        match self.peek() {
            // What is ignored need not fit in a buffer.
            Some(b'"') => self.raw().and_then(|_| visitor.visit_unit()),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier
    }
}

/// The elements of an array, or the members of an object.
pub(in crate::wire) struct Items<'r, 'de> {
    pub(in crate::wire) reader: &'r mut Reader<'de>,
    pub(in crate::wire) first: bool,
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
            return Err(ReadError::custom("expected the name of a member"));
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}
