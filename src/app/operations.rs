//! The operations of a call, as the application knows them: requested, accepted, running, ended.

use super::Details;
use crate::{
    ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Outcome, Slot, Slots, Span,
    Timestamp,
};

/// How far an operation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Progress {
    Requested,
    Accepted,
    Running,
    Completed,
    Failed,
}

impl Progress {
    pub(super) const ALL: [Self; 5] = [Self::Requested, Self::Accepted, Self::Running, Self::Completed, Self::Failed];

    pub(super) const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operation {
    pub(super) id: Id,
    pub(super) context: ClientContext,
    /// Past it the operation is overdue. Once only: it is disarmed when it fires.
    pub(super) watchdog: Timestamp,
    /// Operations of one call in the order in which they were requested.
    pub(super) order: u32,
    pub(super) number: u16,
    pub(super) kind: OperationKind,
    pub(super) progress: Progress,
    pub(super) reason: Option<CompletionReason>,
    pub(super) has_id: bool,
    pub(super) has_context: bool,
    pub(super) watched: bool,
    pub(super) endless: bool,
    /// Its cancel was answered.
    pub(super) cancelled: bool,
}

/// An operation as the application knows it.
///
/// ```
/// use call_lifecycle::app::{Call, Details, Event, Policy, Request, Token};
/// use call_lifecycle::{Id, OperationKind, OperationStatus, Timestamp};
/// let mut call = Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let token = Token::new(Request::Operation(OperationKind::Record), 1);
/// call.handle(Timestamp::ZERO, Event::Sent { token, details: Details::NONE });
/// let record = call.operations().next().unwrap();
/// assert_eq!((record.kind, record.status, record.id), (OperationKind::Record, OperationStatus::NotStarted, None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct OperationView {
    /// Its slot.
    pub slot: Slot,
    /// Its kind.
    pub kind: OperationKind,
    /// The service's id, once it is known.
    pub id: Option<Id>,
    /// Its `clientContext`, where there is one.
    pub context: Option<ClientContext>,
    /// Its status as far as the application knows; `notStarted` until the service says that it runs.
    pub status: OperationStatus,
    /// Why it ended, where that is known.
    pub reason: Option<CompletionReason>,
    /// Whether the service has accepted it.
    pub accepted: bool,
}

impl Operation {
    fn view(&self, slot: Slot) -> OperationView {
        OperationView {
            slot,
            kind: self.kind,
            id: self.has_id.then_some(self.id),
            context: self.has_context.then_some(self.context),
            status: match self.progress {
                Progress::Requested | Progress::Accepted => OperationStatus::NotStarted,
                Progress::Running => OperationStatus::Running,
                Progress::Completed => OperationStatus::Completed,
                Progress::Failed => OperationStatus::Failed,
            },
            reason: self.reason,
            accepted: self.progress != Progress::Requested,
        }
    }

    pub(super) const fn end(&mut self, outcome: Outcome) {
        self.progress = if outcome.is_success() { Progress::Completed } else { Progress::Failed };
        self.reason = outcome.reason;
        self.watched = false;
    }

    /// Learns the id and the context that a report names; whether that was news.
    pub(super) const fn learn(&mut self, report: &OperationReport) -> bool {
        let mut news = false;
        if let (Some(id), false) = (report.id, self.has_id) {
            (self.id, self.has_id, news) = (id, true, true);
        }
        if let (Some(context), false) = (report.context, self.has_context) {
            (self.context, self.has_context, news) = (context, true, true);
        }
        news
    }
}

/// What [`Operations::take_overdue`] found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Overdue {
    pub(super) cancelled: Slots,
    pub(super) to_verify: Slots,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operations<const N: usize> {
    pub(super) slots: [Option<Operation>; N],
}

impl<const N: usize> Operations<N> {
    pub(super) const fn new() -> Self {
        Self { slots: [None; N] }
    }

    fn used(&self) -> impl Iterator<Item = (Slot, &Operation)> {
        // N is at most `Slots::MAX`, so that an index fits.
        self.slots.iter().zip(0_u8..).filter_map(|(place, index)| Some((Slot::new(index), place.as_ref()?)))
    }

    pub(super) fn views(&self) -> impl Iterator<Item = OperationView> {
        self.used().map(|(slot, operation)| operation.view(slot))
    }

    pub(super) fn get(&mut self, slot: Slot) -> Option<&mut Operation> {
        self.slots.get_mut(slot.index())?.as_mut()
    }

    /// The operation of a request's number: of several the last requested.
    pub(super) fn by_number(&self, kind: OperationKind, number: u16) -> Option<Slot> {
        self.used()
            .filter(|(_, operation)| operation.number == number && operation.kind == kind)
            .max_by_key(|(_, operation)| operation.order)
            .map(|(slot, _)| slot)
    }

    /// The operation that a report means: by its id; while that is not known by its `clientContext`, open ones first.
    pub(super) fn of(&self, report: &OperationReport) -> Option<Slot> {
        let by_id = report.id.and_then(|id| {
            self.used().find(|(_, operation)| operation.has_id && operation.id == id).map(|(slot, _)| slot)
        });
        by_id.or_else(|| {
            let context = report.context?;
            self.used()
                .filter(|(_, operation)| operation.has_context && operation.context == context)
                .filter(|(_, operation)| report.id.is_none() || !operation.has_id)
                .max_by_key(|(_, operation)| (!operation.progress.is_end(), operation.order))
                .map(|(slot, _)| slot)
        })
    }

    /// The number for the next operation that the machine asks for.
    pub(super) fn next_number(&self) -> u16 {
        self.next_order() as u16
    }

    fn next_order(&self) -> u32 {
        self.used().map(|(_, operation)| operation.order.wrapping_add(1)).max().unwrap_or(0)
    }

    /// Takes a slot: a free one, else that of the longest-standing ended operation. None if all are open.
    pub(super) fn request(&mut self, kind: OperationKind, number: u16, details: Details) -> Option<Slot> {
        let order = self.next_order();
        let free = self.slots.iter().position(Option::is_none);
        let index = free.or_else(|| {
            self.used()
                .filter(|(_, operation)| operation.progress.is_end())
                .min_by_key(|(_, operation)| operation.order)
                .map(|(slot, _)| slot.index())
        })?;
        *self.slots.get_mut(index)? = Some(Operation {
            id: Id::default(),
            context: details.context.unwrap_or_default(),
            watchdog: Timestamp::ZERO,
            order,
            number,
            kind,
            progress: Progress::Requested,
            reason: None,
            has_id: false,
            has_context: details.context.is_some(),
            watched: false,
            endless: details.endless,
            cancelled: false,
        });
        Some(Slot::new(u8::try_from(index).ok()?))
    }

    /// Arms the watchdog of an operation, `span` after `now`.
    pub(super) fn watch(&mut self, slot: Slot, now: Timestamp, span: Span) {
        if let (Some(operation), Some(at)) = (self.get(slot), now.checked_add(span)) {
            operation.watched = true;
            operation.watchdog = at;
        }
    }

    /// A cancel was answered: every open media operation that was requested before it should end within the grace. Of a cancel that found no
    /// slot that order is not known, so that it counts for all.
    pub(super) fn cancel_media(&mut self, cancel: Option<Slot>, now: Timestamp, grace: Span) {
        let Some(at) = now.checked_add(grace) else { return };
        let cancel = cancel.and_then(|slot| self.get(slot)).copied();
        if cancel.is_some_and(|cancel| cancel.progress.is_end()) {
            // Its answer is repeated, or late.
            return;
        }
        for operation in self.slots.iter_mut().flatten() {
            let meant = cancel.is_none_or(|cancel| operation.order < cancel.order) && !operation.cancelled;
            if meant && operation.kind.is_media() && !operation.progress.is_end() {
                operation.cancelled = true;
                operation.watched = true;
                operation.watchdog = at;
            }
        }
    }

    pub(super) fn next_watchdog(&self) -> Option<crate::Deadline> {
        self.slots
            .iter()
            .flatten()
            .filter(|operation| operation.watched)
            .map(|operation| crate::Deadline { at: operation.watchdog, kind: crate::DeadlineKind::Operation })
            .min()
    }

    /// Disarms the watchdogs that are due.
    pub(super) fn take_overdue(&mut self, now: Timestamp) -> Overdue {
        let mut overdue = Overdue::default();
        for (place, index) in self.slots.iter_mut().zip(0_u8..) {
            let Some(operation) = place.as_mut().filter(|operation| operation.watched && operation.watchdog <= now)
            else {
                continue;
            };
            operation.watched = false;
            if operation.cancelled && operation.endless {
                operation.end(Outcome::of(CompletionReason::MediaOperationCanceled));
                overdue.cancelled = overdue.cancelled.with(Slot::new(index));
            } else {
                overdue.to_verify = overdue.to_verify.with(Slot::new(index));
            }
        }
        overdue
    }

    /// Ends every open operation with the call.
    pub(super) fn end_all(&mut self) -> Slots {
        let mut ended = Slots::default();
        for (place, index) in self.slots.iter_mut().zip(0_u8..) {
            if let Some(operation) = place.as_mut().filter(|operation| !operation.progress.is_end()) {
                operation.end(Outcome::of(CompletionReason::CallEnded));
                ended = ended.with(Slot::new(index));
            }
        }
        ended
    }
}
