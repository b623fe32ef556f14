// Printed by bindings/abi from the declarations in bindings/c: do not edit.
package calllifecycle;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** The lists of the C ABI as enumerations; its numbers, offsets and functions. */
public final class Abi {
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

    /** Its ordinals are the numbers of the list code. */
    public enum Code {
        OK("it worked"),
        NULL("a pointer is null: give the address of memory of your own"),
        MISALIGNED("a pointer is not aligned: values and structs lie at multiples of 8 bytes"),
        NO_CALL("there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore"),
        OTHER_VERSION("the value was made by another version of the library: store snapshots, not memory"),
        OVERLAP("two structs overlap: give each its own memory"),
        BAD_KIND("kind is no kind of event"),
        BAD_REQUEST("request is no request of this end"),
        BAD_OPERATION("operation is no kind of operation"),
        BAD_BODY("body is neither empty nor a call nor an operation"),
        BAD_CHANGE("change is neither created nor updated nor deleted"),
        BAD_STATE("state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed"),
        BAD_TONE("tone is no tone"),
        BAD_STATUS("operation_status is no status of an operation"),
        BAD_REASON("reason is no completionReason"),
        BAD_FLAG("a flag is neither 0 nor 1, nor CL_NONE where it may be absent"),
        BAD_PEER("peer is no event of the other side"),
        BAD_MEDIA("media is no event of the media"),
        BAD_PROFILE("profile is neither record nor recordResponse"),
        BAD_STOP_TONES("stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400"),
        BAD_CAUSE("cause is no cause of an end"),
        BAD_SETTING("a setting is out of range: the check of the settings says which, and what is allowed"),
        TOO_SHORT("the buffer is too short: the length that is needed was written"),
        NO_OPERATION("that slot has no operation"),
        SNAPSHOT_TOO_LONG("the snapshot is longer than any snapshot of a call"),
        SNAPSHOT_TOO_SHORT("the snapshot ends too early"),
        SNAPSHOT_TRAILING("there are bytes after the snapshot"),
        SNAPSHOT_VERSION("the snapshot has a version that this library does not know"),
        SNAPSHOT_OTHER_END("the snapshot is one of the other end"),
        SNAPSHOT_TOO_MANY_SLOTS("the snapshot has more operation slots than a call has here"),
        SNAPSHOT_IMPOSSIBLE("no call under these settings can have written the snapshot"),
        BAD_TEXT("a text is not UTF-8"),
        NOTHING("there is nothing to write: this output is not notified, or is no answer"),
        BAD_OUTPUT("a member of the output has no such number: hand in an output of a step as it came"),
        BODY_TOO_LONG("the body is longer than 16 MiB: the service sends no such body"),
        BODY_MISSING("the method needs a body: give the JSON of its parameters"),
        WRONG_BODY("the method takes no body: give none"),
        PARTICIPANT_MISSING("the method is one of a participant: give the participant's id"),
        NOT_OF_PARTICIPANT("the method does not belong to a participant: give no participant"),
        UNKNOWN_REQUEST("only the host knows the URL of the request: send it as the one who asked for it"),
        BAD_API_VERSION("version is no version of Graph's API"),
        NO_FLEET("there is no fleet of this end in that memory: make one"),
        FLEET_MOVED("the memory of the fleet was moved: it has to stay where the fleet was made"),
        BAD_COUNT("a fleet has 1 to 16777216 calls"),
        OTHER_SETTINGS("the call has other settings than the fleet: all calls of a fleet share their settings"),
        ID_TAKEN("the fleet has a call with that id already: hand the event to that one"),
        FLEET_FULL("every place of the fleet is taken: remove calls that have ended, or make a larger one"),
        NO_SUCH_CALL("the fleet has no call with that handle or id: it was removed, or never added");

        private static final Code[] ALL = values();
        private final String word;

        Code(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Code of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list app_event. */
    public enum AppEventKind {
        WAKE("wake"),
        ASK("ask"),
        SENT("sent"),
        REPLY("reply"),
        FAILED("failed"),
        CALL("call"),
        OPERATION("operation"),
        CREATED("created");

        private static final AppEventKind[] ALL = values();
        private final String word;

        AppEventKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static AppEventKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list app_request. */
    public enum AppRequest {
        KEEP_ALIVE("keepAlive"),
        GET_CALL("getCall"),
        HANG_UP("hangUp"),
        ANSWER("answer"),
        REJECT("reject"),
        REDIRECT("redirect"),
        TRANSFER("transfer"),
        OPERATION("operation"),
        OTHER("other");

        private static final AppRequest[] ALL = values();
        private final String word;

        AppRequest(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static AppRequest of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list app_body. */
    public enum AppBody {
        EMPTY("empty"),
        CALL("call"),
        OPERATION("operation");

        private static final AppBody[] ALL = values();
        private final String word;

        AppBody(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static AppBody of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list app_output. */
    public enum AppOutputKind {
        SEND("send"),
        STATE("state"),
        ENDED("ended"),
        RESULT_LEARNT("resultLearnt"),
        AUDIO_ACTIVE("audioActive"),
        TONE("tone"),
        KEEP_ALIVE_SUCCEEDED("keepAliveSucceeded"),
        KEEP_ALIVE_FAILED("keepAliveFailed"),
        PRESUMED_LOST("presumedLost"),
        REVIVED("revived"),
        ANSWER_OVERDUE("answerOverdue"),
        OPERATION_ACCEPTED("operationAccepted"),
        OPERATION_RUNNING("operationRunning"),
        OPERATION_ENDED("operationEnded"),
        OPERATIONS_CANCELLED("operationsCancelled"),
        OPERATIONS_OVERDUE("operationsOverdue");

        private static final AppOutputKind[] ALL = values();
        private final String word;

        AppOutputKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static AppOutputKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list service_event. */
    public enum ServiceEventKind {
        WAKE("wake"),
        REQUEST("request"),
        PEER("peer"),
        MEDIA("media"),
        FINISHED("finished");

        private static final ServiceEventKind[] ALL = values();
        private final String word;

        ServiceEventKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static ServiceEventKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list service_request. */
    public enum ServiceRequest {
        KEEP_ALIVE("keepAlive"),
        GET_CALL("getCall"),
        HANG_UP("hangUp"),
        ANSWER("answer"),
        REJECT("reject"),
        REDIRECT("redirect"),
        TRANSFER("transfer"),
        RECORD("record"),
        PLAY_PROMPT("playPrompt"),
        START("start"),
        GET_OPERATION("getOperation"),
        BAD_BODY("badBody"),
        OTHER("other");

        private static final ServiceRequest[] ALL = values();
        private final String word;

        ServiceRequest(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static ServiceRequest of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list media_event. */
    public enum MediaEvent {
        PROMPT_FINISHED("promptFinished"),
        PROMPT_FAILED("promptFailed"),
        BEEP_FINISHED("beepFinished"),
        BEEP_FAILED("beepFailed"),
        SPEECH_STARTED("speechStarted"),
        SPEECH_STOPPED("speechStopped"),
        TONE("tone"),
        MEDIA_LOST("mediaLost"),
        RECORD_FAILED("recordFailed");

        private static final MediaEvent[] ALL = values();
        private final String word;

        MediaEvent(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static MediaEvent of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list service_output. */
    public enum ServiceOutputKind {
        ANSWER("answer"),
        STATE("state"),
        ENDED("ended"),
        OPERATIONS_ENDED("operationsEnded"),
        PHASE("phase"),
        OPERATION_ENDED("operationEnded"),
        TONE("tone");

        private static final ServiceOutputKind[] ALL = values();
        private final String word;

        ServiceOutputKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static ServiceOutputKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list verdict. */
    public enum Verdict {
        APPLIED("applied"),
        NO_CHANGE("noChange"),
        STALE("stale"),
        REJECTED("rejected");

        private static final Verdict[] ALL = values();
        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Verdict of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list rejection. */
    public enum Rejection {
        ENDED("ended"),
        WRONG_STATE("wrongState"),
        UNKNOWN_STATE("unknownState"),
        UNKNOWN_OPERATION("unknownOperation"),
        NO_FREE_SLOT("noFreeSlot"),
        QUEUE_FULL("queueFull"),
        BAD_PARAMETERS("badParameters"),
        WRONG_PHASE("wrongPhase"),
        UNDER_WAY("underWay");

        private static final Rejection[] ALL = values();
        private final String word;

        Rejection(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Rejection of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list call_state. */
    public enum CallState {
        INCOMING("incoming"),
        ESTABLISHING("establishing"),
        RINGING("ringing"),
        ESTABLISHED("established"),
        HOLD("hold"),
        TRANSFERRING("transferring"),
        TRANSFER_ACCEPTED("transferAccepted"),
        REDIRECTING("redirecting"),
        TERMINATING("terminating"),
        TERMINATED("terminated");

        private static final CallState[] ALL = values();
        private final String word;

        CallState(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static CallState of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list cause. */
    public enum Cause {
        LOCAL_HANG_UP("localHangUp"),
        REMOTE_HANG_UP("remoteHangUp"),
        REJECTED("rejected"),
        REDIRECTED("redirected"),
        TRANSFERRED("transferred"),
        ANSWER_TIMEOUT("answerTimeout"),
        KEEP_ALIVE_EXPIRED("keepAliveExpired"),
        NOT_FOUND("notFound"),
        DECLINED("declined"),
        BUSY("busy"),
        NO_ANSWER("noAnswer"),
        MEDIA_FAILED("mediaFailed"),
        ABANDONED("abandoned"),
        HANG_UP_UNCONFIRMED("hangUpUnconfirmed"),
        FAILED("failed"),
        UNKNOWN("unknown");

        private static final Cause[] ALL = values();
        private final String word;

        Cause(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Cause of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list deadline_kind. */
    public enum DeadlineKind {
        KEEP_ALIVE_EXPIRY("keepAlive expiry"),
        ANSWER("answer"),
        REDIRECT("redirect"),
        TEARDOWN("teardown"),
        INITIAL_SILENCE("initial silence"),
        MAX_SILENCE("max silence"),
        MAX_RECORD_DURATION("max record duration"),
        GIVE_UP("give up"),
        KEEP_ALIVE("keepAlive"),
        HANG_UP("hang up"),
        OPERATION("operation");

        private static final DeadlineKind[] ALL = values();
        private final String word;

        DeadlineKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static DeadlineKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list operation_kind. */
    public enum OperationKind {
        RECORD("record"),
        PLAY_PROMPT("playPrompt"),
        CANCEL_MEDIA_PROCESSING("cancelMediaProcessing"),
        SUBSCRIBE_TO_TONE("subscribeToTone"),
        SEND_DTMF_TONES("sendDtmfTones"),
        MUTE("mute"),
        UNMUTE("unmute"),
        MUTE_ALL("muteAll"),
        INVITE("invite"),
        START_HOLD_MUSIC("startHoldMusic"),
        STOP_HOLD_MUSIC("stopHoldMusic"),
        ADD_LARGE_GALLERY_VIEW("addLargeGalleryView"),
        UPDATE_RECORDING_STATUS("updateRecordingStatus"),
        CONFIGURE_MIXER("configureMixer"),
        START_RECORDING("startRecording"),
        STOP_RECORDING("stopRecording"),
        START_TRANSCRIPTION("startTranscription"),
        STOP_TRANSCRIPTION("stopTranscription"),
        ADMIT_FROM_LOBBY("admitFromLobby"),
        REMOVE_FROM_LOBBY("removeFromLobby"),
        ADMIT_ALL_FROM_LOBBY("admitAllFromLobby"),
        OTHER("other");

        private static final OperationKind[] ALL = values();
        private final String word;

        OperationKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static OperationKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list operation_status. */
    public enum OperationStatus {
        NOT_STARTED("notStarted"),
        RUNNING("running"),
        COMPLETED("completed"),
        FAILED("failed");

        private static final OperationStatus[] ALL = values();
        private final String word;

        OperationStatus(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static OperationStatus of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list completion_reason. */
    public enum CompletionReason {
        OPERATION_CANCELED("operationCanceled"),
        STOP_TONE_DETECTED("stopToneDetected"),
        MAX_RECORD_DURATION_REACHED("maxRecordDurationReached"),
        INITIAL_SILENCE_TIMEOUT("initialSilenceTimeout"),
        MAX_SILENCE_TIMEOUT("maxSilenceTimeout"),
        PLAY_PROMPT_FAILED("playPromptFailed"),
        PLAY_BEEP_FAILED("playBeepFailed"),
        MEDIA_RECEIVE_TIMEOUT("mediaReceiveTimeout"),
        UNSPECIFIED_ERROR("unspecifiedError"),
        NONE("none"),
        COMPLETED_SUCCESSFULLY("completedSuccessfully"),
        MEDIA_OPERATION_CANCELED("mediaOperationCanceled"),
        UNKNOWN("unknown"),
        CALL_ENDED("callEnded");

        private static final CompletionReason[] ALL = values();
        private final String word;

        CompletionReason(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static CompletionReason of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list change_type. */
    public enum ChangeType {
        CREATED("created"),
        UPDATED("updated"),
        DELETED("deleted");

        private static final ChangeType[] ALL = values();
        private final String word;

        ChangeType(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static ChangeType of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list tone. */
    public enum Tone {
        TONE0("tone0"),
        TONE1("tone1"),
        TONE2("tone2"),
        TONE3("tone3"),
        TONE4("tone4"),
        TONE5("tone5"),
        TONE6("tone6"),
        TONE7("tone7"),
        TONE8("tone8"),
        TONE9("tone9"),
        STAR("star"),
        POUND("pound"),
        A("a"),
        B("b"),
        C("c"),
        D("d"),
        FLASH("flash");

        private static final Tone[] ALL = values();
        private final String word;

        Tone(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Tone of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list peer_event. */
    public enum PeerEvent {
        RINGS("rings"),
        CONNECTS("connects"),
        DECLINES("declines"),
        BUSY("busy"),
        NO_ANSWER("noAnswer"),
        FAILS("fails"),
        HANGS_UP("hangsUp"),
        HOLDS("holds"),
        RESUMES("resumes"),
        TRANSFER_ACCEPTED("transferAccepted"),
        TRANSFER_FAILED("transferFailed"),
        TRANSFER_COMPLETED("transferCompleted"),
        REDIRECTED("redirected"),
        REDIRECT_FAILED("redirectFailed"),
        MEDIA_FAILED("mediaFailed"),
        TORN_DOWN("tornDown");

        private static final PeerEvent[] ALL = values();
        private final String word;

        PeerEvent(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static PeerEvent of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list record_phase. */
    public enum RecordPhase {
        QUEUED("queued"),
        PROMPTING("prompting"),
        BEEPING("beeping"),
        LISTENING("listening"),
        SPEAKING("speaking"),
        PAUSING("pausing"),
        ENDED("ended");

        private static final RecordPhase[] ALL = values();
        private final String word;

        RecordPhase(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static RecordPhase of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list profile. */
    public enum Profile {
        RECORD("record"),
        RECORD_RESPONSE("recordResponse");

        private static final Profile[] ALL = values();
        private final String word;

        Profile(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Profile of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list policy_field. */
    public enum PolicyField {
        EXPIRY("expiry"),
        INTERVAL("interval"),
        JITTER("jitter"),
        START_MARGIN("start_margin"),
        REPLY_TIMEOUT("reply_timeout"),
        RETRY_INITIAL("retry_initial"),
        RETRY_MAX("retry_max"),
        ABANDON("abandon"),
        SESSION_EXPIRES("session_expires"),
        ANSWER_DEADLINE("answer_deadline"),
        HANG_UP_TIMEOUT("hang_up_timeout"),
        HANG_UP_GIVE_UP("hang_up_give_up"),
        OPERATION_GRACE("operation_grace"),
        TEARDOWN("teardown");

        private static final PolicyField[] ALL = values();
        private final String word;

        PolicyField(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static PolicyField of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list notice. */
    public enum NoticeKind {
        EVENT("event"),
        OTHER("other"),
        BAD_ENTRY("badEntry"),
        BAD_JSON("badJson"),
        REFUSED("refused");

        private static final NoticeKind[] ALL = values();
        private final String word;

        NoticeKind(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static NoticeKind of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list verb. */
    public enum Verb {
        GET("GET"),
        POST("POST"),
        DELETE("DELETE");

        private static final Verb[] ALL = values();
        private final String word;

        Verb(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static Verb of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

    /** Its ordinals are the numbers of the list api_version. */
    public enum ApiVersion {
        V1_0("v1.0"),
        BETA("beta");

        private static final ApiVersion[] ALL = values();
        private final String word;

        ApiVersion(String word) {
            this.word = word;
        }

        /** The word. */
        @Override
        public String toString() {
            return word;
        }

        /** By its number; null for NONE. */
        static ApiVersion of(byte number) {
            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];
        }
    }

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
            Map.entry("cl_created", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_SHORT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)),
            Map.entry("cl_request", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE, ValueLayout.JAVA_BYTE, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)));
}
