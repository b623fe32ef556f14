//! What can stand in the diary of the application's end.

use call_lifecycle::app::{OperationHints, Request, Token};
use call_lifecycle::record::Tone;
use call_lifecycle::{CallState, Cause, ClientContext, Id, OperationKind, Outcome, ResultInfo, Slot};

use super::Time;

/// A line of it.
#[derive(Clone, Debug)]
pub enum Line {
    /// A request was asked for: send it.
    Wished(Token),
    /// It left.
    Left(Token),
    /// The expiry of a `terminating` call is past, and a GET takes the place of the keepAlive.
    Probed,
    /// A keepAlive succeeded that was sent at `sent`, not before an earlier one; `current` if it
    /// was the last sent.
    Renewed {
        sent: Time,
        current: bool,
    },
    /// It failed; the next is due then.
    KeepAliveFailed {
        next: Option<Time>,
    },
    /// A GET that was sent then was answered 200.
    Shown {
        sent: Time,
    },
    /// The call began earlier than thought.
    Began(Time),
    Lost,
    Revived,
    AnswerOverdue,
    HangUpConfirmed,
    /// A DELETE was refused, and is due again then.
    HangUpRefused {
        again: Option<Time>,
    },
    /// One got no answer.
    HangUpUnanswered,
    /// The call has shown itself alive after a DELETE that had failed.
    HangUpInVain,
    /// An answer, reject or redirect was taken.
    Taken,
    /// One was refused.
    Refused(Request),
    /// One got no reply.
    Unanswered,
    Moved {
        from: CallState,
        to: CallState,
    },
    /// `terminating` came with this cause.
    ServiceSaid(Cause),
    Audio(bool),
    Tone {
        place: u64,
        tone: Tone,
    },
    Ended {
        cause: Cause,
        result: Option<ResultInfo>,
        open: Vec<usize>,
    },
    ResultLearnt(ResultInfo),
    Opened(Operation),
    Learnt {
        index: usize,
        id: Option<Id>,
        context: Option<ClientContext>,
    },
    Accepted(usize),
    Running(usize),
    /// Its request got no reply, so that it may not exist.
    Doubted(usize),
    /// Something was heard of it after all.
    Believed(usize),
    OperationEnded {
        index: usize,
        outcome: Outcome,
    },
    /// A cancel was answered: these should end.
    CancelAnswered(Vec<usize>),
    Cancelled(Vec<usize>),
    Overdue(Vec<usize>),
}

/// An operation that was requested; its index counts those from 0.
#[derive(Clone, Debug)]
pub struct Operation {
    pub index: usize,
    pub slot: Slot,
    pub kind: OperationKind,
    /// The number of its request's token.
    pub number: u16,
    pub hints: OperationHints,
}
