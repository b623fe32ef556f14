//! How arrays are read.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Unexpected, Visitor};

/// An array, each element of which is read by its reader.
pub(in crate::wire) struct List<'t, E> {
    pub(in crate::wire) member: &'static str,
    /// Whether `null` is an empty array.
    pub(in crate::wire) or_null: bool,
    pub(in crate::wire) element: &'t mut E,
}

/// Reads the next element of an array, and says whether there was one.
pub(in crate::wire) trait Element<'de> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error>;
}

impl<'de, E: Element<'de>> DeserializeSeed<'de> for List<'_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
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
}
