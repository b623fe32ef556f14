//! What the application's end is told once: its settings, checked.

use crate::policy::{MS, SHORT, first_error, within};
use crate::{KeepAlivePolicy, PolicyError, PolicyField, Span};

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
/// use call_lifecycle::{Span, app};
/// let bad = app::Settings { hang_up_timeout: Span::ZERO, ..app::Settings::DEFAULT };
/// assert_eq!(
///     app::Policy::new(bad).unwrap_err().to_string(),
///     "hang_up_timeout is 0 ms, but must be 1 to 86400000 ms",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Settings {
    /// How the call is kept alive.
    pub keep_alive: KeepAlivePolicy,
    /// How long an incoming call may wait for an answer before that is reported overdue. `start_margin` is taken off it, since the clock
    /// began before the notification came (choice 47).
    pub answer_deadline: Span,
    /// How long after a confirmed DELETE the end may take before the call counts as ended.
    pub hang_up_timeout: Span,
    /// How long after the first DELETE its confirmation may take before the call counts as ended, unconfirmed.
    pub hang_up_give_up: Span,
    /// How much later than its upper bound an operation may end before it is to be verified.
    pub operation_grace: Span,
}

impl Settings {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        keep_alive: KeepAlivePolicy::GRAPH,
        answer_deadline: Span::from_secs(15),
        hang_up_timeout: Span::from_secs(60),
        hang_up_give_up: Span::from_mins(3),
        operation_grace: Span::from_secs(30),
    };
}

/// Checked settings, which any number of calls borrow.
///
/// ```
/// use call_lifecycle::{Span, app};
/// static POLICY: app::Policy = app::Policy::DEFAULT;
/// assert_eq!(POLICY.settings().keep_alive.expiry, Span::from_mins(45));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Policy(pub(super) Settings);

impl Policy {
    /// [`Settings::DEFAULT`].
    pub const DEFAULT: Self = Self(Settings::DEFAULT);

    /// Calls of policy-based recording: 5 s to answer, reject or redirect.
    pub const POLICY_RECORDING: Self = Self(Settings { answer_deadline: Span::from_secs(5), ..Settings::DEFAULT });

    /// Checks the settings.
    ///
    /// # Errors
    /// [`PolicyError`] for the first field out of its range.
    pub const fn new(settings: Settings) -> Result<Self, PolicyError> {
        let checks = [
            settings.keep_alive.check(),
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
