//! The answers, rejects, redirects and transfers of a call, and what became of them.

use crate::trace::{Act, GraphError};

/// How many are remembered.
const KEPT: usize = 8;

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The trace has no answer to it.
    Out,
    Accepted(u64),
    Refused(u16, Option<GraphError>),
    NoResponse,
}

#[derive(Clone, Debug)]
pub struct Attempt {
    pub act: Act,
    pub sent: u64,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, Default)]
pub struct Answering(pub(super) Vec<Attempt>);

impl Answering {
    pub fn sent(&mut self, act: Act, at: u64) {
        let kept = matches!(act, Act::Answer | Act::Reject | Act::Redirect | Act::Transfer);
        if kept && self.0.len() < KEPT {
            self.0.push(Attempt { act, sent: at, outcome: Outcome::Out });
        }
    }

    /// The answer to the request of this kind that was sent then.
    pub fn replied(&mut self, act: Act, sent: u64, outcome: Outcome) {
        let meant = |attempt: &&mut Attempt| (attempt.act, attempt.sent) == (act, sent);
        if let Some(attempt) = self.0.iter_mut().rev().find(meant) {
            attempt.outcome = outcome;
        }
    }

    /// Those of an incoming call, in the order in which they were sent.
    pub fn of_incoming(&self) -> impl DoubleEndedIterator<Item = &Attempt> {
        self.0.iter().filter(|attempt| attempt.act != Act::Transfer)
    }

    pub fn all(&self) -> impl Iterator<Item = &Attempt> {
        self.0.iter()
    }

    /// The last that was accepted, and when.
    pub fn accepted(&self) -> Option<(Act, u64)> {
        self.0.iter().rev().find_map(|attempt| match attempt.outcome {
            Outcome::Accepted(at) => Some((attempt.act, at)),
            _ => None,
        })
    }
}
