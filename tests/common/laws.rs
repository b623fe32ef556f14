//! The crate's own predicates of the laws (`sim::laws`), as assertions, and what tests of snapshots need beside them.
#![allow(dead_code, reason = "each user needs its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a check may panic")]

use call_lifecycle::sim::{Broken, laws};
pub(crate) use call_lifecycle::sim::{End, laws::Taken};
use call_lifecycle::{Step, Timestamp, app, service};

/// Asserts that a law holds of one step.
pub(crate) fn holds<E: End>(law: impl Fn(&Taken<'_, E>) -> Result<(), Broken>, taken: &Taken<'_, E>) {
    law(taken).unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
}

/// Takes an event in, and asserts what holds of every step.
pub(crate) fn checked<E: End>(call: &mut E, now: Timestamp, event: &E::Event) -> Step<E::Output> {
    let before = call.clone();
    laws::checked(call, now, event).unwrap_or_else(|broken| panic!("{broken}: at {now} {event:?} to {before:?}"))
}

/// The bytes of a machine, and a machine of the bytes.
pub(crate) trait Bytes: Sized {
    fn snapshot_bytes(&self) -> Vec<u8>;
    fn restored(&self, bytes: &[u8]) -> Self;
}

impl<const N: usize> Bytes for app::Call<'static, N> {
    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }
}

impl<const N: usize> Bytes for service::Call<'static, N> {
    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }
}
