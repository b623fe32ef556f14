using System;
using System.Text;
using CallLifecycle;

/// <summary>The story that every language tells.</summary>
static class Drop
{
    static readonly Guid Id = new Guid("57dab8b1-894c-409a-b240-bd8beae78896"), Recording = new Guid("0fe0623f-d628-42ed-b4bd-8ac290072cc5");
    static cl_app_settings settings = Call.DefaultSettings();
    static Call app;
    static ServiceCall service = ServiceCall.Outgoing(Id, 0);

    static bool IsUp(ulong now) { return now < 1200000 || now >= 3900000; }

    static string Time(ulong? time) { return time.HasValue ? time.Value.ToString() : "never"; }

    static string Word(string name, string[] words, object number) { return number == null ? "" : " " + name + words[(byte)number]; }

    static void Print<T>(ulong now, string end, string kind, string[] kinds, Step<T> step, ulong digest, Func<T, byte> kindOf, bool hasRequests) where T : Output, new()
    {
        var line = new StringBuilder();
        line.Append(now + " " + end + " " + kind + ": " + Words.Verdict[(int)step.Verdict] + Word("", Words.Rejection, step.Rejection));
        line.Append(", " + Words.CallState[(int)step.State] + Word("", Words.Cause, step.Cause));
        line.Append(", next " + Time(step.NextDeadline) + Word("", Words.DeadlineKind, step.DeadlineKind));
        line.Append(", expires " + Time(step.ExpiresAt) + ", failures " + step.Failures + ", digest " + digest.ToString("x16") + "\n");
        foreach (T output in step.Outputs)
        {
            line.Append("  " + output.At + " " + kinds[kindOf(output)]);
            if (hasRequests && kindOf(output) == (byte)AppOutputKind.Send)
            {
                line.Append(Word("request ", Words.AppRequest, output.Token.Request) + Word("operation ", Words.OperationKind, output.Token.Operation));
                line.Append(" number " + output.Token.Number);
            }
            if (output.Slot != null) line.Append(" slot " + output.Slot);
            line.Append(Word("from ", Words.CallState, output.From) + Word("to ", Words.CallState, output.To) + Word("cause ", Words.Cause, output.Cause));
            line.Append(Word("tone ", Words.Tone, output.Tone) + Word("operation_status ", Words.OperationStatus, output.OperationStatus));
            line.Append(Word("reason ", Words.CompletionReason, output.Reason) + Word("phase ", Words.RecordPhase, output.Phase));
            if (output.Status != 0) line.Append(" status " + output.Status);
            if (output.Slots != 0) line.Append(" slots " + output.Slots);
            if (output.Sequence != 0) line.Append(" sequence " + output.Sequence);
            line.Append(output.Flag ? " flag\n" : "\n");
        }
        Console.Write(line);
    }

    /// <summary>The application's end: handles an event, and sends what it wishes sent.</summary>
    static void OfApp(Event happened)
    {
        ulong now = happened.Now;
        var step = app.Handle(happened);
        app = Call.Restore(app.Snapshot(), settings);
        Print(now, "app", Words.AppEvent[(int)happened.Kind], Words.AppOutput, step, app.Digest, output => (byte)output.Kind, true);
        foreach (var output in step.Outputs)
        {
            if (output.Kind != AppOutputKind.Send) continue;
            OfApp(new Event(AppEventKind.Sent, now) { Token = output.Token });
            if (!IsUp(now))
            {
                OfApp(new Event(AppEventKind.Failed, now + 20000) { Token = output.Token });
                continue;
            }
            ServiceEvent arrives;
            if (output.Token.Request == AppRequest.Operation)
                arrives = new ServiceEvent(ServiceEventKind.Request, now + 60)
                {
                    Request = ServiceRequest.Record, Id = Recording, Context = "greeting", Profile = Profile.RecordResponse,
                    PlayBeep = false, MaxSilenceSeconds = 3, StopTones = new[] { "#", "11" },
                };
            else
                arrives = new ServiceEvent(ServiceEventKind.Request, now + 60)
                {
                    Request = output.Token.Request == AppRequest.GetCall ? ServiceRequest.GetCall : ServiceRequest.KeepAlive,
                };
            OfService(arrives, output, now);
        }
    }

    /// <summary>The service's end: handles an event, answers the request that it is, and notifies.</summary>
    static void OfService(ServiceEvent happened, AppOutput sent = null, ulong sentAt = 0)
    {
        ulong now = happened.Now;
        var before = service.Copy();
        var step = service.Handle(happened);
        service = ServiceCall.Restore(service.Snapshot());
        Print(now, "service", Words.ServiceEvent[(int)happened.Kind], Words.ServiceOutput, step, service.Digest, output => (byte)output.Kind, false);
        var after = service.Copy();
        foreach (var output in step.Outputs)
        {
            if (output.Kind == ServiceOutputKind.Answer && sent != null)
            {
                OfApp(after.Reply(output, sent.Token, sentAt, now + 60));
            }
            else if (IsUp(now))
            {
                var told = after.Notification(before, output, now + 90);
                if (told != null) OfApp(told);
            }
        }
    }

    static void Main()
    {
        settings.jitter = 0;
        app = Call.Outgoing(Id, 0, settings);
        OfService(new ServiceEvent(ServiceEventKind.Peer, 900) { Peer = PeerEvent.Rings });
        OfService(new ServiceEvent(ServiceEventKind.Peer, 4200) { Peer = PeerEvent.Connects });
        OfApp(new Event(AppEventKind.Ask, 60000) { Request = AppRequest.Operation, Operation = OperationKind.Record, Context = "greeting", TakesAtMost = 30000 });
        OfService(new ServiceEvent(ServiceEventKind.Media, 61000) { Media = MediaEvent.SpeechStarted });
        OfService(new ServiceEvent(ServiceEventKind.Media, 62500) { Media = MediaEvent.SpeechStopped });
        // Each end is woken at its deadline, the earlier first, and the application's at the same time.
        for (;;)
        {
            ulong? ofApp = app.NextDeadline, ofService = service.NextDeadline;
            if (ofApp == null && ofService == null) return;
            if (ofApp != null && (ofService == null || ofApp <= ofService)) OfApp(new Event(AppEventKind.Wake, ofApp.Value));
            else OfService(new ServiceEvent(ServiceEventKind.Wake, ofService.Value));
        }
    }
}
