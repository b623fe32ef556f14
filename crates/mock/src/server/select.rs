//! `$select`: the members of a resource that a GET asks for.

use serde_json::{Map, Value};

use super::path::decode;

/// A type of Graph's metadata, and its members.
struct Kind {
    name: &'static str,
    members: &'static [&'static str],
}

const CALL: Kind = Kind {
    name: "call",
    members: &[
        "id",
        "activeModalities",
        "answeredBy",
        "audioRoutingGroups",
        "callChainId",
        "callOptions",
        "callRoutes",
        "callbackUri",
        "chatInfo",
        "contentSharingSessions",
        "direction",
        "incomingContext",
        "mediaConfig",
        "mediaState",
        "meetingCapability",
        "meetingInfo",
        "myParticipantId",
        "operations",
        "participants",
        "requestedModalities",
        "resultInfo",
        "ringingTimeoutInSeconds",
        "routingPolicies",
        "source",
        "state",
        "subject",
        "targets",
        "tenantId",
        "terminationReason",
        "toneInfo",
        "transcription",
    ],
};
const OPERATION: Kind = Kind { name: "commsOperation", members: &["id", "clientContext", "resultInfo", "status"] };
const PARTICIPANT: Kind = Kind {
    name: "participant",
    members: &[
        "id",
        "info",
        "isIdentityAnonymized",
        "isInLobby",
        "isMuted",
        "mediaStreams",
        "metadata",
        "preferredDisplayName",
        "recordingInfo",
        "removedState",
        "restrictedExperience",
        "rosterSequenceNumber",
    ],
};
const GROUP: Kind = Kind { name: "audioRoutingGroup", members: &["id", "receivers", "routingMode", "sources"] };
const SESSION: Kind =
    Kind { name: "contentSharingSession", members: &["id", "pngOfCurrentSlide", "presenterParticipantId"] };

impl Kind {
    /// The type of the resource, or of the resources, that a plain path names.
    fn of(path: &str) -> Option<&'static Self> {
        let mut segments = path.rsplit('/');
        let (last, before) = (segments.next()?, segments.next().unwrap_or_default());
        [
            ("operations", &OPERATION),
            ("participants", &PARTICIPANT),
            ("audioRoutingGroups", &GROUP),
            ("contentSharingSessions", &SESSION),
            ("calls", &CALL),
        ]
        .into_iter()
        .find(|(collection, _)| [last, before].iter().any(|segment| segment.eq_ignore_ascii_case(collection)))
        .map(|(_, kind)| kind)
    }
}

/// The names after `$select`, which Graph reads without its dollar too. `None` if it is absent.
fn selected(query: &str) -> Option<Vec<String>> {
    let options = query.split('&').filter_map(|option| option.split_once('='));
    let mut options = options.map(|(name, value)| (decode(name), decode(value)));
    let (_, value) = options.find(|(name, _)| name.trim_start_matches('$').eq_ignore_ascii_case("select"))?;
    let names = value.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
}

/// The body of a successful GET with the members that the query asks for, or of each entry of a
/// collection.
///
/// # Errors
/// As Graph says it: a member that is neither known nor there.
pub fn select(path: &str, query: Option<&str>, body: String) -> Result<String, String> {
    let Some(names) = query.and_then(selected) else { return Ok(body) };
    let Ok(Value::Object(mut members)) = serde_json::from_str(&body) else { return Ok(body) };
    let kind = Kind::of(path);
    match members.get_mut("value") {
        Some(Value::Array(entries)) => {
            for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
                keep(entry, &names, kind)?;
            }
            // Of a collection without entries, too, only what exists can be asked for.
            keep(&mut Map::new(), &names, kind)?;
        }
        _ => keep(&mut members, &names, kind)?,
    }
    Ok(Value::Object(members).to_string())
}

fn keep(members: &mut Map<String, Value>, names: &[String], kind: Option<&Kind>) -> Result<(), String> {
    let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
    if let Some(kind) = kind {
        let is_there = |name: &str| {
            kind.members.iter().any(|member| is(member, name)) || members.keys().any(|member| is(member, name))
        };
        if let Some(unknown) = names.iter().find(|name| *name != "*" && !is_there(name)) {
            return Err(format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{unknown}' on type \
                 'microsoft.graph.{}'.",
                kind.name
            ));
        }
    }
    members.retain(|member, _| member.starts_with('@') || names.iter().any(|name| name == "*" || is(name, member)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        r##"{"@odata.type":"#microsoft.graph.call","id":"57da","state":"established","callbackUri":"http://b/"}"##;

    #[test]
    fn a_resource_has_what_was_selected_and_its_annotations() {
        for (query, expected) in [
            (None, BODY),
            (Some(""), BODY),
            (Some("$select="), BODY),
            (Some("$expand=x&$filter=state"), BODY),
            (Some("$select=*"), BODY),
            (Some("$select=state"), r##"{"@odata.type":"#microsoft.graph.call","state":"established"}"##),
            (
                Some("a=b&%24select=STATE%2C%20id"),
                r##"{"@odata.type":"#microsoft.graph.call","id":"57da","state":"established"}"##,
            ),
            (Some("select=state"), r##"{"@odata.type":"#microsoft.graph.call","state":"established"}"##),
            // It exists, and this call has none.
            (Some("$select=subject"), r##"{"@odata.type":"#microsoft.graph.call"}"##),
        ] {
            let found = select("/communications/calls/57da", query, BODY.to_owned()).unwrap();
            let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            assert_eq!(json(&found), json(expected), "{query:?}");
        }
    }

    #[test]
    fn what_does_not_exist_cannot_be_selected() {
        for (path, name, kind) in [
            ("/communications/calls/57da", "status", "call"),
            ("/communications/calls/57da/operations/1", "state", "commsOperation"),
            ("/communications/calls/57da/participants", "state", "participant"),
        ] {
            let body = if path.ends_with("participants") { r#"{"value": []}"# } else { r#"{"id": "1"}"# };
            let why = select(path, Some(&format!("$select=id,{name}")), body.to_owned()).unwrap_err();
            assert!(why.contains(&format!("'{name}' on type 'microsoft.graph.{kind}'")), "{why}");
        }
        assert!(select("/elsewhere", Some("$select=anything"), BODY.to_owned()).is_ok());
    }

    #[test]
    fn each_entry_of_a_collection_is_cut() {
        let body = r#"{"@odata.context": "x", "value": [{"id": "1", "isMuted": true}, {"id": "2", "isMuted": false}]}"#;
        let found = select("/calls/57da/participants", Some("$select=isMuted"), body.to_owned()).unwrap();
        assert_eq!(found, r#"{"@odata.context":"x","value":[{"isMuted":true},{"isMuted":false}]}"#);
        let not_json = "RIFF";
        assert_eq!(select("/calls/57da", Some("$select=id"), not_json.to_owned()).unwrap(), not_json);
    }
}
