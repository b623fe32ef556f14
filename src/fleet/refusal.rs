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
/// use call_lifecycle::fleet::{Refusal, Refused};
/// let refused = Refused { call: "the call", reason: Refusal::IdTaken };
/// assert_eq!(refused.to_string(), "the fleet has a call with that id already: hand the event to that one");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
pub enum Refusal {
    /// Every place is taken.
    Full,
    /// The fleet has a call with the same id.
    IdTaken,
}
