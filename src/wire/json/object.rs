//! How objects and their members are read and written.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::access::Members;
use super::source::{Failed, Numbered, Seed, Source};
pub(in crate::wire) use super::source::{Filling, Kind};

/// The members of an object: one enum for each, made by [`members`].
pub(in crate::wire) trait Key: Sized {
    fn from_name(name: &str) -> Option<Self>;
    fn number(self) -> u8;
    fn from_number(number: u8) -> Option<Self>;
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

            fn number(self) -> u8 {
                self as u8
            }

            fn from_number(number: u8) -> Option<Self> {
                [$(Self::$variant,)+].get(usize::from(number)).copied()
            }
        }
    };
}
pub(in crate::wire) use members;

/// An object that is read member by member into a value that is there already. Of a member that
/// comes twice, the last one counts.
pub(in crate::wire) trait Object<'de> {
    type Key: Key;
    /// What the object is, for the error of another type.
    const WHAT: &'static str;
    /// The object is there, whatever its members are.
    fn begin(&mut self) {}
    fn member(&mut self, key: Self::Key, map: &mut dyn Source<'de>) -> Result<(), Failed>;
}

impl<'de, T: Object<'de>> Numbered<'de> for T {
    fn what(&self) -> &'static str {
        T::WHAT
    }

    fn begin(&mut self) {
        Object::begin(self);
    }

    fn find(&self, name: &str) -> Option<u8> {
        T::Key::from_name(name).map(T::Key::number)
    }

    fn member(&mut self, number: u8, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        T::Key::from_number(number).map_or(Ok(()), |key| Object::member(self, key, map))
    }

    fn named(&mut self, name: &str, map: &mut dyn Source<'de>) -> Result<bool, Failed> {
        match T::Key::from_name(name) {
            Some(key) => Object::member(self, key, map).map(|()| true),
            None => Ok(false),
        }
    }
}

/// Reads an object into a value.
pub(in crate::wire) struct Fill<'t, T>(pub(in crate::wire) &'t mut T, pub(in crate::wire) Kind);

impl<'de, T: Object<'de>> Seed<'de> for Fill<'_, T> {
    type Value = ();

    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<()>, Failed> {
        source.object(Filling(self.0, self.1)).map(|is_there| is_there.then_some(()))
    }
}

impl<'de> DeserializeSeed<'de> for Filling<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Filling<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = if self.1 == Kind::OrArray { "an object or an array of objects" } else { "an object" };
        write!(f, "{} as {or}", self.0.what())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Self(object, _) = self;
        object.begin();
        let mut members = Members::new(map);
        while let Some(number) = members.map.next_key_seed(Name(&*object))? {
            let read = match number {
                Some(number) => object.member(number, &mut members),
                None => members.skip().map(drop),
            };
            if let Err(Failed) = read {
                return Err(members.error());
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.1 != Kind::OrArray {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        while seq.next_element_seed(Filling(&mut *self.0, Kind::OrNull))?.is_some() {}
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.1 == Kind::Object { Err(E::invalid_type(Unexpected::Unit, &self)) } else { Ok(()) }
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }
}

/// The number of a member, or none for a name that is not known.
struct Name<'t, 'de>(&'t dyn Numbered<'de>);

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = Option<u8>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = Option<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(name))
    }
}

/// `Deserialize` for objects that read themselves into a default value.
macro_rules! object {
    ($($name:ident),+) => {$(
        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = $name::<'de>::default();
                let filling = $crate::wire::json::object::Filling(&mut value, $crate::wire::json::object::Kind::Object);
                serde::de::DeserializeSeed::deserialize(filling, deserializer)?;
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
