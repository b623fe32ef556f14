//! What members and elements are read from, whichever deserializer is behind it.
//!
//! Objects and lists know this trait alone. So one copy of the code that reads an object serves all of
//! them, for each deserializer; and what is passed back on failure is nothing but that it failed,
//! because serde's error is kept here.

use core::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess};

use super::list::Listing;
use super::object::Filling;
use super::scalars::{Flag, Int};
use super::values::Taken;

/// The error is in the source.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Failed;

/// The value of a member, or the elements of an array. Each method reads one, and says whether there
/// was one.
pub(in crate::wire) trait Source<'de> {
    fn text(&mut self, text: Taken<'_, 'de>) -> Result<bool, Failed>;
    fn flag(&mut self, flag: Flag, value: &mut Option<bool>) -> Result<bool, Failed>;
    fn int(&mut self, int: Int, value: &mut Option<i64>) -> Result<bool, Failed>;
    fn object(&mut self, object: Filling<'_, 'de>) -> Result<bool, Failed>;
    fn list(&mut self, list: Listing<'_, 'de>) -> Result<bool, Failed>;
    /// Ignores the value.
    fn skip(&mut self) -> Result<bool, Failed>;
    /// Fails with a message.
    fn fail(&mut self, message: fmt::Arguments<'_>) -> Failed;
}

/// What is read from a source.
pub(in crate::wire) trait Seed<'de> {
    type Value: Default;

    /// `None` if there is no more.
    fn read(self, source: &mut dyn Source<'de>) -> Result<Option<Self::Value>, Failed>;
}

impl<'de> dyn Source<'de> + '_ {
    /// Reads the value of a member.
    pub(in crate::wire) fn value<S: Seed<'de>>(&mut self, seed: S) -> Result<S::Value, Failed> {
        Ok(seed.read(self)?.unwrap_or_default())
    }

    /// Reads the next element of an array.
    pub(in crate::wire) fn element<S: Seed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failed> {
        seed.read(self)
    }
}

/// The members of an object.
pub(super) struct Members<A, E> {
    pub(super) map: A,
    error: Option<E>,
}

/// The elements of an array.
pub(super) struct Elements<A, E> {
    seq: A,
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Members<A, A::Error> {
    pub(super) const fn new(map: A) -> Self {
        Self { map, error: None }
    }

    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.map.next_value_seed(seed).map(Some)
    }
}

impl<'de, A: SeqAccess<'de>> Elements<A, A::Error> {
    pub(super) const fn new(seq: A) -> Self {
        Self { seq, error: None }
    }

    fn next<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.seq.next_element_seed(seed)
    }
}

macro_rules! source {
    ($name:ident, $access:ident) => {
        impl<'de, A: $access<'de>> $name<A, A::Error> {
            /// Why it failed.
            pub(super) fn error(self) -> A::Error {
                self.error.unwrap_or_else(|| Error::custom("the value cannot be read"))
            }

            fn read<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Failed> {
                self.next(seed).map_err(|error| {
                    self.error = Some(error);
                    Failed
                })
            }
        }

        impl<'de, A: $access<'de>> Source<'de> for $name<A, A::Error> {
            fn text(&mut self, text: Taken<'_, 'de>) -> Result<bool, Failed> {
                self.read(text).map(|read| read.is_some())
            }

            fn flag(&mut self, flag: Flag, value: &mut Option<bool>) -> Result<bool, Failed> {
                let read = self.read(flag)?;
                *value = read.flatten();
                Ok(read.is_some())
            }

            fn int(&mut self, int: Int, value: &mut Option<i64>) -> Result<bool, Failed> {
                let read = self.read(int)?;
                *value = read.flatten();
                Ok(read.is_some())
            }

            fn object(&mut self, object: Filling<'_, 'de>) -> Result<bool, Failed> {
                self.read(object).map(|read| read.is_some())
            }

            fn list(&mut self, list: Listing<'_, 'de>) -> Result<bool, Failed> {
                self.read(list).map(|read| read.is_some())
            }

            fn skip(&mut self) -> Result<bool, Failed> {
                self.read(core::marker::PhantomData::<IgnoredAny>).map(|read| read.is_some())
            }

            fn fail(&mut self, message: fmt::Arguments<'_>) -> Failed {
                self.error = Some(Error::custom(message));
                Failed
            }
        }
    };
}
source!(Members, MapAccess);
source!(Elements, SeqAccess);
