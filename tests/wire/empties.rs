//! What an empty text means where the crate looks for an id, a context, a path, a location or an address: nothing is there.

use call_lifecycle::app::{self, Request, Token};
use call_lifecycle::wire::http::{self, Attempt, Created};
use call_lifecycle::wire::{
    CallResource, CancelMediaProcessing, CommsNotification, Create, Identity, IdentityKind, Invite, MeetingKey, Notice,
    NoticeError, OperationRequest, PlayPrompt, Record, Resource, SendDtmfTones, Target, json,
};
use call_lifecycle::{ChangeType, ClientContext, OperationKind, Timestamp};

use crate::{CALL, OPERATION, id, read};

#[test]
fn an_empty_context_is_no_context() {
    macro_rules! contexts {
        ($($body:ident),+) => {$({
            let context = |text: &'static str| $body::default().with_client_context(text).context();
            assert_eq!(context(""), Ok(None), stringify!($body));
            assert_eq!($body::default().context(), Ok(None), stringify!($body));
            assert_eq!(context(" "), Ok(Some(ClientContext::hash(" "))), stringify!($body));
        })+};
    }
    contexts!(CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Record, SendDtmfTones);
    let report = |text: &'static str| Resource::default().with_client_context(text).operation_report(false).unwrap();
    assert_eq!(report("").context, None);
    assert_eq!(report("c").context, Some(ClientContext::hash("c")));
}

/// The first name of a member may be empty, and the second as well.
#[test]
fn of_two_members_the_one_that_is_filled_counts() {
    let texts = [None, Some(""), Some("https://x/1")];
    for first in texts {
        for second in texts {
            let mut body = Resource::default();
            if let Some(text) = first {
                body = body.with_recording_location(text).with_recording_access_token(text);
            }
            if let Some(text) = second {
                body = body.with_record_resource_location(text).with_record_resource_access_token(text);
            }
            let expected = [first, second].into_iter().flatten().find(|text| !text.is_empty());
            assert_eq!((body.location(), body.access_token()), (expected, expected), "{first:?}, {second:?}");
        }
    }
    let path = "/app/calls/57DAB8B1894C409AB240BD8BEAE78896";
    for (text, odata_id, expected) in [
        (None, "", None),
        (Some(""), "", None),
        (Some(""), path, Some(id(CALL))),
        (Some(OPERATION), "", Some(id(OPERATION))),
        (Some(OPERATION), path, Some(id(OPERATION))),
        (None, path, Some(id(CALL))),
    ] {
        let body = Resource::default().with_odata_id(odata_id);
        let body = if let Some(text) = text { body.with_id_text(text) } else { body };
        assert_eq!(body.id(), Ok(expected), "{text:?}, {odata_id}");
    }
}

#[test]
fn an_empty_type_is_no_type() {
    let body = Resource::default().with_odata_type("");
    assert!(!body.is_call() && !body.is_operation() && !body.is_of_another_type());
    assert!(!body.may_be_operation() && body.operation_kind().is_none());
    assert!(body.clone().with_client_context("c").may_be_operation());
    assert!(!body.with_client_context("").may_be_operation());
    for odd in ["#", ".", "#.", "Operation", "#microsoft.graph.", "microsoft.graph", "#microsoft.graph.Operation"] {
        let body = Resource::default().with_odata_type(odd);
        assert!(!body.is_call() && body.operation_kind().is_none() && body.is_of_another_type() != body.is_operation());
    }
}

#[test]
fn an_empty_path_is_no_path() {
    let entry = |resource: &str, url: &str, odata_id: &str| {
        let json = format!(
            r#"{{"changeType": "updated", "resourceUrl": "{url}", "resource": "{resource}",
            "resourceData": {{"@odata.id": "{odata_id}", "state": "established"}}}}"#
        );
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        entry.target()
    };
    let path = format!("/app/calls/{CALL}");
    let call = Ok(Target::Call { call: id(CALL) });
    assert_eq!(entry(&path, "", ""), call);
    assert_eq!(entry("", &path, ""), call);
    assert_eq!(entry("", "", &path), call);
    assert_eq!(entry("", "", ""), Err(NoticeError::NoPath));
    // White space is a path, and names nothing.
    assert!(matches!(entry(" ", "", &path), Err(NoticeError::Path { member: "resource", .. })));
}

#[test]
fn an_empty_change_is_no_change() {
    let json = format!(r#"{{"changeType": "", "resource": "/app/calls/{CALL}"}}"#);
    let entry: CommsNotification<'_> = read(&json);
    assert_eq!(entry.notice(), Err(NoticeError::NoChange));
    let json = format!(r#"{{"changeType": " ", "resource": "/app/calls/{CALL}"}}"#);
    assert!(matches!(read::<CommsNotification<'_>>(&json).notice(), Err(NoticeError::Change { .. })));
}

#[test]
fn a_location_without_an_id_names_nothing() {
    for location in [
        "",
        " ",
        "/",
        "//",
        "?operations/1",
        "operations",
        "operations/",
        "operations//",
        "/operations/?id=1",
        &format!("/app/calls/{CALL}/operations/"),
        &format!("/app/calls/{CALL}/operations//"),
        &format!("/{OPERATION}"),
        OPERATION,
        &format!("operations/{OPERATION}/x"),
        &format!("operations/x/{OPERATION}"),
    ] {
        assert_eq!(Target::located_operation(location), None, "{location}");
    }
    for location in [
        &format!("operations/{OPERATION}"),
        &format!("//OPERATIONS//{OPERATION}//"),
        &format!("/app/calls//operations/{OPERATION}#x"),
        &format!("https://x/y/operations/{OPERATION}/?z"),
    ] {
        assert_eq!(Target::located_operation(location), Some(id(OPERATION)), "{location}");
    }
}

#[test]
fn of_two_locations_the_one_that_names_something_counts() {
    let token = Token::new(Request::Operation(OperationKind::Record), 1);
    let attempt = Attempt::new(token, Timestamp::ZERO);
    let operation = |locations: &[&str], body: &str| {
        let headers = locations.iter().map(|location| ("location", *location));
        let reply = http::reply(attempt, 202, headers, body.as_bytes()).reply;
        let app::Body::Operation(report) = reply.body() else { panic!("{reply:?}") };
        report.id
    };
    let location = format!("/app/calls/{CALL}/operations/{OPERATION}");
    assert_eq!(operation(&["", &location], ""), Some(id(OPERATION)));
    assert_eq!(operation(&[&location, ""], ""), Some(id(OPERATION)));
    assert_eq!(operation(&[""], ""), None);
    assert_eq!(operation(&[&location], r#"{"id": ""}"#), Some(id(OPERATION)));
    assert_eq!(operation(&[""], r#"{"id": "", "@odata.id": ""}"#), None);
    let created = |location: &'static str, body: &'static str| {
        http::created(201, [("Location", location)], body.as_bytes()).ok().map(|Created { call, .. }| call)
    };
    assert_eq!(created("/app/calls/57DAB8B1894C409AB240BD8BEAE78896", r#"{"id": ""}"#), Some(id(CALL)));
    assert_eq!(created("", r#"{"id": ""}"#), None);
    assert_eq!(created("/app/calls/", ""), None);
    for locations in
        [["", "/app/calls/57DAB8B1894C409AB240BD8BEAE78896"], ["/app/calls/57DAB8B1894C409AB240BD8BEAE78896", ""]]
    {
        let headers = locations.map(|location| ("Location", location));
        let created = http::created(201, headers, b"").map(|created| created.call);
        assert_eq!(created.ok(), Some(id(CALL)), "{locations:?}");
    }
}

#[test]
fn an_identity_with_an_empty_id_gives_way() {
    let identity = |members: &str| {
        let json = format!(r#"{{"targets": [{{"identity": {{{members}}}}}]}}"#);
        let body: Create<'_> = read(&json);
        let target = body.targets().next().unwrap();
        target.identity.map(|identity| (identity.kind, identity.id.map(str::to_owned)))
    };
    let phone = Some((IdentityKind::Phone, Some("1".to_owned())));
    assert_eq!(identity(r#""user": {"id": ""}, "phone": {"id": "1"}"#), phone);
    assert_eq!(identity(r#""phone": {"id": "1"}, "user": {"id": ""}"#), phone);
    assert_eq!(identity(r#""phone": {"id": "1"}, "user": {"id": "", "displayName": "Ada"}"#), phone);
    // Alone it is all that is known, and is written again.
    assert_eq!(identity(r#""user": {"id": ""}"#), Some((IdentityKind::User, Some(String::new()))));
    // A later one without an id takes the place of an empty one.
    assert_eq!(identity(r#""guest": {"id": ""}, "user": {"displayName": "Bob"}"#), Some((IdentityKind::User, None)));
    assert_eq!(identity(r#""USER": {"id": "1"}"#), None);
}

#[test]
fn an_empty_text_names_no_meeting() {
    let meeting = |members: &str| {
        let json = format!(r#"{{"meetingInfo": {{{members}}}}}"#);
        let body: CallResource<'static> = read(Box::leak(json.into_boxed_str()));
        let key = body.meeting_info().map(|meeting| match meeting.key {
            MeetingKey::Organizer(Identity { id, .. }) => format!("organizer {id:?}"),
            MeetingKey::Token(token) => format!("token {token}"),
            MeetingKey::JoinMeetingId { id, passcode } => format!("id {id} {passcode:?}"),
            _ => String::new(),
        });
        assert_eq!(body.is_group_call(), key.is_some(), "{members}");
        key
    };
    assert_eq!(meeting(r#""token": "", "joinMeetingId": "1""#).as_deref(), Some("id 1 None"));
    assert_eq!(meeting(r#""joinMeetingId": "", "token": "t""#).as_deref(), Some("token t"));
    for none in [
        r#""token": """#,
        r#""joinMeetingId": "", "passcode": "2""#,
        r##""@odata.type": "#microsoft.graph.tokenMeetingInfo", "token": """##,
        r##""@odata.type": "#microsoft.graph.tokenMeetingInfo", "joinMeetingId": "1""##,
        r##""@odata.type": "#microsoft.graph.joinMeetingIdMeetingInfo", "joinMeetingId": "", "token": "t""##,
        r#""allowConversationWithoutHost": true"#,
    ] {
        assert_eq!(meeting(none), None, "{none}");
    }
}

#[test]
fn an_empty_chat_is_no_group_call() {
    let is_group = |chat: &str| read::<CallResource<'_>>(&format!(r#"{{"chatInfo": {{{chat}}}}}"#)).is_group_call();
    assert!(!is_group("") && !is_group(r#""threadId": """#) && !is_group(r#""threadId": "", "messageId": """#));
    assert!(is_group(r#""threadId": "t""#) && is_group(r#""threadId": "", "messageId": "0""#));
    assert!(is_group(r#""replyChainMessageId": "1""#));
}

#[test]
fn an_empty_member_is_missing_where_one_is_required() {
    let member = |error: Result<(), call_lifecycle::wire::BodyError>| error.err().map(|error| error.member);
    assert_eq!(member(Create::default().with_callback_uri("").require()), Some("callbackUri"));
    assert_eq!(member(Create::default().with_callback_uri("https://x").require()), None);
    let create = |json: &str| member(json::from_str::<Create<'_>>(json).unwrap().require());
    let file = r#"{"callbackUri": "x", "mediaConfig": {"preFetchMedia": [{"uri": ""}]}}"#;
    assert_eq!(create(file), Some("mediaConfig.preFetchMedia.uri"));
    let prompt = |info: &str| {
        let json = format!(r#"{{"prompts": [{{"mediaInfo": {info}}}]}}"#);
        member(json::from_str::<PlayPrompt<'_>>(&json).unwrap().require())
    };
    assert_eq!(prompt(r#"{"uri": "", "resourceId": ""}"#), Some("prompts.mediaInfo"));
    assert_eq!(prompt(r#"{"uri": "", "resourceId": "1"}"#), Some("prompts.mediaInfo.uri"));
    assert_eq!(prompt(r#"{"uri": "1"}"#), None);
}

/// `resource`, `resourceUrl` and `changeType` stand around the data, before or after it.
#[test]
fn data_may_come_before_its_path() {
    let members = [
        r#""changeType": "updated""#.to_owned(),
        format!(r#""resource": "/app/calls/{CALL}""#),
        r#""resourceUrl": """#.to_owned(),
        r#""resourceData": [{"id": "x", "state": "hold"}, {"state": "established"}]"#.to_owned(),
    ];
    let mut order = [0, 1, 2, 3];
    for _ in 0..4 {
        for swapped in 0..3 {
            order.swap(swapped, swapped + 1);
            let json = format!("{{{}}}", order.map(|index| members[index].clone()).join(", "));
            let entry: CommsNotification<'_> = read(&json);
            let Ok(Notice::Call { call, report }) = entry.notice() else { panic!("{json}") };
            assert_eq!((call, report.change), (id(CALL), ChangeType::Updated), "{json}");
        }
    }
}
