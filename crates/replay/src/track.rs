//! What the replay tracks of a call next to its machine: counts, and the list of its operations,
//! whose slots the machine reuses.

use std::hint::black_box;

use call_lifecycle::app::OperationHints;
use call_lifecycle::{CallState, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Verdict};

use crate::change::{Asked, Begin, Creation, OperationChange};
use crate::id_text::IdText;
use crate::operation::{Answered, Operation, Spare};
use crate::places::Places;
use crate::put::number;
use crate::story::Story;
use crate::trace::Word;

/// How many operations of a call are remembered that the answers to their requests completed.
const ANSWERED: usize = 8;
/// How many operations of a call are kept that failed in the answers to their requests.
const MOST_FAILED: u32 = 256;

#[derive(Debug)]
pub struct Track {
    /// Which call of the trace it is, from 1.
    pub number: usize,
    pub name: IdText,
    /// How often each verdict was given.
    pub verdicts: [u64; 4],
    pub succeeded: u64,
    pub failed: u64,
    pub operations: Vec<Operation>,
    /// The last operations that are not in this list any more, since their answers completed them.
    pub(super) answered: Vec<Answered>,
    pub(super) slots: Places,
    pub(super) spares: Vec<Spare>,
    /// How many of them failed in the answers to their requests.
    pub(super) failed_at_once: u32,
    /// How many of each kind there were.
    pub(super) kinds: [u32; OperationKind::ALL.len()],
    /// The same by the names of methods that have no kind.
    pub(super) methods: Vec<(Option<Word>, u32)>,
    /// When a cancel of all media operations was answered last.
    pub cancelled: Option<u64>,
    /// The number of the last request's token.
    pub token: u16,
    pub state: CallState,
    pub begin: Begin,
    pub began: u64,
    pub story: Box<Story>,
    /// `message` of the last result of the call.
    pub message: Option<Box<str>>,
}

impl Track {
    pub fn new(number: usize, id: Id, began: u64, begin: Begin, state: CallState) -> Self {
        Self::with_story(number, id, began, begin, Box::new(Story::new(began, state)), state)
    }

    pub(super) fn with_story(
        number: usize,
        id: Id,
        began: u64,
        begin: Begin,
        story: Box<Story>,
        state: CallState,
    ) -> Self {
        Self {
            number,
            name: IdText::new(id),
            verdicts: [0; 4],
            succeeded: 0,
            failed: 0,
            operations: Vec::new(),
            answered: Vec::new(),
            slots: Places::default(),
            spares: Vec::new(),
            failed_at_once: 0,
            kinds: [0; OperationKind::ALL.len()],
            methods: Vec::new(),
            cancelled: None,
            token: 0,
            state,
            begin,
            began,
            story,
            message: None,
        }
    }

    /// Reads some of all that a line may need, so that what is far away comes at once, and not one
    /// after the other.
    #[inline]
    pub fn fetch(&self) {
        let story = &*self.story;
        black_box((
            (self.token, self.state, self.verdicts[0], self.operations.len(), self.kinds[0], self.cancelled),
            (story.states.len(), story.marks.head.len(), story.keep_alives.last, story.ended, story.rare.is_some()),
            (story.heard.all.last, story.heard.next, story.answering.0.len(), story.hang_ups.last, story.renewed),
        ));
    }

    /// Writes its number, as in every line of the text.
    pub fn put_tag(&self, out: &mut String) {
        out.push_str("  #");
        let before = out.len();
        number(out, self.number as u64);
        out.push_str("   ".get(out.len() - before..).unwrap_or_default());
        out.push(' ');
    }

    pub fn count(&mut self, verdict: Verdict) {
        let place = match verdict {
            Verdict::Applied => 0,
            Verdict::NoChange => 1,
            Verdict::Stale => 2,
            Verdict::Rejected(_) => 3,
        };
        self.verdicts[place] += 1;
    }

    /// A keepAlive was answered 200, that long after it was sent, though it had been counted as failed.
    pub fn answered_late(&mut self, at: u64, took: u64) {
        let story = &mut self.story;
        if story.overdue_failures > story.answered_late.count {
            story.answered_late.add(at);
            story.slowest = story.slowest.max(took);
            self.failed = self.failed.saturating_sub(1);
        }
    }

    /// A keepAlive was answered 200, though it had been said to have no response.
    pub fn answered_all_the_same(&mut self, at: u64) {
        let story = &mut self.story;
        if story.failures.count > story.answered_late.count + story.answered_all_the_same.count {
            story.answered_all_the_same.add(at);
        }
    }

    /// What the answer to a create request that was sent then says of this call, which is known.
    pub fn creation(&self, sent: u64) -> Creation {
        let is_created = self.begin == Begin::Created || self.story.created_late.is_some();
        if is_created || sent > self.began { Creation::Known } else { Creation::Overtaken }
    }

    /// The operations of the summary.
    pub fn listed(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(|operation| operation.listed && operation.known)
    }

    /// The same with those that failed in the answers to their requests.
    pub fn asked_for(&self) -> impl Iterator<Item = &Operation> {
        self.operations
            .iter()
            .filter(|operation| operation.known && (operation.listed || operation.failed_by.is_some()))
    }

    /// When a cancel was answered that should end this operation.
    pub fn cancelled_after(&self, operation: &Operation) -> Option<u64> {
        self.cancelled.filter(|at| *at >= operation.requested && operation.kind.is_media())
    }

    /// The index of the operation that was requested last.
    pub fn last_operation(&self) -> Option<usize> {
        self.operations.len().checked_sub(1)
    }

    /// The answer to its request completed an operation, or it failed by one of this status: it is
    /// not listed among those of which more is heard.
    pub fn unlist(&mut self, place: usize, failed_by: Option<u16>) {
        if let Some(operation) = self.operations.get_mut(place) {
            operation.listed = false;
            operation.failed_by = failed_by.filter(|_| operation.known && self.failed_at_once < MOST_FAILED);
            self.failed_at_once += u32::from(operation.failed_by.is_some());
        }
        while self.operations.last().is_some_and(|operation| !operation.listed && operation.failed_by.is_none()) {
            if let Some(gone) = self.operations.pop() {
                self.forget(&gone);
            }
            self.slots.forget(self.operations.len());
            self.forget_spare(self.operations.len());
        }
    }

    /// An operation leaves the list. What is notified of it may still come.
    fn forget(&mut self, gone: &Operation) {
        let Some(id) = gone.id.filter(|_| gone.status == OperationStatus::Completed) else { return };
        if self.answered.len() == ANSWERED {
            self.answered.remove(0);
        }
        self.answered.push(Answered { id, name: gone.name() });
    }

    /// Whether the answer to its request completed the operation that a report is about.
    pub fn answered(&self, said: &OperationReport) -> Option<Answered> {
        self.answered.iter().find(|answered| Some(answered.id) == said.id).copied()
    }

    /// The answer to a GET says this about an operation.
    pub fn asked_about(&mut self, at: u64, said: &OperationReport, message: Option<Box<str>>) {
        let meant = |operation: &&mut Operation| operation.id.is_some() && operation.id == said.id;
        let Some(operation) = self.operations.iter_mut().find(meant).filter(|_| said.is_end()) else { return };
        let open = matches!(operation.reason, None | Some(CompletionReason::CallEnded));
        if open && operation.asked.is_none() && operation.told_after.is_none() {
            operation.asked = Some((at, said.judge(operation.kind).status));
            operation.result = operation.result.or(said.result);
            operation.message = operation.message.take().or(message);
        }
    }

    pub(super) fn note(&mut self, place: usize, at: u64, change: OperationChange) {
        if let (OperationChange::Accepted, Some(operation)) = (change, self.operations.get_mut(place)) {
            operation.accepted = true;
        }
        if let (OperationChange::Overdue, Some(operation)) = (change, self.operations.get_mut(place)) {
            operation.overdue.get_or_insert(at);
        }
        let Some(outcome) = change.outcome() else { return };
        let operation = &mut self.operations[place];
        operation.status = outcome.status;
        operation.reason = outcome.reason;
        operation.ended = Some(at);
    }

    /// Adds an operation to the list, and returns its index.
    pub(super) fn list(&mut self, kind: OperationKind, at: u64, asked: Option<&Asked<'_>>) -> usize {
        let method = asked.and_then(|asked| asked.method);
        let nth = self.next_of(kind, method);
        self.operations.push(Operation {
            id: None,
            kind,
            method,
            nth,
            status: OperationStatus::NotStarted,
            reason: None,
            result: None,
            message: None,
            context: None,
            endless: false,
            requested: at,
            ended: None,
            accepted: false,
            told_after: None,
            asked: None,
            overdue: None,
            listed: true,
            failed_by: None,
            known: kind != OperationKind::Other || asked.is_some_and(|asked| asked.written.is_some()),
            written: asked.map(Asked::written).unwrap_or_default(),
        });
        self.operations.len() - 1
    }

    /// Which of its kind, or of its method, the next one is.
    fn next_of(&mut self, kind: OperationKind, method: Option<Word>) -> u32 {
        let count = match self.methods.iter().position(|(known, _)| *known == method) {
            Some(place) => &mut self.methods[place].1,
            None if method.is_some() => {
                self.methods.push((method, 0));
                let place = self.methods.len() - 1;
                &mut self.methods[place].1
            }
            None => &mut self.kinds[kind as usize],
        };
        *count += 1;
        *count
    }

    /// The request of the operation at this index had this `clientContext`.
    pub fn is_asked(&mut self, place: usize, hints: &OperationHints) {
        let context = hints.context();
        let open = |other: &&Operation| other.ended.is_none() && context.is_some() && other.context == context;
        let shared = self.operations.iter().filter(|other| other.known).find(open).map(Operation::name);
        let Some(operation) = self.operations.get_mut(place) else { return };
        (operation.context, operation.endless) = (context, hints.is_endless());
        if let Some(other) = shared.filter(|_| operation.known) {
            self.story.shared_context.get_or_insert((other, operation.name()));
        }
    }
}
