//! The names of the faults.

use crate::words::words;

words! {
    /// Something that went wrong on purpose.
    ///
    /// ```
    /// use call_lifecycle_sim::Fault;
    /// assert_eq!(Fault::Lost.as_str(), "lost");
    /// ```
    Fault {
        /// A message was lost.
        Lost = "lost",
        /// A message arrived twice.
        Repeated = "repeated",
        /// A message was delayed, and perhaps overtaken.
        Delayed = "delayed",
        /// A request was answered with an error before it reached the service.
        Refused = "refused",
        /// A message met a partition, or a host that was down.
        CutOff = "cut off",
        /// A message was lost because too many were in flight.
        Crowded = "crowded out",
        /// The application crashed and was restored from its snapshot.
        AppCrashed = "application crashed",
        /// The service crashed and was restored from its snapshot.
        ServiceCrashed = "service crashed",
        /// A clock jumped.
        ClockJumped = "clock jumped",
    }
}
