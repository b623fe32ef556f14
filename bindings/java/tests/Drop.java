import static calllifecycle.CallLifecycle.*;

import calllifecycle.Abi.*;
import calllifecycle.CallLifecycle.Call;
import calllifecycle.CallLifecycle.Event;
import calllifecycle.CallLifecycle.Output;
import calllifecycle.CallLifecycle.ServiceCall;
import calllifecycle.CallLifecycle.ServiceEvent;
import calllifecycle.CallLifecycle.Settings;
import calllifecycle.CallLifecycle.Step;
import java.util.OptionalLong;
import java.util.UUID;

/** The story that every language tells. */
final class Drop {
    private static final UUID CALL = UUID.fromString("57dab8b1-894c-409a-b240-bd8beae78896");
    private static final UUID RECORDING = UUID.fromString("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
    private static final Settings SETTINGS = new Settings().jitter(0);
    private static Call app = Call.outgoing(CALL, 0, SETTINGS);
    private static ServiceCall service = ServiceCall.outgoing(CALL, 0, null);

    private static boolean isUp(long now) {
        return now < 1_200_000 || now >= 3_900_000;
    }

    private static String time(OptionalLong time) {
        return time.isPresent() ? Long.toUnsignedString(time.getAsLong()) : "never";
    }

    private static void member(StringBuilder line, String name, Object value) {
        if (value != null && !value.equals(0)) line.append(' ').append(name).append(' ').append(value);
    }

    private static void print(long now, String end, Object kind, Step<?> step, long digest) {
        StringBuilder line = new StringBuilder().append(now).append(' ').append(end).append(' ').append(kind).append(": ").append(step.verdict());
        if (step.rejection() != null) line.append(' ').append(step.rejection());
        line.append(", ").append(step.state());
        if (step.cause() != null) line.append(' ').append(step.cause());
        line.append(", next ").append(time(step.nextDeadline()));
        if (step.deadlineKind() != null) line.append(' ').append(step.deadlineKind());
        line.append(", expires ").append(time(step.expiresAt())).append(", failures ").append(step.failures());
        line.append(", digest ").append("%016x".formatted(digest)).append('\n');
        for (Output<?> output : step.outputs()) {
            line.append("  ").append(output.at()).append(' ').append(output.kind());
            if (output.token() != null) {
                member(line, "request", output.token().request());
                member(line, "operation", output.token().operation());
                line.append(" number ").append(output.token().number());
            }
            if (output.slot() != null) line.append(" slot ").append(output.slot());
            member(line, "from", output.from());
            member(line, "to", output.to());
            member(line, "cause", output.cause());
            member(line, "tone", output.tone());
            member(line, "operation_status", output.operationStatus());
            member(line, "reason", output.reason());
            member(line, "phase", output.phase());
            member(line, "status", output.status());
            member(line, "slots", output.slots());
            member(line, "sequence", output.sequence());
            line.append(output.flag() ? " flag\n" : "\n");
        }
        System.out.print(line);
    }

    /** The application's end: handles an event, and sends what it wishes sent. */
    private static void ofApp(long now, Event event) {
        Step<AppOutputKind> step = app.handle(event);
        app = Call.restore(app.snapshot(), SETTINGS);
        print(now, "app", event.kind(), step, app.digest());
        for (Output<AppOutputKind> output : step.outputs()) {
            if (output.kind() != AppOutputKind.SEND) continue;
            ofApp(now, Event.sent(now, output.token()));
            if (!isUp(now)) {
                ofApp(now + 20_000, Event.failed(now + 20_000, output.token()));
                continue;
            }
            ServiceEvent arrives = switch (output.token().request()) {
                case OPERATION -> ServiceEvent.request(now + 60, ServiceRequest.RECORD).id(RECORDING).context("greeting")
                        .profile(Profile.RECORD_RESPONSE).playBeep(false).maxSilence(3).stopTones("#", "11");
                case GET_CALL -> ServiceEvent.request(now + 60, ServiceRequest.GET_CALL);
                default -> ServiceEvent.request(now + 60, ServiceRequest.KEEP_ALIVE);
            };
            ofService(now + 60, arrives, output, now);
        }
    }

    /** The service's end: handles an event, answers the request that it is, and notifies. */
    private static void ofService(long now, ServiceEvent event, Output<AppOutputKind> sent, long sentAt) {
        ServiceCall before = service.copy();
        Step<ServiceOutputKind> step = service.handle(event);
        service = ServiceCall.restore(service.snapshot(), null);
        print(now, "service", event.kind(), step, service.digest());
        ServiceCall after = service.copy();
        for (Output<ServiceOutputKind> output : step.outputs()) {
            if (output.kind() == ServiceOutputKind.ANSWER && sent != null) {
                ofApp(now + 60, after.reply(output, sent.token(), sentAt, now + 60));
            } else if (isUp(now)) {
                Event told = after.notification(before, output, now + 90);
                if (told != null) ofApp(now + 90, told);
            }
        }
    }

    public static void main(String[] arguments) {
        ofService(900, ServiceEvent.peer(900, PeerEvent.RINGS), null, 0);
        ofService(4_200, ServiceEvent.peer(4_200, PeerEvent.CONNECTS), null, 0);
        ofApp(60_000, Event.ask(60_000, OperationKind.RECORD).context("greeting").takesAtMost(30_000));
        ofService(61_000, ServiceEvent.media(61_000, MediaEvent.SPEECH_STARTED), null, 0);
        ofService(62_500, ServiceEvent.media(62_500, MediaEvent.SPEECH_STOPPED), null, 0);
        // Each end is woken at its deadline, the earlier first, and the application's at the same time.
        for (;;) {
            long ofApp = app.nextDeadline().orElse(Long.MAX_VALUE), ofService = service.nextDeadline().orElse(Long.MAX_VALUE);
            if (ofApp == Long.MAX_VALUE && ofService == Long.MAX_VALUE) return;
            if (ofApp <= ofService) ofApp(ofApp, Event.wake(ofApp));
            else ofService(ofService, ServiceEvent.wake(ofService), null, 0);
        }
    }
}
