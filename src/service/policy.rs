//! The policy of the service's end: its settings, checked once.

use core::time::Duration;

use crate::policy::{MS, first_error, within};
use crate::time::Span;
use crate::{KeepAlivePolicy, PolicyError, PolicyField};

/// The settings of a [`super::Call`], not checked yet: [`Policy::new`] checks them.
///
/// | field | default | allowed | source |
/// |---|---|---|---|
/// | `expiry` | 45 min | 1 ms to [`crate::MAX_DURATION`] | source `call-keepalive` |
/// | `answer_deadline` | 15 s | 1 ms to [`crate::MAX_DURATION`] | sources `call-answer`, `call-reject` and `call-redirect`; 5 s for policy-based recording (choice 46) |
/// | `teardown` | 10 s | 1 ms to [`crate::MAX_DURATION`] | our choice: the page of keepAlive says only "subsequently" |
///
/// ```
/// use call_lifecycle::{PolicyField, service};
/// use core::time::Duration;
/// let bad = service::Settings::DEFAULT.with_teardown(Duration::ZERO);
/// assert_eq!(service::Policy::new(bad).unwrap_err().field(), PolicyField::Teardown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Settings {
    pub(super) expiry: Span,
    pub(super) answer_deadline: Span,
    pub(super) teardown: Span,
}

impl Settings {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        expiry: KeepAlivePolicy::GRAPH.expiry,
        answer_deadline: Span::from_secs(15),
        teardown: Span::from_secs(10),
    };

    /// How long a call lives from its last successful keepAlive, or from its start.
    #[must_use]
    pub const fn expiry(&self) -> Duration {
        self.expiry.duration()
    }

    /// Sets [`Self::expiry`].
    #[must_use]
    pub const fn with_expiry(mut self, expiry: Duration) -> Self {
        self.expiry = Span::unchecked(expiry);
        self
    }

    /// How long an incoming call waits to be answered, rejected or redirected.
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

    /// How long it may take to take a call down.
    #[must_use]
    pub const fn teardown(&self) -> Duration {
        self.teardown.duration()
    }

    /// Sets [`Self::teardown`].
    #[must_use]
    pub const fn with_teardown(mut self, teardown: Duration) -> Self {
        self.teardown = Span::unchecked(teardown);
        self
    }
}

/// Checked settings, which any number of calls borrow.
///
/// ```
/// use call_lifecycle::service;
/// use core::time::Duration;
/// assert_eq!(service::Policy::POLICY_RECORDING.settings().answer_deadline(), Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Policy(pub(super) Settings);

impl Policy {
    /// [`Settings::DEFAULT`].
    pub const DEFAULT: Self = Self(Settings::DEFAULT);

    /// The policy of policy-based recording: an incoming call is answered within 5 s.
    pub const POLICY_RECORDING: Self = Self(Settings::DEFAULT.with_answer_deadline(Duration::from_secs(5)));

    /// Checks the settings and makes a policy of them.
    ///
    /// # Errors
    /// [`PolicyError`] for the first field out of its range.
    pub const fn new(settings: Settings) -> Result<Self, PolicyError> {
        let checks = [
            within(PolicyField::Expiry, settings.expiry, MS, Span::MAX),
            within(PolicyField::AnswerDeadline, settings.answer_deadline, MS, Span::MAX),
            within(PolicyField::Teardown, settings.teardown, MS, Span::MAX),
        ];
        match first_error(&checks) {
            Ok(()) => Ok(Self(settings)),
            Err(error) => Err(error),
        }
    }

    /// Returns the settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.0
    }
}
