//! Deadlines: which comes first, and what happens when they fire.
//!
//! A step goes like this. Deadlines that are due at `now` fire, the event is handled, and what the event has made due fires. Then the next deadline is
//! worked out, once, and its kind is remembered; so the time before and after an event, and the answer to `next_deadline`, cost one look.
//!
//! What fires does so in two parts:
//!
//! 1. What *happened* is reported first, in order of time and each at its own time: the answer is overdue, a reply stayed out, the call is presumed
//!    lost or given up.
//! 2. What is *to be sent* is sent now, since nothing was sent earlier: DELETE, keepAlive, and at last the GET that verifies the call.

use core::ops::ControlFlow::{self, Break, Continue};

use super::context::Context;
use super::ended::End;
use super::event::{Event, Output, Request, Token};
use super::hang_up::Stage;
use super::keep_alive::Attempt;
use super::live::Live;
use super::offset::Offset;
use super::operations::Operations;
use crate::{Deadline, DeadlineKind, ReportedState, Step, Verdict};

impl Live {
    /// Answer overdue, keepAlive failed, presumed lost, DELETE failed, given up: each at most once, since each disarms itself.
    const MOST_REPORTS: usize = 5;

    /// What [`Self::fire`] pushes at most: answer overdue, failed and lost, then DELETE, keepAlive, cancelled, overdue and GET.
    pub(super) const MOST_FIRED: usize = 8;

    /// The next deadline, as [`Self::find_first`] has left it.
    #[inline]
    pub(super) fn next_deadline<const N: usize>(
        &self,
        context: &Context<'_>,
        operations: &Operations<N>,
    ) -> Option<Deadline> {
        let kind = self.hang_up.first;
        let offset = match kind {
            DeadlineKind::KeepAlive => self.keep_alive.due,
            DeadlineKind::KeepAliveExpiry => Offset(context.policy.0.keep_alive.expiry.0),
            DeadlineKind::GiveUp => self.hang_up.give_up_at,
            DeadlineKind::Operation => {
                let at = operations.next_watchdog()?;
                return Some(Deadline { at, kind });
            }
            _ => self.hang_up.at,
        };
        Some(Deadline { at: offset.at(self.keep_alive.anchor)?, kind })
    }

    /// Works out which deadline is the first; of equal ones it is that whose kind comes first.
    #[inline]
    pub(super) fn find_first<const N: usize>(&mut self, context: &Context<'_>, operations: &Operations<N>) {
        let (first, kind) = self.first_of(self.keep_alive.due, self.hang_up.at, context);
        self.hang_up.first = match operations.next_watchdog() {
            Some(at) if first.at(self.keep_alive.anchor).is_none_or(|first| at < first) => DeadlineKind::Operation,
            _ => kind,
        };
    }

    /// The first deadline at which something has happened, rather than something is to be sent.
    const fn first_report(&self, context: &Context<'_>) -> (Offset, DeadlineKind) {
        let keep_alive_at = match self.keep_alive.attempt() {
            Attempt::Sent => self.keep_alive.due,
            Attempt::Idle | Attempt::Asked => Offset::NONE,
        };
        let side_at = match self.hang_up.stage {
            Stage::NotAsked | Stage::Sent => self.hang_up.at,
            Stage::Asked | Stage::Retry | Stage::Confirmed => Offset::NONE,
        };
        self.first_of(keep_alive_at, side_at, context)
    }

    #[inline]
    const fn first_of(&self, keep_alive_at: Offset, side_at: Offset, context: &Context<'_>) -> (Offset, DeadlineKind) {
        let expires = !self.keep_alive.is_presumed_lost() && !matches!(self.hang_up.stage, Stage::Confirmed);
        let is_answer = matches!(self.hang_up.stage, Stage::NotAsked);
        let (answer_at, hang_up_at) = if is_answer { (side_at.0, u32::MAX) } else { (u32::MAX, side_at.0) };
        // In the order of the kinds, so that of equal ones the first stays.
        let mut first = if expires {
            (context.policy.0.keep_alive.expiry.0, DeadlineKind::KeepAliveExpiry)
        } else {
            (u32::MAX, DeadlineKind::GiveUp)
        };
        if answer_at < first.0 {
            first = (answer_at, DeadlineKind::Answer);
        }
        if self.hang_up.give_up_at.0 < first.0 {
            first = (self.hang_up.give_up_at.0, DeadlineKind::GiveUp);
        }
        if keep_alive_at.0 < first.0 {
            first = (keep_alive_at.0, DeadlineKind::KeepAlive);
        }
        if hang_up_at < first.0 {
            first = (hang_up_at, DeadlineKind::HangUp);
        }
        (Offset(first.0), first.1)
    }

    /// Handles an event; `before` is the deadline before it.
    #[inline(always)]
    pub(super) fn handle<const N: usize>(
        &mut self,
        before: Option<Deadline>,
        event: &Event,
        context: &Context<'_>,
        operations: &mut Operations<N>,
        step: &mut Step<Output>,
    ) -> ControlFlow<End> {
        let is_due = matches!(before, Some(deadline) if deadline.at.0 <= context.now.0);
        // Where pointers have 32 bits, bytes are dearer than time.
        if !is_due && !cfg!(target_pointer_width = "32") {
            if let Some(verdict) = self.handle_quietly(event, context, step) {
                step.finish(verdict, false);
                return Continue(());
            }
        }
        self.handle_fully(before, event, context, operations, step)
    }

    /// Handles what moves no deadline, as is clear beforehand of most notifications. None of anything else.
    #[inline(always)]
    fn handle_quietly(&mut self, event: &Event, context: &Context<'_>, step: &mut Step<Output>) -> Option<Verdict> {
        match event {
            Event::Wake => Some(Verdict::NoChange),
            Event::Call(report) if report.tone.is_none() && self.reported.audio_news(report).is_none() => {
                match report.reported() {
                    ReportedState::Known(next)
                        if next.is_live() && self.hang_up.at.is_none() && !self.keep_alive.is_presumed_lost() =>
                    {
                        let verdict = self.reported.judge(next);
                        if verdict.is_applied() {
                            self.enter(next, context, step);
                        }
                        Some(verdict)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    #[inline(never)]
    fn handle_fully<const N: usize>(
        &mut self,
        before: Option<Deadline>,
        event: &Event,
        context: &Context<'_>,
        operations: &mut Operations<N>,
        step: &mut Step<Output>,
    ) -> ControlFlow<End> {
        let now = context.now.0;
        if matches!(before, Some(deadline) if deadline.at.0 <= now) {
            self.fire(context, operations, step)?;
        }
        let verdict = self.on_event(event, context, operations, step)?;
        self.find_first(context, operations);
        let mut after = self.next_deadline(context, operations);
        if matches!(after, Some(deadline) if deadline.at.0 <= now) {
            if let Break(end) = self.fire(context, operations, step) {
                return Break(End { verdict: Some(verdict), ..end });
            }
            self.find_first(context, operations);
            after = self.next_deadline(context, operations);
        }
        let changed = match (before, after) {
            (Some(before), Some(after)) => before.at.0 != after.at.0 || before.kind as u8 != after.kind as u8,
            (before, after) => before.is_some() || after.is_some(),
        };
        step.finish(verdict, changed);
        Continue(())
    }

    /// Fires what is due.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn fire<const N: usize>(
        &mut self,
        context: &Context<'_>,
        operations: &mut Operations<N>,
        step: &mut Step<Output>,
    ) -> ControlFlow<End> {
        let anchor = self.keep_alive.anchor;
        let reached = Offset::reached(anchor, context.now);
        // A request that is out when the call is lost goes on, but the call is verified at once.
        let mut verify = false;
        for _ in 0..Self::MOST_REPORTS {
            let (due, kind) = self.first_report(context);
            if !due.is_due(reached) {
                break;
            }
            let Some(at) = due.at(anchor) else { break };
            match kind {
                DeadlineKind::Answer => {
                    if let Some(answer) = self.answer() {
                        answer.on_due(at, step);
                    }
                }
                DeadlineKind::KeepAlive => self.keep_alive.on_unanswered(at, context, step),
                DeadlineKind::KeepAliveExpiry => {
                    self.keep_alive.on_expired(at, context, step);
                    verify = true;
                }
                DeadlineKind::HangUp => self.hang_up.on_unanswered(at, anchor, context),
                _ => {
                    let cause = self.hang_up.cause_of_giving_up();
                    return Break(End { at, cause, result: None, verdict: None });
                }
            }
        }
        if self.hang_up.at.is_due(reached) {
            self.hang_up.on_due(anchor, context, step);
        }
        if self.keep_alive.due.is_due(reached) {
            verify = self.keep_alive.on_due(self.sends(), context, step);
        }
        verify |= operations.on_due(context.now, step);
        if verify {
            step.push(context.now, Output::Send(Token::new(Request::GetCall, 0)));
        }
        Continue(())
    }
}
