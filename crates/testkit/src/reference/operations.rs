//! The operations of a call, as the application knows them.

use core::cell::Ref;

use call_lifecycle::app::{OperationHints, OperationView};
use call_lifecycle::{
    ClientContext, CompletionReason, Id, MAX_DURATION, OperationKind, OperationReport, OperationStatus, Outcome, Slot,
};

use super::app::App;
use super::app_diary::{Line, Operation};
use super::outcomes::{by_reason, media, without_slot};
use super::{Time, after, millis};

/// How far an open operation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    Requested,
    Accepted,
    Running,
}

/// Whether a request has found no slot when it was asked for.
pub fn untracked(number: u16) -> bool {
    number >= 0x8000
}

impl App {
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.lines().filter_map(|(_, line)| if let Line::Opened(operation) = line { Some(operation) } else { None })
    }

    pub fn operation(&self, index: usize) -> &Operation {
        self.operations().nth(index).unwrap()
    }

    /// Those in the slots: to each the last that was given it.
    fn occupants(&self) -> Vec<&Operation> {
        let last = |slot| self.operations().filter(|one| one.slot == slot).last();
        (0..self.slots).filter_map(|slot| last(Slot::new(slot))).collect()
    }

    pub fn outcome(&self, index: usize) -> Option<Outcome> {
        self.lines().find_map(|(_, line)| match line {
            Line::OperationEnded { index: ended, outcome } if *ended == index => Some(*outcome),
            Line::Cancelled(all) if all.contains(&index) => Some(by_reason(CompletionReason::MediaOperationCanceled)),
            Line::Ended { open, .. } if open.contains(&index) => Some(by_reason(CompletionReason::CallEnded)),
            _ => None,
        })
    }

    pub fn progress(&self, index: usize) -> Progress {
        let said = |wanted: fn(&Line) -> Option<usize>| self.lines().any(|(_, line)| wanted(line) == Some(index));
        if said(|line| if let Line::Running(index) = line { Some(*index) } else { None }) {
            Progress::Running
        } else if said(|line| if let Line::Accepted(index) = line { Some(*index) } else { None }) {
            Progress::Accepted
        } else {
            Progress::Requested
        }
    }

    pub fn id(&self, index: usize) -> Option<Id> {
        self.lines().find_map(|(_, line)| match line {
            Line::Learnt { index: of, id, .. } if *of == index => *id,
            _ => None,
        })
    }

    fn context(&self, index: usize) -> Option<ClientContext> {
        self.operation(index).hints.context().or_else(|| {
            self.lines().find_map(|(_, line)| match line {
                Line::Learnt { index: of, context, .. } if *of == index => *context,
                _ => None,
            })
        })
    }

    /// Learns the id and the context that a report names, each once; whether that was news.
    pub fn learn(&mut self, index: usize, report: &OperationReport) -> bool {
        let id = report.id.filter(|_| self.id(index).is_none());
        let context = report.context.filter(|_| self.context(index).is_none());
        let doubtful = self.doubtful(index);
        if doubtful {
            self.write(Line::Believed(index));
        }
        if id.is_some() || context.is_some() {
            self.write(Line::Learnt { index, id, context });
        }
        doubtful || id.is_some() || context.is_some()
    }

    /// Asks for one: the number of its request. Without a slot only what its answer completes goes on,
    /// untracked, and what may be no operation; its number says so.
    pub fn requested(&mut self, kind: OperationKind, hints: OperationHints) -> Option<u16> {
        let number = (self.operations().count() % 0x8000) as u16;
        match self.open(kind, number, hints) {
            Some(_) => Some(number),
            None => without_slot(kind).then_some(0x8000 + number),
        }
    }

    /// Gives an operation a slot, one that was never used first, then that of the ended one that
    /// was requested first.
    pub fn open(&mut self, kind: OperationKind, number: u16, hints: OperationHints) -> Option<usize> {
        self.make_room();
        let occupants = self.occupants();
        let unused = (0..self.slots).map(Slot::new).find(|slot| occupants.iter().all(|one| one.slot != *slot));
        let ended = occupants.iter().filter(|one| self.outcome(one.index).is_some()).min_by_key(|one| one.index);
        let slot = unused.or(ended.map(|one| one.slot))?;
        let index = self.operations().count();
        self.write(Line::Opened(Operation { index, slot, kind, number, hints }));
        Some(index)
    }

    /// Where all slots are open, one makes room and counts as failed whose request got no reply, or
    /// whose reply named it by neither id nor context.
    fn make_room(&mut self) {
        let full = self.occupants().len() == usize::from(self.slots);
        if full && self.occupants().iter().all(|one| self.outcome(one.index).is_none()) {
            let nameless = |index| self.id(index).is_none() && self.context(index).is_none();
            let silent = |index: &usize| {
                self.doubtful(*index) || (nameless(*index) && self.progress(*index) != Progress::Requested)
            };
            if let Some(index) = self.occupants().iter().map(|one| one.index).filter(silent).min() {
                let outcome = Outcome::new(OperationStatus::Failed);
                self.write(Line::OperationEnded { index, outcome });
            }
        }
    }

    fn doubtful(&self, index: usize) -> bool {
        let last = self.lines().rev().find_map(|(_, line)| match line {
            Line::Doubted(of) if *of == index => Some(true),
            Line::Believed(of) if *of == index => Some(false),
            _ => None,
        });
        last == Some(true) && self.outcome(index).is_none()
    }

    /// The operation of a request: of several of its number the last.
    pub fn by_number(&self, kind: OperationKind, number: u16) -> Option<usize> {
        let same = self.occupants().into_iter().filter(|one| one.kind == kind && one.number == number);
        same.map(|one| one.index).max()
    }

    /// "Matched by `clientContext` until the id is known, and then by id" (choice 41); of several of
    /// one context the last open one.
    pub fn meant(&self, report: &OperationReport) -> Option<usize> {
        let occupants = || self.occupants().into_iter().map(|one| one.index);
        let by_id = report.id.and_then(|id| occupants().find(|index| self.id(*index) == Some(id)));
        by_id.or_else(|| {
            let context = report.context?;
            let same = occupants().filter(|index| self.context(*index) == Some(context));
            let fitting = same.filter(|index| report.id.is_none() || self.id(*index).is_none());
            fitting.max_by_key(|index| (self.outcome(*index).is_none(), *index))
        })
    }

    fn cancel_was_answered(&self, index: usize) -> bool {
        self.lines().any(|(_, line)| matches!(line, Line::CancelAnswered(all) if all.contains(&index)))
    }

    /// A 2xx to a cancel: every open media operation that was requested before it should end now.
    /// Of one without a slot that order is not known. Whether there was any.
    pub fn cancel_answered(&mut self, cancel: Option<usize>) -> bool {
        let repeated = cancel.is_some_and(|cancel| self.outcome(cancel).is_some());
        if repeated || after(self.latest, millis(self.settings.operation_grace())).is_none() {
            return false;
        }
        let meant = |one: &&Operation| {
            let before = cancel.is_none_or(|cancel| one.index < cancel);
            before && media(one.kind) && self.outcome(one.index).is_none() && !self.cancel_was_answered(one.index)
        };
        let all: Vec<usize> = self.occupants().iter().copied().filter(meant).map(|one| one.index).collect();
        let any = !all.is_empty();
        self.write(Line::CancelAnswered(all));
        any
    }

    /// Until when it may take, grace included: as its request said, and from the answer to a cancel
    /// on no longer.
    pub fn watched_until(&self, index: usize) -> Option<Time> {
        if self.outcome(index).is_some() {
            return None;
        }
        let grace = self.settings.operation_grace();
        let mut until = None;
        for (at, line) in self.lines() {
            match line {
                Line::Opened(one) if one.index == index && !one.hints.is_endless() => {
                    let bound =
                        one.hints.takes_at_most().map(|bound| millis(bound.saturating_add(grace).min(MAX_DURATION)));
                    until = bound.and_then(|bound| after(at, bound));
                }
                Line::CancelAnswered(all) if all.contains(&index) => until = after(at, millis(grace)),
                // Once only.
                Line::Overdue(all) if all.contains(&index) => until = None,
                _ => {}
            }
        }
        until
    }

    /// When the first of them is over its time.
    pub fn first_watched(&self) -> Option<Time> {
        let read = || (0..self.operations().count()).filter_map(|index| self.watched_until(index)).min();
        *self.read.watched.of(self.diary.len(), read)
    }

    /// What is over its time: a looped prompt whose cancel was answered has ended (choice 38), of
    /// the others the call is to be verified.
    pub fn settle_operations(&mut self) -> bool {
        if self.first_watched().is_none_or(|at| at > self.latest) {
            return false;
        }
        let all = (0..self.operations().count())
            .filter(|index| self.watched_until(*index).is_some_and(|at| at <= self.latest));
        let (cancelled, overdue): (Vec<usize>, Vec<usize>) =
            all.partition(|index| self.operation(*index).hints.is_endless() && self.cancel_was_answered(*index));
        if !cancelled.is_empty() {
            self.write(Line::Cancelled(cancelled));
        }
        let verify = !overdue.is_empty();
        if verify {
            self.write(Line::Overdue(overdue));
        }
        verify
    }

    /// What the machine should show of its slots.
    pub fn views(&self) -> Ref<'_, Vec<OperationView>> {
        self.read.views.of(self.diary.len(), || self.read_views())
    }

    fn read_views(&self) -> Vec<OperationView> {
        let view = |one: &Operation| {
            let (outcome, progress) = (self.outcome(one.index), self.progress(one.index));
            let mut view = OperationView::new(one.slot, one.kind);
            (view.id, view.context) = (self.id(one.index), self.context(one.index));
            view.status = match (outcome, progress) {
                (Some(outcome), _) => outcome.status,
                (None, Progress::Running) => OperationStatus::Running,
                (None, _) => OperationStatus::NotStarted,
            };
            view.reason = outcome.and_then(|outcome| outcome.reason);
            view.accepted = outcome.is_some() || progress != Progress::Requested;
            view
        };
        self.occupants().into_iter().map(view).collect()
    }
}
