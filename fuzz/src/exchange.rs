//! What goes over the network between the two ends: requests, the bodies of their answers, and notifications.

use call_lifecycle::app::{self, Body, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::service::{self, Call, Output};
use call_lifecycle::{
    CallReport, CallState, ClientContext, CompletionReason, Id, OperationKind, OperationReport, Slot,
};

use super::reference::drive::Draw;

/// The recording that the application asks for.
fn recording(draw: &mut impl Draw) -> RecordRequest {
    RecordRequest {
        max_record_duration_in_seconds: Some(3),
        max_silence_timeout_in_seconds: Some(1),
        initial_silence_timeout_in_seconds: Some(2),
        play_beep: Some(draw.below(2) == 0),
        stop_tones: StopTones::parse(["12", "#"]).unwrap(),
        ..RecordRequest::new(draw.one_of(Profile::ALL))
    }
}

/// The request of a token, as it arrives at the service.
pub(crate) fn request(token: Token, context: Option<ClientContext>, draw: &mut impl Draw) -> service::Request {
    use app::Request::{Answer, GetCall, HangUp, KeepAlive, Operation, Other, Redirect, Reject, Transfer};
    let id = Id::from_u128(1_000 + u128::from(token.number()));
    match token.request() {
        KeepAlive => service::Request::KeepAlive,
        GetCall => service::Request::GetCall,
        HangUp => service::Request::HangUp,
        Answer => service::Request::Answer,
        Reject => service::Request::Reject,
        Redirect => service::Request::Redirect { targets: 1, timeout: None },
        Transfer => service::Request::Transfer,
        Operation(OperationKind::Record) => service::Request::Record { id, context, request: recording(draw) },
        Operation(OperationKind::PlayPrompt) => service::Request::PlayPrompt { id, context, prompts: 1 },
        Operation(kind) => service::Request::Start { id, context, kind },
        Other => service::Request::Other,
    }
}

/// The body of an answer.
pub(crate) fn body<const N: usize>(call: &Call<'_, N>, token: Token, status: u16, slot: Option<Slot>) -> Body {
    match (token.request(), slot.and_then(|slot| call.operation(slot))) {
        (app::Request::GetCall, _) if status == 200 => Body::Call(CallReport::state(call.state())),
        (_, Some(view)) => {
            Body::Operation(OperationReport { id: Some(view.id), status: Some(view.status), ..Default::default() })
        }
        _ => Body::Empty,
    }
}

/// What the application is notified of.
pub(crate) fn notification<const N: usize>(call: &Call<'_, N>, output: Output) -> Option<app::Event> {
    Some(match output {
        Output::State { to, .. } => app::Event::Call(CallReport::state(to)),
        Output::Ended { cause } => {
            let report = CallReport::state(CallState::Terminated);
            app::Event::Call(cause.result().map_or(report, |result| report.with_result(result)))
        }
        Output::OperationEnded { slot, outcome } => {
            let view = call.operation(slot)?;
            app::Event::Operation(OperationReport {
                deleted: true,
                id: Some(view.id),
                context: view.context,
                status: Some(outcome.status),
                reason: outcome.reason,
                result: outcome.reason.and_then(CompletionReason::result),
            })
        }
        _ => return None,
    })
}
