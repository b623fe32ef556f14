//! The status of an operation.

use crate::words::words;

words! {
    /// `status` of an operation. Words are compared without regard to case; `idle` of 2018, `null`
    /// and unknown words mean "pending" (choice 22).
    ///
    /// It is exhaustive: a word that is not one of these four is read as none.
    ///
    /// ```
    /// use call_lifecycle::OperationStatus;
    /// assert_eq!("Running".parse::<OperationStatus>(), Ok(OperationStatus::Running));
    /// assert!(OperationStatus::Failed.is_end());
    /// ```
    OperationStatus {
        /// Waits for its turn.
        NotStarted = 0, "notStarted",
        /// Under way.
        Running = 1, "running",
        /// Ended as it should.
        Completed = 2, "completed",
        /// Ended otherwise.
        Failed = 3, "failed",
    }
}

impl OperationStatus {
    /// `completed` or `failed`.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}
