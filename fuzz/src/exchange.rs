//! The requests that go over the network, as they arrive at the service.

use call_lifecycle::app::{self, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{ClientContext, Id, OperationKind, service};

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
