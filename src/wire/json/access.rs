//! The members of an object and the elements of an array, as serde gives them.

use core::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess};

use super::source::{Failed, Filling, Flag, Int, Listing, Source, Taken};

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
