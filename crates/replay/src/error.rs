//! Why a replay ends before its trace does.

use std::{error, fmt, io};

use crate::trace::LineError;

/// Why a replay ended before its trace did.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A line that cannot be understood.
    #[non_exhaustive]
    Line {
        /// Its number, from 1 on.
        line: u64,
        /// What was found on it, and what was expected.
        error: LineError,
    },
    /// An entry of a HAR file that cannot be understood.
    #[non_exhaustive]
    Entry {
        /// Its number, from 1 on.
        entry: u64,
        /// What was found in it, and what was expected.
        error: LineError,
    },
    /// The trace cannot be read further.
    #[non_exhaustive]
    Read {
        /// The number of the line, or of the entry of a HAR file, that was being read, from 1 on.
        line: u64,
        /// The error of the reader.
        error: io::Error,
    },
    /// The report cannot be written.
    Write(io::Error),
}

impl Error {
    /// The number of the line, or of the entry of a HAR file, that cannot be understood or at which
    /// reading ended, from 1 on. `None` if the report could not be written.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match *self {
            Self::Line { line, .. } | Self::Entry { entry: line, .. } | Self::Read { line, .. } => Some(line),
            Self::Write(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, error } => write!(f, "line {line}: {error}"),
            Self::Entry { entry, error } => write!(f, "entry {entry}: {error}"),
            Self::Read { line, error } => write!(f, "line {line}: it cannot be read ({error})"),
            Self::Write(error) => write!(f, "the report cannot be written ({error})"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Line { error, .. } | Self::Entry { error, .. } => Some(error),
            Self::Read { error, .. } | Self::Write(error) => Some(error),
        }
    }
}

/// The same while a line is replayed, whose number is known elsewhere.
#[derive(Debug)]
pub(crate) enum Stop {
    Line(LineError),
    Read(io::Error),
    Write(io::Error),
}

/// What a trace is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Line,
    /// Of a HAR file.
    Entry,
}

impl Unit {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Entry => "entry",
        }
    }

    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Line => "lines",
            Self::Entry => "entries",
        }
    }
}

impl Stop {
    pub(crate) fn at(self, unit: Unit, line: u64) -> Error {
        match self {
            Self::Line(error) if unit == Unit::Entry => Error::Entry { entry: line, error },
            Self::Line(error) => Error::Line { line, error },
            Self::Read(error) => Error::Read { line, error },
            Self::Write(error) => Error::Write(error),
        }
    }
}

impl From<LineError> for Stop {
    fn from(error: LineError) -> Self {
        Self::Line(error)
    }
}
