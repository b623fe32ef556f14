//! A text with escapes or none, borrowed where it can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Visitor};

/// Any text; with what is expected.
#[derive(Debug)]
pub struct AnyText(pub &'static str);

impl<'de> Visitor<'de> for AnyText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
