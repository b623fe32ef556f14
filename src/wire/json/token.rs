//! Values of JSON as they begin.

use heapless::String;
use serde::de::{Error as _, Expected, Unexpected};

use super::error::ReadError;
use super::escapes::{TEXT_BYTES, TextError, unescape};
use super::fault::Fault;
use super::reader::Reader;

/// The beginning of a value, or all of it.
pub(super) enum Token<'de> {
    Text(&'de str),
    /// A text with its escapes.
    Escaped(&'de str),
    Signed(i64),
    Unsigned(u64),
    /// Another number.
    Digits(&'de str),
    Flag(bool),
    Null,
    Object,
    Array,
}

impl<'de> Reader<'de> {
    /// Reads a scalar, or enters an object or an array.
    pub(super) fn token(&mut self) -> Result<Token<'de>, Fault> {
        Ok(match self.peek() {
            Some(b'"') => match self.raw()? {
                (text, false) => Token::Text(text),
                (raw, true) => Token::Escaped(raw),
            },
            Some(b'{') => self.enter().map(|()| Token::Object)?,
            Some(b'[') => self.enter().map(|()| Token::Array)?,
            Some(b'-' | b'0'..=b'9') => number(self.digits()?),
            Some(b't') => self.word("true", Token::Flag(true))?,
            Some(b'f') => self.word("false", Token::Flag(false))?,
            Some(b'n') => self.word("null", Token::Null)?,
            _ => return Err(Fault::Value),
        })
    }
}

impl Token<'_> {
    /// The error that it is not what was expected.
    #[cold]
    pub(super) fn instead_of(self, expected: &dyn Expected) -> ReadError {
        let found = match self {
            Self::Text(text) => Unexpected::Str(text),
            Self::Escaped(raw) => {
                return match unescaped(raw) {
                    Ok(text) => ReadError::invalid_type(Unexpected::Str(&text), expected),
                    Err(error) => error.into(),
                };
            }
            Self::Signed(value) => Unexpected::Signed(value),
            Self::Unsigned(value) => Unexpected::Unsigned(value),
            Self::Digits(digits) => return ReadError::of_fraction(digits, expected),
            Self::Flag(value) => Unexpected::Bool(value),
            Self::Null => Unexpected::Unit,
            Self::Object => Unexpected::Map,
            Self::Array => Unexpected::Seq,
        };
        ReadError::invalid_type(found, expected)
    }
}

fn number(digits: &str) -> Token<'_> {
    if let Ok(value) = digits.parse() {
        return Token::Signed(value);
    }
    if let Ok(value) = digits.parse() {
        return Token::Unsigned(value);
    }
    // `-0.0` is a whole number.
    let mut whole = digits.bytes().take_while(|byte| !matches!(byte, b'e' | b'E'));
    let is_zero = digits.starts_with('-') && whole.all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_zero { Token::Signed(0) } else { Token::Digits(digits) }
}

/// A text without its escapes.
pub(super) fn unescaped(raw: &str) -> Result<String<TEXT_BYTES>, TextError> {
    let mut text = String::new();
    unescape(raw, &mut text)?;
    Ok(text)
}
