//! Bodies that a host builds: every setter sets its own member, and what is written is read as the same.

use call_lifecycle::record::Tone;
use call_lifecycle::wire::{
    Answer, CancelMediaProcessing, CommsNotification, CommsNotifications, Create, IdentityKind, Invite, Invitee,
    MediaConfig, OperationRequest, PlayPrompt, Prompt, Record, Redirect, Reject, RejectReason, Resource, SendDtmfTones,
    Transfer,
};
use call_lifecycle::{CallState, ChangeType, ReportedState};

use crate::read;

/// Writes it, compares the text, and reads it back.
fn written<T>(body: &T, expected: &'static str)
where
    T: serde::Serialize + serde::Deserialize<'static> + PartialEq + core::fmt::Debug,
{
    assert_eq!(serde_json::to_string(body).unwrap(), expected);
    assert_eq!(&read::<T>(expected), body);
}

/// The same with a public member set.
fn with<T>(mut body: T, set: impl FnOnce(&mut T)) -> T {
    set(&mut body);
    body
}

const fn user(id: &str) -> Invitee<'_> {
    Invitee::new(IdentityKind::User, id)
}

#[test]
fn a_new_call() {
    let two =
        Create::default().with_callback_uri("u").with_target(user("1")).with_target(user("2")).with_tenant_id("t");
    written(
        &with(two, |body| body.media = Some(MediaConfig::ServiceHosted)),
        r##"{"@odata.type":"#microsoft.graph.call","callbackUri":"u","targets":[{"@odata.type":"#microsoft.graph.invitationParticipantInfo","identity":{"@odata.type":"#microsoft.graph.identitySet","user":{"@odata.type":"#microsoft.graph.identity","id":"1"}}},{"@odata.type":"#microsoft.graph.invitationParticipantInfo","identity":{"@odata.type":"#microsoft.graph.identitySet","user":{"@odata.type":"#microsoft.graph.identity","id":"2"}}}],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"},"tenantId":"t"}"##,
    );
    written(
        &with(Answer::default().with_callback_uri("u"), |body| body.participant_capacity = Some(2)),
        r#"{"callbackUri":"u","participantCapacity":2}"#,
    );
    written(
        &with(Reject::default().with_callback_uri("u"), |body| body.reason = Some(RejectReason::Busy)),
        r#"{"reason":"busy","callbackUri":"u"}"#,
    );
}

#[test]
fn whom_to_call() {
    let redirect = Redirect::default().with_target(user("1")).with_target(user("2")).with_callback_uri("u");
    assert_eq!((redirect.target_count(), redirect.targets().last()), (2, Some(user("2"))));
    let invite = Invite::default().with_participant(user("1")).with_participant(user("2")).with_client_context("c");
    assert_eq!((invite.participant_count(), invite.participants().last()), (2, Some(user("2"))));
    let replaced = user("3").with_replaces_call_id("r");
    let transfer = Transfer::default().with_target(replaced).with_client_context("c");
    assert_eq!((transfer.target(), transfer.transferee()), (Some(replaced), None));
    let json = [
        serde_json::to_string(&redirect).unwrap(),
        serde_json::to_string(&invite).unwrap(),
        serde_json::to_string(&transfer).unwrap(),
    ];
    assert_eq!(read::<Redirect<'_>>(&json[0]), redirect);
    assert_eq!(read::<Invite<'_>>(&json[1]), invite);
    assert_eq!(read::<Transfer<'_>>(&json[2]), transfer);
    // As many are kept as a redirect may have; one more is counted, and not written.
    let many = (0..25).fold(Redirect::default(), |body, _| body.with_target(user("1")));
    assert_eq!(many.targets().count(), 25);
    assert!(serde_json::to_string(&many).is_ok());
    let more = many.with_target(user("2"));
    assert_eq!((more.target_count(), more.targets().count()), (26, 25));
    assert_eq!(serde_json::to_string(&more).unwrap_err().to_string(), "26 are invited, of whom 25 were kept");
}

#[test]
fn media_operations() {
    let beep = Prompt::new("b").with_resource_id("r").with_repeat(2);
    let silent = Prompt::default().with_repeat(1);
    written(
        &Record::default().with_client_context("c").with_recording_format("wav").with_prompt(beep).with_prompt(silent),
        r##"{"clientContext":"c","prompts":[{"@odata.type":"#microsoft.graph.mediaPrompt","mediaInfo":{"uri":"b","resourceId":"r"},"loop":2},{"@odata.type":"#microsoft.graph.mediaPrompt","loop":1}],"recordingFormat":"wav"}"##,
    );
    let prompts = PlayPrompt::default()
        .with_prompt(Prompt::default().with_resource_id("r").with_repeat(2))
        .with_client_context("c");
    assert_eq!(prompts.prompt_count(), 1);
    assert_eq!(read::<PlayPrompt<'_>>(&serde_json::to_string(&prompts).unwrap()), prompts);
}

#[test]
fn small_operations() {
    written(&OperationRequest::default().with_client_context("c"), r#"{"clientContext":"c"}"#);
    written(
        &with(CancelMediaProcessing::default().with_client_context("c"), |body| body.all = Some(true)),
        r#"{"clientContext":"c","all":true}"#,
    );
    let tones = SendDtmfTones::default().with_tone(Tone::Tone1).unwrap().with_tone(Tone::Pound).unwrap();
    written(
        &with(tones.with_client_context("c"), |body| body.delay_between_tones_ms = Some(5)),
        r#"{"clientContext":"c","tones":["tone1","pound"],"delayBetweenTonesMs":5}"#,
    );
    let full = (0..SendDtmfTones::MAX).try_fold(SendDtmfTones::default(), |body, _| body.with_tone(Tone::Star));
    assert_eq!(full.unwrap().with_tone(Tone::Star), None);
}

#[test]
fn notifications() {
    let data = with(Resource::default().with_odata_type("#microsoft.graph.call"), |data| {
        data.state = ReportedState::Known(CallState::Established);
    });
    let entry = CommsNotification::new(ChangeType::Updated, data);
    let both =
        [entry.clone().with_resource("/app/calls/1"), entry.clone().with_resource_url("/communications/calls/1")];
    written(
        &CommsNotifications::<2>::new(&both).unwrap(),
        r##"{"value":[{"changeType":"updated","resource":"/app/calls/1","resourceData":{"@odata.type":"#microsoft.graph.call","state":"established"}},{"changeType":"updated","resourceUrl":"/communications/calls/1","resourceData":{"@odata.type":"#microsoft.graph.call","state":"established"}}]}"##,
    );
    assert_eq!(CommsNotifications::<1>::new(&both), None, "one too many");
    let again = CommsNotification::new(ChangeType::Deleted, both[0].data().clone());
    assert_eq!((again.change_type(), again.resource(), again.resource_url()), (Some("deleted"), None, None));
    assert_ne!(both[0], both[1], "paths count");
    assert_eq!(both[0].data(), both[1].data(), "and are no part of the data");
}
