//! What no page's example has, and a reader meets all the same.

use call_lifecycle::wire::{
    self, ApiVersion, CommsNotification, CommsNotifications, Entries, ErrorBody, Identity, IdentityKind, Invitee,
    Modalities, Modality, Notice, NoticeError, OperationRequest, PlayPrompt, Prompt, Record, Redirect, Resource,
    SendDtmfTones, ServiceNotification, ServiceNotifications, Target, Transfer, json::TEXT_BYTES,
};
use call_lifecycle::{
    CallReport, CallState, ChangeType, Id, OperationKind, OperationReport, OperationStatus, ReportedState, ResultInfo,
};
use serde::Deserialize;

use crate::{CALL, OPERATION, id, read};

#[test]
fn a_new_call_is_named_by_its_data_where_the_path_names_all_calls() {
    let entry = |data: &str| {
        let json = format!(r#"{{"changeType": "updated", "resource": "/app/calls", "resourceData": {data}}}"#);
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        entry
    };
    let named = entry(&format!(r##"{{"@odata.type": "#microsoft.graph.call", "id": "{CALL}", "state": "ringing"}}"##));
    let report = CallReport::state(CallState::Ringing);
    assert_eq!(named.notice(), Ok(Notice::Call { call: id(CALL), report }));
    assert_eq!(entry(r##"{"@odata.type": "#microsoft.graph.call"}"##).notice(), Err(NoticeError::NoId));
    assert_eq!(entry("{}").notice(), Ok(Notice::Other { call: None }));
}

#[test]
fn the_operations_of_a_call_name_one_only_with_the_data_of_one() {
    let notice = |name: &str| {
        let json = format!(
            r##"{{"changeType": "updated", "resource": "/app/calls/{CALL}/operations",
            "resourceData": {{"@odata.type": "#microsoft.graph.{name}"}}}}"##
        );
        let entry: CommsNotification<'static> = read(Box::leak(json.into_boxed_str()));
        matches!(entry.notice().unwrap(), Notice::Operation { .. })
    };
    assert!(notice("inviteParticipantsOperation") && !notice("participant"));
}

#[test]
fn of_a_list_that_comes_twice_the_last_counts() {
    let first = r#"[{"identity": {"user": {"id": "1"}}, "replacesCallId": "2"}]"#;
    let json = format!(r#"{{"targets": {first}, "targets": [null]}}"#);
    assert_eq!(read::<Redirect<'_>>(&json), Redirect::default().with_target(Invitee::default()));
    assert_eq!(serde_json::to_string(&Redirect::default()).unwrap(), "{}", "an empty one is not written");
}

#[test]
fn of_a_target_that_comes_twice_the_last_counts() {
    let first = r#"{"identity": {"user": {"id": "1"}}, "replacesCallId": "2"}"#;
    for member in ["transferTarget", "transferee"] {
        let twice = |last: &str| -> Transfer<'static> {
            read(Box::leak(format!(r#"{{"{member}": {first}, "{member}": {last}}}"#).into_boxed_str()))
        };
        for last in ["null", "{}", r#"{"identity": null}"#, r#"{"identity": {"user": {"id": null}}}"#] {
            assert_eq!(twice(last), Transfer::default(), "{member}: {last}");
        }
        let both = twice(r#"{"identity": {"phone": {"id": "3"}}}"#);
        let phone = Identity::new(IdentityKind::Phone, "3");
        let identity =
            both.target().map_or_else(|| both.transferee().and_then(|info| info.identity), |target| target.identity);
        assert_eq!(identity, Some(phone), "{member}");
    }
}

#[test]
fn of_an_object_that_comes_twice_the_last_counts() {
    let error = r#""error": {"code": "1", "message": "2", "innerError": {"code": "3", "request-id": "4"}}"#;
    for last in [r#""error": {}"#, r#""error": null"#] {
        assert_eq!(read::<ErrorBody<'_>>(&format!("{{{error}, {last}}}")), ErrorBody::default(), "{last}");
    }
    let json = r#"{"error": {"innerError": {"code": "3", "request-id": "4"}, "innerError": {"code": "5"}}}"#;
    assert_eq!(read::<ErrorBody<'_>>(json), ErrorBody::default().with_inner_code("5"));
    let json = r#"{"prompts": [{"mediaInfo": {"uri": "1", "resourceId": "2"}, "mediaInfo": {"resourceId": "3"}}]}"#;
    let prompt = Prompt::default().with_resource_id("3");
    assert_eq!(read::<PlayPrompt<'_>>(json), PlayPrompt::default().with_prompt(prompt));
    let json = r#"{"resultInfo": {"code": 1, "message": "2"}, "resultInfo": {"code": 3}}"#;
    let body: Resource<'_> = read(json);
    assert_eq!((body.result, body.message()), (Some(ResultInfo::new(3, None)), None));
}

#[test]
fn of_data_that_comes_twice_the_last_counts() {
    let data = format!(
        r##"{{"@odata.type": "#microsoft.graph.call", "@odata.id": "1", "@odata.etag": "2", "id": "3", "state": "established",
        "direction": "incoming", "resultInfo": {{"code": 4, "message": "5"}}, "mediaState": {{"audio": "active"}},
        "toneInfo": {{"tone": "pound"}}, "status": "running", "completionReason": "stopToneDetected", "clientContext": "6",
        {}}}"##,
        [
            "callbackUri",
            "terminationReason",
            "recordResourceLocation",
            "recordResourceAccessToken",
            "recordingLocation",
            "recordingAccessToken",
        ]
        .map(|member| format!(r#""{member}": "7""#))
        .join(", ")
    );
    for last in ["null", "{}", "[]", "[{}, null]"] {
        let json = format!(
            r#"{{"changeType": "updated", "resource": "8", "resourceUrl": "9", "resourceData": {data}, "resourceData": {last}}}"#
        );
        let entry: CommsNotification<'_> = read(&json);
        assert_eq!(entry.data(), &Resource::default(), "{last}");
        let around = (entry.change_type(), entry.resource(), entry.resource_url());
        assert_eq!(around, (Some("updated"), Some("8"), Some("9")), "{last}");
    }
}

#[test]
fn an_identity_without_an_id_is_none() {
    let invitee = |identity: &str| {
        let json = format!(r#"{{"targets": [{{"identity": {{{identity}}}}}]}}"#);
        let body: Redirect<'_> = read(&json);
        let invitee = body.targets().next().unwrap();
        (invitee.kind(), invitee.id().map(str::to_owned))
    };
    let one = |kind| (Some(kind), Some("1".to_owned()));
    assert_eq!(invitee(r#""user": {"id": null}"#), (None, None));
    // It leaves one of another kind as it is,
    assert_eq!(invitee(r#""user": {"id": "1"}, "phone": {"id": null}"#), one(IdentityKind::User));
    assert_eq!(invitee(r#""phone": {"id": null}, "user": {"id": "1"}"#), one(IdentityKind::User));
    assert_eq!(invitee(r#""phone": {"id": "1"}, "user": {}, "guest": null"#), one(IdentityKind::Phone));
    // but nothing of an earlier one of its kind.
    for last in [r#"{"id": null}"#, "{}", "null"] {
        assert_eq!(invitee(&format!(r#""user": {{"id": "1"}}, "user": {last}"#)), (None, None), "{last}");
    }
    assert_eq!(invitee(r#""user": {"id": "1", "id": null}"#), (None, None));
    assert_eq!(invitee(r#""user": {"id": "2"}, "user": {"id": "1"}"#), one(IdentityKind::User));
}

#[test]
fn the_entries_of_a_notification_are_not_null() {
    for json in [r#"{"value": null}"#, r#"{"value": [], "value": null}"#] {
        let error = wire::json::from_str::<CommsNotifications<'_>>(json).unwrap_err();
        assert_eq!(error.message(), "invalid type: unit value, expected an array in value");
        assert!(serde_json::from_str::<CommsNotifications<'_>>(json).is_err());
        assert!(Entries::new(json.as_bytes()).next().unwrap().is_err());
    }
}

#[test]
fn half_of_it_is_there_as_well() {
    let user: Transfer<'_> = read(r#"{"transferTarget": {"identity": {"user": {"id": "1"}}}}"#);
    assert_eq!(user.target().and_then(|target| target.id()), Some("1"));
    let replaces: Transfer<'_> = read(r#"{"transferTarget": {"replacesCallId": "2"}}"#);
    assert_eq!(replaces.target().and_then(|target| target.replaces_call_id), Some("2"));
    assert_eq!(read::<Transfer<'_>>(r#"{"transferTarget": {}}"#).target(), None);
    read::<ErrorBody<'_>>(r#"{"error": {"innerError": {"code": "8522"}}}"#);
    read::<ErrorBody<'_>>(r#"{"error": {"innerError": {"request-id": "1a2b"}}}"#);
}

#[test]
fn a_modality_is_in_or_not() {
    let audio = Modalities::default().with(Modality::Audio);
    assert!(audio.contains(Modality::Audio) && !audio.contains(Modality::Video));
    assert_eq!(audio.with(Modality::Audio), audio);
}

#[test]
fn an_id_from_the_path() {
    let of = |path: &'static str| Resource::default().with_odata_id(path).id();
    assert_eq!(of("/app/calls/57DAB8B1894C409AB240BD8BEAE78896"), Ok(Some(id(CALL))));
    assert_eq!(
        of("/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5"),
        Ok(Some(id(OPERATION)))
    );
    assert_eq!(of("/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations"), Ok(None));
    let error = of("/app/calls/7").unwrap_err().to_string();
    assert!(error.starts_with("in @odata.id, the segment after calls is \"7\": an id has 32"), "{error}");
}

#[test]
fn only_the_path_of_an_operation_names_one() {
    let operation = |path: &str| Target::parse(&format!("/app/calls/{CALL}{path}")).unwrap().operation();
    assert_eq!(operation(&format!("/operations/{OPERATION}")), Some(id(OPERATION)));
    for path in ["", "/operations", "/keepAlive", "/participants"] {
        assert_eq!(operation(path), None, "{path}");
    }
    // Neither a participant nor all of them have the methods of a call.
    for path in [&format!("{OPERATION}/dance"), &format!("{OPERATION}/keepAlive"), "keepAlive", "mute"] {
        let target = Target::parse(&format!("/app/calls/{CALL}/participants/{path}"));
        assert_eq!(target, Ok(Target::Other { call: Some(id(CALL)) }), "{path}");
    }
}

#[test]
fn a_tone_that_is_none() {
    let error = serde_json::from_str::<SendDtmfTones<'_>>(r#"{"tones": ["tone1", "ding"]}"#).unwrap_err().to_string();
    let said = "tones has the word \"ding\", but must have tone0 to tone9, star, pound, a to d or flash";
    assert!(error.starts_with(said), "{error}");
}

/// An example of 2019 has the name of the state in place of a subcode (source `page-examples`).
#[test]
fn a_word_for_a_subcode_does_not_lose_the_state() {
    let json = r#"{"state": "transferring", "resultInfo": {"code": 0, "subcode": "moving", "message": "m"}}"#;
    let body: Resource<'_> = serde_json::from_str(json).unwrap();
    assert_eq!(wire::json::from_str::<Resource<'_>>(json).unwrap(), body);
    let report = body.call_report(ChangeType::Updated);
    assert_eq!(report.state, ReportedState::Known(CallState::Transferring));
    assert_eq!((report.result, body.message()), (Some(ResultInfo::new(0, None)), Some("m")));
    // Nor does a word with escapes that is longer than what there is room for.
    for text in ["\\u0041".repeat(1025), "\\u0020".repeat(1025)] {
        let json = format!(r#"{{"state": "hold", "resultInfo": {{"code": 0, "subcode": "{text}"}}}}"#);
        let body: Resource<'_> = wire::json::from_str(&json).unwrap();
        assert_eq!(serde_json::from_str::<Resource<'_>>(&json).unwrap(), body);
        assert_eq!(body.result, Some(ResultInfo::new(0, None)));
    }
    let padded = format!(r#"{{"resultInfo": {{"code": 0, "subcode": "{}\u0037 "}}}}"#, "\\n".repeat(1025));
    let body: Resource<'_> = wire::json::from_str(&padded).unwrap();
    assert_eq!(body.result, Some(ResultInfo::new(0, Some(7))));
    // A number that does not fit is no word, and neither is a code.
    for wrong in [r#"{"code": 0, "subcode": 2147483648}"#, r#"{"code": 0, "subcode": true}"#, r#"{"code": "moving"}"#] {
        let json = format!(r#"{{"resultInfo": {wrong}}}"#);
        assert!(wire::json::from_str::<Resource<'_>>(&json).is_err(), "{wrong}");
        assert!(serde_json::from_str::<Resource<'_>>(&json).is_err(), "{wrong}");
    }
}

#[test]
fn a_number_of_64_bits_may_be_a_text() {
    let tone = |sequence: &str| {
        let json = format!(r#"{{"toneInfo": {{"sequenceId": {sequence}, "tone": "pound"}}}}"#);
        let body: Resource<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(wire::json::from_str::<Resource<'_>>(&json).unwrap(), body);
        body.tone.unwrap().sequence_id
    };
    assert_eq!((tone("7"), tone(r#""7""#), tone(r#""9223372036854775807""#)), (7, 7, i64::MAX));
}

/// What is one too many is counted, its types are checked, and its texts take no room.
#[test]
fn what_is_not_kept_takes_no_room() {
    let long = format!("\\n{}", "x".repeat(TEXT_BYTES));
    let list = |element: &str, kept: usize, last: &str| format!("[{}{last}]", format!("{element},").repeat(kept));
    let prompts = list("{}", 20, &format!(r#"{{"mediaInfo": {{"uri": "{long}"}}}}"#));
    let json = format!(r#"{{"prompts": {prompts}}}"#);
    assert_eq!(serde_json::from_str::<PlayPrompt<'_>>(&json).unwrap().prompt_count(), 21);
    let targets = list("null", 25, &format!(r#"{{"identity": {{"user": {{"id": "{long}"}}}}}}"#));
    let json = format!(r#"{{"targets": {targets}}}"#);
    assert_eq!(serde_json::from_str::<Redirect<'_>>(&json).unwrap().target_count(), 26);
}

#[test]
fn bytes_are_read_as_their_text() {
    let body: OperationRequest<'_> = wire::json::from_slice(br#"{"clientContext": "see"}"#).unwrap();
    assert_eq!(body, OperationRequest::default().with_client_context("see"));
    assert!(format!("{body:?}").contains("see"), "and printed with their texts");
}

#[test]
fn an_operation_that_goes_on_is_updated() {
    let report = OperationReport::NONE.with_status(OperationStatus::Running);
    let (call, operation) = (Id::from_u128(0xAB), Id::from_u128(0xCD));
    let entry =
        ServiceNotification::operation(ApiVersion::Beta2019, call, operation, OperationKind::PlayPrompt, report);
    let json = serde_json::to_string(&ServiceNotifications(&[entry])).unwrap();
    assert!(json.starts_with(r#"{"value":[{"changeType":"updated","resource":"#), "{json}");
}

/// Behind `flatten` serde has read the members already, and hands them on as they are: `null` is then no option but a unit.
#[test]
fn a_body_among_members_of_the_hosts_own() {
    #[derive(Deserialize)]
    struct Around<'a> {
        #[serde(flatten, borrow)]
        record: Record<'a>,
    }
    let json = r#"{"clientContext": "c\t", "playBeep": true, "prompts": [{"mediaInfo": null, "loop": 2}], "stopTones": ["1"]}"#;
    let around: Around<'_> = serde_json::from_str(json).unwrap();
    assert_eq!(around.record, read::<Record<'_>>(json));
    let json = r#"{"clientContext": "c", "playBeep": null, "maxSilenceTimeoutInSeconds": null, "stopTones": null, "clientContext": null}"#;
    let around: Around<'_> = serde_json::from_str(json).unwrap();
    assert_eq!(around.record, Record::default());
}

#[test]
fn types_of_the_hosts_own_are_read_unescaped() {
    #[derive(Deserialize)]
    struct Name(String);
    let Name(name) = wire::json::from_str(r#""a\tb""#).unwrap();
    assert_eq!(name, "a\tb");
}
