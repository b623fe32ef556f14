//! The serializer: a value, as serde describes it, becomes JSON.

use core::fmt::{self, Write};

use serde::ser::{self, Error as _, Serialize};

use super::error::WriteError;
use super::escapes::{Escaping, write_text};

pub(super) struct Writer<'o, W> {
    out: &'o mut W,
    /// Whether the next value is the name of a member, which has to be a text.
    is_key: bool,
}

impl<'o, W: Write> Writer<'o, W> {
    pub(super) const fn new(out: &'o mut W) -> Self {
        Self { out, is_key: false }
    }

    /// A number or a word; in quotes as the name of a member.
    fn scalar(&mut self, value: fmt::Arguments<'_>) -> Result<(), WriteError> {
        if self.is_key {
            write!(self.out, "\"{value}\"")?;
        } else {
            self.out.write_fmt(value)?;
        }
        Ok(())
    }

    fn not_a_key(&self) -> Result<(), WriteError> {
        if self.is_key { Err(WriteError::custom("the name of a member has to be a text")) } else { Ok(()) }
    }

    fn open(&mut self, bracket: char) -> Result<(), WriteError> {
        self.not_a_key()?;
        Ok(self.out.write_char(bracket)?)
    }

    /// `{"variant":`, whose object the end of the value closes.
    fn variant(&mut self, variant: &str) -> Result<(), WriteError> {
        self.open('{')?;
        write_text(self.out, variant)?;
        Ok(self.out.write_char(':')?)
    }
}

/// What has been opened and is written member by member or element by element.
pub(super) struct Open<'w, 'o, W> {
    writer: &'w mut Writer<'o, W>,
    first: bool,
    end: &'static str,
}

impl<W: Write> Open<'_, '_, W> {
    fn next(&mut self) -> Result<(), WriteError> {
        if !core::mem::replace(&mut self.first, false) {
            self.writer.out.write_char(',')?;
        }
        Ok(())
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.next()?;
        value.serialize(&mut *self.writer)
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        self.next()?;
        self.writer.is_key = true;
        let written = key.serialize(&mut *self.writer);
        self.writer.is_key = false;
        written?;
        Ok(self.writer.out.write_char(':')?)
    }

    fn close(self) -> Result<(), WriteError> {
        Ok(self.writer.out.write_str(self.end)?)
    }
}

macro_rules! scalars {
    ($($method:ident: $type:ty,)+) => {$(
        fn $method(self, value: $type) -> Result<(), WriteError> {
            self.scalar(format_args!("{value}"))
        }
    )+};
}

impl<'w, 'o, W: Write> ser::Serializer for &'w mut Writer<'o, W> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Open<'w, 'o, W>;
    type SerializeTuple = Open<'w, 'o, W>;
    type SerializeTupleStruct = Open<'w, 'o, W>;
    type SerializeTupleVariant = Open<'w, 'o, W>;
    type SerializeMap = Open<'w, 'o, W>;
    type SerializeStruct = Open<'w, 'o, W>;
    type SerializeStructVariant = Open<'w, 'o, W>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128,
    }

    fn serialize_f32(self, value: f32) -> Result<(), WriteError> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), WriteError> {
        if value.is_finite() { self.scalar(format_args!("{value}")) } else { self.serialize_unit() }
    }

    fn serialize_char(self, value: char) -> Result<(), WriteError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), WriteError> {
        Ok(write_text(self.out, value)?)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        self.out.write_char('"')?;
        write!(Escaping(self.out), "{value}")?;
        Ok(self.out.write_char('"')?)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), WriteError> {
        let mut open = self.serialize_seq(None)?;
        value.iter().try_for_each(|byte| open.element(byte))?;
        open.close()
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        self.not_a_key()?;
        Ok(self.out.write_str("null")?)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), WriteError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.variant(variant)?;
        value.serialize(&mut *self)?;
        Ok(self.out.write_char('}')?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, WriteError> {
        self.open('[')?;
        Ok(Open { writer: self, first: true, end: "]" })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, WriteError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, WriteError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, WriteError> {
        self.variant(variant)?;
        Ok(Open { end: "]}", ..self.serialize_seq(None)? })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, WriteError> {
        self.open('{')?;
        Ok(Open { writer: self, first: true, end: "}" })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, WriteError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, WriteError> {
        self.variant(variant)?;
        Ok(Open { end: "}}", ..self.serialize_map(None)? })
    }
}

macro_rules! lists {
    ($($trait:ident, $method:ident;)+) => {$(
        impl<W: Write> ser::$trait for Open<'_, '_, W> {
            type Ok = ();
            type Error = WriteError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
                self.element(value)
            }

            fn end(self) -> Result<(), WriteError> {
                self.close()
            }
        }
    )+};
}

lists! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
    SerializeTupleVariant, serialize_field;
}

macro_rules! objects {
    ($($trait:ident),+) => {$(
        impl<W: Write> ser::$trait for Open<'_, '_, W> {
            type Ok = ();
            type Error = WriteError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
                self.key(key)?;
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Result<(), WriteError> {
                self.close()
            }
        }
    )+};
}

objects!(SerializeStruct, SerializeStructVariant);

impl<W: Write> ser::SerializeMap for Open<'_, '_, W> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}
