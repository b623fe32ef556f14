//! Counts what happens while a line runs.

use call_lifecycle::{Cause, CompletionReason, Timestamp, app, service};

use crate::laws::Observation;
use crate::{App, Fault, Service, Watch};

/// Counts what happens.
///
/// ```
/// use call_lifecycle_sim::{Fault, Tally};
/// assert_eq!(Tally::default().faults[Fault::Lost as usize], 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Tally {
    /// Events that an application's end has handled.
    pub app_events: u64,
    /// Events that a service's end has handled.
    pub service_events: u64,
    /// How often a law was checked.
    pub law_checks: u64,
    /// keepAlives that were sent, that succeeded, and that failed.
    pub keep_alives: [u64; 3],
    /// Calls that were presumed lost, and that were revived.
    pub presumed_lost: [u64; 2],
    /// Faults, in the order of [`Fault::ALL`].
    pub faults: [u64; Fault::ALL.len()],
    /// Causes at the application's end, in the order of [`Cause::ALL`].
    pub app_causes: [u64; Cause::ALL.len()],
    /// Causes at the service's end, in the order of [`Cause::ALL`].
    pub service_causes: [u64; Cause::ALL.len()],
    /// Ends of the service's operations, in the order of [`CompletionReason::ALL`].
    pub reasons: [u64; CompletionReason::ALL.len()],
}

impl Tally {
    /// Adds what another has counted, as of lines that ran at the same time.
    ///
    /// ```
    /// use call_lifecycle::Timestamp;
    /// use call_lifecycle_sim::{Line, Tally, World};
    /// let world = World::new(7);
    /// let run = |number, tally: &mut Tally| Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, tally);
    /// let (mut together, mut first, mut second) = (Tally::default(), Tally::default(), Tally::default());
    /// run(1, &mut together)?;
    /// run(2, &mut together)?;
    /// run(1, &mut first)?;
    /// run(2, &mut second)?;
    /// first.add(&second);
    /// assert_eq!(first, together);
    /// # Ok::<(), call_lifecycle_sim::Failure>(())
    /// ```
    pub fn add(&mut self, other: &Self) {
        // Taken apart, so that a new member is not forgotten.
        let Self {
            app_events,
            service_events,
            law_checks,
            keep_alives,
            presumed_lost,
            faults,
            app_causes,
            service_causes,
            reasons,
        } = other;
        add(core::slice::from_mut(&mut self.app_events), core::slice::from_ref(app_events));
        add(core::slice::from_mut(&mut self.service_events), core::slice::from_ref(service_events));
        add(core::slice::from_mut(&mut self.law_checks), core::slice::from_ref(law_checks));
        add(&mut self.keep_alives, keep_alives);
        add(&mut self.presumed_lost, presumed_lost);
        add(&mut self.faults, faults);
        add(&mut self.app_causes, app_causes);
        add(&mut self.service_causes, service_causes);
        add(&mut self.reasons, reasons);
    }
}

fn add(counts: &mut [u64], others: &[u64]) {
    for (count, other) in counts.iter_mut().zip(others) {
        *count = count.saturating_add(*other);
    }
}

fn count(counts: &mut [u64], index: usize) {
    if let Some(count) = counts.get_mut(index) {
        *count = count.saturating_add(1);
    }
}

impl Watch for Tally {
    fn app(&mut self, _at: Timestamp, observed: &Observation<'_, App<'_>>) {
        self.app_events = self.app_events.saturating_add(1);
        if let app::Event::Sent { token, .. } = observed.event
            && token.request() == app::Request::KeepAlive
        {
            count(&mut self.keep_alives, 0);
        }
        for timed in observed.step.outputs() {
            match timed.output {
                app::Output::Ended { cause, .. } => count(&mut self.app_causes, cause as usize),
                app::Output::KeepAliveSucceeded => count(&mut self.keep_alives, 1),
                app::Output::KeepAliveFailed => count(&mut self.keep_alives, 2),
                app::Output::PresumedLost => count(&mut self.presumed_lost, 0),
                app::Output::Revived => count(&mut self.presumed_lost, 1),
                _ => {}
            }
        }
    }

    fn service(&mut self, _at: Timestamp, observed: &Observation<'_, Service<'_>>) {
        self.service_events = self.service_events.saturating_add(1);
        for timed in observed.step.outputs() {
            match timed.output {
                service::Output::Ended { cause } => count(&mut self.service_causes, cause as usize),
                service::Output::OperationEnded { outcome, .. } => {
                    if let Some(reason) = outcome.reason {
                        count(&mut self.reasons, reason as usize);
                    }
                }
                service::Output::OperationsEnded(slots) => {
                    slots.iter().for_each(|_| count(&mut self.reasons, CompletionReason::CallEnded as usize));
                }
                _ => {}
            }
        }
    }

    fn fault(&mut self, _at: Timestamp, fault: Fault) {
        count(&mut self.faults, fault as usize);
    }

    fn checked(&mut self, laws: u32) {
        self.law_checks = self.law_checks.saturating_add(u64::from(laws));
    }
}
