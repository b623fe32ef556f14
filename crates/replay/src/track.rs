//! What the replay tracks of a call next to its machine: counts, and the list of its operations,
//! whose slots the machine reuses.

use call_lifecycle::app::OperationHints;
use call_lifecycle::{
    CallState, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Slot, Timed, Verdict,
};

use crate::change::{Asked, Begin, Change, OperationChange, Raw};
use crate::id_text::IdText;
use crate::json::number;
use crate::operation::Operation;
use crate::places::Places;
use crate::side::{Side, View};
use crate::spare::{Spare, outcome_of};
use crate::story::Story;
use crate::trace::Word;

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

    /// Handles the outputs of a step: names operations by their index, updates the list, and counts
    /// keepAlives.
    ///
    /// `asked` is the operation that the step's event started, and `proven` whether the event speaks of
    /// an operation.
    pub fn absorb<S: Side>(
        &mut self,
        machine: &S,
        at: u64,
        outputs: &[Timed<S::Output>],
        (asked, proven): (Option<&Asked<'_>>, bool),
        changes: &mut Vec<(u64, Change)>,
    ) {
        changes.clear();
        let mut touched = asked.is_some();
        let fresh = asked.and_then(|asked| {
            let slot = self.fresh_slot(machine, outputs)?;
            Some((slot, self.list(asked.kind, at, Some(asked))))
        });
        // A request that cuts in may end the operation whose slot it then takes.
        let mut handed_over = fresh.is_some_and(|(slot, _)| self.open_in(slot).is_none());
        for Timed { at, output, .. } in outputs {
            let at = at.as_millis();
            let mut operation = |track: &mut Self, slot: Slot, change: OperationChange| {
                touched = true;
                let place = match fresh {
                    Some((taken, place)) if taken == slot && handed_over => Some(place),
                    Some((taken, _)) if taken == slot => {
                        handed_over = matches!(change, OperationChange::Ended(_));
                        track.slots.get(slot)
                    }
                    _ => track.slots.get(slot),
                };
                let Some(place) = place else { return };
                track.note(place, at, change);
                track.operations[place].known |= proven && !matches!(change, OperationChange::EndedWithCall);
                if track.operations[place].known {
                    changes.push((at, Change::Operation(place, change)));
                }
            };
            match S::raw(output) {
                Raw::Plain(change) => {
                    match change {
                        Change::State { to, .. } => self.state = to,
                        Change::Ended { .. } => self.state = CallState::Terminated,
                        Change::KeepAliveSucceeded => self.succeeded += 1,
                        Change::KeepAliveFailed => self.failed += 1,
                        _ => {}
                    }
                    changes.push((at, change));
                }
                Raw::Answer(status, slot) => {
                    let place = slot.and_then(|slot| match fresh {
                        Some((_, place)) => Some(place),
                        None => self.slots.get(slot),
                    });
                    changes.push((at, Change::Answer { status, operation: place }));
                }
                Raw::Operation(slot, change) => operation(self, slot, change),
                Raw::Operations(slots, change) => slots.iter().for_each(|slot| operation(self, slot, change)),
                Raw::Ended(cause, slots) => {
                    slots.iter().for_each(|slot| operation(self, slot, OperationChange::EndedWithCall));
                    self.end_spares(at, changes);
                    self.state = CallState::Terminated;
                    changes.push((at, Change::Ended { cause }));
                }
            }
        }
        if let Some((slot, place)) = fresh {
            self.slots.set(slot, place);
        }
        if touched {
            self.look(machine);
        }
    }

    /// Copies what the machine knows about the operations in its slots.
    pub fn look<S: Side>(&mut self, machine: &S) {
        for view in machine.views() {
            if view.status.is_end() {
                self.slots.end_detached(view.slot);
            }
            let place = self.slots.get(view.slot).and_then(|place| self.operations.get_mut(place));
            if let Some(operation) = place {
                operation.id = view.id;
                operation.status = view.status;
                operation.reason = view.reason;
            }
        }
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
            self.operations.pop();
            self.slots.forget(self.operations.len());
            self.forget_spare(self.operations.len());
        }
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
        if let (OperationChange::Overdue, Some(operation)) = (change, self.operations.get_mut(place)) {
            operation.overdue.get_or_insert(at);
        }
        let Some(outcome) = outcome_of(change) else { return };
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

    fn open_in(&self, slot: Slot) -> Option<usize> {
        self.slots.get(slot).filter(|place| self.operations[*place].ended.is_none())
    }

    /// The slot of a new operation: the answer names it, or it is one that has become open.
    fn fresh_slot<S: Side>(&self, machine: &S, outputs: &[Timed<S::Output>]) -> Option<Slot> {
        if S::IS_SERVICE {
            return outputs.iter().find_map(|timed| match S::raw(&timed.output) {
                Raw::Answer(_, slot) => slot,
                _ => None,
            });
        }
        let is_fresh = |view: &View| {
            !view.status.is_end() && self.open_in(view.slot).is_none() && !self.slots.is_detached(view.slot)
        };
        machine.views().find(is_fresh).map(|view| view.slot)
    }
}
