//! What an object stores of its call: one value, written once at the end of a handler.
//!
//! | bytes | |
//! |---|---|
//! | 1 | the format: 1 |
//! | 8 | the deadline of the wake that is on its way; all ones for none |
//! | 4 | how many notifications were handled |
//! | 4 | how many orders were sent |
//! | 2 | the number of the last keepAlive among them |
//! | 8 | the host's own deadline; all ones for none |
//! | 1 | how many bytes of the host follow |
//! | n | the host's bytes |
//! | rest | the machine's snapshot |

use std::fmt;

use call_lifecycle::app::{Call, Policy};
use call_lifecycle::{Snapshot, SnapshotError, Timestamp};

/// How many operations of a call may be open.
pub const SLOTS: usize = 8;

/// The machine of a call.
pub type Machine<'p> = Call<'p, SLOTS>;

const FORMAT: u8 = 1;
const HEAD: usize = 28;
/// More than the snapshot of a call with all slots taken.
const LONGEST: usize = 1024;

/// What the host remembers of a call.
///
/// It is stored with the call, so that any process goes on with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Bytes of the host's own: at most [`Memory::MOST`].
    pub bytes: Vec<u8>,
    /// When the host is to be told [`Update::Due`](crate::Update::Due).
    pub due: Option<Timestamp>,
}

impl Memory {
    /// The most bytes: what is longer is cut off.
    pub const MOST: usize = 255;
}

/// What an object stores of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<'p> {
    /// The deadline of the wake that is on its way.
    pub armed: Option<Timestamp>,
    /// How many notifications were handled, repeated ones too.
    pub notified: u32,
    /// How many orders were sent. One that is asked for again before it left is the same.
    pub orders: u32,
    /// The number of the last keepAlive among them.
    pub keep_alive: u16,
    /// What the host remembers.
    pub memory: Memory,
    /// The machine.
    pub call: Machine<'p>,
}

/// Why stored bytes cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeptError {
    /// A newer version has written them, or they are of something else.
    Format(u8),
    /// They end too early.
    Short,
    /// The machine's part.
    Snapshot(SnapshotError),
}

impl fmt::Display for KeptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(format) => {
                write!(f, "the stored call has format {format}, expected {FORMAT}: a newer host can read it")
            }
            Self::Short => f.write_str("the stored call ends too early: the object was written by something else"),
            Self::Snapshot(error) => write!(f, "the stored machine: {error}"),
        }
    }
}

impl std::error::Error for KeptError {}

impl<'p> Kept<'p> {
    /// A call that is new here.
    #[must_use]
    pub fn new(call: Machine<'p>) -> Self {
        Self { armed: None, notified: 0, orders: 0, keep_alive: 0, memory: Memory::default(), call }
    }

    /// The bytes.
    ///
    /// # Errors
    /// None today: the longest snapshot fits.
    pub fn write(&self) -> Result<Vec<u8>, KeptError> {
        let snapshot: Snapshot<LONGEST> = self.call.snapshot().map_err(KeptError::Snapshot)?;
        let host = self.memory.bytes.get(..Memory::MOST).unwrap_or(&self.memory.bytes);
        let mut bytes = Vec::with_capacity(HEAD + host.len() + snapshot.as_bytes().len());
        bytes.push(FORMAT);
        bytes.extend(self.armed.map_or(u64::MAX, Timestamp::as_millis).to_le_bytes());
        bytes.extend(self.notified.to_le_bytes());
        bytes.extend(self.orders.to_le_bytes());
        bytes.extend(self.keep_alive.to_le_bytes());
        bytes.extend(self.memory.due.map_or(u64::MAX, Timestamp::as_millis).to_le_bytes());
        bytes.push(u8::try_from(host.len()).unwrap_or(u8::MAX));
        bytes.extend(host);
        bytes.extend(snapshot.as_bytes());
        Ok(bytes)
    }

    /// What the bytes say.
    ///
    /// # Errors
    /// [`KeptError`] for bytes that nobody with this policy has written.
    pub fn read(bytes: &[u8], policy: &'p Policy) -> Result<Self, KeptError> {
        let (format, rest) = bytes.split_first().ok_or(KeptError::Short)?;
        if *format != FORMAT {
            return Err(KeptError::Format(*format));
        }
        let time = |bytes| Some(u64::from_le_bytes(bytes)).filter(|at| *at != u64::MAX).map(Timestamp::from_millis);
        let (armed, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (notified, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (orders, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (keep_alive, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (due, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (length, rest) = rest.split_first().ok_or(KeptError::Short)?;
        let (host, snapshot) = rest.split_at_checked(usize::from(*length)).ok_or(KeptError::Short)?;
        Ok(Self {
            armed: time(*armed),
            notified: u32::from_le_bytes(*notified),
            orders: u32::from_le_bytes(*orders),
            keep_alive: u16::from_le_bytes(*keep_alive),
            memory: Memory { bytes: host.to_vec(), due: time(*due) },
            call: Call::restore(snapshot, policy).map_err(KeptError::Snapshot)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::Id;

    use super::*;

    fn kept() -> Kept<'static> {
        let call = Call::outgoing(Id::from_u128(7), Timestamp::from_millis(5), &Policy::DEFAULT);
        let memory = Memory { bytes: vec![1, 2], due: Some(Timestamp::from_millis(9)) };
        Kept {
            armed: Some(Timestamp::from_millis(8)),
            notified: 3,
            orders: 6,
            keep_alive: 4,
            memory,
            ..Kept::new(call)
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let kept = kept();
        let bytes = kept.write().unwrap();
        assert_eq!(Kept::read(&bytes, &Policy::DEFAULT), Ok(kept.clone()));
        let none = Kept { armed: None, memory: Memory::default(), ..kept };
        assert_eq!(Kept::read(&none.write().unwrap(), &Policy::DEFAULT), Ok(none));
    }

    #[test]
    fn a_call_without_operations_takes_at_most_100_bytes() {
        assert!(kept().write().unwrap().len() <= 100, "{}", kept().write().unwrap().len());
    }

    #[test]
    fn other_bytes_are_refused_and_nothing_panics() {
        let bytes = kept().write().unwrap();
        for length in 0..bytes.len() {
            assert!(Kept::read(&bytes[..length], &Policy::DEFAULT).is_err(), "{length}");
        }
        let mut newer = bytes;
        newer[0] = 2;
        assert_eq!(Kept::read(&newer, &Policy::DEFAULT), Err(KeptError::Format(2)));
    }

    #[test]
    fn the_bytes_of_a_host_are_bounded() {
        let mut kept = kept();
        kept.memory.bytes = vec![7; 300];
        let read = Kept::read(&kept.write().unwrap(), &Policy::DEFAULT).unwrap();
        assert_eq!(read.memory.bytes, vec![7; Memory::MOST]);
    }
}
