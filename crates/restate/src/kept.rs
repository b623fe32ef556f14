//! What an object stores of its call: one value, written once at the end of a handler.
//!
//! | bytes | |
//! |---|---|
//! | 1 | the format: 2 |
//! | 8 | the deadline of the wake that is on its way; all ones for none |
//! | 8 | the deadline of the round that is on its way, and in the highest bit whether its keepAlive was asked for; all ones for none |
//! | 4 | how many notifications were handled |
//! | 4 | how many orders were sent |
//! | 2 | of how many orders it is known what became of them |
//! | 2 | the number of the last keepAlive that was sent or ordered |
//! | 8 | the host's own deadline; all ones for none |
//! | 1 | how many bytes of the host follow |
//! | n | the host's bytes |
//! | rest | the machine's snapshot |
//!
//! Format 1, of hosts before this one, has no round and no count of answers.

use std::fmt;

use call_lifecycle::app::{Call, Policy};
use call_lifecycle::{Snapshot, SnapshotError, Timestamp};

/// How many operations of a call may be open.
pub const SLOTS: usize = 8;

/// The machine of a call.
pub type Machine<'p> = Call<'p, SLOTS>;

const FORMAT: u8 = 2;
const FORMAT_WITHOUT_ROUNDS: u8 = 1;
const HEAD: usize = 38;
/// In the time of a round: its keepAlive was asked for.
const ASKED: u64 = 1 << 63;
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

/// A message that is on its way, and will send a keepAlive when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// When it comes.
    pub at: Timestamp,
    /// The machine has asked for this keepAlive already: something else came after `at`, and before it.
    pub asked: bool,
}

/// What an object stores of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<'p> {
    /// The deadline of the wake that is on its way.
    pub armed: Option<Timestamp>,
    /// The round that is on its way.
    pub round: Option<Round>,
    /// How many notifications were handled, repeated ones too.
    pub notified: u32,
    /// How many orders were sent. One that is asked for again before it left is the same.
    pub orders: u32,
    /// Of how many orders it is known what became of them. After 65,535 it begins anew.
    pub known: u16,
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
                write!(
                    f,
                    "the stored call has format {format}, which this host does not know: a newer host can read it"
                )
            }
            Self::Short => f.write_str("the stored call ends too early: the object was written by something else"),
            Self::Snapshot(error) => write!(f, "the stored machine: {error}"),
        }
    }
}

impl std::error::Error for KeptError {}

impl Round {
    /// What its time and the highest bit say.
    const fn of(time: Timestamp) -> Self {
        let bits = time.as_millis();
        Self { at: Timestamp::from_millis(bits & !ASKED), asked: bits & ASKED != 0 }
    }
}

impl<'p> Kept<'p> {
    /// A call that is new here.
    #[must_use]
    pub fn new(call: Machine<'p>) -> Self {
        Self {
            armed: None,
            round: None,
            notified: 0,
            orders: 0,
            known: 0,
            keep_alive: 0,
            memory: Memory::default(),
            call,
        }
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
        bytes.extend(written(self.armed));
        let asked = |round: Round| if round.asked { ASKED } else { 0 };
        let round = self.round.map_or(u64::MAX, |round| round.at.as_millis() & !ASKED | asked(round));
        bytes.extend(round.to_le_bytes());
        bytes.extend(self.notified.to_le_bytes());
        bytes.extend(self.orders.to_le_bytes());
        bytes.extend(self.known.to_le_bytes());
        bytes.extend(self.keep_alive.to_le_bytes());
        bytes.extend(written(self.memory.due));
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
        let has_rounds = match *format {
            FORMAT => true,
            FORMAT_WITHOUT_ROUNDS => false,
            format => return Err(KeptError::Format(format)),
        };
        let (armed, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (round, rest) = if has_rounds {
            let (bytes, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
            (time(*bytes).map(Round::of), rest)
        } else {
            (None, rest)
        };
        let (notified, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (orders, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (known, rest) =
            if has_rounds { rest.split_first_chunk().ok_or(KeptError::Short)? } else { (&[0; 2], rest) };
        let (keep_alive, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (due, rest) = rest.split_first_chunk().ok_or(KeptError::Short)?;
        let (length, rest) = rest.split_first().ok_or(KeptError::Short)?;
        let (host, snapshot) = rest.split_at_checked(usize::from(*length)).ok_or(KeptError::Short)?;
        Ok(Self {
            armed: time(*armed),
            round,
            notified: u32::from_le_bytes(*notified),
            orders: u32::from_le_bytes(*orders),
            known: u16::from_le_bytes(*known),
            keep_alive: u16::from_le_bytes(*keep_alive),
            memory: Memory { bytes: host.to_vec(), due: time(*due) },
            call: Call::restore(snapshot, policy).map_err(KeptError::Snapshot)?,
        })
    }
}

/// A time that may be absent: all ones for none.
pub(crate) fn written(time: Option<Timestamp>) -> [u8; 8] {
    time.map_or(u64::MAX, Timestamp::as_millis).to_le_bytes()
}

/// The time that was [`written`].
pub(crate) fn time(bytes: [u8; 8]) -> Option<Timestamp> {
    Some(u64::from_le_bytes(bytes)).filter(|at| *at != u64::MAX).map(Timestamp::from_millis)
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
            round: Some(Round { at: Timestamp::from_millis(10), asked: true }),
            notified: 3,
            orders: 6,
            known: 5,
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
        let not_asked = Kept { round: Some(Round { at: Timestamp::from_millis(10), asked: false }), ..kept };
        assert_eq!(Kept::read(&not_asked.write().unwrap(), &Policy::DEFAULT), Ok(not_asked.clone()));
        let none = Kept { armed: None, round: None, memory: Memory::default(), ..not_asked };
        assert_eq!(Kept::read(&none.write().unwrap(), &Policy::DEFAULT), Ok(none));
    }

    #[test]
    fn what_an_older_host_has_written_is_read() {
        let kept = kept();
        let mut bytes = kept.write().unwrap();
        bytes[0] = FORMAT_WITHOUT_ROUNDS;
        bytes.drain(25..27);
        bytes.drain(9..17);
        assert_eq!(Kept::read(&bytes, &Policy::DEFAULT), Ok(Kept { round: None, known: 0, ..kept }));
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
        newer[0] = 3;
        assert_eq!(Kept::read(&newer, &Policy::DEFAULT), Err(KeptError::Format(3)));
    }

    #[test]
    fn the_bytes_of_a_host_are_bounded() {
        let mut kept = kept();
        kept.memory.bytes = vec![7; 300];
        let read = Kept::read(&kept.write().unwrap(), &Policy::DEFAULT).unwrap();
        assert_eq!(read.memory.bytes, vec![7; Memory::MOST]);
    }
}
