//! What the application's end is told once: its settings, checked.

use core::time::Duration;

use crate::policy::{MS, SHORT, first_error, within};
use crate::time::Span;
use crate::{KeepAlivePolicy, PolicyError, PolicyField};

/// The settings of an [`super::Call`], unchecked; [`Policy::new`] checks them.
///
/// | field | default | allowed | source |
/// |---|---|---|---|
/// | `keep_alive` | [`KeepAlivePolicy::GRAPH`] | see there | see there |
/// | `answer_deadline` | 15 s | 1 ms to a day | answer, reject and redirect pages; 5 s for policy-based recording (choice 46) |
/// | `hang_up_timeout` | 60 s | 1 ms to a day | choice 53: how long a confirmed hang-up may wait for its end |
/// | `hang_up_give_up` | 3 min | 1 ms to a day | our choice: how long an unconfirmed hang-up is tried |
/// | `operation_grace` | 30 s | 1 ms to a day | our choice: how much later than its upper bound an operation may end before it is to be verified |
///
/// ```
/// use call_lifecycle::app;
/// use core::time::Duration;
/// let bad = app::Settings::DEFAULT.with_hang_up_timeout(Duration::ZERO);
/// assert_eq!(
///     app::Policy::new(bad).unwrap_err().to_string(),
///     "hang_up_timeout is 0 ms, but must be 1 to 86400000 ms",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Settings {
    pub(super) keep_alive: KeepAlivePolicy,
    pub(super) answer_deadline: Span,
    pub(super) hang_up_timeout: Span,
    pub(super) hang_up_give_up: Span,
    pub(super) operation_grace: Span,
}

impl Settings {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        keep_alive: KeepAlivePolicy::GRAPH,
        answer_deadline: Span::from_secs(15),
        hang_up_timeout: Span::from_secs(60),
        hang_up_give_up: Span::from_secs(3 * 60),
        operation_grace: Span::from_secs(30),
    };

    /// How the call is kept alive.
    #[must_use]
    pub const fn keep_alive(&self) -> KeepAlivePolicy {
        self.keep_alive
    }

    /// Sets [`Self::keep_alive`].
    #[must_use]
    pub const fn with_keep_alive(mut self, keep_alive: KeepAlivePolicy) -> Self {
        self.keep_alive = keep_alive;
        self
    }

    /// How long an incoming call may wait for an answer before that is reported overdue.
    /// `start_margin` is taken off it, since the clock began before the notification came (choice
    /// 47).
    #[must_use]
    pub const fn answer_deadline(&self) -> Duration {
        self.answer_deadline.duration()
    }

    /// Sets [`Self::answer_deadline`].
    #[must_use]
    pub const fn with_answer_deadline(mut self, answer_deadline: Duration) -> Self {
        self.answer_deadline = Span::unchecked(answer_deadline);
        self
    }

    /// How long after a confirmed DELETE the end may take before the call counts as ended.
    #[must_use]
    pub const fn hang_up_timeout(&self) -> Duration {
        self.hang_up_timeout.duration()
    }

    /// Sets [`Self::hang_up_timeout`].
    #[must_use]
    pub const fn with_hang_up_timeout(mut self, hang_up_timeout: Duration) -> Self {
        self.hang_up_timeout = Span::unchecked(hang_up_timeout);
        self
    }

    /// How long after the first DELETE its confirmation may take before the call counts as ended,
    /// unconfirmed.
    #[must_use]
    pub const fn hang_up_give_up(&self) -> Duration {
        self.hang_up_give_up.duration()
    }

    /// Sets [`Self::hang_up_give_up`].
    #[must_use]
    pub const fn with_hang_up_give_up(mut self, hang_up_give_up: Duration) -> Self {
        self.hang_up_give_up = Span::unchecked(hang_up_give_up);
        self
    }

    /// How much later than its upper bound an operation may end before it is to be verified.
    #[must_use]
    pub const fn operation_grace(&self) -> Duration {
        self.operation_grace.duration()
    }

    /// Sets [`Self::operation_grace`].
    #[must_use]
    pub const fn with_operation_grace(mut self, operation_grace: Duration) -> Self {
        self.operation_grace = Span::unchecked(operation_grace);
        self
    }
}

/// Checked settings, which any number of calls borrow.
///
/// ```
/// use call_lifecycle::app;
/// use core::time::Duration;
/// static POLICY: app::Policy = app::Policy::DEFAULT;
/// assert_eq!(POLICY.settings().keep_alive().expiry(), Duration::from_secs(45 * 60));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Policy(pub(super) Settings);

impl Policy {
    /// [`Settings::DEFAULT`].
    pub const DEFAULT: Self = Self(Settings::DEFAULT);

    /// Calls of policy-based recording: 5 s to answer, reject or redirect.
    pub const POLICY_RECORDING: Self = Self(Settings::DEFAULT.with_answer_deadline(Duration::from_secs(5)));

    /// Checks the settings.
    ///
    /// # Errors
    /// [`PolicyError`] for the first field out of its range.
    pub const fn new(settings: Settings) -> Result<Self, PolicyError> {
        if let Err(error) = settings.keep_alive.check() {
            return Err(error);
        }
        let checks = [
            within(PolicyField::AnswerDeadline, settings.answer_deadline, MS, SHORT),
            within(PolicyField::HangUpTimeout, settings.hang_up_timeout, MS, SHORT),
            within(PolicyField::HangUpGiveUp, settings.hang_up_give_up, MS, SHORT),
            within(PolicyField::OperationGrace, settings.operation_grace, MS, SHORT),
        ];
        match first_error(&checks) {
            Ok(()) => Ok(Self(settings)),
            Err(error) => Err(error),
        }
    }

    /// The settings that it was made of.
    #[must_use]
    #[inline]
    pub const fn settings(&self) -> &Settings {
        &self.0
    }
}
