//! What is made from a call to join again has every member of the call, but those that are of the old call alone.

use call_lifecycle::wire::{CallResource, MeetingInfo};
use serde_json::Value;

use super::each;

/// What the old call was, who took part in it, and its session.
const OLD: [&str; 8] =
    ["id", "callChainId", "myParticipantId", "direction", "source", "targets", "incomingContext", "callRoutes"];

fn written(call: &CallResource<'_>) -> Value {
    let mut call = serde_json::to_value(call).unwrap();
    if let Some(media) = call.get_mut("mediaConfig").and_then(Value::as_object_mut) {
        media.remove("blob");
    }
    let members = call.as_object_mut().unwrap();
    members.retain(|_, value| value.as_object().is_none_or(|members| !members.is_empty()));
    call
}

#[test]
fn what_joins_again_forgets_no_member() {
    let mut seen = Vec::new();
    each(|group, member, is| {
        if group.body != "CallResource" {
            return;
        }
        for value in is.samples() {
            let body = group.body(&format!(r#""{member}": {value}"#));
            let call: CallResource<'_> = serde_json::from_str(&body).unwrap();
            let has_meeting = call.meeting_info().is_some();
            let call = if has_meeting { call } else { call.with_meeting_info(MeetingInfo::token("t")) };
            let mut expected = written(&call);
            expected.as_object_mut().unwrap().retain(|name, _| !OLD.contains(&name.as_str()));
            let again = written(&call.rejoin().unwrap());
            assert_eq!(again, expected, "{body}");
            seen.push(body);
        }
    });
    assert!(seen.len() > 50, "{seen:?}");
}
