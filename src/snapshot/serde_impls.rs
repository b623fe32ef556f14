//! Snapshots as byte strings, in any serde format.

use core::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Snapshot;

impl<const MAX: usize> Serialize for Snapshot<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.as_bytes())
    }
}

struct Bytes<const MAX: usize>;

impl<'de, const MAX: usize> Visitor<'de> for Bytes<MAX> {
    type Value = Snapshot<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bytes of a snapshot, at most {MAX}")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Snapshot::from_bytes(bytes).map_err(E::custom)
    }

    // What has no byte strings, such as JSON, writes a sequence.
    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut bytes = heapless::Vec::new();
        while let Some(byte) = sequence.next_element()? {
            if bytes.push(byte).is_err() {
                return Err(A::Error::invalid_length(MAX.saturating_add(1), &self));
            }
        }
        Ok(Snapshot { bytes })
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Snapshot<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes)
    }
}
