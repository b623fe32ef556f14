//! What the service would write, as Graph writes it.

use call_lifecycle::wire::{CommsNotification, CommsNotifications, Resource, Style, Target};
use call_lifecycle::{CallState, Cause, ChangeType, CompletionReason, Id, ReportedState, ToneInfo};

use super::change::{Change, OperationChange};
use super::side::Side;
use super::track::{Operation, Track};

fn path(target: Target, style: Style) -> String {
    target.path(style).map_or_else(String::new, |path| path.to_string())
}

/// `Location` of an operation that was started.
pub fn location(out: &mut String, track: &Track, operation: &Operation) {
    if let (Ok(call), Some(operation)) = (Id::parse(&track.name), operation.id) {
        out.push_str(",\"location\":\"");
        out.push_str(&path(Target::Operation { call, operation }, Style::Url));
        out.push('"');
    }
}

/// The body that the service would post because of a change, if it would post one.
pub fn notification<S: Side>(out: &mut String, track: &Track, machine: &S, change: &Change) {
    let Ok(call) = Id::parse(&track.name) else { return };
    let call_path = path(Target::Call { call }, Style::Notification);
    let of_call = |state| {
        let mut data = Resource::default().with_odata_type("#microsoft.graph.call");
        data.state = state;
        data
    };
    let mut post = |change: ChangeType, path: &str, data: Resource<'_>| {
        let body = CommsNotifications::<1>::new(&[CommsNotification::new(change, data).with_resource_url(path)]);
        if let Some(body) = body.and_then(|body| serde_json::to_string(&body).ok()) {
            out.push_str(",\"notification\":");
            out.push_str(&body);
        }
    };
    match *change {
        Change::State { to, .. } => post(ChangeType::Updated, &call_path, of_call(ReportedState::Known(to))),
        Change::Ended { cause } => {
            // The page of reject has a last notification without a state.
            let state = if cause == Cause::Rejected {
                ReportedState::Absent
            } else {
                ReportedState::Known(CallState::Terminated)
            };
            let mut data = of_call(state);
            data.result = cause.result();
            post(ChangeType::Deleted, &call_path, data);
        }
        Change::Tone(tone, Some(sequence)) => {
            let mut data = of_call(ReportedState::Known(machine.state()));
            data.tone = Some(ToneInfo { sequence_id: sequence.into(), tone });
            post(ChangeType::Updated, &call_path, data);
        }
        Change::Operation(place, OperationChange::Ended(outcome)) => {
            let Some(Operation { id: Some(operation), kind, .. }) = track.operations.get(place) else { return };
            let path = path(Target::Operation { call, operation: *operation }, Style::Notification);
            let (kind, id) = (format!("#microsoft.graph.{}Operation", kind.type_name()), operation.to_string());
            let mut data = Resource::default().with_odata_type(&kind).with_id_text(&id);
            data.status = Some(outcome.status);
            data.reason = outcome.reason;
            data.result = outcome.reason.and_then(CompletionReason::result);
            post(ChangeType::Deleted, &path, data);
        }
        _ => {}
    }
}
