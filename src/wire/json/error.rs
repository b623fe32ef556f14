//! Why JSON could not be read or written.

use core::fmt::{self, Write as _};

use heapless::String;
use serde::de::{Expected, Unexpected};
use serde::{de, ser};

use super::escapes::TextError;
use super::fault::Fault;
use super::reader::MAX_DEPTH;
use crate::wire::text::{Quoted, rsplit_at};

/// Why JSON could not be read: what is wrong, in at most [`ReadError::MESSAGE_BYTES`] bytes, and
/// where.
///
/// ```
/// use call_lifecycle::wire::{Resource, json};
/// let error = json::from_str::<Resource>(r#"{"id": "#).unwrap_err();
/// assert_eq!(error.to_string(), "expected a value, at line 1 column 7");
/// assert_eq!((error.line, error.column), (1, 7));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// How many bytes of that line were read.
    pub column: usize,
    message: String<{ Self::MESSAGE_BYTES }>,
}

impl ReadError {
    /// The most bytes of a message; a longer one is cut.
    pub const MESSAGE_BYTES: usize = 192;

    /// What is wrong. The message may quote the input, so `defmt` does not log it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The same error at the place that follows the text `before`.
    pub(in crate::wire) fn located(self, before: &str) -> Self {
        let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
        let column = rsplit_at(before, b'\n').map_or(before, |(_, line)| line).len();
        Self { line, column, ..self }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at line {} column {}", self.message, self.line, self.column)
    }
}

impl core::error::Error for ReadError {}

impl ReadError {
    fn said(message: fmt::Arguments<'_>) -> Self {
        let mut cut = Cut(String::new());
        // It cannot fail: what does not fit is cut.
        let _ = cut.write_fmt(message);
        Self { line: 0, column: 0, message: cut.0 }
    }

    /// A number with a fraction or an exponent, or one that is too long, as it was written: no value is
    /// worked out of it.
    pub(super) fn of_fraction(digits: &str, expected: &dyn Expected) -> Self {
        Self::said(format_args!("invalid type: floating point `{digits}`, expected {expected}"))
    }
}

/// The messages are serde's own. They are written here because serde's also name a float's value,
/// which takes more code than all else that reads JSON.
impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::said(format_args!("{message}"))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::said(format_args!("invalid type: {}, expected {expected}", Found(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::said(format_args!("invalid value: {}, expected {expected}", Found(found)))
    }
}

/// What was found, in serde's words.
struct Found<'a>(Unexpected<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self.0 {
            Unexpected::Bool(value) => return write!(f, "boolean `{value}`"),
            Unexpected::Unsigned(value) => return write!(f, "integer `{value}`"),
            Unexpected::Signed(value) => return write!(f, "integer `{value}`"),
            Unexpected::Char(value) => return write!(f, "character `{value}`"),
            Unexpected::Str(text) => return write!(f, "string {}", Quoted(text)),
            Unexpected::Float(_) => "floating point",
            Unexpected::Bytes(_) => "byte array",
            Unexpected::Unit => "unit value",
            Unexpected::Option => "Option value",
            Unexpected::NewtypeStruct => "newtype struct",
            Unexpected::Seq => "sequence",
            Unexpected::Map => "map",
            Unexpected::Enum => "enum",
            Unexpected::UnitVariant => "unit variant",
            Unexpected::NewtypeVariant => "newtype variant",
            Unexpected::TupleVariant => "tuple variant",
            Unexpected::StructVariant => "struct variant",
            Unexpected::Other(other) => other,
        };
        f.write_str(said)
    }
}

impl From<TextError> for ReadError {
    fn from(error: TextError) -> Self {
        de::Error::custom(error)
    }
}

impl From<Fault> for ReadError {
    #[cold]
    fn from(fault: Fault) -> Self {
        let expected = match fault {
            Fault::Value => "a value",
            Fault::Name => "the name of a member",
            Fault::Colon => "a colon",
            Fault::ObjectEnd => "a comma or the end of the object",
            Fault::ArrayEnd => "a comma or the end of the array",
            Fault::Number => "a number",
            Fault::End => "nothing after the value",
            Fault::Deep => {
                return Self::said(format_args!("objects and arrays are more than {MAX_DEPTH} deep"));
            }
            Fault::OpenText => return Self::said(format_args!("a text has no end")),
            Fault::Control => {
                return Self::said(format_args!("a control character in a text has to be escaped"));
            }
            Fault::Text(error) => return error.into(),
        };
        Self::said(format_args!("expected {expected}"))
    }
}

/// Writes what fits, and drops the rest.
pub(super) struct Cut<const N: usize>(pub(super) String<N>);

impl<const N: usize> fmt::Write for Cut<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for symbol in text.chars() {
            if self.0.push(symbol).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Why a value could not be written as JSON.
///
/// ```
/// use call_lifecycle::wire::{PlayPrompt, Prompt, json};
/// let body = (0..21).fold(PlayPrompt::default(), |body, _| body.with_prompt(Prompt::default()));
/// let error = json::to_slice(&body, &mut [0; 4_096]).unwrap_err();
/// assert_eq!(error.to_string(), "prompts has 21 elements, of which 20 were kept");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    message: String<96>,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for WriteError {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=str}", self.message.as_str());
    }
}

impl core::error::Error for WriteError {}

impl ser::Error for WriteError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let mut cut = Cut(String::new());
        // It cannot fail: what does not fit is cut.
        let _ = write!(cut, "{message}");
        Self { message: cut.0 }
    }
}

impl From<fmt::Error> for WriteError {
    fn from(_: fmt::Error) -> Self {
        ser::Error::custom("the output has no room for the JSON")
    }
}
