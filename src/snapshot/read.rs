//! The fields of a machine as they are read from the bytes of a snapshot.

use super::error::{SNAPSHOT_VERSION, SnapshotError};
use crate::{Id, Timestamp};

/// Reads fields back, in the order in which they were written.
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

    #[inline]
    fn take<const K: usize>(&mut self) -> Result<[u8; K], SnapshotError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(SnapshotError::TooShort { length: self.length })?;
        self.rest = rest;
        Ok(*taken)
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> Result<u8, SnapshotError> {
        self.take().map(u8::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u16(&mut self) -> Result<u16, SnapshotError> {
        self.take().map(u16::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u32(&mut self) -> Result<u32, SnapshotError> {
        self.take().map(u32::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u64(&mut self) -> Result<u64, SnapshotError> {
        self.take().map(u64::from_le_bytes)
    }

    #[inline]
    pub(crate) fn id(&mut self) -> Result<Id, SnapshotError> {
        Ok(Id::from_words([self.u64()?, self.u64()?]))
    }

    #[inline]
    pub(crate) fn time(&mut self) -> Result<Timestamp, SnapshotError> {
        self.u64().map(Timestamp::from_millis)
    }

    #[inline]
    pub(crate) fn bool(&mut self) -> Result<bool, SnapshotError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.impossible()),
        }
    }

    /// Reads the value of a number that must be known.
    #[inline]
    pub(crate) fn one_of<T>(&mut self, from: impl Fn(u8) -> Option<T>) -> Result<T, SnapshotError> {
        let number = self.u8()?;
        from(number).ok_or_else(|| self.impossible())
    }

    /// The counterpart of [`Sink::tag`](super::Sink::tag).
    #[inline]
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
