//! The timeline of a call: its first and its last marks, however many there are between.

use std::collections::VecDeque;

use call_lifecycle::{CallState, Cause, Outcome, ResultInfo};

use crate::failure::Failure;
use crate::operation::Name;
use crate::subject::Subject;
use crate::trace::Act;

/// How many marks of a timeline are kept from its beginning, and how many of its end.
const HEAD: usize = 60;
const TAIL: usize = 20;
/// As many as most calls have.
const USUAL: usize = 12;

/// An entry of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    State(CallState),
    KeepAlive,
    KeepAliveFailed(Failure),
    PresumedLost,
    Revived,
    AnswerOverdue,
    Sent(Act),
    Refused(Act, u16),
    OperationStarted(Name),
    OperationEnded(Name, Outcome),
    OperationEndedWithCall(Name),
    OperationOverdue(Name),
    Ended(Cause, Option<ResultInfo>),
    /// The answer to the create request came after notifications.
    Created,
    /// The answer to another create request names the call.
    CreatedAgain,
    /// Verdicts other than applied.
    Duplicate(Subject),
    Late(Subject),
    Rejected(Subject),
    AfterEnd,
    /// What came after the call had been taken as ended without a notification, and its end.
    Heard(Subject),
    ReallyEnded(Option<ResultInfo>),
    /// The end was notified after it had been taken for granted.
    EndNotified(Option<ResultInfo>),
}

/// An entry, or several of the same kind in a row.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub at: u64,
    pub until: u64,
    pub count: u64,
    pub event: Event,
}

/// The marks of a timeline.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    pub(super) head: Vec<Mark>,
    pub(super) tail: VecDeque<Mark>,
    pub(super) left_out: u64,
}

impl Marks {
    pub fn head(&self) -> &[Mark] {
        &self.head
    }

    /// How many marks are missing between the head and the tail.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    pub fn tail(&self) -> impl Iterator<Item = &Mark> {
        self.tail.iter()
    }

    /// The end of the operation `taken` was that of `meant`, and the other way round.
    pub fn exchange(&mut self, taken: Name, meant: Name) {
        for mark in self.head.iter_mut().chain(self.tail.iter_mut()) {
            match &mut mark.event {
                Event::OperationEnded(name, _) if *name == taken => *name = meant,
                Event::OperationEnded(name, _) if *name == meant => *name = taken,
                _ => {}
            }
        }
    }

    /// Adds a mark, or one more to the last of its kind.
    pub fn add(&mut self, at: u64, event: Event) {
        let last = if self.tail.is_empty() { self.head.last_mut() } else { self.tail.back_mut() };
        if let Some(last) = last.filter(|last| last.event == event && event.repeats()) {
            last.until = at;
            last.count += 1;
            return;
        }
        let mark = Mark { at, until: at, count: 1, event };
        if self.head.len() < HEAD {
            if self.head.is_empty() {
                self.head.reserve_exact(USUAL);
            }
            self.head.push(mark);
            return;
        }
        if self.tail.len() == TAIL {
            self.tail.pop_front();
            self.left_out += 1;
        }
        self.tail.push_back(mark);
    }
}

impl Event {
    /// Whether several in a row are shown as one.
    fn repeats(self) -> bool {
        matches!(
            self,
            Self::KeepAlive
                | Self::KeepAliveFailed(_)
                | Self::Duplicate(_)
                | Self::Late(_)
                | Self::Rejected(_)
                | Self::Refused(..)
                | Self::AfterEnd
        )
    }
}
