//! How arrays are read.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Unexpected, Visitor};

use super::access::Elements;
use super::source::{Element, Failed, Listing, Seed, Source};

/// An array, each element of which is read by its reader.
pub(in crate::wire) struct List<'t, E> {
    pub(in crate::wire) member: &'static str,
    /// Whether `null` is an empty array.
    pub(in crate::wire) or_null: bool,
    pub(in crate::wire) element: &'t mut E,
}

impl<'de, E: Element<'de>> Seed<'de> for List<'_, E> {
    type Value = ();

    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<()>, Failed> {
        let Self { member, or_null, element } = self;
        source.list(Listing { member, or_null, element }).map(|is_there| is_there.then_some(()))
    }
}

impl<'de> DeserializeSeed<'de> for Listing<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Listing<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array in {}", self.member)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let mut elements = Elements::new(seq);
        loop {
            match self.element.next(&mut elements) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(Failed) => return Err(elements.error()),
            }
        }
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.or_null { Ok(()) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
    }
}
