//! The status of an operation.

use crate::words::words;

words! {
    /// `status` of an operation. Words are compared without regard to case; `idle` of 2018, `null` and unknown words
    /// mean "pending" (choice 22).
    ///
    /// ```
    /// use call_lifecycle::OperationStatus;
    /// assert_eq!(OperationStatus::from_word("Running"), Some(OperationStatus::Running));
    /// assert!(OperationStatus::Failed.is_end());
    /// ```
    OperationStatus {
        /// Waits for its turn.
        NotStarted = "notStarted",
        /// Under way.
        Running = "running",
        /// Ended as it should.
        Completed = "completed",
        /// Ended otherwise.
        Failed = "failed",
    }
}

impl OperationStatus {
    /// `completed` or `failed`.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}
