//! A request of the application, as the service's end gets it.

use crate::record::RecordRequest;
use crate::{ClientContext, Id, OperationKind};

/// A request of the application, and the answers to it.
///
/// | request | while | answer |
/// |---|---|---|
/// | `KeepAlive` | live | 200, and the expiry moves; 404 once `terminating` |
/// | `GetCall` | not `terminated` | 200 |
/// | `HangUp` | live, `terminating` | 204 |
/// | `Answer`, `Reject`, `Redirect` | `incoming` | 202; 400 for a redirect out of range |
/// | `Transfer` | `established` | 202 |
/// | `Record`, `PlayPrompt`, `Start` | connected | 200 or 202, as the method's page says; 400 out of range; 429 if the media queue is full or every slot is in use |
/// | `GetOperation` | not `terminated` | 200; 404 for an id that no slot holds |
/// | `BadBody` | live | 400 |
/// | `Other` | live | 202 |
///
/// In any other live state the answer is 409, but 400 comes first. While the call is `terminating`,
/// everything but GET and DELETE is answered 404; after its end, everything. 409 and 429 are our
/// choice: no page names a code.
///
/// Later versions may have more requests: a host makes them and seldom matches on them.
///
/// ```
/// use call_lifecycle::service::{Call, Event, Output, Policy, Request};
/// use call_lifecycle::{Id, Timestamp};
/// let mut call = Call::<4>::incoming(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let step = call.handle(Timestamp::ZERO, Event::Request(Request::Answer));
/// assert_eq!(step.outputs()[0].output, Output::Answer { status: 202, slot: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum Request {
    /// `POST .../keepAlive`, which has no body.
    KeepAlive,
    /// `GET` of the call.
    GetCall,
    /// `DELETE` of the call.
    HangUp,
    /// `POST .../answer`
    Answer,
    /// `POST .../reject`
    Reject,
    /// `POST .../redirect`
    Redirect {
        /// How many targets: 1 to [`Request::REDIRECT_TARGETS`].
        targets: u32,
        /// `timeout` in seconds: 15 to 90, absent 55 for one target and 60 for several (source
        /// `call-redirect`). An old example has 99, which is answered 400 (choice 44).
        timeout: Option<i32>,
    },
    /// `POST .../transfer`
    Transfer,
    /// `POST .../record` or `.../recordResponse`
    Record {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// The parameters, which the machine checks.
        request: RecordRequest,
    },
    /// `POST .../playPrompt`
    PlayPrompt {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// How many prompts: 1 to [`crate::record::MAX_PROMPTS`].
        prompts: u32,
    },
    /// Any other method that starts an operation.
    ///
    /// `record` and `playPrompt` are answered 400 here: they have parameters.
    Start {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// Which method.
        kind: OperationKind,
    },
    /// `GET .../operations/{id}`
    GetOperation(Id),
    /// A request whose body is not what its method needs.
    BadBody,
    /// Any other request below the call. The machine does not model it.
    Other,
}

impl Request {
    /// The most targets of a redirect (source `call-redirect`).
    pub const REDIRECT_TARGETS: u32 = 25;
}
