package calllifecycle;

import calllifecycle.Abi.*;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * Both ends of a Microsoft Graph call, over the C ABI by java.lang.foreign (Java 22 or later). Times are milliseconds of a clock that never goes back. A call
 * is memory of the Java heap: nothing has to be closed. One thread at a time may use it. The property calllifecycle.library names the library's file.
 */
public final class CallLifecycle {
    private CallLifecycle() {}

    /** A time that never comes. */
    public static final long NEVER = Abi.NEVER;

    /** What is wrong, as a sentence that says what to do. Nothing has changed. */
    public static final class CallLifecycleException extends RuntimeException {
        private static final long serialVersionUID = 1;
        /** Which of the codes it is. */
        public final transient Code code;

        CallLifecycleException(Code code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** Names a request of the application: for one that a call did not ask for, or that was asked for before a restart. */
    public record Token(AppRequest request, OperationKind operation, int number) {}

    /** Something to do or to know; members that the kind does not have are null, 0 or false. K is AppOutputKind or ServiceOutputKind. */
    public record Output<K>(K kind, long at, Token token, Integer slot, int slots, CallState from, CallState to, Cause cause, Tone tone,
            OperationStatus operationStatus, CompletionReason reason, RecordPhase phase, int status, int sequence, boolean flag, ByteBuffer octets) {
        private Output(MemorySegment m, K kind, AppRequest request) {
            this(kind, m.get(LONG, Abi.OUTPUT_AT_AT),
                    request == null ? null : new Token(request, OperationKind.of(m.get(BYTE, Abi.OUTPUT_AT_OPERATION)), m.get(SHORT, Abi.OUTPUT_AT_NUMBER) & 0xffff),
                    number(m, Abi.OUTPUT_AT_SLOT), m.get(INT, Abi.OUTPUT_AT_SLOTS), CallState.of(m.get(BYTE, Abi.OUTPUT_AT_FROM)),
                    CallState.of(m.get(BYTE, Abi.OUTPUT_AT_TO)), Cause.of(m.get(BYTE, Abi.OUTPUT_AT_CAUSE)), Tone.of(m.get(BYTE, Abi.OUTPUT_AT_TONE)),
                    OperationStatus.of(m.get(BYTE, Abi.OUTPUT_AT_OPERATION_STATUS)), CompletionReason.of(m.get(BYTE, Abi.OUTPUT_AT_REASON)),
                    RecordPhase.of(m.get(BYTE, Abi.OUTPUT_AT_PHASE)), m.get(SHORT, Abi.OUTPUT_AT_STATUS) & 0xffff, m.get(INT, Abi.OUTPUT_AT_SEQUENCE),
                    m.get(BYTE, Abi.OUTPUT_AT_FLAG) != 0, ByteBuffer.wrap(m.toArray(BYTE)).asReadOnlyBuffer());
        }

        private static Integer number(MemorySegment m, int at) {
            int number = m.get(BYTE, at) & 0xff;
            return number == Abi.NONE ? null : number;
        }
    }

    /** What an event did, what is to be done, and how the call stands afterwards. */
    public record Step<K>(Verdict verdict, Rejection rejection, CallState state, Cause cause, OptionalLong nextDeadline, DeadlineKind deadlineKind,
            OptionalLong expiresAt, boolean clockRegressed, boolean deadlineChanged, boolean presumedLost, boolean inFlight, boolean audioActive,
            boolean hangUpConfirmed, int failures, List<Output<K>> outputs) {
        private static <K> Step<K> read(MemorySegment m, Function<Byte, K> kinds) {
            int flags = m.get(BYTE, Abi.STEP_AT_FLAGS), count = m.get(BYTE, Abi.STEP_AT_COUNT);
            List<Output<K>> outputs = count == 0 ? List.of() : new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                MemorySegment output = m.asSlice(Abi.STEP_AT_OUTPUTS + (long) i * Abi.OUTPUT_SIZE, Abi.OUTPUT_SIZE);
                outputs.add(new Output<>(output, kinds.apply(output.get(BYTE, Abi.OUTPUT_AT_KIND)), AppRequest.of(output.get(BYTE, Abi.OUTPUT_AT_REQUEST))));
            }
            return new Step<>(Verdict.of(m.get(BYTE, Abi.STEP_AT_VERDICT)), Rejection.of(m.get(BYTE, Abi.STEP_AT_REJECTION)),
                    CallState.of(m.get(BYTE, Abi.STEP_AT_STATE)), Cause.of(m.get(BYTE, Abi.STEP_AT_CAUSE)), time(m, Abi.STEP_AT_NEXT_DEADLINE),
                    DeadlineKind.of(m.get(BYTE, Abi.STEP_AT_DEADLINE_KIND)), time(m, Abi.STEP_AT_EXPIRES_AT), (flags & Abi.CLOCK_REGRESSED) != 0,
                    (flags & Abi.DEADLINE_CHANGED) != 0, (flags & Abi.PRESUMED_LOST) != 0, (flags & Abi.IN_FLIGHT) != 0, (flags & Abi.AUDIO_ACTIVE) != 0,
                    (flags & Abi.HANG_UP_CONFIRMED) != 0, m.get(BYTE, Abi.STEP_AT_FAILURES) & 0xff, outputs);
        }

        private static OptionalLong time(MemorySegment m, int at) {
            long time = m.get(LONG, at);
            return time == NEVER ? OptionalLong.empty() : OptionalLong.of(time);
        }
    }

    /** An event of the application's end: made by its kind, then given what else there is. */
    public static final class Event {
        final MemorySegment memory = memory(Abi.APP_EVENT_SIZE);

        private Event(AppEventKind kind, long now) {
            must(invoke(APP_EVENT_INIT, memory, now, (byte) kind.ordinal()));
        }

        private Event(AppEventKind kind, long now, AppRequest request, OperationKind operation, int number) {
            this(kind, now);
            set(Abi.APP_EVENT_AT_REQUEST, request);
            set(Abi.APP_EVENT_AT_OPERATION, operation);
            memory.set(SHORT, Abi.APP_EVENT_AT_NUMBER, (short) number);
        }

        public static Event wake(long now) { return new Event(AppEventKind.WAKE, now); }
        public static Event ask(long now, AppRequest request) { return new Event(AppEventKind.ASK, now, request, null, 0); }
        public static Event ask(long now, OperationKind operation) { return new Event(AppEventKind.ASK, now, AppRequest.OPERATION, operation, 0); }
        public static Event sent(long now, Token of) { return new Event(AppEventKind.SENT, now, of.request, of.operation, of.number); }
        public static Event failed(long now, Token of) { return new Event(AppEventKind.FAILED, now, of.request, of.operation, of.number); }
        public static Event call(long now, CallState state) { return new Event(AppEventKind.CALL, now).set(Abi.APP_EVENT_AT_STATE, state); }
        public static Event created(long now, long sent) { return new Event(AppEventKind.CREATED, now).sentAt(sent); }

        public static Event reply(long now, Token of, long sent, int status) {
            Event event = new Event(AppEventKind.REPLY, now, of.request, of.operation, of.number).sentAt(sent);
            event.memory.set(SHORT, Abi.APP_EVENT_AT_STATUS, (short) status);
            return event;
        }

        public static Event operation(long now, UUID id, OperationStatus status) {
            Event event = new Event(AppEventKind.OPERATION, now).set(Abi.APP_EVENT_AT_OPERATION_STATUS, status).has(Abi.HAS_ID);
            put(event.memory, Abi.APP_EVENT_AT_ID, id);
            return event;
        }

        public Event context(String text) {
            MemorySegment.copy(contextOf(text), 0, memory, Abi.APP_EVENT_AT_CONTEXT, 16);
            return has(Abi.HAS_CONTEXT);
        }

        public Event code(int code, int subcode) {
            memory.set(INT, Abi.APP_EVENT_AT_CODE, code);
            memory.set(INT, Abi.APP_EVENT_AT_SUBCODE, subcode);
            return has(Abi.HAS_CODE | Abi.HAS_SUBCODE);
        }

        public Event takesAtMost(int millis) { memory.set(INT, Abi.APP_EVENT_AT_TAKES_AT_MOST, millis); return has(Abi.HAS_TAKES_AT_MOST); }
        public Event retryAfter(int millis) { memory.set(INT, Abi.APP_EVENT_AT_RETRY_AFTER, millis); return has(Abi.HAS_RETRY_AFTER); }
        public Event endless() { memory.set(BYTE, Abi.APP_EVENT_AT_ENDLESS, (byte) 1); return this; }
        public Event deleted() { memory.set(BYTE, Abi.APP_EVENT_AT_DELETED, (byte) 1); return this; }
        public Event transferred() { memory.set(BYTE, Abi.APP_EVENT_AT_APP_TRANSFERRED, (byte) 1); return this; }
        public Event audioActive(boolean flows) { memory.set(BYTE, Abi.APP_EVENT_AT_AUDIO_ACTIVE, (byte) (flows ? 1 : 0)); return this; }
        public Event change(ChangeType change) { return set(Abi.APP_EVENT_AT_CHANGE, change); }
        public Event reason(CompletionReason reason) { return set(Abi.APP_EVENT_AT_REASON, reason); }
        public Event tone(Tone tone, long sequence) { memory.set(LONG, Abi.APP_EVENT_AT_SEQUENCE_ID, sequence); return set(Abi.APP_EVENT_AT_TONE, tone); }

        private Event sentAt(long sent) { memory.set(LONG, Abi.APP_EVENT_AT_SENT, sent); return this; }
        private Event has(int bits) { memory.set(INT, Abi.APP_EVENT_AT_HAS, memory.get(INT, Abi.APP_EVENT_AT_HAS) | bits); return this; }
        private Event set(int at, Enum<?> word) { memory.set(BYTE, at, numberOf(word)); return this; }

        long now() { return memory.get(LONG, Abi.APP_EVENT_AT_NOW); }
        /** What kind it is. */
        public AppEventKind kind() { return AppEventKind.of(memory.get(BYTE, Abi.APP_EVENT_AT_KIND)); }
    }

    /** An event of the service's end: made by its kind, then given what else there is. */
    public static final class ServiceEvent {
        final MemorySegment memory = memory(Abi.SERVICE_EVENT_SIZE);

        private ServiceEvent(ServiceEventKind kind, long now) {
            must(invoke(SERVICE_EVENT_INIT, memory, now, (byte) kind.ordinal()));
        }

        public static ServiceEvent wake(long now) { return new ServiceEvent(ServiceEventKind.WAKE, now); }
        public static ServiceEvent peer(long now, PeerEvent peer) { return new ServiceEvent(ServiceEventKind.PEER, now).set(Abi.SERVICE_EVENT_AT_PEER, peer); }
        public static ServiceEvent media(long now, MediaEvent media) { return new ServiceEvent(ServiceEventKind.MEDIA, now).set(Abi.SERVICE_EVENT_AT_MEDIA, media); }
        public static ServiceEvent request(long now, ServiceRequest request) {
            return new ServiceEvent(ServiceEventKind.REQUEST, now).set(Abi.SERVICE_EVENT_AT_REQUEST, request);
        }
        public static ServiceEvent finished(long now, int slot, boolean success) {
            return new ServiceEvent(ServiceEventKind.FINISHED, now).set(Abi.SERVICE_EVENT_AT_SLOT, slot).set(Abi.SERVICE_EVENT_AT_SUCCESS, success ? 1 : 0);
        }

        public ServiceEvent id(UUID id) { put(memory, Abi.SERVICE_EVENT_AT_ID, id); return this; }
        public ServiceEvent context(String text) {
            MemorySegment.copy(contextOf(text), 0, memory, Abi.SERVICE_EVENT_AT_CONTEXT, 16);
            return has(Abi.HAS_CONTEXT);
        }
        public ServiceEvent operation(OperationKind kind) { return set(Abi.SERVICE_EVENT_AT_OPERATION, kind); }
        public ServiceEvent profile(Profile profile) { return set(Abi.SERVICE_EVENT_AT_PROFILE, profile); }
        public ServiceEvent tone(Tone tone) { return set(Abi.SERVICE_EVENT_AT_TONE, tone); }
        public ServiceEvent prompts(int count) { memory.set(INT, Abi.SERVICE_EVENT_AT_PROMPTS, count); return this; }
        public ServiceEvent targets(int count) { memory.set(INT, Abi.SERVICE_EVENT_AT_TARGETS, count); return this; }
        public ServiceEvent bargeInAllowed(boolean is) { return set(Abi.SERVICE_EVENT_AT_BARGE_IN_ALLOWED, is ? 1 : 0); }
        public ServiceEvent playBeep(boolean is) { return set(Abi.SERVICE_EVENT_AT_PLAY_BEEP, is ? 1 : 0); }
        public ServiceEvent streamWhileRecording(boolean is) { return set(Abi.SERVICE_EVENT_AT_STREAM_WHILE_RECORDING, is ? 1 : 0); }
        public ServiceEvent timeout(int seconds) { return seconds(Abi.SERVICE_EVENT_AT_TIMEOUT, seconds, Abi.HAS_TIMEOUT); }
        public ServiceEvent initialSilence(int seconds) { return seconds(Abi.SERVICE_EVENT_AT_INITIAL_SILENCE_TIMEOUT, seconds, Abi.HAS_INITIAL_SILENCE); }
        public ServiceEvent maxSilence(int seconds) { return seconds(Abi.SERVICE_EVENT_AT_MAX_SILENCE_TIMEOUT, seconds, Abi.HAS_MAX_SILENCE); }
        public ServiceEvent maxDuration(int seconds) { return seconds(Abi.SERVICE_EVENT_AT_MAX_RECORD_DURATION, seconds, Abi.HAS_MAX_DURATION); }

        /** Up to 8 sequences of up to 8 symbols. */
        public ServiceEvent stopTones(String... sequences) {
            for (int i = 0; i < sequences.length; i++) {
                byte[] symbols = sequences[i].getBytes(StandardCharsets.UTF_8);
                if (i >= 8 || symbols.length > 8) throw new IllegalArgumentException("stop tones are up to 8 sequences of up to 8 symbols: answer badBody");
                MemorySegment.copy(symbols, 0, memory, BYTE, Abi.SERVICE_EVENT_AT_STOP_TONES + 8L * i, symbols.length);
            }
            return this;
        }

        private ServiceEvent seconds(int at, int seconds, int bit) { memory.set(INT, at, seconds); return has(bit); }
        private ServiceEvent has(int bits) { memory.set(INT, Abi.SERVICE_EVENT_AT_HAS, memory.get(INT, Abi.SERVICE_EVENT_AT_HAS) | bits); return this; }
        private ServiceEvent set(int at, Enum<?> word) { memory.set(BYTE, at, numberOf(word)); return this; }
        private ServiceEvent set(int at, int number) { memory.set(BYTE, at, (byte) number); return this; }

        long now() { return memory.get(LONG, Abi.SERVICE_EVENT_AT_NOW); }
        /** What kind it is. */
        public ServiceEventKind kind() { return ServiceEventKind.of(memory.get(BYTE, Abi.SERVICE_EVENT_AT_KIND)); }
    }

    /** The settings of the application's end: the defaults, and what is to be different, in milliseconds. */
    public static final class Settings {
        final MemorySegment memory = memory(Abi.APP_SETTINGS_SIZE);

        public Settings() { must(invoke(APP_SETTINGS_DEFAULT, memory)); }

        public Settings expiry(int millis) { return set(Abi.APP_SETTINGS_AT_EXPIRY, millis); }
        public Settings interval(int millis) { return set(Abi.APP_SETTINGS_AT_INTERVAL, millis); }
        public Settings jitter(int millis) { return set(Abi.APP_SETTINGS_AT_JITTER, millis); }
        public Settings startMargin(int millis) { return set(Abi.APP_SETTINGS_AT_START_MARGIN, millis); }
        public Settings replyTimeout(int millis) { return set(Abi.APP_SETTINGS_AT_REPLY_TIMEOUT, millis); }
        public Settings retryInitial(int millis) { return set(Abi.APP_SETTINGS_AT_RETRY_INITIAL, millis); }
        public Settings retryMax(int millis) { return set(Abi.APP_SETTINGS_AT_RETRY_MAX, millis); }
        public Settings abandon(int millis) { return set(Abi.APP_SETTINGS_AT_ABANDON, millis); }
        public Settings answerDeadline(int millis) { return set(Abi.APP_SETTINGS_AT_ANSWER_DEADLINE, millis); }
        public Settings hangUpTimeout(int millis) { return set(Abi.APP_SETTINGS_AT_HANG_UP_TIMEOUT, millis); }
        public Settings hangUpGiveUp(int millis) { return set(Abi.APP_SETTINGS_AT_HANG_UP_GIVE_UP, millis); }
        public Settings operationGrace(int millis) { return set(Abi.APP_SETTINGS_AT_OPERATION_GRACE, millis); }

        private Settings set(int at, int millis) { memory.set(INT, at, millis); return this; }
    }

    /** The settings of the service's end: the defaults, and what is to be different, in milliseconds. */
    public static final class ServiceSettings {
        final MemorySegment memory = memory(Abi.SERVICE_SETTINGS_SIZE);

        public ServiceSettings() { must(invoke(SERVICE_SETTINGS_DEFAULT, memory)); }

        public ServiceSettings expiry(int millis) { memory.set(INT, Abi.SERVICE_SETTINGS_AT_EXPIRY, millis); return this; }
        public ServiceSettings answerDeadline(int millis) { memory.set(INT, Abi.SERVICE_SETTINGS_AT_ANSWER_DEADLINE, millis); return this; }
        public ServiceSettings teardown(int millis) { memory.set(INT, Abi.SERVICE_SETTINGS_AT_TEARDOWN, millis); return this; }
    }

    /** What an entry of a notification says: an event for the call that it names (null where there is none), and texts for the host. */
    public record Notice(NoticeKind what, UUID call, Event event, OperationKind operation, String location, String token, String code, String message) {}

    /** The application's end of a call. Settings may be null: Graph's contract. */
    public static final class Call {
        private final MemorySegment memory = memory(Abi.APP_SIZE);
        private final MemorySegment step = memory(Abi.STEP_SIZE);

        private Call() {}

        /** A call that the application created: establishing, from the time at which the create request was sent. */
        public static Call outgoing(UUID id, long sent, Settings settings) { return new Call().made(APP_OUTGOING, id, sent, settings); }
        /** A call that was notified as incoming just now. */
        public static Call incoming(UUID id, long now, Settings settings) { return new Call().made(APP_INCOMING, id, now, settings); }
        /** A call that lives already, as after a restart without a snapshot. */
        public static Call adopted(UUID id, long now, CallState state, Settings settings) {
            Call call = new Call();
            mustSet(invoke(APP_ADOPTED, call.memory, bytes(id), now, (byte) state.ordinal(), of(settings)), of(settings));
            return call;
        }
        /** The call that goes on where a snapshot was taken, under the settings that it had. */
        public static Call restore(byte[] snapshot, Settings settings) {
            Call call = new Call();
            mustSet(invoke(APP_RESTORE, call.memory, MemorySegment.ofArray(snapshot), snapshot.length, of(settings)), of(settings));
            return call;
        }

        /** Handles an event. Act on the outputs, and wake the call at the next deadline. */
        public Step<AppOutputKind> handle(Event event) {
            must(invoke(APP_HANDLE, memory, event.memory, step));
            return Step.read(step, AppOutputKind::of);
        }
        /** How the call stands, as a step without outputs. */
        public Step<AppOutputKind> view() {
            must(invoke(APP_VIEW, memory, step));
            return Step.read(step, AppOutputKind::of);
        }
        /** Handles that time has passed: call it at the next deadline. */
        public Step<AppOutputKind> wake(long now) { return handle(Event.wake(now)); }
        /** When to wake the call; empty once nothing is due any more. */
        public OptionalLong nextDeadline() { return view().nextDeadline; }
        /** The id. */
        public UUID id() {
            MemorySegment id = memory(16);
            must(invoke(APP_ID, memory, id));
            return uuid(id, 0);
        }
        /** 64 bits that stand for the whole state: the same on every target. */
        public long digest() { return number(APP_DIGEST, memory); }
        /** The whole state, as bytes that outlive the process. */
        public byte[] snapshot() { return written(APP_SNAPSHOT, memory); }
        /** The method and the path of a request to send; body is the JSON that will be sent, or null. */
        public String request(Token token, String body) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment json = utf8(arena, body), path = memory(512), written = memory(16), id = bytes(id());
                must((int) REQUEST.invokeExact(id, MemorySegment.NULL, numberOf(token.request), numberOf(token.operation), (byte) 0, json, json.byteSize(),
                        written.asSlice(8), path, path.byteSize(), written));
                return Verb.of(written.get(BYTE, 8)) + " " + new String(path.asSlice(0, written.get(LONG, 0)).toArray(BYTE), StandardCharsets.UTF_8);
            } catch (Throwable thrown) {
                throw rethrown(thrown);
            }
        }

        private Call made(MethodHandle function, UUID id, long time, Settings settings) {
            mustSet(invoke(function, memory, bytes(id), time, of(settings)), of(settings));
            return this;
        }
        private static MemorySegment of(Settings settings) { return settings == null ? MemorySegment.NULL : settings.memory; }
    }

    /** The service's end of a call, for mocks and tests. */
    public static final class ServiceCall {
        private final MemorySegment memory = memory(Abi.SERVICE_SIZE);
        private final MemorySegment step = memory(Abi.STEP_SIZE);

        private ServiceCall() {}

        /** A call that the application creates just now. */
        public static ServiceCall outgoing(UUID id, long now, ServiceSettings settings) { return new ServiceCall().made(SERVICE_OUTGOING, id, now, settings); }
        /** A call that comes in just now. */
        public static ServiceCall incoming(UUID id, long now, ServiceSettings settings) { return new ServiceCall().made(SERVICE_INCOMING, id, now, settings); }
        /** The call that goes on where a snapshot was taken, under the settings that it had. */
        public static ServiceCall restore(byte[] snapshot, ServiceSettings settings) {
            ServiceCall call = new ServiceCall();
            must(invoke(SERVICE_RESTORE, call.memory, MemorySegment.ofArray(snapshot), snapshot.length, of(settings)));
            return call;
        }

        /** Handles an event: what to answer, what to notify, how the call ends. */
        public Step<ServiceOutputKind> handle(ServiceEvent event) {
            must(invoke(SERVICE_HANDLE, memory, event.memory, step));
            return Step.read(step, ServiceOutputKind::of);
        }
        /** How the call stands, as a step without outputs. */
        public Step<ServiceOutputKind> view() {
            must(invoke(SERVICE_VIEW, memory, step));
            return Step.read(step, ServiceOutputKind::of);
        }
        /** When to wake the call; empty once nothing is due any more. */
        public OptionalLong nextDeadline() { return view().nextDeadline; }
        /** 64 bits that stand for the whole state: the same on every target. */
        public long digest() { return number(SERVICE_DIGEST, memory); }
        /** The whole state, as bytes that outlive the process. */
        public byte[] snapshot() { return written(SERVICE_SNAPSHOT, memory); }
        /** A copy: of use from before a step, for {@link #notification}. */
        public ServiceCall copy() {
            ServiceCall copy = new ServiceCall();
            copy.memory.copyFrom(memory);
            return copy;
        }
        /** What the service posts for an output of the step that led from before to this, as an event of the application; null: nothing. */
        public Event notification(ServiceCall before, Output<ServiceOutputKind> output, long now) {
            Event event = new Event(AppEventKind.WAKE, now);
            int code = invoke(SERVICE_NOTIFICATION, before.memory, memory, octets(output), now, event.memory);
            if (code == Code.NOTHING.ordinal()) return null;
            must(code);
            return event;
        }
        /** The reply to a request of the application, for an output answer. */
        public Event reply(Output<ServiceOutputKind> output, Token of, long sent, long now) {
            Event event = Event.reply(now, of, sent, 0);
            must(invoke(SERVICE_REPLY, memory, octets(output), event.memory));
            return event;
        }

        private ServiceCall made(MethodHandle function, UUID id, long time, ServiceSettings settings) {
            must(invoke(function, memory, bytes(id), time, of(settings)));
            return this;
        }
        private static MemorySegment of(ServiceSettings settings) { return settings == null ? MemorySegment.NULL : settings.memory; }
        private static MemorySegment octets(Output<?> output) { return memory(Abi.OUTPUT_SIZE).copyFrom(MemorySegment.ofBuffer(output.octets)); }
    }

    /** Reads a posted notification: an entry each is a notice, and a body that is no JSON is one, the last. Hand each event to the call that it names. */
    public static List<Notice> notices(String json, long now) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment body = utf8(arena, json), lengths = arena.allocate(16, 8), notices, text;
            long count = 4, length = 1024;
            for (;;) {
                notices = arena.allocate(count * Abi.NOTICE_SIZE, 8);
                text = arena.allocate(Math.max(length, 1));
                int code = (int) NOTICES.invokeExact(body, body.byteSize(), now, notices, count, lengths, text, length, lengths.asSlice(8));
                count = lengths.get(LONG, 0);
                length = lengths.get(LONG, 8);
                if (code == Code.TOO_SHORT.ordinal()) continue;
                must(code);
                List<Notice> read = new ArrayList<>();
                for (long i = 0; i < count; i++) read.add(notice(notices.asSlice(i * Abi.NOTICE_SIZE, Abi.NOTICE_SIZE), text));
                return read;
            }
        } catch (Throwable thrown) {
            throw rethrown(thrown);
        }
    }

    private static Notice notice(MemorySegment m, MemorySegment text) {
        NoticeKind what = NoticeKind.of(m.get(BYTE, Abi.NOTICE_AT_WHAT));
        Event event = null;
        if (what == NoticeKind.EVENT) {
            event = Event.wake(0);
            MemorySegment.copy(m, Abi.NOTICE_AT_EVENT, event.memory, 0, Abi.APP_EVENT_SIZE);
        }
        UUID call = uuid(m, Abi.NOTICE_AT_CALL);
        return new Notice(what, call.equals(new UUID(0, 0)) ? null : call, event, OperationKind.of(m.get(BYTE, Abi.NOTICE_AT_OPERATION)),
                text(m, Abi.NOTICE_AT_LOCATION_AT, text), text(m, Abi.NOTICE_AT_TOKEN_AT, text), text(m, Abi.NOTICE_AT_CODE_AT, text),
                text(m, Abi.NOTICE_AT_MESSAGE_AT, text));
    }

    // A text's length follows the place where it begins.
    private static String text(MemorySegment m, int at, MemorySegment text) {
        int length = m.get(INT, at + 4);
        return length == 0 ? null : new String(text.asSlice(m.get(INT, at), length).toArray(BYTE), StandardCharsets.UTF_8);
    }

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static MemorySegment memory(int bytes) { return MemorySegment.ofArray(new long[(bytes + 7) / 8]); }
    private static byte numberOf(Enum<?> word) { return word == null ? (byte) Abi.NONE : (byte) word.ordinal(); }
    private static MemorySegment utf8(Arena arena, String text) {
        return text == null ? MemorySegment.NULL : arena.allocateFrom(BYTE, text.getBytes(StandardCharsets.UTF_8));
    }

    // The digits of an id, in their order.
    private static final ValueLayout.OfLong DIGITS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static void put(MemorySegment m, long at, UUID id) {
        m.set(DIGITS, at, id.getMostSignificantBits());
        m.set(DIGITS, at + 8, id.getLeastSignificantBits());
    }
    private static UUID uuid(MemorySegment m, long at) { return new UUID(m.get(DIGITS, at), m.get(DIGITS, at + 8)); }
    private static MemorySegment bytes(UUID id) {
        MemorySegment bytes = memory(16);
        put(bytes, 0, id);
        return bytes;
    }
    private static MemorySegment contextOf(String text) {
        MemorySegment context = memory(16);
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        must(invoke(CONTEXT, MemorySegment.ofArray(octets), octets.length, context));
        return context;
    }
    private static long number(MethodHandle function, MemorySegment call) {
        MemorySegment number = memory(8);
        must(invoke(function, call, number));
        return number.get(LONG, 0);
    }
    private static byte[] written(MethodHandle snapshot, MemorySegment call) {
        MemorySegment octets = memory(Abi.SNAPSHOT_MAX), length = memory(8);
        must(invoke(snapshot, call, octets, octets.byteSize(), length));
        return octets.asSlice(0, length.get(LONG, 0)).toArray(BYTE);
    }

    private static void must(int code) {
        if (code != 0) throw new CallLifecycleException(Code.of((byte) code), Code.of((byte) code).toString());
    }
    private static void mustSet(int code, MemorySegment settings) {
        if (code != Code.BAD_SETTING.ordinal()) { must(code); return; }
        MemorySegment error = memory(Abi.SETTING_ERROR_SIZE);
        invoke(APP_SETTINGS_CHECK, settings, error);
        throw new CallLifecycleException(Code.BAD_SETTING, "%s is %d ms: %d to %d are allowed".formatted(
                PolicyField.of(error.get(BYTE, Abi.SETTING_ERROR_AT_FIELD)), error.get(INT, Abi.SETTING_ERROR_AT_VALUE) & 0xffffffffL,
                error.get(INT, Abi.SETTING_ERROR_AT_MIN) & 0xffffffffL, error.get(INT, Abi.SETTING_ERROR_AT_MAX) & 0xffffffffL));
    }
    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof RuntimeException known) return known;
        throw thrown instanceof Error error ? error : new AssertionError(thrown);
    }

    // A call of a function, by the types that it takes. What a handle that is a constant calls is compiled into the caller.
    private static int invoke(MethodHandle f, MemorySegment a) { try { return (int) f.invokeExact(a); } catch (Throwable t) { throw rethrown(t); } }
    private static int invoke(MethodHandle f, MemorySegment a, MemorySegment b) { try { return (int) f.invokeExact(a, b); } catch (Throwable t) { throw rethrown(t); } }
    private static int invoke(MethodHandle f, MemorySegment a, MemorySegment b, MemorySegment c) {
        try { return (int) f.invokeExact(a, b, c); } catch (Throwable t) { throw rethrown(t); }
    }
    private static int invoke(MethodHandle f, MemorySegment a, long b, byte c) { try { return (int) f.invokeExact(a, b, c); } catch (Throwable t) { throw rethrown(t); } }
    private static int invoke(MethodHandle f, MemorySegment a, long b, MemorySegment c) {
        try { return (int) f.invokeExact(a, b, c); } catch (Throwable t) { throw rethrown(t); }
    }
    private static int invoke(MethodHandle f, MemorySegment a, MemorySegment b, long c, MemorySegment d) {
        try { return (int) f.invokeExact(a, b, c, d); } catch (Throwable t) { throw rethrown(t); }
    }
    private static int invoke(MethodHandle f, MemorySegment a, MemorySegment b, long c, byte d, MemorySegment e) {
        try { return (int) f.invokeExact(a, b, c, d, e); } catch (Throwable t) { throw rethrown(t); }
    }
    private static int invoke(MethodHandle f, MemorySegment a, MemorySegment b, MemorySegment c, long d, MemorySegment e) {
        try { return (int) f.invokeExact(a, b, c, d, e); } catch (Throwable t) { throw rethrown(t); }
    }

    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(
            System.getProperty("calllifecycle.library", System.mapLibraryName("call_lifecycle_c")), Arena.global());
    // These take memory of the heap, and are done in less than a microsecond; those that read JSON take memory of an arena.
    private static MethodHandle quick(String name) { return linked(name, Linker.Option.critical(true)); }
    private static MethodHandle linked(String name, Linker.Option... options) {
        var found = LIBRARY.find(name).orElseThrow(() -> new LinkageError("the library has no " + name));
        return Linker.nativeLinker().downcallHandle(found, Abi.FUNCTIONS.get(name), options);
    }

    static {
        try {
            int abi = (int) linked("cl_abi").invokeExact(), layout = (int) linked("cl_layout").invokeExact();
            if (abi != Abi.ABI || layout != Abi.LAYOUT) {
                throw new LinkageError("the library is of another version (%d, %#x; here %d, %#x): take both from one commit".formatted(abi, layout, Abi.ABI, Abi.LAYOUT));
            }
        } catch (Throwable thrown) {
            throw rethrown(thrown);
        }
    }

    private static final MethodHandle CONTEXT = quick("cl_context"), REQUEST = quick("cl_request"), NOTICES = linked("cl_notices");
    private static final MethodHandle APP_SETTINGS_DEFAULT = quick("cl_app_settings_default"), APP_SETTINGS_CHECK = quick("cl_app_settings_check");
    private static final MethodHandle SERVICE_SETTINGS_DEFAULT = quick("cl_service_settings_default");
    private static final MethodHandle APP_EVENT_INIT = quick("cl_app_event_init"), APP_OUTGOING = quick("cl_app_outgoing");
    private static final MethodHandle APP_INCOMING = quick("cl_app_incoming"), APP_ADOPTED = quick("cl_app_adopted"), APP_HANDLE = quick("cl_app_handle");
    private static final MethodHandle APP_VIEW = quick("cl_app_view"), APP_ID = quick("cl_app_id"), APP_DIGEST = quick("cl_app_digest");
    private static final MethodHandle APP_SNAPSHOT = quick("cl_app_snapshot"), APP_RESTORE = quick("cl_app_restore");
    private static final MethodHandle SERVICE_EVENT_INIT = quick("cl_service_event_init"), SERVICE_OUTGOING = quick("cl_service_outgoing");
    private static final MethodHandle SERVICE_INCOMING = quick("cl_service_incoming"), SERVICE_HANDLE = quick("cl_service_handle");
    private static final MethodHandle SERVICE_VIEW = quick("cl_service_view"), SERVICE_DIGEST = quick("cl_service_digest");
    private static final MethodHandle SERVICE_SNAPSHOT = quick("cl_service_snapshot"), SERVICE_RESTORE = quick("cl_service_restore");
    private static final MethodHandle SERVICE_NOTIFICATION = quick("cl_service_notification"), SERVICE_REPLY = quick("cl_service_reply");
}
