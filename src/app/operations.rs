//! The operations of a call, as the application knows them, each in its slot.
//!
//! - A request takes a slot: see `room`.
//! - A report means an operation by its id, or by its `clientContext` while the id is not known
//!   (choices 41 and 43).
//! - A reply of 2xx accepts an operation; `completed` or `failed` in it is the end, and no status
//!   is not (choice 22). Any other reply fails it.
//! - An answer that turns out to be an operation, to a request of which nobody knew that, takes a
//!   slot then (choice 65).
//! - Status, reason and code of a report are judged together (choice 39), and the first end wins
//!   (choices 34 and 35).
//! - How long one may take: see `overdue`.

use super::context::Context;
use super::event::Output;
use super::operation::{Operation, Progress};
use super::reply::Reply;
use super::request::{OperationHints, Request, Token};
use super::room::{WITHOUT_SLOT, needs_no_slot};
use super::view::OperationView;
use crate::operation::table::{Table, later};
use crate::step::Outputs;
use crate::{OperationKind, OperationReport, OperationStatus, Outcome, Rejection, Slot, Verdict};

pub(super) type Operations<const N: usize> = Table<Operation, N>;

impl<const N: usize> Operations<N> {
    pub(super) fn views(&self) -> impl Iterator<Item = OperationView> {
        self.iter().map(|(slot, operation)| operation.view(slot))
    }

    /// The operation of a request's number: of several the last requested.
    fn by_number(&self, kind: OperationKind, number: u16) -> Option<Slot> {
        let meant = |operation: &Operation| operation.number == number && operation.kind == kind;
        self.highest(|operation| if meant(operation) { later(operation) } else { 0 })
    }

    /// The host asks for one.
    pub(super) fn on_ask(
        &mut self,
        kind: OperationKind,
        hints: &OperationHints,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        let mut number = self.next_order() as u16 % WITHOUT_SLOT;
        if !self.track(kind, number, hints, context, out) {
            if !needs_no_slot(kind) {
                return Verdict::Rejected(Rejection::NoFreeSlot);
            }
            number |= WITHOUT_SLOT;
        }
        out.push(Output::Send(Token::new(Request::Operation(kind), number)));
        Verdict::Applied
    }

    /// The request of one left just now.
    pub(super) fn on_sent(
        &mut self,
        kind: OperationKind,
        number: u16,
        hints: &OperationHints,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        let known = self.by_number(kind, number).and_then(|slot| self.get(slot));
        match known.map(|operation| operation.progress.is_end()) {
            Some(true) => Verdict::NoChange,
            Some(false) => Verdict::Applied,
            None if number < WITHOUT_SLOT && self.track(kind, number, hints, context, out) => Verdict::Applied,
            None if needs_no_slot(kind) => Verdict::Applied,
            None => Verdict::Rejected(Rejection::NoFreeSlot),
        }
    }

    /// Gives an operation its slot; whether there is one for it.
    fn track(
        &mut self,
        kind: OperationKind,
        number: u16,
        hints: &OperationHints,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> bool {
        let Some(slot) = self.request(kind, number, hints, out) else { return false };
        if let Some(bound) = hints.takes_at_most.filter(|_| !hints.endless) {
            let grace = context.policy.settings().operation_grace;
            self.watch(slot, out.at, bound.saturating_add(grace));
        }
        true
    }

    /// A reply came to the request of one.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_reply(
        &mut self,
        kind: OperationKind,
        number: u16,
        reply: &Reply,
        context: &Context<'_>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        let mut slot = self.by_number(kind, number);
        if slot.is_none() && !needs_no_slot(kind) {
            return Verdict::Rejected(Rejection::UnknownOperation);
        }
        let cancels = kind == OperationKind::CancelMediaProcessing && reply.is_success();
        let grace = context.policy.settings().operation_grace;
        let cancelled = cancels && self.cancel_media(slot, out.at, grace);
        let said = reply.operation();
        let report = said.unwrap_or(&OperationReport::NONE);
        if kind == OperationKind::Other && said.is_some() {
            slot = self.turns_out(slot, number, report, out);
            if slot.is_none() {
                return Verdict::Rejected(Rejection::NoFreeSlot);
            }
        } else if number >= WITHOUT_SLOT {
            return Verdict::Applied;
        }
        let Some(slot) = slot else { return Verdict::Applied };
        let Some(operation) = self.get_mut(slot) else { return Verdict::NoChange };
        let kind = operation.kind;
        let learnt = operation.learn(report);
        if operation.progress.is_end() {
            // It has ended by a notification that overtook this reply.
            return if learnt { Verdict::Applied } else { Verdict::NoChange };
        }
        let outcome = if !reply.is_success() {
            Some(Outcome { status: OperationStatus::Failed, reason: None })
        } else if report.is_end() {
            Some(report.judge(kind))
        } else if kind == OperationKind::Other && said.is_none() {
            // It was no operation: the answer is all there is.
            Some(Outcome { status: OperationStatus::Completed, reason: None })
        } else {
            None
        };
        if let Some(outcome) = outcome {
            self.close(slot, outcome, out);
            return Verdict::Applied;
        }
        let accepted = self.advance(slot, Progress::Accepted, out);
        let runs = report.status == Some(OperationStatus::Running) && self.advance(slot, Progress::Running, out);
        if cancelled || learnt || accepted || runs { Verdict::Applied } else { Verdict::NoChange }
    }

    /// The slot of an operation that an answer turned out to be: that of its request, unless
    /// another has it by now; that of one which the answer names; or a new one.
    #[inline(always)]
    fn turns_out(
        &mut self,
        slot: Option<Slot>,
        number: u16,
        report: &OperationReport,
        out: &mut Outputs<'_, Output>,
    ) -> Option<Slot> {
        let asked =
            slot.and_then(|slot| self.get(slot)).is_some_and(|operation| report.id.is_none() || !operation.has_id);
        let known = if asked { slot } else { self.meant(report) };
        if known.is_some() { known } else { self.request(OperationKind::Other, number, &OperationHints::NONE, out) }
    }

    /// No reply will come. The service may have got the request, so that the operation stays open.
    pub(super) fn on_failed(&mut self, kind: OperationKind, number: u16) -> Verdict {
        let slot = self.by_number(kind, number);
        match slot.and_then(|slot| self.get_mut(slot)) {
            Some(operation) if operation.progress == Progress::Requested => {
                operation.doubtful = true;
                Verdict::Applied
            }
            _ => Verdict::NoChange,
        }
    }

    /// The operation that a report means.
    #[cfg_attr(target_os = "none", inline(never))]
    fn meant(&self, report: &OperationReport) -> Option<Slot> {
        self.highest(|operation| operation.rank(report))
    }

    /// A notification came of one, while the call lives or after its end.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_report(&mut self, report: &OperationReport, out: &mut Outputs<'_, Output>) -> Verdict {
        let Some(slot) = self.meant(report) else { return Verdict::Rejected(Rejection::UnknownOperation) };
        let Some(operation) = self.get_mut(slot) else { return Verdict::NoChange };
        if operation.progress.is_end() {
            // A repeated end is no news, anything else is late.
            return if report.is_end() { Verdict::NoChange } else { Verdict::Stale };
        }
        let learnt = operation.learn(report);
        if report.is_end() {
            let outcome = report.judge(operation.kind);
            self.close(slot, outcome, out);
            return Verdict::Applied;
        }
        let progress = match report.status {
            Some(OperationStatus::Running) => Progress::Running,
            _ => Progress::Accepted,
        };
        let late = progress < operation.progress;
        if self.advance(slot, progress, out) {
            return Verdict::Applied;
        }
        match (late, learnt) {
            (_, true) => Verdict::Applied,
            (true, false) => Verdict::Stale,
            (false, false) => Verdict::NoChange,
        }
    }

    /// Takes an operation further, to where it is accepted or runs; whether that is news.
    #[cfg_attr(target_os = "none", inline(never))]
    fn advance(&mut self, slot: Slot, to: Progress, out: &mut Outputs<'_, Output>) -> bool {
        match self.get_mut(slot) {
            Some(operation) if operation.progress < to => operation.progress = to,
            _ => return false,
        }
        let runs = to == Progress::Running;
        out.push(if runs { Output::OperationRunning(slot) } else { Output::OperationAccepted(slot) });
        true
    }

    /// Ends an operation.
    #[cfg_attr(target_os = "none", inline(never))]
    fn close(&mut self, slot: Slot, outcome: Outcome, out: &mut Outputs<'_, Output>) {
        if let Some(operation) = self.get_mut(slot) {
            operation.end(outcome);
        }
        out.push(Output::OperationEnded { slot, outcome });
    }
}
