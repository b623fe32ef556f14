//! A piece of JSON that is read where its kind is known.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;

/// The text of a JSON value.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a>(&'a str);

impl<'a> Raw<'a> {
    /// Of a text that is known to be one JSON value.
    pub(super) const fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// The text, without white space around it.
    #[must_use]
    pub const fn get(self) -> &'a str {
        self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'de RawValue>::deserialize(deserializer).map(|value| Self(value.get()))
    }
}
