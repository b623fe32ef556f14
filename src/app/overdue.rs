//! How long an operation may take, and what becomes of one that takes longer.
//!
//! - An operation with an upper bound that has not ended by then is overdue: the call is to be
//!   verified, and nothing ends (choice 30).
//! - A cancel that was answered gives the media operations requested before it a grace; looped
//!   prompts end with it (choice 38).

use super::event::Output;
use super::operations::Operations;
use crate::step::Outputs;
use crate::time::Span;
use crate::{CompletionReason, Outcome, Slot, Slots, Timestamp};

impl<const N: usize> Operations<N> {
    /// Arms the watchdog of an operation, `span` after `now`.
    pub(super) fn watch(&mut self, slot: Slot, now: Timestamp, span: Span) {
        if let (Some(operation), Some(at)) = (self.get_mut(slot), now.after(span)) {
            operation.watched = true;
            operation.watchdog = at;
        }
    }

    /// A cancel was answered: every open media operation that was requested before it should end
    /// within the grace. Of a cancel that found no slot that order is not known, so that it counts
    /// for all. Whether there was any.
    pub(super) fn cancel_media(&mut self, cancel: Option<Slot>, now: Timestamp, grace: Span) -> bool {
        let Some(at) = now.after(grace) else { return false };
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

    /// When the first of them is overdue.
    #[cfg_attr(target_os = "none", inline)]
    #[cfg_attr(not(target_os = "none"), inline(always))]
    pub(super) fn next_watchdog(&self) -> Option<Timestamp> {
        let mut first: Option<Timestamp> = None;
        // Behind a place that was never given there is no operation.
        for operation in self.slots.iter().map_while(Option::as_ref) {
            if operation.watched && first.is_none_or(|first| operation.watchdog.0 < first.0) {
                first = Some(operation.watchdog);
            }
        }
        first
    }

    /// Reports those that are overdue at `now`, and disarms their watchdogs. Whether the call is to
    /// be verified.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_due(&mut self, out: &mut Outputs<'_, Output>) -> bool {
        let (mut cancelled, mut overdue) = (Slots::default(), Slots::default());
        self.each(|slot, operation| {
            if !operation.watched || operation.watchdog > out.at {
                return;
            }
            operation.watched = false;
            if operation.cancelled && operation.endless {
                operation.end(Outcome::of(CompletionReason::MediaOperationCanceled));
                cancelled = cancelled.with(slot);
            } else {
                overdue = overdue.with(slot);
            }
        });
        if !cancelled.is_empty() {
            out.push(Output::OperationsCancelled(cancelled));
        }
        if !overdue.is_empty() {
            out.push(Output::OperationsOverdue(overdue));
        }
        !overdue.is_empty()
    }
}
