//! What one end says, as the other end hears it.

use crate::app::{self, Body};
use crate::record::RecordRequest;
use crate::{CallReport, CallState, ClientContext, CompletionReason, Id, OperationKind, OperationReport, service};

/// What arrives at the service of what the application sent. What a request has beside its name is the host's: the id that its operation is given, its
/// `clientContext`, and the parameters of a recording. A redirect has one target, a `playPrompt` one prompt.
///
/// ```
/// use call_lifecycle::record::{Profile, RecordRequest};
/// use call_lifecycle::{Id, app, service, sim};
/// let id = Id::from_u128(7);
/// let arrives = |request| sim::request(request, id, None, || RecordRequest::new(Profile::Record));
/// assert_eq!(arrives(app::Request::KeepAlive), service::Request::KeepAlive);
/// ```
pub fn request(
    sent: app::Request,
    id: Id,
    context: Option<ClientContext>,
    recording: impl FnOnce() -> RecordRequest,
) -> service::Request {
    match sent {
        app::Request::KeepAlive => service::Request::KeepAlive,
        app::Request::GetCall => service::Request::GetCall,
        app::Request::HangUp => service::Request::HangUp,
        app::Request::Answer => service::Request::Answer,
        app::Request::Reject => service::Request::Reject,
        app::Request::Redirect => service::Request::Redirect { targets: 1, timeout: None },
        app::Request::Transfer => service::Request::Transfer,
        app::Request::Operation(OperationKind::Record) => {
            service::Request::Record { id, context, request: recording() }
        }
        app::Request::Operation(OperationKind::PlayPrompt) => service::Request::PlayPrompt { id, context, prompts: 1 },
        app::Request::Operation(kind) => service::Request::Start { id, context, kind },
        app::Request::Other => service::Request::Other,
    }
}

/// The notification that the service's host posts of an output, if it is one to post: from the machine as it was before the step, and as it is after.
///
/// An operation that ended in the step may have left its slot to one that the same step began (a `recordResponse` that cuts in): then it is found before.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, Timestamp, app, service, sim};
/// let call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let output = service::Output::State { from: CallState::Establishing, to: CallState::Ringing };
/// let expected = app::Event::Call(CallReport::state(CallState::Ringing));
/// assert_eq!(sim::notification(&call, &call, output), Some(expected));
/// ```
#[must_use]
pub fn notification<const N: usize>(
    before: &service::Call<'_, N>,
    after: &service::Call<'_, N>,
    output: service::Output,
) -> Option<app::Event> {
    match output {
        service::Output::State { to, .. } => Some(app::Event::Call(CallReport::state(to))),
        service::Output::Ended { cause } => {
            let report = CallReport::state(CallState::Terminated);
            Some(app::Event::Call(cause.result().map_or(report, |result| report.with_result(result))))
        }
        service::Output::OperationEnded { slot, outcome } => {
            let ended = after.operation(slot).filter(|view| view.status.is_end());
            let view = ended.or_else(|| before.operation(slot))?;
            Some(app::Event::Operation(OperationReport {
                deleted: true,
                id: Some(view.id),
                context: view.context,
                status: Some(outcome.status),
                reason: outcome.reason,
                result: outcome.reason.and_then(CompletionReason::result),
            }))
        }
        service::Output::Tone { .. }
        | service::Output::Answer { .. }
        | service::Output::OperationsEnded(_)
        | service::Output::Phase { .. } => None,
    }
}

/// The body of the service's answer to a request: the call for a GET, the operation for what names one.
///
/// ```
/// use call_lifecycle::{CallReport, CallState, Id, Timestamp, app, service, sim};
/// let call = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let body = sim::body(&call, app::Request::GetCall, 200, None);
/// assert_eq!(body, app::Body::Call(CallReport::state(CallState::Establishing)));
/// ```
#[must_use]
pub fn body<const N: usize>(
    service: &service::Call<'_, N>,
    request: app::Request,
    status: u16,
    slot: Option<crate::Slot>,
) -> Body {
    if request == app::Request::GetCall && status == 200 {
        return Body::Call(CallReport::state(service.state()));
    }
    let view = slot.and_then(|slot| service.operation(slot));
    view.map_or(Body::Empty, |view| {
        Body::Operation(OperationReport { id: Some(view.id), status: Some(view.status), ..OperationReport::default() })
    })
}
