//! Creating a call.

use std::error::Error;
use std::fmt;

use call_lifecycle::wire::http::{self, Created};
use call_lifecycle::wire::json::WriteError;

use crate::{BoxError, Response};

/// Why no call was created, or it is not known which.
#[derive(Debug)]
#[non_exhaustive]
pub enum CreateError {
    /// The body cannot be written.
    Body(WriteError),
    /// No answer came.
    Http(BoxError),
    /// The service refused, or its answer does not name the call.
    #[non_exhaustive]
    Answer {
        /// The HTTP status.
        status: u16,
        /// Why, in words.
        why: String,
    },
    /// The driver has no room for another call.
    Full,
    /// The driver has ended.
    Ended,
}

impl From<WriteError> for CreateError {
    fn from(error: WriteError) -> Self {
        Self::Body(error)
    }
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => write!(f, "the request cannot be written: {error}"),
            Self::Http(error) => write!(f, "no answer came: {error}"),
            Self::Answer { why, .. } => f.write_str(why),
            Self::Full => f.write_str("there is no room for another call"),
            Self::Ended => f.write_str("the driver has ended"),
        }
    }
}

impl Error for CreateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Http(error) => Some(&**error),
            Self::Answer { .. } | Self::Full | Self::Ended => None,
        }
    }
}

/// Reads the answer to the request that creates a call.
pub(crate) fn read(response: &Response) -> Result<Created, CreateError> {
    http::created(response.status(), response.headers(), response.body())
        .map_err(|error| CreateError::Answer { status: response.status(), why: error.to_string() })
}
