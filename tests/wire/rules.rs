//! What the service requires of requests.

use call_lifecycle::wire::{
    Answer, BodyError, ChatInfo, Create, Identity, IdentityKind, Invite, Invitee, MediaConfig, MediaInfo, MeetingInfo,
    Method, OperationRequest, ParticipantInfo, PlayPrompt, Precondition, Prompt, Record, RecordingStatus, Redirect,
    SendDtmfTones, Transfer,
};

use crate::read;

const ADA: Invitee<'static> = Invitee::new(IdentityKind::User, "1");

fn missing(checked: Result<(), BodyError>) -> &'static str {
    checked.unwrap_err().member
}

/// The members that source `metadata` has as not nullable, and that a request can lack.
#[test]
fn a_member_that_is_not_nullable_is_required() {
    let nobody = Invitee::default().with_hidden(true);
    assert_eq!(missing(Create::default().require()), "callbackUri");
    let create = Create::default().with_callback_uri("u");
    assert_eq!(missing(create.clone().with_target(ADA).with_target(nobody).require()), "targets.identity");
    let anywhere = ParticipantInfo::default().with_region("emea");
    assert_eq!(missing(create.clone().with_source(anywhere).require()), "source.identity");
    let nameless = MediaInfo::default().with_resource_id("r");
    assert_eq!(missing(create.clone().with_pre_fetch(nameless).require()), "mediaConfig.preFetchMedia.uri");
    assert_eq!(create.with_target(ADA).require(), Ok(()));

    assert_eq!(missing(Redirect::default().require()), "targets");
    assert_eq!(missing(Redirect::default().with_target(nobody).require()), "targets.identity");
    assert_eq!(Redirect::default().with_target(ADA).require(), Ok(()));

    assert_eq!(missing(Transfer::default().require()), "transferTarget");
    assert_eq!(missing(Transfer::default().with_target(nobody).require()), "transferTarget.identity");
    let transfer = Transfer::default().with_target(ADA);
    assert_eq!(missing(transfer.clone().with_transferee(anywhere).require()), "transferee.identity");
    assert_eq!(transfer.require(), Ok(()));

    assert_eq!(missing(Invite::default().require()), "participants");
    assert_eq!(missing(Invite::default().with_participant(nobody).require()), "participants.identity");
    assert_eq!(Invite::default().with_participant(ADA).require(), Ok(()));

    let (empty, file) = (Prompt::default().with_repeat(2), Prompt::new("u"));
    assert_eq!(missing(PlayPrompt::default().require()), "prompts");
    assert_eq!(missing(PlayPrompt::default().with_prompt(file).with_prompt(empty).require()), "prompts.mediaInfo");
    let named = Prompt::default().with_resource_id("r");
    assert_eq!(missing(PlayPrompt::default().with_prompt(named).require()), "prompts.mediaInfo.uri");
    assert_eq!(PlayPrompt::default().with_prompt(file).require(), Ok(()));
    assert_eq!(missing(Record::default().with_prompt(empty).require()), "prompts.mediaInfo");
    assert_eq!(Record::default().require(), Ok(()), "a recording needs no prompt");

    assert_eq!(missing(SendDtmfTones::default().require()), "tones");
    let tone = call_lifecycle::record::Tone::Tone1;
    assert_eq!(SendDtmfTones::default().with_tone(tone).unwrap().require(), Ok(()));

    let nothing = OperationRequest::default();
    for &method in Method::ALL {
        let member = match method {
            Method::UpdateRecordingStatus => "status",
            Method::ChangeScreenSharingRole => "role",
            Method::MuteAll => "participants",
            _ => {
                assert_eq!(nothing.require(method), Ok(()), "{method}");
                continue;
            }
        };
        assert_eq!(missing(nothing.require(method)), member);
    }
    assert_eq!(OperationRequest::default().with_participant("1").require(Method::MuteAll), Ok(()));
    let music = OperationRequest::default().with_custom_prompt(empty);
    assert_eq!(missing(music.require(Method::StartHoldMusic)), "customPrompt.mediaInfo");
    assert_eq!(music.require(Method::StopHoldMusic), Ok(()));
}

#[test]
fn what_page_and_metadata_say_differently_is_chosen() {
    // `callbackUri` and `acceptedModalities` of an answer are not required, `mediaConfig` is.
    assert_eq!(missing(Answer::default().with_callback_uri("u").require()), "mediaConfig");
    let mut answer = Answer::default();
    answer.media = Some(MediaConfig::ServiceHosted);
    assert_eq!(answer.require(), Ok(()));
    // A creation needs no `mediaConfig`.
    assert_eq!(Create::default().with_callback_uri("u").require(), Ok(()));
    // `unknown` is a word of the metadata: it is read, and what a service does with it is its page's affair.
    let status = read::<OperationRequest<'_>>(r#"{"status": "unknown"}"#);
    assert_eq!(status.status, Some(RecordingStatus::Unknown));
}

#[test]
fn a_method_is_supported_only_for_the_calls_of_its_page() {
    let hosted = [None, Some(MediaConfig::ServiceHosted), Some(MediaConfig::AppHosted)];
    for &method in Method::ALL {
        let met = |media, group| Precondition::of(method).is_none_or(|needed| needed.is_met(media, group));
        let all = hosted.map(|media| [met(media, false), met(media, true)]);
        let expected = match method {
            Method::PlayPrompt | Method::Record | Method::RecordResponse | Method::SubscribeToTone => {
                [[true, true], [true, true], [false, false]]
            }
            Method::Mute | Method::Unmute | Method::Invite => [[false, true]; 3],
            Method::ChangeScreenSharingRole => [[false, false], [false, false], [false, true]],
            _ => [[true, true]; 3],
        };
        assert_eq!(all, expected, "{method}");
    }
}

#[test]
fn a_group_call_has_a_meeting_a_chat_or_several_targets() {
    let one = Create::default().with_target(ADA);
    assert!(!one.is_group_call() && one.clone().with_target(ADA).is_group_call());
    assert!(one.clone().with_chat_info(ChatInfo::new("19:1")).is_group_call());
    let organizer = Identity::new(IdentityKind::User, "2");
    assert!(one.with_meeting_info(MeetingInfo::organizer(organizer)).is_group_call());
}
