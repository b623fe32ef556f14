//! Where what a step says is written, and the time from which it counts.

use super::Output;
use crate::{Step, Timestamp};

/// The outputs of a step from one point in time on: a deadline's own time while that deadline fires, then the event's.
pub(super) struct Outputs<'s> {
    pub(super) at: Timestamp,
    step: &'s mut Step<Output>,
}

impl<'s> Outputs<'s> {
    pub(super) const fn new(at: Timestamp, step: &'s mut Step<Output>) -> Self {
        Self { at, step }
    }

    /// Adds an output that counts from [`Outputs::at`].
    // Out of line: an output is small, and is added in many places.
    #[inline(never)]
    pub(super) fn push(&mut self, output: Output) {
        self.step.push(self.at, output);
    }

    /// Takes the next place for an output that is not known yet; [`Outputs::fill`] gives it.
    pub(super) fn reserve(&mut self, meanwhile: Output) -> usize {
        let place = self.step.outputs().len();
        self.push(meanwhile);
        place
    }

    pub(super) fn fill(&mut self, place: usize, output: Output) {
        self.step.replace(place, output);
    }
}
