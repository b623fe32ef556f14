//! How objects and their members are read, from any reader of serde's.
//!
//! Two readers had to be served, and they differ. `serde_json` can tell what comes next (`deserialize_any`) and unescapes texts; `serde-json-core`
//! does neither: `deserialize_any` is an error, and a text comes with its escapes in it, unless a buffer was given, which then fails on
//! surrogates. Hence texts are asked for in the way that makes that reader hand out the raw text ([`Escaped`]), and the few members that may be of
//! several types ask for what each reader can do ([`Kind::deserialize`]).

use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::text::{Piece, Texts};

/// The name by which `serde-json-core` knows its own type for a text that is not to be unescaped (`serde_json_core::str::EscapedStr`).
const ESCAPED: &str = "__serde_json_core_escaped_string__";

/// The members of an object: one enum for each, made by [`members`].
pub(super) trait Key: Sized {
    fn from_name(name: &str) -> Option<Self>;
}

macro_rules! members {
    ($name:ident { $($variant:ident = $word:literal $(| $alias:literal)*,)+ }) => {
        #[derive(Clone, Copy, Debug)]
        pub(super) enum $name { $($variant,)+ }

        impl $crate::wire::read::Key for $name {
            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($word $(| $alias)* => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(super) use members;

/// A key, or none for a name that is not known.
struct KeySeed<K>(PhantomData<K>);

impl<'de, K: Key> DeserializeSeed<'de> for KeySeed<K> {
    type Value = Option<K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: Key> Visitor<'de> for KeySeed<K> {
    type Value = Option<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        // No name has a backslash in it, so a name with one has escapes.
        Ok(K::from_name(name)
            .or_else(|| if name.contains('\\') { Piece::Raw(name).decoded(K::from_name) } else { None }))
    }
}

/// An object that is read member by member into a value that is there already. Of a member that comes twice, the last one counts.
pub(super) trait Object<'de> {
    type Key: Key;
    /// What the object is, for the error of another type.
    const WHAT: &'static str;
    fn member<A: MapAccess<'de>>(&mut self, key: Self::Key, map: &mut A) -> Result<(), A::Error>;
}

/// Which types a member may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    OrNull,
    /// An object, `null`, or an array whose elements are read one over the other.
    OrArray,
}

/// Reads an object into a value.
pub(super) struct Fill<'t, T>(pub(super) &'t mut T, pub(super) Kind);

/// Whether the reader cannot tell what comes next. There is no other way to ask: by the time that it says so, the value is out of reach.
fn cannot_peek<E>() -> bool {
    core::any::type_name::<E>().starts_with("serde_json_core::")
}

impl<'de, T: Object<'de>> DeserializeSeed<'de> for Fill<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.1 {
            Kind::Object => deserializer.deserialize_map(self),
            // There, what is to be ignored is visited all the same, by its type, and that is the one way to take an object or an array.
            Kind::OrArray if cannot_peek::<D::Error>() => deserializer.deserialize_ignored_any(self),
            Kind::OrArray => deserializer.deserialize_any(self),
            Kind::OrNull => deserializer.deserialize_option(self),
        }
    }
}

impl<'de, T: Object<'de>> Visitor<'de> for Fill<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = if self.1 == Kind::OrArray { "an object or an array of objects" } else { "an object" };
        write!(f, "{} as {or}", T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(KeySeed::<T::Key>(PhantomData))? {
            match key {
                Some(key) => self.0.member(key, &mut map)?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.1 != Kind::OrArray {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        while seq.next_element_seed(Fill(&mut *self.0, Kind::OrNull))?.is_some() {}
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

/// What is done with a text.
pub(super) trait Take<'de> {
    type Value;
    /// The member, for the error of another type.
    fn member(&self) -> &'static str;
    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<Self::Value, E>;
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
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
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

/// Tells a raw text from an unescaped one. Inside its type of that name, `serde-json-core` visits the raw text whatever it is asked for; any other
/// reader, asked for an option, visits an option.
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
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

/// `Deserialize` for objects that read themselves into a default value.
macro_rules! object {
    ($($name:ident),+) => {$(
        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = $name::<'de>::default();
                let fill = $crate::wire::read::Fill(&mut value, $crate::wire::read::Kind::Object);
                serde::de::DeserializeSeed::deserialize(fill, deserializer)?;
                Ok(value)
            }
        }
    )+};
}
pub(super) use object;

/// Writes the members of an object that are there.
macro_rules! write_members {
    ($serializer:expr, $name:literal, { $($key:literal: $value:expr,)+ }) => {{
        use serde::ser::SerializeStruct as _;
        // At most so many: a length of 0 would be taken as final.
        let mut object = $serializer.serialize_struct($name, [$($key),+].len())?;
        $(if let Some(value) = &$value {
            object.serialize_field($key, value)?;
        })+
        object.end()
    }};
}
pub(super) use write_members;
