//! Who looks on while a line runs, and the simplest of them: who counts.

use super::laws::Taken;
use super::line::{App, Service};
use crate::words::words;
use crate::{Cause, CompletionReason, Timestamp, app, service};

words! {
    /// Something that went wrong on purpose.
    ///
    /// ```
    /// use call_lifecycle::sim::Fault;
    /// assert_eq!(Fault::Lost.word(), "lost");
    /// ```
    Fault {
        /// A message was lost.
        Lost = "lost",
        /// A message came twice.
        Repeated = "repeated",
        /// A message was delayed, perhaps overtaken.
        Delayed = "delayed",
        /// A request was answered with an error before it reached the service.
        Refused = "refused",
        /// A message met a partition, or a host that was down.
        CutOff = "cut off",
        /// More messages were under way than there is room for, so one was lost.
        Crowded = "crowded out",
        /// The application crashed and was restored from its snapshot.
        AppCrashed = "application crashed",
        /// The service crashed and was restored from its snapshot.
        ServiceCrashed = "service crashed",
        /// A clock jumped.
        ClockJumped = "clock jumped",
    }
}

/// Looks on. Every method has a default that does nothing.
///
/// ```
/// use call_lifecycle::sim::{Fault, Line, Watch, World};
/// use call_lifecycle::{Span, Timestamp};
/// #[derive(Default)]
/// struct Losses(u32);
/// impl Watch for Losses {
///     fn fault(&mut self, _at: Timestamp, fault: Fault) {
///         self.0 += u32::from(fault == Fault::Lost);
///     }
/// }
/// let (world, mut losses) = (World::new(1), Losses::default());
/// for number in 0..20 {
///     Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, &mut losses)?;
/// }
/// assert!(losses.0 > 0);
/// # Ok::<(), call_lifecycle::sim::Failure>(())
/// ```
pub trait Watch {
    /// The application's end has taken an event in.
    fn app(&mut self, at: Timestamp, taken: &Taken<'_, App<'_>>) {
        let _ = (at, taken);
    }

    /// The service's end has taken an event in.
    fn service(&mut self, at: Timestamp, taken: &Taken<'_, Service<'_>>) {
        let _ = (at, taken);
    }

    /// Something went wrong.
    fn fault(&mut self, at: Timestamp, fault: Fault) {
        let _ = (at, fault);
    }

    /// So many laws were checked.
    fn checked(&mut self, laws: u32) {
        let _ = laws;
    }
}

/// Counts.
///
/// ```
/// use call_lifecycle::sim::{Fault, Tally};
/// assert_eq!(Tally::default().faults[Fault::Lost as usize], 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Tally {
    /// Events that an application's end has taken in.
    pub app_events: u64,
    /// Events that a service's end has taken in.
    pub service_events: u64,
    /// How often a law was asked.
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

fn count(counts: &mut [u64], index: usize) {
    if let Some(count) = counts.get_mut(index) {
        *count = count.saturating_add(1);
    }
}

impl Watch for Tally {
    fn app(&mut self, _at: Timestamp, taken: &Taken<'_, App<'_>>) {
        self.app_events = self.app_events.saturating_add(1);
        if let app::Event::Sent { token, .. } = taken.event
            && token.request() == app::Request::KeepAlive
        {
            count(&mut self.keep_alives, 0);
        }
        for timed in taken.step.outputs() {
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

    fn service(&mut self, _at: Timestamp, taken: &Taken<'_, Service<'_>>) {
        self.service_events = self.service_events.saturating_add(1);
        for timed in taken.step.outputs() {
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
