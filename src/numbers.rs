//! The numbers of what goes into a machine and comes out of it, for languages that have no such
//! enumerations. A number never changes and is never given to another value. (The enumerations of
//! plain words have theirs where they are defined, and snapshots use those.)

use crate::{Rejection, ReportedState, SnapshotError, Verdict, app, service};

macro_rules! numbers {
    ($($name:ty { $($variant:ident = $number:literal,)+ })+) => {$(
        impl $name {
            /// The number of this kind of value, whatever it carries. It never changes: other
            /// languages know the kind by it.
            #[must_use]
            pub const fn number(&self) -> u8 {
                match self { $(Self::$variant { .. } => $number,)+ }
            }
        }
    )+};
}

numbers! {
    app::Event {
        Wake = 0,
        Ask = 1,
        Sent = 2,
        Reply = 3,
        Failed = 4,
        Call = 5,
        Operation = 6,
        Created = 7,
    }
    app::Request {
        KeepAlive = 0,
        GetCall = 1,
        HangUp = 2,
        Answer = 3,
        Reject = 4,
        Redirect = 5,
        Transfer = 6,
        Operation = 7,
        Other = 8,
    }
    app::Body {
        Empty = 0,
        Call = 1,
        Operation = 2,
    }
    app::Output {
        Send = 0,
        State = 1,
        Ended = 2,
        ResultLearnt = 3,
        AudioActive = 4,
        Tone = 5,
        KeepAliveSucceeded = 6,
        KeepAliveFailed = 7,
        PresumedLost = 8,
        Revived = 9,
        AnswerOverdue = 10,
        OperationAccepted = 11,
        OperationRunning = 12,
        OperationEnded = 13,
        OperationsCancelled = 14,
        OperationsOverdue = 15,
    }
    service::Event {
        Wake = 0,
        Request = 1,
        Peer = 2,
        Media = 3,
        Finished = 4,
    }
    service::Request {
        KeepAlive = 0,
        GetCall = 1,
        HangUp = 2,
        Answer = 3,
        Reject = 4,
        Redirect = 5,
        Transfer = 6,
        Record = 7,
        PlayPrompt = 8,
        Start = 9,
        GetOperation = 10,
        BadBody = 11,
        Other = 12,
    }
    service::MediaEvent {
        PromptFinished = 0,
        PromptFailed = 1,
        BeepFinished = 2,
        BeepFailed = 3,
        SpeechStarted = 4,
        SpeechStopped = 5,
        Tone = 6,
        MediaLost = 7,
        RecordFailed = 8,
    }
    service::Output {
        Answer = 0,
        State = 1,
        Ended = 2,
        OperationsEnded = 3,
        Phase = 4,
        OperationEnded = 5,
        Tone = 6,
    }
    Verdict {
        Applied = 0,
        NoChange = 1,
        Stale = 2,
        Rejected = 3,
    }
    Rejection {
        Ended = 0,
        WrongState = 1,
        UnknownState = 2,
        UnknownOperation = 3,
        NoFreeSlot = 4,
        QueueFull = 5,
        BadParameters = 6,
        WrongPhase = 7,
        UnderWay = 8,
    }
    ReportedState {
        Absent = 0,
        Unknown = 1,
        Known = 2,
    }
    SnapshotError {
        TooLong = 0,
        TooShort = 1,
        Trailing = 2,
        Version = 3,
        OtherEnd = 4,
        TooManySlots = 5,
        Impossible = 6,
    }
}
