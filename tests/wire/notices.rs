//! What an entry says: of which call or operation, and what.

use call_lifecycle::wire::{CommsNotification, IdError, Notice, NoticeError, PathError, Resource, Target};
use call_lifecycle::{CallState, ClientContext, OperationKind, OperationStatus, ReportedState};

use crate::notifications::entry;
use crate::{CALL, OPERATION, id, read};

#[test]
fn the_operations_of_an_invite() {
    let json = |id: &str| {
        format!(
            r##"{{"changeType": "deleted", "resourceUrl": "/communications/calls/{CALL}/operations/participants", "resourceData":
            {{"@odata.type": "#microsoft.graph.inviteParticipantsOperation", "id": {id}, "clientContext": "c", "status": "Completed"}}}}"##
        )
    };
    let json_null = json("null");
    let null = entry(&json_null);
    let Notice::Operation { kind, report, .. } = null.notice().unwrap() else { panic!() };
    assert_eq!((kind, report.id), (Some(OperationKind::Invite), None));
    assert_eq!(report.context, Some(ClientContext::hash("c")));
    let json_given = json(&format!("{OPERATION:?}"));
    let given = entry(&json_given);
    let Notice::Operation { report, .. } = given.notice().unwrap() else { panic!() };
    assert_eq!(report.id, Some(id(OPERATION)));
}

#[test]
fn a_reject_ends_the_call_without_a_state() {
    let json = format!(
        r##"{{"changeType": "deleted", "resource": "/app/calls/{CALL}", "resourceData": {{"@odata.type": "#microsoft.graph.call",
        "@odata.id": "/app/calls/{CALL}"}}}}"##
    );
    let entry = entry(&json);
    let Notice::Call { report, .. } = entry.notice().unwrap() else { panic!() };
    assert_eq!(report.state, ReportedState::Absent);
    assert_eq!(report.reported(), ReportedState::Known(CallState::Terminated));
}

#[test]
fn an_entry_that_says_nothing_is_an_error() {
    let error = |json: &str| match entry(json).notice() {
        Err(error) => (error, error.to_string()),
        Ok(notice) => panic!("{notice:?}"),
    };
    assert_eq!(error(r#"{"changeType": "updated", "resource": "", "resourceUrl": null}"#).0, NoticeError::NoPath);
    let (_, said) = error(r#"{"changeType": "updated", "resource": "/app/calls/57DAB8B1"}"#);
    assert!(
        said.starts_with("in resource, the segment after calls is \"57DAB8B1\": an id has 32 hexadecimal digits"),
        "{said}"
    );
    let (_, said) = error(&format!(r#"{{"changeType": "deleted", "resourceUrl": "/app/calls/{CALL}/operations/x"}}"#));
    assert!(said.starts_with("in resourceUrl, the segment after operations is \"x\""), "{said}");
    let (_, said) = error(&format!(r#"{{"resource": "/app/calls/{CALL}"}}"#));
    assert_eq!(said, "the entry has no changeType: it must be created, updated or deleted");
    let (_, said) = error(&format!(r#"{{"changeType": "purged", "resource": "/app/calls/{CALL}"}}"#));
    assert_eq!(said, "changeType is \"purged\", but must be created, updated or deleted");
    let (known, _) = error(
        r##"{"changeType": "created", "resource": "/communications/calls", "resourceData": {"@odata.type": "#microsoft.graph.call"}}"##,
    );
    assert_eq!(known, NoticeError::NoId);
    let (_, said) = error(
        r##"{"changeType": "created", "resource": "/communications/calls", "resourceData": {"@odata.type": "#microsoft.graph.call", "id": "7"}}"##,
    );
    assert!(said.starts_with("in resourceData, id is \"7\", but an id has 32 hexadecimal digits"), "{said}");
}

#[test]
fn a_resource_knows_its_own_id() {
    let id_of = |json: &str| serde_json::from_str::<Resource<'_>>(json).unwrap().id();
    assert_eq!(id_of(r#"{"id": "57DAB8B1894C409AB240BD8BEAE78896"}"#), Ok(Some(id(CALL))));
    assert_eq!(
        id_of(&format!(r#"{{"id": null, "@odata.id": "/app/calls/{CALL}/operations/{OPERATION}"}}"#)),
        Ok(Some(id(OPERATION)))
    );
    assert_eq!(id_of("{}"), Ok(None));
    assert!(matches!(id_of(r#"{"@odata.id": "/app/calls/7"}"#), Err(IdError::Path(PathError::Id { .. }))));
}

/// A `deleted` of something that is not the call, on the path of the call, does not end the call.
#[test]
fn the_type_of_the_data_counts_on_the_path_of_a_call() {
    let notice = |path: &str, data: &str| {
        let json = format!(r##"{{"changeType": "deleted", "resourceUrl": "{path}", "resourceData": {data}}}"##);
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        let notice = entry.notice().unwrap();
        match notice {
            Notice::Call { call, report } => format!("call {call} {:?}", report.reported()),
            Notice::Operation { call, report, .. } => {
                format!("operation of {call} {:?} {:?}", report.id, report.status)
            }
            Notice::Other { call } => format!("other {call:?}"),
        }
    };
    let call = format!("/communications/calls/{CALL}");
    let ended = format!("call {CALL} {:?}", ReportedState::Known(CallState::Terminated));
    for data in [
        "null",
        "{}",
        r#"{"state": "established"}"#,
        r##"{"@odata.type": "#microsoft.graph.call"}"##,
        r##"{"@odata.type": "#Microsoft.Graph.Call"}"##,
        r##"{"@odata.type": "microsoft.graph.call"}"##,
        r##"{"@odata.type": "#microsoft.graph.communications.call"}"##,
        r##"{"@odata.type": "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.call"}"##,
        r#"{"@odata.type": ""}"#,
        r#"[{"@odata.type": "microsoft.graph.call"}]"#,
    ] {
        assert_eq!(notice(&call, data), ended, "{data}");
    }
    let other = format!("other {:?}", Some(id(CALL)));
    for data in [
        r##"{"@odata.type": "#microsoft.graph.participant", "id": "1"}"##,
        r##"{"@odata.type": "#microsoft.graph.audioRoutingGroup"}"##,
        r##"{"@odata.type": "#microsoft.graph.callRecording", "state": "terminated"}"##,
        r##"[{"@odata.type": "#microsoft.graph.participant"}]"##,
        r##"{"@odata.type": "#contoso.thing"}"##,
    ] {
        assert_eq!(notice(&call, data), other, "{data}");
    }
    for (kind, name) in [
        ("record", format!("\"id\": \"{OPERATION}\"")),
        ("foo", format!("\"@odata.id\": \"{call}/operations/{OPERATION}\"")),
    ] {
        let data = format!(r##"{{"@odata.type": "#microsoft.graph.{kind}Operation", {name}, "status": "failed"}}"##);
        let expected = format!("operation of {CALL} {:?} {:?}", Some(id(OPERATION)), Some(OperationStatus::Failed));
        assert_eq!(notice(&call, &data), expected);
    }
    let nameless = notice(&call, r##"{"@odata.type": "#microsoft.graph.commsOperation", "status": "completed"}"##);
    assert_eq!(nameless, format!("operation of {CALL} None {:?}", Some(OperationStatus::Completed)));
    // An operation whose id is that of its call has not been named.
    for name in [format!("\"id\": \"{CALL}\""), format!("\"@odata.id\": \"{call}\"")] {
        let data = format!(r##"{{"@odata.type": "#microsoft.graph.recordOperation", {name}, "status": "completed"}}"##);
        assert_eq!(notice(&call, &data), nameless, "{data}");
    }
    // On the path of an operation too: what has the type of something else says nothing of the operation.
    let operation = format!("{call}/operations/{OPERATION}");
    for data in
        [r##"{"@odata.type": "#microsoft.graph.call"}"##, r##"{"@odata.type": "#microsoft.graph.participant"}"##]
    {
        assert_eq!(notice(&operation, data), other, "{data}");
    }
}

/// Of the three paths the first counts that names a call, or an operation; or that names none as it should. Where
/// no path does, the first that is there.
#[test]
fn the_first_path_that_says_something_counts() {
    const OTHER: &str = "2e1a2a1c-6c6e-4f4e-9a0c-9a3f6d0a4a11";
    let paths = [
        String::new(),
        "/subscriptions/1".to_owned(),
        format!("/communications/calls/{CALL}/participants"),
        format!("/communications/calls/{OTHER}/participants"),
        format!("/communications/calls/{CALL}"),
        format!("/app/calls/{OTHER}/operations/{OPERATION}"),
        "/app/calls/7".to_owned(),
    ];
    let members = ["resourceUrl", "resource", "@odata.id"];
    let two = paths.iter().flat_map(|first| paths.iter().map(move |second| (first, second)));
    for given in two.flat_map(|(first, second)| paths.iter().map(move |third| [first, second, third])) {
        let json = format!(
            r#"{{"resourceUrl": {:?}, "resource": {:?}, "resourceData": {{"@odata.id": {:?}}}}}"#,
            given[0], given[1], given[2]
        );
        let there = || members.into_iter().zip(given).filter(|(_, path)| !path.is_empty());
        let says = |path: &str| !matches!(Target::parse(path), Ok(Target::Other { .. }));
        let expected = match there().find(|(_, path)| says(path)).or_else(|| there().next()) {
            Some((member, path)) => Target::parse(path).map_err(|error| NoticeError::Path { member, error }),
            None => Err(NoticeError::NoPath),
        };
        assert_eq!(entry(&json).target(), expected, "{json}");
    }
}
