//! What the laws of one step look at.

use call_lifecycle::{Step, Timestamp};

use crate::End;

/// One step of a machine, with the machine before and after it.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, service};
/// use call_lifecycle_sim::laws::{self, Observation};
/// let before = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let (mut after, now, event) = (before.clone(), Timestamp::from_millis(5), service::Event::Wake);
/// let step = after.handle(now, event);
/// let observed = Observation::new(&before, now, &event, &after, &step);
/// assert_eq!(laws::progress(&observed), Ok(()));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Observation<'a, E: End> {
    /// The machine before.
    pub before: &'a E,
    /// The time that the machine was given.
    pub now: Timestamp,
    /// The event.
    pub event: &'a E::Event,
    /// The machine after.
    pub after: &'a E,
    /// What the machine returned.
    pub step: &'a Step<E::Output>,
}

impl<'a, E: End> Observation<'a, E> {
    /// Puts together what belongs to one step.
    #[must_use]
    pub const fn new(
        before: &'a E,
        now: Timestamp,
        event: &'a E::Event,
        after: &'a E,
        step: &'a Step<E::Output>,
    ) -> Self {
        Self { before, now, event, after, step }
    }
}
