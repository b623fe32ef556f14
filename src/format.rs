//! `defmt::Format` of large types: a summary in few bytes, from public accessors, instead of all
//! fields.

use defmt::{Format, Formatter, write};

use crate::fleet::{Fleet, Room, Storage};
use crate::{Machine, Snapshot, app, service};

/// Which call it is, how it stands, and when it wants to be woken.
impl<const N: usize> Format for app::Call<'_, N> {
    fn format(&self, f: Formatter<'_>) {
        let keep_alive = self.keep_alive();
        write!(f, "{} {} cause={} {} next={}", self.id(), self.state(), self.cause(), keep_alive, self.next_deadline());
    }
}

/// Which call it is, how it stands, and when it wants to be woken.
impl<const N: usize> Format for service::Call<'_, N> {
    fn format(&self, f: Formatter<'_>) {
        let (id, state, expires_at) = (self.id(), self.state(), self.expires_at());
        write!(f, "{} {} cause={} expires_at={} next={}", id, state, self.cause(), expires_at, self.next_deadline());
    }
}

/// Writes the bytes: the machine can be restored from the log.
impl<const MAX: usize> Format for Snapshot<MAX> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "{=[u8]:02x}", self.as_bytes());
    }
}

/// Writes how many calls there are, how many fit, and the next deadline. To log the calls
/// themselves, use [`Fleet::iter`].
impl<M: Machine> Format for Fleet<'_, M> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "{=usize} of {=usize} calls, next={}", self.len(), self.capacity(), self.next_deadline());
    }
}

/// How much there is.
impl<M> Format for Storage<'_, M> {
    fn format(&self, f: Formatter<'_>) {
        let Self { places, nodes, entries } = self;
        write!(f, "{=usize} places, {=usize} nodes, {=usize} entries", places.len(), nodes.len(), entries.len());
    }
}

/// How much there is.
impl<M, const CALLS: usize, const NODES: usize, const ENTRIES: usize> Format for Room<M, CALLS, NODES, ENTRIES> {
    fn format(&self, f: Formatter<'_>) {
        write!(f, "{=usize} places, {=usize} nodes, {=usize} entries", CALLS, NODES, ENTRIES);
    }
}
