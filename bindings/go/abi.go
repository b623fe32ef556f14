// Printed by bindings/abi from the declarations in bindings/c: do not edit.

package calllifecycle

// Code is one of the list code; 0 is none of them.
type Code uint8

const (
	CodeOk                   Code = 1
	CodeNull                 Code = 2
	CodeMisaligned           Code = 3
	CodeNoCall               Code = 4
	CodeOtherVersion         Code = 5
	CodeOverlap              Code = 6
	CodeBadKind              Code = 7
	CodeBadRequest           Code = 8
	CodeBadOperation         Code = 9
	CodeBadBody              Code = 10
	CodeBadChange            Code = 11
	CodeBadState             Code = 12
	CodeBadTone              Code = 13
	CodeBadStatus            Code = 14
	CodeBadReason            Code = 15
	CodeBadFlag              Code = 16
	CodeBadPeer              Code = 17
	CodeBadMedia             Code = 18
	CodeBadProfile           Code = 19
	CodeBadStopTones         Code = 20
	CodeBadCause             Code = 21
	CodeBadSetting           Code = 22
	CodeTooShort             Code = 23
	CodeNoOperation          Code = 24
	CodeSnapshotTooLong      Code = 25
	CodeSnapshotTooShort     Code = 26
	CodeSnapshotTrailing     Code = 27
	CodeSnapshotVersion      Code = 28
	CodeSnapshotOtherEnd     Code = 29
	CodeSnapshotTooManySlots Code = 30
	CodeSnapshotImpossible   Code = 31
	CodeBadText              Code = 32
	CodeNothing              Code = 33
	CodeBadOutput            Code = 34
	CodeBodyTooLong          Code = 35
	CodeBodyMissing          Code = 36
	CodeWrongBody            Code = 37
	CodeParticipantMissing   Code = 38
	CodeNotOfParticipant     Code = 39
	CodeUnknownRequest       Code = 40
	CodeBadApiVersion        Code = 41
	CodeNoFleet              Code = 42
	CodeFleetMoved           Code = 43
	CodeBadCount             Code = 44
	CodeOtherSettings        Code = 45
	CodeIdTaken              Code = 46
	CodeFleetFull            Code = 47
	CodeNoSuchCall           Code = 48
)

var codeWords = [...]string{
	"",
	"it worked",
	"a pointer is null: give the address of memory of your own",
	"a pointer is not aligned: values and structs lie at multiples of 8 bytes",
	"there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore",
	"the value was made by another version of the library: store snapshots, not memory",
	"two structs overlap: give each its own memory",
	"kind is no kind of event",
	"request is no request of this end",
	"operation is no kind of operation",
	"body is neither empty nor a call nor an operation",
	"change is neither created nor updated nor deleted",
	"state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed",
	"tone is no tone",
	"operation_status is no status of an operation",
	"reason is no completionReason",
	"a flag is neither 0 nor 1, nor CL_NONE where it may be absent",
	"peer is no event of the other side",
	"media is no event of the media",
	"profile is neither record nor recordResponse",
	"stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400",
	"cause is no cause of an end",
	"a setting is out of range: the check of the settings says which, and what is allowed",
	"the buffer is too short: the length that is needed was written",
	"that slot has no operation",
	"the snapshot is longer than any snapshot of a call",
	"the snapshot ends too early",
	"there are bytes after the snapshot",
	"the snapshot has a version that this library does not know",
	"the snapshot is one of the other end",
	"the snapshot has more operation slots than a call has here",
	"no call under these settings can have written the snapshot",
	"a text is not UTF-8",
	"there is nothing to write: this output is not notified, or is no answer",
	"a member of the output has no such number: hand in an output of a step as it came",
	"the body is longer than 16 MiB: the service sends no such body",
	"the method needs a body: give the JSON of its parameters",
	"the method takes no body: give none",
	"the method is one of a participant: give the participant's id",
	"the method does not belong to a participant: give no participant",
	"only the host knows the URL of the request: send it as the one who asked for it",
	"version is no version of Graph's API",
	"there is no fleet of this end in that memory: make one",
	"the memory of the fleet was moved: it has to stay where the fleet was made",
	"a fleet has 1 to 16777216 calls",
	"the call has other settings than the fleet: all calls of a fleet share their settings",
	"the fleet has a call with that id already: hand the event to that one",
	"every place of the fleet is taken: remove calls that have ended, or make a larger one",
	"the fleet has no call with that handle or id: it was removed, or never added",
}

// String is the word.
func (v Code) String() string { return word(codeWords[:], uint8(v)) }

// AppEventKind is one of the list app_event; 0 is none of them.
type AppEventKind uint8

const (
	AppEventKindWake      AppEventKind = 1
	AppEventKindAsk       AppEventKind = 2
	AppEventKindSent      AppEventKind = 3
	AppEventKindReply     AppEventKind = 4
	AppEventKindFailed    AppEventKind = 5
	AppEventKindCall      AppEventKind = 6
	AppEventKindOperation AppEventKind = 7
	AppEventKindCreated   AppEventKind = 8
)

var appEventWords = [...]string{
	"",
	"wake",
	"ask",
	"sent",
	"reply",
	"failed",
	"call",
	"operation",
	"created",
}

// String is the word.
func (v AppEventKind) String() string { return word(appEventWords[:], uint8(v)) }

// AppRequest is one of the list app_request; 0 is none of them.
type AppRequest uint8

const (
	AppRequestKeepAlive AppRequest = 1
	AppRequestGetCall   AppRequest = 2
	AppRequestHangUp    AppRequest = 3
	AppRequestAnswer    AppRequest = 4
	AppRequestReject    AppRequest = 5
	AppRequestRedirect  AppRequest = 6
	AppRequestTransfer  AppRequest = 7
	AppRequestOperation AppRequest = 8
	AppRequestOther     AppRequest = 9
)

var appRequestWords = [...]string{
	"",
	"keepAlive",
	"getCall",
	"hangUp",
	"answer",
	"reject",
	"redirect",
	"transfer",
	"operation",
	"other",
}

// String is the word.
func (v AppRequest) String() string { return word(appRequestWords[:], uint8(v)) }

// AppBody is one of the list app_body; 0 is none of them.
type AppBody uint8

const (
	AppBodyEmpty     AppBody = 1
	AppBodyCall      AppBody = 2
	AppBodyOperation AppBody = 3
)

var appBodyWords = [...]string{
	"",
	"empty",
	"call",
	"operation",
}

// String is the word.
func (v AppBody) String() string { return word(appBodyWords[:], uint8(v)) }

// AppOutputKind is one of the list app_output; 0 is none of them.
type AppOutputKind uint8

const (
	AppOutputKindSend                AppOutputKind = 1
	AppOutputKindState               AppOutputKind = 2
	AppOutputKindEnded               AppOutputKind = 3
	AppOutputKindResultLearnt        AppOutputKind = 4
	AppOutputKindAudioActive         AppOutputKind = 5
	AppOutputKindTone                AppOutputKind = 6
	AppOutputKindKeepAliveSucceeded  AppOutputKind = 7
	AppOutputKindKeepAliveFailed     AppOutputKind = 8
	AppOutputKindPresumedLost        AppOutputKind = 9
	AppOutputKindRevived             AppOutputKind = 10
	AppOutputKindAnswerOverdue       AppOutputKind = 11
	AppOutputKindOperationAccepted   AppOutputKind = 12
	AppOutputKindOperationRunning    AppOutputKind = 13
	AppOutputKindOperationEnded      AppOutputKind = 14
	AppOutputKindOperationsCancelled AppOutputKind = 15
	AppOutputKindOperationsOverdue   AppOutputKind = 16
)

var appOutputWords = [...]string{
	"",
	"send",
	"state",
	"ended",
	"resultLearnt",
	"audioActive",
	"tone",
	"keepAliveSucceeded",
	"keepAliveFailed",
	"presumedLost",
	"revived",
	"answerOverdue",
	"operationAccepted",
	"operationRunning",
	"operationEnded",
	"operationsCancelled",
	"operationsOverdue",
}

// String is the word.
func (v AppOutputKind) String() string { return word(appOutputWords[:], uint8(v)) }

// ServiceEventKind is one of the list service_event; 0 is none of them.
type ServiceEventKind uint8

const (
	ServiceEventKindWake     ServiceEventKind = 1
	ServiceEventKindRequest  ServiceEventKind = 2
	ServiceEventKindPeer     ServiceEventKind = 3
	ServiceEventKindMedia    ServiceEventKind = 4
	ServiceEventKindFinished ServiceEventKind = 5
)

var serviceEventWords = [...]string{
	"",
	"wake",
	"request",
	"peer",
	"media",
	"finished",
}

// String is the word.
func (v ServiceEventKind) String() string { return word(serviceEventWords[:], uint8(v)) }

// ServiceRequest is one of the list service_request; 0 is none of them.
type ServiceRequest uint8

const (
	ServiceRequestKeepAlive    ServiceRequest = 1
	ServiceRequestGetCall      ServiceRequest = 2
	ServiceRequestHangUp       ServiceRequest = 3
	ServiceRequestAnswer       ServiceRequest = 4
	ServiceRequestReject       ServiceRequest = 5
	ServiceRequestRedirect     ServiceRequest = 6
	ServiceRequestTransfer     ServiceRequest = 7
	ServiceRequestRecord       ServiceRequest = 8
	ServiceRequestPlayPrompt   ServiceRequest = 9
	ServiceRequestStart        ServiceRequest = 10
	ServiceRequestGetOperation ServiceRequest = 11
	ServiceRequestBadBody      ServiceRequest = 12
	ServiceRequestOther        ServiceRequest = 13
)

var serviceRequestWords = [...]string{
	"",
	"keepAlive",
	"getCall",
	"hangUp",
	"answer",
	"reject",
	"redirect",
	"transfer",
	"record",
	"playPrompt",
	"start",
	"getOperation",
	"badBody",
	"other",
}

// String is the word.
func (v ServiceRequest) String() string { return word(serviceRequestWords[:], uint8(v)) }

// MediaEvent is one of the list media_event; 0 is none of them.
type MediaEvent uint8

const (
	MediaEventPromptFinished MediaEvent = 1
	MediaEventPromptFailed   MediaEvent = 2
	MediaEventBeepFinished   MediaEvent = 3
	MediaEventBeepFailed     MediaEvent = 4
	MediaEventSpeechStarted  MediaEvent = 5
	MediaEventSpeechStopped  MediaEvent = 6
	MediaEventTone           MediaEvent = 7
	MediaEventMediaLost      MediaEvent = 8
	MediaEventRecordFailed   MediaEvent = 9
)

var mediaEventWords = [...]string{
	"",
	"promptFinished",
	"promptFailed",
	"beepFinished",
	"beepFailed",
	"speechStarted",
	"speechStopped",
	"tone",
	"mediaLost",
	"recordFailed",
}

// String is the word.
func (v MediaEvent) String() string { return word(mediaEventWords[:], uint8(v)) }

// ServiceOutputKind is one of the list service_output; 0 is none of them.
type ServiceOutputKind uint8

const (
	ServiceOutputKindAnswer          ServiceOutputKind = 1
	ServiceOutputKindState           ServiceOutputKind = 2
	ServiceOutputKindEnded           ServiceOutputKind = 3
	ServiceOutputKindOperationsEnded ServiceOutputKind = 4
	ServiceOutputKindPhase           ServiceOutputKind = 5
	ServiceOutputKindOperationEnded  ServiceOutputKind = 6
	ServiceOutputKindTone            ServiceOutputKind = 7
)

var serviceOutputWords = [...]string{
	"",
	"answer",
	"state",
	"ended",
	"operationsEnded",
	"phase",
	"operationEnded",
	"tone",
}

// String is the word.
func (v ServiceOutputKind) String() string { return word(serviceOutputWords[:], uint8(v)) }

// Verdict is one of the list verdict; 0 is none of them.
type Verdict uint8

const (
	VerdictApplied  Verdict = 1
	VerdictNoChange Verdict = 2
	VerdictStale    Verdict = 3
	VerdictRejected Verdict = 4
)

var verdictWords = [...]string{
	"",
	"applied",
	"noChange",
	"stale",
	"rejected",
}

// String is the word.
func (v Verdict) String() string { return word(verdictWords[:], uint8(v)) }

// Rejection is one of the list rejection; 0 is none of them.
type Rejection uint8

const (
	RejectionEnded            Rejection = 1
	RejectionWrongState       Rejection = 2
	RejectionUnknownState     Rejection = 3
	RejectionUnknownOperation Rejection = 4
	RejectionNoFreeSlot       Rejection = 5
	RejectionQueueFull        Rejection = 6
	RejectionBadParameters    Rejection = 7
	RejectionWrongPhase       Rejection = 8
	RejectionUnderWay         Rejection = 9
)

var rejectionWords = [...]string{
	"",
	"ended",
	"wrongState",
	"unknownState",
	"unknownOperation",
	"noFreeSlot",
	"queueFull",
	"badParameters",
	"wrongPhase",
	"underWay",
}

// String is the word.
func (v Rejection) String() string { return word(rejectionWords[:], uint8(v)) }

// CallState is one of the list call_state; 0 is none of them.
type CallState uint8

const (
	CallStateIncoming         CallState = 1
	CallStateEstablishing     CallState = 2
	CallStateRinging          CallState = 3
	CallStateEstablished      CallState = 4
	CallStateHold             CallState = 5
	CallStateTransferring     CallState = 6
	CallStateTransferAccepted CallState = 7
	CallStateRedirecting      CallState = 8
	CallStateTerminating      CallState = 9
	CallStateTerminated       CallState = 10
)

var callStateWords = [...]string{
	"",
	"incoming",
	"establishing",
	"ringing",
	"established",
	"hold",
	"transferring",
	"transferAccepted",
	"redirecting",
	"terminating",
	"terminated",
}

// String is the word.
func (v CallState) String() string { return word(callStateWords[:], uint8(v)) }

// Cause is one of the list cause; 0 is none of them.
type Cause uint8

const (
	CauseLocalHangUp       Cause = 1
	CauseRemoteHangUp      Cause = 2
	CauseRejected          Cause = 3
	CauseRedirected        Cause = 4
	CauseTransferred       Cause = 5
	CauseAnswerTimeout     Cause = 6
	CauseKeepAliveExpired  Cause = 7
	CauseNotFound          Cause = 8
	CauseDeclined          Cause = 9
	CauseBusy              Cause = 10
	CauseNoAnswer          Cause = 11
	CauseMediaFailed       Cause = 12
	CauseAbandoned         Cause = 13
	CauseHangUpUnconfirmed Cause = 14
	CauseFailed            Cause = 15
	CauseUnknown           Cause = 16
)

var causeWords = [...]string{
	"",
	"localHangUp",
	"remoteHangUp",
	"rejected",
	"redirected",
	"transferred",
	"answerTimeout",
	"keepAliveExpired",
	"notFound",
	"declined",
	"busy",
	"noAnswer",
	"mediaFailed",
	"abandoned",
	"hangUpUnconfirmed",
	"failed",
	"unknown",
}

// String is the word.
func (v Cause) String() string { return word(causeWords[:], uint8(v)) }

// DeadlineKind is one of the list deadline_kind; 0 is none of them.
type DeadlineKind uint8

const (
	DeadlineKindKeepAliveExpiry   DeadlineKind = 1
	DeadlineKindAnswer            DeadlineKind = 2
	DeadlineKindRedirect          DeadlineKind = 3
	DeadlineKindTeardown          DeadlineKind = 4
	DeadlineKindInitialSilence    DeadlineKind = 5
	DeadlineKindMaxSilence        DeadlineKind = 6
	DeadlineKindMaxRecordDuration DeadlineKind = 7
	DeadlineKindGiveUp            DeadlineKind = 8
	DeadlineKindKeepAlive         DeadlineKind = 9
	DeadlineKindHangUp            DeadlineKind = 10
	DeadlineKindOperation         DeadlineKind = 11
)

var deadlineKindWords = [...]string{
	"",
	"keepAlive expiry",
	"answer",
	"redirect",
	"teardown",
	"initial silence",
	"max silence",
	"max record duration",
	"give up",
	"keepAlive",
	"hang up",
	"operation",
}

// String is the word.
func (v DeadlineKind) String() string { return word(deadlineKindWords[:], uint8(v)) }

// OperationKind is one of the list operation_kind; 0 is none of them.
type OperationKind uint8

const (
	OperationKindRecord                OperationKind = 1
	OperationKindPlayPrompt            OperationKind = 2
	OperationKindCancelMediaProcessing OperationKind = 3
	OperationKindSubscribeToTone       OperationKind = 4
	OperationKindSendDtmfTones         OperationKind = 5
	OperationKindMute                  OperationKind = 6
	OperationKindUnmute                OperationKind = 7
	OperationKindMuteAll               OperationKind = 8
	OperationKindInvite                OperationKind = 9
	OperationKindStartHoldMusic        OperationKind = 10
	OperationKindStopHoldMusic         OperationKind = 11
	OperationKindAddLargeGalleryView   OperationKind = 12
	OperationKindUpdateRecordingStatus OperationKind = 13
	OperationKindConfigureMixer        OperationKind = 14
	OperationKindStartRecording        OperationKind = 15
	OperationKindStopRecording         OperationKind = 16
	OperationKindStartTranscription    OperationKind = 17
	OperationKindStopTranscription     OperationKind = 18
	OperationKindAdmitFromLobby        OperationKind = 19
	OperationKindRemoveFromLobby       OperationKind = 20
	OperationKindAdmitAllFromLobby     OperationKind = 21
	OperationKindOther                 OperationKind = 22
)

var operationKindWords = [...]string{
	"",
	"record",
	"playPrompt",
	"cancelMediaProcessing",
	"subscribeToTone",
	"sendDtmfTones",
	"mute",
	"unmute",
	"muteAll",
	"invite",
	"startHoldMusic",
	"stopHoldMusic",
	"addLargeGalleryView",
	"updateRecordingStatus",
	"configureMixer",
	"startRecording",
	"stopRecording",
	"startTranscription",
	"stopTranscription",
	"admitFromLobby",
	"removeFromLobby",
	"admitAllFromLobby",
	"other",
}

// String is the word.
func (v OperationKind) String() string { return word(operationKindWords[:], uint8(v)) }

// OperationStatus is one of the list operation_status; 0 is none of them.
type OperationStatus uint8

const (
	OperationStatusNotStarted OperationStatus = 1
	OperationStatusRunning    OperationStatus = 2
	OperationStatusCompleted  OperationStatus = 3
	OperationStatusFailed     OperationStatus = 4
)

var operationStatusWords = [...]string{
	"",
	"notStarted",
	"running",
	"completed",
	"failed",
}

// String is the word.
func (v OperationStatus) String() string { return word(operationStatusWords[:], uint8(v)) }

// CompletionReason is one of the list completion_reason; 0 is none of them.
type CompletionReason uint8

const (
	CompletionReasonOperationCanceled        CompletionReason = 1
	CompletionReasonStopToneDetected         CompletionReason = 2
	CompletionReasonMaxRecordDurationReached CompletionReason = 3
	CompletionReasonInitialSilenceTimeout    CompletionReason = 4
	CompletionReasonMaxSilenceTimeout        CompletionReason = 5
	CompletionReasonPlayPromptFailed         CompletionReason = 6
	CompletionReasonPlayBeepFailed           CompletionReason = 7
	CompletionReasonMediaReceiveTimeout      CompletionReason = 8
	CompletionReasonUnspecifiedError         CompletionReason = 9
	CompletionReasonNone                     CompletionReason = 10
	CompletionReasonCompletedSuccessfully    CompletionReason = 11
	CompletionReasonMediaOperationCanceled   CompletionReason = 12
	CompletionReasonUnknown                  CompletionReason = 13
	CompletionReasonCallEnded                CompletionReason = 14
)

var completionReasonWords = [...]string{
	"",
	"operationCanceled",
	"stopToneDetected",
	"maxRecordDurationReached",
	"initialSilenceTimeout",
	"maxSilenceTimeout",
	"playPromptFailed",
	"playBeepFailed",
	"mediaReceiveTimeout",
	"unspecifiedError",
	"none",
	"completedSuccessfully",
	"mediaOperationCanceled",
	"unknown",
	"callEnded",
}

// String is the word.
func (v CompletionReason) String() string { return word(completionReasonWords[:], uint8(v)) }

// ChangeType is one of the list change_type; 0 is none of them.
type ChangeType uint8

const (
	ChangeTypeCreated ChangeType = 1
	ChangeTypeUpdated ChangeType = 2
	ChangeTypeDeleted ChangeType = 3
)

var changeTypeWords = [...]string{
	"",
	"created",
	"updated",
	"deleted",
}

// String is the word.
func (v ChangeType) String() string { return word(changeTypeWords[:], uint8(v)) }

// Tone is one of the list tone; 0 is none of them.
type Tone uint8

const (
	ToneTone0 Tone = 1
	ToneTone1 Tone = 2
	ToneTone2 Tone = 3
	ToneTone3 Tone = 4
	ToneTone4 Tone = 5
	ToneTone5 Tone = 6
	ToneTone6 Tone = 7
	ToneTone7 Tone = 8
	ToneTone8 Tone = 9
	ToneTone9 Tone = 10
	ToneStar  Tone = 11
	TonePound Tone = 12
	ToneA     Tone = 13
	ToneB     Tone = 14
	ToneC     Tone = 15
	ToneD     Tone = 16
	ToneFlash Tone = 17
)

var toneWords = [...]string{
	"",
	"tone0",
	"tone1",
	"tone2",
	"tone3",
	"tone4",
	"tone5",
	"tone6",
	"tone7",
	"tone8",
	"tone9",
	"star",
	"pound",
	"a",
	"b",
	"c",
	"d",
	"flash",
}

// String is the word.
func (v Tone) String() string { return word(toneWords[:], uint8(v)) }

// PeerEvent is one of the list peer_event; 0 is none of them.
type PeerEvent uint8

const (
	PeerEventRings             PeerEvent = 1
	PeerEventConnects          PeerEvent = 2
	PeerEventDeclines          PeerEvent = 3
	PeerEventBusy              PeerEvent = 4
	PeerEventNoAnswer          PeerEvent = 5
	PeerEventFails             PeerEvent = 6
	PeerEventHangsUp           PeerEvent = 7
	PeerEventHolds             PeerEvent = 8
	PeerEventResumes           PeerEvent = 9
	PeerEventTransferAccepted  PeerEvent = 10
	PeerEventTransferFailed    PeerEvent = 11
	PeerEventTransferCompleted PeerEvent = 12
	PeerEventRedirected        PeerEvent = 13
	PeerEventRedirectFailed    PeerEvent = 14
	PeerEventMediaFailed       PeerEvent = 15
	PeerEventTornDown          PeerEvent = 16
)

var peerEventWords = [...]string{
	"",
	"rings",
	"connects",
	"declines",
	"busy",
	"noAnswer",
	"fails",
	"hangsUp",
	"holds",
	"resumes",
	"transferAccepted",
	"transferFailed",
	"transferCompleted",
	"redirected",
	"redirectFailed",
	"mediaFailed",
	"tornDown",
}

// String is the word.
func (v PeerEvent) String() string { return word(peerEventWords[:], uint8(v)) }

// RecordPhase is one of the list record_phase; 0 is none of them.
type RecordPhase uint8

const (
	RecordPhaseQueued    RecordPhase = 1
	RecordPhasePrompting RecordPhase = 2
	RecordPhaseBeeping   RecordPhase = 3
	RecordPhaseListening RecordPhase = 4
	RecordPhaseSpeaking  RecordPhase = 5
	RecordPhasePausing   RecordPhase = 6
	RecordPhaseEnded     RecordPhase = 7
)

var recordPhaseWords = [...]string{
	"",
	"queued",
	"prompting",
	"beeping",
	"listening",
	"speaking",
	"pausing",
	"ended",
}

// String is the word.
func (v RecordPhase) String() string { return word(recordPhaseWords[:], uint8(v)) }

// Profile is one of the list profile; 0 is none of them.
type Profile uint8

const (
	ProfileRecord         Profile = 1
	ProfileRecordResponse Profile = 2
)

var profileWords = [...]string{
	"",
	"record",
	"recordResponse",
}

// String is the word.
func (v Profile) String() string { return word(profileWords[:], uint8(v)) }

// PolicyField is one of the list policy_field; 0 is none of them.
type PolicyField uint8

const (
	PolicyFieldExpiry         PolicyField = 1
	PolicyFieldInterval       PolicyField = 2
	PolicyFieldJitter         PolicyField = 3
	PolicyFieldStartMargin    PolicyField = 4
	PolicyFieldReplyTimeout   PolicyField = 5
	PolicyFieldRetryInitial   PolicyField = 6
	PolicyFieldRetryMax       PolicyField = 7
	PolicyFieldAbandon        PolicyField = 8
	PolicyFieldSessionExpires PolicyField = 9
	PolicyFieldAnswerDeadline PolicyField = 10
	PolicyFieldHangUpTimeout  PolicyField = 11
	PolicyFieldHangUpGiveUp   PolicyField = 12
	PolicyFieldOperationGrace PolicyField = 13
	PolicyFieldTeardown       PolicyField = 14
)

var policyFieldWords = [...]string{
	"",
	"expiry",
	"interval",
	"jitter",
	"start_margin",
	"reply_timeout",
	"retry_initial",
	"retry_max",
	"abandon",
	"session_expires",
	"answer_deadline",
	"hang_up_timeout",
	"hang_up_give_up",
	"operation_grace",
	"teardown",
}

// String is the word.
func (v PolicyField) String() string { return word(policyFieldWords[:], uint8(v)) }

// NoticeKind is one of the list notice; 0 is none of them.
type NoticeKind uint8

const (
	NoticeKindEvent    NoticeKind = 1
	NoticeKindOther    NoticeKind = 2
	NoticeKindBadEntry NoticeKind = 3
	NoticeKindBadJson  NoticeKind = 4
	NoticeKindRefused  NoticeKind = 5
)

var noticeWords = [...]string{
	"",
	"event",
	"other",
	"badEntry",
	"badJson",
	"refused",
}

// String is the word.
func (v NoticeKind) String() string { return word(noticeWords[:], uint8(v)) }

// Verb is one of the list verb; 0 is none of them.
type Verb uint8

const (
	VerbGet    Verb = 1
	VerbPost   Verb = 2
	VerbDelete Verb = 3
)

var verbWords = [...]string{
	"",
	"GET",
	"POST",
	"DELETE",
}

// String is the word.
func (v Verb) String() string { return word(verbWords[:], uint8(v)) }

// ApiVersion is one of the list api_version; 0 is none of them.
type ApiVersion uint8

const (
	ApiVersionV10  ApiVersion = 1
	ApiVersionBeta ApiVersion = 2
)

var apiVersionWords = [...]string{
	"",
	"v1.0",
	"beta",
}

// String is the word.
func (v ApiVersion) String() string { return word(apiVersionWords[:], uint8(v)) }
