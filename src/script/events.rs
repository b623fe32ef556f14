//! What a script consists of, and how it is drawn.

use std::vec::Vec;

use arbitrary::{Arbitrary, Unstructured};

use super::draw::{Seed, event};
use super::when::When;

/// One event of a [`Script`], and when it comes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Entry<E> {
    /// When it comes.
    pub when: When,
    /// The event, as it was drawn: before it is tied to a machine.
    pub event: E,
    /// A number from which choices follow that depend on the machine: which call of a fleet, which
    /// of the requests that are out.
    pub choice: u32,
}

/// Events with their times, of a machine whose events are `E`.
///
/// ```
/// use arbitrary::{Arbitrary, Unstructured};
/// use call_lifecycle::{service, script::Script};
/// let script: Script<service::Event> = Script::arbitrary(&mut Unstructured::new(&[99, 0]))?;
/// assert_eq!(script.entries().len(), 100);
/// # Ok::<(), arbitrary::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Script<E> {
    entries: Vec<Entry<E>>,
}

impl<E> Script<E> {
    /// The most events that a script has.
    pub const MAX: u16 = 256;

    /// The events, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry<E>] {
        &self.entries
    }
}

impl<'a, E: for<'b> Arbitrary<'b>> Arbitrary<'a> for Script<E> {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let more = u.arbitrary::<u16>()?.checked_rem(Self::MAX).unwrap_or(0);
        let mut seed = Seed::new(more);
        let entries = (0..=more).map(|_| {
            let mut bytes = [0; 4];
            let is_over = u.is_empty();
            u.fill_buffer(&mut bytes)?;
            let drawn = if is_over { seed.next() } else { seed.with(u32::from_le_bytes(bytes)) };
            let [when, _, choice @ ..] = drawn.to_le_bytes();
            let [first, second, third, fourth, ..] = choice;
            let choice = u32::from_le_bytes([first, second, third, fourth]);
            Ok(Entry { when: When::drawn(when, choice), event: event(drawn)?, choice })
        });
        Ok(Self { entries: entries.collect::<arbitrary::Result<_>>()? })
    }
}
