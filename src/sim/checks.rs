//! The laws of each step of a line, and what remains of it: a running digest.

use super::laws::{self, Taken};
use super::{Broken, End, Told, Watch};
use crate::Verdict;

/// How many checks [`laws::at_a_glance`] makes, and as many [`laws::by_trial`].
const LAWS: u32 = 5;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Checks {
    trial_every: u32,
    events: u32,
    trace: u64,
}

impl Checks {
    pub(super) const fn new(trial_every: u32) -> Self {
        Self { trial_every, events: 0, trace: 0 }
    }

    /// What stands for all steps so far.
    pub(super) const fn trace(&self) -> u64 {
        self.trace
    }

    /// Checks the laws of one step, and folds it in.
    pub(super) fn took<E: End>(&mut self, taken: &Taken<'_, E>, watch: &mut impl Watch) -> Result<(), Broken> {
        laws::at_a_glance(taken)?;
        watch.checked(LAWS);
        self.events = self.events.wrapping_add(1);
        if self.events.checked_rem(self.trial_every) == Some(0) {
            laws::by_trial(taken)?;
            watch.checked(LAWS);
            self.fold(taken.after.digest());
        }
        self.fold(match taken.step.verdict() {
            Verdict::Applied => 1,
            Verdict::NoChange => 2,
            Verdict::Stale => 3,
            Verdict::Rejected(_) => 4,
        });
        for timed in taken.step.outputs() {
            self.fold(timed.at.as_millis() ^ said(E::told(&timed.output)).rotate_left(48));
        }
        let due = taken.after.next_deadline().map_or(0, |due| due.at.as_millis());
        self.fold(due.rotate_left(20) ^ taken.now.as_millis());
        Ok(())
    }

    const fn fold(&mut self, word: u64) {
        self.trace = (self.trace.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// A number for what an output says.
const fn said(told: Told) -> u64 {
    match told {
        Told::Other => 1,
        Told::Answer => 2,
        Told::Operations(slots) => 0x100 | slots.len() as u64,
        Told::Ended(cause, slots) => 0x1000 | (cause as u64) << 6 | slots.len() as u64,
        Told::State(from, to) => 0x2000 | (from as u64) << 4 | to as u64,
    }
}
