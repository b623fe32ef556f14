using System;
using CallLifecycle;

static class TenLines
{
    static void Main()
    {
        // The ten lines.
        var call = Call.Outgoing(new Guid("57dab8b1-894c-409a-b240-bd8beae78896"), sent: 0);
        ulong now = call.NextDeadline.Value;                          // in ms; null once nothing is due any more
        foreach (var output in call.Wake(now).Outputs)
        {
            if (output.Kind != AppOutputKind.Send) continue;          // else a keepAlive is due
            Console.WriteLine(call.Request(output.Token));
            call.Handle(new Event(AppEventKind.Sent, now) { Token = output.Token });
            var step = call.Handle(new Event(AppEventKind.Reply, now + 100) { Token = output.Token, Sent = now, Status = 200 });
            Console.WriteLine("{0} {1} {2}", Words.CallState[(int)step.State], step.ExpiresAt - now, step.NextDeadline);
        }
        // Until here.
    }
}
