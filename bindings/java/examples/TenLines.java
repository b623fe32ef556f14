import calllifecycle.Abi.AppOutputKind;
import calllifecycle.CallLifecycle.Call;
import calllifecycle.CallLifecycle.Event;
import java.util.UUID;

final class TenLines {
    public static void main(String[] arguments) {
        // The ten lines.
        Call call = Call.outgoing(UUID.fromString("57dab8b1-894c-409a-b240-bd8beae78896"), 0, null);
        long now = call.nextDeadline().getAsLong();                   // in ms; empty once nothing is due any more
        for (var output : call.wake(now).outputs()) {
            if (output.kind() == AppOutputKind.SEND) {                    // a keepAlive is due
                System.out.println(call.request(output.token(), null));
                call.handle(Event.sent(now, output.token()));
                var step = call.handle(Event.reply(now + 100, output.token(), now, 200));
                System.out.println(step.state() + " " + (step.expiresAt().getAsLong() - now) + " " + step.nextDeadline().getAsLong());
            }
        }
        // Until here.
    }
}
