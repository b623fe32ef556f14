import static calllifecycle.CallLifecycle.notices;

import calllifecycle.Abi.*;
import calllifecycle.CallLifecycle.Call;
import calllifecycle.CallLifecycle.CallLifecycleException;
import calllifecycle.CallLifecycle.Event;
import calllifecycle.CallLifecycle.Notice;
import calllifecycle.CallLifecycle.ServiceCall;
import calllifecycle.CallLifecycle.ServiceEvent;
import calllifecycle.CallLifecycle.ServiceSettings;
import calllifecycle.CallLifecycle.Settings;
import calllifecycle.CallLifecycle.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What the layer says to what is wrong; and what an event costs. `Checks rounds` measures. */
final class Checks {
    private static final UUID ID = UUID.fromString("57dab8b1-894c-409a-b240-bd8beae78896"), OTHER = UUID.fromString("0fe0623f-d628-42ed-b4bd-8ac290072cc5");

    private static void equal(Object found, Object expected) {
        if (!Objects.equals(found, expected)) throw new AssertionError("expected " + expected + ", found " + found);
    }

    private static void refused(Code code, String said, Runnable what) {
        try {
            what.run();
        } catch (CallLifecycleException refused) {
            equal(refused.code, code);
            if (!refused.getMessage().contains(said)) throw new AssertionError(refused.getMessage());
            return;
        }
        throw new AssertionError("nothing was refused: " + code);
    }

    private static String entry(UUID call, String state) {
        return "{\"changeType\": \"updated\", \"resource\": \"/communications/calls/%s\", \"resourceData\": {\"id\": \"%s\", \"state\": \"%s\"}}".formatted(call, call, state);
    }

    private static void snapshots() {
        Call call = Call.outgoing(ID, 5, new Settings().jitter(0).interval(600_000));
        byte[] snapshot = call.snapshot();
        Call same = Call.restore(snapshot, new Settings().jitter(0).interval(600_000));
        equal(same.digest(), call.digest());
        equal(same.id(), ID);
        equal(same.nextDeadline().getAsLong(), 600_005L);
        // Steps are values.
        equal(call.wake(600_005), same.wake(600_005));
        refused(Code.SNAPSHOT_TOO_SHORT, "too early", () -> Call.restore(Arrays.copyOf(snapshot, snapshot.length - 1), null));
        refused(Code.SNAPSHOT_TRAILING, "after the snapshot", () -> Call.restore(Arrays.copyOf(snapshot, snapshot.length + 1), new Settings().jitter(0).interval(600_000)));
        refused(Code.SNAPSHOT_VERSION, "does not know", () -> Call.restore(new byte[10_000], null));
        refused(Code.SNAPSHOT_OTHER_END, "other end", () -> ServiceCall.restore(snapshot, null));
        equal(ServiceCall.restore(ServiceCall.incoming(ID, 0, new ServiceSettings().teardown(1_000)).snapshot(), new ServiceSettings().teardown(1_000)).view().state(),
                CallState.INCOMING);
    }

    private static void settings() {
        refused(Code.BAD_SETTING, "interval is 0 ms: 1 to", () -> Call.outgoing(ID, 0, new Settings().interval(0)));
        refused(Code.BAD_SETTING, "interval is 4294967295 ms", () -> Call.outgoing(ID, 0, new Settings().interval(-1)));
    }

    private static void events() {
        Call call = Call.adopted(ID, 0, CallState.ESTABLISHED, null);
        refused(Code.BAD_REQUEST, "no request of this end", () -> call.handle(Event.sent(5, new Token(null, null, 0))));
        refused(Code.UNKNOWN_REQUEST, "only the host knows", () -> call.request(new Token(AppRequest.OTHER, null, 0), null));
        refused(Code.BODY_MISSING, "needs a body", () -> call.request(new Token(AppRequest.OPERATION, OperationKind.RECORD, 0), null));
        equal(call.request(new Token(AppRequest.OPERATION, OperationKind.RECORD, 0), "{}"), "POST /v1.0/communications/calls/" + ID + "/recordResponse");
        equal(call.handle(Event.ask(5, OperationKind.RECORD).context("a").takesAtMost(9)).outputs().get(0).token().operation(), OperationKind.RECORD);
        var ended = call.handle(Event.call(9, CallState.TERMINATED).change(ChangeType.DELETED).code(0, 7015));
        equal(List.of(ended.state(), ended.nextDeadline().isPresent()), List.of(CallState.TERMINATED, false));
        equal(call.handle(Event.ask(10, AppRequest.HANG_UP)).rejection(), Rejection.ENDED);
        ServiceCall service = ServiceCall.outgoing(ID, 0, null);
        refused(Code.BAD_STOP_TONES, "DTMF", () -> service.handle(
                ServiceEvent.request(5, ServiceRequest.RECORD).id(OTHER).profile(Profile.RECORD).stopTones("x")));
    }

    private static void json() {
        Call call = Call.adopted(ID, 0, CallState.RINGING, null);
        String whole = "{\"value\": [" + entry(ID, "established") + ", " + entry(OTHER, "hold") + ", {}]}";
        List<Notice> read = notices(whole, 5);
        equal(read.stream().map(Notice::what).toList(), List.of(NoticeKind.EVENT, NoticeKind.EVENT, NoticeKind.BAD_ENTRY));
        equal(read.stream().map(Notice::call).toList(), Arrays.asList(ID, OTHER, null));
        equal(call.handle(read.get(0).event()).state(), CallState.ESTABLISHED);
        for (int cut = 0; cut < whole.length(); cut++) {
            Notice last = notices(whole.substring(0, cut), 5).getLast();
            equal(last.what(), NoticeKind.BAD_JSON);
            if (!last.message().contains("line")) throw new AssertionError(last.message());
        }
        equal(notices("{\"value\": [" + (entry(ID, "hold") + ",").repeat(99) + entry(ID, "hold") + "]}", 5).size(), 100);
    }

    /** Nanoseconds an event of a keepAlive round, the least of many rounds. */
    private static double rounds() {
        double least = Double.MAX_VALUE;
        for (int repeat = 0; repeat < 20; repeat++) {
            Call call = Call.outgoing(ID, 0, null);
            long due = call.nextDeadline().getAsLong(), start = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                Token token = call.wake(due).outputs().getFirst().token();
                call.handle(Event.sent(due, token));
                due = call.handle(Event.reply(due + 100, token, due, 200)).nextDeadline().getAsLong();
            }
            least = Math.min(least, (System.nanoTime() - start) / 60_000.0);
        }
        return least;
    }

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.out.printf("%.1f%n", rounds());
            return;
        }
        snapshots();
        settings();
        events();
        json();
        System.out.println("snapshots, settings, events and JSON: what is wrong is said");
    }
}
