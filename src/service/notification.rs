//! What each end tells the other: the service's notifications and bodies as the application gets
//! them, and the application's requests as the service gets them. For hosts that have both ends in
//! one program.

use super::call::Call;
use super::event::Output;
use super::request::Request;
use crate::app::{self, Body, Event, Reply};
use crate::record::RecordRequest;
use crate::{
    CallReport, CallState, ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Slot,
};

/// Returns the request that arrives at the service when the application sends `sent`.
///
/// What a request has besides its name is the host's: the id that its operation gets, its
/// `clientContext`, and the parameters of a recording. A redirect has one target, a `playPrompt`
/// one prompt.
///
/// ```
/// use call_lifecycle::record::{Profile, RecordRequest};
/// use call_lifecycle::{Id, app, service};
/// let id = Id::from_u128(7);
/// let arrives = |request| service::request(request, id, None, || RecordRequest::new(Profile::Record));
/// assert_eq!(arrives(app::Request::KeepAlive), service::Request::KeepAlive);
/// ```
pub fn request(
    sent: app::Request,
    id: Id,
    context: Option<ClientContext>,
    recording: impl FnOnce() -> RecordRequest,
) -> Request {
    match sent {
        app::Request::KeepAlive => Request::KeepAlive,
        app::Request::GetCall => Request::GetCall,
        app::Request::HangUp => Request::HangUp,
        app::Request::Answer => Request::Answer,
        app::Request::Reject => Request::Reject,
        app::Request::Redirect => Request::Redirect { targets: 1, timeout: None },
        app::Request::Transfer => Request::Transfer,
        app::Request::Operation(OperationKind::Record) => Request::Record { id, context, request: recording() },
        app::Request::Operation(OperationKind::PlayPrompt) => Request::PlayPrompt { id, context, prompts: 1 },
        app::Request::Operation(kind) => Request::Start { id, context, kind },
        app::Request::Other => Request::Other,
    }
}

/// Returns the notification that the service's host posts for an output, or `None` if it posts
/// none.
///
/// It is made from the machine as it was before the step and as it is after. An operation that
/// ended in the step may have left its slot to one that the same step began (a `recordResponse`
/// that cuts in); such an operation is found in `before`.
///
/// A tone gives `None`: a host whose application subscribes to tones builds the notification from
/// the output.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, Timestamp, app, service};
/// let call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let output = service::Output::State { from: CallState::Establishing, to: CallState::Ringing };
/// let expected = app::Event::Call(CallReport::state(CallState::Ringing));
/// assert_eq!(service::notification(&call, &call, output), Some(expected));
/// ```
#[must_use]
pub fn notification<const N: usize>(before: &Call<'_, N>, after: &Call<'_, N>, output: Output) -> Option<Event> {
    match output {
        Output::State { to, .. } => Some(Event::Call(CallReport::state(to))),
        Output::Ended { cause } => {
            let report = CallReport::state(CallState::Terminated);
            Some(Event::Call(cause.result().map_or(report, |result| report.with_result(result))))
        }
        Output::OperationEnded { slot, outcome } => {
            let ended = after.operation(slot).filter(|view| view.status.is_end());
            let view = ended.or_else(|| before.operation(slot))?;
            Some(Event::Operation(OperationReport {
                deleted: true,
                id: Some(view.id),
                context: view.context,
                status: Some(outcome.status),
                reason: outcome.reason,
                result: outcome.reason.and_then(CompletionReason::result),
            }))
        }
        Output::Tone { .. } | Output::Answer { .. } | Output::OperationsEnded(_) | Output::Phase { .. } => None,
    }
}

/// Returns the body of the service's answer: the call for a GET, the operation if the answer names
/// one or completes it.
///
/// `status` and `slot` are those of [`Output::Answer`].
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, Timestamp, app, service};
/// let call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let body = service::answer_body(&call, app::Request::GetCall, 200, None);
/// assert_eq!(body, app::Body::Call(CallReport::state(CallState::Establishing)));
/// ```
#[must_use]
pub fn answer_body<const N: usize>(call: &Call<'_, N>, request: app::Request, status: u16, slot: Option<Slot>) -> Body {
    if request == app::Request::GetCall && status == 200 {
        return Body::Call(CallReport::state(call.state()));
    }
    if let Some(view) = slot.and_then(|slot| call.operation(slot)) {
        let report = OperationReport { id: Some(view.id), status: Some(view.status), ..OperationReport::NONE };
        return Body::Operation(report);
    }
    match request {
        app::Request::Operation(kind) if kind.completes_at_once() && Reply::new(status).is_success() => {
            Body::Operation(OperationReport::NONE.with_status(OperationStatus::Completed))
        }
        _ => Body::Empty,
    }
}
