//! The headers of an answer, as a trace has them.

use core::time::Duration;
use std::borrow::Cow;
use std::fmt;

use call_lifecycle::wire::http::RetryAfter;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;

/// The headers that matter. Names are compared without regard to case. All others are ignored. A
/// value may be an array, as some clients log it: its first element counts.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Headers<'a> {
    /// `Location`.
    pub location: Option<Cow<'a, str>>,
    /// `Retry-After`; a date in it is ignored unless there is a `Date` too.
    pub retry_after: Option<Duration>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Headers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Names)
    }
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = Headers<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in `headers`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Headers<'de>, A::Error> {
        let (mut location, mut retry_after, mut date) = (None, None, None);
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            if is("Location") {
                location = map.next_value_seed(LOCATION)?;
            } else if is("Retry-After") {
                retry_after = map.next_value_seed(RETRY_AFTER)?;
            } else if is("Date") {
                date = map.next_value::<Value>()?.as_str().and_then(RetryAfter::parse);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let retry_after = match (retry_after.as_deref().and_then(RetryAfter::parse), date) {
            (Some(RetryAfter::Delay(delay)), _) => Some(delay),
            (Some(at), Some(RetryAfter::Date(date))) => Some(at.wait(date)),
            // A date says nothing without the clock that it goes by.
            _ => None,
        };
        Ok(Headers { location, retry_after })
    }

    fn visit_unit<E: Error>(self) -> Result<Headers<'de>, E> {
        Ok(Headers::default())
    }
}

const LOCATION: First = First { expected: "a text in `Location`", or_number: false };
const RETRY_AFTER: First =
    First { expected: "seconds, as a number or a text, or a date in `Retry-After`", or_number: true };

/// The value of a header, or the first one of an array.
struct First {
    expected: &'static str,
    or_number: bool,
}

impl<'de> DeserializeSeed<'de> for First {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for First {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        match self.or_number {
            true => Ok(Some(Cow::Owned(value.to_string()))),
            false => Err(E::invalid_type(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        let first = values.next_element_seed(self)?.flatten();
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
}
