using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

// Both ends of a Microsoft Graph call, over the C ABI by P/Invoke: for .NET on 64 bits, and Mono. Compile it with Abi.cs and /unsafe. Times are milliseconds of
// a clock that never goes back. A call is memory of the managed heap: nothing has to be disposed of. One thread at a time may use it.
namespace CallLifecycle
{
    /// <summary>What is wrong, as a sentence that says what to do. Nothing has changed.</summary>
    public sealed class CallLifecycleException : Exception
    {
        public Code Code { get; }
        internal CallLifecycleException(Code code, string message) : base(message) { Code = code; }
    }

    /// <summary>Names a request of the application: for one that a call did not ask for, or that was asked for before a restart.</summary>
    public struct Token
    {
        public AppRequest Request;
        public OperationKind? Operation;
        public ushort Number;
    }

    /// <summary>Something to do or to know. Members that the kind does not have are null, 0 or false.</summary>
    public class Output
    {
        internal cl_output Memory;
        public ulong At { get { return Memory.at; } }
        /// <summary>The request to send, of an output Send.</summary>
        public Token Token { get { return new Token { Request = (AppRequest)Memory.request, Operation = Absent(Memory.operation) ? null : (OperationKind?)Memory.operation, Number = Memory.number }; } }
        public int? Slot { get { return Absent(Memory.slot) ? null : (int?)Memory.slot; } }
        /// <summary>Slots of operations, a bit each.</summary>
        public uint Slots { get { return Memory.slots; } }
        public CallState? From { get { return Absent(Memory.from) ? null : (CallState?)Memory.from; } }
        public CallState? To { get { return Absent(Memory.to) ? null : (CallState?)Memory.to; } }
        public Cause? Cause { get { return Absent(Memory.cause) ? null : (Cause?)Memory.cause; } }
        public Tone? Tone { get { return Absent(Memory.tone) ? null : (Tone?)Memory.tone; } }
        public OperationStatus? OperationStatus { get { return Absent(Memory.operation_status) ? null : (OperationStatus?)Memory.operation_status; } }
        public CompletionReason? Reason { get { return Absent(Memory.reason) ? null : (CompletionReason?)Memory.reason; } }
        public RecordPhase? Phase { get { return Absent(Memory.phase) ? null : (RecordPhase?)Memory.phase; } }
        /// <summary>The HTTP status to answer.</summary>
        public int Status { get { return Memory.status; } }
        public uint Sequence { get { return Memory.sequence; } }
        public bool Flag { get { return Memory.flag != 0; } }
        internal static bool Absent(byte number) { return number == Numbers.None; }
    }

    /// <summary>An output of the application's end.</summary>
    public sealed class AppOutput : Output { public AppOutputKind Kind { get { return (AppOutputKind)Memory.kind; } } }

    /// <summary>An output of the service's end.</summary>
    public sealed class ServiceOutput : Output { public ServiceOutputKind Kind { get { return (ServiceOutputKind)Memory.kind; } } }

    /// <summary>What an event did, what is to be done, and how the call stands afterwards.</summary>
    public sealed unsafe class Step<T> where T : Output, new()
    {
        private readonly ulong next, expires;
        private readonly byte rejection, cause, kind, flags;

        internal Step(cl_step* step)
        {
            Verdict = (Verdict)step->verdict;
            State = (CallState)step->state;
            Failures = step->failures;
            next = step->next_deadline;
            expires = step->expires_at;
            rejection = step->rejection;
            cause = step->cause;
            kind = step->deadline_kind;
            flags = step->flags;
            Outputs = step->count == 0 ? None : new T[step->count];
            for (int i = 0; i < Outputs.Length; i++) Outputs[i] = new T { Memory = ((cl_output*)step->outputs)[i] };
        }

        private static readonly T[] None = new T[0];
        public Verdict Verdict { get; }
        public Rejection? Rejection { get { return Output.Absent(rejection) ? null : (Rejection?)rejection; } }
        public CallState State { get; }
        public Cause? Cause { get { return Output.Absent(cause) ? null : (Cause?)cause; } }
        /// <summary>When to wake the call; null once nothing is due any more.</summary>
        public ulong? NextDeadline { get { return next == Numbers.Never ? null : (ulong?)next; } }
        public DeadlineKind? DeadlineKind { get { return Output.Absent(kind) ? null : (DeadlineKind?)kind; } }
        public ulong? ExpiresAt { get { return expires == Numbers.Never ? null : (ulong?)expires; } }
        public bool ClockRegressed { get { return (flags & Numbers.ClockRegressed) != 0; } }
        public bool DeadlineChanged { get { return (flags & Numbers.DeadlineChanged) != 0; } }
        public bool PresumedLost { get { return (flags & Numbers.PresumedLost) != 0; } }
        public bool InFlight { get { return (flags & Numbers.InFlight) != 0; } }
        public bool AudioActive { get { return (flags & Numbers.AudioActive) != 0; } }
        public bool HangUpConfirmed { get { return (flags & Numbers.HangUpConfirmed) != 0; } }
        public int Failures { get; }
        public T[] Outputs { get; }
    }

    /// <summary>An event of the application's end. Set the members that its kind has (see cl_app_event in the header).</summary>
    public sealed unsafe class Event
    {
        internal cl_app_event Memory;
        internal Event() { }
        public Event(AppEventKind kind, ulong now) { fixed (cl_app_event* memory = &Memory) Library.Must(Native.cl_app_event_init(memory, now, (byte)kind)); }

        public AppEventKind Kind { get { return (AppEventKind)Memory.kind; } }
        public ulong Now { get { return Memory.now; } }
        /// <summary>The request that it is about.</summary>
        public Token Token { set { Memory.request = (byte)value.Request; Memory.operation = (byte?)value.Operation ?? Numbers.None; Memory.number = value.Number; } }
        public AppRequest Request { set { Memory.request = (byte)value; } }
        public OperationKind Operation { set { Memory.operation = (byte)value; } }
        public ulong Sent { set { Memory.sent = value; } }
        public ushort Status { set { Memory.status = value; } }
        public AppBody Body { set { Memory.body = (byte)value; } }
        public uint RetryAfter { set { Memory.retry_after = value; Memory.has |= Numbers.HasRetryAfter; } }
        public uint TakesAtMost { set { Memory.takes_at_most = value; Memory.has |= Numbers.HasTakesAtMost; } }
        public bool Endless { set { Memory.endless = Library.Flag(value); } }
        public string Context { set { fixed (byte* context = Memory.context) Library.ContextOf(value, context); Memory.has |= Numbers.HasContext; } }
        public Guid Id { set { fixed (byte* id = Memory.id) Library.Put(value, id); Memory.has |= Numbers.HasId; } }
        public int Code { set { Memory.code = value; Memory.has |= Numbers.HasCode; } }
        public int Subcode { set { Memory.subcode = value; Memory.has |= Numbers.HasSubcode; } }
        public ChangeType Change { set { Memory.change = (byte)value; } }
        public CallState State { set { Memory.state = (byte)value; } }
        public bool AudioActive { set { Memory.audio_active = Library.Flag(value); } }
        public Tone Tone { set { Memory.tone = (byte)value; } }
        public long SequenceId { set { Memory.sequence_id = value; } }
        public bool AppTransferred { set { Memory.app_transferred = Library.Flag(value); } }
        public bool Deleted { set { Memory.deleted = Library.Flag(value); } }
        public OperationStatus OperationStatus { set { Memory.operation_status = (byte)value; } }
        public CompletionReason Reason { set { Memory.reason = (byte)value; } }
    }

    /// <summary>An event of the service's end. Set the members that its kind has (see cl_service_event in the header).</summary>
    public sealed unsafe class ServiceEvent
    {
        internal cl_service_event Memory;
        public ServiceEvent(ServiceEventKind kind, ulong now) { fixed (cl_service_event* memory = &Memory) Library.Must(Native.cl_service_event_init(memory, now, (byte)kind)); }

        public ServiceEventKind Kind { get { return (ServiceEventKind)Memory.kind; } }
        public ulong Now { get { return Memory.now; } }
        public ServiceRequest Request { set { Memory.request = (byte)value; } }
        public PeerEvent Peer { set { Memory.peer = (byte)value; } }
        public MediaEvent Media { set { Memory.media = (byte)value; } }
        public Tone Tone { set { Memory.tone = (byte)value; } }
        public byte Slot { set { Memory.slot = value; } }
        public bool Success { set { Memory.success = Library.Flag(value); } }
        public Guid Id { set { fixed (byte* id = Memory.id) Library.Put(value, id); } }
        public string Context { set { fixed (byte* context = Memory.context) Library.ContextOf(value, context); Memory.has |= Numbers.HasContext; } }
        public OperationKind Operation { set { Memory.operation = (byte)value; } }
        public Profile Profile { set { Memory.profile = (byte)value; } }
        public uint Prompts { set { Memory.prompts = value; } }
        public uint Targets { set { Memory.targets = value; } }
        public bool BargeInAllowed { set { Memory.barge_in_allowed = Library.Flag(value); } }
        public bool PlayBeep { set { Memory.play_beep = Library.Flag(value); } }
        public bool StreamWhileRecording { set { Memory.stream_while_recording = Library.Flag(value); } }
        public int TimeoutSeconds { set { Memory.timeout = value; Memory.has |= Numbers.HasTimeout; } }
        public int InitialSilenceSeconds { set { Memory.initial_silence_timeout = value; Memory.has |= Numbers.HasInitialSilence; } }
        public int MaxSilenceSeconds { set { Memory.max_silence_timeout = value; Memory.has |= Numbers.HasMaxSilence; } }
        public int MaxDurationSeconds { set { Memory.max_record_duration = value; Memory.has |= Numbers.HasMaxDuration; } }
        /// <summary>Up to 8 sequences of up to 8 symbols.</summary>
        public string[] StopTones
        {
            set
            {
                for (int i = 0; i < value.Length; i++)
                {
                    if (i >= 8 || value[i].Length > 8) throw new ArgumentException("stop tones are up to 8 sequences of up to 8 symbols: answer BadBody");
                    fixed (byte* tones = Memory.stop_tones)
                        for (int j = 0; j < value[i].Length; j++) tones[8 * i + j] = value[i][j] < 128 ? (byte)value[i][j] : Numbers.None;
                }
            }
        }
    }

    /// <summary>What an entry of a notification says: an event for the call that it names (null where there is none), and texts for the host.</summary>
    public sealed class Notice
    {
        public NoticeKind What { get; internal set; }
        public Guid? Call { get; internal set; }
        public Event Event { get; internal set; }
        public OperationKind? Operation { get; internal set; }
        public string Location { get; internal set; }
        public string Token { get; internal set; }
        public string Code { get; internal set; }
        public string Message { get; internal set; }
    }

    /// <summary>The application's end of a call. Without settings, Graph's contract holds.</summary>
    public sealed unsafe class Call
    {
        private cl_app memory;
        private Call() { }

        private delegate int Making(cl_app* call, byte* id, cl_app_settings* settings);
        private static Call Made(Guid id, cl_app_settings? settings, Making making)
        {
            var call = new Call();
            var given = settings.GetValueOrDefault();
            var octets = stackalloc byte[16];
            Library.Put(id, octets);
            fixed (cl_app* memory = &call.memory) Library.Must(making(memory, octets, settings.HasValue ? &given : null), &given);
            return call;
        }

        /// <summary>A call that the application created: establishing, from the time at which the create request was sent.</summary>
        public static Call Outgoing(Guid id, ulong sent, cl_app_settings? settings = null) { return Made(id, settings, (call, octets, given) => Native.cl_app_outgoing(call, octets, sent, given)); }
        /// <summary>A call that was notified as incoming just now.</summary>
        public static Call Incoming(Guid id, ulong now, cl_app_settings? settings = null) { return Made(id, settings, (call, octets, given) => Native.cl_app_incoming(call, octets, now, given)); }
        /// <summary>A call that lives already, as after a restart without a snapshot.</summary>
        public static Call Adopted(Guid id, ulong now, CallState state, cl_app_settings? settings = null) { return Made(id, settings, (call, octets, given) => Native.cl_app_adopted(call, octets, now, (byte)state, given)); }
        /// <summary>The call that goes on where a snapshot was taken, under the settings that it had.</summary>
        public static Call Restore(byte[] snapshot, cl_app_settings? settings = null)
        {
            fixed (byte* octets = Library.NotEmpty(snapshot))
            {
                var at = octets;
                return Made(Guid.Empty, settings, (call, id, given) => Native.cl_app_restore(call, at, (UIntPtr)snapshot.Length, given));
            }
        }
        /// <summary>The documented defaults, in milliseconds: change what is to be different.</summary>
        public static cl_app_settings DefaultSettings()
        {
            cl_app_settings settings;
            Library.Must(Native.cl_app_settings_default(&settings));
            return settings;
        }

        /// <summary>Handles an event. Act on the outputs, and wake the call at the next deadline.</summary>
        public Step<AppOutput> Handle(Event happened)
        {
            cl_step step;
            fixed (cl_app* call = &memory)
            fixed (cl_app_event* given = &happened.Memory)
                Library.Must(Native.cl_app_handle(call, given, &step));
            return new Step<AppOutput>(&step);
        }
        /// <summary>Handles that time has passed: call it at the next deadline.</summary>
        public Step<AppOutput> Wake(ulong now) { return Handle(new Event(AppEventKind.Wake, now)); }
        /// <summary>How the call stands, as a step without outputs.</summary>
        public Step<AppOutput> View()
        {
            cl_step step;
            fixed (cl_app* call = &memory) Library.Must(Native.cl_app_view(call, &step));
            return new Step<AppOutput>(&step);
        }
        /// <summary>When to wake the call; null once nothing is due any more.</summary>
        public ulong? NextDeadline { get { return View().NextDeadline; } }
        public Guid Id
        {
            get
            {
                var id = stackalloc byte[16];
                fixed (cl_app* call = &memory) Library.Must(Native.cl_app_id(call, id));
                return Library.Taken(id);
            }
        }
        /// <summary>64 bits that stand for the whole state: the same on every target.</summary>
        public ulong Digest
        {
            get
            {
                ulong digest;
                fixed (cl_app* call = &memory) Library.Must(Native.cl_app_digest(call, &digest));
                return digest;
            }
        }
        /// <summary>The whole state, as bytes that outlive the process.</summary>
        public byte[] Snapshot()
        {
            var octets = stackalloc byte[(int)Numbers.SnapshotMax];
            UIntPtr length;
            fixed (cl_app* call = &memory) Library.Must(Native.cl_app_snapshot(call, octets, (UIntPtr)Numbers.SnapshotMax, &length));
            return Library.Copied(octets, (int)length);
        }
        /// <summary>The method and the path of a request to send; body is the JSON that will be sent.</summary>
        public string Request(Token token, string body = null)
        {
            var path = stackalloc byte[512];
            var id = stackalloc byte[16];
            byte verb;
            UIntPtr length;
            Library.Put(Id, id);
            var json = body == null ? null : Encoding.UTF8.GetBytes(body);
            fixed (byte* at = json)
                Library.Must(Native.cl_request(id, null, (byte)token.Request, (byte?)token.Operation ?? Numbers.None, 0, at, (UIntPtr)(json == null ? 0 : json.Length), &verb, path, (UIntPtr)512, &length));
            return Words.Verb[verb] + " " + Encoding.UTF8.GetString(Library.Copied(path, (int)length));
        }
    }

    /// <summary>The service's end of a call, for mocks and tests.</summary>
    public sealed unsafe class ServiceCall
    {
        private cl_service memory;
        private ServiceCall() { }

        /// <summary>A call that the application creates just now.</summary>
        public static ServiceCall Outgoing(Guid id, ulong now, cl_service_settings? settings = null)
        {
            var made = new ServiceCall();
            var given = settings.GetValueOrDefault();
            var octets = stackalloc byte[16];
            Library.Put(id, octets);
            fixed (cl_service* call = &made.memory) Library.Must(Native.cl_service_outgoing(call, octets, now, settings.HasValue ? &given : null));
            return made;
        }
        /// <summary>A call that comes in just now.</summary>
        public static ServiceCall Incoming(Guid id, ulong now, cl_service_settings? settings = null)
        {
            var made = new ServiceCall();
            var given = settings.GetValueOrDefault();
            var octets = stackalloc byte[16];
            Library.Put(id, octets);
            fixed (cl_service* call = &made.memory) Library.Must(Native.cl_service_incoming(call, octets, now, settings.HasValue ? &given : null));
            return made;
        }
        /// <summary>The call that goes on where a snapshot was taken, under the settings that it had.</summary>
        public static ServiceCall Restore(byte[] snapshot, cl_service_settings? settings = null)
        {
            var made = new ServiceCall();
            var given = settings.GetValueOrDefault();
            fixed (cl_service* call = &made.memory)
            fixed (byte* octets = Library.NotEmpty(snapshot))
                Library.Must(Native.cl_service_restore(call, octets, (UIntPtr)snapshot.Length, settings.HasValue ? &given : null));
            return made;
        }
        /// <summary>A copy: of use from before a step, for Notification.</summary>
        public ServiceCall Copy() { return new ServiceCall { memory = memory }; }

        /// <summary>Handles an event: what to answer, what to notify, how the call ends.</summary>
        public Step<ServiceOutput> Handle(ServiceEvent happened)
        {
            cl_step step;
            fixed (cl_service* call = &memory)
            fixed (cl_service_event* given = &happened.Memory)
                Library.Must(Native.cl_service_handle(call, given, &step));
            return new Step<ServiceOutput>(&step);
        }
        /// <summary>How the call stands, as a step without outputs.</summary>
        public Step<ServiceOutput> View()
        {
            cl_step step;
            fixed (cl_service* call = &memory) Library.Must(Native.cl_service_view(call, &step));
            return new Step<ServiceOutput>(&step);
        }
        /// <summary>When to wake the call; null once nothing is due any more.</summary>
        public ulong? NextDeadline { get { return View().NextDeadline; } }
        /// <summary>64 bits that stand for the whole state: the same on every target.</summary>
        public ulong Digest
        {
            get
            {
                ulong digest;
                fixed (cl_service* call = &memory) Library.Must(Native.cl_service_digest(call, &digest));
                return digest;
            }
        }
        /// <summary>The whole state, as bytes that outlive the process.</summary>
        public byte[] Snapshot()
        {
            var octets = stackalloc byte[(int)Numbers.SnapshotMax];
            UIntPtr length;
            fixed (cl_service* call = &memory) Library.Must(Native.cl_service_snapshot(call, octets, (UIntPtr)Numbers.SnapshotMax, &length));
            return Library.Copied(octets, (int)length);
        }
        /// <summary>What the service posts for an output of the step that led from before to this, as an event of the application; null: nothing.</summary>
        public Event Notification(ServiceCall before, ServiceOutput output, ulong now)
        {
            var told = new Event();
            fixed (cl_service* old = &before.memory, call = &memory)
            fixed (cl_output* of = &output.Memory)
            fixed (cl_app_event* into = &told.Memory)
            {
                int code = Native.cl_service_notification(old, call, of, now, into);
                if (code == (int)Code.Nothing) return null;
                Library.Must(code);
            }
            return told;
        }
        /// <summary>The reply to a request of the application, for an output Answer.</summary>
        public Event Reply(ServiceOutput output, Token token, ulong sent, ulong now)
        {
            var told = new Event(AppEventKind.Reply, now) { Token = token, Sent = sent };
            fixed (cl_service* call = &memory)
            fixed (cl_output* of = &output.Memory)
            fixed (cl_app_event* into = &told.Memory)
                Library.Must(Native.cl_service_reply(call, of, into));
            return told;
        }
    }

    /// <summary>Graph's JSON.</summary>
    public static unsafe class Json
    {
        /// <summary>Reads a posted notification: an entry each is a notice, and a body that is no JSON is one, the last. Hand each event to the call that it names.</summary>
        public static List<Notice> Notices(byte[] json, ulong now)
        {
            var notices = new cl_notice[4];
            var text = new byte[1024];
            for (;;)
            {
                UIntPtr count, length;
                fixed (byte* body = Library.NotEmpty(json), into = text)
                fixed (cl_notice* first = notices)
                {
                    int code = Native.cl_notices(body, (UIntPtr)json.Length, now, first, (UIntPtr)notices.Length, &count, into, (UIntPtr)text.Length, &length);
                    if (code != (int)Code.TooShort)
                    {
                        Library.Must(code);
                        var read = new List<Notice>();
                        for (int i = 0; i < (int)count; i++) read.Add(Read(first + i, text));
                        return read;
                    }
                }
                notices = new cl_notice[Math.Max((int)count, 1)];
                text = new byte[Math.Max((int)length, 1)];
            }
        }

        private static Notice Read(cl_notice* notice, byte[] text)
        {
            var call = Library.Taken(notice->call);
            var read = new Notice
            {
                What = (NoticeKind)notice->what,
                Call = call == Guid.Empty ? null : (Guid?)call,
                Operation = Output.Absent(notice->operation) ? null : (OperationKind?)notice->operation,
                Location = Text(text, notice->location_at, notice->location_length),
                Token = Text(text, notice->token_at, notice->token_length),
                Code = Text(text, notice->code_at, notice->code_length),
                Message = Text(text, notice->message_at, notice->message_length),
            };
            if (read.What == NoticeKind.Event) read.Event = new Event { Memory = *(cl_app_event*)notice->@event };
            return read;
        }

        private static string Text(byte[] text, uint at, uint length) { return length == 0 ? null : Encoding.UTF8.GetString(text, (int)at, (int)length); }
    }

    internal static unsafe class Library
    {
        static Library()
        {
            uint abi = Native.cl_abi(), layout = Native.cl_layout();
            if (abi != Numbers.Abi || layout != Numbers.Layout)
                throw new DllNotFoundException("the library is of another version (" + abi + ", " + layout + "; here " + Numbers.Abi + ", " + Numbers.Layout + "): take both from one commit");
        }

        internal static void Must(int code) { if (code != 0) throw new CallLifecycleException((Code)code, Words.Code[code]); }
        internal static void Must(int code, cl_app_settings* settings)
        {
            if (code != (int)Code.BadSetting) { Must(code); return; }
            cl_setting_error error;
            Native.cl_app_settings_check(settings, &error);
            throw new CallLifecycleException(Code.BadSetting, Words.PolicyField[error.field] + " is " + error.value + " ms: " + error.min + " to " + error.max + " are allowed");
        }
        // What is empty has no address.
        internal static byte[] NotEmpty(byte[] octets) { return octets.Length == 0 ? new byte[1] : octets; }
        internal static byte Flag(bool value) { return value ? (byte)1 : (byte)0; }
        internal static byte[] Copied(byte* from, int length)
        {
            var octets = new byte[length];
            Marshal.Copy((IntPtr)from, octets, 0, length);
            return octets;
        }
        internal static void ContextOf(string text, byte* context)
        {
            var octets = Encoding.UTF8.GetBytes(text + "\0");
            fixed (byte* at = octets) Must(Native.cl_context(at, (UIntPtr)(octets.Length - 1), context));
        }

        // A Guid's first three numbers are in the machine's order; the digits of an id are in theirs.
        private static readonly int[] Places = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
        internal static void Put(Guid id, byte* into)
        {
            var octets = id.ToByteArray();
            for (int i = 0; i < 16; i++) into[i] = octets[Places[i]];
        }
        internal static Guid Taken(byte* from)
        {
            var octets = new byte[16];
            for (int i = 0; i < 16; i++) octets[Places[i]] = from[i];
            return new Guid(octets);
        }
    }
}
