# Printed by bindings/abi from the declarations in bindings/c: do not edit.
"""Numbers, words, structs and functions of the C ABI."""

import ctypes
from typing import Final, Literal

ABI: Final = 1
NEVER: Final = 18446744073709551615
NONE: Final = 255
UNKNOWN: Final = 254
HAS_CONTEXT: Final = 1
HAS_ID: Final = 2
HAS_CODE: Final = 4
HAS_SUBCODE: Final = 8
HAS_RETRY_AFTER: Final = 16
HAS_TAKES_AT_MOST: Final = 32
HAS_TIMEOUT: Final = 64
HAS_INITIAL_SILENCE: Final = 128
HAS_MAX_SILENCE: Final = 256
HAS_MAX_DURATION: Final = 512
CLOCK_REGRESSED: Final = 1
DEADLINE_CHANGED: Final = 2
PRESUMED_LOST: Final = 4
IN_FLIGHT: Final = 8
AUDIO_ACTIVE: Final = 16
HANG_UP_CONFIRMED: Final = 32
MAX_OUTPUTS: Final = 22
SNAPSHOT_MAX: Final = 480
LAYOUT: Final = 4250375182
STRUCT_APP: Final = 0
STRUCT_SERVICE: Final = 1
STRUCT_APP_EVENT: Final = 2
STRUCT_SERVICE_EVENT: Final = 3
STRUCT_OUTPUT: Final = 4
STRUCT_STEP: Final = 5
STRUCT_OPERATION: Final = 6
STRUCT_RESULT: Final = 7
STRUCT_APP_SETTINGS: Final = 8
STRUCT_SERVICE_SETTINGS: Final = 9
STRUCT_SETTING_ERROR: Final = 10
STRUCT_NOTICE: Final = 11
LIST_CODE: Final = 0
LIST_APP_EVENT: Final = 1
LIST_APP_REQUEST: Final = 2
LIST_APP_BODY: Final = 3
LIST_APP_OUTPUT: Final = 4
LIST_SERVICE_EVENT: Final = 5
LIST_SERVICE_REQUEST: Final = 6
LIST_MEDIA_EVENT: Final = 7
LIST_SERVICE_OUTPUT: Final = 8
LIST_VERDICT: Final = 9
LIST_REJECTION: Final = 10
LIST_CALL_STATE: Final = 11
LIST_CAUSE: Final = 12
LIST_DEADLINE_KIND: Final = 13
LIST_OPERATION_KIND: Final = 14
LIST_OPERATION_STATUS: Final = 15
LIST_COMPLETION_REASON: Final = 16
LIST_CHANGE_TYPE: Final = 17
LIST_TONE: Final = 18
LIST_PEER_EVENT: Final = 19
LIST_RECORD_PHASE: Final = 20
LIST_PROFILE: Final = 21
LIST_POLICY_FIELD: Final = 22
LIST_NOTICE: Final = 23
LIST_VERB: Final = 24
LIST_API_VERSION: Final = 25

OK: Final = 0
NULL: Final = 1
MISALIGNED: Final = 2
NO_CALL: Final = 3
OTHER_VERSION: Final = 4
OVERLAP: Final = 5
BAD_KIND: Final = 6
BAD_REQUEST: Final = 7
BAD_OPERATION: Final = 8
BAD_BODY: Final = 9
BAD_CHANGE: Final = 10
BAD_STATE: Final = 11
BAD_TONE: Final = 12
BAD_STATUS: Final = 13
BAD_REASON: Final = 14
BAD_FLAG: Final = 15
BAD_PEER: Final = 16
BAD_MEDIA: Final = 17
BAD_PROFILE: Final = 18
BAD_STOP_TONES: Final = 19
BAD_CAUSE: Final = 20
BAD_SETTING: Final = 21
TOO_SHORT: Final = 22
NO_OPERATION: Final = 23
SNAPSHOT_TOO_LONG: Final = 24
SNAPSHOT_TOO_SHORT: Final = 25
SNAPSHOT_TRAILING: Final = 26
SNAPSHOT_VERSION: Final = 27
SNAPSHOT_OTHER_END: Final = 28
SNAPSHOT_TOO_MANY_SLOTS: Final = 29
SNAPSHOT_IMPOSSIBLE: Final = 30
BAD_TEXT: Final = 31
NOTHING: Final = 32
BAD_OUTPUT: Final = 33
BODY_TOO_LONG: Final = 34
BODY_MISSING: Final = 35
WRONG_BODY: Final = 36
PARTICIPANT_MISSING: Final = 37
NOT_OF_PARTICIPANT: Final = 38
UNKNOWN_REQUEST: Final = 39
BAD_API_VERSION: Final = 40
NO_FLEET: Final = 41
FLEET_MOVED: Final = 42
BAD_COUNT: Final = 43
OTHER_SETTINGS: Final = 44
ID_TAKEN: Final = 45
FLEET_FULL: Final = 46
NO_SUCH_CALL: Final = 47
Code = Literal[
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
]
CODE_WORDS: Final[tuple[Code, ...]] = (
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
)

APP_EVENT_WAKE: Final = 0
APP_EVENT_ASK: Final = 1
APP_EVENT_SENT: Final = 2
APP_EVENT_REPLY: Final = 3
APP_EVENT_FAILED: Final = 4
APP_EVENT_CALL: Final = 5
APP_EVENT_OPERATION: Final = 6
APP_EVENT_CREATED: Final = 7
AppEvent = Literal[
    "wake",
    "ask",
    "sent",
    "reply",
    "failed",
    "call",
    "operation",
    "created",
]
APP_EVENT_WORDS: Final[tuple[AppEvent, ...]] = (
    "wake",
    "ask",
    "sent",
    "reply",
    "failed",
    "call",
    "operation",
    "created",
)

APP_REQUEST_KEEP_ALIVE: Final = 0
APP_REQUEST_GET_CALL: Final = 1
APP_REQUEST_HANG_UP: Final = 2
APP_REQUEST_ANSWER: Final = 3
APP_REQUEST_REJECT: Final = 4
APP_REQUEST_REDIRECT: Final = 5
APP_REQUEST_TRANSFER: Final = 6
APP_REQUEST_OPERATION: Final = 7
APP_REQUEST_OTHER: Final = 8
AppRequest = Literal[
    "keepAlive",
    "getCall",
    "hangUp",
    "answer",
    "reject",
    "redirect",
    "transfer",
    "operation",
    "other",
]
APP_REQUEST_WORDS: Final[tuple[AppRequest, ...]] = (
    "keepAlive",
    "getCall",
    "hangUp",
    "answer",
    "reject",
    "redirect",
    "transfer",
    "operation",
    "other",
)

APP_BODY_EMPTY: Final = 0
APP_BODY_CALL: Final = 1
APP_BODY_OPERATION: Final = 2
AppBody = Literal[
    "empty",
    "call",
    "operation",
]
APP_BODY_WORDS: Final[tuple[AppBody, ...]] = (
    "empty",
    "call",
    "operation",
)

APP_OUTPUT_SEND: Final = 0
APP_OUTPUT_STATE: Final = 1
APP_OUTPUT_ENDED: Final = 2
APP_OUTPUT_RESULT_LEARNT: Final = 3
APP_OUTPUT_AUDIO_ACTIVE: Final = 4
APP_OUTPUT_TONE: Final = 5
APP_OUTPUT_KEEP_ALIVE_SUCCEEDED: Final = 6
APP_OUTPUT_KEEP_ALIVE_FAILED: Final = 7
APP_OUTPUT_PRESUMED_LOST: Final = 8
APP_OUTPUT_REVIVED: Final = 9
APP_OUTPUT_ANSWER_OVERDUE: Final = 10
APP_OUTPUT_OPERATION_ACCEPTED: Final = 11
APP_OUTPUT_OPERATION_RUNNING: Final = 12
APP_OUTPUT_OPERATION_ENDED: Final = 13
APP_OUTPUT_OPERATIONS_CANCELLED: Final = 14
APP_OUTPUT_OPERATIONS_OVERDUE: Final = 15
AppOutput = Literal[
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
]
APP_OUTPUT_WORDS: Final[tuple[AppOutput, ...]] = (
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
)

SERVICE_EVENT_WAKE: Final = 0
SERVICE_EVENT_REQUEST: Final = 1
SERVICE_EVENT_PEER: Final = 2
SERVICE_EVENT_MEDIA: Final = 3
SERVICE_EVENT_FINISHED: Final = 4
ServiceEvent = Literal[
    "wake",
    "request",
    "peer",
    "media",
    "finished",
]
SERVICE_EVENT_WORDS: Final[tuple[ServiceEvent, ...]] = (
    "wake",
    "request",
    "peer",
    "media",
    "finished",
)

SERVICE_REQUEST_KEEP_ALIVE: Final = 0
SERVICE_REQUEST_GET_CALL: Final = 1
SERVICE_REQUEST_HANG_UP: Final = 2
SERVICE_REQUEST_ANSWER: Final = 3
SERVICE_REQUEST_REJECT: Final = 4
SERVICE_REQUEST_REDIRECT: Final = 5
SERVICE_REQUEST_TRANSFER: Final = 6
SERVICE_REQUEST_RECORD: Final = 7
SERVICE_REQUEST_PLAY_PROMPT: Final = 8
SERVICE_REQUEST_START: Final = 9
SERVICE_REQUEST_GET_OPERATION: Final = 10
SERVICE_REQUEST_BAD_BODY: Final = 11
SERVICE_REQUEST_OTHER: Final = 12
ServiceRequest = Literal[
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
]
SERVICE_REQUEST_WORDS: Final[tuple[ServiceRequest, ...]] = (
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
)

MEDIA_EVENT_PROMPT_FINISHED: Final = 0
MEDIA_EVENT_PROMPT_FAILED: Final = 1
MEDIA_EVENT_BEEP_FINISHED: Final = 2
MEDIA_EVENT_BEEP_FAILED: Final = 3
MEDIA_EVENT_SPEECH_STARTED: Final = 4
MEDIA_EVENT_SPEECH_STOPPED: Final = 5
MEDIA_EVENT_TONE: Final = 6
MEDIA_EVENT_MEDIA_LOST: Final = 7
MEDIA_EVENT_RECORD_FAILED: Final = 8
MediaEvent = Literal[
    "promptFinished",
    "promptFailed",
    "beepFinished",
    "beepFailed",
    "speechStarted",
    "speechStopped",
    "tone",
    "mediaLost",
    "recordFailed",
]
MEDIA_EVENT_WORDS: Final[tuple[MediaEvent, ...]] = (
    "promptFinished",
    "promptFailed",
    "beepFinished",
    "beepFailed",
    "speechStarted",
    "speechStopped",
    "tone",
    "mediaLost",
    "recordFailed",
)

SERVICE_OUTPUT_ANSWER: Final = 0
SERVICE_OUTPUT_STATE: Final = 1
SERVICE_OUTPUT_ENDED: Final = 2
SERVICE_OUTPUT_OPERATIONS_ENDED: Final = 3
SERVICE_OUTPUT_PHASE: Final = 4
SERVICE_OUTPUT_OPERATION_ENDED: Final = 5
SERVICE_OUTPUT_TONE: Final = 6
ServiceOutput = Literal[
    "answer",
    "state",
    "ended",
    "operationsEnded",
    "phase",
    "operationEnded",
    "tone",
]
SERVICE_OUTPUT_WORDS: Final[tuple[ServiceOutput, ...]] = (
    "answer",
    "state",
    "ended",
    "operationsEnded",
    "phase",
    "operationEnded",
    "tone",
)

VERDICT_APPLIED: Final = 0
VERDICT_NO_CHANGE: Final = 1
VERDICT_STALE: Final = 2
VERDICT_REJECTED: Final = 3
Verdict = Literal[
    "applied",
    "noChange",
    "stale",
    "rejected",
]
VERDICT_WORDS: Final[tuple[Verdict, ...]] = (
    "applied",
    "noChange",
    "stale",
    "rejected",
)

REJECTION_ENDED: Final = 0
REJECTION_WRONG_STATE: Final = 1
REJECTION_UNKNOWN_STATE: Final = 2
REJECTION_UNKNOWN_OPERATION: Final = 3
REJECTION_NO_FREE_SLOT: Final = 4
REJECTION_QUEUE_FULL: Final = 5
REJECTION_BAD_PARAMETERS: Final = 6
REJECTION_WRONG_PHASE: Final = 7
REJECTION_UNDER_WAY: Final = 8
Rejection = Literal[
    "ended",
    "wrongState",
    "unknownState",
    "unknownOperation",
    "noFreeSlot",
    "queueFull",
    "badParameters",
    "wrongPhase",
    "underWay",
]
REJECTION_WORDS: Final[tuple[Rejection, ...]] = (
    "ended",
    "wrongState",
    "unknownState",
    "unknownOperation",
    "noFreeSlot",
    "queueFull",
    "badParameters",
    "wrongPhase",
    "underWay",
)

CALL_STATE_INCOMING: Final = 0
CALL_STATE_ESTABLISHING: Final = 1
CALL_STATE_RINGING: Final = 2
CALL_STATE_ESTABLISHED: Final = 3
CALL_STATE_HOLD: Final = 4
CALL_STATE_TRANSFERRING: Final = 5
CALL_STATE_TRANSFER_ACCEPTED: Final = 6
CALL_STATE_REDIRECTING: Final = 7
CALL_STATE_TERMINATING: Final = 8
CALL_STATE_TERMINATED: Final = 9
CallState = Literal[
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
]
CALL_STATE_WORDS: Final[tuple[CallState, ...]] = (
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
)

CAUSE_LOCAL_HANG_UP: Final = 0
CAUSE_REMOTE_HANG_UP: Final = 1
CAUSE_REJECTED: Final = 2
CAUSE_REDIRECTED: Final = 3
CAUSE_TRANSFERRED: Final = 4
CAUSE_ANSWER_TIMEOUT: Final = 5
CAUSE_KEEP_ALIVE_EXPIRED: Final = 6
CAUSE_NOT_FOUND: Final = 7
CAUSE_DECLINED: Final = 8
CAUSE_BUSY: Final = 9
CAUSE_NO_ANSWER: Final = 10
CAUSE_MEDIA_FAILED: Final = 11
CAUSE_ABANDONED: Final = 12
CAUSE_HANG_UP_UNCONFIRMED: Final = 13
CAUSE_FAILED: Final = 14
CAUSE_UNKNOWN: Final = 15
Cause = Literal[
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
]
CAUSE_WORDS: Final[tuple[Cause, ...]] = (
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
)

DEADLINE_KIND_KEEP_ALIVE_EXPIRY: Final = 0
DEADLINE_KIND_ANSWER: Final = 1
DEADLINE_KIND_REDIRECT: Final = 2
DEADLINE_KIND_TEARDOWN: Final = 3
DEADLINE_KIND_INITIAL_SILENCE: Final = 4
DEADLINE_KIND_MAX_SILENCE: Final = 5
DEADLINE_KIND_MAX_RECORD_DURATION: Final = 6
DEADLINE_KIND_GIVE_UP: Final = 7
DEADLINE_KIND_KEEP_ALIVE: Final = 8
DEADLINE_KIND_HANG_UP: Final = 9
DEADLINE_KIND_OPERATION: Final = 10
DeadlineKind = Literal[
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
]
DEADLINE_KIND_WORDS: Final[tuple[DeadlineKind, ...]] = (
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
)

OPERATION_KIND_RECORD: Final = 0
OPERATION_KIND_PLAY_PROMPT: Final = 1
OPERATION_KIND_CANCEL_MEDIA_PROCESSING: Final = 2
OPERATION_KIND_SUBSCRIBE_TO_TONE: Final = 3
OPERATION_KIND_SEND_DTMF_TONES: Final = 4
OPERATION_KIND_MUTE: Final = 5
OPERATION_KIND_UNMUTE: Final = 6
OPERATION_KIND_MUTE_ALL: Final = 7
OPERATION_KIND_INVITE: Final = 8
OPERATION_KIND_START_HOLD_MUSIC: Final = 9
OPERATION_KIND_STOP_HOLD_MUSIC: Final = 10
OPERATION_KIND_ADD_LARGE_GALLERY_VIEW: Final = 11
OPERATION_KIND_UPDATE_RECORDING_STATUS: Final = 12
OPERATION_KIND_CONFIGURE_MIXER: Final = 13
OPERATION_KIND_START_RECORDING: Final = 14
OPERATION_KIND_STOP_RECORDING: Final = 15
OPERATION_KIND_START_TRANSCRIPTION: Final = 16
OPERATION_KIND_STOP_TRANSCRIPTION: Final = 17
OPERATION_KIND_ADMIT_FROM_LOBBY: Final = 18
OPERATION_KIND_REMOVE_FROM_LOBBY: Final = 19
OPERATION_KIND_ADMIT_ALL_FROM_LOBBY: Final = 20
OPERATION_KIND_OTHER: Final = 21
OperationKind = Literal[
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
]
OPERATION_KIND_WORDS: Final[tuple[OperationKind, ...]] = (
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
)

OPERATION_STATUS_NOT_STARTED: Final = 0
OPERATION_STATUS_RUNNING: Final = 1
OPERATION_STATUS_COMPLETED: Final = 2
OPERATION_STATUS_FAILED: Final = 3
OperationStatus = Literal[
    "notStarted",
    "running",
    "completed",
    "failed",
]
OPERATION_STATUS_WORDS: Final[tuple[OperationStatus, ...]] = (
    "notStarted",
    "running",
    "completed",
    "failed",
)

COMPLETION_REASON_OPERATION_CANCELED: Final = 0
COMPLETION_REASON_STOP_TONE_DETECTED: Final = 1
COMPLETION_REASON_MAX_RECORD_DURATION_REACHED: Final = 2
COMPLETION_REASON_INITIAL_SILENCE_TIMEOUT: Final = 3
COMPLETION_REASON_MAX_SILENCE_TIMEOUT: Final = 4
COMPLETION_REASON_PLAY_PROMPT_FAILED: Final = 5
COMPLETION_REASON_PLAY_BEEP_FAILED: Final = 6
COMPLETION_REASON_MEDIA_RECEIVE_TIMEOUT: Final = 7
COMPLETION_REASON_UNSPECIFIED_ERROR: Final = 8
COMPLETION_REASON_NONE: Final = 9
COMPLETION_REASON_COMPLETED_SUCCESSFULLY: Final = 10
COMPLETION_REASON_MEDIA_OPERATION_CANCELED: Final = 11
COMPLETION_REASON_UNKNOWN: Final = 12
COMPLETION_REASON_CALL_ENDED: Final = 13
CompletionReason = Literal[
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
]
COMPLETION_REASON_WORDS: Final[tuple[CompletionReason, ...]] = (
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
)

CHANGE_TYPE_CREATED: Final = 0
CHANGE_TYPE_UPDATED: Final = 1
CHANGE_TYPE_DELETED: Final = 2
ChangeType = Literal[
    "created",
    "updated",
    "deleted",
]
CHANGE_TYPE_WORDS: Final[tuple[ChangeType, ...]] = (
    "created",
    "updated",
    "deleted",
)

TONE_TONE0: Final = 0
TONE_TONE1: Final = 1
TONE_TONE2: Final = 2
TONE_TONE3: Final = 3
TONE_TONE4: Final = 4
TONE_TONE5: Final = 5
TONE_TONE6: Final = 6
TONE_TONE7: Final = 7
TONE_TONE8: Final = 8
TONE_TONE9: Final = 9
TONE_STAR: Final = 10
TONE_POUND: Final = 11
TONE_A: Final = 12
TONE_B: Final = 13
TONE_C: Final = 14
TONE_D: Final = 15
TONE_FLASH: Final = 16
Tone = Literal[
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
]
TONE_WORDS: Final[tuple[Tone, ...]] = (
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
)

PEER_EVENT_RINGS: Final = 0
PEER_EVENT_CONNECTS: Final = 1
PEER_EVENT_DECLINES: Final = 2
PEER_EVENT_BUSY: Final = 3
PEER_EVENT_NO_ANSWER: Final = 4
PEER_EVENT_FAILS: Final = 5
PEER_EVENT_HANGS_UP: Final = 6
PEER_EVENT_HOLDS: Final = 7
PEER_EVENT_RESUMES: Final = 8
PEER_EVENT_TRANSFER_ACCEPTED: Final = 9
PEER_EVENT_TRANSFER_FAILED: Final = 10
PEER_EVENT_TRANSFER_COMPLETED: Final = 11
PEER_EVENT_REDIRECTED: Final = 12
PEER_EVENT_REDIRECT_FAILED: Final = 13
PEER_EVENT_MEDIA_FAILED: Final = 14
PEER_EVENT_TORN_DOWN: Final = 15
PeerEvent = Literal[
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
]
PEER_EVENT_WORDS: Final[tuple[PeerEvent, ...]] = (
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
)

RECORD_PHASE_QUEUED: Final = 0
RECORD_PHASE_PROMPTING: Final = 1
RECORD_PHASE_BEEPING: Final = 2
RECORD_PHASE_LISTENING: Final = 3
RECORD_PHASE_SPEAKING: Final = 4
RECORD_PHASE_PAUSING: Final = 5
RECORD_PHASE_ENDED: Final = 6
RecordPhase = Literal[
    "queued",
    "prompting",
    "beeping",
    "listening",
    "speaking",
    "pausing",
    "ended",
]
RECORD_PHASE_WORDS: Final[tuple[RecordPhase, ...]] = (
    "queued",
    "prompting",
    "beeping",
    "listening",
    "speaking",
    "pausing",
    "ended",
)

PROFILE_RECORD: Final = 0
PROFILE_RECORD_RESPONSE: Final = 1
Profile = Literal[
    "record",
    "recordResponse",
]
PROFILE_WORDS: Final[tuple[Profile, ...]] = (
    "record",
    "recordResponse",
)

POLICY_FIELD_EXPIRY: Final = 0
POLICY_FIELD_INTERVAL: Final = 1
POLICY_FIELD_JITTER: Final = 2
POLICY_FIELD_START_MARGIN: Final = 3
POLICY_FIELD_REPLY_TIMEOUT: Final = 4
POLICY_FIELD_RETRY_INITIAL: Final = 5
POLICY_FIELD_RETRY_MAX: Final = 6
POLICY_FIELD_ABANDON: Final = 7
POLICY_FIELD_SESSION_EXPIRES: Final = 8
POLICY_FIELD_ANSWER_DEADLINE: Final = 9
POLICY_FIELD_HANG_UP_TIMEOUT: Final = 10
POLICY_FIELD_HANG_UP_GIVE_UP: Final = 11
POLICY_FIELD_OPERATION_GRACE: Final = 12
POLICY_FIELD_TEARDOWN: Final = 13
PolicyField = Literal[
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
]
POLICY_FIELD_WORDS: Final[tuple[PolicyField, ...]] = (
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
)

NOTICE_EVENT: Final = 0
NOTICE_OTHER: Final = 1
NOTICE_BAD_ENTRY: Final = 2
NOTICE_BAD_JSON: Final = 3
NOTICE_REFUSED: Final = 4
Notice = Literal[
    "event",
    "other",
    "badEntry",
    "badJson",
    "refused",
]
NOTICE_WORDS: Final[tuple[Notice, ...]] = (
    "event",
    "other",
    "badEntry",
    "badJson",
    "refused",
)

VERB_GET: Final = 0
VERB_POST: Final = 1
VERB_DELETE: Final = 2
Verb = Literal[
    "GET",
    "POST",
    "DELETE",
]
VERB_WORDS: Final[tuple[Verb, ...]] = (
    "GET",
    "POST",
    "DELETE",
)

API_VERSION_V1_0: Final = 0
API_VERSION_BETA: Final = 1
ApiVersion = Literal[
    "v1.0",
    "beta",
]
API_VERSION_WORDS: Final[tuple[ApiVersion, ...]] = (
    "v1.0",
    "beta",
)

# Each struct for the module `struct`: its format, its members and where they are.
APP_SIZE: Final = 344
APP_FORMAT: Final = "=344s"
APP_MEMBERS: Final = ("opaque",)
APP_AT_OPAQUE: Final = 0
SERVICE_SIZE: Final = 528
SERVICE_FORMAT: Final = "=528s"
SERVICE_MEMBERS: Final = ("opaque",)
SERVICE_AT_OPAQUE: Final = 0
APP_EVENT_SIZE: Final = 96
APP_EVENT_FORMAT: Final = "=QQ16s16sqiiIIIHHBBBBBBBBBBBBB3s"
APP_EVENT_MEMBERS: Final = ("now", "sent", "id", "context", "sequence_id", "code", "subcode", "retry_after", "takes_at_most", "has", "number", "status", "kind", "request", "operation", "body", "change", "state", "audio_active", "tone", "app_transferred", "deleted", "endless", "operation_status", "reason", "reserved",)
APP_EVENT_AT_NOW: Final = 0
APP_EVENT_AT_SENT: Final = 8
APP_EVENT_AT_ID: Final = 16
APP_EVENT_AT_CONTEXT: Final = 32
APP_EVENT_AT_SEQUENCE_ID: Final = 48
APP_EVENT_AT_CODE: Final = 56
APP_EVENT_AT_SUBCODE: Final = 60
APP_EVENT_AT_RETRY_AFTER: Final = 64
APP_EVENT_AT_TAKES_AT_MOST: Final = 68
APP_EVENT_AT_HAS: Final = 72
APP_EVENT_AT_NUMBER: Final = 76
APP_EVENT_AT_STATUS: Final = 78
APP_EVENT_AT_KIND: Final = 80
APP_EVENT_AT_REQUEST: Final = 81
APP_EVENT_AT_OPERATION: Final = 82
APP_EVENT_AT_BODY: Final = 83
APP_EVENT_AT_CHANGE: Final = 84
APP_EVENT_AT_STATE: Final = 85
APP_EVENT_AT_AUDIO_ACTIVE: Final = 86
APP_EVENT_AT_TONE: Final = 87
APP_EVENT_AT_APP_TRANSFERRED: Final = 88
APP_EVENT_AT_DELETED: Final = 89
APP_EVENT_AT_ENDLESS: Final = 90
APP_EVENT_AT_OPERATION_STATUS: Final = 91
APP_EVENT_AT_REASON: Final = 92
APP_EVENT_AT_RESERVED: Final = 93
SERVICE_EVENT_SIZE: Final = 144
SERVICE_EVENT_FORMAT: Final = "=Q16s16s64sIIiiiiIBBBBBBBBBBBB"
SERVICE_EVENT_MEMBERS: Final = ("now", "id", "context", "stop_tones", "prompts", "targets", "timeout", "initial_silence_timeout", "max_silence_timeout", "max_record_duration", "has", "kind", "request", "operation", "peer", "media", "tone", "slot", "success", "profile", "barge_in_allowed", "play_beep", "stream_while_recording",)
SERVICE_EVENT_AT_NOW: Final = 0
SERVICE_EVENT_AT_ID: Final = 8
SERVICE_EVENT_AT_CONTEXT: Final = 24
SERVICE_EVENT_AT_STOP_TONES: Final = 40
SERVICE_EVENT_AT_PROMPTS: Final = 104
SERVICE_EVENT_AT_TARGETS: Final = 108
SERVICE_EVENT_AT_TIMEOUT: Final = 112
SERVICE_EVENT_AT_INITIAL_SILENCE_TIMEOUT: Final = 116
SERVICE_EVENT_AT_MAX_SILENCE_TIMEOUT: Final = 120
SERVICE_EVENT_AT_MAX_RECORD_DURATION: Final = 124
SERVICE_EVENT_AT_HAS: Final = 128
SERVICE_EVENT_AT_KIND: Final = 132
SERVICE_EVENT_AT_REQUEST: Final = 133
SERVICE_EVENT_AT_OPERATION: Final = 134
SERVICE_EVENT_AT_PEER: Final = 135
SERVICE_EVENT_AT_MEDIA: Final = 136
SERVICE_EVENT_AT_TONE: Final = 137
SERVICE_EVENT_AT_SLOT: Final = 138
SERVICE_EVENT_AT_SUCCESS: Final = 139
SERVICE_EVENT_AT_PROFILE: Final = 140
SERVICE_EVENT_AT_BARGE_IN_ALLOWED: Final = 141
SERVICE_EVENT_AT_PLAY_BEEP: Final = 142
SERVICE_EVENT_AT_STREAM_WHILE_RECORDING: Final = 143
OUTPUT_SIZE: Final = 32
OUTPUT_FORMAT: Final = "=QIIHHBBBBBBBBBBBB"
OUTPUT_MEMBERS: Final = ("at", "slots", "sequence", "number", "status", "kind", "request", "operation", "slot", "from", "to", "cause", "tone", "operation_status", "reason", "phase", "flag",)
OUTPUT_AT_AT: Final = 0
OUTPUT_AT_SLOTS: Final = 8
OUTPUT_AT_SEQUENCE: Final = 12
OUTPUT_AT_NUMBER: Final = 16
OUTPUT_AT_STATUS: Final = 18
OUTPUT_AT_KIND: Final = 20
OUTPUT_AT_REQUEST: Final = 21
OUTPUT_AT_OPERATION: Final = 22
OUTPUT_AT_SLOT: Final = 23
OUTPUT_AT_FROM: Final = 24
OUTPUT_AT_TO: Final = 25
OUTPUT_AT_CAUSE: Final = 26
OUTPUT_AT_TONE: Final = 27
OUTPUT_AT_OPERATION_STATUS: Final = 28
OUTPUT_AT_REASON: Final = 29
OUTPUT_AT_PHASE: Final = 30
OUTPUT_AT_FLAG: Final = 31
STEP_SIZE: Final = 728
STEP_FORMAT: Final = "=QQBBBBBBBB704s"
STEP_MEMBERS: Final = ("next_deadline", "expires_at", "verdict", "rejection", "state", "cause", "deadline_kind", "flags", "failures", "count", "outputs",)
STEP_AT_NEXT_DEADLINE: Final = 0
STEP_AT_EXPIRES_AT: Final = 8
STEP_AT_VERDICT: Final = 16
STEP_AT_REJECTION: Final = 17
STEP_AT_STATE: Final = 18
STEP_AT_CAUSE: Final = 19
STEP_AT_DEADLINE_KIND: Final = 20
STEP_AT_FLAGS: Final = 21
STEP_AT_FAILURES: Final = 22
STEP_AT_COUNT: Final = 23
STEP_AT_OUTPUTS: Final = 24
OPERATION_SIZE: Final = 48
OPERATION_FORMAT: Final = "=16s16sIBBBBBBB5s"
OPERATION_MEMBERS: Final = ("id", "context", "has", "slot", "kind", "operation_status", "reason", "accepted", "phase", "profile", "reserved",)
OPERATION_AT_ID: Final = 0
OPERATION_AT_CONTEXT: Final = 16
OPERATION_AT_HAS: Final = 32
OPERATION_AT_SLOT: Final = 36
OPERATION_AT_KIND: Final = 37
OPERATION_AT_OPERATION_STATUS: Final = 38
OPERATION_AT_REASON: Final = 39
OPERATION_AT_ACCEPTED: Final = 40
OPERATION_AT_PHASE: Final = 41
OPERATION_AT_PROFILE: Final = 42
OPERATION_AT_RESERVED: Final = 43
RESULT_SIZE: Final = 16
RESULT_FORMAT: Final = "=iiII"
RESULT_MEMBERS: Final = ("code", "subcode", "has", "reserved",)
RESULT_AT_CODE: Final = 0
RESULT_AT_SUBCODE: Final = 4
RESULT_AT_HAS: Final = 8
RESULT_AT_RESERVED: Final = 12
APP_SETTINGS_SIZE: Final = 48
APP_SETTINGS_FORMAT: Final = "=IIIIIIIIIIII"
APP_SETTINGS_MEMBERS: Final = ("expiry", "interval", "jitter", "start_margin", "reply_timeout", "retry_initial", "retry_max", "abandon", "answer_deadline", "hang_up_timeout", "hang_up_give_up", "operation_grace",)
APP_SETTINGS_AT_EXPIRY: Final = 0
APP_SETTINGS_AT_INTERVAL: Final = 4
APP_SETTINGS_AT_JITTER: Final = 8
APP_SETTINGS_AT_START_MARGIN: Final = 12
APP_SETTINGS_AT_REPLY_TIMEOUT: Final = 16
APP_SETTINGS_AT_RETRY_INITIAL: Final = 20
APP_SETTINGS_AT_RETRY_MAX: Final = 24
APP_SETTINGS_AT_ABANDON: Final = 28
APP_SETTINGS_AT_ANSWER_DEADLINE: Final = 32
APP_SETTINGS_AT_HANG_UP_TIMEOUT: Final = 36
APP_SETTINGS_AT_HANG_UP_GIVE_UP: Final = 40
APP_SETTINGS_AT_OPERATION_GRACE: Final = 44
SERVICE_SETTINGS_SIZE: Final = 16
SERVICE_SETTINGS_FORMAT: Final = "=IIII"
SERVICE_SETTINGS_MEMBERS: Final = ("expiry", "answer_deadline", "teardown", "reserved",)
SERVICE_SETTINGS_AT_EXPIRY: Final = 0
SERVICE_SETTINGS_AT_ANSWER_DEADLINE: Final = 4
SERVICE_SETTINGS_AT_TEARDOWN: Final = 8
SERVICE_SETTINGS_AT_RESERVED: Final = 12
SETTING_ERROR_SIZE: Final = 16
SETTING_ERROR_FORMAT: Final = "=IIII"
SETTING_ERROR_MEMBERS: Final = ("field", "value", "min", "max",)
SETTING_ERROR_AT_FIELD: Final = 0
SETTING_ERROR_AT_VALUE: Final = 4
SETTING_ERROR_AT_MIN: Final = 8
SETTING_ERROR_AT_MAX: Final = 12
NOTICE_SIZE: Final = 152
NOTICE_FORMAT: Final = "=96s16sIIIIIIIIBB6s"
NOTICE_MEMBERS: Final = ("event", "call", "location_at", "location_length", "token_at", "token_length", "code_at", "code_length", "message_at", "message_length", "what", "operation", "reserved",)
NOTICE_AT_EVENT: Final = 0
NOTICE_AT_CALL: Final = 96
NOTICE_AT_LOCATION_AT: Final = 112
NOTICE_AT_LOCATION_LENGTH: Final = 116
NOTICE_AT_TOKEN_AT: Final = 120
NOTICE_AT_TOKEN_LENGTH: Final = 124
NOTICE_AT_CODE_AT: Final = 128
NOTICE_AT_CODE_LENGTH: Final = 132
NOTICE_AT_MESSAGE_AT: Final = 136
NOTICE_AT_MESSAGE_LENGTH: Final = 140
NOTICE_AT_WHAT: Final = 144
NOTICE_AT_OPERATION: Final = 145
NOTICE_AT_RESERVED: Final = 146


# Functions: what they return, and what they take.
FUNCTIONS: Final = {
    "cl_abi": (ctypes.c_uint32, ()),
    "cl_layout": (ctypes.c_uint32, ()),
    "cl_size": (ctypes.c_size_t, (ctypes.c_uint32,)),
    "cl_word": (ctypes.c_char_p, (ctypes.c_uint32, ctypes.c_uint32,)),
    "cl_context": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_app_settings_default": (ctypes.c_int32, (ctypes.c_void_p,)),
    "cl_app_settings_check": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_settings_default": (ctypes.c_int32, (ctypes.c_void_p,)),
    "cl_service_settings_check": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_event_init": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint8,)),
    "cl_app_outgoing": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_app_incoming": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_app_adopted": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint8, ctypes.c_void_p,)),
    "cl_app_handle": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_view": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_id": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_result": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_operation": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint8, ctypes.c_void_p,)),
    "cl_app_digest": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_snapshot": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_app_restore": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_service_event_init": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint8,)),
    "cl_service_outgoing": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_service_incoming": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_service_adopted": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint8, ctypes.c_void_p,)),
    "cl_service_ending": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint8, ctypes.c_void_p,)),
    "cl_service_handle": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_view": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_id": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_operation": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint8, ctypes.c_void_p,)),
    "cl_service_digest": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_snapshot": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_service_restore": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_service_notification": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_service_reply": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_size": (ctypes.c_size_t, (ctypes.c_uint32,)),
    "cl_app_fleet_new": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint32, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_insert": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_find": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_get": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_app_fleet_remove": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_app_fleet_length": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_next_deadline": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_handle": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_app_fleet_handle_all": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t,)),
    "cl_app_fleet_wake": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_size": (ctypes.c_size_t, (ctypes.c_uint32,)),
    "cl_service_fleet_new": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint32, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_insert": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_find": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_get": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_service_fleet_remove": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p,)),
    "cl_service_fleet_length": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_next_deadline": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_handle": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_service_fleet_handle_all": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t,)),
    "cl_service_fleet_wake": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_void_p,)),
    "cl_notices": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_reply": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_created": (ctypes.c_int32, (ctypes.c_uint64, ctypes.c_uint16, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
    "cl_request": (ctypes.c_int32, (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint8, ctypes.c_uint8, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,)),
}
