//! How objects and their members are read, from any reader of serde's.
//!
//! Two readers had to be served, and they differ. `serde_json` can tell what comes next (`deserialize_any`) and unescapes texts; `serde-json-core`
//! does neither: `deserialize_any` is an error, and a text comes with its escapes in it, unless a buffer was given, which then fails on
//! surrogates. Hence texts are asked for in the way that makes that reader hand out the raw text (`values::Escaped`), and the few members that may be of
//! several types ask for what each reader can do (`Fill`, `values::Int`).

use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::text::Piece;

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
pub(super) struct KeySeed<K>(pub(super) PhantomData<K>);

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
pub(super) fn cannot_peek<E>() -> bool {
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
        if self.1 == Kind::Object { Err(E::invalid_type(Unexpected::Unit, &self)) } else { Ok(()) }
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
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
