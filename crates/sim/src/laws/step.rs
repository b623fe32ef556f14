//! The laws that a step itself shows.

use call_lifecycle::{CallState, Slots, Step, Timed, Timestamp};

use super::observation::Observation;
use super::seen::Seen;
use crate::{Effect, End, Law, Violation};

/// One step, with what the machine showed before and after it.
pub(crate) struct Taken<'a, E: End> {
    before: Seen,
    now: Timestamp,
    event: &'a E::Event,
    pub(crate) after: Seen,
    step: &'a Step<E::Output>,
}

/// Checks the laws that the step itself shows. This is cheap enough for every step of a long
/// simulation.
///
/// # Errors
/// The first law that does not hold.
pub fn check_step<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).check()
}

/// Law *progress*: the next deadline is later than now, and the step says whether it changed.
///
/// # Errors
/// What is wrong with the deadline.
pub fn progress<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).progress()
}

/// Law *forward*: every move is one that the table has, each starts where the last one ended, and
/// `terminated` is final.
///
/// # Errors
/// What is wrong with the moves.
pub fn forward<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).forward()
}

/// Law *once*: the call and each operation end once, each operation that started ends, and a cause
/// stays.
///
/// # Errors
/// What ended too often, or not at all.
pub fn once<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).once()
}

/// A part of the law *granularity*: outputs come in order of time.
///
/// # Errors
/// That they do not.
pub fn outputs_in_order<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).outputs_in_order()
}

/// Law *clock*, as far as the step shows it: an earlier time is reported, the latest time counts,
/// and no output is early.
///
/// # Errors
/// What is wrong with the time.
pub fn clock_reported<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    Taken::of(observed).clock_reported()
}

impl<'a, E: End> Taken<'a, E> {
    #[inline(always)]
    fn of(observed: &Observation<'a, E>) -> Self {
        Self::after(Seen::of(observed.before), observed)
    }

    /// The step of a machine that showed this `before`.
    #[inline(always)]
    pub(crate) fn after(before: Seen, observed: &Observation<'a, E>) -> Self {
        let Observation { now, event, after, step, .. } = *observed;
        Self { before, now, event, after: Seen::of(after), step }
    }

    /// Every law that the step itself shows.
    // Always inlined, so that what was seen need not be stored to be read again.
    #[inline(always)]
    pub(crate) fn check(&self) -> Result<(), Violation> {
        self.progress()?;
        self.forward()?;
        self.once()?;
        self.outputs_in_order()?;
        self.clock_reported()
    }

    fn progress(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Progress, why);
        let next = self.after.due;
        holds(next.is_none_or(|due| due.at > self.after.now), "the next deadline is in the past")?;
        let changed = self.before.due != next;
        holds(self.step.deadline_changed() == changed, "the step is wrong about whether the deadline changed")
    }

    fn forward(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Forward, why);
        let mut state = self.before.state;
        for timed in self.step.outputs() {
            let to = match E::effect(&timed.output) {
                Effect::State(from, to) => {
                    holds(from == state, "a move starts in a state that the call is not in")?;
                    to
                }
                Effect::Ended(..) => CallState::Terminated,
                Effect::OperationsEnded(_) | Effect::Answer | Effect::Other => continue,
            };
            holds(E::may_move(state, to), "the table does not have this move")?;
            state = to;
        }
        holds(state == self.after.state, "the call moved without an output")
    }

    fn once(&self) -> Result<(), Violation> {
        self.call_ends_once()?;
        self.operations_end_once()
    }

    fn call_ends_once(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Once, why);
        let ends = |timed: &&Timed<E::Output>| matches!(E::effect(&timed.output), Effect::Ended(..));
        let reported = self.step.outputs().iter().filter(ends).count();
        let expected = usize::from(self.after.is_over() && !self.before.is_over());
        holds(reported == expected, "the call's end was not reported exactly once")?;
        let (cause, ended) = (self.before.cause, self.after.cause.is_some());
        holds(ended || !self.after.is_over(), "the call ended without a cause")?;
        holds(!ended || !self.after.state.is_live(), "the call has a cause of its end, but lives")?;
        holds(cause.is_none() || cause == self.after.cause, "the cause changed after the end")
    }

    fn operations_end_once(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Once, why);
        let (before, after) = (self.before.open, self.after.open);
        holds(after.is_empty() || E::may_operate(self.after.state), "an operation outlived its call")?;
        let mut outputs = self.step.outputs().iter();
        if before == after && outputs.all(|timed| operations_ended::<E>(timed).is_empty()) {
            return Ok(());
        }
        self.no_operation_is_lost()
    }

    // Out of line, so that steps without any do not pay for its registers.
    #[inline(never)]
    fn no_operation_is_lost(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Once, why);
        let (before, after) = (self.before.open, self.after.open);
        // Whatever was open before, or opened now, has ended now or is open after.
        let ended = || self.step.outputs().iter().map(operations_ended::<E>);
        let found = |slot| after.contains(slot) || ended().any(|slots| slots.contains(slot));
        holds(before.iter().take(before.len()).all(found), "an operation vanished without an output")?;
        let opened = ended().fold(after.len(), |opened, slots| opened.saturating_add(slots.len()));
        let started = opened.saturating_sub(before.len());
        let most = usize::from(E::starts(self.event));
        holds(started <= most, "an operation ended twice, or was started by nothing or together with another")?;
        let allowed = started == 0 || self.step.verdict().is_applied();
        holds(allowed, "an event that was not applied started or ended something")
    }

    fn clock_reported(&self) -> Result<(), Violation> {
        let holds = |holds, why| Violation::unless(holds, Law::Clock, why);
        let backwards = self.now < self.before.now;
        holds(self.step.clock_regressed() == backwards, "the step is wrong about whether time ran backwards")?;
        holds(self.after.now == self.now.later(self.before.now), "the latest time does not count")?;
        // An output may be of long ago: a late 201 can show that the expiry has passed already.
        let none_early = self.step.outputs().iter().all(|timed| timed.at <= self.after.now);
        holds(none_early, "an output came before its time")
    }

    fn outputs_in_order(&self) -> Result<(), Violation> {
        let sorted = self.step.outputs().is_sorted_by_key(|timed| timed.at);
        Violation::unless(sorted, Law::Granularity, "outputs are not in order of time")
    }
}

/// The operations that an output ends.
fn operations_ended<E: End>(timed: &Timed<E::Output>) -> Slots {
    match E::effect(&timed.output) {
        Effect::Ended(_, slots) | Effect::OperationsEnded(slots) => slots,
        Effect::State(..) | Effect::Answer | Effect::Other => Slots::default(),
    }
}
