//! `defmt::Format` of the types that hold machines.

use defmt::{Format, Formatter, write};

use crate::laws::Observation;
use crate::{End, Line};

/// The line's number, its true time, and both ends.
impl<C> Format for Line<'_, '_, C> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "line {=u64} at {} app: {} service: {}", self.number, self.now, self.app, self.service);
    }
}

/// The machine before, the event and the step. The machine after follows from them.
impl<E: End + Format> Format for Observation<'_, E>
where
    E::Event: Format,
    E::Output: Format,
{
    fn format(&self, f: Formatter<'_>) {
        let Self { before, now, event, after: _, step } = self;
        write!(f, "{} at {} event: {} step: {}", before, now, event, step);
    }
}
