//! One operation of a call: how far it has come, and what is known of it.
//!
//! It is requested, accepted (a reply or a notification names it), running, and ended. It never
//! goes back, and the first end wins (choices 34 and 35).

use super::view::OperationView;
use crate::operation::table::{Entry, later};
use crate::{
    ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Outcome, Slot, Timestamp,
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

// The bytes come first, as in `Live`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct Operation {
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
    pub(super) number: u16,
    /// Operations of one call in the order in which they were requested.
    pub(super) order: u32,
    /// Past it the operation is overdue. Once only: it is disarmed when it fires.
    pub(super) watchdog: Timestamp,
    pub(super) context: ClientContext,
    pub(super) id: Id,
}

impl Operation {
    pub(super) fn view(&self, slot: Slot) -> OperationView {
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

    /// How well a report fits: by its id, else by its context, of open ones sooner, of the last
    /// requested soonest.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn rank(&self, report: &OperationReport) -> u32 {
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

    /// Whether nothing need ever be heard of it, while it is open: it may not exist, or no
    /// notification can name it.
    pub(super) const fn may_be_silent(&self) -> bool {
        let is_named = self.has_id || self.has_context;
        self.doubtful || (!is_named && !matches!(self.progress, Progress::Requested))
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
