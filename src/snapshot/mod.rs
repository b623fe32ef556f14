//! A machine as bytes, versioned and the same on every target; and the digest, a fixed hash of
//! those bytes.

use core::fmt;

use crate::{Id, Timestamp};

/// The version of the encoding that this crate writes, the first byte of every snapshot.
pub const SNAPSHOT_VERSION: u8 = 1;

/// The bytes of a machine, in a buffer of `MAX` bytes.
///
/// Integers are little-endian and of fixed width. Enumerations are numbers that do not change
/// within a version. With feature `serde` a snapshot is a byte string in any format. The policy is
/// not part of it: restore with the same policy to continue exactly as before (law *round trip*).
/// Under another policy the same bytes can be a state that is not possible. Keep the policy as long
/// as its calls, or adopt the call anew.
///
/// ```
/// use call_lifecycle::{Id, Snapshot, Timestamp, app};
/// let policy = app::Policy::DEFAULT;
/// let call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &policy);
/// let snapshot: Snapshot = call.snapshot()?;
/// let restored = app::Call::<4>::restore(snapshot.as_bytes(), &policy)?;
/// assert_eq!(restored, call);
/// # Ok::<(), call_lifecycle::SnapshotError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot<const MAX: usize = 1024> {
    bytes: heapless::Vec<u8, MAX>,
}

impl<const MAX: usize> Snapshot<MAX> {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Creates a snapshot from bytes that were stored. They are checked when a machine is restored
    /// from them.
    ///
    /// # Errors
    /// [`SnapshotError::TooLong`] if there are more than `MAX`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SnapshotError> {
        match heapless::Vec::from_slice(bytes) {
            Ok(bytes) => Ok(Self { bytes }),
            Err(_) => Err(SnapshotError::TooLong { needed: bytes.len(), capacity: MAX }),
        }
    }

    /// Writes a machine's fields.
    pub(crate) fn write(encode: impl Fn(&mut dyn Sink)) -> Result<Self, SnapshotError> {
        let mut snapshot = Self { bytes: heapless::Vec::new() };
        let mut writer = Writer { bytes: &mut snapshot.bytes, needed: 0 };
        encode(&mut writer);
        match writer.needed {
            needed if needed > MAX => Err(SnapshotError::TooLong { needed, capacity: MAX }),
            _ => Ok(snapshot),
        }
    }
}

/// Where the fields of a machine are written to.
pub(crate) trait Sink {
    fn put(&mut self, bytes: &[u8]);

    fn u8(&mut self, value: u8) {
        self.put(&[value]);
    }

    fn u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.put(&value.to_le_bytes());
    }

    fn id(&mut self, id: Id) {
        // Its words, the high one first.
        self.put(&id.as_u128().rotate_left(64).to_le_bytes());
    }

    fn time(&mut self, time: Timestamp) {
        self.u64(time.as_millis());
    }

    /// Writes the number of an enumeration's value, or of its absence.
    fn tag(&mut self, number: Option<u8>) {
        self.u8(number.map_or(0, |number| number.wrapping_add(1)));
    }
}

struct Writer<'a, const MAX: usize> {
    bytes: &'a mut heapless::Vec<u8, MAX>,
    /// How many there are, whether or not they fit.
    needed: usize,
}

impl<const MAX: usize> Sink for Writer<'_, MAX> {
    fn put(&mut self, bytes: &[u8]) {
        self.needed = self.needed.saturating_add(bytes.len());
        // What does not fit is seen in `needed`.
        let _full = self.bytes.extend_from_slice(bytes);
    }
}

/// FNV-1a of 64 bits: small, without tables, and fixed, unlike `derive(Hash)`, which depends on the
/// size of `usize` and on byte order.
pub(crate) struct Digest(pub(crate) u64);

impl Digest {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Sink for Digest {
    fn put(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Reads fields back, and remembers the first error.
pub(crate) struct Source<'a> {
    rest: &'a [u8],
    length: usize,
}

impl<'a> Source<'a> {
    /// Checks the version and what kind of machine it is.
    pub(crate) fn open(bytes: &'a [u8], end: u8) -> Result<Self, SnapshotError> {
        let mut source = Self { rest: bytes, length: bytes.len() };
        match source.u8()? {
            SNAPSHOT_VERSION => {}
            version => return Err(SnapshotError::Version { found: version }),
        }
        if source.u8()? == end { Ok(source) } else { Err(SnapshotError::OtherEnd) }
    }

    fn take<const K: usize>(&mut self) -> Result<[u8; K], SnapshotError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(SnapshotError::TooShort { length: self.length })?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, SnapshotError> {
        self.take().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, SnapshotError> {
        self.take().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, SnapshotError> {
        self.take().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, SnapshotError> {
        self.take().map(u64::from_le_bytes)
    }

    pub(crate) fn id(&mut self) -> Result<Id, SnapshotError> {
        Ok(Id::from_words([self.u64()?, self.u64()?]))
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, SnapshotError> {
        self.u64().map(Timestamp::from_millis)
    }

    pub(crate) fn bool(&mut self) -> Result<bool, SnapshotError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.impossible()),
        }
    }

    /// Reads the value of a number that must be known.
    pub(crate) fn one_of<T>(&mut self, from: impl Fn(u8) -> Option<T>) -> Result<T, SnapshotError> {
        let number = self.u8()?;
        from(number).ok_or_else(|| self.impossible())
    }

    /// The counterpart of [`Sink::tag`].
    pub(crate) fn tag<T>(&mut self, from: impl Fn(u8) -> Option<T>) -> Result<Option<T>, SnapshotError> {
        match self.u8()?.checked_sub(1) {
            None => Ok(None),
            Some(number) => from(number).map(Some).ok_or_else(|| self.impossible()),
        }
    }

    /// Notes that no machine could have been in the state that the bytes describe so far.
    pub(crate) const fn impossible(&self) -> SnapshotError {
        SnapshotError::Impossible { before: self.length.saturating_sub(self.rest.len()) }
    }

    /// Checks that everything was read and that the machine is `sound`.
    pub(crate) const fn close(self, sound: bool) -> Result<(), SnapshotError> {
        if !self.rest.is_empty() {
            return Err(SnapshotError::Trailing { length: self.length, extra: self.rest.len() });
        }
        if sound { Ok(()) } else { Err(self.impossible()) }
    }
}

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

#[cfg(feature = "serde")]
mod serde_impls;
