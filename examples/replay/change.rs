//! What either end puts out, in one vocabulary, so that there is one way to print it.

use call_lifecycle::record::{RecordPhase, Tone};
use call_lifecycle::{CallReport, OperationReport};
use call_lifecycle::{
    CallState, Cause, DeadlineKind, OperationKind, Outcome, Slot, Slots, Verdict, app, service, service::MediaEvent,
};

use super::act::Act;
use super::words::PeerFact;

/// What changed, or is to be done. Operations are named by their place in their call's list.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Answer { status: u16, operation: Option<usize> },
    State { from: CallState, to: CallState },
    Ended { cause: Cause },
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
    /// With its call, of which no notification tells.
    EndedWithCall,
    /// A looped prompt, whose cancel was answered.
    Cancelled,
    Overdue,
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
    },
    /// An answer to a request that had its answer already.
    Repeated {
        to: &'a str,
        status: Option<u16>,
    },
    Call(&'a CallReport),
    /// The body of an answer said this of the call. It is no line of its own, and is not counted.
    Body(&'a CallReport),
    Operation(Option<OperationKind>, &'a OperationReport),
    Peer(PeerFact),
    Media(MediaEvent),
}

/// How a call came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Its create request was sent, or came, at the begin.
    Created,
    /// It came in.
    Incoming,
    /// It lived already.
    Adopted(CallState),
}

/// A step of a call.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    pub at: u64,
    /// None for a wake, which is not counted.
    pub line: Option<u64>,
    pub what: What<'a>,
    pub verdict: Verdict,
    pub regressed: bool,
    /// The changes, each with its own time.
    pub changes: &'a [(u64, Change)],
}

/// A line that is about no call that is known.
#[derive(Clone, Copy, Debug)]
pub enum Aside<'a> {
    /// The application asks for a call.
    Create { id: &'a str },
    /// It got none, or an answer that does not name it.
    NotCreated { to: &'a str, status: Option<u16> },
    /// A request about no call.
    Unrelated { id: &'a str },
    /// The answer to it.
    UnrelatedAnswer { to: &'a str, status: Option<u16> },
    /// An answer to a request that the trace does not hold.
    Unknown { to: &'a str, status: Option<u16> },
}
