//! Bytes of a message or of an answer.

use std::convert::Infallible;

use restate_sdk::errors::TerminalError;
use restate_sdk::serde::{Deserialize, InputMetadata, OutputMetadata, PayloadMetadata, Serialize};
use serde::de::DeserializeOwned;

/// Bytes of a message: JSON, read in the handler.
///
/// Where the library reads a message itself, one that cannot be read is tried again and again, and
/// all that comes for the same call waits behind it.
#[derive(Debug)]
pub(crate) struct Payload(Vec<u8>);

impl Payload {
    /// The JSON of a message.
    pub(crate) fn of(message: &impl serde::Serialize) -> Result<Self, TerminalError> {
        serde_json::to_vec(message)
            .map(Self)
            .map_err(|error| TerminalError::new(format!("it cannot be written: {error}")))
    }

    /// Reads the message. One that cannot be read is refused for good.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, TerminalError> {
        serde_json::from_slice(&self.0)
            .map_err(|error| TerminalError::new_with_code(400, format!("the message cannot be read: {error}")))
    }

    /// The text of it.
    pub(crate) fn text(&self) -> Result<&str, TerminalError> {
        str::from_utf8(&self.0).map_err(|error| TerminalError::new_with_code(400, error.to_string()))
    }
}

impl<T: AsRef<[u8]> + ?Sized> From<&T> for Payload {
    fn from(bytes: &T) -> Self {
        Self(bytes.as_ref().to_vec())
    }
}

impl Serialize for Payload {
    type Error = <Vec<u8> as Serialize>::Error;

    fn serialize(&self) -> Result<axum::body::Bytes, Self::Error> {
        self.0.serialize()
    }
}

impl Deserialize for Payload {
    type Error = Infallible;

    fn deserialize(bytes: &mut axum::body::Bytes) -> Result<Self, Self::Error> {
        Ok(Self(bytes.to_vec()))
    }
}

impl PayloadMetadata for Payload {
    fn json_schema() -> Option<serde_json::Value> {
        None
    }

    fn input_metadata() -> InputMetadata {
        InputMetadata { accept_content_type: "*/*", is_required: false }
    }

    fn output_metadata() -> OutputMetadata {
        OutputMetadata { content_type: "application/json", set_content_type_if_empty: false }
    }
}
