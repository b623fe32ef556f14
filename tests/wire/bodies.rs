//! Bodies with every member that the metadata has: read, written back, and nothing is lost.

use call_lifecycle::wire::{
    Answer, CallOptions, ChatInfo, Create, Direction, Identity, IdentityKind, Invitee, MediaConfig, MediaInfo,
    MeetingInfo, MeetingKey, Modality, OperationRequest, ParticipantInfo, Prompt, RecordingStatus, ScreenSharingRole,
    json,
};

use crate::{read, whole};

pub(crate) const BOT: &str = r##"{"@odata.type": "#microsoft.graph.participantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "application": {"@odata.type": "#microsoft.graph.identity", "displayName": "Bot", "id": "a1"}}}"##;
const INSTANCE: &str = r##"{"@odata.type": "#microsoft.graph.participantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "applicationInstance": {"@odata.type": "#microsoft.graph.identity", "displayName": "Bot", "id": "a2"}},
    "countryCode": null, "endpointType": null, "region": "emea", "languageId": null}"##;
pub(crate) const USER: &str = r##"{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "user": {"@odata.type": "#microsoft.graph.identity", "displayName": "Ada", "id": "u1"}}}"##;
const PHONE: &str = r##"{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"@odata.type": "#microsoft.graph.identitySet",
    "phone": {"@odata.type": "#microsoft.graph.identity", "id": "+4930123"}}}"##;
const SERVICE: &str = r##"{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}"##;
pub(crate) const FETCHED: &str = r##"{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia":
    [{"uri": "https://cdn/1.wav", "resourceId": "r1"}, {"uri": "https://cdn/2.wav", "resourceId": "r2"}]}"##;
const APPLICATION: &str = r##"{"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "<session>"}"##;
pub(crate) const CHAT: &str =
    r##"{"@odata.type": "#microsoft.graph.chatInfo", "threadId": "19:1@thread.v2", "messageId": "0"}"##;
pub(crate) const ORGANIZER: &str = r##"{"@odata.type": "#microsoft.graph.organizerMeetingInfo", "organizer": {"@odata.type": "#microsoft.graph.identitySet",
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
    // So it is where other texts leave no room for a blob that would fit.
    let blob = r#""blob": "a\/b""#;
    let (short, long) = (r#""subject": "a\tb""#, format!(r#""subject": "\t{}""#, "b".repeat(1023)));
    let first = format!(r#"{{{long}, "mediaConfig": {{{blob}}}, {short}}}"#);
    let second = format!(r#"{{{short}, "mediaConfig": {{{blob}}}}}"#);
    let [lent, kept] = [&first, &second].map(|json| json::from_str::<Create<'_>>(json).unwrap());
    assert_eq!((lent.blob().unwrap().as_str(), kept.blob().unwrap().as_str()), (None, Some("a/b")));
    assert_eq!(lent, kept);
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
    let nobody: OperationRequest<'_> = whole(r#"{"participants": [null, "a"]}"#);
    assert_eq!(nobody.participants().collect::<Vec<_>>(), ["", "a"]);
    // A prompt without members is there, so that the service can refuse it.
    for empty in [r#"{"customPrompt": {}}"#, r##"{"customPrompt": {"@odata.type": "#microsoft.graph.mediaPrompt"}}"##] {
        assert_eq!(
            read::<OperationRequest<'_>>(empty),
            OperationRequest::default().with_custom_prompt(Prompt::default())
        );
    }
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
