//! Why a fleet did not add or find a call.

use core::fmt;

/// The fleet has no call with that handle or id.
///
/// ```
/// use call_lifecycle::fleet::NoSuchCall;
/// assert_eq!(NoSuchCall.to_string(), "the fleet has no call with that handle or id: it was removed, or never added");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct NoSuchCall;

impl fmt::Display for NoSuchCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fleet has no call with that handle or id: it was removed, or never added")
    }
}

impl core::error::Error for NoSuchCall {}

/// A call was not added. It is returned with the reason.
///
/// ```
/// use call_lifecycle::fleet::{Fleet, Refusal, Room, entries_for, nodes_for};
/// use call_lifecycle::{Id, Timestamp, app};
/// let mut room = Room::<_, 2, { nodes_for(2) }, { entries_for(2) }>::new();
/// let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage())?;
/// let call = app::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// fleet.insert(call.clone())?;
/// let refused = fleet.insert(call.clone()).unwrap_err();
/// assert_eq!((refused.call, refused.reason), (call, Refusal::IdTaken));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Refused<M> {
    /// The call.
    pub call: M,
    /// Why.
    pub reason: Refusal,
}

impl<M> fmt::Display for Refused<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            Refusal::Full => "every place of the fleet is taken: remove calls that have ended, or lend more room",
            Refusal::IdTaken => "the fleet has a call with that id already: hand the event to that one",
        })
    }
}

impl<M: fmt::Debug> core::error::Error for Refused<M> {}

/// Why a call was not added.
///
/// ```
/// use call_lifecycle::fleet::Refusal;
/// assert_ne!(Refusal::Full, Refusal::IdTaken);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Refusal {
    /// Every place is taken.
    Full,
    /// The fleet has a call with the same id.
    IdTaken,
}
