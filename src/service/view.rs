//! What the service's end says of an operation when it is asked.

use crate::record::{Profile, RecordPhase};
use crate::{ClientContext, CompletionReason, Id, OperationKind, OperationStatus, Slot};

/// An operation as the service knows it.
///
/// ```
/// use call_lifecycle::record::{Profile, RecordPhase, RecordRequest};
/// use call_lifecycle::service::{Call, Event, PeerEvent, Policy, Request};
/// use call_lifecycle::{Id, OperationStatus, Timestamp};
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let _step = call.handle(Timestamp::ZERO, Event::Peer(PeerEvent::Connects));
/// let request = Request::Record { id: Id::from_u128(2), context: None, request: RecordRequest::new(Profile::Record) };
/// let _step = call.handle(Timestamp::ZERO, Event::Request(request));
/// let record = call.operations().next().unwrap();
/// assert_eq!((record.phase, record.status), (Some(RecordPhase::Listening), OperationStatus::Running));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct OperationView {
    /// Its slot.
    pub slot: Slot,
    /// Its kind.
    pub kind: OperationKind,
    /// Its id.
    pub id: Id,
    /// Its `clientContext`, where there is one.
    pub context: Option<ClientContext>,
    /// Its status: `notStarted` while it is queued.
    pub status: OperationStatus,
    /// Why it ended; `None` while it goes on.
    pub reason: Option<CompletionReason>,
    /// The phase of a media operation; `None` for any other.
    pub phase: Option<RecordPhase>,
    /// Which page a recording follows: its result has another name in each.
    pub profile: Profile,
}

impl OperationView {
    /// The view of an operation that has not started, for tests of a host.
    #[must_use]
    pub const fn new(slot: Slot, kind: OperationKind, id: Id) -> Self {
        let (status, profile) = (OperationStatus::NotStarted, Profile::RecordResponse);
        Self { slot, kind, id, context: None, status, reason: None, phase: None, profile }
    }
}
