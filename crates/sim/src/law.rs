//! The names of the laws.

use crate::words::words;

words! {
    /// A law of [the crate `call_lifecycle`](call_lifecycle#the-laws), by its name there.
    ///
    /// ```
    /// use call_lifecycle_sim::Law;
    /// assert_eq!(Law::SafeSide.as_str(), "safe side");
    /// assert_eq!(Law::ALL.len(), 13);
    /// ```
    Law {
        /// The same policy and events give the same steps, state and digest.
        Determinism = "determinism",
        /// Every event in every state at every timestamp gives a step.
        Total = "total",
        /// An event that was not applied does what a wake does.
        Inert = "inert",
        /// The next deadline is later than now.
        Progress = "progress",
        /// Nothing is due between now and the next deadline.
        NoHiddenDeadline = "no hidden deadline",
        /// Outputs depend on the events alone, not on how often the host wakes the machine.
        Granularity = "granularity",
        /// Every move is one that the table has.
        Forward = "forward",
        /// The call and each of its operations end once.
        Once = "once",
        /// Time that runs backwards is clamped and reported.
        Clock = "clock",
        /// The application never believes in a later expiry than the service.
        SafeSide = "safe side",
        /// A restored machine is equal to the original.
        RoundTrip = "round trip",
        /// Both ends agree, within bounds, on whether the call lives.
        Agreement = "agreement",
        /// Shifting every time shifts every output and deadline, and changes nothing else.
        Translation = "translation",
    }
}
