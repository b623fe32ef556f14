//! What the service would write, in Graph's form.

use call_lifecycle::wire::{ApiVersion, ServiceNotification, ServiceNotifications, ServiceResource, Target};
use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, CompletionReason, Id, OperationReport, ReportedState, ResultInfo,
    ToneInfo,
};

use crate::change::{Change, OperationChange, What};
use crate::operation::Operation;
use crate::reason;
use crate::side::Side;
use crate::trace::Act;
use crate::track::Track;

/// The result of a failed transfer (source `call-transfer`).
pub const TRANSFER_FAILED: ResultInfo = ResultInfo::new(500, Some(7000));

/// Whether a change of state is that of a failed transfer.
pub fn is_transfer_failed(from: CallState, to: CallState) -> bool {
    to == CallState::Established && matches!(from, CallState::Transferring | CallState::TransferAccepted)
}

/// With which result it failed: that of the log, if it has one.
pub fn transfer_failed(what: &What<'_>) -> ResultInfo {
    match what {
        What::Call(said) => said.result.unwrap_or(TRANSFER_FAILED),
        _ => TRANSFER_FAILED,
    }
}

/// `Location` of an operation that the step's request started.
pub fn location(track: &Track, what: &What<'_>, operation: &Operation) -> Option<String> {
    if !matches!(what, What::Request { act, .. } if act.starts().is_some()) {
        return None;
    }
    let target = Target::Operation { call: track.name.id(), operation: operation.id? };
    target.path(if operation.written.app { ApiVersion::Beta2019 } else { ApiVersion::V1 }).map(|path| path.to_string())
}

/// The body of an answer with this status, if it has one.
pub fn body<S: Side>(
    track: &Track,
    machine: &S,
    what: &What<'_>,
    status: u16,
    operation: Option<&Operation>,
) -> Option<String> {
    let call = track.name.id();
    let resource = match (*what, status, operation) {
        (What::Request { act: Act::Create, .. }, 201, _) | (What::Request { act: Act::GetCall, .. }, 200, _) => {
            let state = ReportedState::Known(machine.state());
            let mut report = CallReport::new(ChangeType::Updated).with_state(state);
            report.result = machine.cause().and_then(Cause::result);
            ServiceNotification::call(ApiVersion::V1, call, report)
        }
        // The 2019 page answers a record without a body.
        (_, 200 | 202, Some(operation)) if !operation.written.source => {
            let mut said = OperationReport::NONE.with_status(operation.status);
            (said.reason, said.result) = (operation.reason, operation.reason.and_then(CompletionReason::result));
            of_operation(call, operation, said)?
        }
        _ => return None,
    };
    serde_json::to_string(&ServiceResource(&resource)).ok()
}

fn of_operation(call: Id, operation: &Operation, said: OperationReport) -> Option<ServiceNotification<'_>> {
    let version = if operation.written.source { ApiVersion::Beta2019 } else { ApiVersion::V1 };
    let entry = ServiceNotification::operation(version, call, operation.id?, operation.kind, said);
    Some(match &operation.written.context {
        Some(text) => entry.with_client_context(text),
        None => entry,
    })
}

/// The body that the service would post because of a change, if it would post one.
pub fn notification<S: Side>(out: &mut String, track: &Track, machine: &S, what: &What<'_>, change: &Change) {
    let call = track.name.id();
    let of_call = |change, state| {
        ServiceNotification::call(ApiVersion::V1, call, CallReport::new(change).with_state(ReportedState::Known(state)))
    };
    let entry = match *change {
        Change::Incoming => of_call(ChangeType::Created, CallState::Incoming),
        Change::State { from, to } => {
            let mut report = CallReport::state(to).with_change(ChangeType::Updated);
            report.result = is_transfer_failed(from, to).then(|| transfer_failed(what));
            ServiceNotification::call(ApiVersion::V1, call, report)
        }
        Change::Ended { cause } => {
            let mut said = CallReport::state(CallState::Terminated);
            said.result = reason::result(machine, track);
            // The last notification of a rejected call has no state (source `call-reject`).
            let state = if cause == Cause::Rejected { ReportedState::Absent } else { said.state };
            ServiceNotification::call(ApiVersion::V1, call, said.with_state(state))
        }
        Change::Tone(tone, Some(sequence)) => {
            let tone = Some(ToneInfo::new(sequence.into(), tone));
            let mut said = CallReport::state(machine.state()).with_change(ChangeType::Updated);
            said.tone = tone;
            ServiceNotification::call(ApiVersion::V1, call, said)
        }
        Change::Operation(place, OperationChange::Ended(outcome)) => {
            let mut said = OperationReport::NONE.with_deleted(true).with_status(outcome.status);
            (said.reason, said.result) = (outcome.reason, outcome.reason.and_then(CompletionReason::result));
            let entry = track.operations.get(place).and_then(|operation| of_operation(call, operation, said));
            let Some(entry) = entry else { return };
            entry
        }
        _ => return,
    };
    if let Ok(body) = serde_json::to_string(&ServiceNotifications(&[entry])) {
        out.push_str(",\"notification\":");
        out.push_str(&body);
    }
}
