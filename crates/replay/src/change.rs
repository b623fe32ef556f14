//! The outputs of both ends in one vocabulary, so that there is one way to print them.

use call_lifecycle::record::{RecordPhase, Tone};
use call_lifecycle::{
    CallReport, CallState, Cause, CompletionReason, DeadlineKind, Id, OperationKind, OperationReport, Outcome,
    ReportedState, Slot, Slots, ToneInfo, Verdict, app, service, service::MediaEvent,
};

use crate::operation::Written;
use crate::requests::Namesake;
use crate::trace::{Act, EntryData, GraphError, PeerFact, Roster, Word};

/// What changed, or what to do. Operations are named by their index in their call's list.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Answer {
        status: u16,
        operation: Option<usize>,
    },
    /// The call comes in: the service notifies the application.
    Incoming,
    State {
        from: CallState,
        to: CallState,
    },
    Ended {
        cause: Cause,
    },
    ResultLearnt,
    Audio(bool),
    Tone(Tone, Option<u32>),
    KeepAliveSucceeded,
    KeepAliveFailed,
    PresumedLost,
    Revived,
    AnswerOverdue,
    Send(app::Request),
    Operation(usize, OperationChange),
}

#[derive(Clone, Copy, Debug)]
pub enum OperationChange {
    Accepted,
    Running,
    Phase(RecordPhase, bool),
    Ended(Outcome),
    /// It ended with its call, which is not notified.
    EndedWithCall,
    /// A looped prompt whose cancel was answered.
    Cancelled,
    Overdue,
}

impl OperationChange {
    /// What it means for an operation that it ends.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Ended(outcome) => Some(outcome),
            Self::EndedWithCall => Some(Outcome::of(CompletionReason::CallEnded)),
            Self::Cancelled => Some(Outcome::of(CompletionReason::MediaOperationCanceled)),
            Self::Accepted | Self::Running | Self::Phase(..) | Self::Overdue => None,
        }
    }
}

/// The same with operations named by slot, as the machines do.
#[derive(Clone, Copy, Debug)]
pub enum Raw {
    Plain(Change),
    Answer(u16, Option<Slot>),
    Operation(Slot, OperationChange),
    Operations(Slots, OperationChange),
    /// The call and these operations.
    Ended(Cause, Slots),
}

pub fn of_app(output: &app::Output) -> Raw {
    use app::Output;
    match *output {
        Output::Send(token) => Raw::Plain(Change::Send(token.request())),
        Output::State { from, to } => Raw::Plain(Change::State { from, to }),
        Output::Ended { cause, operations } => Raw::Ended(cause, operations),
        Output::ResultLearnt => Raw::Plain(Change::ResultLearnt),
        Output::AudioActive(active) => Raw::Plain(Change::Audio(active)),
        Output::Tone(tone) => Raw::Plain(Change::Tone(tone, None)),
        Output::KeepAliveSucceeded => Raw::Plain(Change::KeepAliveSucceeded),
        Output::KeepAliveFailed => Raw::Plain(Change::KeepAliveFailed),
        Output::PresumedLost => Raw::Plain(Change::PresumedLost),
        Output::Revived => Raw::Plain(Change::Revived),
        Output::AnswerOverdue => Raw::Plain(Change::AnswerOverdue),
        Output::OperationAccepted(slot) => Raw::Operation(slot, OperationChange::Accepted),
        Output::OperationRunning(slot) => Raw::Operation(slot, OperationChange::Running),
        Output::OperationEnded { slot, outcome } => Raw::Operation(slot, OperationChange::Ended(outcome)),
        Output::OperationsCancelled(slots) => Raw::Operations(slots, OperationChange::Cancelled),
        Output::OperationsOverdue(slots) => Raw::Operations(slots, OperationChange::Overdue),
    }
}

pub fn of_service(output: &service::Output) -> Raw {
    use service::Output;
    match *output {
        Output::Answer { status, slot } => Raw::Answer(status, slot),
        Output::State { from, to } => Raw::Plain(Change::State { from, to }),
        Output::Ended { cause } => Raw::Plain(Change::Ended { cause }),
        Output::OperationsEnded(slots) => Raw::Operations(slots, OperationChange::EndedWithCall),
        Output::Phase { slot, phase, announce } => Raw::Operation(slot, OperationChange::Phase(phase, announce)),
        Output::OperationEnded { slot, outcome } => Raw::Operation(slot, OperationChange::Ended(outcome)),
        Output::Tone { tone, sequence } => Raw::Plain(Change::Tone(tone, Some(sequence))),
    }
}

/// What happened to a call.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// A deadline passed.
    Wake(DeadlineKind),
    Request {
        id: &'a str,
        act: Act,
    },
    /// The answer to the request that created the call.
    Created {
        to: &'a str,
        sent: u64,
        creation: Creation,
    },
    Response {
        to: &'a str,
        status: u16,
        act: Act,
        sent: u64,
    },
    Failed {
        to: &'a str,
        act: Act,
        sent: u64,
    },
    /// An answer to a request that had its answer already.
    Repeated {
        to: &'a str,
        act: Act,
        status: Option<u16>,
        /// The status of the first one.
        first: Option<u16>,
        /// The call that it names, if the first one named another.
        other: Option<Id>,
    },
    Call(&'a CallReport),
    /// The body of an answer said this about the call. It is not a line and is not counted.
    Body(&'a CallReport),
    Operation(Option<OperationKind>, &'a OperationReport),
    /// Something else of the call changed, such as its roster.
    Other,
    /// An entry about the call that cannot be read.
    Unreadable,
    Peer(PeerFact),
    Media(MediaEvent),
}

/// What the answer to a create request says of the call that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// It is new.
    New,
    /// Its notifications came before the answer.
    Overtaken,
    /// It was known before it was asked for, or an earlier answer had created it.
    Known,
}

/// How a call came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// By its create request.
    Created,
    /// It came in, maybe for compliance recording.
    Incoming { recording: bool },
    /// It was alive already.
    Adopted(CallState),
    /// It is ending.
    Ending(Cause),
}

impl Begin {
    /// Whether it is known to be for compliance recording.
    pub const fn is_recording(self) -> bool {
        matches!(self, Self::Incoming { recording: true })
    }
}

/// An operation that an event starts.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub kind: OperationKind,
    /// The method, where its name is not that of the kind.
    pub method: Option<Word>,
    /// At the service's end: how its notifications are written.
    pub written: Option<&'a Written>,
}

impl Asked<'static> {
    /// The operation that a request starts, or of which its answer may say that it does.
    pub fn by(act: Act) -> Option<Self> {
        let kind = match act {
            Act::Answer | Act::Reject | Act::Redirect | Act::Transfer => OperationKind::Other,
            _ => act.operation()?,
        };
        Some(Self { kind, method: act.method(), written: None })
    }
}

impl Asked<'_> {
    pub fn written(&self) -> Written {
        self.written.cloned().unwrap_or_default()
    }
}

/// What a line says beyond what the machines follow.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extra<'a> {
    /// The entry of a notification, if a report needs more of it.
    pub details: Option<&'a EntryData<'a>>,
    /// The error in the body of an answer.
    pub error: Option<&'a GraphError>,
    /// A key that came after one of a higher number, with that.
    pub late_key: Option<(ToneInfo, ToneInfo)>,
    /// The first notification of a state repeats nothing, even if the state was known.
    pub first: bool,
    /// A tone that is not known, with its number.
    pub unknown_tone: Option<(&'a str, Option<i64>)>,
    /// A key of another tone had its number.
    pub same_number: bool,
    /// It says something of an operation that is not followed, and nothing else.
    pub update: bool,
    /// `mediaState` is another than before, or not known.
    pub media: bool,
    /// It is another end than the one that is known.
    pub contradicts: bool,
    /// Another request that had the id of this one.
    pub namesake: Option<Namesake>,
    /// Something repeated what was known: an update of something that is not followed does not.
    pub repeated: bool,
}

impl<'a> Extra<'a> {
    /// The error, if it says anything.
    pub fn told_error(&self) -> Option<&'a GraphError> {
        self.error.filter(|error| **error != GraphError::default())
    }

    /// `message` of the `resultInfo` of a notification.
    pub fn message(&self) -> Option<&'a str> {
        self.details.and_then(EntryData::message)
    }

    /// The members that were notified and are not followed.
    pub fn unfollowed(&self) -> Option<String> {
        self.details.and_then(|details| details.unfollowed(self.media))
    }

    /// The word for a state that is not known.
    pub fn unknown_state(&self, said: &CallReport) -> Option<&'a str> {
        self.details.filter(|_| said.state == ReportedState::Unknown).and_then(EntryData::state)
    }

    /// Whether a key that is said came without a number.
    pub fn is_unnumbered(&self, key: ToneInfo) -> bool {
        key.sequence_id == 0 && self.details.and_then(EntryData::tone).is_some_and(|(_, number)| number.is_none())
    }

    /// The part of the call that was notified.
    pub fn part(&self) -> Option<&'a str> {
        self.details.and_then(EntryData::part)
    }

    /// Who takes part.
    pub fn roster(&self) -> Option<Roster> {
        self.details.and_then(EntryData::roster)
    }
}

/// A step of a call.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The time that counts: never before that of an earlier step of its call.
    pub at: u64,
    /// `None` for what is not a line of the trace, such as a wake.
    pub line: Option<u64>,
    /// Whether its verdict is counted.
    pub counted: bool,
    pub what: What<'a>,
    pub verdict: Verdict,
    /// The time of its line, if the clock had run backwards.
    pub given: Option<u64>,
    /// A note: why a request was refused, or what could not be read.
    pub note: Option<&'a str>,
    pub extra: Extra<'a>,
    /// The changes, each with its own time.
    pub changes: &'a [(u64, Change)],
}
