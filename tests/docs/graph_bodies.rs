//! Bodies with one object or member of Graph's metadata in them, read and written.

use call_lifecycle::wire::{
    Answer, CallResource, CancelMediaProcessing, CommsNotification, CommsNotifications, Invite, OperationRequest,
    PlayPrompt, Record, Redirect, Reject, Resource, SendDtmfTones, Transfer, json,
};
use serde_json::{Value, json};

/// Reads a body and writes it again.
pub(crate) type Again = fn(&str) -> Result<String, String>;

macro_rules! again {
    ($body:ident) => {
        |text| {
            let body: $body<'_> = json::from_str(text).map_err(|error| error.to_string())?;
            let mut written = String::new();
            json::write(&body, &mut written).map_err(|error| error.to_string())?;
            Ok(written)
        }
    };
}
pub(crate) use again;

/// The body of an action.
pub(crate) fn body(action: &str) -> Again {
    match action {
        "answer" => again!(Answer),
        "reject" => again!(Reject),
        "redirect" => again!(Redirect),
        "transfer" => again!(Transfer),
        "invite" => again!(Invite),
        "playPrompt" => again!(PlayPrompt),
        "record" | "recordResponse" => again!(Record),
        "cancelMediaProcessing" => again!(CancelMediaProcessing),
        "sendDtmfTones" => again!(SendDtmfTones),
        _ => again!(OperationRequest),
    }
}

/// Where an object of a type is read: the body, the place in it, and what the object has to have besides.
pub(crate) fn place(of: &str) -> (Again, &'static str, Value) {
    let call: Again = again!(CallResource);
    let resource: Again = again!(Resource);
    let target: Again = again!(Redirect);
    match of {
        "call" => (call, "", json!({})),
        "resultInfo" => (resource, "/resultInfo", json!({"code": 1})),
        "toneInfo" => (resource, "/toneInfo", json!({"tone": "pound"})),
        "callMediaState" => (resource, "/mediaState", json!({})),
        "commsNotification" => (again!(CommsNotification), "", json!({})),
        "commsNotifications" => (again!(CommsNotifications), "", json!({})),
        "callOptions" | "incomingCallOptions" | "outgoingCallOptions" => (call, "/callOptions", json!({})),
        "callRoute" => (call, "/callRoutes/0", json!({})),
        "chatInfo" => (call, "/chatInfo", json!({})),
        "meetingInfo" => (call, "/meetingInfo", json!({"token": "t"})),
        "organizerMeetingInfo" | "tokenMeetingInfo" => (call, "/meetingInfo", json!({})),
        "joinMeetingIdMeetingInfo" => (call, "/meetingInfo", json!({"joinMeetingId": "1"})),
        "incomingContext" => (call, "/incomingContext", json!({})),
        "participantInfo" => (call, "/source", json!({})),
        "invitationParticipantInfo" => (target, "/targets/0", json!({})),
        "identitySet" | "communicationsIdentitySet" => (target, "/targets/0/identity", json!({})),
        "identity" | "communicationsUserIdentity" => (target, "/targets/0/identity/user", json!({"id": "1"})),
        "communicationsApplicationIdentity" => (target, "/targets/0/identity/application", json!({"id": "1"})),
        "communicationsApplicationInstanceIdentity" => {
            (target, "/targets/0/identity/applicationInstance", json!({"id": "1"}))
        }
        "communicationsGuestIdentity" => (target, "/targets/0/identity/guest", json!({"id": "1"})),
        "azureCommunicationServicesUserIdentity" => {
            (target, "/targets/0/identity/azureCommunicationServicesUser", json!({"id": "1"}))
        }
        "mediaConfig" | "appHostedMediaConfig" | "serviceHostedMediaConfig" => (call, "/mediaConfig", json!({})),
        "mediaInfo" => (call, "/mediaConfig/preFetchMedia/0", json!({})),
        "mediaPrompt" => (again!(PlayPrompt), "/prompts/0", json!({})),
        operation if operation.ends_with("Operation") => (resource, "", json!({})),
        other => panic!("nobody knows where an object of {other} is read"),
    }
}

/// A value of a type, for a member.
fn value(member: &str, of: &str) -> Value {
    if member == "stopTones" { json!(["1"]) } else { sample(of) }
}

/// A value of a type.
fn sample(of: &str) -> Value {
    if let Some(of) = of.strip_prefix("Collection(") {
        return json!([sample(of.trim_end_matches(')'))]);
    }
    match of {
        "String" => json!("text"),
        "Boolean" => json!(true),
        "Int32" | "Int64" => json!(7),
        "identitySet" => json!({"user": {"id": "1"}}),
        "identity" => json!({"id": "1"}),
        "participantInfo" | "invitationParticipantInfo" => json!({"identity": {"user": {"id": "1"}}}),
        "mediaConfig" => json!({"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}),
        "callOptions" | "incomingCallOptions" => json!({"hideBotAfterEscalation": true}),
        "prompt" => json!({"mediaInfo": {"uri": "u"}}),
        "mediaInfo" => json!({"uri": "u"}),
        "chatInfo" => json!({"threadId": "1"}),
        "meetingInfo" => json!({"token": "t"}),
        "callRoute" => json!({"routingType": "lookup"}),
        "incomingContext" => json!({"sourceParticipantId": "1"}),
        "resultInfo" => json!({"code": 7}),
        "toneInfo" => json!({"tone": "pound", "sequenceId": 7}),
        "callMediaState" => json!({"audio": "active"}),
        "commsNotification" => json!({"changeType": "created"}),
        "callState" => json!("hold"),
        "operationStatus" => json!("running"),
        "modality" => json!("video"),
        "tone" => json!("star"),
        "endpointType" => json!("voicemail"),
        "recordCompletionReason" => json!("stopToneDetected"),
        "playPromptCompletionReason" | "sendDtmfCompletionReason" => json!("mediaOperationCanceled"),
        "changeType" => json!("deleted"),
        "callDirection" => json!("incoming"),
        "mediaState" => json!("inactive"),
        "recordingStatus" => json!("recording"),
        "screenSharingRole" => json!("sharer"),
        "rejectReason" => json!("busy"),
        "callDisposition" => json!("forward"),
        "routingType" => json!("lookup"),
        // Of what is ignored, any value will do.
        _ => json!({"some": "thing"}),
    }
}

/// Whether `some` says all that `all` says, and perhaps more.
fn says(some: &Value, all: &Value) -> bool {
    match (some, all) {
        (Value::Object(some), Value::Object(all)) => {
            all.iter().all(|(name, value)| some.get(name).is_some_and(|some| says(some, value)))
        }
        (Value::Array(some), Value::Array(all)) => {
            some.len() == all.len() && some.iter().zip(all).all(|(some, all)| says(some, all))
        }
        _ => some == all,
    }
}

/// Whether a member at a place survives that its body is read and written.
pub(crate) fn survives(again: Again, at: &str, around: &Value, member: &str, of: &str) -> bool {
    let mut object = around.clone();
    object[member] = value(member, of);
    if at.ends_with("/identity") && member == "endpointType" {
        object["user"] = json!({"id": "1"});
    }
    let full = at.split('/').skip(1).collect::<Vec<_>>().iter().rev().fold(object, |inner, step| match *step {
        "0" => json!([inner]),
        name => json!({ name: inner }),
    });
    let written = again(&full.to_string()).unwrap_or_else(|error| panic!("{member} at {at:?}: {error}"));
    let written: Value = serde_json::from_str(&written).unwrap();
    written.pointer(at).and_then(|object| object.get(member)).is_some_and(|written| says(written, &value(member, of)))
}
