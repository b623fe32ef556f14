//! The fast paths: the most frequent events of an ordinary call.
//!
//! A call that is neither presumed lost nor hung up, and waits for its next keepAlive, takes these
//! with few instructions: a notification that moves no deadline, a wake with nothing due, and the
//! three events of a keepAlive round (its wake, [`Event::Sent`](super::Event::Sent), its 200).
//! What cannot be decided here takes the full path (`deadlines`), with nothing changed. The fast
//! path gives what the full path would have given: the laws, the slow reference and the digests
//! hold both to it.

use super::anchor::Attempt;
use super::deadlines::is_changed;
use super::event::{Event, Output};
use super::live::Live;
use super::operations::Operations;
use crate::step::{Outputs, Step};
use crate::{CallReport, Deadline, DeadlineKind, ReportedState, Timestamp, Verdict};

impl Live<'_> {
    /// Handles a notification that moves no deadline while none is due, as most of them do.
    #[inline(always)]
    pub(super) fn on_call_quickly(
        &mut self,
        now: Timestamp,
        report: &CallReport,
        out: &mut Outputs<'_, Output>,
    ) -> Option<Verdict> {
        if report.tone.is_some() || self.reported.audio_news(report).is_some() || !self.is_quiet(now) {
            return None;
        }
        let ReportedState::Known(next) = report.reported() else { return None };
        if !next.is_live() {
            return None;
        }
        let verdict = self.reported.judge(next);
        if verdict.is_applied() {
            self.enter(next, out);
        }
        self.context.now = now;
        Some(verdict)
    }

    /// Handles an event of a keepAlive round, or a wake with nothing due, in a call that
    /// [waits for its keepAlive](Self::waits_for_keep_alive); whether it has.
    #[inline(always)]
    pub(super) fn on_round_quickly<const N: usize>(
        &mut self,
        now: Timestamp,
        event: &Event,
        operations: &Operations<N>,
        step: &mut Step<Output>,
    ) -> bool {
        if now.0 < self.context.now.0 {
            return false;
        }
        let anchor = self.keep_alive.anchor.0;
        let Some(before) = anchor.checked_add(u64::from(self.keep_alive.due.0)) else { return false };
        let Some(reached) = now.0.checked_sub(anchor) else { return false };
        let is_due = before <= now.0;
        let is_told = match event {
            Event::Wake => !is_due || self.is_alone_due(reached, now, operations),
            Event::Sent { .. } => !is_due && self.sends(),
            Event::Reply { token, sent, reply } => {
                !is_due && reply.status == 200 && self.is_renewed_by(token.number, *sent, now)
            }
            _ => false,
        };
        if !is_told {
            return false;
        }
        self.context.now = now;
        let out = &mut Outputs::new(now, step);
        let verdict = match event {
            Event::Sent { token, .. } => {
                self.keep_alive.on_sent(token.number, true, &self.context);
                Verdict::Applied
            }
            Event::Reply { sent, .. } => {
                let renewed = self.keep_alive.renew(Timestamp(sent.0.min(now.0)), true, true, &self.context, out);
                self.hang_up.on_renewed(renewed);
                Verdict::Applied
            }
            _ => {
                if is_due {
                    let _verify = self.keep_alive.on_due(true, &self.context, out);
                }
                Verdict::NoChange
            }
        };
        match self.comes_first_again(operations) {
            Some(next) => step.finish(verdict, next != before),
            None => self.finish_in_full(before, verdict, operations, step),
        }
        true
    }

    /// Finishes the step where the keepAlive, which was due at `before`, may no longer come first.
    // Out of line and called last, so that what is done before it needs no stack frame.
    #[inline(never)]
    fn finish_in_full<const N: usize>(
        &mut self,
        before: u64,
        verdict: Verdict,
        operations: &Operations<N>,
        step: &mut Step<Output>,
    ) {
        let before = Deadline { at: Timestamp(before), kind: DeadlineKind::KeepAlive };
        step.finish(verdict, is_changed(Some(before), self.find_first(operations)));
    }

    /// When the keepAlive is due, if it comes first as before.
    #[inline(always)]
    fn comes_first_again<const N: usize>(&self, operations: &Operations<N>) -> Option<u64> {
        let due = self.keep_alive.due.0;
        let at = self.keep_alive.anchor.0.checked_add(u64::from(due))?;
        let comes_first = due < self.context.policy.0.keep_alive.expiry.0
            && due < self.hang_up.give_up_at.0
            && operations.next_watchdog().is_none_or(|watchdog| watchdog.0 >= at);
        comes_first.then_some(at)
    }

    /// Whether nothing but the keepAlive is due, and is to be sent.
    #[inline(always)]
    fn is_alone_due<const N: usize>(&self, reached: u64, now: Timestamp, operations: &Operations<N>) -> bool {
        self.sends()
            && !matches!(self.keep_alive.attempt(), Attempt::Sent)
            && reached < u64::from(self.context.policy.0.keep_alive.expiry.0)
            && reached < u64::from(self.hang_up.give_up_at.0)
            && operations.next_watchdog().is_none_or(|at| at.0 > now.0)
    }

    /// Whether a 200 to the attempt `number`, which was sent at `sent`, moves the anchor there, with
    /// every deadline still ahead. (In an ordinary call no hang-up keeps the bound from moving.)
    #[inline(always)]
    fn is_renewed_by(&self, number: u16, sent: Timestamp, now: Timestamp) -> bool {
        let sent = sent.0.min(now.0);
        let next = u64::from(self.context.policy.0.keep_alive.interval_span(self.context.id).0);
        number == self.keep_alive.number
            && self.sends()
            && sent > self.keep_alive.anchor.0
            && sent.checked_add(next).is_some_and(|at| at > now.0)
    }

    /// Whether it can be told quickly that nothing is due and that the clock has not gone back.
    #[inline(always)]
    const fn is_quiet(&self, now: Timestamp) -> bool {
        self.context.now.0 <= now.0
            && self.waits_for_keep_alive()
            && now.0.wrapping_sub(self.keep_alive.anchor.0) < self.keep_alive.due.0 as u64
    }
}
