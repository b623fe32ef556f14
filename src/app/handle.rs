//! How an event is taken in.
//!
//! Where pointers have 32 bits the handlers of events are not inlined: each has a frame of its own, and the stack need not hold them all.

use super::call::Call;
use super::life::Life;
use super::{Event, Output};
use crate::{Deadline, Id, Machine, ReportedState, Step, Timestamp, Verdict};

impl<const N: usize> Call<'_, N> {
    /// [`Machine::handle_into`], in one place for all callers.
    #[inline(never)]
    pub(super) fn take_in(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        self.handle_into(now, event, step);
    }

    /// Takes in what moves no deadline, as is clear beforehand of most events: nothing is due, and no clock is touched. None of anything else.
    #[inline(always)]
    fn handle_quietly(&mut self, event: &Event, step: &mut Step<Output>) -> Option<Verdict> {
        let Life::Live(clocks) = &self.life else { return None };
        if !clocks.are_quiet(self.anchor, self.policy, self.now)
            || self.operations.next_watchdog().is_some_and(|at| at <= self.now)
        {
            return None;
        }
        match event {
            Event::Wake => Some(Verdict::NoChange),
            Event::Call(report) if report.tone.is_none() && self.audio_news(report).is_none() => {
                match report.reported() {
                    ReportedState::Known(next) if next.is_live() => Some(self.on_live_state(next, step)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Says something that counts from now.
    // Out of line, as what is pushed is small, and told in many places.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn say(&self, step: &mut Step<Output>, output: Output) {
        step.push(self.now, output);
    }

    /// Takes anything in: fires what was due, then the event, then what it made due.
    #[inline(never)]
    fn handle_fully(&mut self, event: &Event, step: &mut Step<Output>) {
        let before = self.next_deadline();
        if before.is_some_and(|deadline| deadline.at <= self.now) {
            self.settle(step);
        }
        let verdict = self.on_event(event, step);
        self.finish(step, before, verdict);
    }

    /// Fires what an event has made due.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn finish(&mut self, step: &mut Step<Output>, before: Option<Deadline>, verdict: Verdict) {
        let mut settled = false;
        loop {
            let after = self.next_deadline();
            if settled || after.is_none_or(|deadline| deadline.at > self.now) {
                return step.finish(verdict, before != after);
            }
            self.settle(step);
            settled = true;
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn on_event(&mut self, event: &Event, step: &mut Step<Output>) -> Verdict {
        match event {
            Event::Wake => Verdict::NoChange,
            Event::Ask { request, details } => self.on_ask(*request, details, step),
            Event::Sent { token, details } => self.on_sent(*token, details, step),
            Event::Reply { token, sent, reply } => self.on_reply(*token, sent, reply, step),
            Event::Failed { token } => self.on_failed(*token, step),
            Event::Call(report) => self.on_call(report, step),
            Event::Operation(report) => self.on_operation(report, step),
            Event::Created { sent } => self.on_created(*sent),
        }
    }
}

impl<const N: usize> Machine for Call<'_, N> {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        self.id
    }

    #[inline(always)]
    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        step.begin(now < self.now);
        self.now = self.now.later(now);
        // Where pointers have 32 bits, bytes are dearer than time.
        let quickly = if cfg!(target_pointer_width = "32") { None } else { self.handle_quietly(event, step) };
        match quickly {
            Some(verdict) => step.finish(verdict, false),
            None => self.handle_fully(event, step),
        }
    }

    #[inline]
    fn next_deadline(&self) -> Option<Deadline> {
        Call::next_deadline(self)
    }

    fn digest(&self) -> u64 {
        Call::digest(self)
    }
}
