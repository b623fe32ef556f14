//! The calls of a fleet by their keys.

use super::key::sealed::Find;
use super::{Fleet, Handle, Key, NoSuchCall};
use crate::{Id, Machine, Step, Timestamp};

impl<M: Machine> Fleet<'_, M> {
    /// The call of a handle or an id.
    #[must_use]
    #[inline]
    pub fn get(&self, key: impl Key) -> Option<&M> {
        self.call(key.find(self)?)
    }

    /// The handle of an id.
    #[must_use]
    pub fn find(&self, id: Id) -> Option<Handle> {
        let slot = id.find(self)?;
        self.handle_of(slot)
    }

    /// Handles an event of one call and returns what to do, as the call itself would.
    ///
    /// # Errors
    /// [`NoSuchCall`] if there is no call with that handle or id.
    #[inline(always)]
    pub fn handle(&mut self, now: Timestamp, key: impl Key, event: M::Event) -> Result<Step<M::Output>, NoSuchCall> {
        let mut step = Step::new();
        self.handle_into(now, key, &event, &mut step)?;
        Ok(step)
    }

    /// Like [`Fleet::handle`], but writes to `step`. This saves moving steps where there are very
    /// many events.
    ///
    /// # Errors
    /// [`NoSuchCall`] if there is no call with that handle or id. `step` is then unchanged.
    // Always inlined, with what it is made of: an ordinary notification saves no register.
    #[inline(always)]
    pub fn handle_into(
        &mut self,
        now: Timestamp,
        key: impl Key,
        event: &M::Event,
        step: &mut Step<M::Output>,
    ) -> Result<(), NoSuchCall> {
        let slot = key.find(self).ok_or(NoSuchCall)?;
        if self.handle_at(slot, now, event, step) { Ok(()) } else { Err(NoSuchCall) }
    }

    /// Removes a call and returns it, or `None` if it is not there. A call that has ended stays
    /// until the host removes it, so that late messages find it.
    pub fn remove(&mut self, key: impl Key) -> Option<M> {
        self.remove_at(key.find(self)?)
    }
}
