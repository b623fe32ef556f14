/* Printed by bindings/abi from the declarations in bindings/c: do not edit. */
/* The lifecycle of a Microsoft Graph call, at both ends. bindings/README.md has the rules. */
#ifndef CALL_LIFECYCLE_H
#define CALL_LIFECYCLE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define CL_ALIGNED __attribute__((aligned(8)))
#elif defined(_MSC_VER)
#define CL_ALIGNED __declspec(align(8))
#else
#define CL_ALIGNED /* The memory of values and structs has to be a multiple of 8. */
#endif

#if defined(__cplusplus)
#define CL_ASSERT(name, condition) static_assert(condition, #name)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define CL_ASSERT(name, condition) _Static_assert(condition, #name)
#else
#define CL_ASSERT(name, condition) typedef char cl_assert_##name[(condition) ? 1 : -1]
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the ABI. It changes when something that was there is not, or means another
 * thing; what is added does not change it.
 */
#define CL_ABI 1
/* A time that never comes: there is no deadline, or no expiry. */
#define CL_NEVER UINT64_MAX
/* The number of what is absent. */
#define CL_NONE 255
/* The state of a report that has a word which is no known state. */
#define CL_UNKNOWN 254
/* `context` is there. */
#define CL_HAS_CONTEXT 1
/* `id` is there. (An event of the service's end always has it where it needs one.) */
#define CL_HAS_ID 2
/* `code` is there. */
#define CL_HAS_CODE 4
/* `subcode` is there; it counts only with `code`. */
#define CL_HAS_SUBCODE 8
/* `retry_after` is there. */
#define CL_HAS_RETRY_AFTER 16
/* `takes_at_most` is there. */
#define CL_HAS_TAKES_AT_MOST 32
/* `timeout` is there. */
#define CL_HAS_TIMEOUT 64
/* `initial_silence_timeout` is there. */
#define CL_HAS_INITIAL_SILENCE 128
/* `max_silence_timeout` is there. */
#define CL_HAS_MAX_SILENCE 256
/* `max_record_duration` is there. */
#define CL_HAS_MAX_DURATION 512
/* `now` was earlier than in an earlier step; the call went on as if no time had passed. */
#define CL_CLOCK_REGRESSED 1
/* `next_deadline` has changed: arm the timer anew. */
#define CL_DEADLINE_CHANGED 2
/* The expiry has passed, and the call has not ended. (Application.) */
#define CL_PRESUMED_LOST 4
/* A keepAlive was sent, and its reply is awaited. (Application.) */
#define CL_IN_FLIGHT 8
/* Audio flows, by the last notification that said so or denied it. (Application.) */
#define CL_AUDIO_ACTIVE 16
/* The application has asked the service to end the call, and the service has confirmed it.
 * (Application.)
 */
#define CL_HANG_UP_CONFIRMED 32
/* The most outputs of a step. */
#define CL_MAX_OUTPUTS 22
/* The most bytes that a snapshot of either end takes. */
#define CL_SNAPSHOT_MAX 480
/* What `cl_layout` returns if this fits the library. */
#define CL_LAYOUT UINT32_C(0xfd57940e)
/* The number of `cl_app` for `cl_size`. */
#define CL_STRUCT_APP 0
/* The number of `cl_service` for `cl_size`. */
#define CL_STRUCT_SERVICE 1
/* The number of `cl_app_event` for `cl_size`. */
#define CL_STRUCT_APP_EVENT 2
/* The number of `cl_service_event` for `cl_size`. */
#define CL_STRUCT_SERVICE_EVENT 3
/* The number of `cl_output` for `cl_size`. */
#define CL_STRUCT_OUTPUT 4
/* The number of `cl_step` for `cl_size`. */
#define CL_STRUCT_STEP 5
/* The number of `cl_operation` for `cl_size`. */
#define CL_STRUCT_OPERATION 6
/* The number of `cl_result` for `cl_size`. */
#define CL_STRUCT_RESULT 7
/* The number of `cl_app_settings` for `cl_size`. */
#define CL_STRUCT_APP_SETTINGS 8
/* The number of `cl_service_settings` for `cl_size`. */
#define CL_STRUCT_SERVICE_SETTINGS 9
/* The number of `cl_setting_error` for `cl_size`. */
#define CL_STRUCT_SETTING_ERROR 10
/* The number of `cl_notice` for `cl_size`. */
#define CL_STRUCT_NOTICE 11
/* The number of the list code for `cl_word`. */
#define CL_LIST_CODE 0
/* The number of the list app_event for `cl_word`. */
#define CL_LIST_APP_EVENT 1
/* The number of the list app_request for `cl_word`. */
#define CL_LIST_APP_REQUEST 2
/* The number of the list app_body for `cl_word`. */
#define CL_LIST_APP_BODY 3
/* The number of the list app_output for `cl_word`. */
#define CL_LIST_APP_OUTPUT 4
/* The number of the list service_event for `cl_word`. */
#define CL_LIST_SERVICE_EVENT 5
/* The number of the list service_request for `cl_word`. */
#define CL_LIST_SERVICE_REQUEST 6
/* The number of the list media_event for `cl_word`. */
#define CL_LIST_MEDIA_EVENT 7
/* The number of the list service_output for `cl_word`. */
#define CL_LIST_SERVICE_OUTPUT 8
/* The number of the list verdict for `cl_word`. */
#define CL_LIST_VERDICT 9
/* The number of the list rejection for `cl_word`. */
#define CL_LIST_REJECTION 10
/* The number of the list call_state for `cl_word`. */
#define CL_LIST_CALL_STATE 11
/* The number of the list cause for `cl_word`. */
#define CL_LIST_CAUSE 12
/* The number of the list deadline_kind for `cl_word`. */
#define CL_LIST_DEADLINE_KIND 13
/* The number of the list operation_kind for `cl_word`. */
#define CL_LIST_OPERATION_KIND 14
/* The number of the list operation_status for `cl_word`. */
#define CL_LIST_OPERATION_STATUS 15
/* The number of the list completion_reason for `cl_word`. */
#define CL_LIST_COMPLETION_REASON 16
/* The number of the list change_type for `cl_word`. */
#define CL_LIST_CHANGE_TYPE 17
/* The number of the list tone for `cl_word`. */
#define CL_LIST_TONE 18
/* The number of the list peer_event for `cl_word`. */
#define CL_LIST_PEER_EVENT 19
/* The number of the list record_phase for `cl_word`. */
#define CL_LIST_RECORD_PHASE 20
/* The number of the list profile for `cl_word`. */
#define CL_LIST_PROFILE 21
/* The number of the list policy_field for `cl_word`. */
#define CL_LIST_POLICY_FIELD 22
/* The number of the list notice for `cl_word`. */
#define CL_LIST_NOTICE 23
/* The number of the list verb for `cl_word`. */
#define CL_LIST_VERB 24
/* The number of the list api_version for `cl_word`. */
#define CL_LIST_API_VERSION 25

/* The list CL_LIST_CODE. */
enum {
    CL_OK = 0, /* it worked */
    CL_NULL = 1, /* a pointer is null: give the address of memory of your own */
    CL_MISALIGNED = 2, /* a pointer is not aligned: values and structs lie at multiples of 8 bytes */
    CL_NO_CALL = 3, /* there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore */
    CL_OTHER_VERSION = 4, /* the value was made by another version of the library: store snapshots, not memory */
    CL_OVERLAP = 5, /* two structs overlap: give each its own memory */
    CL_BAD_KIND = 6, /* kind is no kind of event */
    CL_BAD_REQUEST = 7, /* request is no request of this end */
    CL_BAD_OPERATION = 8, /* operation is no kind of operation */
    CL_BAD_BODY = 9, /* body is neither empty nor a call nor an operation */
    CL_BAD_CHANGE = 10, /* change is neither created nor updated nor deleted */
    CL_BAD_STATE = 11, /* state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed */
    CL_BAD_TONE = 12, /* tone is no tone */
    CL_BAD_STATUS = 13, /* operation_status is no status of an operation */
    CL_BAD_REASON = 14, /* reason is no completionReason */
    CL_BAD_FLAG = 15, /* a flag is neither 0 nor 1, nor CL_NONE where it may be absent */
    CL_BAD_PEER = 16, /* peer is no event of the other side */
    CL_BAD_MEDIA = 17, /* media is no event of the media */
    CL_BAD_PROFILE = 18, /* profile is neither record nor recordResponse */
    CL_BAD_STOP_TONES = 19, /* stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400 */
    CL_BAD_CAUSE = 20, /* cause is no cause of an end */
    CL_BAD_SETTING = 21, /* a setting is out of range: the check of the settings says which, and what is allowed */
    CL_TOO_SHORT = 22, /* the buffer is too short: the length that is needed was written */
    CL_NO_OPERATION = 23, /* that slot has no operation */
    CL_SNAPSHOT_TOO_LONG = 24, /* the snapshot is longer than any snapshot of a call */
    CL_SNAPSHOT_TOO_SHORT = 25, /* the snapshot ends too early */
    CL_SNAPSHOT_TRAILING = 26, /* there are bytes after the snapshot */
    CL_SNAPSHOT_VERSION = 27, /* the snapshot has a version that this library does not know */
    CL_SNAPSHOT_OTHER_END = 28, /* the snapshot is one of the other end */
    CL_SNAPSHOT_TOO_MANY_SLOTS = 29, /* the snapshot has more operation slots than a call has here */
    CL_SNAPSHOT_IMPOSSIBLE = 30, /* no call under these settings can have written the snapshot */
    CL_BAD_TEXT = 31, /* a text is not UTF-8 */
    CL_NOTHING = 32, /* there is nothing to write: this output is not notified, or is no answer */
    CL_BAD_OUTPUT = 33, /* a member of the output has no such number: hand in an output of a step as it came */
    CL_BODY_TOO_LONG = 34, /* the body is longer than 16 MiB: the service sends no such body */
    CL_BODY_MISSING = 35, /* the method needs a body: give the JSON of its parameters */
    CL_WRONG_BODY = 36, /* the method takes no body: give none */
    CL_PARTICIPANT_MISSING = 37, /* the method is one of a participant: give the participant's id */
    CL_NOT_OF_PARTICIPANT = 38, /* the method does not belong to a participant: give no participant */
    CL_UNKNOWN_REQUEST = 39, /* only the host knows the URL of the request: send it as the one who asked for it */
    CL_BAD_API_VERSION = 40, /* version is no version of Graph's API */
    CL_NO_FLEET = 41, /* there is no fleet of this end in that memory: make one */
    CL_FLEET_MOVED = 42, /* the memory of the fleet was moved: it has to stay where the fleet was made */
    CL_BAD_COUNT = 43, /* a fleet has 1 to 16777216 calls */
    CL_OTHER_SETTINGS = 44, /* the call has other settings than the fleet: all calls of a fleet share their settings */
    CL_ID_TAKEN = 45, /* the fleet has a call with that id already: hand the event to that one */
    CL_FLEET_FULL = 46, /* every place of the fleet is taken: remove calls that have ended, or make a larger one */
    CL_NO_SUCH_CALL = 47 /* the fleet has no call with that handle or id: it was removed, or never added */
};

/* The list CL_LIST_APP_EVENT. */
enum {
    CL_APP_EVENT_WAKE = 0, /* wake */
    CL_APP_EVENT_ASK = 1, /* ask */
    CL_APP_EVENT_SENT = 2, /* sent */
    CL_APP_EVENT_REPLY = 3, /* reply */
    CL_APP_EVENT_FAILED = 4, /* failed */
    CL_APP_EVENT_CALL = 5, /* call */
    CL_APP_EVENT_OPERATION = 6, /* operation */
    CL_APP_EVENT_CREATED = 7 /* created */
};

/* The list CL_LIST_APP_REQUEST. */
enum {
    CL_APP_REQUEST_KEEP_ALIVE = 0, /* keepAlive */
    CL_APP_REQUEST_GET_CALL = 1, /* getCall */
    CL_APP_REQUEST_HANG_UP = 2, /* hangUp */
    CL_APP_REQUEST_ANSWER = 3, /* answer */
    CL_APP_REQUEST_REJECT = 4, /* reject */
    CL_APP_REQUEST_REDIRECT = 5, /* redirect */
    CL_APP_REQUEST_TRANSFER = 6, /* transfer */
    CL_APP_REQUEST_OPERATION = 7, /* operation */
    CL_APP_REQUEST_OTHER = 8 /* other */
};

/* The list CL_LIST_APP_BODY. */
enum {
    CL_APP_BODY_EMPTY = 0, /* empty */
    CL_APP_BODY_CALL = 1, /* call */
    CL_APP_BODY_OPERATION = 2 /* operation */
};

/* The list CL_LIST_APP_OUTPUT. */
enum {
    CL_APP_OUTPUT_SEND = 0, /* send */
    CL_APP_OUTPUT_STATE = 1, /* state */
    CL_APP_OUTPUT_ENDED = 2, /* ended */
    CL_APP_OUTPUT_RESULT_LEARNT = 3, /* resultLearnt */
    CL_APP_OUTPUT_AUDIO_ACTIVE = 4, /* audioActive */
    CL_APP_OUTPUT_TONE = 5, /* tone */
    CL_APP_OUTPUT_KEEP_ALIVE_SUCCEEDED = 6, /* keepAliveSucceeded */
    CL_APP_OUTPUT_KEEP_ALIVE_FAILED = 7, /* keepAliveFailed */
    CL_APP_OUTPUT_PRESUMED_LOST = 8, /* presumedLost */
    CL_APP_OUTPUT_REVIVED = 9, /* revived */
    CL_APP_OUTPUT_ANSWER_OVERDUE = 10, /* answerOverdue */
    CL_APP_OUTPUT_OPERATION_ACCEPTED = 11, /* operationAccepted */
    CL_APP_OUTPUT_OPERATION_RUNNING = 12, /* operationRunning */
    CL_APP_OUTPUT_OPERATION_ENDED = 13, /* operationEnded */
    CL_APP_OUTPUT_OPERATIONS_CANCELLED = 14, /* operationsCancelled */
    CL_APP_OUTPUT_OPERATIONS_OVERDUE = 15 /* operationsOverdue */
};

/* The list CL_LIST_SERVICE_EVENT. */
enum {
    CL_SERVICE_EVENT_WAKE = 0, /* wake */
    CL_SERVICE_EVENT_REQUEST = 1, /* request */
    CL_SERVICE_EVENT_PEER = 2, /* peer */
    CL_SERVICE_EVENT_MEDIA = 3, /* media */
    CL_SERVICE_EVENT_FINISHED = 4 /* finished */
};

/* The list CL_LIST_SERVICE_REQUEST. */
enum {
    CL_SERVICE_REQUEST_KEEP_ALIVE = 0, /* keepAlive */
    CL_SERVICE_REQUEST_GET_CALL = 1, /* getCall */
    CL_SERVICE_REQUEST_HANG_UP = 2, /* hangUp */
    CL_SERVICE_REQUEST_ANSWER = 3, /* answer */
    CL_SERVICE_REQUEST_REJECT = 4, /* reject */
    CL_SERVICE_REQUEST_REDIRECT = 5, /* redirect */
    CL_SERVICE_REQUEST_TRANSFER = 6, /* transfer */
    CL_SERVICE_REQUEST_RECORD = 7, /* record */
    CL_SERVICE_REQUEST_PLAY_PROMPT = 8, /* playPrompt */
    CL_SERVICE_REQUEST_START = 9, /* start */
    CL_SERVICE_REQUEST_GET_OPERATION = 10, /* getOperation */
    CL_SERVICE_REQUEST_BAD_BODY = 11, /* badBody */
    CL_SERVICE_REQUEST_OTHER = 12 /* other */
};

/* The list CL_LIST_MEDIA_EVENT. */
enum {
    CL_MEDIA_EVENT_PROMPT_FINISHED = 0, /* promptFinished */
    CL_MEDIA_EVENT_PROMPT_FAILED = 1, /* promptFailed */
    CL_MEDIA_EVENT_BEEP_FINISHED = 2, /* beepFinished */
    CL_MEDIA_EVENT_BEEP_FAILED = 3, /* beepFailed */
    CL_MEDIA_EVENT_SPEECH_STARTED = 4, /* speechStarted */
    CL_MEDIA_EVENT_SPEECH_STOPPED = 5, /* speechStopped */
    CL_MEDIA_EVENT_TONE = 6, /* tone */
    CL_MEDIA_EVENT_MEDIA_LOST = 7, /* mediaLost */
    CL_MEDIA_EVENT_RECORD_FAILED = 8 /* recordFailed */
};

/* The list CL_LIST_SERVICE_OUTPUT. */
enum {
    CL_SERVICE_OUTPUT_ANSWER = 0, /* answer */
    CL_SERVICE_OUTPUT_STATE = 1, /* state */
    CL_SERVICE_OUTPUT_ENDED = 2, /* ended */
    CL_SERVICE_OUTPUT_OPERATIONS_ENDED = 3, /* operationsEnded */
    CL_SERVICE_OUTPUT_PHASE = 4, /* phase */
    CL_SERVICE_OUTPUT_OPERATION_ENDED = 5, /* operationEnded */
    CL_SERVICE_OUTPUT_TONE = 6 /* tone */
};

/* The list CL_LIST_VERDICT. */
enum {
    CL_VERDICT_APPLIED = 0, /* applied */
    CL_VERDICT_NO_CHANGE = 1, /* noChange */
    CL_VERDICT_STALE = 2, /* stale */
    CL_VERDICT_REJECTED = 3 /* rejected */
};

/* The list CL_LIST_REJECTION. */
enum {
    CL_REJECTION_ENDED = 0, /* ended */
    CL_REJECTION_WRONG_STATE = 1, /* wrongState */
    CL_REJECTION_UNKNOWN_STATE = 2, /* unknownState */
    CL_REJECTION_UNKNOWN_OPERATION = 3, /* unknownOperation */
    CL_REJECTION_NO_FREE_SLOT = 4, /* noFreeSlot */
    CL_REJECTION_QUEUE_FULL = 5, /* queueFull */
    CL_REJECTION_BAD_PARAMETERS = 6, /* badParameters */
    CL_REJECTION_WRONG_PHASE = 7, /* wrongPhase */
    CL_REJECTION_UNDER_WAY = 8 /* underWay */
};

/* The list CL_LIST_CALL_STATE. */
enum {
    CL_CALL_STATE_INCOMING = 0, /* incoming */
    CL_CALL_STATE_ESTABLISHING = 1, /* establishing */
    CL_CALL_STATE_RINGING = 2, /* ringing */
    CL_CALL_STATE_ESTABLISHED = 3, /* established */
    CL_CALL_STATE_HOLD = 4, /* hold */
    CL_CALL_STATE_TRANSFERRING = 5, /* transferring */
    CL_CALL_STATE_TRANSFER_ACCEPTED = 6, /* transferAccepted */
    CL_CALL_STATE_REDIRECTING = 7, /* redirecting */
    CL_CALL_STATE_TERMINATING = 8, /* terminating */
    CL_CALL_STATE_TERMINATED = 9 /* terminated */
};

/* The list CL_LIST_CAUSE. */
enum {
    CL_CAUSE_LOCAL_HANG_UP = 0, /* localHangUp */
    CL_CAUSE_REMOTE_HANG_UP = 1, /* remoteHangUp */
    CL_CAUSE_REJECTED = 2, /* rejected */
    CL_CAUSE_REDIRECTED = 3, /* redirected */
    CL_CAUSE_TRANSFERRED = 4, /* transferred */
    CL_CAUSE_ANSWER_TIMEOUT = 5, /* answerTimeout */
    CL_CAUSE_KEEP_ALIVE_EXPIRED = 6, /* keepAliveExpired */
    CL_CAUSE_NOT_FOUND = 7, /* notFound */
    CL_CAUSE_DECLINED = 8, /* declined */
    CL_CAUSE_BUSY = 9, /* busy */
    CL_CAUSE_NO_ANSWER = 10, /* noAnswer */
    CL_CAUSE_MEDIA_FAILED = 11, /* mediaFailed */
    CL_CAUSE_ABANDONED = 12, /* abandoned */
    CL_CAUSE_HANG_UP_UNCONFIRMED = 13, /* hangUpUnconfirmed */
    CL_CAUSE_FAILED = 14, /* failed */
    CL_CAUSE_UNKNOWN = 15 /* unknown */
};

/* The list CL_LIST_DEADLINE_KIND. */
enum {
    CL_DEADLINE_KIND_KEEP_ALIVE_EXPIRY = 0, /* keepAlive expiry */
    CL_DEADLINE_KIND_ANSWER = 1, /* answer */
    CL_DEADLINE_KIND_REDIRECT = 2, /* redirect */
    CL_DEADLINE_KIND_TEARDOWN = 3, /* teardown */
    CL_DEADLINE_KIND_INITIAL_SILENCE = 4, /* initial silence */
    CL_DEADLINE_KIND_MAX_SILENCE = 5, /* max silence */
    CL_DEADLINE_KIND_MAX_RECORD_DURATION = 6, /* max record duration */
    CL_DEADLINE_KIND_GIVE_UP = 7, /* give up */
    CL_DEADLINE_KIND_KEEP_ALIVE = 8, /* keepAlive */
    CL_DEADLINE_KIND_HANG_UP = 9, /* hang up */
    CL_DEADLINE_KIND_OPERATION = 10 /* operation */
};

/* The list CL_LIST_OPERATION_KIND. */
enum {
    CL_OPERATION_KIND_RECORD = 0, /* record */
    CL_OPERATION_KIND_PLAY_PROMPT = 1, /* playPrompt */
    CL_OPERATION_KIND_CANCEL_MEDIA_PROCESSING = 2, /* cancelMediaProcessing */
    CL_OPERATION_KIND_SUBSCRIBE_TO_TONE = 3, /* subscribeToTone */
    CL_OPERATION_KIND_SEND_DTMF_TONES = 4, /* sendDtmfTones */
    CL_OPERATION_KIND_MUTE = 5, /* mute */
    CL_OPERATION_KIND_UNMUTE = 6, /* unmute */
    CL_OPERATION_KIND_MUTE_ALL = 7, /* muteAll */
    CL_OPERATION_KIND_INVITE = 8, /* invite */
    CL_OPERATION_KIND_START_HOLD_MUSIC = 9, /* startHoldMusic */
    CL_OPERATION_KIND_STOP_HOLD_MUSIC = 10, /* stopHoldMusic */
    CL_OPERATION_KIND_ADD_LARGE_GALLERY_VIEW = 11, /* addLargeGalleryView */
    CL_OPERATION_KIND_UPDATE_RECORDING_STATUS = 12, /* updateRecordingStatus */
    CL_OPERATION_KIND_CONFIGURE_MIXER = 13, /* configureMixer */
    CL_OPERATION_KIND_START_RECORDING = 14, /* startRecording */
    CL_OPERATION_KIND_STOP_RECORDING = 15, /* stopRecording */
    CL_OPERATION_KIND_START_TRANSCRIPTION = 16, /* startTranscription */
    CL_OPERATION_KIND_STOP_TRANSCRIPTION = 17, /* stopTranscription */
    CL_OPERATION_KIND_ADMIT_FROM_LOBBY = 18, /* admitFromLobby */
    CL_OPERATION_KIND_REMOVE_FROM_LOBBY = 19, /* removeFromLobby */
    CL_OPERATION_KIND_ADMIT_ALL_FROM_LOBBY = 20, /* admitAllFromLobby */
    CL_OPERATION_KIND_OTHER = 21 /* other */
};

/* The list CL_LIST_OPERATION_STATUS. */
enum {
    CL_OPERATION_STATUS_NOT_STARTED = 0, /* notStarted */
    CL_OPERATION_STATUS_RUNNING = 1, /* running */
    CL_OPERATION_STATUS_COMPLETED = 2, /* completed */
    CL_OPERATION_STATUS_FAILED = 3 /* failed */
};

/* The list CL_LIST_COMPLETION_REASON. */
enum {
    CL_COMPLETION_REASON_OPERATION_CANCELED = 0, /* operationCanceled */
    CL_COMPLETION_REASON_STOP_TONE_DETECTED = 1, /* stopToneDetected */
    CL_COMPLETION_REASON_MAX_RECORD_DURATION_REACHED = 2, /* maxRecordDurationReached */
    CL_COMPLETION_REASON_INITIAL_SILENCE_TIMEOUT = 3, /* initialSilenceTimeout */
    CL_COMPLETION_REASON_MAX_SILENCE_TIMEOUT = 4, /* maxSilenceTimeout */
    CL_COMPLETION_REASON_PLAY_PROMPT_FAILED = 5, /* playPromptFailed */
    CL_COMPLETION_REASON_PLAY_BEEP_FAILED = 6, /* playBeepFailed */
    CL_COMPLETION_REASON_MEDIA_RECEIVE_TIMEOUT = 7, /* mediaReceiveTimeout */
    CL_COMPLETION_REASON_UNSPECIFIED_ERROR = 8, /* unspecifiedError */
    CL_COMPLETION_REASON_NONE = 9, /* none */
    CL_COMPLETION_REASON_COMPLETED_SUCCESSFULLY = 10, /* completedSuccessfully */
    CL_COMPLETION_REASON_MEDIA_OPERATION_CANCELED = 11, /* mediaOperationCanceled */
    CL_COMPLETION_REASON_UNKNOWN = 12, /* unknown */
    CL_COMPLETION_REASON_CALL_ENDED = 13 /* callEnded */
};

/* The list CL_LIST_CHANGE_TYPE. */
enum {
    CL_CHANGE_TYPE_CREATED = 0, /* created */
    CL_CHANGE_TYPE_UPDATED = 1, /* updated */
    CL_CHANGE_TYPE_DELETED = 2 /* deleted */
};

/* The list CL_LIST_TONE. */
enum {
    CL_TONE_TONE0 = 0, /* tone0 */
    CL_TONE_TONE1 = 1, /* tone1 */
    CL_TONE_TONE2 = 2, /* tone2 */
    CL_TONE_TONE3 = 3, /* tone3 */
    CL_TONE_TONE4 = 4, /* tone4 */
    CL_TONE_TONE5 = 5, /* tone5 */
    CL_TONE_TONE6 = 6, /* tone6 */
    CL_TONE_TONE7 = 7, /* tone7 */
    CL_TONE_TONE8 = 8, /* tone8 */
    CL_TONE_TONE9 = 9, /* tone9 */
    CL_TONE_STAR = 10, /* star */
    CL_TONE_POUND = 11, /* pound */
    CL_TONE_A = 12, /* a */
    CL_TONE_B = 13, /* b */
    CL_TONE_C = 14, /* c */
    CL_TONE_D = 15, /* d */
    CL_TONE_FLASH = 16 /* flash */
};

/* The list CL_LIST_PEER_EVENT. */
enum {
    CL_PEER_EVENT_RINGS = 0, /* rings */
    CL_PEER_EVENT_CONNECTS = 1, /* connects */
    CL_PEER_EVENT_DECLINES = 2, /* declines */
    CL_PEER_EVENT_BUSY = 3, /* busy */
    CL_PEER_EVENT_NO_ANSWER = 4, /* noAnswer */
    CL_PEER_EVENT_FAILS = 5, /* fails */
    CL_PEER_EVENT_HANGS_UP = 6, /* hangsUp */
    CL_PEER_EVENT_HOLDS = 7, /* holds */
    CL_PEER_EVENT_RESUMES = 8, /* resumes */
    CL_PEER_EVENT_TRANSFER_ACCEPTED = 9, /* transferAccepted */
    CL_PEER_EVENT_TRANSFER_FAILED = 10, /* transferFailed */
    CL_PEER_EVENT_TRANSFER_COMPLETED = 11, /* transferCompleted */
    CL_PEER_EVENT_REDIRECTED = 12, /* redirected */
    CL_PEER_EVENT_REDIRECT_FAILED = 13, /* redirectFailed */
    CL_PEER_EVENT_MEDIA_FAILED = 14, /* mediaFailed */
    CL_PEER_EVENT_TORN_DOWN = 15 /* tornDown */
};

/* The list CL_LIST_RECORD_PHASE. */
enum {
    CL_RECORD_PHASE_QUEUED = 0, /* queued */
    CL_RECORD_PHASE_PROMPTING = 1, /* prompting */
    CL_RECORD_PHASE_BEEPING = 2, /* beeping */
    CL_RECORD_PHASE_LISTENING = 3, /* listening */
    CL_RECORD_PHASE_SPEAKING = 4, /* speaking */
    CL_RECORD_PHASE_PAUSING = 5, /* pausing */
    CL_RECORD_PHASE_ENDED = 6 /* ended */
};

/* The list CL_LIST_PROFILE. */
enum {
    CL_PROFILE_RECORD = 0, /* record */
    CL_PROFILE_RECORD_RESPONSE = 1 /* recordResponse */
};

/* The list CL_LIST_POLICY_FIELD. */
enum {
    CL_POLICY_FIELD_EXPIRY = 0, /* expiry */
    CL_POLICY_FIELD_INTERVAL = 1, /* interval */
    CL_POLICY_FIELD_JITTER = 2, /* jitter */
    CL_POLICY_FIELD_START_MARGIN = 3, /* start_margin */
    CL_POLICY_FIELD_REPLY_TIMEOUT = 4, /* reply_timeout */
    CL_POLICY_FIELD_RETRY_INITIAL = 5, /* retry_initial */
    CL_POLICY_FIELD_RETRY_MAX = 6, /* retry_max */
    CL_POLICY_FIELD_ABANDON = 7, /* abandon */
    CL_POLICY_FIELD_SESSION_EXPIRES = 8, /* session_expires */
    CL_POLICY_FIELD_ANSWER_DEADLINE = 9, /* answer_deadline */
    CL_POLICY_FIELD_HANG_UP_TIMEOUT = 10, /* hang_up_timeout */
    CL_POLICY_FIELD_HANG_UP_GIVE_UP = 11, /* hang_up_give_up */
    CL_POLICY_FIELD_OPERATION_GRACE = 12, /* operation_grace */
    CL_POLICY_FIELD_TEARDOWN = 13 /* teardown */
};

/* The list CL_LIST_NOTICE. */
enum {
    CL_NOTICE_EVENT = 0, /* event */
    CL_NOTICE_OTHER = 1, /* other */
    CL_NOTICE_BAD_ENTRY = 2, /* badEntry */
    CL_NOTICE_BAD_JSON = 3, /* badJson */
    CL_NOTICE_REFUSED = 4 /* refused */
};

/* The list CL_LIST_VERB. */
enum {
    CL_VERB_GET = 0, /* GET */
    CL_VERB_POST = 1, /* POST */
    CL_VERB_DELETE = 2 /* DELETE */
};

/* The list CL_LIST_API_VERSION. */
enum {
    CL_API_VERSION_V1_0 = 0, /* v1.0 */
    CL_API_VERSION_BETA = 1 /* beta */
};

/* The application's end of a call, with room for 4 operations at a time.
 *
 * What is in it is nobody else's business. It may be copied and moved byte by byte, within one
 * process; what outlives the process is a snapshot.
 */
typedef struct CL_ALIGNED cl_app {
    /* Its content. */
    uint64_t opaque[43];
} cl_app;

/* The service's end of a call, with room for 4 operations at a time.
 *
 * What is in it is nobody else's business. It may be copied and moved byte by byte, within one
 * process; what outlives the process is a snapshot.
 */
typedef struct CL_ALIGNED cl_service {
    /* Its content. */
    uint64_t opaque[66];
} cl_service;

/* An event of the application's end.
 *
 * `cl_app_event_init` makes one in which every member is absent; set those that the kind has. The
 * others are ignored.
 *
 * | kind | members |
 * |---|---|
 * | wake | |
 * | ask | request, operation; of an operation: context, takes_at_most, endless |
 * | sent | request, operation, number; of an operation that the call did not ask for: as ask |
 * | reply | request, operation, number, sent, status, retry_after, body; with body call or operation, the members of that |
 * | failed | request, operation, number |
 * | call | change, state, code, subcode, audio_active, tone, sequence_id, app_transferred |
 * | operation | id, context, operation_status, reason, code, subcode, deleted |
 * | created | sent |
 */
typedef struct CL_ALIGNED cl_app_event {
    /* The time, in milliseconds, of a clock that never goes back. */
    uint64_t now;
    /* When the request that is answered was sent. */
    uint64_t sent;
    /* The id of an operation, in the order of its digits (CL_HAS_ID). */
    uint8_t id[16];
    /* The clientContext of an operation, as `cl_context` makes it of a text (CL_HAS_CONTEXT). */
    uint8_t context[16];
    /* `sequenceId` of a tone. */
    int64_t sequence_id;
    /* `resultInfo.code` (CL_HAS_CODE). */
    int32_t code;
    /* `resultInfo.subcode` (CL_HAS_SUBCODE). */
    int32_t subcode;
    /* `Retry-After` in milliseconds (CL_HAS_RETRY_AFTER). */
    uint32_t retry_after;
    /* The longest that an operation can take, in milliseconds (CL_HAS_TAKES_AT_MOST). */
    uint32_t takes_at_most;
    /* Which optional members are there: bits CL_HAS_. */
    uint32_t has;
    /* The number of the request's token. */
    uint16_t number;
    /* The HTTP status of a reply. */
    uint16_t status;
    /* CL_APP_EVENT_ */
    uint8_t kind;
    /* CL_APP_REQUEST_ */
    uint8_t request;
    /* CL_OPERATION_KIND_ of a request that is an operation. */
    uint8_t operation;
    /* What the body of a reply says: CL_APP_BODY_ */
    uint8_t body;
    /* CL_CHANGE_TYPE_ */
    uint8_t change;
    /* CL_CALL_STATE_, or CL_UNKNOWN, or CL_NONE. */
    uint8_t state;
    /* 0, 1 or CL_NONE. */
    uint8_t audio_active;
    /* CL_TONE_ or CL_NONE. */
    uint8_t tone;
    /* Whether the application was transferred: 0 or 1. */
    uint8_t app_transferred;
    /* Whether the operation was deleted: 0 or 1. */
    uint8_t deleted;
    /* Whether it is a playPrompt with loop: 0 or 1. */
    uint8_t endless;
    /* CL_OPERATION_STATUS_ or CL_NONE. */
    uint8_t operation_status;
    /* CL_COMPLETION_REASON_ or CL_NONE. */
    uint8_t reason;
    /* Nothing yet. */
    uint8_t reserved[3];
} cl_app_event;

/* An event of the service's end.
 *
 * `cl_service_event_init` makes one in which every member is absent; set those that the kind has.
 * The others are ignored.
 *
 * | kind | members |
 * |---|---|
 * | wake | |
 * | request | request, and of redirect: targets, timeout; of record: id, context, profile, prompts, barge_in_allowed, play_beep, stream_while_recording, the three timeouts, stop_tones; of playPrompt: id, context, prompts; of start: id, context, operation; of getOperation: id |
 * | peer | peer |
 * | media | media; of tone: tone |
 * | finished | slot, success |
 */
typedef struct CL_ALIGNED cl_service_event {
    /* The time, in milliseconds, of a clock that never goes back. */
    uint64_t now;
    /* The id of an operation, in the order of its digits. */
    uint8_t id[16];
    /* The clientContext of an operation, as `cl_context` makes it of a text (CL_HAS_CONTEXT). */
    uint8_t context[16];
    /* `stopTones`: up to 8 sequences of up to 8 symbols (0-9, *, #, A-D), each filled up with
     * zeros.
     */
    uint8_t stop_tones[64];
    /* How many prompts there are. */
    uint32_t prompts;
    /* How many targets a redirect has. */
    uint32_t targets;
    /* `timeout` of a redirect, in seconds (CL_HAS_TIMEOUT). */
    int32_t timeout;
    /* `initialSilenceTimeoutInSeconds` (CL_HAS_INITIAL_SILENCE). */
    int32_t initial_silence_timeout;
    /* `maxSilenceTimeoutInSeconds` (CL_HAS_MAX_SILENCE). */
    int32_t max_silence_timeout;
    /* `maxRecordDurationInSeconds` (CL_HAS_MAX_DURATION). */
    int32_t max_record_duration;
    /* Which optional members are there: bits CL_HAS_. */
    uint32_t has;
    /* CL_SERVICE_EVENT_ */
    uint8_t kind;
    /* CL_SERVICE_REQUEST_ */
    uint8_t request;
    /* CL_OPERATION_KIND_ */
    uint8_t operation;
    /* CL_PEER_EVENT_ */
    uint8_t peer;
    /* CL_MEDIA_EVENT_ */
    uint8_t media;
    /* CL_TONE_ */
    uint8_t tone;
    /* The slot of an operation. */
    uint8_t slot;
    /* Whether an operation did what it was for: 0 or 1. */
    uint8_t success;
    /* CL_PROFILE_ */
    uint8_t profile;
    /* `bargeInAllowed`: 0, 1 or CL_NONE. */
    uint8_t barge_in_allowed;
    /* `playBeep`: 0, 1 or CL_NONE. */
    uint8_t play_beep;
    /* `streamWhileRecording`: 0, 1 or CL_NONE. */
    uint8_t stream_while_recording;
} cl_service_event;

/* Something to do, or to know.
 *
 * Members that the kind does not have are CL_NONE or 0. Of the application's end:
 *
 * | kind | members |
 * |---|---|
 * | send | request, operation, number |
 * | state | from, to |
 * | ended | cause, slots |
 * | audioActive | flag |
 * | tone | tone |
 * | operationAccepted, operationRunning | slot |
 * | operationEnded | slot, operation_status, reason |
 * | operationsCancelled, operationsOverdue | slots |
 *
 * Of the service's end:
 *
 * | kind | members |
 * |---|---|
 * | answer | status, slot |
 * | state | from, to |
 * | ended | cause |
 * | operationsEnded | slots |
 * | phase | slot, phase, flag (announce the location now) |
 * | operationEnded | slot, operation_status, reason |
 * | tone | tone, sequence |
 */
typedef struct CL_ALIGNED cl_output {
    /* The time from which it counts. */
    uint64_t at;
    /* Slots of operations, a bit each. */
    uint32_t slots;
    /* `sequenceId` of a tone. */
    uint32_t sequence;
    /* The number of the token of the request to send. */
    uint16_t number;
    /* The HTTP status to answer. */
    uint16_t status;
    /* CL_APP_OUTPUT_ or CL_SERVICE_OUTPUT_ */
    uint8_t kind;
    /* The request to send: CL_APP_REQUEST_ */
    uint8_t request;
    /* CL_OPERATION_KIND_ of a request that is an operation. */
    uint8_t operation;
    /* The slot of an operation. */
    uint8_t slot;
    /* The state before: CL_CALL_STATE_ */
    uint8_t from;
    /* The state now: CL_CALL_STATE_ */
    uint8_t to;
    /* CL_CAUSE_ */
    uint8_t cause;
    /* CL_TONE_ */
    uint8_t tone;
    /* CL_OPERATION_STATUS_ */
    uint8_t operation_status;
    /* CL_COMPLETION_REASON_ */
    uint8_t reason;
    /* CL_RECORD_PHASE_ */
    uint8_t phase;
    /* 0 or 1. */
    uint8_t flag;
} cl_output;

/* What an event did, what is to be done, and how the call stands afterwards: all that a host
 * asks for after an event.
 *
 * Only the first `count` of `outputs` are written.
 */
typedef struct CL_ALIGNED cl_step {
    /* When to wake the call next, or CL_NEVER. */
    uint64_t next_deadline;
    /* When the call expires, or expired; CL_NEVER past the end of time. */
    uint64_t expires_at;
    /* CL_VERDICT_ */
    uint8_t verdict;
    /* Why the event was rejected: CL_REJECTION_ or CL_NONE. */
    uint8_t rejection;
    /* The state: CL_CALL_STATE_ */
    uint8_t state;
    /* Why the call ended (at the service's end: or is ending): CL_CAUSE_ or CL_NONE. */
    uint8_t cause;
    /* What the deadline is for: CL_DEADLINE_KIND_ or CL_NONE. */
    uint8_t deadline_kind;
    /* What else is so: bits CL_CLOCK_REGRESSED and those after it. */
    uint8_t flags;
    /* How many keepAlives have failed since the last success. (Application.) */
    uint8_t failures;
    /* How many outputs there are. */
    uint8_t count;
    /* What to do, in order of time. */
    cl_output outputs[22];
} cl_step;

/* An operation of a call. */
typedef struct CL_ALIGNED cl_operation {
    /* The service's id, in the order of its digits (CL_HAS_ID). */
    uint8_t id[16];
    /* Its clientContext, as `cl_context` makes it of a text (CL_HAS_CONTEXT). */
    uint8_t context[16];
    /* Which optional members are there: bits CL_HAS_. */
    uint32_t has;
    /* Its slot. */
    uint8_t slot;
    /* CL_OPERATION_KIND_ */
    uint8_t kind;
    /* CL_OPERATION_STATUS_ */
    uint8_t operation_status;
    /* CL_COMPLETION_REASON_ or CL_NONE. */
    uint8_t reason;
    /* Whether the service has accepted it: 0 or 1. */
    uint8_t accepted;
    /* The phase of a media operation at the service's end: CL_RECORD_PHASE_ or CL_NONE. */
    uint8_t phase;
    /* Which page a recording follows, at the service's end: CL_PROFILE_ or CL_NONE. */
    uint8_t profile;
    /* Nothing yet. */
    uint8_t reserved[5];
} cl_operation;

/* The code and the subcode of an end. */
typedef struct CL_ALIGNED cl_result {
    /* `resultInfo.code` (CL_HAS_CODE). */
    int32_t code;
    /* `resultInfo.subcode` (CL_HAS_SUBCODE). */
    int32_t subcode;
    /* Which of them are there: bits CL_HAS_. */
    uint32_t has;
    /* Nothing yet. */
    uint32_t reserved;
} cl_result;

/* The settings of the application's end, in milliseconds. Take the defaults from
 * `cl_app_settings_default` and change what is to be different.
 */
typedef struct CL_ALIGNED cl_app_settings {
    /* How long a call lives from its last successful keepAlive. */
    uint32_t expiry;
    /* How often a keepAlive is asked for; less than `expiry`. */
    uint32_t interval;
    /* By how much earlier than `interval` a call asks at most, by its id; less than `interval`. */
    uint32_t jitter;
    /* How much earlier than its notification an incoming call may have begun. */
    uint32_t start_margin;
    /* How long a request may take to leave, and then its reply to come. */
    uint32_t reply_timeout;
    /* How long the first retry waits. Each waits twice as long as the one before. */
    uint32_t retry_initial;
    /* How long a retry waits at most. */
    uint32_t retry_max;
    /* How long past its expiry a call is verified before it is given up. */
    uint32_t abandon;
    /* How long an incoming call may wait for an answer before that is reported overdue. */
    uint32_t answer_deadline;
    /* How long after a confirmed DELETE the end may take before the call counts as ended. */
    uint32_t hang_up_timeout;
    /* How long an unconfirmed DELETE is retried before the call counts as ended. */
    uint32_t hang_up_give_up;
    /* How much later than its upper bound an operation may end before the call is verified. */
    uint32_t operation_grace;
} cl_app_settings;

/* The settings of the service's end, in milliseconds. Take the defaults from
 * `cl_service_settings_default` and change what is to be different.
 */
typedef struct CL_ALIGNED cl_service_settings {
    /* How long a call lives from its last keepAlive, or from its start. */
    uint32_t expiry;
    /* How long an incoming call waits to be answered, rejected or redirected. */
    uint32_t answer_deadline;
    /* How long it may take to take a call down. */
    uint32_t teardown;
    /* Nothing yet: 0. */
    uint32_t reserved;
} cl_service_settings;

/* Which setting is out of its range. (`field` is a number of the list CL_LIST_POLICY_FIELD.) */
typedef struct CL_ALIGNED cl_setting_error {
    /* The setting. */
    uint32_t field;
    /* Its value, in milliseconds. */
    uint32_t value;
    /* The least allowed. */
    uint32_t min;
    /* The greatest allowed. */
    uint32_t max;
} cl_setting_error;

/* What an entry of a notification, or an answer, says: an event for the machine, and texts for the
 * host. Texts are UTF-8 in the buffer that was lent for them, where they begin at `_at` and have
 * `_length` bytes; a length of 0 is no text.
 */
typedef struct CL_ALIGNED cl_notice {
    /* The event, with `now`; only if `what` is event. */
    cl_app_event event;
    /* The id of the call that it is about, in the order of its digits; zeros if it is not known. */
    uint8_t call[16];
    /* `recordingLocation` of a recording. */
    uint32_t location_at;
    /* Its length. */
    uint32_t location_length;
    /* `recordingAccessToken` of a recording. */
    uint32_t token_at;
    /* Its length. */
    uint32_t token_length;
    /* `error.code` of an answer that refuses. */
    uint32_t code_at;
    /* Its length. */
    uint32_t code_length;
    /* What is wrong with the entry or the body, or `error.message` of an answer that refuses. */
    uint32_t message_at;
    /* Its length. */
    uint32_t message_length;
    /* CL_NOTICE_ */
    uint8_t what;
    /* The kind of operation, where an entry names it: CL_OPERATION_KIND_ or CL_NONE. */
    uint8_t operation;
    /* Nothing yet. */
    uint8_t reserved[6];
} cl_notice;

/* What the compiler makes of it is what the library has. */
CL_ASSERT(size_cl_app, sizeof(cl_app) == 344);
CL_ASSERT(offset_cl_app_opaque, offsetof(cl_app, opaque) == 0);
CL_ASSERT(size_cl_service, sizeof(cl_service) == 528);
CL_ASSERT(offset_cl_service_opaque, offsetof(cl_service, opaque) == 0);
CL_ASSERT(size_cl_app_event, sizeof(cl_app_event) == 96);
CL_ASSERT(offset_cl_app_event_now, offsetof(cl_app_event, now) == 0);
CL_ASSERT(offset_cl_app_event_sent, offsetof(cl_app_event, sent) == 8);
CL_ASSERT(offset_cl_app_event_id, offsetof(cl_app_event, id) == 16);
CL_ASSERT(offset_cl_app_event_context, offsetof(cl_app_event, context) == 32);
CL_ASSERT(offset_cl_app_event_sequence_id, offsetof(cl_app_event, sequence_id) == 48);
CL_ASSERT(offset_cl_app_event_code, offsetof(cl_app_event, code) == 56);
CL_ASSERT(offset_cl_app_event_subcode, offsetof(cl_app_event, subcode) == 60);
CL_ASSERT(offset_cl_app_event_retry_after, offsetof(cl_app_event, retry_after) == 64);
CL_ASSERT(offset_cl_app_event_takes_at_most, offsetof(cl_app_event, takes_at_most) == 68);
CL_ASSERT(offset_cl_app_event_has, offsetof(cl_app_event, has) == 72);
CL_ASSERT(offset_cl_app_event_number, offsetof(cl_app_event, number) == 76);
CL_ASSERT(offset_cl_app_event_status, offsetof(cl_app_event, status) == 78);
CL_ASSERT(offset_cl_app_event_kind, offsetof(cl_app_event, kind) == 80);
CL_ASSERT(offset_cl_app_event_request, offsetof(cl_app_event, request) == 81);
CL_ASSERT(offset_cl_app_event_operation, offsetof(cl_app_event, operation) == 82);
CL_ASSERT(offset_cl_app_event_body, offsetof(cl_app_event, body) == 83);
CL_ASSERT(offset_cl_app_event_change, offsetof(cl_app_event, change) == 84);
CL_ASSERT(offset_cl_app_event_state, offsetof(cl_app_event, state) == 85);
CL_ASSERT(offset_cl_app_event_audio_active, offsetof(cl_app_event, audio_active) == 86);
CL_ASSERT(offset_cl_app_event_tone, offsetof(cl_app_event, tone) == 87);
CL_ASSERT(offset_cl_app_event_app_transferred, offsetof(cl_app_event, app_transferred) == 88);
CL_ASSERT(offset_cl_app_event_deleted, offsetof(cl_app_event, deleted) == 89);
CL_ASSERT(offset_cl_app_event_endless, offsetof(cl_app_event, endless) == 90);
CL_ASSERT(offset_cl_app_event_operation_status, offsetof(cl_app_event, operation_status) == 91);
CL_ASSERT(offset_cl_app_event_reason, offsetof(cl_app_event, reason) == 92);
CL_ASSERT(offset_cl_app_event_reserved, offsetof(cl_app_event, reserved) == 93);
CL_ASSERT(size_cl_service_event, sizeof(cl_service_event) == 144);
CL_ASSERT(offset_cl_service_event_now, offsetof(cl_service_event, now) == 0);
CL_ASSERT(offset_cl_service_event_id, offsetof(cl_service_event, id) == 8);
CL_ASSERT(offset_cl_service_event_context, offsetof(cl_service_event, context) == 24);
CL_ASSERT(offset_cl_service_event_stop_tones, offsetof(cl_service_event, stop_tones) == 40);
CL_ASSERT(offset_cl_service_event_prompts, offsetof(cl_service_event, prompts) == 104);
CL_ASSERT(offset_cl_service_event_targets, offsetof(cl_service_event, targets) == 108);
CL_ASSERT(offset_cl_service_event_timeout, offsetof(cl_service_event, timeout) == 112);
CL_ASSERT(offset_cl_service_event_initial_silence_timeout, offsetof(cl_service_event, initial_silence_timeout) == 116);
CL_ASSERT(offset_cl_service_event_max_silence_timeout, offsetof(cl_service_event, max_silence_timeout) == 120);
CL_ASSERT(offset_cl_service_event_max_record_duration, offsetof(cl_service_event, max_record_duration) == 124);
CL_ASSERT(offset_cl_service_event_has, offsetof(cl_service_event, has) == 128);
CL_ASSERT(offset_cl_service_event_kind, offsetof(cl_service_event, kind) == 132);
CL_ASSERT(offset_cl_service_event_request, offsetof(cl_service_event, request) == 133);
CL_ASSERT(offset_cl_service_event_operation, offsetof(cl_service_event, operation) == 134);
CL_ASSERT(offset_cl_service_event_peer, offsetof(cl_service_event, peer) == 135);
CL_ASSERT(offset_cl_service_event_media, offsetof(cl_service_event, media) == 136);
CL_ASSERT(offset_cl_service_event_tone, offsetof(cl_service_event, tone) == 137);
CL_ASSERT(offset_cl_service_event_slot, offsetof(cl_service_event, slot) == 138);
CL_ASSERT(offset_cl_service_event_success, offsetof(cl_service_event, success) == 139);
CL_ASSERT(offset_cl_service_event_profile, offsetof(cl_service_event, profile) == 140);
CL_ASSERT(offset_cl_service_event_barge_in_allowed, offsetof(cl_service_event, barge_in_allowed) == 141);
CL_ASSERT(offset_cl_service_event_play_beep, offsetof(cl_service_event, play_beep) == 142);
CL_ASSERT(offset_cl_service_event_stream_while_recording, offsetof(cl_service_event, stream_while_recording) == 143);
CL_ASSERT(size_cl_output, sizeof(cl_output) == 32);
CL_ASSERT(offset_cl_output_at, offsetof(cl_output, at) == 0);
CL_ASSERT(offset_cl_output_slots, offsetof(cl_output, slots) == 8);
CL_ASSERT(offset_cl_output_sequence, offsetof(cl_output, sequence) == 12);
CL_ASSERT(offset_cl_output_number, offsetof(cl_output, number) == 16);
CL_ASSERT(offset_cl_output_status, offsetof(cl_output, status) == 18);
CL_ASSERT(offset_cl_output_kind, offsetof(cl_output, kind) == 20);
CL_ASSERT(offset_cl_output_request, offsetof(cl_output, request) == 21);
CL_ASSERT(offset_cl_output_operation, offsetof(cl_output, operation) == 22);
CL_ASSERT(offset_cl_output_slot, offsetof(cl_output, slot) == 23);
CL_ASSERT(offset_cl_output_from, offsetof(cl_output, from) == 24);
CL_ASSERT(offset_cl_output_to, offsetof(cl_output, to) == 25);
CL_ASSERT(offset_cl_output_cause, offsetof(cl_output, cause) == 26);
CL_ASSERT(offset_cl_output_tone, offsetof(cl_output, tone) == 27);
CL_ASSERT(offset_cl_output_operation_status, offsetof(cl_output, operation_status) == 28);
CL_ASSERT(offset_cl_output_reason, offsetof(cl_output, reason) == 29);
CL_ASSERT(offset_cl_output_phase, offsetof(cl_output, phase) == 30);
CL_ASSERT(offset_cl_output_flag, offsetof(cl_output, flag) == 31);
CL_ASSERT(size_cl_step, sizeof(cl_step) == 728);
CL_ASSERT(offset_cl_step_next_deadline, offsetof(cl_step, next_deadline) == 0);
CL_ASSERT(offset_cl_step_expires_at, offsetof(cl_step, expires_at) == 8);
CL_ASSERT(offset_cl_step_verdict, offsetof(cl_step, verdict) == 16);
CL_ASSERT(offset_cl_step_rejection, offsetof(cl_step, rejection) == 17);
CL_ASSERT(offset_cl_step_state, offsetof(cl_step, state) == 18);
CL_ASSERT(offset_cl_step_cause, offsetof(cl_step, cause) == 19);
CL_ASSERT(offset_cl_step_deadline_kind, offsetof(cl_step, deadline_kind) == 20);
CL_ASSERT(offset_cl_step_flags, offsetof(cl_step, flags) == 21);
CL_ASSERT(offset_cl_step_failures, offsetof(cl_step, failures) == 22);
CL_ASSERT(offset_cl_step_count, offsetof(cl_step, count) == 23);
CL_ASSERT(offset_cl_step_outputs, offsetof(cl_step, outputs) == 24);
CL_ASSERT(size_cl_operation, sizeof(cl_operation) == 48);
CL_ASSERT(offset_cl_operation_id, offsetof(cl_operation, id) == 0);
CL_ASSERT(offset_cl_operation_context, offsetof(cl_operation, context) == 16);
CL_ASSERT(offset_cl_operation_has, offsetof(cl_operation, has) == 32);
CL_ASSERT(offset_cl_operation_slot, offsetof(cl_operation, slot) == 36);
CL_ASSERT(offset_cl_operation_kind, offsetof(cl_operation, kind) == 37);
CL_ASSERT(offset_cl_operation_operation_status, offsetof(cl_operation, operation_status) == 38);
CL_ASSERT(offset_cl_operation_reason, offsetof(cl_operation, reason) == 39);
CL_ASSERT(offset_cl_operation_accepted, offsetof(cl_operation, accepted) == 40);
CL_ASSERT(offset_cl_operation_phase, offsetof(cl_operation, phase) == 41);
CL_ASSERT(offset_cl_operation_profile, offsetof(cl_operation, profile) == 42);
CL_ASSERT(offset_cl_operation_reserved, offsetof(cl_operation, reserved) == 43);
CL_ASSERT(size_cl_result, sizeof(cl_result) == 16);
CL_ASSERT(offset_cl_result_code, offsetof(cl_result, code) == 0);
CL_ASSERT(offset_cl_result_subcode, offsetof(cl_result, subcode) == 4);
CL_ASSERT(offset_cl_result_has, offsetof(cl_result, has) == 8);
CL_ASSERT(offset_cl_result_reserved, offsetof(cl_result, reserved) == 12);
CL_ASSERT(size_cl_app_settings, sizeof(cl_app_settings) == 48);
CL_ASSERT(offset_cl_app_settings_expiry, offsetof(cl_app_settings, expiry) == 0);
CL_ASSERT(offset_cl_app_settings_interval, offsetof(cl_app_settings, interval) == 4);
CL_ASSERT(offset_cl_app_settings_jitter, offsetof(cl_app_settings, jitter) == 8);
CL_ASSERT(offset_cl_app_settings_start_margin, offsetof(cl_app_settings, start_margin) == 12);
CL_ASSERT(offset_cl_app_settings_reply_timeout, offsetof(cl_app_settings, reply_timeout) == 16);
CL_ASSERT(offset_cl_app_settings_retry_initial, offsetof(cl_app_settings, retry_initial) == 20);
CL_ASSERT(offset_cl_app_settings_retry_max, offsetof(cl_app_settings, retry_max) == 24);
CL_ASSERT(offset_cl_app_settings_abandon, offsetof(cl_app_settings, abandon) == 28);
CL_ASSERT(offset_cl_app_settings_answer_deadline, offsetof(cl_app_settings, answer_deadline) == 32);
CL_ASSERT(offset_cl_app_settings_hang_up_timeout, offsetof(cl_app_settings, hang_up_timeout) == 36);
CL_ASSERT(offset_cl_app_settings_hang_up_give_up, offsetof(cl_app_settings, hang_up_give_up) == 40);
CL_ASSERT(offset_cl_app_settings_operation_grace, offsetof(cl_app_settings, operation_grace) == 44);
CL_ASSERT(size_cl_service_settings, sizeof(cl_service_settings) == 16);
CL_ASSERT(offset_cl_service_settings_expiry, offsetof(cl_service_settings, expiry) == 0);
CL_ASSERT(offset_cl_service_settings_answer_deadline, offsetof(cl_service_settings, answer_deadline) == 4);
CL_ASSERT(offset_cl_service_settings_teardown, offsetof(cl_service_settings, teardown) == 8);
CL_ASSERT(offset_cl_service_settings_reserved, offsetof(cl_service_settings, reserved) == 12);
CL_ASSERT(size_cl_setting_error, sizeof(cl_setting_error) == 16);
CL_ASSERT(offset_cl_setting_error_field, offsetof(cl_setting_error, field) == 0);
CL_ASSERT(offset_cl_setting_error_value, offsetof(cl_setting_error, value) == 4);
CL_ASSERT(offset_cl_setting_error_min, offsetof(cl_setting_error, min) == 8);
CL_ASSERT(offset_cl_setting_error_max, offsetof(cl_setting_error, max) == 12);
CL_ASSERT(size_cl_notice, sizeof(cl_notice) == 152);
CL_ASSERT(offset_cl_notice_event, offsetof(cl_notice, event) == 0);
CL_ASSERT(offset_cl_notice_call, offsetof(cl_notice, call) == 96);
CL_ASSERT(offset_cl_notice_location_at, offsetof(cl_notice, location_at) == 112);
CL_ASSERT(offset_cl_notice_location_length, offsetof(cl_notice, location_length) == 116);
CL_ASSERT(offset_cl_notice_token_at, offsetof(cl_notice, token_at) == 120);
CL_ASSERT(offset_cl_notice_token_length, offsetof(cl_notice, token_length) == 124);
CL_ASSERT(offset_cl_notice_code_at, offsetof(cl_notice, code_at) == 128);
CL_ASSERT(offset_cl_notice_code_length, offsetof(cl_notice, code_length) == 132);
CL_ASSERT(offset_cl_notice_message_at, offsetof(cl_notice, message_at) == 136);
CL_ASSERT(offset_cl_notice_message_length, offsetof(cl_notice, message_length) == 140);
CL_ASSERT(offset_cl_notice_what, offsetof(cl_notice, what) == 144);
CL_ASSERT(offset_cl_notice_operation, offsetof(cl_notice, operation) == 145);
CL_ASSERT(offset_cl_notice_reserved, offsetof(cl_notice, reserved) == 146);

/* The version of the library: CL_ABI of the header that it goes with. */
uint32_t cl_abi(void);

/* The layout of the library: CL_LAYOUT of the header that it goes with. A binding compares the two
 * when it loads the library: if they differ, it was printed for another version.
 */
uint32_t cl_layout(void);

/* How many bytes a struct takes, by its number CL_STRUCT_; 0 for a number that no struct has. */
size_t cl_size(uint32_t number);

/* The word of a number of a list (CL_LIST_), with a zero at its end; null if there is no such
 * number or list. It is static memory.
 */
const char *cl_word(uint32_t list, uint32_t number);

/* Writes what stands for a `clientContext` of any length in events: 16 bytes. The text is UTF-8;
 * another text stands for something else.
 */
int32_t cl_context(const uint8_t *text, size_t length, uint8_t *context);

/* Writes the documented defaults of the application's end: Graph's contract. */
int32_t cl_app_settings_default(cl_app_settings *settings);

/* Checks settings. With CL_BAD_SETTING, `error` says which is the first one out of its range. */
int32_t cl_app_settings_check(const cl_app_settings *settings, cl_setting_error *error);

/* Writes the documented defaults of the service's end. */
int32_t cl_service_settings_default(cl_service_settings *settings);

/* Checks settings. With CL_BAD_SETTING, `error` says which is the first one out of its range. */
int32_t cl_service_settings_check(const cl_service_settings *settings, cl_setting_error *error);

/* Makes an event of a kind in which every member is absent. */
int32_t cl_app_event_init(cl_app_event *event, uint64_t now, uint8_t kind);

/* Makes a call that the application created: establishing, from the time at which the create
 * request was sent. `id` are 16 bytes in the order of the digits. Without `settings` (null) the
 * documented defaults hold.
 */
int32_t cl_app_outgoing(cl_app *call, const uint8_t *id, uint64_t sent, const cl_app_settings *settings);

/* Makes a call that was notified as incoming just now. */
int32_t cl_app_incoming(cl_app *call, const uint8_t *id, uint64_t now, const cl_app_settings *settings);

/* Makes a call that lives already, as after a restart without a snapshot. `state` is a
 * CL_CALL_STATE_.
 */
int32_t cl_app_adopted(cl_app *call, const uint8_t *id, uint64_t now, uint8_t state, const cl_app_settings *settings);

/* Handles an event, and writes what became of it and what there is to do. */
int32_t cl_app_handle(cl_app *call, const cl_app_event *event, cl_step *step);

/* Writes how the call stands, as a step without outputs. Nothing changes. */
int32_t cl_app_view(const cl_app *call, cl_step *step);

/* Writes the call's id: 16 bytes in the order of the digits. */
int32_t cl_app_id(const cl_app *call, uint8_t *id);

/* Writes the code and the subcode with which the call ended, where the service gave them; `has`
 * says so (CL_HAS_CODE, CL_HAS_SUBCODE).
 */
int32_t cl_app_result(const cl_app *call, cl_result *result);

/* Writes the operation in a slot. */
int32_t cl_app_operation(const cl_app *call, uint8_t slot, cl_operation *operation);

/* Writes 64 bits that stand for the whole state: the same on every target. */
int32_t cl_app_digest(const cl_app *call, uint64_t *digest);

/* Writes the whole state as bytes, and how many they are: at most CL_SNAPSHOT_MAX. With
 * CL_TOO_SHORT only the length is written.
 */
int32_t cl_app_snapshot(const cl_app *call, uint8_t *buffer, size_t capacity, size_t *length);

/* Makes the call that goes on where a snapshot was taken, under the settings that it had. */
int32_t cl_app_restore(cl_app *call, const uint8_t *snapshot, size_t length, const cl_app_settings *settings);

/* Makes an event of a kind in which every member is absent. */
int32_t cl_service_event_init(cl_service_event *event, uint64_t now, uint8_t kind);

/* Makes a call that the application creates just now: answer 201, with the state establishing. `id`
 * are 16 bytes in the order of the digits. Without `settings` (null) the documented defaults hold.
 */
int32_t cl_service_outgoing(cl_service *call, const uint8_t *id, uint64_t now, const cl_service_settings *settings);

/* Makes a call that comes in just now: notify created. */
int32_t cl_service_incoming(cl_service *call, const uint8_t *id, uint64_t now, const cl_service_settings *settings);

/* Makes a call that is already in some state, as at the beginning of a log. `state` is a
 * CL_CALL_STATE_.
 */
int32_t cl_service_adopted(cl_service *call, const uint8_t *id, uint64_t now, uint8_t state, const cl_service_settings *settings);

/* Makes a call that is seen for the first time as it ends: terminating, for a cause that is known
 * otherwise. `cause` is a CL_CAUSE_.
 */
int32_t cl_service_ending(cl_service *call, const uint8_t *id, uint64_t now, uint8_t cause, const cl_service_settings *settings);

/* Handles an event, and writes what became of it, what to answer and what to notify. */
int32_t cl_service_handle(cl_service *call, const cl_service_event *event, cl_step *step);

/* Writes how the call stands, as a step without outputs. Nothing changes. */
int32_t cl_service_view(const cl_service *call, cl_step *step);

/* Writes the call's id: 16 bytes in the order of the digits. */
int32_t cl_service_id(const cl_service *call, uint8_t *id);

/* Writes the operation in a slot. */
int32_t cl_service_operation(const cl_service *call, uint8_t slot, cl_operation *operation);

/* Writes 64 bits that stand for the whole state: the same on every target. */
int32_t cl_service_digest(const cl_service *call, uint64_t *digest);

/* Writes the whole state as bytes, and how many they are: at most CL_SNAPSHOT_MAX. With
 * CL_TOO_SHORT only the length is written.
 */
int32_t cl_service_snapshot(const cl_service *call, uint8_t *buffer, size_t capacity, size_t *length);

/* Makes the call that goes on where a snapshot was taken, under the settings that it had. */
int32_t cl_service_restore(cl_service *call, const uint8_t *snapshot, size_t length, const cl_service_settings *settings);

/* Writes the notification that the service posts for an output of a step, as an event of the
 * application's end at `now`. `before` is a copy of the call from before the step, `after` the
 * call. For outputs that no notification tells of, CL_NOTHING is returned.
 */
int32_t cl_service_notification(const cl_service *before, const cl_service *after, const cl_output *output, uint64_t now, cl_app_event *event);

/* Writes the reply to a request of the application's end: status and body of the answer in an
 * output of the service's step (CL_NOTHING for any other output). Only `now`, `sent`, `request`,
 * `operation` and `number` of `event` are read.
 */
int32_t cl_service_reply(const cl_service *call, const cl_output *output, cl_app_event *event);

/* How many bytes of memory a fleet of so many calls takes, wherever it begins; 0 if there is no
 * such fleet: 1 to 16,777,216 calls.
 */
size_t cl_app_fleet_size(uint32_t calls);

/* Makes an empty fleet in lent memory, which stays where it is from now on. All of its calls
 * have these settings (null: the defaults). `seed` are 16 secret bytes, by which ids are spread:
 * nobody who does not know them can choose ids that collide.
 */
int32_t cl_app_fleet_new(uint8_t *fleet, size_t length, uint32_t calls, uint64_t now, const uint8_t *seed, const cl_app_settings *settings);

/* Adds a copy of a call, which has the fleet's settings, and writes its handle. The handle of a
 * call that was removed never finds another one.
 */
int32_t cl_app_fleet_insert(uint8_t *fleet, const cl_app *call, uint64_t *handle);

/* Writes the handle of the call with an id: 16 bytes in the order of the digits. */
int32_t cl_app_fleet_find(uint8_t *fleet, const uint8_t *id, uint64_t *handle);

/* Copies a call into a value, which the functions for one call look at. */
int32_t cl_app_fleet_get(uint8_t *fleet, uint64_t handle, cl_app *call);

/* Removes a call. Unless `call` is null it is copied there first. */
int32_t cl_app_fleet_remove(uint8_t *fleet, uint64_t handle, cl_app *call);

/* Writes how many calls the fleet has. */
int32_t cl_app_fleet_length(uint8_t *fleet, size_t *length);

/* Writes the next deadline of all calls, or CL_NEVER. */
int32_t cl_app_fleet_next_deadline(uint8_t *fleet, uint64_t *at);

/* Hands an event to the call of a handle. */
int32_t cl_app_fleet_handle(uint8_t *fleet, uint64_t handle, const cl_app_event *event,  cl_step *step);

/* Hands events to the calls of handles, one after another: `count` of each, and of the steps and
 * codes. A code says whether that event was handled; its step is of use only then.
 */
int32_t cl_app_fleet_handle_all(uint8_t *fleet, const uint64_t *handles, const cl_app_event *events,  cl_step *steps, int32_t *codes, size_t count);

/* Wakes the call that is due first, if one is due at `now`, and writes its handle and its step;
 * CL_NOTHING if none is. Call it until then.
 */
int32_t cl_app_fleet_wake(uint8_t *fleet, uint64_t now, uint64_t *handle,  cl_step *step);

/* How many bytes of memory a fleet of so many calls takes, wherever it begins; 0 if there is no
 * such fleet: 1 to 16,777,216 calls.
 */
size_t cl_service_fleet_size(uint32_t calls);

/* Makes an empty fleet in lent memory, which stays where it is from now on. All of its calls
 * have these settings (null: the defaults). `seed` are 16 secret bytes, by which ids are spread:
 * nobody who does not know them can choose ids that collide.
 */
int32_t cl_service_fleet_new(uint8_t *fleet, size_t length, uint32_t calls, uint64_t now, const uint8_t *seed, const cl_service_settings *settings);

/* Adds a copy of a call, which has the fleet's settings, and writes its handle. The handle of a
 * call that was removed never finds another one.
 */
int32_t cl_service_fleet_insert(uint8_t *fleet, const cl_service *call, uint64_t *handle);

/* Writes the handle of the call with an id: 16 bytes in the order of the digits. */
int32_t cl_service_fleet_find(uint8_t *fleet, const uint8_t *id, uint64_t *handle);

/* Copies a call into a value, which the functions for one call look at. */
int32_t cl_service_fleet_get(uint8_t *fleet, uint64_t handle, cl_service *call);

/* Removes a call. Unless `call` is null it is copied there first. */
int32_t cl_service_fleet_remove(uint8_t *fleet, uint64_t handle, cl_service *call);

/* Writes how many calls the fleet has. */
int32_t cl_service_fleet_length(uint8_t *fleet, size_t *length);

/* Writes the next deadline of all calls, or CL_NEVER. */
int32_t cl_service_fleet_next_deadline(uint8_t *fleet, uint64_t *at);

/* Hands an event to the call of a handle. */
int32_t cl_service_fleet_handle(uint8_t *fleet, uint64_t handle, const cl_service_event *event,  cl_step *step);

/* Hands events to the calls of handles, one after another: `count` of each, and of the steps and
 * codes. A code says whether that event was handled; its step is of use only then.
 */
int32_t cl_service_fleet_handle_all(uint8_t *fleet, const uint64_t *handles, const cl_service_event *events,  cl_step *steps, int32_t *codes, size_t count);

/* Wakes the call that is due first, if one is due at `now`, and writes its handle and its step;
 * CL_NOTHING if none is. Call it until then.
 */
int32_t cl_service_fleet_wake(uint8_t *fleet, uint64_t now, uint64_t *handle,  cl_step *step);

/* Reads a posted notification (commsNotifications): an entry each becomes a notice, whose event has
 * this `now` and is ready for the call that the notice names. Entries that are not for the machine
 * (rosters and the like) and entries that cannot be understood are notices too; a body that is no
 * JSON is one, the last. `count` and `text_length` say how many notices and how many bytes of text
 * there are: if there is less room, CL_TOO_SHORT is returned and what was written is of no use.
 * (Only in a library with JSON.)
 */
int32_t cl_notices(const uint8_t *json, size_t length, uint64_t now, cl_notice *notices, size_t capacity, size_t *count, uint8_t *text, size_t text_capacity, size_t *text_length);

/* Reads the answer to a request: `notice->event` becomes the reply that is handed to the machine.
 * Of `asked`, `now`, `sent`, `request`, `operation`, `number` and `status` are read. `headers` are
 * lines, `Name: value`; Location, Retry-After and Date matter. It cannot fail for what the service
 * sent: if the body cannot be read, the message says why, and the event says what the status says.
 * (Only in a library with JSON.)
 */
int32_t cl_reply(const cl_app_event *asked, const uint8_t *headers, size_t headers_length, const uint8_t *body, size_t body_length, cl_notice *notice, uint8_t *text, size_t text_capacity, size_t *text_length);

/* Reads the answer to the request that creates a call: `notice->call` is its id, and the event what
 * the answer says of it. `what` is refused if the service refused, with its code and message, and
 * with `status` and `retry_after` in the event; and badEntry if the answer names no call.
 * (Only in a library with JSON.)
 */
int32_t cl_created(uint64_t now, uint16_t status, const uint8_t *headers, size_t headers_length, const uint8_t *body, size_t body_length, cl_notice *notice, uint8_t *text, size_t text_capacity, size_t *text_length);

/* Writes the HTTP method (CL_VERB_) and the path of a request to send, to be appended to
 * `https://graph.microsoft.com`, without a zero at its end. `body` is the JSON that will be sent:
 * whether there has to be one is checked, and it is not looked at. `participant` is null, or 16
 * bytes for a method of a participant. `version` is CL_API_VERSION_.
 * (Only in a library with JSON.)
 */
int32_t cl_request(const uint8_t *call, const uint8_t *participant, uint8_t request, uint8_t operation, uint8_t version, const uint8_t *body, size_t body_length, uint8_t *verb, uint8_t *path, size_t capacity, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
