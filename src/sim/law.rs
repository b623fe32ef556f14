//! The names of the laws, and what a check says when one is broken.

use core::fmt;

use crate::words::words;

words! {
    /// A law of the crate's front page, by its name there.
    ///
    /// ```
    /// use call_lifecycle::sim::Law;
    /// assert_eq!(Law::SafeSide.word(), "safe side");
    /// assert_eq!(Law::ALL.len(), 13);
    /// ```
    Law {
        /// The same policy and events give the same steps, state and digest.
        Determinism = "determinism",
        /// Every event in every state at every timestamp gives a step.
        Total = "total",
        /// What was not applied is a wake.
        Inert = "inert",
        /// The next deadline lies ahead.
        Progress = "progress",
        /// Between now and the next deadline there is nothing to miss.
        NoHiddenDeadline = "no hidden deadline",
        /// Outputs depend on the events alone, not on how often the host wakes the machine.
        Granularity = "granularity",
        /// Every move is one that the table has.
        Forward = "forward",
        /// The call and each of its operations end once.
        Once = "once",
        /// Time running backwards is clamped and reported.
        Clock = "clock",
        /// The application's belief of the expiry is never later than the service's.
        SafeSide = "safe side",
        /// What is restored is what was.
        RoundTrip = "round trip",
        /// Both ends agree, within bounds, on what lives.
        Agreement = "agreement",
        /// Shifting every time shifts every answer, and changes nothing else.
        Translation = "translation",
    }
}

/// A law that did not hold, and in what.
///
/// ```
/// use call_lifecycle::sim::{Broken, Law};
/// let broken = Broken { law: Law::Progress, why: "the next deadline is in the past" };
/// assert_eq!(broken.to_string(), "law progress broken: the next deadline is in the past");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Broken {
    /// Which.
    pub law: Law,
    /// What was seen instead.
    pub why: &'static str,
}

impl Broken {
    /// `Ok` where the law holds.
    pub(super) const fn unless(holds: bool, law: Law, why: &'static str) -> Result<(), Self> {
        if holds { Ok(()) } else { Err(Self { law, why }) }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "law {} broken: {}", self.law, self.why)
    }
}

impl core::error::Error for Broken {}
