// Printed by bindings/abi from the declarations in bindings/c: do not edit.
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** Numbers, words, offsets and functions of the C ABI. */
final class Abi {
    private Abi() {}

    static final int ABI = 1;
    static final long NEVER = -1L;
    static final int NONE = 255;
    static final int UNKNOWN = 254;
    static final int HAS_CONTEXT = 1;
    static final int HAS_ID = 2;
    static final int HAS_CODE = 4;
    static final int HAS_SUBCODE = 8;
    static final int HAS_RETRY_AFTER = 16;
    static final int HAS_TAKES_AT_MOST = 32;
    static final int HAS_TIMEOUT = 64;
    static final int HAS_INITIAL_SILENCE = 128;
    static final int HAS_MAX_SILENCE = 256;
    static final int HAS_MAX_DURATION = 512;
    static final int CLOCK_REGRESSED = 1;
    static final int DEADLINE_CHANGED = 2;
    static final int PRESUMED_LOST = 4;
    static final int IN_FLIGHT = 8;
    static final int AUDIO_ACTIVE = 16;
    static final int HANG_UP_CONFIRMED = 32;
    static final int MAX_OUTPUTS = 22;
    static final int SNAPSHOT_MAX = 480;
    static final int LAYOUT = -44592114;
    static final int STRUCT_APP = 0;
    static final int STRUCT_SERVICE = 1;
    static final int STRUCT_APP_EVENT = 2;
    static final int STRUCT_SERVICE_EVENT = 3;
    static final int STRUCT_OUTPUT = 4;
    static final int STRUCT_STEP = 5;
    static final int STRUCT_OPERATION = 6;
    static final int STRUCT_RESULT = 7;
    static final int STRUCT_APP_SETTINGS = 8;
    static final int STRUCT_SERVICE_SETTINGS = 9;
    static final int STRUCT_SETTING_ERROR = 10;
    static final int STRUCT_NOTICE = 11;
    static final int LIST_CODE = 0;
    static final int LIST_APP_EVENT = 1;
    static final int LIST_APP_REQUEST = 2;
    static final int LIST_APP_BODY = 3;
    static final int LIST_APP_OUTPUT = 4;
    static final int LIST_SERVICE_EVENT = 5;
    static final int LIST_SERVICE_REQUEST = 6;
    static final int LIST_MEDIA_EVENT = 7;
    static final int LIST_SERVICE_OUTPUT = 8;
    static final int LIST_VERDICT = 9;
    static final int LIST_REJECTION = 10;
    static final int LIST_CALL_STATE = 11;
    static final int LIST_CAUSE = 12;
    static final int LIST_DEADLINE_KIND = 13;
    static final int LIST_OPERATION_KIND = 14;
    static final int LIST_OPERATION_STATUS = 15;
    static final int LIST_COMPLETION_REASON = 16;
    static final int LIST_CHANGE_TYPE = 17;
    static final int LIST_TONE = 18;
    static final int LIST_PEER_EVENT = 19;
    static final int LIST_RECORD_PHASE = 20;
    static final int LIST_PROFILE = 21;
    static final int LIST_POLICY_FIELD = 22;
    static final int LIST_NOTICE = 23;
    static final int LIST_VERB = 24;
    static final int LIST_API_VERSION = 25;

    static final int APP_SIZE = 344;
    static final int APP_AT_OPAQUE = 0;

    static final int SERVICE_SIZE = 528;
    static final int SERVICE_AT_OPAQUE = 0;

    static final int APP_EVENT_SIZE = 96;
    static final int APP_EVENT_AT_NOW = 0;
    static final int APP_EVENT_AT_SENT = 8;
    static final int APP_EVENT_AT_ID = 16;
    static final int APP_EVENT_AT_CONTEXT = 32;
    static final int APP_EVENT_AT_SEQUENCE_ID = 48;
    static final int APP_EVENT_AT_CODE = 56;
    static final int APP_EVENT_AT_SUBCODE = 60;
    static final int APP_EVENT_AT_RETRY_AFTER = 64;
    static final int APP_EVENT_AT_TAKES_AT_MOST = 68;
    static final int APP_EVENT_AT_HAS = 72;
    static final int APP_EVENT_AT_NUMBER = 76;
    static final int APP_EVENT_AT_STATUS = 78;
    static final int APP_EVENT_AT_KIND = 80;
    static final int APP_EVENT_AT_REQUEST = 81;
    static final int APP_EVENT_AT_OPERATION = 82;
    static final int APP_EVENT_AT_BODY = 83;
    static final int APP_EVENT_AT_CHANGE = 84;
    static final int APP_EVENT_AT_STATE = 85;
    static final int APP_EVENT_AT_AUDIO_ACTIVE = 86;
    static final int APP_EVENT_AT_TONE = 87;
    static final int APP_EVENT_AT_APP_TRANSFERRED = 88;
    static final int APP_EVENT_AT_DELETED = 89;
    static final int APP_EVENT_AT_ENDLESS = 90;
    static final int APP_EVENT_AT_OPERATION_STATUS = 91;
    static final int APP_EVENT_AT_REASON = 92;
    static final int APP_EVENT_AT_RESERVED = 93;

    static final int SERVICE_EVENT_SIZE = 144;
    static final int SERVICE_EVENT_AT_NOW = 0;
    static final int SERVICE_EVENT_AT_ID = 8;
    static final int SERVICE_EVENT_AT_CONTEXT = 24;
    static final int SERVICE_EVENT_AT_STOP_TONES = 40;
    static final int SERVICE_EVENT_AT_PROMPTS = 104;
    static final int SERVICE_EVENT_AT_TARGETS = 108;
    static final int SERVICE_EVENT_AT_TIMEOUT = 112;
    static final int SERVICE_EVENT_AT_INITIAL_SILENCE_TIMEOUT = 116;
    static final int SERVICE_EVENT_AT_MAX_SILENCE_TIMEOUT = 120;
    static final int SERVICE_EVENT_AT_MAX_RECORD_DURATION = 124;
    static final int SERVICE_EVENT_AT_HAS = 128;
    static final int SERVICE_EVENT_AT_KIND = 132;
    static final int SERVICE_EVENT_AT_REQUEST = 133;
    static final int SERVICE_EVENT_AT_OPERATION = 134;
    static final int SERVICE_EVENT_AT_PEER = 135;
    static final int SERVICE_EVENT_AT_MEDIA = 136;
    static final int SERVICE_EVENT_AT_TONE = 137;
    static final int SERVICE_EVENT_AT_SLOT = 138;
    static final int SERVICE_EVENT_AT_SUCCESS = 139;
    static final int SERVICE_EVENT_AT_PROFILE = 140;
    static final int SERVICE_EVENT_AT_BARGE_IN_ALLOWED = 141;
    static final int SERVICE_EVENT_AT_PLAY_BEEP = 142;
    static final int SERVICE_EVENT_AT_STREAM_WHILE_RECORDING = 143;

    static final int OUTPUT_SIZE = 32;
    static final int OUTPUT_AT_AT = 0;
    static final int OUTPUT_AT_SLOTS = 8;
    static final int OUTPUT_AT_SEQUENCE = 12;
    static final int OUTPUT_AT_NUMBER = 16;
    static final int OUTPUT_AT_STATUS = 18;
    static final int OUTPUT_AT_KIND = 20;
    static final int OUTPUT_AT_REQUEST = 21;
    static final int OUTPUT_AT_OPERATION = 22;
    static final int OUTPUT_AT_SLOT = 23;
    static final int OUTPUT_AT_FROM = 24;
    static final int OUTPUT_AT_TO = 25;
    static final int OUTPUT_AT_CAUSE = 26;
    static final int OUTPUT_AT_TONE = 27;
    static final int OUTPUT_AT_OPERATION_STATUS = 28;
    static final int OUTPUT_AT_REASON = 29;
    static final int OUTPUT_AT_PHASE = 30;
    static final int OUTPUT_AT_FLAG = 31;

    static final int STEP_SIZE = 728;
    static final int STEP_AT_NEXT_DEADLINE = 0;
    static final int STEP_AT_EXPIRES_AT = 8;
    static final int STEP_AT_VERDICT = 16;
    static final int STEP_AT_REJECTION = 17;
    static final int STEP_AT_STATE = 18;
    static final int STEP_AT_CAUSE = 19;
    static final int STEP_AT_DEADLINE_KIND = 20;
    static final int STEP_AT_FLAGS = 21;
    static final int STEP_AT_FAILURES = 22;
    static final int STEP_AT_COUNT = 23;
    static final int STEP_AT_OUTPUTS = 24;

    static final int OPERATION_SIZE = 48;
    static final int OPERATION_AT_ID = 0;
    static final int OPERATION_AT_CONTEXT = 16;
    static final int OPERATION_AT_HAS = 32;
    static final int OPERATION_AT_SLOT = 36;
    static final int OPERATION_AT_KIND = 37;
    static final int OPERATION_AT_OPERATION_STATUS = 38;
    static final int OPERATION_AT_REASON = 39;
    static final int OPERATION_AT_ACCEPTED = 40;
    static final int OPERATION_AT_PHASE = 41;
    static final int OPERATION_AT_PROFILE = 42;
    static final int OPERATION_AT_RESERVED = 43;

    static final int RESULT_SIZE = 16;
    static final int RESULT_AT_CODE = 0;
    static final int RESULT_AT_SUBCODE = 4;
    static final int RESULT_AT_HAS = 8;
    static final int RESULT_AT_RESERVED = 12;

    static final int APP_SETTINGS_SIZE = 48;
    static final int APP_SETTINGS_AT_EXPIRY = 0;
    static final int APP_SETTINGS_AT_INTERVAL = 4;
    static final int APP_SETTINGS_AT_JITTER = 8;
    static final int APP_SETTINGS_AT_START_MARGIN = 12;
    static final int APP_SETTINGS_AT_REPLY_TIMEOUT = 16;
    static final int APP_SETTINGS_AT_RETRY_INITIAL = 20;
    static final int APP_SETTINGS_AT_RETRY_MAX = 24;
    static final int APP_SETTINGS_AT_ABANDON = 28;
    static final int APP_SETTINGS_AT_ANSWER_DEADLINE = 32;
    static final int APP_SETTINGS_AT_HANG_UP_TIMEOUT = 36;
    static final int APP_SETTINGS_AT_HANG_UP_GIVE_UP = 40;
    static final int APP_SETTINGS_AT_OPERATION_GRACE = 44;

    static final int SERVICE_SETTINGS_SIZE = 16;
    static final int SERVICE_SETTINGS_AT_EXPIRY = 0;
    static final int SERVICE_SETTINGS_AT_ANSWER_DEADLINE = 4;
    static final int SERVICE_SETTINGS_AT_TEARDOWN = 8;
    static final int SERVICE_SETTINGS_AT_RESERVED = 12;

    static final int SETTING_ERROR_SIZE = 16;
    static final int SETTING_ERROR_AT_FIELD = 0;
    static final int SETTING_ERROR_AT_VALUE = 4;
    static final int SETTING_ERROR_AT_MIN = 8;
    static final int SETTING_ERROR_AT_MAX = 12;

    static final int NOTICE_SIZE = 152;
    static final int NOTICE_AT_EVENT = 0;
    static final int NOTICE_AT_CALL = 96;
    static final int NOTICE_AT_LOCATION_AT = 112;
    static final int NOTICE_AT_LOCATION_LENGTH = 116;
    static final int NOTICE_AT_TOKEN_AT = 120;
    static final int NOTICE_AT_TOKEN_LENGTH = 124;
    static final int NOTICE_AT_CODE_AT = 128;
    static final int NOTICE_AT_CODE_LENGTH = 132;
    static final int NOTICE_AT_MESSAGE_AT = 136;
    static final int NOTICE_AT_MESSAGE_LENGTH = 140;
    static final int NOTICE_AT_WHAT = 144;
    static final int NOTICE_AT_OPERATION = 145;
    static final int NOTICE_AT_RESERVED = 146;

    static final byte OK = 0;
    static final byte NULL = 1;
    static final byte MISALIGNED = 2;
    static final byte NO_CALL = 3;
    static final byte OTHER_VERSION = 4;
    static final byte OVERLAP = 5;
    static final byte BAD_KIND = 6;
    static final byte BAD_REQUEST = 7;
    static final byte BAD_OPERATION = 8;
    static final byte BAD_BODY = 9;
    static final byte BAD_CHANGE = 10;
    static final byte BAD_STATE = 11;
    static final byte BAD_TONE = 12;
    static final byte BAD_STATUS = 13;
    static final byte BAD_REASON = 14;
    static final byte BAD_FLAG = 15;
    static final byte BAD_PEER = 16;
    static final byte BAD_MEDIA = 17;
    static final byte BAD_PROFILE = 18;
    static final byte BAD_STOP_TONES = 19;
    static final byte BAD_CAUSE = 20;
    static final byte BAD_SETTING = 21;
    static final byte TOO_SHORT = 22;
    static final byte NO_OPERATION = 23;
    static final byte SNAPSHOT_TOO_LONG = 24;
    static final byte SNAPSHOT_TOO_SHORT = 25;
    static final byte SNAPSHOT_TRAILING = 26;
    static final byte SNAPSHOT_VERSION = 27;
    static final byte SNAPSHOT_OTHER_END = 28;
    static final byte SNAPSHOT_TOO_MANY_SLOTS = 29;
    static final byte SNAPSHOT_IMPOSSIBLE = 30;
    static final byte BAD_TEXT = 31;
    static final byte NOTHING = 32;
    static final byte BAD_OUTPUT = 33;
    static final byte BODY_TOO_LONG = 34;
    static final byte BODY_MISSING = 35;
    static final byte WRONG_BODY = 36;
    static final byte PARTICIPANT_MISSING = 37;
    static final byte NOT_OF_PARTICIPANT = 38;
    static final byte UNKNOWN_REQUEST = 39;
    static final byte BAD_API_VERSION = 40;
    static final byte NO_FLEET = 41;
    static final byte FLEET_MOVED = 42;
    static final byte BAD_COUNT = 43;
    static final byte OTHER_SETTINGS = 44;
    static final byte ID_TAKEN = 45;
    static final byte FLEET_FULL = 46;
    static final byte NO_SUCH_CALL = 47;
    static final String[] CODE_WORDS = {"it worked", "a pointer is null: give the address of memory of your own", "a pointer is not aligned: values and structs lie at multiples of 8 bytes", "there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore", "the value was made by another version of the library: store snapshots, not memory", "two structs overlap: give each its own memory", "kind is no kind of event", "request is no request of this end", "operation is no kind of operation", "body is neither empty nor a call nor an operation", "change is neither created nor updated nor deleted", "state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed", "tone is no tone", "operation_status is no status of an operation", "reason is no completionReason", "a flag is neither 0 nor 1, nor CL_NONE where it may be absent", "peer is no event of the other side", "media is no event of the media", "profile is neither record nor recordResponse", "stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400", "cause is no cause of an end", "a setting is out of range: the check of the settings says which, and what is allowed", "the buffer is too short: the length that is needed was written", "that slot has no operation", "the snapshot is longer than any snapshot of a call", "the snapshot ends too early", "there are bytes after the snapshot", "the snapshot has a version that this library does not know", "the snapshot is one of the other end", "the snapshot has more operation slots than a call has here", "no call under these settings can have written the snapshot", "a text is not UTF-8", "there is nothing to write: this output is not notified, or is no answer", "a member of the output has no such number: hand in an output of a step as it came", "the body is longer than 16 MiB: the service sends no such body", "the method needs a body: give the JSON of its parameters", "the method takes no body: give none", "the method is one of a participant: give the participant's id", "the method does not belong to a participant: give no participant", "only the host knows the URL of the request: send it as the one who asked for it", "version is no version of Graph's API", "there is no fleet of this end in that memory: make one", "the memory of the fleet was moved: it has to stay where the fleet was made", "a fleet has 1 to 16777216 calls", "the call has other settings than the fleet: all calls of a fleet share their settings", "the fleet has a call with that id already: hand the event to that one", "every place of the fleet is taken: remove calls that have ended, or make a larger one", "the fleet has no call with that handle or id: it was removed, or never added"};

    static final byte APP_EVENT_WAKE = 0;
    static final byte APP_EVENT_ASK = 1;
    static final byte APP_EVENT_SENT = 2;
    static final byte APP_EVENT_REPLY = 3;
    static final byte APP_EVENT_FAILED = 4;
    static final byte APP_EVENT_CALL = 5;
    static final byte APP_EVENT_OPERATION = 6;
    static final byte APP_EVENT_CREATED = 7;
    static final String[] APP_EVENT_WORDS = {"wake", "ask", "sent", "reply", "failed", "call", "operation", "created"};

    static final byte APP_REQUEST_KEEP_ALIVE = 0;
    static final byte APP_REQUEST_GET_CALL = 1;
    static final byte APP_REQUEST_HANG_UP = 2;
    static final byte APP_REQUEST_ANSWER = 3;
    static final byte APP_REQUEST_REJECT = 4;
    static final byte APP_REQUEST_REDIRECT = 5;
    static final byte APP_REQUEST_TRANSFER = 6;
    static final byte APP_REQUEST_OPERATION = 7;
    static final byte APP_REQUEST_OTHER = 8;
    static final String[] APP_REQUEST_WORDS = {"keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "operation", "other"};

    static final byte APP_BODY_EMPTY = 0;
    static final byte APP_BODY_CALL = 1;
    static final byte APP_BODY_OPERATION = 2;
    static final String[] APP_BODY_WORDS = {"empty", "call", "operation"};

    static final byte APP_OUTPUT_SEND = 0;
    static final byte APP_OUTPUT_STATE = 1;
    static final byte APP_OUTPUT_ENDED = 2;
    static final byte APP_OUTPUT_RESULT_LEARNT = 3;
    static final byte APP_OUTPUT_AUDIO_ACTIVE = 4;
    static final byte APP_OUTPUT_TONE = 5;
    static final byte APP_OUTPUT_KEEP_ALIVE_SUCCEEDED = 6;
    static final byte APP_OUTPUT_KEEP_ALIVE_FAILED = 7;
    static final byte APP_OUTPUT_PRESUMED_LOST = 8;
    static final byte APP_OUTPUT_REVIVED = 9;
    static final byte APP_OUTPUT_ANSWER_OVERDUE = 10;
    static final byte APP_OUTPUT_OPERATION_ACCEPTED = 11;
    static final byte APP_OUTPUT_OPERATION_RUNNING = 12;
    static final byte APP_OUTPUT_OPERATION_ENDED = 13;
    static final byte APP_OUTPUT_OPERATIONS_CANCELLED = 14;
    static final byte APP_OUTPUT_OPERATIONS_OVERDUE = 15;
    static final String[] APP_OUTPUT_WORDS = {"send", "state", "ended", "resultLearnt", "audioActive", "tone", "keepAliveSucceeded", "keepAliveFailed", "presumedLost", "revived", "answerOverdue", "operationAccepted", "operationRunning", "operationEnded", "operationsCancelled", "operationsOverdue"};

    static final byte SERVICE_EVENT_WAKE = 0;
    static final byte SERVICE_EVENT_REQUEST = 1;
    static final byte SERVICE_EVENT_PEER = 2;
    static final byte SERVICE_EVENT_MEDIA = 3;
    static final byte SERVICE_EVENT_FINISHED = 4;
    static final String[] SERVICE_EVENT_WORDS = {"wake", "request", "peer", "media", "finished"};

    static final byte SERVICE_REQUEST_KEEP_ALIVE = 0;
    static final byte SERVICE_REQUEST_GET_CALL = 1;
    static final byte SERVICE_REQUEST_HANG_UP = 2;
    static final byte SERVICE_REQUEST_ANSWER = 3;
    static final byte SERVICE_REQUEST_REJECT = 4;
    static final byte SERVICE_REQUEST_REDIRECT = 5;
    static final byte SERVICE_REQUEST_TRANSFER = 6;
    static final byte SERVICE_REQUEST_RECORD = 7;
    static final byte SERVICE_REQUEST_PLAY_PROMPT = 8;
    static final byte SERVICE_REQUEST_START = 9;
    static final byte SERVICE_REQUEST_GET_OPERATION = 10;
    static final byte SERVICE_REQUEST_BAD_BODY = 11;
    static final byte SERVICE_REQUEST_OTHER = 12;
    static final String[] SERVICE_REQUEST_WORDS = {"keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "record", "playPrompt", "start", "getOperation", "badBody", "other"};

    static final byte MEDIA_EVENT_PROMPT_FINISHED = 0;
    static final byte MEDIA_EVENT_PROMPT_FAILED = 1;
    static final byte MEDIA_EVENT_BEEP_FINISHED = 2;
    static final byte MEDIA_EVENT_BEEP_FAILED = 3;
    static final byte MEDIA_EVENT_SPEECH_STARTED = 4;
    static final byte MEDIA_EVENT_SPEECH_STOPPED = 5;
    static final byte MEDIA_EVENT_TONE = 6;
    static final byte MEDIA_EVENT_MEDIA_LOST = 7;
    static final byte MEDIA_EVENT_RECORD_FAILED = 8;
    static final String[] MEDIA_EVENT_WORDS = {"promptFinished", "promptFailed", "beepFinished", "beepFailed", "speechStarted", "speechStopped", "tone", "mediaLost", "recordFailed"};

    static final byte SERVICE_OUTPUT_ANSWER = 0;
    static final byte SERVICE_OUTPUT_STATE = 1;
    static final byte SERVICE_OUTPUT_ENDED = 2;
    static final byte SERVICE_OUTPUT_OPERATIONS_ENDED = 3;
    static final byte SERVICE_OUTPUT_PHASE = 4;
    static final byte SERVICE_OUTPUT_OPERATION_ENDED = 5;
    static final byte SERVICE_OUTPUT_TONE = 6;
    static final String[] SERVICE_OUTPUT_WORDS = {"answer", "state", "ended", "operationsEnded", "phase", "operationEnded", "tone"};

    static final byte VERDICT_APPLIED = 0;
    static final byte VERDICT_NO_CHANGE = 1;
    static final byte VERDICT_STALE = 2;
    static final byte VERDICT_REJECTED = 3;
    static final String[] VERDICT_WORDS = {"applied", "noChange", "stale", "rejected"};

    static final byte REJECTION_ENDED = 0;
    static final byte REJECTION_WRONG_STATE = 1;
    static final byte REJECTION_UNKNOWN_STATE = 2;
    static final byte REJECTION_UNKNOWN_OPERATION = 3;
    static final byte REJECTION_NO_FREE_SLOT = 4;
    static final byte REJECTION_QUEUE_FULL = 5;
    static final byte REJECTION_BAD_PARAMETERS = 6;
    static final byte REJECTION_WRONG_PHASE = 7;
    static final byte REJECTION_UNDER_WAY = 8;
    static final String[] REJECTION_WORDS = {"ended", "wrongState", "unknownState", "unknownOperation", "noFreeSlot", "queueFull", "badParameters", "wrongPhase", "underWay"};

    static final byte CALL_STATE_INCOMING = 0;
    static final byte CALL_STATE_ESTABLISHING = 1;
    static final byte CALL_STATE_RINGING = 2;
    static final byte CALL_STATE_ESTABLISHED = 3;
    static final byte CALL_STATE_HOLD = 4;
    static final byte CALL_STATE_TRANSFERRING = 5;
    static final byte CALL_STATE_TRANSFER_ACCEPTED = 6;
    static final byte CALL_STATE_REDIRECTING = 7;
    static final byte CALL_STATE_TERMINATING = 8;
    static final byte CALL_STATE_TERMINATED = 9;
    static final String[] CALL_STATE_WORDS = {"incoming", "establishing", "ringing", "established", "hold", "transferring", "transferAccepted", "redirecting", "terminating", "terminated"};

    static final byte CAUSE_LOCAL_HANG_UP = 0;
    static final byte CAUSE_REMOTE_HANG_UP = 1;
    static final byte CAUSE_REJECTED = 2;
    static final byte CAUSE_REDIRECTED = 3;
    static final byte CAUSE_TRANSFERRED = 4;
    static final byte CAUSE_ANSWER_TIMEOUT = 5;
    static final byte CAUSE_KEEP_ALIVE_EXPIRED = 6;
    static final byte CAUSE_NOT_FOUND = 7;
    static final byte CAUSE_DECLINED = 8;
    static final byte CAUSE_BUSY = 9;
    static final byte CAUSE_NO_ANSWER = 10;
    static final byte CAUSE_MEDIA_FAILED = 11;
    static final byte CAUSE_ABANDONED = 12;
    static final byte CAUSE_HANG_UP_UNCONFIRMED = 13;
    static final byte CAUSE_FAILED = 14;
    static final byte CAUSE_UNKNOWN = 15;
    static final String[] CAUSE_WORDS = {"localHangUp", "remoteHangUp", "rejected", "redirected", "transferred", "answerTimeout", "keepAliveExpired", "notFound", "declined", "busy", "noAnswer", "mediaFailed", "abandoned", "hangUpUnconfirmed", "failed", "unknown"};

    static final byte DEADLINE_KIND_KEEP_ALIVE_EXPIRY = 0;
    static final byte DEADLINE_KIND_ANSWER = 1;
    static final byte DEADLINE_KIND_REDIRECT = 2;
    static final byte DEADLINE_KIND_TEARDOWN = 3;
    static final byte DEADLINE_KIND_INITIAL_SILENCE = 4;
    static final byte DEADLINE_KIND_MAX_SILENCE = 5;
    static final byte DEADLINE_KIND_MAX_RECORD_DURATION = 6;
    static final byte DEADLINE_KIND_GIVE_UP = 7;
    static final byte DEADLINE_KIND_KEEP_ALIVE = 8;
    static final byte DEADLINE_KIND_HANG_UP = 9;
    static final byte DEADLINE_KIND_OPERATION = 10;
    static final String[] DEADLINE_KIND_WORDS = {"keepAlive expiry", "answer", "redirect", "teardown", "initial silence", "max silence", "max record duration", "give up", "keepAlive", "hang up", "operation"};

    static final byte OPERATION_KIND_RECORD = 0;
    static final byte OPERATION_KIND_PLAY_PROMPT = 1;
    static final byte OPERATION_KIND_CANCEL_MEDIA_PROCESSING = 2;
    static final byte OPERATION_KIND_SUBSCRIBE_TO_TONE = 3;
    static final byte OPERATION_KIND_SEND_DTMF_TONES = 4;
    static final byte OPERATION_KIND_MUTE = 5;
    static final byte OPERATION_KIND_UNMUTE = 6;
    static final byte OPERATION_KIND_MUTE_ALL = 7;
    static final byte OPERATION_KIND_INVITE = 8;
    static final byte OPERATION_KIND_START_HOLD_MUSIC = 9;
    static final byte OPERATION_KIND_STOP_HOLD_MUSIC = 10;
    static final byte OPERATION_KIND_ADD_LARGE_GALLERY_VIEW = 11;
    static final byte OPERATION_KIND_UPDATE_RECORDING_STATUS = 12;
    static final byte OPERATION_KIND_CONFIGURE_MIXER = 13;
    static final byte OPERATION_KIND_START_RECORDING = 14;
    static final byte OPERATION_KIND_STOP_RECORDING = 15;
    static final byte OPERATION_KIND_START_TRANSCRIPTION = 16;
    static final byte OPERATION_KIND_STOP_TRANSCRIPTION = 17;
    static final byte OPERATION_KIND_ADMIT_FROM_LOBBY = 18;
    static final byte OPERATION_KIND_REMOVE_FROM_LOBBY = 19;
    static final byte OPERATION_KIND_ADMIT_ALL_FROM_LOBBY = 20;
    static final byte OPERATION_KIND_OTHER = 21;
    static final String[] OPERATION_KIND_WORDS = {"record", "playPrompt", "cancelMediaProcessing", "subscribeToTone", "sendDtmfTones", "mute", "unmute", "muteAll", "invite", "startHoldMusic", "stopHoldMusic", "addLargeGalleryView", "updateRecordingStatus", "configureMixer", "startRecording", "stopRecording", "startTranscription", "stopTranscription", "admitFromLobby", "removeFromLobby", "admitAllFromLobby", "other"};

    static final byte OPERATION_STATUS_NOT_STARTED = 0;
    static final byte OPERATION_STATUS_RUNNING = 1;
    static final byte OPERATION_STATUS_COMPLETED = 2;
    static final byte OPERATION_STATUS_FAILED = 3;
    static final String[] OPERATION_STATUS_WORDS = {"notStarted", "running", "completed", "failed"};

    static final byte COMPLETION_REASON_OPERATION_CANCELED = 0;
    static final byte COMPLETION_REASON_STOP_TONE_DETECTED = 1;
    static final byte COMPLETION_REASON_MAX_RECORD_DURATION_REACHED = 2;
    static final byte COMPLETION_REASON_INITIAL_SILENCE_TIMEOUT = 3;
    static final byte COMPLETION_REASON_MAX_SILENCE_TIMEOUT = 4;
    static final byte COMPLETION_REASON_PLAY_PROMPT_FAILED = 5;
    static final byte COMPLETION_REASON_PLAY_BEEP_FAILED = 6;
    static final byte COMPLETION_REASON_MEDIA_RECEIVE_TIMEOUT = 7;
    static final byte COMPLETION_REASON_UNSPECIFIED_ERROR = 8;
    static final byte COMPLETION_REASON_NONE = 9;
    static final byte COMPLETION_REASON_COMPLETED_SUCCESSFULLY = 10;
    static final byte COMPLETION_REASON_MEDIA_OPERATION_CANCELED = 11;
    static final byte COMPLETION_REASON_UNKNOWN = 12;
    static final byte COMPLETION_REASON_CALL_ENDED = 13;
    static final String[] COMPLETION_REASON_WORDS = {"operationCanceled", "stopToneDetected", "maxRecordDurationReached", "initialSilenceTimeout", "maxSilenceTimeout", "playPromptFailed", "playBeepFailed", "mediaReceiveTimeout", "unspecifiedError", "none", "completedSuccessfully", "mediaOperationCanceled", "unknown", "callEnded"};

    static final byte CHANGE_TYPE_CREATED = 0;
    static final byte CHANGE_TYPE_UPDATED = 1;
    static final byte CHANGE_TYPE_DELETED = 2;
    static final String[] CHANGE_TYPE_WORDS = {"created", "updated", "deleted"};

    static final byte TONE_TONE0 = 0;
    static final byte TONE_TONE1 = 1;
    static final byte TONE_TONE2 = 2;
    static final byte TONE_TONE3 = 3;
    static final byte TONE_TONE4 = 4;
    static final byte TONE_TONE5 = 5;
    static final byte TONE_TONE6 = 6;
    static final byte TONE_TONE7 = 7;
    static final byte TONE_TONE8 = 8;
    static final byte TONE_TONE9 = 9;
    static final byte TONE_STAR = 10;
    static final byte TONE_POUND = 11;
    static final byte TONE_A = 12;
    static final byte TONE_B = 13;
    static final byte TONE_C = 14;
    static final byte TONE_D = 15;
    static final byte TONE_FLASH = 16;
    static final String[] TONE_WORDS = {"tone0", "tone1", "tone2", "tone3", "tone4", "tone5", "tone6", "tone7", "tone8", "tone9", "star", "pound", "a", "b", "c", "d", "flash"};

    static final byte PEER_EVENT_RINGS = 0;
    static final byte PEER_EVENT_CONNECTS = 1;
    static final byte PEER_EVENT_DECLINES = 2;
    static final byte PEER_EVENT_BUSY = 3;
    static final byte PEER_EVENT_NO_ANSWER = 4;
    static final byte PEER_EVENT_FAILS = 5;
    static final byte PEER_EVENT_HANGS_UP = 6;
    static final byte PEER_EVENT_HOLDS = 7;
    static final byte PEER_EVENT_RESUMES = 8;
    static final byte PEER_EVENT_TRANSFER_ACCEPTED = 9;
    static final byte PEER_EVENT_TRANSFER_FAILED = 10;
    static final byte PEER_EVENT_TRANSFER_COMPLETED = 11;
    static final byte PEER_EVENT_REDIRECTED = 12;
    static final byte PEER_EVENT_REDIRECT_FAILED = 13;
    static final byte PEER_EVENT_MEDIA_FAILED = 14;
    static final byte PEER_EVENT_TORN_DOWN = 15;
    static final String[] PEER_EVENT_WORDS = {"rings", "connects", "declines", "busy", "noAnswer", "fails", "hangsUp", "holds", "resumes", "transferAccepted", "transferFailed", "transferCompleted", "redirected", "redirectFailed", "mediaFailed", "tornDown"};

    static final byte RECORD_PHASE_QUEUED = 0;
    static final byte RECORD_PHASE_PROMPTING = 1;
    static final byte RECORD_PHASE_BEEPING = 2;
    static final byte RECORD_PHASE_LISTENING = 3;
    static final byte RECORD_PHASE_SPEAKING = 4;
    static final byte RECORD_PHASE_PAUSING = 5;
    static final byte RECORD_PHASE_ENDED = 6;
    static final String[] RECORD_PHASE_WORDS = {"queued", "prompting", "beeping", "listening", "speaking", "pausing", "ended"};

    static final byte PROFILE_RECORD = 0;
    static final byte PROFILE_RECORD_RESPONSE = 1;
    static final String[] PROFILE_WORDS = {"record", "recordResponse"};

    static final byte POLICY_FIELD_EXPIRY = 0;
    static final byte POLICY_FIELD_INTERVAL = 1;
    static final byte POLICY_FIELD_JITTER = 2;
    static final byte POLICY_FIELD_START_MARGIN = 3;
    static final byte POLICY_FIELD_REPLY_TIMEOUT = 4;
    static final byte POLICY_FIELD_RETRY_INITIAL = 5;
    static final byte POLICY_FIELD_RETRY_MAX = 6;
    static final byte POLICY_FIELD_ABANDON = 7;
    static final byte POLICY_FIELD_SESSION_EXPIRES = 8;
    static final byte POLICY_FIELD_ANSWER_DEADLINE = 9;
    static final byte POLICY_FIELD_HANG_UP_TIMEOUT = 10;
    static final byte POLICY_FIELD_HANG_UP_GIVE_UP = 11;
    static final byte POLICY_FIELD_OPERATION_GRACE = 12;
    static final byte POLICY_FIELD_TEARDOWN = 13;
    static final String[] POLICY_FIELD_WORDS = {"expiry", "interval", "jitter", "start_margin", "reply_timeout", "retry_initial", "retry_max", "abandon", "session_expires", "answer_deadline", "hang_up_timeout", "hang_up_give_up", "operation_grace", "teardown"};

    static final byte NOTICE_EVENT = 0;
    static final byte NOTICE_OTHER = 1;
    static final byte NOTICE_BAD_ENTRY = 2;
    static final byte NOTICE_BAD_JSON = 3;
    static final byte NOTICE_REFUSED = 4;
    static final String[] NOTICE_WORDS = {"event", "other", "badEntry", "badJson", "refused"};

    static final byte VERB_GET = 0;
    static final byte VERB_POST = 1;
    static final byte VERB_DELETE = 2;
    static final String[] VERB_WORDS = {"GET", "POST", "DELETE"};

    static final byte API_VERSION_V1_0 = 0;
    static final byte API_VERSION_BETA = 1;
    static final String[] API_VERSION_WORDS = {"v1.0", "beta"};

    /** Every function: what it returns, and what it takes. */
    static final Map<String, FunctionDescriptor> FUNCTIONS = Map.ofEntries(
            Map.entry("cl_abi", FunctionDescriptor.of(ValueLayout.JAVA_INT)),
            Map.entry("cl_layout", FunctionDescriptor.of(ValueLayout.JAVA_INT)),
            Map.entry("cl_size", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)),
            Map.entry("cl_word", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)),
            Map.entry("cl_context", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_settings_default", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
            Map.entry("cl_app_settings_check", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_settings_default", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
            Map.entry("cl_service_settings_check", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_event_init", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_BYTE)),
            Map.entry("cl_app_outgoing", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_incoming", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_adopted", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS)),
            Map.entry("cl_app_handle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_view", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_id", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_result", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_operation", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS)),
            Map.entry("cl_app_digest", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_snapshot", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_restore", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_event_init", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_BYTE)),
            Map.entry("cl_service_outgoing", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_incoming", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_adopted", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS)),
            Map.entry("cl_service_ending", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS)),
            Map.entry("cl_service_handle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_view", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_id", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_operation", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS)),
            Map.entry("cl_service_digest", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_snapshot", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_restore", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_notification", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_reply", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_size", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)),
            Map.entry("cl_app_fleet_new", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_insert", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_find", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_get", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_remove", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_length", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_next_deadline", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_handle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_app_fleet_handle_all", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)),
            Map.entry("cl_app_fleet_wake", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_size", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)),
            Map.entry("cl_service_fleet_new", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_insert", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_find", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_get", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_remove", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_length", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_next_deadline", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_handle", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_service_fleet_handle_all", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)),
            Map.entry("cl_service_fleet_wake", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
            Map.entry("cl_notices", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_reply", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_created", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_request", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)));
}
