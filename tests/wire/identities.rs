//! Who someone is, in every body that says it: read, written back, and nothing is lost.

use call_lifecycle::wire::{
    CallDisposition, EndpointType, Identity, IdentityKind, Invite, Invitee, Redirect, Transfer, json,
};

use crate::{read, whole};

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
