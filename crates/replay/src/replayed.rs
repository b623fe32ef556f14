//! The result of a replay.

use crate::error::Error;

/// The result of a replay, in addition to its report.
#[derive(Debug)]
pub struct Replayed {
    pub(super) calls: usize,
    pub(super) svg: Option<String>,
    pub(super) unread: u64,
    pub(super) error: Option<Error>,
}

impl Replayed {
    /// The number of calls in the trace.
    #[must_use]
    pub const fn calls(&self) -> usize {
        self.calls
    }

    /// The timeline of the calls as an SVG document, if [`Replay::with_svg`](crate::Replay::with_svg) asked for it.
    #[must_use]
    pub fn svg(&self) -> Option<&str> {
        self.svg.as_deref()
    }

    /// How many lines could not be read. The report names each.
    #[must_use]
    pub const fn unread(&self) -> u64 {
        self.unread
    }

    /// The first line that could not be read, or why the replay ended before its trace did.
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// The error, if there is one.
    ///
    /// # Errors
    ///
    /// The one of [`error`](Self::error).
    pub fn into_result(self) -> Result<Self, Error> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}
