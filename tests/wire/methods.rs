//! Bodies of the methods of a call, besides those that play and record.

use core::time::Duration;

use call_lifecycle::ClientContext;
use call_lifecycle::wire::{
    Answer, CancelMediaProcessing, Create, EndpointType, Identity, IdentityKind, Invite, Invitee, MediaConfig,
    Modality, ParticipantInfo, Redirect, RedirectParameters, Reject, RejectReason, SendDtmfTones, Transfer,
};

use crate::read;

#[test]
fn a_redirect() {
    let parameters = |json: &str| {
        let body: Redirect<'_> = read(Box::leak(json.to_string().into_boxed_str()));
        RedirectParameters::try_from(&body).map_err(|error| error.to_string())
    };
    let with = |targets: usize, timeout: &str| {
        let list = vec![r#"{"identity": {"user": {"id": "u", "displayName": "\u0041"}}}"#; targets].join(",");
        format!(r#"{{"targets": [{list}]{timeout}, "targetDisposition": "default", "callbackUri": "https:\/\/bot"}}"#)
    };
    let timeout = |targets, timeout: &str| parameters(&with(targets, timeout)).map(|parameters| parameters.timeout);
    assert_eq!(timeout(1, ""), Ok(Duration::from_secs(55)));
    assert_eq!(timeout(2, r#", "timeout": null"#), Ok(Duration::from_secs(60)));
    assert_eq!(timeout(25, r#", "timeout": 15"#), Ok(Duration::from_secs(15)));
    assert_eq!(timeout(1, r#", "timeout": 90"#), Ok(Duration::from_secs(90)));
    assert_eq!(timeout(1, r#", "timeout": 91"#), Err("timeout is 91, but must be 15 to 90".into()));
    assert_eq!(timeout(1, r#", "timeout": 14"#), Err("timeout is 14, but must be 15 to 90".into()));
    assert_eq!(timeout(1, r#", "timeout": 4294967311"#), Err("timeout is 4294967311, but must be 15 to 90".into()));
    assert_eq!(parameters("{}"), Err("targets is 0, but must be 1 to 25".into()));
    let json = with(26, "");
    let body: Redirect<'_> = serde_json::from_str(&json).unwrap();
    assert_eq!(RedirectParameters::try_from(&body).unwrap_err().to_string(), "targets is 26, but must be 1 to 25");
    assert!(serde_json::to_string(&body).is_err());
    let json = with(1, "");
    let body: Redirect<'_> = serde_json::from_str(&json).unwrap();
    assert_eq!(body.callback_uri(), Some("https://bot"));
    let user = Identity::new(IdentityKind::User, "u").with_display_name("A");
    assert_eq!(body.targets().collect::<Vec<_>>(), [Invitee::of(user)]);
}

#[test]
fn a_transfer_and_an_invitation() {
    let body: Transfer<'_> = read(
        r##"{"transferTarget": {"endpointType": "default", "identity": {"@odata.type": "#microsoft.graph.identitySet", "application": null,
            "phone": {"@odata.type": "#microsoft.graph.identity", "id": "\u002B12345678901"}}, "replacesCallId": "e5d39592-99bd-4db8-bca8-30fb894ec51d"},
            "clientContext": "9e90d1c1-f61e-43e7-9f75-d420159aae08"}"##,
    );
    let phone = Identity::new(IdentityKind::Phone, "+12345678901");
    let target = Invitee::of(phone)
        .with_endpoint_type(EndpointType::Default)
        .with_replaces_call_id("e5d39592-99bd-4db8-bca8-30fb894ec51d");
    assert_eq!((body.target(), body.transferee()), (Some(target), None));
    assert_eq!(body.client_context(), Some("9e90d1c1-f61e-43e7-9f75-d420159aae08"));
    let transferee = ParticipantInfo::of(phone).with_country_code("de").with_participant_id("7");
    let both = Transfer::default().with_transferee(transferee).with_target(Invitee::default());
    let json = serde_json::to_string(&both).unwrap();
    let read_back: Transfer<'_> = serde_json::from_str(&json).unwrap();
    assert_eq!((read_back.target(), read_back.transferee()), (None, Some(transferee)));

    let body: Invite<'_> =
        read(r#"{"participants": [{"identity": {"guest": {"id": "1"}}}, null], "clientContext": "c"}"#);
    assert_eq!((body.participant_count(), body.context()), (2, Ok(Some(ClientContext::new("c").unwrap()))));
    assert_eq!(body.participants().next().unwrap().kind(), Some(IdentityKind::Guest));
}

#[test]
fn the_beginning_and_the_refusal_of_a_call() {
    let body: Answer<'_> = read(
        r##"{"callbackUri": "https://bot.contoso.com/api/calls", "acceptedModalities": ["audio", "Video", "smell"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": "<Media Session Configuration>"},
        "callOptions": {"@odata.type": "#microsoft.graph.incomingCallOptions"}, "participantCapacity": 200}"##,
    );
    assert_eq!((body.media, body.participant_capacity), (Some(MediaConfig::AppHosted), Some(200)));
    assert!(body.accepted.contains(Modality::Video) && body.accepted.contains(Modality::Unknown));
    assert!(!body.accepted.contains(Modality::Data));

    let body: Reject<'_> = read(r#"{"reason": "Busy", "callbackUri": "a\/b"}"#);
    assert_eq!((body.reason, body.callback_uri()), (Some(RejectReason::Busy), Some("a/b")));
    assert_eq!(read::<Reject<'_>>(r#"{"reason": "unknownFutureValue"}"#).reason, None);

    let body: Create<'_> = read(
        r##"{"@odata.type": "#microsoft.graph.call", "callbackUri": "https://bot.contoso.com/callback", "tenantId": "aa67bd4c",
        "targets": [{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"user": {"id": "112f7296"}}}],
        "requestedModalities": ["audio"], "mediaConfig": {"@odata.type": "microsoft.graph.serviceHostedMediaConfig"}}"##,
    );
    assert_eq!((body.media, body.tenant_id()), (Some(MediaConfig::ServiceHosted), Some("aa67bd4c")));
    assert_eq!(body.targets().next().unwrap().id(), Some("112f7296"));
}

#[test]
fn the_small_operations() {
    let body: CancelMediaProcessing<'_> = read(r#"{"clientContext": "\u0063", "all": true}"#);
    assert_eq!((body.client_context(), body.all), (Some("c"), Some(true)));
    let body: SendDtmfTones<'_> =
        read(r#"{"tones": ["tone1", "Pound", null, "d", "flash"], "delayBetweenTonesMs": 100, "clientContext": "c"}"#);
    assert_eq!(body.tones().len(), 4);
    let many = format!(r#"{{"tones": [{}]}}"#, vec![r#""a""#; 65].join(","));
    let error = serde_json::from_str::<SendDtmfTones<'_>>(&many).unwrap_err().to_string();
    assert!(error.starts_with("tones has more than 64 elements: send them in parts"), "{error}");
}
