//! A fleet that was found in memory, and what the functions do with its calls.

use call_lifecycle::fleet::{Fleet, Handle, Refusal};
use call_lifecycle::{Machine, Step, Timestamp};

use crate::code::Fault;
use crate::memory::output;
use crate::value::{End, make};

/// A fleet that was found, and the policy of its calls.
///
/// They are apart, as the calls borrow the policy while the fleet is changed.
pub(crate) struct Found<'m, E: End> {
    pub(super) policy: &'static E::Policy,
    pub(crate) fleet: &'m mut Fleet<'static, E>,
}

impl<E: End + Machine + Clone> Found<'_, E>
where
    E::Policy: PartialEq + Clone,
{
    /// Adds a call that has the fleet's settings.
    pub(crate) fn insert(&mut self, call: &E, policy: &E::Policy) -> Result<u64, Fault> {
        if policy != self.policy {
            return Err(Fault::OtherSettings);
        }
        let mut call = call.clone();
        call.set_policy(self.policy);
        self.fleet.insert(call).map(Handle::to_bits).map_err(|refused| match refused.reason {
            Refusal::IdTaken => Fault::IdTaken,
            _ => Fault::FleetFull,
        })
    }

    /// Copies a call into a value.
    ///
    /// # Safety
    /// As every function of the ABI.
    pub(crate) unsafe fn copy(&self, handle: u64, value: *mut E::Memory) -> Result<(), Fault> {
        let call = self.fleet.get(Handle::from_bits(handle)).ok_or(Fault::NoSuchCall)?;
        // SAFETY: the caller vouches for the memory.
        unsafe { make(value, self.policy.clone(), |_| Ok(call.clone())) }
    }

    pub(crate) fn handle(
        &mut self,
        handle: u64,
        now: u64,
        event: &E::Event,
        step: &mut Step<E::Output>,
    ) -> Result<&E, Fault> {
        let (handle, now) = (Handle::from_bits(handle), Timestamp::from_millis(now));
        self.fleet.handle_into(now, handle, event, step).map_err(|_| Fault::NoSuchCall)?;
        self.fleet.get(handle).ok_or(Fault::NoSuchCall)
    }

    /// Writes the next deadline.
    ///
    /// # Safety
    /// As every function of the ABI.
    pub(crate) unsafe fn next_deadline(&self, at: *mut u64) -> Result<(), Fault> {
        // SAFETY: the caller vouches for the memory.
        unsafe { output(at) }?.put(crate::fields::time_or_never(self.fleet.next_deadline()));
        Ok(())
    }
}
