using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using CallLifecycle;

/// <summary>What the layer says to what is wrong; and what an event costs. `Checks rounds` measures.</summary>
static class Checks
{
    static readonly Guid Id = new Guid("57dab8b1-894c-409a-b240-bd8beae78896"), Other = new Guid("0fe0623f-d628-42ed-b4bd-8ac290072cc5");

    static void Equal(object found, object expected)
    {
        if (!Equals(found, expected)) throw new Exception("expected " + expected + ", found " + found);
    }

    static void Refused(Code code, string said, Action what)
    {
        try
        {
            what();
        }
        catch (CallLifecycleException refused)
        {
            Equal(refused.Code, code);
            if (!refused.Message.Contains(said)) throw new Exception(refused.Message);
            return;
        }
        throw new Exception("nothing was refused: " + code);
    }

    static string Entry(Guid call, string state)
    {
        return "{\"changeType\": \"updated\", \"resource\": \"/communications/calls/" + call + "\", \"resourceData\": {\"id\": \"" + call + "\", \"state\": \"" + state + "\"}}";
    }

    static void Snapshots()
    {
        var settings = Call.DefaultSettings();
        settings.jitter = 0;
        settings.interval = 600000;
        var call = Call.Outgoing(Id, 5, settings);
        var snapshot = call.Snapshot();
        var same = Call.Restore(snapshot, settings);
        Equal(same.Digest, call.Digest);
        Equal(same.Id, Id);
        Equal(same.NextDeadline, 600005UL);
        Refused(Code.SnapshotTooShort, "too early", () => Call.Restore(snapshot.Take(snapshot.Length - 1).ToArray(), settings));
        Refused(Code.SnapshotTrailing, "after the snapshot", () => Call.Restore(snapshot.Concat(new byte[1]).ToArray(), settings));
        Refused(Code.SnapshotVersion, "does not know", () => Call.Restore(new byte[10000]));
        Refused(Code.SnapshotOtherEnd, "other end", () => ServiceCall.Restore(snapshot));
        Refused(Code.SnapshotTooShort, "too early", () => Call.Restore(new byte[0]));
        Equal(ServiceCall.Restore(ServiceCall.Incoming(Id, 0).Snapshot()).View().State, CallState.Incoming);
        settings.interval = 0;
        Refused(Code.BadSetting, "interval is 0 ms: 1 to", () => Call.Outgoing(Id, 0, settings));
    }

    static void Events()
    {
        var call = Call.Adopted(Id, 0, CallState.Established);
        Refused(Code.BadKind, "no kind of event", () => call.Handle(new Event((AppEventKind)99, 5)));
        Refused(Code.BadRequest, "no request of this end", () => call.Handle(new Event(AppEventKind.Sent, 5)));
        Refused(Code.BadTone, "no tone", () => call.Handle(new Event(AppEventKind.Call, 5) { Tone = (Tone)99 }));
        Refused(Code.UnknownRequest, "only the host knows", () => call.Request(new Token { Request = AppRequest.Other }));
        var record = new Token { Request = AppRequest.Operation, Operation = OperationKind.Record };
        Refused(Code.BodyMissing, "needs a body", () => call.Request(record));
        Equal(call.Request(record, "{}"), "POST /v1.0/communications/calls/" + Id + "/recordResponse");
        var ended = call.Handle(new Event(AppEventKind.Call, 9) { State = CallState.Terminated, Change = ChangeType.Deleted, Code = 0, Subcode = 7015 });
        Equal(ended.State, CallState.Terminated);
        Equal(ended.NextDeadline, null);
        Equal(call.Handle(new Event(AppEventKind.Ask, 10) { Request = AppRequest.HangUp }).Rejection, Rejection.Ended);
        var record1 = new ServiceEvent(ServiceEventKind.Request, 5) { Request = ServiceRequest.Record, Id = Other, Profile = Profile.Record, StopTones = new[] { "x" } };
        Refused(Code.BadStopTones, "DTMF", () => ServiceCall.Outgoing(Id, 0).Handle(record1));
    }

    static void OfJson()
    {
        var call = Call.Adopted(Id, 0, CallState.Ringing);
        string whole = "{\"value\": [" + Entry(Id, "established") + ", " + Entry(Other, "hold") + ", {}]}";
        var read = Json.Notices(Encoding.UTF8.GetBytes(whole), 5);
        Equal(string.Join(" ", read.Select(notice => notice.What)), "Event Event BadEntry");
        Equal(read[1].Call, Other);
        Equal(read[2].Call, null);
        Equal(call.Handle(read[0].Event).State, CallState.Established);
        for (int cut = 0; cut < whole.Length; cut++)
        {
            var last = Json.Notices(Encoding.UTF8.GetBytes(whole.Substring(0, cut)), 5).Last();
            Equal(last.What, NoticeKind.BadJson);
            if (!last.Message.Contains("line")) throw new Exception(last.Message);
        }
        string many = string.Join(",", Enumerable.Repeat(Entry(Id, "hold"), 100));
        Equal(Json.Notices(Encoding.UTF8.GetBytes("{\"value\": [" + many + "]}"), 5).Count, 100);
    }

    /// <summary>Nanoseconds an event of a keepAlive round, the least of many rounds.</summary>
    static double Rounds()
    {
        double least = double.MaxValue;
        for (int repeat = 0; repeat < 20; repeat++)
        {
            var call = Call.Outgoing(Id, 0);
            ulong due = call.NextDeadline.Value;
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < 20000; i++)
            {
                var token = call.Wake(due).Outputs[0].Token;
                call.Handle(new Event(AppEventKind.Sent, due) { Token = token });
                due = call.Handle(new Event(AppEventKind.Reply, due + 100) { Token = token, Sent = due, Status = 200 }).NextDeadline.Value;
            }
            least = Math.Min(least, watch.Elapsed.TotalMilliseconds * 1e6 / 60000);
        }
        return least;
    }

    static void Main(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            Console.WriteLine(Rounds().ToString("F1", System.Globalization.CultureInfo.InvariantCulture));
            return;
        }
        Snapshots();
        Events();
        OfJson();
        Console.WriteLine("snapshots, settings, events and JSON: what is wrong is said");
    }
}
