//! How objects and their members are read and written.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

/// The members of an object: one enum for each, made by [`members`].
pub(in crate::wire) trait Key: Sized {
    fn from_name(name: &str) -> Option<Self>;
}

macro_rules! members {
    ($name:ident { $($variant:ident = $word:literal $(| $alias:literal)*,)+ }) => {
        #[derive(Clone, Copy, Debug)]
        pub(in crate::wire) enum $name { $($variant,)+ }

        impl $crate::wire::json::object::Key for $name {
            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($word $(| $alias)* => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(in crate::wire) use members;

/// A key, or none for a name that is not known.
pub(in crate::wire) struct KeySeed<K>(pub(in crate::wire) PhantomData<K>);

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
        Ok(K::from_name(name))
    }
}

/// An object that is read member by member into a value that is there already. Of a member that
/// comes twice, the last one counts.
pub(in crate::wire) trait Object<'de> {
    type Key: Key;
    /// What the object is, for the error of another type.
    const WHAT: &'static str;
    /// The object is there, whatever its members are.
    fn begin(&mut self) {}
    fn member<A: MapAccess<'de>>(&mut self, key: Self::Key, map: &mut A) -> Result<(), A::Error>;
}

/// Which types a member may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::wire) enum Kind {
    Object,
    OrNull,
    /// An object, `null`, or an array: the members of a later element replace those of an earlier one.
    OrArray,
}

/// Reads an object into a value.
pub(in crate::wire) struct Fill<'t, T>(pub(in crate::wire) &'t mut T, pub(in crate::wire) Kind);

impl<'de, T: Object<'de>> DeserializeSeed<'de> for Fill<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Object<'de>> Visitor<'de> for Fill<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = if self.1 == Kind::OrArray { "an object or an array of objects" } else { "an object" };
        write!(f, "{} as {or}", T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.begin();
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
}

/// `Deserialize` for objects that read themselves into a default value.
macro_rules! object {
    ($($name:ident),+) => {$(
        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = $name::<'de>::default();
                let fill = $crate::wire::json::object::Fill(&mut value, $crate::wire::json::object::Kind::Object);
                serde::de::DeserializeSeed::deserialize(fill, deserializer)?;
                Ok(value)
            }
        }
    )+};
}
pub(in crate::wire) use object;

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
pub(in crate::wire) use write_members;
