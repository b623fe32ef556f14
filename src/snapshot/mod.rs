//! A machine as bytes, versioned and the same on every target; and the digest, a fixed hash of
//! those bytes.

mod error;
mod read;
#[cfg(feature = "serde")]
mod serde_impls;
mod write;

pub use error::{SNAPSHOT_VERSION, SnapshotError};
pub(crate) use read::Source;
pub(crate) use write::{Digest, Sink, Written};

use write::Writer;

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
    pub(crate) fn write(encode: impl Fn(&mut Written<'_>)) -> Result<Self, SnapshotError> {
        let mut snapshot = Self { bytes: heapless::Vec::from_array([0; MAX]) };
        let mut writer = Writer { bytes: &mut snapshot.bytes, needed: 0 };
        encode(&mut writer);
        let needed = writer.needed;
        snapshot.bytes.truncate(needed);
        if needed > MAX { Err(SnapshotError::TooLong { needed, capacity: MAX }) } else { Ok(snapshot) }
    }
}
