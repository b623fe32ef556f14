//! The laws of each step of a line, and a running digest of all steps.

use call_lifecycle::Verdict;

use crate::laws::{self, Observation, Seen, Taken};
use crate::{Effect, End, Violation, Watch};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Checks {
    trial_every: u32,
    events: u32,
    digest: u64,
}

impl Checks {
    pub(crate) const fn new(trial_every: u32) -> Self {
        Self { trial_every, events: 0, digest: 0 }
    }

    /// The digest of all steps so far.
    pub(crate) const fn digest(&self) -> u64 {
        self.digest
    }

    /// Checks the laws of one step, and adds the step to the digest. `seen` is what the machine
    /// showed before, and then what it shows after.
    pub(crate) fn step<E: End>(
        &mut self,
        observed: &Observation<'_, E>,
        seen: &mut Seen,
        watch: &mut impl Watch,
    ) -> Result<(), Violation> {
        let taken = Taken::after(*seen, observed);
        *seen = taken.after;
        taken.check()?;
        watch.checked(laws::STEP_CHECKS);
        self.events = self.events.wrapping_add(1);
        if self.events.checked_rem(self.trial_every) == Some(0) {
            laws::check_by_trial(observed)?;
            watch.checked(laws::TRIAL_CHECKS);
            self.fold(observed.after.digest());
        }
        self.fold(match observed.step.verdict() {
            Verdict::Applied => 1,
            Verdict::NoChange => 2,
            Verdict::Stale => 3,
            Verdict::Rejected(_) => 4,
        });
        for timed in observed.step.outputs() {
            self.fold(timed.at.as_millis() ^ number(E::effect(&timed.output)).rotate_left(48));
        }
        let due = taken.after.due.map_or(0, |due| due.at.as_millis());
        self.fold(due.rotate_left(20) ^ observed.now.as_millis());
        Ok(())
    }

    const fn fold(&mut self, word: u64) {
        self.digest = (self.digest.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// A number that stands for what an output means.
const fn number(effect: Effect) -> u64 {
    match effect {
        Effect::Other => 1,
        Effect::Answer => 2,
        Effect::OperationsEnded(slots) => 0x100 | slots.len() as u64,
        Effect::Ended(cause, slots) => 0x1000 | (cause as u64) << 6 | slots.len() as u64,
        Effect::State(from, to) => 0x2000 | (from as u64) << 4 | to as u64,
    }
}
