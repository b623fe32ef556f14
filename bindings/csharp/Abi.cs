// Printed by bindings/abi from the declarations in bindings/c: do not edit.
using System;
using System.Runtime.InteropServices;

namespace CallLifecycle
{
    public static class Numbers
    {
        public const uint Abi = 1;
        public const ulong Never = ulong.MaxValue;
        public const byte None = 255;
        public const byte Unknown = 254;
        public const uint HasContext = 1;
        public const uint HasId = 2;
        public const uint HasCode = 4;
        public const uint HasSubcode = 8;
        public const uint HasRetryAfter = 16;
        public const uint HasTakesAtMost = 32;
        public const uint HasTimeout = 64;
        public const uint HasInitialSilence = 128;
        public const uint HasMaxSilence = 256;
        public const uint HasMaxDuration = 512;
        public const byte ClockRegressed = 1;
        public const byte DeadlineChanged = 2;
        public const byte PresumedLost = 4;
        public const byte InFlight = 8;
        public const byte AudioActive = 16;
        public const byte HangUpConfirmed = 32;
        public const uint MaxOutputs = 22;
        public const uint SnapshotMax = 480;
        public const uint Layout = 4250375182;
        public const uint StructApp = 0;
        public const uint StructService = 1;
        public const uint StructAppEvent = 2;
        public const uint StructServiceEvent = 3;
        public const uint StructOutput = 4;
        public const uint StructStep = 5;
        public const uint StructOperation = 6;
        public const uint StructResult = 7;
        public const uint StructAppSettings = 8;
        public const uint StructServiceSettings = 9;
        public const uint StructSettingError = 10;
        public const uint StructNotice = 11;
        public const uint ListCode = 0;
        public const uint ListAppEvent = 1;
        public const uint ListAppRequest = 2;
        public const uint ListAppBody = 3;
        public const uint ListAppOutput = 4;
        public const uint ListServiceEvent = 5;
        public const uint ListServiceRequest = 6;
        public const uint ListMediaEvent = 7;
        public const uint ListServiceOutput = 8;
        public const uint ListVerdict = 9;
        public const uint ListRejection = 10;
        public const uint ListCallState = 11;
        public const uint ListCause = 12;
        public const uint ListDeadlineKind = 13;
        public const uint ListOperationKind = 14;
        public const uint ListOperationStatus = 15;
        public const uint ListCompletionReason = 16;
        public const uint ListChangeType = 17;
        public const uint ListTone = 18;
        public const uint ListPeerEvent = 19;
        public const uint ListRecordPhase = 20;
        public const uint ListProfile = 21;
        public const uint ListPolicyField = 22;
        public const uint ListNotice = 23;
        public const uint ListVerb = 24;
        public const uint ListApiVersion = 25;
    }

    public enum Code : byte
    {
        /// <summary>it worked</summary>
        Ok = 0,
        /// <summary>a pointer is null: give the address of memory of your own</summary>
        Null = 1,
        /// <summary>a pointer is not aligned: values and structs lie at multiples of 8 bytes</summary>
        Misaligned = 2,
        /// <summary>there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore</summary>
        NoCall = 3,
        /// <summary>the value was made by another version of the library: store snapshots, not memory</summary>
        OtherVersion = 4,
        /// <summary>two structs overlap: give each its own memory</summary>
        Overlap = 5,
        /// <summary>kind is no kind of event</summary>
        BadKind = 6,
        /// <summary>request is no request of this end</summary>
        BadRequest = 7,
        /// <summary>operation is no kind of operation</summary>
        BadOperation = 8,
        /// <summary>body is neither empty nor a call nor an operation</summary>
        BadBody = 9,
        /// <summary>change is neither created nor updated nor deleted</summary>
        BadChange = 10,
        /// <summary>state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed</summary>
        BadState = 11,
        /// <summary>tone is no tone</summary>
        BadTone = 12,
        /// <summary>operation_status is no status of an operation</summary>
        BadStatus = 13,
        /// <summary>reason is no completionReason</summary>
        BadReason = 14,
        /// <summary>a flag is neither 0 nor 1, nor CL_NONE where it may be absent</summary>
        BadFlag = 15,
        /// <summary>peer is no event of the other side</summary>
        BadPeer = 16,
        /// <summary>media is no event of the media</summary>
        BadMedia = 17,
        /// <summary>profile is neither record nor recordResponse</summary>
        BadProfile = 18,
        /// <summary>stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400</summary>
        BadStopTones = 19,
        /// <summary>cause is no cause of an end</summary>
        BadCause = 20,
        /// <summary>a setting is out of range: the check of the settings says which, and what is allowed</summary>
        BadSetting = 21,
        /// <summary>the buffer is too short: the length that is needed was written</summary>
        TooShort = 22,
        /// <summary>that slot has no operation</summary>
        NoOperation = 23,
        /// <summary>the snapshot is longer than any snapshot of a call</summary>
        SnapshotTooLong = 24,
        /// <summary>the snapshot ends too early</summary>
        SnapshotTooShort = 25,
        /// <summary>there are bytes after the snapshot</summary>
        SnapshotTrailing = 26,
        /// <summary>the snapshot has a version that this library does not know</summary>
        SnapshotVersion = 27,
        /// <summary>the snapshot is one of the other end</summary>
        SnapshotOtherEnd = 28,
        /// <summary>the snapshot has more operation slots than a call has here</summary>
        SnapshotTooManySlots = 29,
        /// <summary>no call under these settings can have written the snapshot</summary>
        SnapshotImpossible = 30,
        /// <summary>a text is not UTF-8</summary>
        BadText = 31,
        /// <summary>there is nothing to write: this output is not notified, or is no answer</summary>
        Nothing = 32,
        /// <summary>a member of the output has no such number: hand in an output of a step as it came</summary>
        BadOutput = 33,
        /// <summary>the body is longer than 16 MiB: the service sends no such body</summary>
        BodyTooLong = 34,
        /// <summary>the method needs a body: give the JSON of its parameters</summary>
        BodyMissing = 35,
        /// <summary>the method takes no body: give none</summary>
        WrongBody = 36,
        /// <summary>the method is one of a participant: give the participant's id</summary>
        ParticipantMissing = 37,
        /// <summary>the method does not belong to a participant: give no participant</summary>
        NotOfParticipant = 38,
        /// <summary>only the host knows the URL of the request: send it as the one who asked for it</summary>
        UnknownRequest = 39,
        /// <summary>version is no version of Graph's API</summary>
        BadApiVersion = 40,
        /// <summary>there is no fleet of this end in that memory: make one</summary>
        NoFleet = 41,
        /// <summary>the memory of the fleet was moved: it has to stay where the fleet was made</summary>
        FleetMoved = 42,
        /// <summary>a fleet has 1 to 16777216 calls</summary>
        BadCount = 43,
        /// <summary>the call has other settings than the fleet: all calls of a fleet share their settings</summary>
        OtherSettings = 44,
        /// <summary>the fleet has a call with that id already: hand the event to that one</summary>
        IdTaken = 45,
        /// <summary>every place of the fleet is taken: remove calls that have ended, or make a larger one</summary>
        FleetFull = 46,
        /// <summary>the fleet has no call with that handle or id: it was removed, or never added</summary>
        NoSuchCall = 47,
    }

    public enum AppEventKind : byte
    {
        /// <summary>wake</summary>
        Wake = 0,
        /// <summary>ask</summary>
        Ask = 1,
        /// <summary>sent</summary>
        Sent = 2,
        /// <summary>reply</summary>
        Reply = 3,
        /// <summary>failed</summary>
        Failed = 4,
        /// <summary>call</summary>
        Call = 5,
        /// <summary>operation</summary>
        Operation = 6,
        /// <summary>created</summary>
        Created = 7,
    }

    public enum AppRequest : byte
    {
        /// <summary>keepAlive</summary>
        KeepAlive = 0,
        /// <summary>getCall</summary>
        GetCall = 1,
        /// <summary>hangUp</summary>
        HangUp = 2,
        /// <summary>answer</summary>
        Answer = 3,
        /// <summary>reject</summary>
        Reject = 4,
        /// <summary>redirect</summary>
        Redirect = 5,
        /// <summary>transfer</summary>
        Transfer = 6,
        /// <summary>operation</summary>
        Operation = 7,
        /// <summary>other</summary>
        Other = 8,
    }

    public enum AppBody : byte
    {
        /// <summary>empty</summary>
        Empty = 0,
        /// <summary>call</summary>
        Call = 1,
        /// <summary>operation</summary>
        Operation = 2,
    }

    public enum AppOutputKind : byte
    {
        /// <summary>send</summary>
        Send = 0,
        /// <summary>state</summary>
        State = 1,
        /// <summary>ended</summary>
        Ended = 2,
        /// <summary>resultLearnt</summary>
        ResultLearnt = 3,
        /// <summary>audioActive</summary>
        AudioActive = 4,
        /// <summary>tone</summary>
        Tone = 5,
        /// <summary>keepAliveSucceeded</summary>
        KeepAliveSucceeded = 6,
        /// <summary>keepAliveFailed</summary>
        KeepAliveFailed = 7,
        /// <summary>presumedLost</summary>
        PresumedLost = 8,
        /// <summary>revived</summary>
        Revived = 9,
        /// <summary>answerOverdue</summary>
        AnswerOverdue = 10,
        /// <summary>operationAccepted</summary>
        OperationAccepted = 11,
        /// <summary>operationRunning</summary>
        OperationRunning = 12,
        /// <summary>operationEnded</summary>
        OperationEnded = 13,
        /// <summary>operationsCancelled</summary>
        OperationsCancelled = 14,
        /// <summary>operationsOverdue</summary>
        OperationsOverdue = 15,
    }

    public enum ServiceEventKind : byte
    {
        /// <summary>wake</summary>
        Wake = 0,
        /// <summary>request</summary>
        Request = 1,
        /// <summary>peer</summary>
        Peer = 2,
        /// <summary>media</summary>
        Media = 3,
        /// <summary>finished</summary>
        Finished = 4,
    }

    public enum ServiceRequest : byte
    {
        /// <summary>keepAlive</summary>
        KeepAlive = 0,
        /// <summary>getCall</summary>
        GetCall = 1,
        /// <summary>hangUp</summary>
        HangUp = 2,
        /// <summary>answer</summary>
        Answer = 3,
        /// <summary>reject</summary>
        Reject = 4,
        /// <summary>redirect</summary>
        Redirect = 5,
        /// <summary>transfer</summary>
        Transfer = 6,
        /// <summary>record</summary>
        Record = 7,
        /// <summary>playPrompt</summary>
        PlayPrompt = 8,
        /// <summary>start</summary>
        Start = 9,
        /// <summary>getOperation</summary>
        GetOperation = 10,
        /// <summary>badBody</summary>
        BadBody = 11,
        /// <summary>other</summary>
        Other = 12,
    }

    public enum MediaEvent : byte
    {
        /// <summary>promptFinished</summary>
        PromptFinished = 0,
        /// <summary>promptFailed</summary>
        PromptFailed = 1,
        /// <summary>beepFinished</summary>
        BeepFinished = 2,
        /// <summary>beepFailed</summary>
        BeepFailed = 3,
        /// <summary>speechStarted</summary>
        SpeechStarted = 4,
        /// <summary>speechStopped</summary>
        SpeechStopped = 5,
        /// <summary>tone</summary>
        Tone = 6,
        /// <summary>mediaLost</summary>
        MediaLost = 7,
        /// <summary>recordFailed</summary>
        RecordFailed = 8,
    }

    public enum ServiceOutputKind : byte
    {
        /// <summary>answer</summary>
        Answer = 0,
        /// <summary>state</summary>
        State = 1,
        /// <summary>ended</summary>
        Ended = 2,
        /// <summary>operationsEnded</summary>
        OperationsEnded = 3,
        /// <summary>phase</summary>
        Phase = 4,
        /// <summary>operationEnded</summary>
        OperationEnded = 5,
        /// <summary>tone</summary>
        Tone = 6,
    }

    public enum Verdict : byte
    {
        /// <summary>applied</summary>
        Applied = 0,
        /// <summary>noChange</summary>
        NoChange = 1,
        /// <summary>stale</summary>
        Stale = 2,
        /// <summary>rejected</summary>
        Rejected = 3,
    }

    public enum Rejection : byte
    {
        /// <summary>ended</summary>
        Ended = 0,
        /// <summary>wrongState</summary>
        WrongState = 1,
        /// <summary>unknownState</summary>
        UnknownState = 2,
        /// <summary>unknownOperation</summary>
        UnknownOperation = 3,
        /// <summary>noFreeSlot</summary>
        NoFreeSlot = 4,
        /// <summary>queueFull</summary>
        QueueFull = 5,
        /// <summary>badParameters</summary>
        BadParameters = 6,
        /// <summary>wrongPhase</summary>
        WrongPhase = 7,
        /// <summary>underWay</summary>
        UnderWay = 8,
    }

    public enum CallState : byte
    {
        /// <summary>incoming</summary>
        Incoming = 0,
        /// <summary>establishing</summary>
        Establishing = 1,
        /// <summary>ringing</summary>
        Ringing = 2,
        /// <summary>established</summary>
        Established = 3,
        /// <summary>hold</summary>
        Hold = 4,
        /// <summary>transferring</summary>
        Transferring = 5,
        /// <summary>transferAccepted</summary>
        TransferAccepted = 6,
        /// <summary>redirecting</summary>
        Redirecting = 7,
        /// <summary>terminating</summary>
        Terminating = 8,
        /// <summary>terminated</summary>
        Terminated = 9,
    }

    public enum Cause : byte
    {
        /// <summary>localHangUp</summary>
        LocalHangUp = 0,
        /// <summary>remoteHangUp</summary>
        RemoteHangUp = 1,
        /// <summary>rejected</summary>
        Rejected = 2,
        /// <summary>redirected</summary>
        Redirected = 3,
        /// <summary>transferred</summary>
        Transferred = 4,
        /// <summary>answerTimeout</summary>
        AnswerTimeout = 5,
        /// <summary>keepAliveExpired</summary>
        KeepAliveExpired = 6,
        /// <summary>notFound</summary>
        NotFound = 7,
        /// <summary>declined</summary>
        Declined = 8,
        /// <summary>busy</summary>
        Busy = 9,
        /// <summary>noAnswer</summary>
        NoAnswer = 10,
        /// <summary>mediaFailed</summary>
        MediaFailed = 11,
        /// <summary>abandoned</summary>
        Abandoned = 12,
        /// <summary>hangUpUnconfirmed</summary>
        HangUpUnconfirmed = 13,
        /// <summary>failed</summary>
        Failed = 14,
        /// <summary>unknown</summary>
        Unknown = 15,
    }

    public enum DeadlineKind : byte
    {
        /// <summary>keepAlive expiry</summary>
        KeepAliveExpiry = 0,
        /// <summary>answer</summary>
        Answer = 1,
        /// <summary>redirect</summary>
        Redirect = 2,
        /// <summary>teardown</summary>
        Teardown = 3,
        /// <summary>initial silence</summary>
        InitialSilence = 4,
        /// <summary>max silence</summary>
        MaxSilence = 5,
        /// <summary>max record duration</summary>
        MaxRecordDuration = 6,
        /// <summary>give up</summary>
        GiveUp = 7,
        /// <summary>keepAlive</summary>
        KeepAlive = 8,
        /// <summary>hang up</summary>
        HangUp = 9,
        /// <summary>operation</summary>
        Operation = 10,
    }

    public enum OperationKind : byte
    {
        /// <summary>record</summary>
        Record = 0,
        /// <summary>playPrompt</summary>
        PlayPrompt = 1,
        /// <summary>cancelMediaProcessing</summary>
        CancelMediaProcessing = 2,
        /// <summary>subscribeToTone</summary>
        SubscribeToTone = 3,
        /// <summary>sendDtmfTones</summary>
        SendDtmfTones = 4,
        /// <summary>mute</summary>
        Mute = 5,
        /// <summary>unmute</summary>
        Unmute = 6,
        /// <summary>muteAll</summary>
        MuteAll = 7,
        /// <summary>invite</summary>
        Invite = 8,
        /// <summary>startHoldMusic</summary>
        StartHoldMusic = 9,
        /// <summary>stopHoldMusic</summary>
        StopHoldMusic = 10,
        /// <summary>addLargeGalleryView</summary>
        AddLargeGalleryView = 11,
        /// <summary>updateRecordingStatus</summary>
        UpdateRecordingStatus = 12,
        /// <summary>configureMixer</summary>
        ConfigureMixer = 13,
        /// <summary>startRecording</summary>
        StartRecording = 14,
        /// <summary>stopRecording</summary>
        StopRecording = 15,
        /// <summary>startTranscription</summary>
        StartTranscription = 16,
        /// <summary>stopTranscription</summary>
        StopTranscription = 17,
        /// <summary>admitFromLobby</summary>
        AdmitFromLobby = 18,
        /// <summary>removeFromLobby</summary>
        RemoveFromLobby = 19,
        /// <summary>admitAllFromLobby</summary>
        AdmitAllFromLobby = 20,
        /// <summary>other</summary>
        Other = 21,
    }

    public enum OperationStatus : byte
    {
        /// <summary>notStarted</summary>
        NotStarted = 0,
        /// <summary>running</summary>
        Running = 1,
        /// <summary>completed</summary>
        Completed = 2,
        /// <summary>failed</summary>
        Failed = 3,
    }

    public enum CompletionReason : byte
    {
        /// <summary>operationCanceled</summary>
        OperationCanceled = 0,
        /// <summary>stopToneDetected</summary>
        StopToneDetected = 1,
        /// <summary>maxRecordDurationReached</summary>
        MaxRecordDurationReached = 2,
        /// <summary>initialSilenceTimeout</summary>
        InitialSilenceTimeout = 3,
        /// <summary>maxSilenceTimeout</summary>
        MaxSilenceTimeout = 4,
        /// <summary>playPromptFailed</summary>
        PlayPromptFailed = 5,
        /// <summary>playBeepFailed</summary>
        PlayBeepFailed = 6,
        /// <summary>mediaReceiveTimeout</summary>
        MediaReceiveTimeout = 7,
        /// <summary>unspecifiedError</summary>
        UnspecifiedError = 8,
        /// <summary>none</summary>
        None = 9,
        /// <summary>completedSuccessfully</summary>
        CompletedSuccessfully = 10,
        /// <summary>mediaOperationCanceled</summary>
        MediaOperationCanceled = 11,
        /// <summary>unknown</summary>
        Unknown = 12,
        /// <summary>callEnded</summary>
        CallEnded = 13,
    }

    public enum ChangeType : byte
    {
        /// <summary>created</summary>
        Created = 0,
        /// <summary>updated</summary>
        Updated = 1,
        /// <summary>deleted</summary>
        Deleted = 2,
    }

    public enum Tone : byte
    {
        /// <summary>tone0</summary>
        Tone0 = 0,
        /// <summary>tone1</summary>
        Tone1 = 1,
        /// <summary>tone2</summary>
        Tone2 = 2,
        /// <summary>tone3</summary>
        Tone3 = 3,
        /// <summary>tone4</summary>
        Tone4 = 4,
        /// <summary>tone5</summary>
        Tone5 = 5,
        /// <summary>tone6</summary>
        Tone6 = 6,
        /// <summary>tone7</summary>
        Tone7 = 7,
        /// <summary>tone8</summary>
        Tone8 = 8,
        /// <summary>tone9</summary>
        Tone9 = 9,
        /// <summary>star</summary>
        Star = 10,
        /// <summary>pound</summary>
        Pound = 11,
        /// <summary>a</summary>
        A = 12,
        /// <summary>b</summary>
        B = 13,
        /// <summary>c</summary>
        C = 14,
        /// <summary>d</summary>
        D = 15,
        /// <summary>flash</summary>
        Flash = 16,
    }

    public enum PeerEvent : byte
    {
        /// <summary>rings</summary>
        Rings = 0,
        /// <summary>connects</summary>
        Connects = 1,
        /// <summary>declines</summary>
        Declines = 2,
        /// <summary>busy</summary>
        Busy = 3,
        /// <summary>noAnswer</summary>
        NoAnswer = 4,
        /// <summary>fails</summary>
        Fails = 5,
        /// <summary>hangsUp</summary>
        HangsUp = 6,
        /// <summary>holds</summary>
        Holds = 7,
        /// <summary>resumes</summary>
        Resumes = 8,
        /// <summary>transferAccepted</summary>
        TransferAccepted = 9,
        /// <summary>transferFailed</summary>
        TransferFailed = 10,
        /// <summary>transferCompleted</summary>
        TransferCompleted = 11,
        /// <summary>redirected</summary>
        Redirected = 12,
        /// <summary>redirectFailed</summary>
        RedirectFailed = 13,
        /// <summary>mediaFailed</summary>
        MediaFailed = 14,
        /// <summary>tornDown</summary>
        TornDown = 15,
    }

    public enum RecordPhase : byte
    {
        /// <summary>queued</summary>
        Queued = 0,
        /// <summary>prompting</summary>
        Prompting = 1,
        /// <summary>beeping</summary>
        Beeping = 2,
        /// <summary>listening</summary>
        Listening = 3,
        /// <summary>speaking</summary>
        Speaking = 4,
        /// <summary>pausing</summary>
        Pausing = 5,
        /// <summary>ended</summary>
        Ended = 6,
    }

    public enum Profile : byte
    {
        /// <summary>record</summary>
        Record = 0,
        /// <summary>recordResponse</summary>
        RecordResponse = 1,
    }

    public enum PolicyField : byte
    {
        /// <summary>expiry</summary>
        Expiry = 0,
        /// <summary>interval</summary>
        Interval = 1,
        /// <summary>jitter</summary>
        Jitter = 2,
        /// <summary>start_margin</summary>
        StartMargin = 3,
        /// <summary>reply_timeout</summary>
        ReplyTimeout = 4,
        /// <summary>retry_initial</summary>
        RetryInitial = 5,
        /// <summary>retry_max</summary>
        RetryMax = 6,
        /// <summary>abandon</summary>
        Abandon = 7,
        /// <summary>session_expires</summary>
        SessionExpires = 8,
        /// <summary>answer_deadline</summary>
        AnswerDeadline = 9,
        /// <summary>hang_up_timeout</summary>
        HangUpTimeout = 10,
        /// <summary>hang_up_give_up</summary>
        HangUpGiveUp = 11,
        /// <summary>operation_grace</summary>
        OperationGrace = 12,
        /// <summary>teardown</summary>
        Teardown = 13,
    }

    public enum NoticeKind : byte
    {
        /// <summary>event</summary>
        Event = 0,
        /// <summary>other</summary>
        Other = 1,
        /// <summary>badEntry</summary>
        BadEntry = 2,
        /// <summary>badJson</summary>
        BadJson = 3,
        /// <summary>refused</summary>
        Refused = 4,
    }

    public enum Verb : byte
    {
        /// <summary>GET</summary>
        Get = 0,
        /// <summary>POST</summary>
        Post = 1,
        /// <summary>DELETE</summary>
        Delete = 2,
    }

    public enum ApiVersion : byte
    {
        /// <summary>v1.0</summary>
        V10 = 0,
        /// <summary>beta</summary>
        Beta = 1,
    }

    /// <summary>The words of the enumerations, by their numbers.</summary>
    public static class Words
    {
        public static readonly string[] Code = { "it worked", "a pointer is null: give the address of memory of your own", "a pointer is not aligned: values and structs lie at multiples of 8 bytes", "there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore", "the value was made by another version of the library: store snapshots, not memory", "two structs overlap: give each its own memory", "kind is no kind of event", "request is no request of this end", "operation is no kind of operation", "body is neither empty nor a call nor an operation", "change is neither created nor updated nor deleted", "state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed", "tone is no tone", "operation_status is no status of an operation", "reason is no completionReason", "a flag is neither 0 nor 1, nor CL_NONE where it may be absent", "peer is no event of the other side", "media is no event of the media", "profile is neither record nor recordResponse", "stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400", "cause is no cause of an end", "a setting is out of range: the check of the settings says which, and what is allowed", "the buffer is too short: the length that is needed was written", "that slot has no operation", "the snapshot is longer than any snapshot of a call", "the snapshot ends too early", "there are bytes after the snapshot", "the snapshot has a version that this library does not know", "the snapshot is one of the other end", "the snapshot has more operation slots than a call has here", "no call under these settings can have written the snapshot", "a text is not UTF-8", "there is nothing to write: this output is not notified, or is no answer", "a member of the output has no such number: hand in an output of a step as it came", "the body is longer than 16 MiB: the service sends no such body", "the method needs a body: give the JSON of its parameters", "the method takes no body: give none", "the method is one of a participant: give the participant's id", "the method does not belong to a participant: give no participant", "only the host knows the URL of the request: send it as the one who asked for it", "version is no version of Graph's API", "there is no fleet of this end in that memory: make one", "the memory of the fleet was moved: it has to stay where the fleet was made", "a fleet has 1 to 16777216 calls", "the call has other settings than the fleet: all calls of a fleet share their settings", "the fleet has a call with that id already: hand the event to that one", "every place of the fleet is taken: remove calls that have ended, or make a larger one", "the fleet has no call with that handle or id: it was removed, or never added" };
        public static readonly string[] AppEvent = { "wake", "ask", "sent", "reply", "failed", "call", "operation", "created" };
        public static readonly string[] AppRequest = { "keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "operation", "other" };
        public static readonly string[] AppBody = { "empty", "call", "operation" };
        public static readonly string[] AppOutput = { "send", "state", "ended", "resultLearnt", "audioActive", "tone", "keepAliveSucceeded", "keepAliveFailed", "presumedLost", "revived", "answerOverdue", "operationAccepted", "operationRunning", "operationEnded", "operationsCancelled", "operationsOverdue" };
        public static readonly string[] ServiceEvent = { "wake", "request", "peer", "media", "finished" };
        public static readonly string[] ServiceRequest = { "keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "record", "playPrompt", "start", "getOperation", "badBody", "other" };
        public static readonly string[] MediaEvent = { "promptFinished", "promptFailed", "beepFinished", "beepFailed", "speechStarted", "speechStopped", "tone", "mediaLost", "recordFailed" };
        public static readonly string[] ServiceOutput = { "answer", "state", "ended", "operationsEnded", "phase", "operationEnded", "tone" };
        public static readonly string[] Verdict = { "applied", "noChange", "stale", "rejected" };
        public static readonly string[] Rejection = { "ended", "wrongState", "unknownState", "unknownOperation", "noFreeSlot", "queueFull", "badParameters", "wrongPhase", "underWay" };
        public static readonly string[] CallState = { "incoming", "establishing", "ringing", "established", "hold", "transferring", "transferAccepted", "redirecting", "terminating", "terminated" };
        public static readonly string[] Cause = { "localHangUp", "remoteHangUp", "rejected", "redirected", "transferred", "answerTimeout", "keepAliveExpired", "notFound", "declined", "busy", "noAnswer", "mediaFailed", "abandoned", "hangUpUnconfirmed", "failed", "unknown" };
        public static readonly string[] DeadlineKind = { "keepAlive expiry", "answer", "redirect", "teardown", "initial silence", "max silence", "max record duration", "give up", "keepAlive", "hang up", "operation" };
        public static readonly string[] OperationKind = { "record", "playPrompt", "cancelMediaProcessing", "subscribeToTone", "sendDtmfTones", "mute", "unmute", "muteAll", "invite", "startHoldMusic", "stopHoldMusic", "addLargeGalleryView", "updateRecordingStatus", "configureMixer", "startRecording", "stopRecording", "startTranscription", "stopTranscription", "admitFromLobby", "removeFromLobby", "admitAllFromLobby", "other" };
        public static readonly string[] OperationStatus = { "notStarted", "running", "completed", "failed" };
        public static readonly string[] CompletionReason = { "operationCanceled", "stopToneDetected", "maxRecordDurationReached", "initialSilenceTimeout", "maxSilenceTimeout", "playPromptFailed", "playBeepFailed", "mediaReceiveTimeout", "unspecifiedError", "none", "completedSuccessfully", "mediaOperationCanceled", "unknown", "callEnded" };
        public static readonly string[] ChangeType = { "created", "updated", "deleted" };
        public static readonly string[] Tone = { "tone0", "tone1", "tone2", "tone3", "tone4", "tone5", "tone6", "tone7", "tone8", "tone9", "star", "pound", "a", "b", "c", "d", "flash" };
        public static readonly string[] PeerEvent = { "rings", "connects", "declines", "busy", "noAnswer", "fails", "hangsUp", "holds", "resumes", "transferAccepted", "transferFailed", "transferCompleted", "redirected", "redirectFailed", "mediaFailed", "tornDown" };
        public static readonly string[] RecordPhase = { "queued", "prompting", "beeping", "listening", "speaking", "pausing", "ended" };
        public static readonly string[] Profile = { "record", "recordResponse" };
        public static readonly string[] PolicyField = { "expiry", "interval", "jitter", "start_margin", "reply_timeout", "retry_initial", "retry_max", "abandon", "session_expires", "answer_deadline", "hang_up_timeout", "hang_up_give_up", "operation_grace", "teardown" };
        public static readonly string[] Notice = { "event", "other", "badEntry", "badJson", "refused" };
        public static readonly string[] Verb = { "GET", "POST", "DELETE" };
        public static readonly string[] ApiVersion = { "v1.0", "beta" };
    }

    [StructLayout(LayoutKind.Explicit, Size = 344)]
    public unsafe struct cl_app
    {
        [FieldOffset(0)] public fixed ulong opaque[43];
    }

    [StructLayout(LayoutKind.Explicit, Size = 528)]
    public unsafe struct cl_service
    {
        [FieldOffset(0)] public fixed ulong opaque[66];
    }

    [StructLayout(LayoutKind.Explicit, Size = 96)]
    public unsafe struct cl_app_event
    {
        [FieldOffset(0)] public ulong now;
        [FieldOffset(8)] public ulong sent;
        [FieldOffset(16)] public fixed byte id[16];
        [FieldOffset(32)] public fixed byte context[16];
        [FieldOffset(48)] public long sequence_id;
        [FieldOffset(56)] public int code;
        [FieldOffset(60)] public int subcode;
        [FieldOffset(64)] public uint retry_after;
        [FieldOffset(68)] public uint takes_at_most;
        [FieldOffset(72)] public uint has;
        [FieldOffset(76)] public ushort number;
        [FieldOffset(78)] public ushort status;
        [FieldOffset(80)] public byte kind;
        [FieldOffset(81)] public byte request;
        [FieldOffset(82)] public byte operation;
        [FieldOffset(83)] public byte body;
        [FieldOffset(84)] public byte change;
        [FieldOffset(85)] public byte state;
        [FieldOffset(86)] public byte audio_active;
        [FieldOffset(87)] public byte tone;
        [FieldOffset(88)] public byte app_transferred;
        [FieldOffset(89)] public byte deleted;
        [FieldOffset(90)] public byte endless;
        [FieldOffset(91)] public byte operation_status;
        [FieldOffset(92)] public byte reason;
        [FieldOffset(93)] public fixed byte reserved[3];
    }

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    public unsafe struct cl_service_event
    {
        [FieldOffset(0)] public ulong now;
        [FieldOffset(8)] public fixed byte id[16];
        [FieldOffset(24)] public fixed byte context[16];
        [FieldOffset(40)] public fixed byte stop_tones[64];
        [FieldOffset(104)] public uint prompts;
        [FieldOffset(108)] public uint targets;
        [FieldOffset(112)] public int timeout;
        [FieldOffset(116)] public int initial_silence_timeout;
        [FieldOffset(120)] public int max_silence_timeout;
        [FieldOffset(124)] public int max_record_duration;
        [FieldOffset(128)] public uint has;
        [FieldOffset(132)] public byte kind;
        [FieldOffset(133)] public byte request;
        [FieldOffset(134)] public byte operation;
        [FieldOffset(135)] public byte peer;
        [FieldOffset(136)] public byte media;
        [FieldOffset(137)] public byte tone;
        [FieldOffset(138)] public byte slot;
        [FieldOffset(139)] public byte success;
        [FieldOffset(140)] public byte profile;
        [FieldOffset(141)] public byte barge_in_allowed;
        [FieldOffset(142)] public byte play_beep;
        [FieldOffset(143)] public byte stream_while_recording;
    }

    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public unsafe struct cl_output
    {
        [FieldOffset(0)] public ulong at;
        [FieldOffset(8)] public uint slots;
        [FieldOffset(12)] public uint sequence;
        [FieldOffset(16)] public ushort number;
        [FieldOffset(18)] public ushort status;
        [FieldOffset(20)] public byte kind;
        [FieldOffset(21)] public byte request;
        [FieldOffset(22)] public byte operation;
        [FieldOffset(23)] public byte slot;
        [FieldOffset(24)] public byte from;
        [FieldOffset(25)] public byte to;
        [FieldOffset(26)] public byte cause;
        [FieldOffset(27)] public byte tone;
        [FieldOffset(28)] public byte operation_status;
        [FieldOffset(29)] public byte reason;
        [FieldOffset(30)] public byte phase;
        [FieldOffset(31)] public byte flag;
    }

    [StructLayout(LayoutKind.Explicit, Size = 728)]
    public unsafe struct cl_step
    {
        [FieldOffset(0)] public ulong next_deadline;
        [FieldOffset(8)] public ulong expires_at;
        [FieldOffset(16)] public byte verdict;
        [FieldOffset(17)] public byte rejection;
        [FieldOffset(18)] public byte state;
        [FieldOffset(19)] public byte cause;
        [FieldOffset(20)] public byte deadline_kind;
        [FieldOffset(21)] public byte flags;
        [FieldOffset(22)] public byte failures;
        [FieldOffset(23)] public byte count;
        [FieldOffset(24)] public fixed byte outputs[704];
    }

    [StructLayout(LayoutKind.Explicit, Size = 48)]
    public unsafe struct cl_operation
    {
        [FieldOffset(0)] public fixed byte id[16];
        [FieldOffset(16)] public fixed byte context[16];
        [FieldOffset(32)] public uint has;
        [FieldOffset(36)] public byte slot;
        [FieldOffset(37)] public byte kind;
        [FieldOffset(38)] public byte operation_status;
        [FieldOffset(39)] public byte reason;
        [FieldOffset(40)] public byte accepted;
        [FieldOffset(41)] public byte phase;
        [FieldOffset(42)] public byte profile;
        [FieldOffset(43)] public fixed byte reserved[5];
    }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public unsafe struct cl_result
    {
        [FieldOffset(0)] public int code;
        [FieldOffset(4)] public int subcode;
        [FieldOffset(8)] public uint has;
        [FieldOffset(12)] public uint reserved;
    }

    [StructLayout(LayoutKind.Explicit, Size = 48)]
    public unsafe struct cl_app_settings
    {
        [FieldOffset(0)] public uint expiry;
        [FieldOffset(4)] public uint interval;
        [FieldOffset(8)] public uint jitter;
        [FieldOffset(12)] public uint start_margin;
        [FieldOffset(16)] public uint reply_timeout;
        [FieldOffset(20)] public uint retry_initial;
        [FieldOffset(24)] public uint retry_max;
        [FieldOffset(28)] public uint abandon;
        [FieldOffset(32)] public uint answer_deadline;
        [FieldOffset(36)] public uint hang_up_timeout;
        [FieldOffset(40)] public uint hang_up_give_up;
        [FieldOffset(44)] public uint operation_grace;
    }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public unsafe struct cl_service_settings
    {
        [FieldOffset(0)] public uint expiry;
        [FieldOffset(4)] public uint answer_deadline;
        [FieldOffset(8)] public uint teardown;
        [FieldOffset(12)] public uint reserved;
    }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    public unsafe struct cl_setting_error
    {
        [FieldOffset(0)] public uint field;
        [FieldOffset(4)] public uint value;
        [FieldOffset(8)] public uint min;
        [FieldOffset(12)] public uint max;
    }

    [StructLayout(LayoutKind.Explicit, Size = 152)]
    public unsafe struct cl_notice
    {
        [FieldOffset(0)] public fixed byte @event[96];
        [FieldOffset(96)] public fixed byte call[16];
        [FieldOffset(112)] public uint location_at;
        [FieldOffset(116)] public uint location_length;
        [FieldOffset(120)] public uint token_at;
        [FieldOffset(124)] public uint token_length;
        [FieldOffset(128)] public uint code_at;
        [FieldOffset(132)] public uint code_length;
        [FieldOffset(136)] public uint message_at;
        [FieldOffset(140)] public uint message_length;
        [FieldOffset(144)] public byte what;
        [FieldOffset(145)] public byte operation;
        [FieldOffset(146)] public fixed byte reserved[6];
    }

    public static unsafe class Native
    {
        public const string Library = "call_lifecycle_c";

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern uint cl_abi();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern uint cl_layout();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern UIntPtr cl_size(uint @number);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern IntPtr cl_word(uint @list, uint @number);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_context(byte* @text, UIntPtr @length, byte* @context);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_settings_default(cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_settings_check(cl_app_settings* @settings, cl_setting_error* @error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_settings_default(cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_settings_check(cl_service_settings* @settings, cl_setting_error* @error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_event_init(cl_app_event* @event, ulong @now, byte @kind);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_outgoing(cl_app* @call, byte* @id, ulong @sent, cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_incoming(cl_app* @call, byte* @id, ulong @now, cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_adopted(cl_app* @call, byte* @id, ulong @now, byte @state, cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_handle(cl_app* @call, cl_app_event* @event, cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_view(cl_app* @call, cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_id(cl_app* @call, byte* @id);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_result(cl_app* @call, cl_result* @result);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_operation(cl_app* @call, byte @slot, cl_operation* @operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_digest(cl_app* @call, ulong* @digest);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_snapshot(cl_app* @call, byte* @buffer, UIntPtr @capacity, UIntPtr* @length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_restore(cl_app* @call, byte* @snapshot, UIntPtr @length, cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_event_init(cl_service_event* @event, ulong @now, byte @kind);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_outgoing(cl_service* @call, byte* @id, ulong @now, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_incoming(cl_service* @call, byte* @id, ulong @now, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_adopted(cl_service* @call, byte* @id, ulong @now, byte @state, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_ending(cl_service* @call, byte* @id, ulong @now, byte @cause, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_handle(cl_service* @call, cl_service_event* @event, cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_view(cl_service* @call, cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_id(cl_service* @call, byte* @id);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_operation(cl_service* @call, byte @slot, cl_operation* @operation);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_digest(cl_service* @call, ulong* @digest);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_snapshot(cl_service* @call, byte* @buffer, UIntPtr @capacity, UIntPtr* @length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_restore(cl_service* @call, byte* @snapshot, UIntPtr @length, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_notification(cl_service* @before, cl_service* @after, cl_output* @output, ulong @now, cl_app_event* @event);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_reply(cl_service* @call, cl_output* @output, cl_app_event* @event);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern UIntPtr cl_app_fleet_size(uint @calls);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_new(byte* @fleet, UIntPtr @length, uint @calls, ulong @now, byte* @seed, cl_app_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_insert(byte* @fleet, cl_app* @call, ulong* @handle);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_find(byte* @fleet, byte* @id, ulong* @handle);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_get(byte* @fleet, ulong @handle, cl_app* @call);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_remove(byte* @fleet, ulong @handle, cl_app* @call);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_length(byte* @fleet, UIntPtr* @length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_next_deadline(byte* @fleet, ulong* @at);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_handle(byte* @fleet, ulong @handle, cl_app_event* @event,  cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_handle_all(byte* @fleet, ulong* @handles, cl_app_event* @events,  cl_step* @steps, int* @codes, UIntPtr @count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_app_fleet_wake(byte* @fleet, ulong @now, ulong* @handle,  cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern UIntPtr cl_service_fleet_size(uint @calls);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_new(byte* @fleet, UIntPtr @length, uint @calls, ulong @now, byte* @seed, cl_service_settings* @settings);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_insert(byte* @fleet, cl_service* @call, ulong* @handle);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_find(byte* @fleet, byte* @id, ulong* @handle);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_get(byte* @fleet, ulong @handle, cl_service* @call);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_remove(byte* @fleet, ulong @handle, cl_service* @call);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_length(byte* @fleet, UIntPtr* @length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_next_deadline(byte* @fleet, ulong* @at);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_handle(byte* @fleet, ulong @handle, cl_service_event* @event,  cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_handle_all(byte* @fleet, ulong* @handles, cl_service_event* @events,  cl_step* @steps, int* @codes, UIntPtr @count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_service_fleet_wake(byte* @fleet, ulong @now, ulong* @handle,  cl_step* @step);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_notices(byte* @json, UIntPtr @length, ulong @now, cl_notice* @notices, UIntPtr @capacity, UIntPtr* @count, byte* @text, UIntPtr @text_capacity, UIntPtr* @text_length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_reply(cl_app_event* @asked, byte* @headers, UIntPtr @headers_length, byte* @body, UIntPtr @body_length, cl_notice* @notice, byte* @text, UIntPtr @text_capacity, UIntPtr* @text_length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_created(ulong @now, ushort @status, byte* @headers, UIntPtr @headers_length, byte* @body, UIntPtr @body_length, cl_notice* @notice, byte* @text, UIntPtr @text_capacity, UIntPtr* @text_length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int cl_request(byte* @call, byte* @participant, byte @request, byte @operation, byte @version, byte* @body, UIntPtr @body_length, byte* @verb, byte* @path, UIntPtr @capacity, UIntPtr* @length);
    }
}
