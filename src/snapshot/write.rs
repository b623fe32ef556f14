//! Where the fields of a machine are written: to the bytes of a snapshot, or into a digest.

use crate::{Id, Timestamp};

/// What a machine's fields are written to. Where bytes are dear it is known only as a sink, so that
/// there is one encoding of each machine, for snapshots and digests; elsewhere as what it is, which
/// takes fewer instructions.
#[cfg(any(target_os = "none", panic = "abort"))]
pub(crate) type Written<'a> = dyn Sink + 'a;
#[cfg(not(any(target_os = "none", panic = "abort")))]
pub(crate) type Written<'a> = Writer<'a>;

/// Where the fields of a machine are written to.
pub(crate) trait Sink {
    fn put(&mut self, bytes: &[u8]);

    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn u8(&mut self, value: u8) {
        self.put(&[value]);
    }

    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }

    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn u64(&mut self, value: u64) {
        self.put(&value.to_le_bytes());
    }

    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn id(&mut self, id: Id) {
        // Its words, the high one first.
        self.put(&id.as_u128().rotate_left(64).to_le_bytes());
    }

    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn time(&mut self, time: Timestamp) {
        self.u64(time.as_millis());
    }

    /// Writes the number of an enumeration's value, or of its absence.
    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn tag(&mut self, number: Option<u8>) {
        self.u8(number.map_or(0, |number| number.wrapping_add(1)));
    }
}

/// Writes to as many bytes as there are.
pub(crate) struct Writer<'a> {
    pub(super) bytes: &'a mut [u8],
    /// How many are needed, whether or not they fit.
    pub(super) needed: usize,
}

impl Sink for Writer<'_> {
    // Always inlined: how many bytes there are is known then, and they are stored, not copied.
    #[cfg_attr(not(any(target_os = "none", panic = "abort")), inline(always))]
    fn put(&mut self, bytes: &[u8]) {
        // What does not fit is seen in `needed`. (Byte by byte in the source, so that no compiler leaves a
        // comparison of lengths that could panic.)
        let rest = self.bytes.get_mut(self.needed..).unwrap_or_default();
        if let Some(place) = rest.get_mut(..bytes.len()) {
            for (to, from) in place.iter_mut().zip(bytes) {
                *to = *from;
            }
        }
        self.needed = self.needed.saturating_add(bytes.len());
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
