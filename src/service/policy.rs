//! The policy of the service's end: its settings, checked once.

use crate::policy::{MS, first_error, within};
use crate::{KeepAlivePolicy, PolicyError, PolicyField, Span};

/// The settings of a [`super::Call`], not checked yet: [`Policy::new`] checks them.
///
/// | field | default | allowed | source |
/// |---|---|---|---|
/// | `expiry` | 45 min | 1 ms to [`Span::MAX`] | source `call-keepalive` |
/// | `answer_deadline` | 15 s | 1 ms to [`Span::MAX`] | sources `call-answer`, `call-reject` and `call-redirect`; 5 s for policy-based recording (choice 46) |
/// | `teardown` | 10 s | 1 ms to [`Span::MAX`] | our choice: the page of keepAlive says only "subsequently" |
///
/// ```
/// use call_lifecycle::{PolicyField, Span, service};
/// let bad = service::Settings { teardown: Span::ZERO, ..service::Settings::DEFAULT };
/// assert_eq!(service::Policy::new(bad).unwrap_err().field, PolicyField::Teardown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub struct Settings {
    /// How long a call lives from its last successful keepAlive, or from its start.
    pub expiry: Span,
    /// How long an incoming call waits to be answered, rejected or redirected.
    pub answer_deadline: Span,
    /// How long it may take to take a call down.
    pub teardown: Span,
}

impl Settings {
    /// The documented defaults.
    pub const DEFAULT: Self = Self {
        expiry: KeepAlivePolicy::GRAPH.expiry,
        answer_deadline: Span::from_secs(15),
        teardown: Span::from_secs(10),
    };
}

/// Checked settings, which any number of calls borrow.
///
/// ```
/// use call_lifecycle::{Span, service};
/// assert_eq!(service::Policy::POLICY_RECORDING.settings().answer_deadline, Span::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Policy(pub(super) Settings);

impl Policy {
    /// [`Settings::DEFAULT`].
    pub const DEFAULT: Self = Self(Settings::DEFAULT);

    /// The policy of policy-based recording: an incoming call is answered within 5 s.
    pub const POLICY_RECORDING: Self = Self(Settings { answer_deadline: Span::from_secs(5), ..Settings::DEFAULT });

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
