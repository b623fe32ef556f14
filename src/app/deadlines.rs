//! Deadlines: which comes first, and what happens when they fire.
//!
//! A step goes like this. Deadlines that are due at `now` fire, the event is handled, and what the
//! event has made due fires. Then the next deadline is worked out, once, and its kind is
//! remembered; so the time before and after an event, and the answer to `next_deadline`, cost one
//! look.
//!
//! Firing has two parts:
//!
//! 1. What *happened* is reported first, in order of time and each at its own time: the answer is
//!    overdue, no reply came, the call is presumed lost or given up.
//! 2. What is *to be sent* is sent now, since nothing was sent earlier: DELETE, keepAlive, and at
//!    last the GET that verifies the call.

use core::ops::ControlFlow::{self, Break, Continue};

use super::anchor::Attempt;
use super::answer::Answer;
use super::ended::{End, Ending};
use super::event::{Event, Output};
use super::hang_up::Stage;
use super::live::Live;
use super::offset::Offset;
use super::operations::Operations;
use super::request::{Request, Token};
use crate::step::Outputs;
use crate::{Deadline, DeadlineKind, Timestamp, Verdict};

/// On bare metal flash matters more than time: no code is there twice to be faster.
pub(super) const FAST: bool = cfg!(not(target_os = "none"));

impl Live<'_> {
    /// Answer overdue, keepAlive failed, presumed lost, DELETE failed, given up: each at most once,
    /// since each disarms itself.
    const REPORTS: [DeadlineKind; 5] = [
        DeadlineKind::Answer,
        DeadlineKind::KeepAlive,
        DeadlineKind::KeepAliveExpiry,
        DeadlineKind::HangUp,
        DeadlineKind::GiveUp,
    ];

    /// The next deadline, as [`Self::find_first`] has left it.
    #[inline]
    pub(super) fn next_deadline<const N: usize>(&self, operations: &Operations<N>) -> Option<Deadline> {
        if !FAST {
            return self.first_alone(operations);
        }
        let kind = self.hang_up.first;
        let offset = match kind {
            DeadlineKind::KeepAlive => self.keep_alive.due.0,
            DeadlineKind::KeepAliveExpiry => self.context.policy.0.keep_alive.expiry.0,
            DeadlineKind::GiveUp => self.hang_up.give_up_at.0,
            DeadlineKind::Operation => {
                let at = operations.next_watchdog()?;
                return Some(Deadline { at, kind });
            }
            _ => self.hang_up.at.0,
        };
        self.deadline(offset, kind)
    }

    /// The deadline of an offset.
    #[inline(always)]
    pub(super) const fn deadline(&self, offset: u32, kind: DeadlineKind) -> Option<Deadline> {
        if offset == u32::MAX {
            return None;
        }
        match self.keep_alive.anchor.0.checked_add(offset as u64) {
            Some(millis) => Some(Deadline { at: Timestamp(millis), kind }),
            None => None,
        }
    }

    /// Works out the next deadline. Where code is kept small its kind is not remembered.
    #[inline(never)]
    fn first_alone<const N: usize>(&self, operations: &Operations<N>) -> Option<Deadline> {
        let (offset, kind) = self.first_of(self.keep_alive.due, self.hang_up.at);
        let mut first = self.deadline(offset, kind);
        for (_, operation) in operations.iter() {
            let at = operation.watchdog;
            if operation.watched && first.is_none_or(|first| at.0 < first.at.0) {
                first = Some(Deadline { at, kind: DeadlineKind::Operation });
            }
        }
        first
    }

    /// Works out the next deadline, and remembers its kind.
    #[inline(always)]
    pub(super) fn find_first<const N: usize>(&mut self, operations: &Operations<N>) -> Option<Deadline> {
        if !FAST {
            return self.first_alone(operations);
        }
        let (first, kind) = self.first(operations);
        self.hang_up.first = kind;
        first
    }

    /// Works out the next deadline and its kind; of equal ones it is that whose kind comes first.
    #[inline(always)]
    fn first<const N: usize>(&self, operations: &Operations<N>) -> (Option<Deadline>, DeadlineKind) {
        let expiry = self.context.policy.0.keep_alive.expiry.0;
        let (offset, kind) = if self.is_ordinary() {
            // The same as below, where it is known that only these three can come first.
            let first = if self.hang_up.give_up_at.0 < expiry {
                (self.hang_up.give_up_at.0, DeadlineKind::GiveUp)
            } else {
                (expiry, DeadlineKind::KeepAliveExpiry)
            };
            if self.keep_alive.due.0 < first.0 { (self.keep_alive.due.0, DeadlineKind::KeepAlive) } else { first }
        } else {
            self.first_of(self.keep_alive.due, self.hang_up.at)
        };
        let first = self.deadline(offset, kind);
        match operations.next_watchdog() {
            Some(at) if first.is_none_or(|first| at.0 < first.at.0) => {
                (Some(Deadline { at, kind: DeadlineKind::Operation }), DeadlineKind::Operation)
            }
            _ => (first, kind),
        }
    }

    /// The first deadline at which something has happened, rather than something is to be sent.
    const fn first_report(&self) -> (u32, DeadlineKind) {
        let keep_alive_at = match self.keep_alive.attempt() {
            Attempt::Sent => self.keep_alive.due,
            Attempt::Idle | Attempt::Asked => Offset::NONE,
        };
        let side_at = match self.hang_up.stage {
            Stage::NotAsked | Stage::Sent => self.hang_up.at,
            Stage::Asked | Stage::Retry | Stage::Confirmed => Offset::NONE,
        };
        self.first_of(keep_alive_at, side_at)
    }

    #[inline]
    const fn first_of(&self, keep_alive_at: Offset, side_at: Offset) -> (u32, DeadlineKind) {
        let expires = !self.keep_alive.is_presumed_lost() && !matches!(self.hang_up.stage, Stage::Confirmed);
        let is_answer = matches!(self.hang_up.stage, Stage::NotAsked);
        let (answer_at, hang_up_at) = if is_answer { (side_at.0, u32::MAX) } else { (u32::MAX, side_at.0) };
        // In the order of the kinds, so that of equal ones the first stays.
        let mut first = if expires {
            (self.context.policy.0.keep_alive.expiry.0, DeadlineKind::KeepAliveExpiry)
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
        first
    }

    /// Handles an event.
    #[cfg_attr(not(target_os = "none"), inline(always))]
    pub(super) fn handle<const N: usize>(
        &mut self,
        event: &Event,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> ControlFlow<Ending, (Verdict, bool)> {
        let before = self.next_deadline(operations);
        let had_deadline = before.is_some();
        if is_due(before, self.context.now) && self.fire(operations, out).is_break() {
            return Break(Ending { end: End::GivenUp, verdict: None, had_deadline });
        }
        let verdict = match self.on_event(event, operations, out) {
            Continue(verdict) => verdict,
            Break(end) => return Break(Ending { end, verdict: Some(Verdict::Applied), had_deadline }),
        };
        let mut next = self.find_first(operations);
        if is_due(next, self.context.now) {
            if self.fire(operations, out).is_break() {
                return Break(Ending { end: End::GivenUp, verdict: Some(verdict), had_deadline });
            }
            next = self.find_first(operations);
        }
        Continue((verdict, is_changed(before, next)))
    }

    /// Fires what is due. Breaks if the call is given up.
    #[inline(never)]
    fn fire<const N: usize>(
        &mut self,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> ControlFlow<()> {
        let anchor = self.keep_alive.anchor;
        let reached = Offset::reached(anchor, self.context.now);
        // A request that is out when the call is lost goes on, but the call is verified at once.
        let mut verify = false;
        for _ in Self::REPORTS {
            let (due, kind) = self.first_report();
            if due > reached.0 {
                break;
            }
            let Some(at) = Offset(due).at(anchor) else { break };
            out.at = at;
            match kind {
                DeadlineKind::Answer => {
                    if let Some(answer) = self.hang_up.lend().map(Answer) {
                        answer.on_due(out);
                    }
                }
                DeadlineKind::KeepAlive => self.keep_alive.on_unanswered(&self.context, out),
                DeadlineKind::KeepAliveExpiry => {
                    self.keep_alive.on_expired(&self.context, out);
                    verify = true;
                }
                DeadlineKind::HangUp => self.hang_up.on_unanswered(at, anchor, &self.context),
                _ => {
                    return Break(());
                }
            }
        }
        out.at = self.context.now;
        if self.hang_up.at.is_due(reached) {
            self.hang_up.on_due(anchor, &self.context, out);
        }
        if self.keep_alive.due.is_due(reached) {
            verify = self.keep_alive.on_due(self.sends(), &self.context, out);
        }
        verify |= operations.on_due(out);
        if verify {
            out.push(Output::Send(Token::new(Request::GetCall, 0)));
        }
        Continue(())
    }
}

/// Whether the next deadline is another one than before.
#[inline(always)]
pub(super) const fn is_changed(before: Option<Deadline>, next: Option<Deadline>) -> bool {
    match (before, next) {
        (Some(before), Some(next)) => before.at.0 != next.at.0 || before.kind as u8 != next.kind as u8,
        (before, next) => before.is_some() || next.is_some(),
    }
}

/// Whether a deadline is due at `now`.
const fn is_due(deadline: Option<Deadline>, now: Timestamp) -> bool {
    matches!(deadline, Some(deadline) if deadline.at.0 <= now.0)
}
