//! Every member of every body, and what it is. What is asked of it follows from that.

use super::kinds::Is::{self, Code, Data, Flag, Number, Object, Objects, Sequences, State, Subcode, Text, Texts};
use super::kinds::Is::{Filled, Modalities, Present, Tones, Word};
use super::reader::{Reader, reader};

/// Members of one object, at one place of a body.
pub(super) struct Group {
    /// The list in `src/wire` that they belong to.
    pub(super) key: &'static str,
    pub(super) body: &'static str,
    pub(super) read: Reader,
    /// Where the object is in the body.
    pub(super) path: &'static str,
    /// The body, with `$` in place of the members.
    pub(super) around: &'static str,
    pub(super) members: &'static [(&'static str, Is)],
}

macro_rules! groups {
    ($($key:ident in $body:ident $path:literal $around:literal: $($member:literal = $is:expr,)+;)+) => {
        pub(super) const TABLE: &[Group] = &[$(Group {
            key: stringify!($key),
            body: stringify!($body),
            read: reader!($body),
            path: $path,
            around: $around,
            members: &[$(($member, $is),)+],
        },)+];
    };
}

const MEDIA: Is = Object("mediaConfig", r#"{"blob": "1"}"#, r#"{"blob": "2"}"#);
const OPTIONS: Is = Object("callOptions", r#"{"isDeltaRosterEnabled": true}"#, r#"{"isDeltaRosterEnabled": false}"#);
const INVITEE: Is = Objects("an invitationParticipantInfo", r#"{"participantId": "1"}"#, r#"{"hidden": true}"#);
const PERSON: Is = Object("a participantInfo", r#"{"region": "1"}"#, r#"{"region": "2"}"#);
const IDENTITY: Is = Object("identity", r#"{"user": {"id": "1"}}"#, r#"{"guest": {"id": "2"}}"#);
const ONE: Is = Object("a member of identity", r#"{"id": "1"}"#, r#"{"id": "2"}"#);
const FILE: Is = Object("a mediaInfo", r#"{"uri": "1"}"#, r#"{"uri": "2"}"#);
const FILES: Is = Objects("a mediaInfo", r#"{"uri": "1"}"#, r#"{"uri": "2"}"#);
const PROMPTS: Is = Objects("an element of prompts", r#"{"loop": 1}"#, r#"{"loop": 2}"#);
const ENDPOINT: Is = Word(&["default", "voicemail", "skypeForBusiness", "skypeForBusinessVoipPhone"]);
const ERROR: Is = Object("innerError", r#"{"code": "1"}"#, r#"{"code": "2"}"#);

groups! {
    AnswerKey in Answer "" "{$}":
        "callbackUri" = Text, "acceptedModalities" = Modalities, "mediaConfig" = MEDIA,
        "participantCapacity" = Number, "callOptions" = OPTIONS,;
    ConfigKey in Answer "mediaConfig" r#"{"mediaConfig": {$}}"#:
        "@odata.type" = Word(&["#microsoft.graph.serviceHostedMediaConfig", "#microsoft.graph.appHostedMediaConfig"]),
        "blob" = Text, "preFetchMedia" = FILES, "removeFromDefaultAudioGroup" = Flag,;
    InfoKey in Answer "mediaConfig.preFetchMedia[]" r#"{"mediaConfig": {"preFetchMedia": [{$}]}}"#:
        "uri" = Text, "resourceId" = Text,;
    OptionsKey in Answer "callOptions" r#"{"callOptions": {$}}"#:
        "hideBotAfterEscalation" = Flag, "isContentSharingNotificationEnabled" = Flag,
        "isDeltaRosterEnabled" = Flag, "isInteractiveRosterEnabled" = Flag,;

    RejectKey in Reject "" "{$}":
        "reason" = Word(&["none", "busy", "forbidden"]), "callbackUri" = Text,;

    RedirectKey in Redirect "" "{$}":
        "targets" = INVITEE, "timeout" = Number, "callbackUri" = Text,
        "targetDisposition" = Word(&["default", "simultaneousRing", "forward"]), "maskCaller" = Flag,
        "maskCallee" = Flag,;
    InviteeKey in Redirect "targets[]" r#"{"targets": [{$}]}"#:
        "identity" = IDENTITY, "replacesCallId" = Text, "participantId" = Text, "endpointType" = ENDPOINT,
        "hidden" = Flag, "removeFromDefaultAudioRoutingGroup" = Flag,;
    SetKey in Redirect "targets[].identity" r#"{"targets": [{"identity": {$}}]}"#:
        "user" = ONE, "application" = ONE, "applicationInstance" = ONE, "phone" = ONE, "guest" = ONE, "device" = ONE,
        "encrypted" = ONE, "onPremises" = ONE, "assertedIdentity" = ONE, "azureCommunicationServicesUser" = ONE,
        "acsUser" = ONE, "acsApplicationInstance" = ONE, "spoolUser" = ONE, "spoolApplicationInstance" = ONE,;
    SetKey in Redirect "targets[].identity" r#"{"targets": [{"identity": {"user": {"id": "1"}, $}}]}"#:
        "endpointType" = ENDPOINT,;
    IdentityKey in Redirect "targets[].identity.user" r#"{"targets": [{"identity": {"user": {$}}}]}"#:
        "id" = Text, "displayName" = Text, "tenantId" = Text,;
    IdentityKey in Redirect "targets[].identity.user" r#"{"targets": [{"identity": {"user": {"id": "1", $}}}]}"#:
        "hidden" = Flag,;
    IdentityKey in Redirect "targets[].identity.guest" r#"{"targets": [{"identity": {"guest": {$}}}]}"#:
        "email" = Text,;
    IdentityKey in Redirect "targets[].identity.application" r#"{"targets": [{"identity": {"application": {$}}}]}"#:
        "applicationType" = Text,;
    IdentityKey in Redirect "targets[].identity.azureCommunicationServicesUser"
        r#"{"targets": [{"identity": {"azureCommunicationServicesUser": {$}}}]}"#:
        "azureCommunicationServicesResourceId" = Text,;

    TransferKey in Transfer "" "{$}":
        "transferTarget" = Object("an invitationParticipantInfo", r#"{"hidden": true}"#, r#"{"participantId": "2"}"#),
        "transferee" = PERSON, "clientContext" = Text,;
    InviteKey in Invite "" "{$}": "participants" = INVITEE, "clientContext" = Text,;

    RecordKey in Record "" "{$}":
        "bargeInAllowed" = Flag, "clientContext" = Text, "prompts" = PROMPTS, "maxRecordDurationInSeconds" = Number,
        "initialSilenceTimeoutInSeconds" = Number, "maxSilenceTimeoutInSeconds" = Number, "recordingFormat" = Text,
        "playBeep" = Flag, "streamWhileRecording" = Flag, "stopTones" = Sequences,;
    PlayKey in PlayPrompt "" "{$}": "prompts" = PROMPTS, "loop" = Flag, "clientContext" = Text,;
    PromptKey in PlayPrompt "prompts[]" r#"{"prompts": [{$}]}"#: "mediaInfo" = FILE, "loop" = Number,;
    InfoKey in PlayPrompt "prompts[].mediaInfo" r#"{"prompts": [{"mediaInfo": {$}}]}"#:
        "uri" = Text, "resourceId" = Text,;
    CancelKey in CancelMediaProcessing "" "{$}": "clientContext" = Text, "all" = Flag,;
    SendKey in SendDtmfTones "" "{$}": "clientContext" = Text, "tones" = Tones, "delayBetweenTonesMs" = Number,;

    OperationKey in OperationRequest "" "{$}":
        "clientContext" = Text, "status" = Word(&["unknown", "notRecording", "recording", "failed"]),
        "role" = Word(&["viewer", "sharer"]), "language" = Text,
        "customPrompt" = Present("customPrompt", r#"{"loop": 1}"#, r#"{"loop": 2}"#), "participants" = Texts,;
    PromptKey in OperationRequest "customPrompt" r#"{"customPrompt": {$}}"#: "mediaInfo" = FILE, "loop" = Number,;
    InfoKey in OperationRequest "customPrompt.mediaInfo" r#"{"customPrompt": {"mediaInfo": {$}}}"#:
        "uri" = Text, "resourceId" = Text,;

    BodyKey in CommsNotifications "" "{$}":
        "value" = Is::Entries,;
    NotificationKey in CommsNotification "value[]" "{$}":
        "changeType" = Text, "resource" = Text, "resourceUrl" = Text,
        "resourceData" = Data("the resource of a call or an operation", r#"{"id": "1"}"#, r#"{"status": "failed"}"#),;
    CallEntryKey in CallNotification "value[]" "{$}":
        "changeType" = Text, "resource" = Text, "resourceUrl" = Text,
        "resourceData" = Data("a call", r#"{"id": "1"}"#, r#"{"subject": "2"}"#),;

    ResourceKey in Resource "" "{$}":
        "@odata.type" = Text, "@odata.id" = Text, "@odata.etag" = Text, "id" = Text, "state" = State,
        "direction" = Word(&["incoming", "outgoing"]), "resultInfo" = Object("resultInfo", r#"{"code": 1}"#, r#"{"message": "2"}"#),
        "terminationReason" = Text, "mediaState" = Object("mediaState", r#"{"audio": "active"}"#, r#"{"audio": "inactive"}"#),
        "toneInfo" = Object("toneInfo", r#"{"tone": "star"}"#, r#"{"tone": "pound", "sequenceId": 2}"#),
        "callbackUri" = Text, "clientContext" = Text,
        "status" = Word(&["notStarted", "running", "completed", "failed"]),
        "completionReason" = Word(&["stopToneDetected", "maxSilenceTimeout", "operationCanceled"]),
        "recordResourceLocation" = Text, "recordResourceAccessToken" = Text, "recordingLocation" = Text,
        "recordingAccessToken" = Text,;
    ResultKey in Resource "resultInfo" r#"{"resultInfo": {$}}"#: "code" = Code, "message" = Text,;
    ResultKey in Resource "resultInfo" r#"{"resultInfo": {"code": 200, $}}"#: "subcode" = Subcode,;
    ResultKey in Resource "resultInfo" r#"{"resultInfo": {"code": 200, $}}"#: "subCode" = Subcode,;
    MediaKey in Resource "mediaState" r#"{"mediaState": {$}}"#: "audio" = Word(&["active", "inactive"]),;
    ToneKey in Resource "toneInfo" r#"{"toneInfo": {$}}"#: "tone" = Word(&["tone0", "tone9", "star", "pound", "a", "d"]),;
    ToneKey in Resource "toneInfo" r#"{"toneInfo": {"tone": "star", $}}"#: "sequenceId" = Code,;

    CallKey in CallResource "" "{$}":
        "callbackUri" = Text, "tenantId" = Text, "subject" = Text, "id" = Text, "callChainId" = Text,
        "myParticipantId" = Text, "direction" = Word(&["incoming", "outgoing"]), "source" = PERSON, "targets" = INVITEE,
        "requestedModalities" = Modalities, "mediaConfig" = MEDIA, "callOptions" = OPTIONS,
        "chatInfo" = Object("chatInfo", r#"{"threadId": "1"}"#, r#"{"messageId": "2"}"#),
        "meetingInfo" = Object("meetingInfo", r#"{"token": "1"}"#, r#"{"joinMeetingId": "2"}"#),
        "incomingContext" = Object("incomingContext", r#"{"transferor": {"user": {"id": "1"}}}"#, r#"{"observedParticipantId": "2"}"#),
        "callRoutes" = Objects("a callRoute", r#"{"routingType": "lookup"}"#, r#"{"routingType": "forwarded"}"#),;
    ConfigKey in CallResource "mediaConfig" r#"{"mediaConfig": {$}}"#:
        "@odata.type" = Word(&["#microsoft.graph.serviceHostedMediaConfig", "#microsoft.graph.appHostedMediaConfig"]),
        "blob" = Text, "preFetchMedia" = FILES, "removeFromDefaultAudioGroup" = Flag,;
    ParticipantKey in CallResource "source" r#"{"source": {$}}"#:
        "identity" = IDENTITY, "endpointType" = ENDPOINT, "countryCode" = Text, "languageId" = Text,
        "participantId" = Text, "region" = Text,;
    ContextKey in CallResource "incomingContext" r#"{"incomingContext": {$}}"#:
        "observedParticipantId" = Text, "sourceParticipantId" = Text, "onBehalfOf" = IDENTITY, "transferor" = IDENTITY,;
    ChatKey in CallResource "chatInfo" r#"{"chatInfo": {$}}"#:
        "threadId" = Text, "messageId" = Text, "replyChainMessageId" = Text,;
    RouteKey in CallResource "callRoutes[]" r#"{"callRoutes": [{$}]}"#:
        "routingType" = Word(&["forwarded", "lookup", "selfFork"]), "original" = IDENTITY, "final" = IDENTITY,;
    MeetingInfoKey in CallResource "meetingInfo" r#"{"meetingInfo": {$}}"#:
        "organizer" = IDENTITY, "token" = Filled, "joinMeetingId" = Filled,;
    MeetingInfoKey in CallResource "meetingInfo" r#"{"meetingInfo": {"token": "t", "joinMeetingId": "1", $}}"#:
        "@odata.type" = Word(&["#microsoft.graph.joinMeetingIdMeetingInfo", "#microsoft.graph.organizerMeetingInfo"]),
        "allowConversationWithoutHost" = Flag,;
    MeetingInfoKey in CallResource "meetingInfo" r#"{"meetingInfo": {"joinMeetingId": "1", $}}"#: "passcode" = Text,;

    BodyKey in ErrorBody "" "{$}":
        "error" = Object("error", r#"{"code": "1"}"#, r#"{"message": "2"}"#),;
    ErrorKey in ErrorBody "error" r#"{"error": {$}}"#: "code" = Text, "message" = Text,;
    ErrorKey in ErrorBody "error" r#"{"error": {$}}"#: "innerError" = ERROR,;
    ErrorKey in ErrorBody "error" r#"{"error": {$}}"#: "innererror" = ERROR,;
    InnerKey in ErrorBody "error.innerError" r#"{"error": {"innerError": {$}}}"#: "code" = Text, "request-id" = Text,;
    InnerKey in ErrorBody "error.innerError" r#"{"error": {"innerError": {$}}}"#: "requestId" = Text,;
}
