//! The numbers by which snapshots and other languages know the values of enumerations, spelt out once more: they never change.

use core::fmt::Debug;
use std::collections::BTreeMap;

use crate::documents::{documents, read};
use call_lifecycle::app::{Body, OperationHints, Reply, Token};
use call_lifecycle::record::{Member, Profile, RecordPhase, RecordRequest, RecordTrigger, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::wire::http::Verb;
use call_lifecycle::wire::{
    CallDisposition, Direction, EndpointType, IdentityKind, Method, Modality, RecordingStatus, RejectReason,
    RoutingType, ScreenSharingRole,
};
use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, CompletionReason, DeadlineKind, Id, OperationKind, OperationReport,
    OperationStatus, Outcome, PolicyField, Rejection, ReportedState, Slot, Slots, SnapshotError, Timestamp, Trigger,
    Verdict, app, service,
};

/// The name of a value, and its number.
fn named<T: Debug>(value: T, number: u8) -> (String, u8) {
    let text = format!("{value:?}");
    (text.split([' ', '(']).next().unwrap_or_default().to_owned(), number)
}

/// `"Applied 0, NoChange 1"` as names and numbers, whatever their order.
fn listed(text: &str) -> BTreeMap<String, u8> {
    let pairs = text.split(", ").map(|pair| pair.split_once(' ').unwrap());
    pairs.map(|(name, number)| (name.trim().to_owned(), number.parse().unwrap())).collect()
}

macro_rules! words {
    ($($test:ident: $name:ty, $pinned:literal;)+) => {$(
        #[test]
        fn $test() {
            let found: BTreeMap<_, _> = <$name>::ALL.iter().map(|value| named(value, value.number())).collect();
            assert_eq!(found, listed($pinned));
            assert!((0..=u8::MAX).filter_map(<$name>::from_number).eq(<$name>::ALL.iter().copied()));
            for value in <$name>::ALL {
                assert_eq!(<$name>::from_number(value.number()), Some(*value));
            }
        }
    )+};
}

words! {
    call_state: CallState, "Incoming 0, Establishing 1, Ringing 2, Established 3, Hold 4, Transferring 5, TransferAccepted 6, Redirecting 7, Terminating 8, Terminated 9";
    trigger: Trigger, "Answer 0, Redirect 1, Reject 2, AnswerDeadline 3, PeerRings 4, PeerConnects 5, PeerDeclines 6, PeerBusy 7, PeerNoAnswer 8, PeerFails 9, PeerHolds 10, PeerResumes 11, Transfer 12, TransferAccepted 13, TransferFailed 14, TransferCompleted 15, Redirected 16, RedirectFailed 17, RedirectTimeout 18, HangUp 19, PeerHangsUp 20, KeepAliveExpired 21, MediaFailed 22, TornDown 23, TeardownDeadline 24";
    cause: Cause, "LocalHangUp 0, RemoteHangUp 1, Rejected 2, Redirected 3, Transferred 4, AnswerTimeout 5, KeepAliveExpired 6, NotFound 7, Declined 8, Busy 9, NoAnswer 10, MediaFailed 11, Abandoned 12, HangUpUnconfirmed 13, Failed 14, Unknown 15";
    deadline_kind: DeadlineKind, "KeepAliveExpiry 0, Answer 1, Redirect 2, Teardown 3, InitialSilence 4, MaxSilence 5, MaxRecordDuration 6, GiveUp 7, KeepAlive 8, HangUp 9, Operation 10";
    policy_field: PolicyField, "Expiry 0, Interval 1, Jitter 2, StartMargin 3, ReplyTimeout 4, RetryInitial 5, RetryMax 6, Abandon 7, SessionExpires 8, AnswerDeadline 9, HangUpTimeout 10, HangUpGiveUp 11, OperationGrace 12, Teardown 13";
    operation_kind: OperationKind, "Record 0, PlayPrompt 1, CancelMediaProcessing 2, SubscribeToTone 3, SendDtmfTones 4, Mute 5, Unmute 6, MuteAll 7, Invite 8, StartHoldMusic 9, StopHoldMusic 10, AddLargeGalleryView 11, UpdateRecordingStatus 12, ConfigureMixer 13, StartRecording 14, StopRecording 15, StartTranscription 16, StopTranscription 17, AdmitFromLobby 18, RemoveFromLobby 19, AdmitAllFromLobby 20, Other 21";
    operation_status: OperationStatus, "NotStarted 0, Running 1, Completed 2, Failed 3";
    completion_reason: CompletionReason, "OperationCanceled 0, StopToneDetected 1, MaxRecordDurationReached 2, InitialSilenceTimeout 3, MaxSilenceTimeout 4, PlayPromptFailed 5, PlayBeepFailed 6, MediaReceiveTimeout 7, UnspecifiedError 8, None 9, CompletedSuccessfully 10, MediaOperationCanceled 11, Unknown 12, CallEnded 13";
    member: Member, "Prompts 0, InitialSilence 1, MaxSilence 2, MaxRecordDuration 3, RedirectTimeout 4, RedirectTargets 5";
    profile: Profile, "Record 0, RecordResponse 1";
    record_phase: RecordPhase, "Queued 0, Prompting 1, Beeping 2, Listening 3, Speaking 4, Pausing 5, Ended 6";
    record_trigger: RecordTrigger, "StartPrompt 0, StartBeep 1, StartSilent 2, StartSpeaking 3, SpeechStarted 4, SpeechStopped 5, PromptsPlayed 6, Cancel 7, StopTone 8, MaxDuration 9, InitialSilence 10, MaxSilence 11, PromptFailed 12, BeepFailed 13, MediaLost 14, RecordFailed 15, CallEnded 16";
    tone: Tone, "Tone0 0, Tone1 1, Tone2 2, Tone3 3, Tone4 4, Tone5 5, Tone6 6, Tone7 7, Tone8 8, Tone9 9, Star 10, Pound 11, A 12, B 13, C 14, D 15, Flash 16";
    change_type: ChangeType, "Created 0, Updated 1, Deleted 2";
    peer_event: PeerEvent, "Rings 0, Connects 1, Declines 2, Busy 3, NoAnswer 4, Fails 5, HangsUp 6, Holds 7, Resumes 8, TransferAccepted 9, TransferFailed 10, TransferCompleted 11, Redirected 12, RedirectFailed 13, MediaFailed 14, TornDown 15";
    call_disposition: CallDisposition, "Default 0, SimultaneousRing 1, Forward 2";
    direction: Direction, "Incoming 0, Outgoing 1";
    endpoint_type: EndpointType, "Default 0, Voicemail 1, SkypeForBusiness 2, SkypeForBusinessVoipPhone 3";
    identity_kind: IdentityKind, "User 0, Application 1, ApplicationInstance 2, Phone 3, Guest 4, Device 5, Encrypted 6, OnPremises 7, AssertedIdentity 8, AzureCommunicationServicesUser 9, AcsUser 10, AcsApplicationInstance 11, SpoolUser 12, SpoolApplicationInstance 13";
    method: Method, "Answer 0, Reject 1, Redirect 2, Transfer 3, KeepAlive 4, Record 5, RecordResponse 6, PlayPrompt 7, CancelMediaProcessing 8, SubscribeToTone 9, SendDtmfTones 10, Mute 11, Unmute 12, UpdateRecordingStatus 13, AddLargeGalleryView 14, ChangeScreenSharingRole 15, Invite 16, MuteAll 17, ConfigureMixer 18, StartHoldMusic 19, StopHoldMusic 20, StartRecording 21, StopRecording 22, StartTranscription 23, StopTranscription 24, AdmitFromLobby 25, RemoveFromLobby 26, AdmitAllFromLobby 27";
    modality: Modality, "Audio 0, Video 1, VideoBasedScreenSharing 2, Data 3, Unknown 4";
    recording_status: RecordingStatus, "Unknown 0, NotRecording 1, Recording 2, Failed 3";
    reject_reason: RejectReason, "None 0, Busy 1, Forbidden 2";
    routing_type: RoutingType, "Forwarded 0, Lookup 1, SelfFork 2";
    screen_sharing_role: ScreenSharingRole, "Viewer 0, Sharer 1";
    verb: Verb, "Get 0, Post 1, Delete 2";
}

/// Every list of words in the source is one of those above.
#[test]
fn every_list_of_words_is_spelt_out() {
    let here = read("tests/docs/numbers.rs");
    let mut lists = 0;
    for document in documents(|path| path.starts_with("src/") && path.ends_with(".rs")) {
        for list in document.text.split("\nwords! {\n").skip(1) {
            let line = list.lines().find(|line| line.starts_with("    ") && line.ends_with(" {")).unwrap();
            let name = line.trim().trim_end_matches(" {");
            assert!(here.contains(&format!(": {name}, \"")), "{} has {name}", document.path);
            lists += 1;
        }
    }
    assert!(lists > 24, "{lists}");
}

macro_rules! kinds {
    ($($test:ident: [$($value:expr),+ $(,)?], $pinned:literal;)+) => {$(
        #[test]
        fn $test() {
            let found: Vec<_> = vec![$(named($value, $value.number())),+];
            assert_eq!(found.len(), listed($pinned).len());
            assert_eq!(BTreeMap::from_iter(found), listed($pinned));
        }
    )+};
}

const ID: Id = Id::from_u128(1);
const AT: Timestamp = Timestamp::ZERO;
const TOKEN: Token = Token::new(app::Request::KeepAlive, 1);
const SLOT: Slot = Slot::new(0);
const ESTABLISHED: CallReport = CallReport::state(CallState::Established);
const DONE: Outcome = Outcome::of(CompletionReason::CompletedSuccessfully);
const STATES: (CallState, CallState) = (CallState::Established, CallState::Hold);

kinds! {
    verdict: [
        Verdict::Applied,
        Verdict::NoChange,
        Verdict::Stale,
        Verdict::Rejected(Rejection::Ended),
    ], "Applied 0, NoChange 1, Stale 2, Rejected 3";
    rejection: [
        Rejection::Ended,
        Rejection::WrongState { state: CallState::Hold },
        Rejection::UnknownState,
        Rejection::UnknownOperation,
        Rejection::NoFreeSlot,
        Rejection::QueueFull,
        Rejection::BadParameters,
        Rejection::WrongPhase,
        Rejection::UnderWay,
    ], "Ended 0, WrongState 1, UnknownState 2, UnknownOperation 3, NoFreeSlot 4, QueueFull 5, BadParameters 6, WrongPhase 7, UnderWay 8";
    reported_state: [
        ReportedState::Absent,
        ReportedState::Unknown,
        ReportedState::Known(CallState::Hold),
    ], "Absent 0, Unknown 1, Known 2";
    snapshot_error: [
        SnapshotError::TooLong { needed: 2, capacity: 1 },
        SnapshotError::TooShort { length: 1 },
        SnapshotError::Trailing { length: 2, extra: 1 },
        SnapshotError::Version { found: 9 },
        SnapshotError::OtherEnd,
        SnapshotError::TooManySlots,
        SnapshotError::Impossible { before: 1 },
    ], "TooLong 0, TooShort 1, Trailing 2, Version 3, OtherEnd 4, TooManySlots 5, Impossible 6";
    app_event: [
        app::Event::Wake,
        app::Event::Ask { request: app::Request::Answer, hints: OperationHints::NONE },
        app::Event::Sent { token: TOKEN, hints: OperationHints::NONE },
        app::Event::Reply { token: TOKEN, sent: AT, reply: Reply::new(200) },
        app::Event::Failed { token: TOKEN },
        app::Event::Call(ESTABLISHED),
        app::Event::Operation(OperationReport::NONE),
        app::Event::Created { sent: AT },
    ], "Wake 0, Ask 1, Sent 2, Reply 3, Failed 4, Call 5, Operation 6, Created 7";
    app_request: [
        app::Request::KeepAlive,
        app::Request::GetCall,
        app::Request::HangUp,
        app::Request::Answer,
        app::Request::Reject,
        app::Request::Redirect,
        app::Request::Transfer,
        app::Request::Operation(OperationKind::Record),
        app::Request::Other,
    ], "KeepAlive 0, GetCall 1, HangUp 2, Answer 3, Reject 4, Redirect 5, Transfer 6, Operation 7, Other 8";
    app_body: [
        Body::Empty,
        Body::Call(ESTABLISHED),
        Body::Operation(OperationReport::NONE),
    ], "Empty 0, Call 1, Operation 2";
    app_output: [
        app::Output::Send(TOKEN),
        app::Output::State { from: STATES.0, to: STATES.1 },
        app::Output::Ended { cause: Cause::Busy, operations: Slots::default() },
        app::Output::ResultLearnt,
        app::Output::AudioActive(true),
        app::Output::Tone(Tone::Pound),
        app::Output::KeepAliveSucceeded,
        app::Output::KeepAliveFailed,
        app::Output::PresumedLost,
        app::Output::Revived,
        app::Output::AnswerOverdue,
        app::Output::OperationAccepted(SLOT),
        app::Output::OperationRunning(SLOT),
        app::Output::OperationEnded { slot: SLOT, outcome: DONE },
        app::Output::OperationsCancelled(Slots::default()),
        app::Output::OperationsOverdue(Slots::default()),
    ], "Send 0, State 1, Ended 2, ResultLearnt 3, AudioActive 4, Tone 5, KeepAliveSucceeded 6, KeepAliveFailed 7, PresumedLost 8, Revived 9, AnswerOverdue 10, OperationAccepted 11, OperationRunning 12, OperationEnded 13, OperationsCancelled 14, OperationsOverdue 15";
    service_event: [
        service::Event::Wake,
        service::Event::Request(service::Request::KeepAlive),
        service::Event::Peer(PeerEvent::Connects),
        service::Event::Media(MediaEvent::SpeechStarted),
        service::Event::Finished { slot: SLOT, success: true },
    ], "Wake 0, Request 1, Peer 2, Media 3, Finished 4";
    service_request: [
        service::Request::KeepAlive,
        service::Request::GetCall,
        service::Request::HangUp,
        service::Request::Answer,
        service::Request::Reject,
        service::Request::Redirect { targets: 1, timeout: None },
        service::Request::Transfer,
        service::Request::Record { id: ID, context: None, request: RecordRequest::new(Profile::Record) },
        service::Request::PlayPrompt { id: ID, context: None, prompts: 1 },
        service::Request::Start { id: ID, context: None, kind: OperationKind::Mute },
        service::Request::GetOperation(ID),
        service::Request::BadBody,
        service::Request::Other,
    ], "KeepAlive 0, GetCall 1, HangUp 2, Answer 3, Reject 4, Redirect 5, Transfer 6, Record 7, PlayPrompt 8, Start 9, GetOperation 10, BadBody 11, Other 12";
    media_event: [
        MediaEvent::PromptFinished,
        MediaEvent::PromptFailed,
        MediaEvent::BeepFinished,
        MediaEvent::BeepFailed,
        MediaEvent::SpeechStarted,
        MediaEvent::SpeechStopped,
        MediaEvent::Tone(Tone::Pound),
        MediaEvent::MediaLost,
        MediaEvent::RecordFailed,
    ], "PromptFinished 0, PromptFailed 1, BeepFinished 2, BeepFailed 3, SpeechStarted 4, SpeechStopped 5, Tone 6, MediaLost 7, RecordFailed 8";
    service_output: [
        service::Output::Answer { status: 200, slot: None },
        service::Output::State { from: STATES.0, to: STATES.1 },
        service::Output::Ended { cause: Cause::Busy },
        service::Output::OperationsEnded(Slots::default()),
        service::Output::Phase { slot: SLOT, phase: RecordPhase::Beeping, announce: false },
        service::Output::OperationEnded { slot: SLOT, outcome: DONE },
        service::Output::Tone { tone: Tone::Pound, sequence: 1 },
    ], "Answer 0, State 1, Ended 2, OperationsEnded 3, Phase 4, OperationEnded 5, Tone 6";
}
