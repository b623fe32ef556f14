//! An operation of a call: what was asked for, and what has been said of it.

use std::fmt;
use std::rc::Rc;

use call_lifecycle::{
    ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, ResultInfo,
};

use crate::put::{Put, puts};
use crate::trace::Word;

/// The kind of an operation and its number among those of that kind: its name in the report. One of
/// another kind goes by the name of its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name(pub OperationKind, pub u32, pub Option<Word>);

impl Name {
    /// The word for the kind.
    pub fn word(&self) -> &str {
        self.2.as_ref().map_or(self.0.as_str(), Word::as_str)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.word(), self.1)
    }
}

impl Put for Name {
    fn put(&self, out: &mut String) {
        puts!(out, self.word(), " ", self.1);
    }
}

/// How an operation is notified.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub context: Option<Rc<str>>,
    /// As on the 2019 page of `record`.
    pub source: bool,
    /// Requested below `/app`.
    pub app: bool,
}

/// What has been said of an operation.
#[derive(Clone, Debug)]
pub struct Reported {
    id: Option<Id>,
    status: OperationStatus,
    reason: Option<CompletionReason>,
    result: Option<ResultInfo>,
    message: Option<Box<str>>,
    ended: Option<u64>,
}

/// An operation past the machine's slots: its index in the call's list, and what identifies its
/// notifications before its id is known.
#[derive(Clone, Copy, Debug)]
pub struct Spare {
    pub(super) place: usize,
    pub(super) context: Option<ClientContext>,
    /// Whether it lost its slot because that turned out to be of another operation.
    pub(super) corrected: bool,
}

/// An operation that the answer to its request completed.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    pub id: Id,
    pub name: Name,
}

/// An operation of a call.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: Option<Id>,
    pub kind: OperationKind,
    /// The method, where its name is not that of the kind.
    pub method: Option<Word>,
    /// Which of its kind, from 1.
    pub nth: u32,
    pub status: OperationStatus,
    pub reason: Option<CompletionReason>,
    /// What its end was notified with.
    pub result: Option<ResultInfo>,
    pub message: Option<Box<str>>,
    /// At the application's end.
    pub context: Option<ClientContext>,
    /// Whether it is a prompt that loops until it is cancelled.
    pub endless: bool,
    pub requested: u64,
    pub ended: Option<u64>,
    /// Whether its request was answered with a success.
    pub accepted: bool,
    /// When its end was notified after it had ended with the call, and as what.
    pub told_after: Option<(u64, OperationStatus)>,
    /// When the answer to a GET said that it had ended, and as what.
    pub asked: Option<(u64, OperationStatus)>,
    /// When it should have ended.
    pub overdue: Option<u64>,
    /// False for one that the answer to its request completed or refused.
    pub listed: bool,
    /// The status of the answer by which it failed.
    pub failed_by: Option<u16>,
    /// False for a request of which nobody knows yet whether it has started an operation.
    pub known: bool,
    /// At the service's end.
    pub written: Written,
}

impl Operation {
    /// What has been said of it.
    pub fn told(&self) -> Reported {
        let Self { id, status, reason, result, ended, .. } = *self;
        Reported { id, status, reason, result, message: self.message.clone(), ended }
    }

    /// What has been said of it was said of another one, and this of it.
    pub fn set_told(&mut self, told: Reported) {
        let Reported { id, status, reason, result, message, ended } = told;
        (self.id, self.status, self.reason, self.result) = (id, status, reason, result);
        (self.message, self.ended) = (message, ended);
    }

    /// Whether a report names it: by its id, or by its context while that is not known.
    pub fn is_meant(&self, said: &OperationReport) -> bool {
        match (self.id, said.id) {
            (Some(known), Some(said)) => known == said,
            _ => self.failed_by.is_none() && self.context.is_some() && self.context == said.context,
        }
    }

    pub fn name(&self) -> Name {
        Name(self.kind, self.nth, self.method)
    }
}
