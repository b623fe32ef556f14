//! The laws of each step of a line, and what remains of it: a running digest.

use super::laws::{self, Taken};
use super::{Broken, End, Watch};
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
        }
        let verdict: u64 = match taken.step.verdict() {
            Verdict::Applied => 1,
            Verdict::NoChange => 2,
            Verdict::Stale => 3,
            Verdict::Rejected(_) => 4,
        };
        let outputs = taken.step.outputs();
        let told = outputs.iter().fold(verdict, |sum, timed| sum.rotate_left(9) ^ timed.at.as_millis());
        let due = taken.after.next_deadline().map_or(0, |due| due.at.as_millis());
        let word = told ^ due.rotate_left(20) ^ taken.now.as_millis().rotate_left(40);
        self.trace = (self.trace.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        Ok(())
    }
}
