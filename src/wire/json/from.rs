//! Reads a value from a text or from bytes.

use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Error as _};

use super::error::ReadError;
use super::object::Object;
use super::reader::{NO_TEXT, Reader};
use super::source::{Filling, Kind};

/// Reads a value of [`wire`](crate::wire) from JSON, without an allocator.
///
/// Codes may be numbers or texts, and errors name the member and the place. No member has a number
/// with a fraction or an exponent: one is an error, unless its member is ignored. Objects and arrays may
/// be nested [`MAX_DEPTH`](super::MAX_DEPTH) deep.
///
/// ```
/// use call_lifecycle::{ResultInfo, wire::{Resource, json}};
/// let call: Resource = json::from_str(r#"{"resultInfo": {"code": "408", "subCode": "8537"}}"#)?;
/// assert_eq!(call.result, Some(ResultInfo::new(408, Some(8537))));
/// let error = json::from_str::<Resource>("{\n  \"state\": 5}").unwrap_err();
/// assert_eq!(error.to_string(), "invalid type: integer `5`, expected a text in state, at line 2 column 12");
/// # Ok::<(), json::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError`] if the text is not JSON, or not of this type.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, ReadError> {
    let mut reader = Reader::new(text);
    let read = PhantomData.deserialize(&mut reader).and_then(|value| Ok(reader.finish().map(|()| value)?));
    read.map_err(|error: ReadError| error.located(reader.before()))
}

/// As [`from_str`], from bytes, which have to be UTF-8.
///
/// ```
/// use call_lifecycle::wire::{CommsNotifications, json};
/// let body: CommsNotifications = json::from_slice(b"{\"value\": []}")?;
/// assert!(body.as_slice().is_empty());
/// # Ok::<(), json::ReadError>(())
/// ```
///
/// # Errors
/// As [`from_str`].
pub fn from_slice<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, ReadError> {
    match text_of(bytes) {
        Ok(text) => from_str(text),
        Err(before) => Err(ReadError::custom(NO_TEXT).located(before)),
    }
}

/// Reads an object, without serde: the same as [`from_slice`].
pub(in crate::wire) fn object_of<'de, T: Object<'de> + Default>(bytes: &'de [u8]) -> Result<T, ReadError> {
    let text = text_of(bytes).map_err(|before| ReadError::custom(NO_TEXT).located(before))?;
    let (mut reader, mut value) = (Reader::new(text), T::default());
    match reader.object(Filling(&mut value, Kind::Object)).and_then(|()| Ok(reader.finish()?)) {
        Ok(()) => Ok(value),
        Err(error) => Err(error.located(reader.before())),
    }
}

/// The text of bytes, or the part before the first byte that is not UTF-8.
pub(in crate::wire) fn text_of(bytes: &[u8]) -> Result<&str, &str> {
    core::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).and_then(|bytes| core::str::from_utf8(bytes).ok());
        before.unwrap_or_default()
    })
}
