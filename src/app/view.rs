//! What the application's end tells when it is asked.

use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Slot, Timestamp};

/// How a call stands with its keepAlive.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app};
/// let call = app::Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let keep_alive = call.keep_alive();
/// assert_eq!(keep_alive.expires_at, Some(Timestamp::from_millis(2_700_000)));
/// assert!(!keep_alive.presumed_lost);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct KeepAliveView {
    /// When the call expires, or expired; `None` past the end of time.
    pub expires_at: Option<Timestamp>,
    /// The call lives, and the expiry has passed.
    pub presumed_lost: bool,
    /// How many attempts have failed since the last success.
    pub failures: u8,
    /// Whether a keepAlive was sent, and its reply is awaited.
    pub in_flight: bool,
}

impl KeepAliveView {
    /// The view of a call that expires then, for tests of a host. Every attempt has succeeded.
    #[must_use]
    pub const fn new(expires_at: Option<Timestamp>) -> Self {
        Self { expires_at, presumed_lost: false, failures: 0, in_flight: false }
    }
}

/// An operation as the application knows it.
///
/// ```
/// use call_lifecycle::app::{Call, OperationHints, Event, Policy, Request, Token};
/// use call_lifecycle::{Id, OperationKind, OperationStatus, Timestamp};
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let token = Token::new(Request::Operation(OperationKind::Record), 1);
/// call.handle(Timestamp::ZERO, Event::Sent { token, hints: OperationHints::NONE });
/// let record = call.operations().next().unwrap();
/// assert_eq!((record.kind, record.status, record.id), (OperationKind::Record, OperationStatus::NotStarted, None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct OperationView {
    /// Its slot.
    pub slot: Slot,
    /// Its kind.
    pub kind: OperationKind,
    /// The service's id, once it is known.
    pub id: Option<Id>,
    /// Its `clientContext`, where there is one.
    pub context: Option<ClientContext>,
    /// Its status as far as the application knows; `notStarted` until the service says that it
    /// runs.
    pub status: OperationStatus,
    /// Why it ended, where that is known.
    pub reason: Option<CompletionReason>,
    /// Whether the service has accepted it.
    pub accepted: bool,
}

impl OperationView {
    /// The view of an operation that was requested, for tests of a host. Nothing else is known.
    #[must_use]
    pub const fn new(slot: Slot, kind: OperationKind) -> Self {
        let status = OperationStatus::NotStarted;
        Self { slot, kind, id: None, context: None, status, reason: None, accepted: false }
    }
}
