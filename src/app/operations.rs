//! The operations of a call, as the application knows them: requested, accepted, running, ended.

use super::Details;
use crate::operation::table::{Entry, Table, earlier, later};
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
    /// Its request got no reply, so that it may not exist.
    pub(super) doubtful: bool,
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

    /// How well a report fits: by its id, else by its context, of open ones sooner, of the last requested soonest.
    fn rank(&self, report: &OperationReport) -> u32 {
        let id = report.id.filter(|_| self.has_id);
        if id == Some(self.id) {
            return u32::MAX;
        }
        let fits = id.is_none() && report.context.is_some_and(|context| self.has_context && context == self.context);
        match (fits, self.progress.is_end()) {
            (false, _) => 0,
            (true, true) => later(self),
            (true, false) => later(self) | 1 << 31,
        }
    }

    pub(super) const fn end(&mut self, outcome: Outcome) {
        self.progress = if outcome.is_success() { Progress::Completed } else { Progress::Failed };
        self.reason = outcome.reason;
        self.watched = false;
        self.doubtful = false;
    }

    /// Learns the id and the context that a report names; whether that was news.
    pub(super) const fn learn(&mut self, report: &OperationReport) -> bool {
        let mut news = self.doubtful;
        self.doubtful = false;
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

impl Entry for Operation {
    fn order(&self) -> u32 {
        self.order
    }

    fn is_ended(&self) -> bool {
        self.progress.is_end()
    }

    fn end_with_call(&mut self) {
        self.end(Outcome::of(CompletionReason::CallEnded));
    }
}

pub(super) type Operations<const N: usize> = Table<Operation, N>;

impl<const N: usize> Operations<N> {
    pub(super) fn views(&self) -> impl Iterator<Item = OperationView> {
        self.iter().map(|(slot, operation)| operation.view(slot))
    }

    /// The operation of a request's number: of several the last requested.
    pub(super) fn by_number(&self, kind: OperationKind, number: u16) -> Option<Slot> {
        let meant = |operation: &Operation| operation.number == number && operation.kind == kind;
        self.highest(|operation| if meant(operation) { later(operation) } else { 0 })
    }

    /// The operation that a report means: by its id; while that is not known by its `clientContext`, open ones first.
    pub(super) fn of(&self, report: &OperationReport) -> Option<Slot> {
        self.highest(|operation| operation.rank(report))
    }

    /// The number for the next operation that the machine asks for.
    pub(super) fn next_number(&self) -> u16 {
        self.next_order() as u16
    }

    /// Where every slot is open: the longest-standing operation whose request got no reply.
    pub(super) fn to_make_room(&self) -> Option<Slot> {
        if self.vacancy().is_some() {
            return None;
        }
        self.highest(|operation| if operation.doubtful { earlier(operation) } else { 0 })
    }

    /// Takes a slot for an operation that is requested. None if all are open.
    pub(super) fn request(&mut self, kind: OperationKind, number: u16, details: &Details) -> Option<Slot> {
        self.insert(|order| Operation {
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
            doubtful: false,
        })
    }

    /// Arms the watchdog of an operation, `span` after `now`.
    pub(super) fn watch(&mut self, slot: Slot, now: Timestamp, span: Span) {
        if let (Some(operation), Some(at)) = (self.get_mut(slot), now.checked_add(span)) {
            operation.watched = true;
            operation.watchdog = at;
        }
    }

    /// A cancel was answered: every open media operation that was requested before it should end within the grace. Of a cancel that found no
    /// slot that order is not known, so that it counts for all. Whether there was any.
    pub(super) fn cancel_media(&mut self, cancel: Option<Slot>, now: Timestamp, grace: Span) -> bool {
        let Some(at) = now.checked_add(grace) else { return false };
        let cancel = cancel.and_then(|slot| self.get(slot));
        if cancel.is_some_and(|cancel| cancel.progress.is_end()) {
            // Its answer is repeated, or late.
            return false;
        }
        let asked = cancel.map_or(u32::MAX, |cancel| cancel.order);
        let mut any = false;
        self.each(|_, operation| {
            let meant = operation.order < asked && !operation.cancelled;
            if meant && operation.kind.is_media() && !operation.progress.is_end() {
                operation.cancelled = true;
                operation.watched = true;
                operation.watchdog = at;
                any = true;
            }
        });
        any
    }

    pub(super) fn next_watchdog(&self) -> Option<Timestamp> {
        self.iter().filter(|(_, operation)| operation.watched).map(|(_, operation)| operation.watchdog).min()
    }

    /// Disarms the watchdogs that are due.
    pub(super) fn take_overdue(&mut self, now: Timestamp) -> Overdue {
        let mut overdue = Overdue::default();
        self.each(|slot, operation| {
            if !operation.watched || operation.watchdog > now {
                return;
            }
            operation.watched = false;
            if operation.cancelled && operation.endless {
                operation.end(Outcome::of(CompletionReason::MediaOperationCanceled));
                overdue.cancelled = overdue.cancelled.with(slot);
            } else {
                overdue.to_verify = overdue.to_verify.with(slot);
            }
        });
        overdue
    }
}
