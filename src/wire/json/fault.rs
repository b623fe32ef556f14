//! What is wrong with a text that is not JSON.

use super::escapes::TextError;

/// What is wrong. It is a byte or two, of which a [`ReadError`](super::ReadError) is made at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum Fault {
    Value,
    Name,
    Colon,
    ObjectEnd,
    ArrayEnd,
    Number,
    End,
    Deep,
    OpenText,
    Control,
    Text(TextError),
}

impl From<TextError> for Fault {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}
