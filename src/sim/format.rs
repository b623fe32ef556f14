//! `defmt::Format` of what holds machines.

use defmt::{Format, Formatter, write};

use super::laws::Taken;
use super::{End, Line};

/// Which line it is, its true time, and both ends.
impl<C> Format for Line<'_, '_, C> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "line {=u64} at {} app: {} service: {}", self.number, self.now, self.app, self.service);
    }
}

/// The machine before, what it was told, and what came of it: the state after follows from that.
impl<E: End + Format> Format for Taken<'_, E>
where
    E::Event: Format,
    E::Output: Format,
{
    fn format(&self, f: Formatter<'_>) {
        let Self { before, now, event, after: _, step } = self;
        write!(f, "{} at {} event: {} step: {}", before, now, event, step);
    }
}
