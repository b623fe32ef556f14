//! Why there is no snapshot of a machine, or no machine of a snapshot.

use core::fmt;

/// The version of the encoding that this crate writes, the first byte of every snapshot.
pub const SNAPSHOT_VERSION: u8 = 1;

/// Why a machine cannot be written to, or restored from, a snapshot.
///
/// ```
/// use call_lifecycle::{SnapshotError, app};
/// let error = app::Call::<4>::restore(&[9], &app::Policy::DEFAULT).unwrap_err();
/// assert_eq!(error, SnapshotError::Version { found: 9 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum SnapshotError {
    /// The buffer has too little room.
    TooLong {
        /// How many bytes there are.
        needed: usize,
        /// How many fit.
        capacity: usize,
    },
    /// The bytes end too soon.
    TooShort {
        /// How many there are.
        length: usize,
    },
    /// There are more bytes than belong to the snapshot.
    Trailing {
        /// How many there are.
        length: usize,
        /// How many of them are too many.
        extra: usize,
    },
    /// This crate does not read this version.
    Version {
        /// The version found; [`SNAPSHOT_VERSION`] is the one read.
        found: u8,
    },
    /// The bytes are a machine of the other end.
    OtherEnd,
    /// The snapshot has operations in more slots than this machine has.
    TooManySlots,
    /// No machine could have been in this state.
    Impossible {
        /// How many bytes had been read when this was found.
        before: usize,
    },
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { needed, capacity } => {
                write!(f, "the snapshot has {needed} bytes, but the buffer only {capacity}: use a larger one")
            }
            Self::TooShort { length } => write!(f, "the snapshot ends too soon, after {length} bytes: it was cut"),
            Self::Trailing { length, extra } => {
                write!(f, "the snapshot has {extra} of its {length} bytes too many: something was appended")
            }
            Self::Version { found } => {
                write!(f, "the snapshot has version {found}, but this crate reads version {SNAPSHOT_VERSION}")
            }
            Self::OtherEnd => f.write_str("the snapshot is a machine of the other end: restore it there"),
            Self::TooManySlots => {
                f.write_str("the snapshot has operations in more slots than this machine: restore it with more")
            }
            Self::Impossible { before } => {
                write!(
                    f,
                    "no machine could have been in the state that the first {before} bytes describe: they were changed"
                )
            }
        }
    }
}

impl core::error::Error for SnapshotError {}
