//! What an object stores of its call at the service's end: one value, written once at the end of a
//! handler.
//!
//! | bytes | |
//! |---|---|
//! | 1 | the format: 1 |
//! | 8 | the deadline of the wake that is on its way; all ones for none |
//! | 4 | how many requests were answered |
//! | 4 | how many notifications were handed to their way out |
//! | 4 | how many operations were asked for |
//! | 8 | the host's own deadline; all ones for none |
//! | 1, n | the host's bytes |
//! | 2, n | where notifications are posted |
//! | 1 | how many operations have a `clientContext` |
//! | 16, 2, n | for each of them its id and that text |
//! | rest | the machine's snapshot |

use call_lifecycle::service::{Call, Policy};
use call_lifecycle::{Id, Snapshot, Timestamp};

use crate::kept::{KeptError, Memory, SLOTS, time, written};

/// The machine of a call.
pub type Machine<'p> = Call<'p, SLOTS>;

const FORMAT: u8 = 1;
/// More than the snapshot of a call with all slots taken.
const LONGEST: usize = 4096;

/// What an object stores of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<'p> {
    /// The deadline of the wake that is on its way.
    pub armed: Option<Timestamp>,
    /// How many requests were answered.
    pub requests: u32,
    /// How many notifications were handed to their way out: the number of the last one.
    pub notified: u32,
    /// How many operations were asked for: their ids follow from it.
    pub operations: u32,
    /// What the host remembers.
    pub memory: Memory,
    /// Where notifications are posted. None are while it is empty.
    pub callback: String,
    /// The `clientContext` of open operations, of which the machine knows a hash.
    pub contexts: Vec<(Id, String)>,
    /// The machine.
    pub call: Machine<'p>,
}

impl<'p> Kept<'p> {
    /// The longest text that is stored: a longer one is refused by the machine, or by no address.
    pub(super) const LONGEST_TEXT: usize = u16::MAX as usize;

    /// A call that is new here.
    #[must_use]
    pub const fn new(call: Machine<'p>, callback: String) -> Self {
        let memory = Memory { bytes: Vec::new(), due: None };
        Self { armed: None, requests: 0, notified: 0, operations: 0, memory, callback, contexts: Vec::new(), call }
    }

    /// The bytes.
    ///
    /// # Errors
    /// None today: the longest snapshot fits.
    pub fn write(&self) -> Result<Vec<u8>, KeptError> {
        let snapshot: Snapshot<LONGEST> = self.call.snapshot().map_err(KeptError::Snapshot)?;
        let host = self.memory.bytes.get(..Memory::MOST).unwrap_or(&self.memory.bytes);
        let mut bytes = vec![FORMAT];
        bytes.extend(written(self.armed));
        for count in [self.requests, self.notified, self.operations] {
            bytes.extend(count.to_le_bytes());
        }
        bytes.extend(written(self.memory.due));
        bytes.push(u8::try_from(host.len()).unwrap_or(u8::MAX));
        bytes.extend(host);
        put(&mut bytes, &self.callback);
        bytes.push(u8::try_from(self.contexts.len()).unwrap_or(u8::MAX));
        for (id, text) in self.contexts.iter().take(usize::from(u8::MAX)) {
            bytes.extend(id.as_u128().to_le_bytes());
            put(&mut bytes, text);
        }
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
        let rest = &mut { rest };
        let armed = time(take(rest)?);
        let [requests, notified, operations] = [take(rest)?, take(rest)?, take(rest)?].map(u32::from_le_bytes);
        let due = time(take(rest)?);
        let [length] = take(rest)?;
        let (host, after) = rest.split_at_checked(usize::from(length)).ok_or(KeptError::Short)?;
        *rest = after;
        let callback = text(rest)?;
        let [count] = take(rest)?;
        let context = |rest: &mut &[u8]| Ok((Id::from_u128(u128::from_le_bytes(take(rest)?)), text(rest)?));
        let contexts = (0..count).map(|_| context(rest)).collect::<Result<_, KeptError>>()?;
        let memory = Memory { bytes: host.to_vec(), due };
        let call = Call::restore(rest, policy).map_err(KeptError::Snapshot)?;
        Ok(Self { armed, requests, notified, operations, memory, callback, contexts, call })
    }
}

/// A text and its length. What is too long is cut off.
fn put(bytes: &mut Vec<u8>, text: &str) {
    let text = text.get(..Kept::LONGEST_TEXT).unwrap_or(text);
    bytes.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], KeptError> {
    let (first, after) = rest.split_first_chunk().ok_or(KeptError::Short)?;
    *rest = after;
    Ok(*first)
}

fn text(rest: &mut &[u8]) -> Result<String, KeptError> {
    let length = usize::from(u16::from_le_bytes(take(rest)?));
    let (text, after) = rest.split_at_checked(length).ok_or(KeptError::Short)?;
    *rest = after;
    Ok(String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept<'static> {
        let call = Call::outgoing(Id::from_u128(7), Timestamp::from_millis(5), &Policy::DEFAULT);
        Kept {
            armed: Some(Timestamp::from_millis(8)),
            requests: 9,
            notified: 3,
            operations: 2,
            memory: Memory { bytes: vec![1, 2], due: Some(Timestamp::from_millis(9)) },
            contexts: vec![(Id::from_u128(4), "one".to_owned()), (Id::from_u128(5), String::new())],
            ..Kept::new(call, "https://bot.example/calls".to_owned())
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let kept = kept();
        assert_eq!(Kept::read(&kept.write().unwrap(), &Policy::DEFAULT), Ok(kept.clone()));
        let none = Kept::new(kept.call, String::new());
        assert_eq!(Kept::read(&none.write().unwrap(), &Policy::DEFAULT), Ok(none));
    }

    #[test]
    fn a_call_without_operations_takes_at_most_110_bytes_and_its_texts() {
        let kept = Kept { contexts: Vec::new(), ..kept() };
        let texts = kept.callback.len() + kept.memory.bytes.len();
        assert!(kept.write().unwrap().len() <= 110 + texts, "{}", kept.write().unwrap().len());
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
}
