//! Writes JSON without an allocator.

use core::fmt::{self, Write};

use serde::ser::{Error as _, Serialize};

use super::error::WriteError;
use super::serializer::Writer;

/// Writes a value as JSON.
///
/// The output is compact: no spaces, no line breaks. Texts are escaped as far as JSON requires it.
///
/// ```
/// use call_lifecycle::wire::{Reject, RejectReason, json};
/// let mut body = Reject::default().with_callback_uri("https://bot.contoso.com/\"calls\"");
/// body.reason = Some(RejectReason::Busy);
/// let mut text = String::new();
/// json::write(&body, &mut text)?;
/// assert_eq!(text, r#"{"reason":"busy","callbackUri":"https://bot.contoso.com/\"calls\""}"#);
/// # Ok::<(), json::WriteError>(())
/// ```
///
/// # Errors
/// [`WriteError`] if the value cannot be written (such as a list of which not every element was
/// kept), or `out` has no more room.
pub fn write<T: Serialize + ?Sized>(value: &T, out: &mut impl Write) -> Result<(), WriteError> {
    value.serialize(&mut Writer::new(out))
}

/// Writes a value as JSON into a buffer, and returns the part of the buffer that was written.
///
/// ```
/// use call_lifecycle::wire::{OperationRequest, json};
/// let body = OperationRequest::default().with_client_context("c");
/// assert_eq!(json::to_slice(&body, &mut [0; 64])?, r#"{"clientContext":"c"}"#);
/// let error = json::to_slice(&body, &mut [0; 8]).unwrap_err();
/// assert_eq!(error.to_string(), "the JSON is longer than the buffer of 8 bytes");
/// # Ok::<(), json::WriteError>(())
/// ```
///
/// # Errors
/// As [`write()`]; [`WriteError`] if the buffer is too short.
pub fn to_slice<'o, T: Serialize + ?Sized>(value: &T, out: &'o mut [u8]) -> Result<&'o str, WriteError> {
    into_slice(out, |out| write(value, out))
}

/// Lets `write` write into a buffer, and returns the part of the buffer that was written.
pub(in crate::wire) fn into_slice(
    out: &mut [u8],
    write: impl FnOnce(&mut Cursor<'_>) -> Result<(), WriteError>,
) -> Result<&str, WriteError> {
    let room = out.len();
    let mut cursor = Cursor { out, len: 0, is_full: false };
    let written = write(&mut cursor);
    if cursor.is_full {
        return Err(WriteError::custom(format_args!("the JSON is longer than the buffer of {room} bytes")));
    }
    written?;
    let Cursor { out, len, .. } = cursor;
    let text = out.get(..len).and_then(|bytes| core::str::from_utf8(bytes).ok());
    text.ok_or_else(|| WriteError::custom("the JSON is not UTF-8"))
}

pub(in crate::wire) struct Cursor<'o> {
    out: &'o mut [u8],
    len: usize,
    is_full: bool,
}

impl Write for Cursor<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len.saturating_add(text.len());
        match self.out.get_mut(self.len..end) {
            Some(place) => place.copy_from_slice(text.as_bytes()),
            None => {
                self.is_full = true;
                return Err(fmt::Error);
            }
        }
        self.len = end;
        Ok(())
    }
}
