//! Bodies with every member that the metadata has: read, written back, and nothing is lost.

use call_lifecycle::ChangeType;
use call_lifecycle::wire::{
    Answer, CallDisposition, CallEntries, CallNotification, CallOptions, CallResource, CallRoute, ChatInfo, Create,
    Direction, EndpointType, Entries, Identity, IdentityKind, IncomingContext, Invite, Invitee, MediaConfig, MediaInfo,
    MeetingInfo, MeetingKey, Modality, OperationRequest, ParticipantInfo, Prompt, RecordingStatus, Redirect,
    RoutingType, ScreenSharingRole, Transfer, json,
};

use crate::{CALL, id, read, whole};

const BOT: &str = r##"{"@odata.type": "#microsoft.graph.participantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "application": {"@odata.type": "#microsoft.graph.identity", "displayName": "Bot", "id": "a1"}}}"##;
const INSTANCE: &str = r##"{"@odata.type": "#microsoft.graph.participantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "applicationInstance": {"@odata.type": "#microsoft.graph.identity", "displayName": "Bot", "id": "a2"}},
    "countryCode": null, "endpointType": null, "region": "emea", "languageId": null}"##;
const USER: &str = r##"{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "user": {"@odata.type": "#microsoft.graph.identity", "displayName": "Ada", "id": "u1"}}}"##;
const PHONE: &str = r##"{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "phone": {"@odata.type": "#microsoft.graph.identity", "id": "+4930123"}}}"##;
const SERVICE: &str = r##"{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}"##;
const FETCHED: &str = r##"{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia":
    [{"uri": "https://cdn/1.wav", "resourceId": "r1"}, {"uri": "https://cdn/2.wav", "resourceId": "r2"}]}"##;
const APPLICATION: &str = r##"{"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "<session>"}"##;
const CHAT: &str = r##"{"@odata.type": "#microsoft.graph.chatInfo", "threadId": "19:1@thread.v2", "messageId": "0"}"##;
const ORGANIZER: &str = r##"{"@odata.type": "#microsoft.graph.organizerMeetingInfo", "organizer": {"@odata.type": "#microsoft.graph.identitySet",
    "user": {"@odata.type": "#microsoft.graph.identity", "id": "u2", "displayName": "Bob", "tenantId": "t"}},
    "allowConversationWithoutHost": true}"##;

/// A creation with members besides `callbackUri` and `requestedModalities`.
fn creation(members: &str) -> Create<'static> {
    let json = format!(
        r##"{{"@odata.type": "#microsoft.graph.call", "callbackUri": "https://bot/calls", "requestedModalities": ["audio"], {members}}}"##
    );
    whole(Box::leak(json.into_boxed_str()))
}

/// The ten creations of source `application-post-calls`, in its order and with all their members.
#[test]
fn the_ten_documented_creations_lose_nothing() {
    let options = r##""callOptions": {"@odata.type": "#microsoft.graph.outgoingCallOptions", "isContentSharingNotificationEnabled": true}"##;
    let one = creation(&format!(r#""targets": [{USER}], {options}, "mediaConfig": {SERVICE}"#));
    assert_eq!(one.options, Some(CallOptions::default().with_is_content_sharing_notification_enabled(true)));
    let ada = Identity::new(IdentityKind::User, "u1").with_display_name("Ada");
    assert_eq!(one.targets().collect::<Vec<_>>(), [Invitee::of(ada)]);
    assert!(one.requested.contains(Modality::Audio) && !one.is_group_call());

    let two = creation(&format!(r#""source": {BOT}, "targets": [{USER}], "mediaConfig": {APPLICATION}"#));
    assert_eq!(two.blob().unwrap().as_str(), Some("<session>"));
    let bot = Identity::new(IdentityKind::Application, "a1").with_display_name("Bot");
    assert_eq!(two.source(), Some(ParticipantInfo::of(bot)));

    for media in ["service", "app"] {
        let group = creation(&format!(
            r##""direction": "outgoing", "subject": "A group", "source": {BOT}, "targets": [{USER}, {USER}], "mediaConfig":
            {{"@odata.type": "#microsoft.graph.{media}HostedMediaConfig", "removeFromDefaultAudioGroup": false}}"##
        ));
        assert_eq!((group.direction, group.subject()), (Some(Direction::Outgoing), Some("A group")));
        assert_eq!((group.remove_from_default_audio_group, group.is_group_call()), (Some(false), true));
    }

    let bob = Identity::new(IdentityKind::User, "u2").with_display_name("Bob").with_tenant_id("t");
    for media in [FETCHED, r##"{"@odata.type": "#microsoft.graph.appHostedMediaConfig"}"##] {
        let scheduled = creation(&format!(
            r#""mediaConfig": {media}, "chatInfo": {CHAT}, "meetingInfo": {ORGANIZER}, "tenantId": "t""#
        ));
        assert_eq!(scheduled.chat_info(), Some(ChatInfo::new("19:1@thread.v2").with_message_id("0")));
        let meeting = MeetingInfo::organizer(bob).with_allow_conversation_without_host(true);
        assert_eq!((scheduled.meeting_info(), scheduled.is_group_call()), (Some(meeting), true));
    }

    for passcode in [Some("psw"), None] {
        let word = passcode.map_or("null".to_owned(), |word| format!("{word:?}"));
        let joined = creation(&format!(
            r##""mediaConfig": {FETCHED}, "meetingInfo": {{"@odata.type": "#microsoft.graph.joinMeetingIdMeetingInfo",
            "joinMeetingId": "1234567", "passcode": {word}}}, "tenantId": "t""##
        ));
        assert_eq!(joined.meeting_info(), Some(MeetingInfo::join_meeting_id("1234567", passcode)));
        let second = MediaInfo::new("https://cdn/2.wav").with_resource_id("r2");
        assert_eq!((joined.pre_fetch_count(), joined.pre_fetch().last()), (2, Some(second)));
    }

    for media in [SERVICE, APPLICATION] {
        let called = creation(&format!(
            r#""source": {INSTANCE}, "targets": [{PHONE}], "mediaConfig": {media}, "tenantId": "t""#
        ));
        assert_eq!(called.source().unwrap().region, Some("emea"));
        assert_eq!(called.targets().next().unwrap().identity, Some(Identity::new(IdentityKind::Phone, "+4930123")));
    }
}

#[test]
fn a_meeting_is_named_in_one_of_three_ways() {
    let meeting = |members: &str| {
        let json = format!(r#"{{"meetingInfo": {{{members}}}}}"#);
        read::<Create<'static>>(Box::leak(json.into_boxed_str()))
    };
    let token = meeting(r##""@odata.type": "#microsoft.graph.tokenMeetingInfo", "token": "eyJ0""##);
    assert_eq!(token.meeting_info(), Some(MeetingInfo::token("eyJ0")));
    // Without a type the members tell.
    assert_eq!(meeting(r#""token": "eyJ0""#), token);
    let id = MeetingInfo::join_meeting_id("1", None);
    assert_eq!(meeting(r#""joinMeetingId": "1""#).meeting_info(), Some(id));
    // The type decides which members count, whatever comes first.
    let both =
        meeting(r##""token": "t", "joinMeetingId": "1", "@odata.type": "microsoft.graph.JoinMeetingIdMeetingInfo""##);
    assert_eq!(both.meeting_info(), Some(id));
    for nothing in
        ["", r##""@odata.type": "#microsoft.graph.organizerMeetingInfo", "token": "t""##, r#""passcode": "p""#]
    {
        assert_eq!(meeting(nothing), Create::default(), "{nothing}");
    }
    // Of a meeting that comes twice nothing of the first is left.
    let twice: Create<'_> = read(
        r#"{"meetingInfo": {"organizer": {"user": {"id": "1"}}, "allowConversationWithoutHost": true}, "meetingInfo": {"token": "t"}}"#,
    );
    assert_eq!(twice, Create::default().with_meeting_info(MeetingInfo::token("t")));
    let replaced = twice.with_meeting_info(id);
    assert_eq!(replaced.meeting_info().unwrap().key, MeetingKey::JoinMeetingId { id: "1", passcode: None });
}

#[test]
fn every_kind_of_identity_is_read_and_written() {
    for &kind in IdentityKind::ALL {
        let mut identity = Identity::new(kind, "1").with_display_name("D").with_tenant_id("t").with_hidden(true);
        identity = identity.with_endpoint_type(EndpointType::SkypeForBusinessVoipPhone);
        if kind.detail().is_some() {
            identity = identity.with_detail("of its own");
        }
        let json = serde_json::to_string(&Redirect::default().with_target(Invitee::of(identity))).unwrap();
        let body: Redirect<'_> = whole(&json);
        assert_eq!(body.targets().collect::<Vec<_>>(), [Invitee::of(identity)], "{kind}");
        assert!(json.contains(kind.detail().unwrap_or("tenantId")), "{json}");
    }
    // A detail that its kind does not have is neither read nor written.
    let user: Redirect<'_> = read(r#"{"targets": [{"identity": {"user": {"id": "1", "email": "a@b"}}}]}"#);
    let identity = user.targets().next().unwrap().identity.unwrap();
    assert_eq!(identity.detail, None);
    let wrong = Redirect::default().with_target(Invitee::of(identity.with_detail("a@b")));
    let error = json::to_slice(&wrong, &mut [0; 512]).unwrap_err();
    assert_eq!(error.to_string(), "an identity of the kind user has no member for its detail");
}

#[test]
fn a_guest_may_have_a_name_alone() {
    let of = |identity: &str| {
        let json = format!(r#"{{"targets": [{{"identity": {identity}}}]}}"#);
        let body: Redirect<'static> = read(Box::leak(json.into_boxed_str()));
        body.targets()
            .next()
            .unwrap()
            .identity
            .map(|identity| (identity.kind, identity.id.is_some(), identity.display_name.is_some()))
    };
    assert_eq!(of(r#"{"guest": {"displayName": "Eve"}}"#), Some((IdentityKind::Guest, false, true)));
    // One with an id counts more, whichever comes first.
    assert_eq!(
        of(r#"{"guest": {"displayName": "Eve"}, "user": {"id": "1"}}"#),
        Some((IdentityKind::User, true, false))
    );
    assert_eq!(
        of(r#"{"user": {"id": "1"}, "guest": {"displayName": "Eve"}}"#),
        Some((IdentityKind::User, true, false))
    );
    assert_eq!(of(r#"{"user": {"displayName": "Eve"}, "user": null}"#), None);
    assert_eq!(of(r#"{"endpointType": "default"}"#), None);
}

#[test]
fn every_member_of_an_invited_participant() {
    let json = r##"{"participants": [{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "endpointType": "voicemail",
        "hidden": true, "identity": null, "participantId": "p", "removeFromDefaultAudioRoutingGroup": false, "replacesCallId": "c"}]}"##;
    let body: Invite<'_> = whole(json);
    let invitee = Invitee::default()
        .with_endpoint_type(EndpointType::Voicemail)
        .with_hidden(true)
        .with_participant_id("p")
        .with_remove_from_default_audio_routing_group(false)
        .with_replaces_call_id("c");
    assert_eq!(body, Invite::default().with_participant(invitee));
    // What is not kept is checked all the same.
    let one = r#"{"identity": {"user": {"id": "1"}}}"#;
    let many = format!(r#"{{"participants": [{}{{"hidden": 5}}]}}"#, format!("{one},").repeat(25));
    let error = json::from_str::<Invite<'_>>(&many).unwrap_err().to_string();
    assert!(error.starts_with("invalid type: integer `5`, expected true or false in hidden"), "{error}");
}

#[test]
fn a_redirect_of_beta() {
    let mut body: Redirect<'_> =
        whole(r#"{"timeout": 60, "targetDisposition": "simultaneousRing", "maskCaller": true, "maskCallee": false}"#);
    assert_eq!(body.target_disposition, Some(CallDisposition::SimultaneousRing));
    assert_eq!((body.mask_caller, body.mask_callee), (Some(true), Some(false)));
    body.target_disposition = read::<Redirect<'_>>(r#"{"targetDisposition": "somehow"}"#).target_disposition;
    assert_eq!(body.target_disposition, None);
}

#[test]
fn a_transferee_is_a_participant() {
    let body: Transfer<'_> = whole(
        r##"{"transferee": {"@odata.type": "#microsoft.graph.participantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
        "user": {"@odata.type": "#microsoft.graph.identity", "id": "1"}}, "participantId": "7", "countryCode": "de"}}"##,
    );
    assert_eq!(body.transferee().unwrap().participant_id, Some("7"));
}

#[test]
fn an_answer_with_everything() {
    let json = format!(
        r##"{{"callbackUri": "https://bot/1", "acceptedModalities": ["audio", "video"], "participantCapacity": 200, "mediaConfig": {APPLICATION},
        "callOptions": {{"@odata.type": "#microsoft.graph.incomingCallOptions", "hideBotAfterEscalation": true,
        "isContentSharingNotificationEnabled": false, "isDeltaRosterEnabled": true, "isInteractiveRosterEnabled": false}}}}"##
    );
    let body: Answer<'_> = whole(&json);
    assert_eq!((body.media, body.participant_capacity), (Some(MediaConfig::AppHosted), Some(200)));
    let options = body.options.unwrap();
    assert_eq!((options.hide_bot_after_escalation, options.is_delta_roster_enabled), (Some(true), Some(true)));
    assert!(body.blob().unwrap() == *"<session>");
    // Of a `mediaConfig` that comes twice nothing of the first is left.
    let json = format!(r#"{{"mediaConfig": {FETCHED}, "mediaConfig": {APPLICATION}, "mediaConfig": {{}}}}"#);
    assert_eq!(read::<Answer<'_>>(&json), Answer::default());
}

#[test]
fn a_long_blob_is_lent_with_its_escapes() {
    let blob = format!(r#"{{\"mpUri\": \"net.tcp:\/\/bot\", \"sockets\": \"{}\"}}"#, "s".repeat(4000));
    let json = format!(
        r##"{{"mediaConfig": {{"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "{blob}"}}, "subject": "a\tb"}}"##
    );
    let body: Create<'_> = json::from_str(&json).unwrap();
    let lent = body.blob().unwrap();
    assert_eq!((lent.as_str(), body.subject()), (None, Some("a\tb")));
    assert_eq!(lent.to_string(), format!(r#"{{"mpUri": "net.tcp://bot", "sockets": "{}"}}"#, "s".repeat(4000)));
    let mut written = String::new();
    json::write(&body, &mut written).unwrap();
    assert_eq!(serde_json::to_string(&body).unwrap(), written);
    assert_eq!(json::from_str::<Create<'_>>(&written).unwrap(), body, "it is the same with other escapes");
    // Another reader has no place to lend it from, and says what to do.
    let error = serde_json::from_str::<Create<'_>>(&json).unwrap_err().to_string();
    assert!(error.starts_with("mediaConfig.blob: ") && error.contains("read it with `wire::json`"), "{error}");
    let short = Create::default().with_blob("b");
    assert_ne!(short, body);
    assert_eq!(body.with_blob("b").blob().unwrap().to_string(), "b");
}

#[test]
fn pre_fetched_media_are_counted_and_kept() {
    let of = |count: usize| {
        let files: Vec<String> = (0..count).map(|each| format!(r#"{{"uri": "https:\/\/cdn\/{each}"}}"#)).collect();
        format!(r#"{{"mediaConfig": {{"preFetchMedia": [{}]}}}}"#, files.join(","))
    };
    let json = of(20);
    assert_eq!(read::<Answer<'_>>(&json).pre_fetch().last(), Some(MediaInfo::new("https://cdn/19")));
    let json = of(21);
    let body: Answer<'_> = json::from_str(&json).unwrap();
    assert_eq!((body.pre_fetch_count(), body.pre_fetch().count()), (21, 20));
    let error = serde_json::to_string(&body).unwrap_err().to_string();
    assert_eq!(error, "preFetchMedia has 21 elements, of which 20 were kept");
}

#[test]
fn single_members_of_operations() {
    let mut status = OperationRequest::default().with_client_context("c");
    status.status = Some(RecordingStatus::NotRecording);
    assert_eq!(serde_json::to_string(&status).unwrap(), r#"{"clientContext":"c","status":"notRecording"}"#);
    let mut role = OperationRequest::default();
    role.role = Some(ScreenSharingRole::Sharer);
    assert_eq!(serde_json::to_string(&role).unwrap(), r#"{"role":"sharer"}"#);
    let language = OperationRequest::default().with_language("en-GB");
    assert_eq!(serde_json::to_string(&language).unwrap(), r#"{"language":"en-GB"}"#);
    let all: OperationRequest<'_> = whole(r#"{"participants": ["a", "b"], "clientContext": "c"}"#);
    assert_eq!((all.participant_count(), all.participants().collect::<Vec<_>>()), (2, vec!["a", "b"]));
    let music: OperationRequest<'_> = whole(
        r##"{"customPrompt": {"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://cdn/on-hold.wav",
        "resourceId": "r"}, "loop": 3}, "clientContext": null}"##,
    );
    let prompt = Prompt::new("https://cdn/on-hold.wav").with_resource_id("r").with_repeat(3);
    assert_eq!(music, OperationRequest::default().with_custom_prompt(prompt));
    assert_eq!(
        read::<OperationRequest<'_>>(r#"{"customPrompt": {"mediaInfo": null}, "customPrompt": null}"#),
        OperationRequest::default()
    );
    assert_eq!(
        read::<OperationRequest<'_>>(r#"{"participants": ["a"], "participants": []}"#),
        OperationRequest::default()
    );
    assert_eq!(read::<OperationRequest<'_>>(r#"{"status": "paused", "role": "host"}"#), OperationRequest::default());
}

#[test]
fn muted_participants_are_counted_and_kept() {
    let ids = |count: usize| format!(r#"{{"participants": [{}]}}"#, vec![r#""\u0031""#; count].join(","));
    let json = ids(25);
    assert_eq!(read::<OperationRequest<'_>>(&json).participants().last(), Some("1"));
    let json = ids(26);
    let body: OperationRequest<'_> = json::from_str(&json).unwrap();
    assert_eq!((body.participant_count(), body.participants().count()), (26, 25));
    let error = serde_json::to_string(&body).unwrap_err().to_string();
    assert_eq!(error, "participants has 26 elements, of which 25 were kept");
    let error = json::from_str::<OperationRequest<'_>>(r#"{"participants": [{}]}"#).unwrap_err().to_string();
    assert!(error.starts_with("invalid type: map, expected a text in participants"), "{error}");
}

/// What a page of an incoming call shows and a recorded notification has, in other words.
#[test]
fn an_incoming_call_says_who_calls() {
    let entry = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotification", "changeType": "created", "resourceUrl": "/communications/calls/{CALL}",
        "resourceData": {{"@odata.type": "#microsoft.graph.call", "id": "{CALL}", "direction": "incoming", "callbackUri": "https://bot/calls",
        "callChainId": "chain", "myParticipantId": "me", "tenantId": "t", "requestedModalities": ["audio", "video"], "source": {BOT},
        "targets": [{USER}], "callRoutes": [{{"@odata.type": "#microsoft.graph.callRoute", "routingType": "forwarded",
        "original": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "o"}}}},
        "final": {{"@odata.type": "#microsoft.graph.identitySet", "phone": {{"@odata.type": "#microsoft.graph.identity", "id": "+1"}}}}}}],
        "incomingContext": {{"@odata.type": "#microsoft.graph.incomingContext", "observedParticipantId": "2", "sourceParticipantId": "1",
        "onBehalfOf": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "3"}}}},
        "transferor": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "4"}}}}}},
        "chatInfo": {CHAT}, "meetingInfo": {ORGANIZER}}}}}"##
    );
    let read: CallNotification<'_> = whole(&entry);
    let call = read.call();
    assert_eq!((read.change_type(), read.call_id()), (Some("created"), Some(id(CALL))));
    assert_eq!(
        (call.tenant_id(), call.call_chain_id(), call.my_participant_id()),
        (Some("t"), Some("chain"), Some("me"))
    );
    assert!(call.requested.contains(Modality::Video) && call.is_group_call());
    assert_eq!(call.source().unwrap().identity.unwrap().kind, IdentityKind::Application);
    assert_eq!(call.targets().next().unwrap().id(), Some("u1"));
    let context = call.incoming_context().unwrap();
    assert_eq!((context.source_participant_id, context.observed_participant_id), (Some("1"), Some("2")));
    assert_eq!(context.transferor.unwrap().id, Some("4"));
    let route = call.call_routes().next().unwrap();
    assert_eq!(route.last.unwrap(), Identity::new(IdentityKind::Phone, "+1"));
    // The entry of a body, one by one; the machine's reader takes the same body.
    let body = format!(
        r#"{{"value": [{entry}, {{"changeType": "updated", "resourceUrl": "/communications/calls/{CALL}/participants",
        "resourceData": [{{"id": "p"}}]}}]}}"#
    );
    let entries: Vec<_> = CallEntries::new(body.as_bytes()).map(Result::unwrap).collect();
    assert_eq!((&entries[0], entries[1].call_id()), (&read, None));
    assert_eq!(Entries::new(body.as_bytes()).map(Result::unwrap).count(), 2);
}

#[test]
fn what_joins_again_is_a_creation() {
    let json = format!(
        r##"{{"id": "{CALL}", "direction": "outgoing", "callbackUri": "https://bot/calls", "callChainId": "chain", "myParticipantId": "me",
        "source": {BOT}, "tenantId": "t", "requestedModalities": ["audio"], "mediaConfig": {FETCHED}, "chatInfo": {CHAT},
        "meetingInfo": {ORGANIZER}, "subject": "s"}}"##
    );
    let answer: CallResource<'_> = read(&json);
    let again: serde_json::Value = serde_json::to_value(answer.rejoin().unwrap()).unwrap();
    let mut given: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members = given.as_object_mut().unwrap();
    for old in ["id", "direction", "callChainId", "myParticipantId", "source"] {
        members.remove(old);
    }
    members.insert("@odata.type".to_owned(), "#microsoft.graph.call".into());
    assert_eq!(again, given);
    assert_eq!(Create::default().with_chat_info(ChatInfo::new("19:1")).rejoin(), None, "there is no meeting to join");
}

#[test]
fn routes_are_counted_and_kept() {
    let route = CallRoute::new(
        RoutingType::Lookup,
        Identity::new(IdentityKind::User, "1"),
        Identity::new(IdentityKind::User, "2"),
    );
    let four = (0..4).fold(CallResource::default(), |call, _| call.with_call_route(route));
    assert_eq!(four.call_routes().collect::<Vec<_>>(), [route; 4]);
    let json = serde_json::to_string(&four).unwrap();
    assert_eq!(read::<CallResource<'_>>(&json), four);
    let error = serde_json::to_string(&four.with_call_route(route)).unwrap_err().to_string();
    assert_eq!(error, "callRoutes has 5 elements, of which 4 were kept");
}

#[test]
fn an_entry_of_a_call_is_built() {
    let context = IncomingContext::default()
        .with_observed_participant_id("2")
        .with_on_behalf_of(Identity::new(IdentityKind::User, "3"))
        .with_source_participant_id("1")
        .with_transferor(Identity::new(IdentityKind::Guest, "4").with_detail("a@b"));
    let call = CallResource::default()
        .with_id_text("i")
        .with_call_chain_id("c")
        .with_my_participant_id("m")
        .with_incoming_context(context);
    let entry =
        CallNotification::new(ChangeType::Created, call).with_resource("/app/calls").with_resource_url("/app/calls");
    let json = serde_json::to_string(&entry).unwrap();
    assert_eq!(read::<CallNotification<'_>>(&json), entry);
    assert_eq!(entry.call().incoming_context(), Some(context));
    assert_eq!(entry.call_id(), None, "`i` is no id");
}
