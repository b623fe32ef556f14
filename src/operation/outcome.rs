//! Reports about operations, and how their outcome is judged.

use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, ResultInfo};

/// What a reply or a notification says about an operation.
///
/// ```
/// use call_lifecycle::{CompletionReason, OperationKind, OperationReport, OperationStatus, ResultInfo};
/// // A failed playPrompt was seen with status completed: all three members are judged together.
/// let report = OperationReport::NONE
///     .with_status(OperationStatus::Completed)
///     .with_reason(CompletionReason::Unknown);
/// assert_eq!(report.judge(OperationKind::PlayPrompt).status, OperationStatus::Failed);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub struct OperationReport {
    /// `changeType` is `deleted`: the operation has ended, whatever its status says.
    pub deleted: bool,
    /// The id: from the path, the `Location`, or `id`.
    pub id: Option<Id>,
    /// `clientContext`.
    pub context: Option<ClientContext>,
    /// `status`; absent for `null` and for unknown words.
    pub status: Option<OperationStatus>,
    /// `completionReason`.
    pub reason: Option<CompletionReason>,
    /// `resultInfo`.
    pub result: Option<ResultInfo>,
}

impl Default for OperationReport {
    fn default() -> Self {
        Self::NONE
    }
}

impl OperationReport {
    /// A report that says nothing.
    pub const NONE: Self = Self { deleted: false, id: None, context: None, status: None, reason: None, result: None };

    /// Whether it says that the operation has ended.
    #[must_use]
    pub const fn is_end(&self) -> bool {
        match self.status {
            Some(status) => self.deleted || status.is_end(),
            None => self.deleted,
        }
    }

    /// The outcome, judged from status, reason and code together. Success needs the status
    /// `completed`, and neither a code nor a reason of failure (choice 39). A missing reason is
    /// derived from code and subcode (choice 29).
    #[must_use]
    pub const fn judge(&self, kind: OperationKind) -> Outcome {
        let given = match self.reason {
            None | Some(CompletionReason::None) => None,
            given @ Some(_) => given,
        };
        let reason = match (given, self.result) {
            (None, Some(result)) => CompletionReason::of(kind, result),
            (given, _) => given,
        };
        let code_ok = match self.result {
            Some(result) => result.is_success(),
            None => true,
        };
        let reason_ok = match reason {
            Some(reason) => matches!(reason.status(), OperationStatus::Completed),
            None => true,
        };
        let status = match self.status {
            Some(OperationStatus::Completed) if code_ok && reason_ok => OperationStatus::Completed,
            _ => OperationStatus::Failed,
        };
        Outcome { status, reason }
    }

    /// Sets [`Self::deleted`].
    #[must_use]
    pub const fn with_deleted(mut self, deleted: bool) -> Self {
        self.deleted = deleted;
        self
    }

    /// Sets [`Self::id`].
    #[must_use]
    pub const fn with_id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Sets [`Self::context`].
    #[must_use]
    pub const fn with_context(mut self, context: ClientContext) -> Self {
        self.context = Some(context);
        self
    }

    /// Sets [`Self::status`].
    #[must_use]
    pub const fn with_status(mut self, status: OperationStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets [`Self::reason`].
    #[must_use]
    pub const fn with_reason(mut self, reason: CompletionReason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Sets [`Self::result`].
    #[must_use]
    pub const fn with_result(mut self, result: ResultInfo) -> Self {
        self.result = Some(result);
        self
    }
}

/// How an operation ended: `completed` or `failed`, and the reason where it is known.
///
/// ```
/// use call_lifecycle::{CompletionReason, Outcome};
/// assert!(Outcome::of(CompletionReason::MaxSilenceTimeout).is_success());
/// assert!(!Outcome::of(CompletionReason::CallEnded).is_success());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Outcome {
    /// [`OperationStatus::Completed`] or [`OperationStatus::Failed`].
    pub status: OperationStatus,
    /// The reason, where it is known.
    pub reason: Option<CompletionReason>,
}

impl Outcome {
    /// The outcome that belongs to a reason.
    #[must_use]
    pub const fn of(reason: CompletionReason) -> Self {
        Self { status: reason.status(), reason: Some(reason) }
    }

    /// Whether the operation succeeded.
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self.status, OperationStatus::Completed)
    }

    /// The outcome of a status, for no known reason.
    #[must_use]
    pub const fn new(status: OperationStatus) -> Self {
        Self { status, reason: None }
    }

    /// Sets [`Self::reason`].
    #[must_use]
    pub const fn with_reason(mut self, reason: CompletionReason) -> Self {
        self.reason = Some(reason);
        self
    }
}
