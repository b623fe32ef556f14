//! How a call handles an event: on a fast path where there is one, else in full; and how it ends.

use core::ops::ControlFlow::{Break, Continue};

use super::call::{Call, Life};
use super::deadlines::FAST;
use super::ended::End;
use super::event::{Event, Output};
use super::request::Request;
use crate::step::Outputs;
use crate::{Deadline, Id, Machine, Step, Timestamp};

impl<const N: usize> Call<'_, N> {
    /// Handles an event, with a step that holds nothing yet.
    #[inline(always)]
    pub(super) fn handle_begun(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        if !FAST {
            return self.handle_fully(now, event, step);
        }
        if let (Life::Live(live), Event::Call(report)) = (&mut self.life, event)
            && let Some(verdict) = live.on_call_quickly(now, report, &mut Outputs { at: now, step })
        {
            return step.finish(verdict, false);
        }
        self.handle_otherwise(now, event, step);
    }

    /// Handles an event that has not been handled as a notification that moves no deadline.
    // Small and out of line: it saves no register, and is no code in the ways of notifications.
    #[inline(never)]
    fn handle_otherwise(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        match &self.life {
            Life::Live(live) if is_of_a_round(event) && live.waits_for_keep_alive() => {
                self.handle_round(now, event, step);
            }
            _ => self.handle_fully(now, event, step),
        }
    }

    /// Handles an event that may be one of a keepAlive round.
    // Out of line, so that notifications do not pay for its registers.
    #[inline(never)]
    fn handle_round(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        if let Life::Live(live) = &mut self.life
            && live.on_round_quickly(now, event, &self.operations, step)
        {
            return;
        }
        self.handle_fully(now, event, step);
    }

    /// Handles any event.
    #[cfg_attr(not(target_os = "none"), inline(never))]
    fn handle_fully(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        let context = self.life.context_mut();
        // The one place where time that runs backwards is clamped.
        step.clock_regressed = now.0 < context.now.0;
        if !step.clock_regressed {
            context.now = now;
        }
        let out = &mut Outputs { at: context.now, step };
        let mut changed = false;
        if let Life::Live(live) = &mut self.life {
            match live.handle(event, &mut self.operations, out) {
                Continue((verdict, changed)) => return out.step.finish(verdict, changed),
                Break(ending) => {
                    self.end(ending.end, event, out);
                    changed = ending.had_deadline;
                    if let Some(verdict) = ending.verdict {
                        return out.step.finish(verdict, changed);
                    }
                }
            }
        }
        // It has ended before, or just now by a deadline that came before the event.
        if let Life::Ended(ended) = &mut self.life {
            let verdict = ended.on_event(event, &mut self.operations, out);
            out.step.finish(verdict, changed);
        }
    }

    /// Ends the call.
    #[cold]
    #[inline(never)]
    fn end(&mut self, end: End, event: &Event, out: &mut Outputs<'_, Output>) {
        if let Life::Live(live) = &self.life {
            let ended = live.end(end, event, &mut self.operations, out);
            self.life = Life::Ended(ended);
        }
    }
}

impl<const N: usize> Machine for Call<'_, N> {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        self.life.context().id
    }

    #[inline(always)]
    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        step.begin(false);
        self.handle_begun(now, event, step);
    }

    #[inline]
    fn next_deadline(&self) -> Option<Deadline> {
        Call::next_deadline(self)
    }

    fn digest(&self) -> u64 {
        Call::digest(self)
    }
}

/// Whether it may belong to a keepAlive round: a wake, or what became of the request.
#[inline(always)]
const fn is_of_a_round(event: &Event) -> bool {
    match event {
        Event::Wake => true,
        Event::Sent { token, .. } | Event::Reply { token, .. } => matches!(token.request, Request::KeepAlive),
        _ => false,
    }
}
